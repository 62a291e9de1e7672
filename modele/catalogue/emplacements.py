"""Où se trouvent les ressources livrées avec l'application."""

from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
RESSOURCES = RACINE / "ressources"
SOURCES = RESSOURCES / "catalogue"
BASE = RACINE / "base.sqlite"
