"""Version de l'application, la même que dans pyproject.toml (un essai le vérifie)."""

VERSION = "0.1.0"
