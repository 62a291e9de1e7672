"""Retour d'un classeur exporté : contrôlé avant tout, lu, puis comparé au dossier."""
