"""Migrations de la base des dossiers, une par version du schéma.

Pour en écrire une : `versions/v0002.py`, les modèles de `tables.py`, `schema.SCHEMA`, et une base de la
version quittée sous `tests/dossiers/schemas/`. Trois pièges : n'importez jamais `tables.py` (il aura
changé) ; `batch_alter_table` perd les CHECK, AUTOINCREMENT et WITHOUT ROWID d'une table qu'on ne lui
décrit pas par `copy_from` ; aucune migration ne valide ni n'annule, toutes tiennent en une transaction.
"""
