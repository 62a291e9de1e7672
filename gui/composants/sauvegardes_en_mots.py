"""Ce que la liste des sauvegardes dit ; rien de Qt."""

from pathlib import Path

from modele.donnees_locales import taille_lisible
from modele.dossiers.fautes import lisible
from modele.dossiers.sauvegardes import DOSSIER, MOTIFS, Sauvegarde
from modele.fautes import phrase
from modele.nombres import date_francaise

BONNE, ABIMEE = "Bonne", "Abîmée, inutilisable"
REPARTIR = "Vos dossiers ne s'afficheront plus ; une bonne sauvegarde, si vous en avez une, les rendrait."


def moment(sauvegarde: Sauvegarde) -> str:
    """Date et heure d'une sauvegarde, telles que l'ordinateur les affichait."""
    quand = sauvegarde.quand
    return f"{date_francaise(f'{quand:%Y-%m-%d}')} à {quand:%H} h {quand:%M}"


def en_mots(sauvegarde: Sauvegarde, bonne: bool) -> tuple[str, str, str, str]:
    """Une rangée de la liste : date, motif, taille, état."""
    try:
        taille = taille_lisible(sauvegarde.chemin.stat().st_size)
    except OSError:
        taille = ""
    return moment(sauvegarde), MOTIFS[sauvegarde.motif].capitalize(), taille, BONNE if bonne else ABIMEE


def phrase_d_empechement(faute: Exception | None) -> str:
    """Ce qu'il vaut mieux faire quand le poste, lui seul, empêche d'ouvrir des dossiers sans doute entiers."""
    raison = "" if faute is None else f" {phrase(faute)}"
    return (
        f"Vos dossiers ne peuvent pas être ouverts pour l'instant, mais rien ne dit qu'ils sont abîmés.{raison} "
        "Remédiez-y d'abord, puis « Réessayer » ou relancez l'application : restaurer une sauvegarde rendrait des "
        "dossiers plus anciens."
    )


def phrase_d_etat(disponible: bool, presentes: bool, bonnes: bool, base: Path) -> str:
    """Où sont les sauvegardes, ou que faire quand les dossiers ne peuvent plus être lus."""
    if disponible:
        return (
            "Vos dossiers sont sauvegardés à chaque ouverture et toutes les heures, sur cet ordinateur, dans "
            f"« {lisible(base.parent / DOSSIER)} ». Copiez-en une sur une clé USB de temps en temps."
        )
    if bonnes:
        return (
            "Vos dossiers ne peuvent pas être ouverts. Restaurez la sauvegarde choisie ci-dessous : le fichier "
            "actuel sera mis de côté, pas effacé."
        )
    if presentes:
        return "Vos dossiers ne peuvent pas être ouverts, et aucune sauvegarde d'ici n'est utilisable."
    return (
        "Vos dossiers ne peuvent pas être ouverts, et il n'y a pas encore de sauvegarde sur cet ordinateur. Si "
        "vous en avez copié une sur une clé USB, choisissez « Restaurer un fichier… »."
    )
