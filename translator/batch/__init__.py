"""A tree of documents translated into another tree: which files, what is done already, and the work itself."""
