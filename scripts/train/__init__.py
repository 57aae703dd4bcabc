"""How the embedded Arabic–English model is made: from raw pairs to a CTranslate2 folder.  See README.md."""
