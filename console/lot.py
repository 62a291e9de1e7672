"""`main.py lot` : un classeur par ferme et une synthèse, pour la personne qui conseille beaucoup de fermes."""

import argparse
import gc
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from console import flux
from console.en_service import catalogue_en_service
from modele.catalogue.objets import Catalogue
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.nombres import euros
from modele.suivi import Annulee, Suivi

if TYPE_CHECKING:
    from modele.lot.objets import Bilan, Ligne
    from modele.lot.traitement import Lot

ENTREE_REFUSEE = 2
FICHIER_OU_DISQUE = 3
RAMASSER_TOUTES_LES = 10
"""Fermes entre deux passages du ramasse-miettes : la mémoire ne grandit pas avec le lot."""

_DETAILS = """\
ENTRÉE est l'un des deux :
  un dossier      ses fichiers .json (une situation chacun) et .xlsx (exportés par l'application), sans ses
                  sous-dossiers ;
  un tableau .xlsx  une ligne par ferme, dont les titres sont les champs de la situation, en français ou par leur
                  code. « main.py lot --modele TABLEAU.xlsx » en écrit un vide, avec listes et mode d'emploi.

Dans SORTIE :
  un classeur par ferme, nommé d'après elle ; deux fermes de même nom sont numérotées ;
  synthese.xlsx   une ligne par ferme : outils possibles, le moins cher, ses coûts, ou pourquoi elle est refusée.

Une ferme refusée n'arrête pas les autres. Relancer le même lot redonne les mêmes noms et remplace, chacun d'un
coup, les classeurs que l'application avait écrits ; un classeur annoté depuis, ou venu d'ailleurs, est d'abord
gardé à côté (« … (gardé 1).xlsx »).

Codes de sortie : 0 toutes les fermes sont écrites ; 2 au moins une est refusée, les autres sont écrites ; 3 un
fichier ou le disque a empêché d'écrire.
"""


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments."""
    parseur.formatter_class = argparse.RawDescriptionHelpFormatter
    parseur.usage = f"{parseur.prog} ENTRÉE SORTIE\n         {parseur.prog} --modele TABLEAU.xlsx"
    parseur.epilog = _DETAILS
    parseur.add_argument(
        "entree", metavar="ENTRÉE", type=Path, nargs="?", help="dossier de fichiers, ou tableau .xlsx"
    )
    parseur.add_argument(
        "sortie", metavar="SORTIE", type=Path, nargs="?", help="dossier des classeurs, créé au besoin"
    )
    parseur.add_argument(
        "--modele", metavar="TABLEAU.xlsx", type=Path, help="écrit un tableau vide à remplir, et rien d'autre"
    )
    parseur.set_defaults(executer=executer)


def executer(choix: argparse.Namespace) -> int:
    """Écrit le tableau vide, ou traite le lot et rend le code de sortie du contrat."""
    catalogue = catalogue_en_service(choix)
    if choix.modele is not None:
        if choix.entree is not None:
            raise EntreeInvalide("--modele écrit un tableau vide : ne donnez ni entrée ni sortie avec lui.")
        return _modele(choix.modele, catalogue)
    if choix.entree is None or choix.sortie is None:
        raise EntreeInvalide(
            "Il faut une entrée (dossier ou tableau .xlsx) et un dossier de sortie. « main.py lot --aide » les explique."
        )
    from modele.lot.entree import ouvrir_entree
    from modele.lot.traitement import Lot

    entree = ouvrir_entree(choix.entree, choix.sortie, catalogue)
    for ignore in entree.ignores:
        _dire(f"Laissé de côté : « {ignore} » n'est ni un .json ni un .xlsx.")
    lot = Lot(entree.fermes, choix.sortie, catalogue)
    return _conclure(_traiter(lot), choix.sortie)


def _modele(chemin: Path, catalogue: Catalogue) -> int:
    if chemin.suffix.lower() != ".xlsx":
        raise EntreeInvalide(f"Le tableau doit porter un nom en .xlsx (vous avez écrit « {chemin.name} »).")
    if chemin.exists():
        raise FichierInaccessible(
            f"« {chemin} » existe déjà : choisissez un autre nom, pour ne rien écraser."
        )
    from modele.lot.tableau_vide import ecrire_tableau_vide

    ecrire_tableau_vide(chemin, catalogue)
    print(f"Tableau vide écrit : {chemin}")
    return 0


def _traiter(lot: "Lot") -> "Bilan":
    """Traite tout, une ferme par ligne sur la sortie d'erreur ; Ctrl+C arrête après avoir écrit la synthèse."""
    suivi = Suivi()

    def arreter(_signal: int, _cadre: FrameType | None) -> None:
        suivi.annuler()

    ancien = signal.signal(signal.SIGINT, arreter)
    try:
        while not lot.fini:
            ligne = lot.suivante(suivi)
            _dire(f"[{len(lot.lignes)}/{lot.total}] {_resultat(ligne)}")
            if len(lot.lignes) % RAMASSER_TOUTES_LES == 0:
                gc.collect()
    except Annulee:
        _dire("Lot arrêté.")
    finally:
        signal.signal(signal.SIGINT, ancien)
    return lot.finir()


def _resultat(ligne: "Ligne") -> str:
    """« Les Ormes : Kuupanda, 809,70 € par an », ou pourquoi il n'y a pas de classeur."""
    from modele.lot.objets import Etat

    sujet = f"{ligne.source}, {ligne.nom}" if ligne.source != f"{ligne.nom}.json" else ligne.source
    if ligne.etat is not Etat.ECRITE:
        return f"{sujet} : {ligne.etat.value}. {ligne.motif}"
    resume = ligne.resume
    moins_cher = resume.moins_cher if resume is not None else None
    if moins_cher is None:
        return f"{sujet} : aucun outil possible ne porte toutes ses ventes."
    noms = " ou ".join(moins_cher.noms)
    return f"{sujet} : {noms}, {euros(moins_cher.annee_suivante)} par an."


def _conclure(bilan: "Bilan", sortie: Path) -> int:
    from modele.lot.objets import Etat

    ecrites, total = bilan.combien(Etat.ECRITE), len(bilan.lignes)
    print(
        f"{ecrites} classeur{'s' if ecrites > 1 else ''} sur {total}, et la synthèse : {sortie / bilan.synthese}"
    )
    if bilan.combien(Etat.EMPECHEE):
        return FICHIER_OU_DISQUE
    return 0 if ecrites == total else ENTREE_REFUSEE


def _dire(texte: str) -> None:
    flux.dire(phrase(ValueError(texte)))
