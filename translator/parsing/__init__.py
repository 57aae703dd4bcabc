"""What formats and glossaries share in reading what may be damaged or hostile: encodings, tables, zip packages, XML."""
