"""Finding what a glossary lacks: names, titles, organisations and places that recur in documents.

Texts → mentions (`mentions`) → candidates counted over all texts (`candidates`), spellings of one name together
(`variants`), nested ones weighed (`nesting`) → renderings (`renderings`, `romanise`) → entries (`entries`).
`run.suggest` is all of it.
"""
