"""Les prix proposés dans le classeur : dits à côté du guide, comptés, effaçables ; un texte hostile y reste un texte."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.emplacements import BASE
from modele.catalogue.objets import Catalogue
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.export import noms
from modele.export.classeur import exporter
from modele.prix_propose import PrixPropose
from modele.situation import Situation
from modele.tarification.prix_proposes import appliquer
from tests.export import cas
from tests.export.tableur import Tableur, case, cases, cellule, centimes, ordinaires
from tests.modele.fabrique import catalogue_reel

HOSTILE = '=HYPERLINK("http://x") <b>M.</b> _x0041_'
PRIX = (
    PrixPropose("kuupanda", "standard", "abonnement", "mois", Fraction(24), "2026-03-03", HOSTILE),
    PrixPropose("socleo", "", "module-stocks", "an", Fraction("119.99"), "2026-03-12", "Mme Petit"),
    PrixPropose("nectargo", "", "abonnement-des-commercants", "an", Fraction(300), "2026-03-20"),
    PrixPropose("locavor", "preparation", "plateforme", "ca", Fraction("0.08"), "2026-03-03"),
    PrixPropose("disparu", "", "frais", "an", Fraction(5), "2026-01-01"),
)
SITUATION = replace(
    cas.ECRITES["preparation"], nom="Essai", ca_professionnels=Fraction(5_000), recupere_tva=False
)
ABONNEMENT, STOCKS = (noms.tarif(prix.cle) for prix in PRIX[:2])


def _ecrire(chemin: Path, catalogue: Catalogue, situation: Situation = SITUATION) -> None:
    dossier = Dossier(situation.nom, situation, prix_proposes=PRIX)
    exporter(catalogue, comparer(catalogue, situation), chemin, dossier=dossier)


@pytest.fixture(scope="module")
def ecrit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chemin = tmp_path_factory.mktemp("proposes") / "proposes.xlsx"
    _ecrire(chemin, catalogue_reel())
    return chemin


@pytest.fixture(scope="module")
def recalcules(
    ecrit: Path, tableur: Tableur, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Workbook]:
    """Tel quel ; deux prix effacés ; deux prix refusés ; un prix de plus."""
    dossier = tmp_path_factory.mktemp("retouches")
    retouches: dict[str, dict[str, Any]] = {
        "intact": {},
        "efface": {ABONNEMENT: None, STOCKS: None},
        "refuse": {ABONNEMENT: "cher", STOCKS: -1},
        "ajoute": {noms.tarif(("kuupanda", "", "accompagnement", None)): 50},
    }
    for nom, valeurs in retouches.items():
        classeur = load_workbook(ecrit)
        for case_nommee, valeur in valeurs.items():
            cellule(classeur, case_nommee).value = valeur
        classeur.save(dossier / f"{nom}.xlsx")
    return tableur.recalculer(sorted(dossier.glob("*.xlsx")), tmp_path_factory.mktemp("recalcules"))


def _textes(classeur: Workbook, feuille: str) -> Iterator[str]:
    return (ordinaires(une.value) for f, une in cases(classeur) if f.title == feuille)


def _attendus(*prix: PrixPropose) -> dict[str, Decimal]:
    comparaison = comparer(appliquer(catalogue_reel(), prix), SITUATION)
    return {r.outil: r.cout.annee_suivante.ferme for r in comparaison.resultats}


def _lus(classeur: Workbook) -> dict[str, Decimal]:
    return {
        o.identifiant: centimes(case(classeur, noms.annee_suivante(o.identifiant)))
        for o in catalogue_reel().outils
    }


def test_les_couts_suivent_les_cases(recalcules: dict[str, Workbook]) -> None:
    accompagnement = PrixPropose("kuupanda", "", "accompagnement", "an", Fraction(50), "2026-01-01")
    assert _lus(recalcules["intact"]) == _attendus(*PRIX)
    assert _lus(recalcules["efface"]) == _attendus(*PRIX[2:])
    assert _lus(recalcules["refuse"]) == _attendus(*PRIX[2:])
    assert _lus(recalcules["ajoute"]) == _attendus(*PRIX, accompagnement)
    assert _attendus(*PRIX) != _attendus(*PRIX[2:])


def test_une_case_refusee_alerte_partout(recalcules: dict[str, Workbook]) -> None:
    for nom, classeur in recalcules.items():
        alertes = [case(classeur, noms.ALERTE_TARIFS), case(classeur, noms.ALERTE_SAISIE)]
        assert [bool(alerte) for alerte in alertes] == [nom == "refuse"] * 2, nom
    assert "Tarifs" in case(recalcules["refuse"], noms.ALERTE_SAISIE)


def test_le_guide_et_le_prix_propose_cote_a_cote(ecrit: Path) -> None:
    classeur = load_workbook(ecrit, data_only=True)
    propose = cellule(classeur, ABONNEMENT)
    rangee = [une.value for une in classeur["Tarifs"][propose.row]]
    assert rangee[4:7] == [20, 24, 24]
    assert rangee[9] == HOSTILE.replace("_x0041_", "_x005F_x0041_")
    assert cellule(classeur, noms.tarif(PRIX[0].cle, "le")).value.isoformat() == "2026-03-03T00:00:00"
    frais = [une.value for une in classeur["Tarifs"][cellule(classeur, STOCKS).row]]
    assert frais[4:7] == ["non chiffré", 119.99, 119.99]


def test_chaque_feuille_le_dit(ecrit: Path, recalcules: dict[str, Workbook]) -> None:
    classeur = load_workbook(ecrit, data_only=True)
    couts = " ".join(_textes(classeur, "Coûts"))
    assert "Tarif proposé ; guide : 20,00 €. Guide, ligne 411" in couts
    assert "Tarif proposé ; guide : 8,5 %, entre 7,5 % et 8,5 %. " in couts
    synthese = [texte for texte in _textes(classeur, "Synthèse") if "vous coûterait" in texte]
    dits = {
        texte.split(" vous")[0] for texte in synthese if "Avec un tarif proposé (voir « Tarifs »)." in texte
    }
    assert dits == {"Kuupanda", "Socleo", "Locavor"}
    assert "Kuupanda : avec un tarif proposé." in " ".join(_textes(classeur, "Seuils"))
    sources = list(_textes(classeur, "Sources et réserves"))
    assert any(texte.startswith("Abonnement : 24,00 € par mois. Proposé le 3 mars 2026") for texte in sources)
    assert any("Guide : 20,00 € par mois." in texte for texte in sources)
    assert any("sans effet. Le catalogue ne connaît plus cet outil." in texte for texte in sources)
    questions = [t for t in _textes(classeur, "Questions") if "est-il toujours valable" in t]
    assert any("20 € par mois (abonnement)" in texte for texte in questions)
    assert not any("24 € par mois" in texte for texte in questions)
    efface = recalcules["efface"]
    assert not any("Tarif proposé ; guide : 20,00 €" in texte for texte in _textes(efface, "Coûts"))
    assert not case(efface, noms.propose("kuupanda"))
    assert case(efface, noms.propose("locavor"))


def test_les_frais_sans_prix_se_comptent_au_vif(recalcules: dict[str, Workbook]) -> None:
    def phrase(nom: str) -> str:
        textes = _textes(recalcules[nom], "Synthèse")
        return next(texte for texte in textes if texte.startswith("Socleo vous coûterait"))

    assert "évoque 5 autres frais" in phrase("intact")
    assert "évoque 6 autres frais" in phrase("efface")
    autres = next(t for t in _textes(recalcules["ajoute"], "Synthèse") if t.startswith("Kuupanda vous"))
    assert "sans en donner le prix" not in autres


def test_le_prix_d_un_autre_payeur_n_entre_pas_dans_le_cout(ecrit: Path) -> None:
    classeur = load_workbook(ecrit, data_only=True)
    rangees = [[une.value for une in rangee] for rangee in classeur["Coûts"].iter_rows()]
    (ligne,) = [
        r for r in rangees if ordinaires(r[0]).startswith("Abonnement annuel payé par les commerçants")
    ]
    assert (ligne[1], ligne[6], ligne[7]) == ("le commerçant", 300, 300)
    assert any(r[0] == "En plus, payé par le commerçant" and r[7] == 300 for r in rangees)
    assert case(classeur, noms.annee_suivante("nectargo")) == 0


def test_le_texte_hostile_n_est_jamais_une_formule(ecrit: Path) -> None:
    classeur = load_workbook(ecrit)
    formules = [une.value for _, une in cases(classeur) if une.data_type == "f"]
    assert formules
    assert not any("HYPERLINK" in str(formule) for formule in formules)
    une = cellule(classeur, noms.tarif(PRIX[0].cle, "par"))
    assert une.data_type == "s"
    assert une.quotePrefix


def test_l_export_compte_les_prix_du_dossier_que_la_comparaison_les_ait_ou_non(
    tmp_path: Path, ecrit: Path
) -> None:
    ajuste = tmp_path / "ajuste.xlsx"
    _ecrire(ajuste, appliquer(catalogue_reel(), PRIX))
    assert [u.value for _, u in cases(load_workbook(ajuste))] == [
        u.value for _, u in cases(load_workbook(ecrit))
    ]


def test_le_catalogue_livre_ne_change_pas(tmp_path: Path, catalogue: Catalogue) -> None:
    avant = sha256(BASE.read_bytes()).hexdigest()
    _ecrire(tmp_path / "x.xlsx", catalogue)
    assert sha256(BASE.read_bytes()).hexdigest() == avant
    assert catalogue == catalogue_reel()


def test_deux_lignes_de_tarif_n_ont_jamais_le_meme_nom() -> None:
    voisines = [
        ("a-b", "c", "d", None),
        ("a", "b-c", "d", None),
        ("a", "b", "c-d", None),
        ("a", "b", "c", Fraction(5)),
        ("a", "b", "c", Fraction(5, 2)),
        ("a", "b", "c-5", None),
    ]
    assert len({noms.tarif(cle, quoi) for cle in voisines for quoi in ("", "le", "par")}) == 3 * len(voisines)
