"""The same source, the same English: what only a look at all documents of a run can tell. Pure; no engine."""
