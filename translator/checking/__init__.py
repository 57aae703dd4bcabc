"""Checking translations made elsewhere: pairs of texts in, the same results as of a translation out. No engine."""
