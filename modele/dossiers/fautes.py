"""Fautes propres aux dossiers ; sans SQLAlchemy, pour que la fenêtre les connaisse avant d'ouvrir la base."""

import os
from pathlib import Path

from modele.fautes import EntreeInvalide, FichierInaccessible


class BaseRefusee(FichierInaccessible):
    """Le fichier est étranger ou d'une version plus récente ; il n'a pas été touché."""


class BaseEtrangere(BaseRefusee):
    """Le fichier n'est pas une base de dossiers, ou sa tête ne se lit plus."""


class BaseAbimee(FichierInaccessible):
    """Le contenu de la base ne tient plus."""


class BasePerdue(FichierInaccessible):
    """La base a disparu alors que des sauvegardes existent."""


class BaseOccupee(FichierInaccessible):
    """Un autre programme tient le fichier : il suffit d'attendre."""


class BaseRemplacee(FichierInaccessible):
    """Le fichier ouvert n'est plus à sa place : un autre programme l'a remplacé ou retiré."""


class DejaOuverte(FichierInaccessible):
    """Une autre fenêtre de l'application tient déjà ces données."""


class DossierAbsent(EntreeInvalide):
    """Le dossier demandé n'est plus dans la base."""


def dossier_absent() -> DossierAbsent:
    """Faute à lever quand le dossier demandé n'est plus là."""
    return DossierAbsent("Ce dossier n'existe plus : il a été supprimé.")


def lisible(chemin: Path) -> str:
    """Chemin affichable, même quand son nom n'est pas de l'UTF-8."""
    return os.fsencode(chemin).decode("utf-8", "replace")


def abimee(lieu: str) -> BaseAbimee:
    """Faute à lever quand le contenu de la base ne tient pas."""
    return BaseAbimee(
        f"La base des dossiers « {lieu} » est abîmée, ou un autre programme l'a modifiée. Ne l'effacez pas."
    )


def perdue(lieu: str) -> BasePerdue:
    """Faute à lever quand la base manque alors que des sauvegardes existent."""
    return BasePerdue(f"La base des dossiers « {lieu} » a disparu ou a été vidée.")


def remplacee(lieu: str) -> BaseRemplacee:
    """Faute à lever quand le fichier ouvert n'est plus celui qui porte son nom."""
    return BaseRemplacee(
        f"La base des dossiers « {lieu} » a été remplacée ou retirée par un autre programme."
    )


def plus_recente(lieu: str) -> BaseRefusee:
    """Faute à lever quand une version plus récente de l'application a écrit la base."""
    return BaseRefusee(
        f"La base des dossiers « {lieu} » vient d'une version plus récente de l'application. "
        "Installez cette version pour l'ouvrir."
    )
