"""Migrations de la base des dossiers, une par version du schéma.

Pour en écrire une : `versions/v0002.py`, les modèles de `tables.py`, `schema.SCHEMA`, et une base de la
version quittée sous `tests/dossiers/schemas/`. Trois pièges : n'importez jamais `tables.py`, il aura
changé ; `batch_alter_table` perd AUTOINCREMENT sans `table_kwargs={"sqlite_autoincrement": True}` ; aucune
migration ne valide ni n'annule, toutes tiennent dans la transaction de l'appelant.
"""
