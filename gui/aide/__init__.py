"""L'aide hors ligne : ses sujets, leur affichage, les raccourcis et la visite guidée."""
