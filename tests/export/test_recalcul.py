"""Recalculé par un tableur, le classeur donne au centime ce que donne le moteur."""

from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from modele.choix.objets import Resultat
from modele.export import noms
from modele.export.styles import MOTS_STATUT
from modele.nombres import euros, pourcent
from tests.export.conftest import Lot
from tests.export.tableur import case, cases, centimes, ordinaires

_ESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _synthese(classeur: Any, resultat: Resultat) -> list[Any]:
    """Rangée d'un outil dans « Synthèse », sous la ligne des titres."""
    rangees = [[une.value for une in rangee] for rangee in classeur["Synthèse"].iter_rows()]
    debut = next(rang for rang, rangee in enumerate(rangees) if rangee[0] == "Outil")
    noms_lus = [ordinaires(rangee[0]) for rangee in rangees[debut:]]
    return rangees[debut + noms_lus.index(ordinaires(resultat.cout.outil.nom))]


def test_le_tableur_recalcule_vraiment(lot: Lot) -> None:
    # Le témoin n'a aucune valeur gardée : sans recalcul forcé, sa case serait vide.
    assert lot.recalcules["temoin"].active["A1"].value == 2


def test_tous_les_classeurs_sont_recalcules(lot: Lot) -> None:
    assert set(lot.recalcules) == {*lot.cas, "temoin"}
    assert len(lot.cas) >= 25


def test_couts_au_centime(lot: Lot) -> None:
    ecarts = []
    for nom, attendu in lot.cas.items():
        classeur = lot.recalcules[nom]
        for resultat in attendu.attendue.resultats:
            cout = resultat.cout
            for nommer, exact in (
                (noms.annee_1, cout.annee_1.ferme),
                (noms.annee_suivante, cout.annee_suivante.ferme),
                (noms.horizon, cout.horizon),
            ):
                lu = centimes(case(classeur, nommer(resultat.outil)))
                if lu != exact:
                    ecarts.append((nom, nommer(resultat.outil), lu, exact))
    assert not ecarts, ecarts[:10]


def test_fourchettes_au_centime(lot: Lot) -> None:
    vues = 0
    for nom, attendu in lot.cas.items():
        classeur = lot.recalcules[nom]
        for resultat in attendu.attendue.resultats:
            for nommer, exact in (
                (noms.bas, resultat.cout.annee_suivante.bas),
                (noms.haut, resultat.cout.annee_suivante.haut),
            ):
                if nommer(resultat.outil) in classeur.defined_names:
                    vues += 1
                    assert centimes(case(classeur, nommer(resultat.outil))) == exact, (nom, resultat.outil)
    assert vues > 40


def test_statut_comme_le_moteur(lot: Lot) -> None:
    for nom, attendu in lot.cas.items():
        for resultat in attendu.attendue.resultats:
            lu = case(lot.recalcules[nom], noms.statut(resultat.outil))
            assert lu == MOTS_STATUT[resultat.statut], (nom, resultat.outil)


def test_phrases_et_parts_suivent_les_saisies(lot: Lot) -> None:
    for nom, attendu in lot.cas.items():
        for resultat in attendu.attendue.resultats:
            cout, taux = resultat.cout, resultat.cout.taux_effectif
            *_, part, _, _, phrase = _synthese(lot.recalcules[nom], resultat)
            if taux is None:
                assert part == "–", (nom, resultat.outil)
            else:
                assert abs(part - float(taux)) < 1e-9, (nom, resultat.outil)
            if MOTS_STATUT[resultat.statut] == "écarté":
                for motif in resultat.motifs:
                    assert ordinaires(motif) in ordinaires(phrase), (nom, resultat.outil)
            else:
                assert taux is not None
                debut = f"{cout.outil.nom} vous coûterait {euros(cout.annee_suivante.ferme)} par an, soit "
                attendue = ordinaires(debut + pourcent(taux))
                assert ordinaires(phrase).startswith(attendue), (nom, phrase)


def test_aucune_erreur_ni_formule_vide(lot: Lot) -> None:
    """Un texte vide est un résultat ; ni valeur absente, ni erreur."""
    for nom in lot.recalcules:
        if nom == "temoin":
            continue
        attendues, lues = _formules(lot.ecrits / f"{nom}.xlsx"), _formules(lot.sortie / f"{nom}.xlsx")
        assert lues.keys() == attendues.keys(), nom
        assert len(lues) > 1_000
        for lieu, (genre, valeur) in lues.items():
            assert genre != "e", (nom, lieu)
            assert valeur or genre == "str", (nom, lieu)
            assert not valeur.startswith(("#", "Err:")), (nom, lieu, valeur)


def _formules(chemin: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Genre et valeur de chaque formule, telle qu'elle est dans le fichier, par feuille et adresse."""
    trouvees = {}
    with ZipFile(chemin) as archive:
        titres = [
            feuille.get("name") for feuille in _lire(archive, "xl/workbook.xml").iter(f"{_ESPACE}sheet")
        ]
        for rang, titre in enumerate(titres, start=1):
            for une in _lire(archive, f"xl/worksheets/sheet{rang}.xml").iter(f"{_ESPACE}c"):
                if une.find(f"{_ESPACE}f") is not None:
                    valeur = une.findtext(f"{_ESPACE}v", "")
                    trouvees[str(titre), une.get("r", "")] = (une.get("t", "n"), valeur)
    return trouvees


def _lire(archive: ZipFile, partie: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(partie))


def test_valeurs_gardees_egales_aux_recalculees(lot: Lot) -> None:
    comparees = 0
    for nom in lot.cas:
        if nom.startswith("edite"):
            continue
        recalcule = lot.recalcules[nom]
        for feuille, une in cases(lot.lu(nom)):
            autre = recalcule[feuille.title][une.coordinate].value
            lieu = (nom, feuille.title, une.coordinate, une.value, autre)
            if isinstance(une.value, (int, float)) and not isinstance(une.value, bool):
                assert abs(une.value - autre) <= 1e-9 * max(1, abs(une.value)), lieu
            elif isinstance(une.value, datetime):
                assert une.value == autre, lieu
            elif une.value != "":
                # openpyxl ne défait pas l'échappement que tout tableur comprend.
                lus = [texte.replace("_x005F_", "_") for texte in (autre, une.value)]
                assert lus[0] == lus[1], lieu
            comparees += 1
    assert comparees > 20_000
