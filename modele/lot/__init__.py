"""Lot de fermes : un dossier de fichiers ou un tableau, un classeur par ferme, une synthèse."""
