"""Les noms définis du contrat § 6 existent et désignent la bonne case."""

import re
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_from_string

from modele.export import noms
from modele.situation import PAR_CHAMP, Genre
from tests.export.conftest import Lot
from tests.export.tableur import case, cellule, centimes

_ENTREES = (
    "ca_particuliers",
    "ca_professionnels",
    "part_en_ligne",
    "part_en_ligne_pro",
    "panier_moyen",
    "panier_moyen_pro",
    "clients_actifs",
    "taux_tva_ventes",
    "recupere_tva",
    "horizon",
)


def test_entrees_du_contrat(lot: Lot) -> None:
    for nom in ("exemple", "sans-tva", "prelevement"):
        situation, classeur = lot.cas[nom].attendue.situation, lot.lu(nom)
        for entree in _ENTREES:
            attendue = getattr(situation, entree)
            lue = case(classeur, entree)
            assert cellule(classeur, entree).parent.title == "Ma ferme"
            if isinstance(attendue, bool):
                assert lue == ("oui" if attendue else "non")
            else:
                echelle = 100 if PAR_CHAMP[entree].genre is Genre.POURCENTAGE else 1
                assert Fraction(str(lue)) == Fraction(attendue) / echelle, entree


def test_sorties_du_contrat(lot: Lot) -> None:
    for nom in ("exemple", "sans-tva", "inventes-0"):
        for resultat in lot.cas[nom].attendue.resultats:
            suite = resultat.outil.replace("-", "_")
            cout = resultat.cout
            for prefixe, exact in (
                ("an1", cout.annee_1.ferme),
                ("an2", cout.annee_suivante.ferme),
                ("horizon", cout.horizon),
            ):
                assert centimes(case(lot.lu(nom), f"{prefixe}_{suite}")) == exact
                assert cellule(lot.lu(nom), f"{prefixe}_{suite}").parent.title == "Coûts"


def test_les_sorties_sont_des_formules(formules: Workbook) -> None:
    for nom in formules.defined_names:
        if nom.startswith(("an1_", "an2_", "horizon_", "bas_", "haut_", "statut_")):
            assert cellule(formules, nom).data_type == "f", nom


def test_noms_valides_et_resolus(formules: Workbook) -> None:
    for nom, defini in formules.defined_names.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]+", nom), nom
        # Excel refuse un nom qu'il lirait comme une case (TVA20) ou une colonne.
        assert "_" in nom or not re.fullmatch(r"[a-z]{1,3}[0-9]+|[rcl]", nom), nom
        ((feuille, adresse),) = defini.destinations
        assert feuille in formules.sheetnames, nom
        plage = nom.startswith(("liste_", "plage_"))
        bornes = adresse.replace("$", "").split(":")
        assert len(bornes) == (2 if plage else 1), nom
        for borne in bornes:
            coordinate_from_string(borne)


def test_liens_vers_des_noms(formules: Workbook) -> None:
    liens = [
        une.hyperlink
        for feuille in formules.worksheets
        for rangee in feuille.iter_rows()
        for une in rangee
        if une.hyperlink
    ]
    assert len(liens) == len([f for f in formules.worksheets if f.sheet_state == "visible"]) - 1
    for lien in liens:
        assert lien.target is None
        assert lien.location in formules.defined_names


def test_un_nom_par_outil_et_par_feuille() -> None:
    assert noms.annee_1("la-ruche-qui-dit-oui") == "an1_la_ruche_qui_dit_oui"
    assert noms.feuille("Sources et réserves") == "feuille_sources_et_reserves"
    assert noms.feuille("Coûts") == "feuille_couts"
