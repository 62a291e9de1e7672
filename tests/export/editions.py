"""Un seul classeur exporté, dont on change les réponses comme le ferait une personne, des centaines de fois."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList

from modele.catalogue.objets import Assiette, Catalogue
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.export import listes, noms
from modele.export.seuils import LIGNE_ENTETE
from modele.prix_propose import PrixPropose
from modele.situation import CHAMPS, Genre, Situation
from modele.tarification.prix_proposes import appliquer, cibles
from tests.export import cas
from tests.export.tableur import cellule

SORTIES = "sorties"
_INUTILES = ("Synthèse", "Fiches", "Questions", "Sources et réserves", "Graphique des coûts", "Avant-après")
LIGNES_DE_SEUILS = (1, 7, 30, 60)
_LONG = 40


@dataclass(frozen=True)
class Edition:
    """Une situation saisie dans le classeur, et ce que la comparaison en dit."""

    nom: str
    attendue: Comparaison


def reponses(catalogue: Catalogue, situation: Situation) -> Mapping[str, Any]:
    """Ce qu'une personne écrit dans chaque case nommée pour dire cette situation."""
    ecrites: dict[str, Any] = {}
    for champ in CHAMPS:
        valeur = getattr(situation, champ.nom)
        match champ.genre:
            case Genre.CHOIX:
                ecrites[champ.nom] = listes.de_champ(champ.nom).affiche(valeur)
            case Genre.BOOLEEN:
                ecrites[champ.nom] = noms.OUI if valeur else noms.NON
            case Genre.POURCENTAGE:
                ecrites[champ.nom] = float(valeur / 100)
            case Genre.EUROS:
                ecrites[champ.nom] = float(valeur)
            case Genre.ENTIER:
                ecrites[champ.nom] = valeur
            case Genre.TEXTE:
                pass
    for outil in catalogue.outils:
        identifiant = outil.identifiant
        if len(outil.formules) > 1:
            choisie = situation.formules.get(identifiant, "")
            ecrites[noms.formule(identifiant)] = listes.de_formules(outil).affiche(choisie)
        for option in outil.options:
            prise = option.identifiant in situation.options.get(identifiant, ())
            ecrites[noms.option(identifiant, option.identifiant)] = noms.OUI if prise else noms.NON
        porteurs = (*outil.formules, *outil.options)
        if any(c.assiette is Assiette.MONTANT_LIBRE for porteur in porteurs for c in porteur.composantes):
            montant = situation.montants_libres.get(identifiant, Fraction(0))
            ecrites[noms.montant_libre(identifiant)] = float(montant)
    for critere in catalogue.criteres:
        exigence = situation.exigences.get(critere.identifiant, "")
        ecrites[noms.besoin(critere.identifiant)] = listes.BESOIN.affiche(exigence)
    return ecrites


def prix_ecrits(catalogue: Catalogue, prix: Sequence[PrixPropose]) -> Mapping[str, Any]:
    """Ce qu'une personne écrit dans « Tarifs » pour ces prix, et les cases qu'elle efface pour les autres."""
    proposes = {un.cle: un for un in prix}
    ecrits: dict[str, Any] = {}
    for cible in (cible for outil in catalogue.outils for cible in cibles(outil)):
        un = proposes.get(cible.cle)
        ecrits[noms.tarif(cible.cle)] = float(un.prix) if un else None
        ecrits[noms.tarif(cible.cle, "le")] = date.fromisoformat(un.le) if un else None
        ecrits[noms.tarif(cible.cle, "par")] = un.par if un else None
    return ecrits


def tirees(catalogue: Catalogue, hasard: Random, combien: int) -> Iterator[Situation]:
    """Situations tirées au hasard, avec besoins, formules et options ; toutes les formules y passent."""
    for rang in range(combien):
        yield cas.complete(catalogue, hasard, cas.au_hasard(hasard), rang)


