"""Glossaries in the formats that translators' tools exchange: one table, one module a format, bytes in, bytes out."""
