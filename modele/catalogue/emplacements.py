"""Où se trouvent les ressources livrées avec l'application."""

from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
RESSOURCES = RACINE / "ressources"
SOURCES = RESSOURCES / "catalogue"
BASE = RACINE / "base.sqlite"
TEMOIN = RESSOURCES / "base.json"
"""Ce que base.sqlite doit être ; écrit par « catalogue construire »."""
CLES = RESSOURCES / "cles"
"""Clés publiques dont l'application accepte les mises à jour."""
