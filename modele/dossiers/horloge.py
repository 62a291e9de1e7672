"""L'heure qu'affiche l'ordinateur : elle date les dossiers, elle n'ordonne rien."""

from datetime import datetime


def heure_locale() -> datetime:
    """L'heure de l'ordinateur, dans son fuseau."""
    return datetime.now().astimezone()
