"""Épreuves longues : coupures de courant simulées et morts brutales ; voir docs/fiabilite.md."""
