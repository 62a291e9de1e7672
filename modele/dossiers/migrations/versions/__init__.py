"""Une migration par fichier, dans l'ordre de leurs révisions."""