def saisir(
    classeur: Workbook, catalogue: Catalogue, situation: Situation, prix: Sequence[PrixPropose] | None = None
) -> None:
    """Écrit les réponses d'une situation, et les prix proposés si on en donne, dans un classeur ouvert."""
    ecrits = {**reponses(catalogue, situation), **(prix_ecrits(catalogue, prix) if prix is not None else {})}
    for nom, valeur in ecrits.items():
        une = cellule(classeur, nom)
        une.value = valeur
        if isinstance(valeur, str):
            une.data_type = "s"


def preparer(modele: Path, catalogue: Catalogue) -> Workbook:
    """Classeur ouvert, sans ce qui ne compte pas, et qui recopie ses sorties dans une première feuille."""
    classeur = load_workbook(modele)
    for titre in _INUTILES:
        del classeur[titre]
    for nom, defini in list(classeur.defined_names.items()):
        if any(titre in defini.attr_text for titre in _INUTILES):
            del classeur.defined_names[nom]
    _alleger(classeur)
    feuille: Any = classeur.create_sheet(SORTIES, 0)
    for ligne, (nom, formule) in enumerate(_sorties(catalogue), start=1):
        feuille.cell(ligne, 1, nom)
        feuille.cell(ligne, 2, f"={formule}").number_format = "0.00000000"
    return classeur


def _alleger(classeur: Workbook) -> None:
    """Ôte ce qui ne calcule rien, et les seuils qu'on ne relit pas : dix fois moins de cases à recalculer."""
    for feuille in classeur.worksheets:
        feuille.conditional_formatting = ConditionalFormattingList()
        feuille.data_validations.dataValidation.clear()
        feuille._charts.clear()
    seuils = classeur["Seuils"]
    for ligne in range(LIGNE_ENTETE + 1, seuils.max_row + 1):
        if ligne - LIGNE_ENTETE not in LIGNES_DE_SEUILS:
            for une in seuils[ligne]:
                if not isinstance(une, MergedCell):
                    une.value = None
    for titre in ("Tarifs", "Coûts", "Comparatif", "Besoins"):
        for rangee in classeur[titre].iter_rows():
            for une in rangee:
                if une.data_type == "s" and len(une.value) > _LONG:
                    une.value = "…"


def _sorties(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for outil in catalogue.outils:
        for nommer in (
            noms.annee_1,
            noms.annee_suivante,
            noms.horizon,
            noms.statut,
            noms.motifs,
            noms.souhaits,
            noms.en_lice,
            noms.propose,
        ):
            nom = nommer(outil.identifiant)
            yield nom, nom
    yield noms.PAS_SEUILS, noms.PAS_SEUILS
    yield noms.ALERTE_SAISIE, noms.ALERTE_SAISIE
    for ligne in LIGNES_DE_SEUILS:
        yield f"moins_cher_{ligne}", f"Seuils!C{LIGNE_ENTETE + ligne}"
        yield f"plus_bas_{ligne}", f"Seuils!D{LIGNE_ENTETE + ligne}"


def lire(chemin: Path) -> Mapping[str, str]:
    """Sorties recalculées, par nom."""
    with chemin.open(encoding="utf-8", newline="") as flux:
        return {rangee[0]: rangee[1] for rangee in csv.reader(flux)}


def ecrire(
    modele: Path, catalogue: Catalogue, situations: Iterator[Situation], dossier: Path, hasard: Random
) -> list[Edition]:
    """Enregistre le classeur une fois par situation, une sur deux avec des prix proposés."""
    classeur = preparer(modele, catalogue)
    editions = []
    for rang, situation in enumerate(situations):
        prix = cas.prix_proposes(catalogue, hasard) if rang % 2 else ()
        saisir(classeur, catalogue, situation, prix)
        nom = f"edition-{rang:03}"
        classeur.save(dossier / f"{nom}.xlsx")
        editions.append(Edition(nom, comparer(appliquer(catalogue, prix), situation)))
    return editions
