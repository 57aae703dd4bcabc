"""Offline Arabic→English document translation with every glossary term enforced and proved."""

__version__ = "0.1.0"

__all__ = ["__version__"]
