"""Les prix proposés écrits, changés ou effacés dans « Tarifs » reviennent au dossier ; ce qui ne va pas est dit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.dossiers.texte import DossierIllisible, ecrire_dossier, lire_dossier
from modele.export import feuille_dossier, noms
from modele.export.feuille_dossier import TITRE as CACHEE
from modele.prix_propose import PrixPropose
from modele.reprise.differences import differences
from modele.reprise.fusion import mis_a_jour
from modele.reprise.lecture import Reprise, lire_classeur
from modele.tarification.prix_proposes import cibles
from tests.export.tableur import cellule, ordinaires
from tests.reprise.fabrique import ecrire, rempli, retoucher, saisir

ABONNEMENT = PrixPropose(
    "kuupanda", "standard", "abonnement", "mois", Fraction(24), "2026-03-03", "M. Durand"
)
PAIEMENT = PrixPropose(
    "kuupanda", "standard", "paiement-en-ligne", "encaisse_en_ligne_ttc", Fraction("0.0155"), "2026-03-04"
)
STOCKS = PrixPropose(
    "socleo", "", "module-stocks", "an", Fraction(120), "2026-03-12", "=1+1 <b>x</b> _x0041_"
)
ORPHELIN = PrixPropose("disparu", "", "frais", "an", Fraction(5), "2026-01-01")
TOUS = (ABONNEMENT, PAIEMENT, STOCKS, ORPHELIN)
NOM = noms.tarif(ABONNEMENT.cle)
LE, PAR = (noms.tarif(ABONNEMENT.cle, quoi) for quoi in ("le", "par"))


@pytest.fixture(scope="module")
def ecrit(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    dossier = replace(rempli(), prix_proposes=TOUS)
    return ecrire(catalogue, dossier, tmp_path_factory.mktemp("prix") / "x.xlsx").read_bytes()


@pytest.fixture
def classeur(ecrit: bytes, tmp_path: Path) -> Path:
    chemin = tmp_path / "prix.xlsx"
    chemin.write_bytes(ecrit)
    return chemin


def relire(classeur: Path, catalogue: Catalogue, cases: Mapping[str, Any]) -> Reprise:
    return lire_classeur(retoucher(classeur, lambda ouvert: saisir(ouvert, cases)), catalogue)


def test_un_classeur_inchange_rend_les_memes_prix(classeur: Path, catalogue: Catalogue) -> None:
    reprise = relire(classeur, catalogue, {})
    assert reprise.dossier.prix_proposes == TOUS
    assert reprise.avis == ()
    assert not differences(replace(rempli(), prix_proposes=TOUS), reprise.dossier, catalogue)


@pytest.mark.parametrize(
    ("cases", "champs"),
    [
        ({NOM: 22.5}, {"prix": Fraction("22.5")}),
        ({NOM: "22,50 €"}, {"prix": Fraction("22.5")}),
        ({NOM: 0}, {"prix": Fraction(0)}),
        ({LE: date(2026, 4, 1)}, {"le": "2026-04-01"}),
        ({LE: 46113}, {"le": "2026-04-01"}),
        ({LE: "1/4/2026"}, {"le": "2026-04-01"}),
        ({PAR: "Mme Petit"}, {"par": "Mme Petit"}),
        ({PAR: None}, {"par": ""}),
        (
            {NOM: 22.5, LE: date(2026, 4, 1), PAR: "X"},
            {"prix": Fraction("22.5"), "le": "2026-04-01", "par": "X"},
        ),
    ],
    ids=str,
)
def test_une_case_changee_l_emporte(
    classeur: Path, catalogue: Catalogue, cases: dict[str, Any], champs: dict[str, Any]
) -> None:
    reprise = relire(classeur, catalogue, cases)
    assert reprise.avis == ()
    assert reprise.dossier.prix_proposes == (replace(ABONNEMENT, **champs), *TOUS[1:])
    assert reprise.origine is not None
    assert reprise.origine.prix_proposes == TOUS


def test_effacer_la_case_revient_au_guide(classeur: Path, catalogue: Catalogue) -> None:
    reprise = relire(classeur, catalogue, {NOM: None, noms.tarif(STOCKS.cle): ""})
    assert reprise.dossier.prix_proposes == (PAIEMENT, ORPHELIN)
    phrases = [ordinaires(d.phrase) for d in differences(rempli(), reprise.dossier, catalogue)]
    assert all("Tarif proposé" in phrase for phrase in phrases)


def test_un_prix_ecrit_dans_le_tableur_est_repris(classeur: Path, catalogue: Catalogue) -> None:
    cible = next(c for c in cibles(catalogue.par_outil["cagette"]) if c.composante.en_pourcentage)
    neuf = noms.tarif(cible.cle)
    reprise = relire(
        classeur, catalogue, {neuf: 0.055, noms.tarif(cible.cle, "le"): date(2026, 5, 6), NOM: 24.0}
    )
    (dernier,) = reprise.dossier.prix_proposes[len(TOUS) :]
    assert (dernier.cle, dernier.prix, dernier.le) == (cible.cle, Fraction("0.055"), "2026-05-06")
    sans_date = relire(classeur, catalogue, {noms.tarif(cible.cle, "le"): None})
    assert sans_date.dossier.prix_proposes[-1].le == datetime.now().astimezone().date().isoformat()


@pytest.mark.parametrize(
    ("cases", "dit"),
    [
        ({NOM: "cher"}, "un nombre compris entre 0 et"),
        ({NOM: -1}, "un nombre compris entre 0 et"),
        ({NOM: 1e300}, "un nombre compris entre 0 et"),
        ({NOM: True}, "un nombre compris entre 0 et"),
        ({noms.tarif(PAIEMENT.cle): 1.5}, "entre 0 et 100 %"),
        ({noms.tarif(PAIEMENT.cle): "1,5"}, "entre 0 et 100 %"),
        ({LE: "jamais"}, "une date"),
        ({LE: 10**9}, "une date"),
        ({LE: -5}, "une date"),
        ({PAR: "x" * 201}, "200 caractères au plus"),
    ],
    ids=str,
)
def test_une_case_illisible_est_dite_et_le_prix_d_avant_garde(
    classeur: Path, catalogue: Catalogue, cases: dict[str, Any], dit: str
) -> None:
    reprise = relire(classeur, catalogue, cases)
    (avis,) = reprise.avis
    assert dit in avis and "Tarif proposé, Kuupanda" in avis
    assert reprise.dossier.prix_proposes == TOUS


def test_texte_hostile_revient_tel_quel(classeur: Path, catalogue: Catalogue) -> None:
    hostile = '=HYPERLINK("http://x") <img src=file:///x> _x0041_ 🥕'

    def taper(ouvert: Workbook) -> None:
        case = cellule(ouvert, PAR)
        case.value, case.data_type = hostile.replace("_x0041_", "_x005F_x0041_"), "s"

    reprise = lire_classeur(retoucher(classeur, taper), catalogue)
    assert reprise.dossier.prix_proposes[0].par == hostile


def test_sans_feuille_cachee_les_prix_visibles_reviennent(catalogue: Catalogue, tmp_path: Path) -> None:
    dossier = replace(rempli(), prix_proposes=TOUS)
    chemin = ecrire(catalogue, dossier, tmp_path / "x.xlsx")

    def oter(ouvert: Workbook) -> None:
        del ouvert[CACHEE]

    reprise = lire_classeur(retoucher(chemin, oter), catalogue)
    assert reprise.origine is None
    assert set(reprise.dossier.prix_proposes) == {ABONNEMENT, PAIEMENT, STOCKS}


def test_un_classeur_d_avant_les_prix_se_relit(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Format 1 : ni champ dans la feuille cachée, ni case dans « Tarifs »."""
    texte = ecrire_dossier(rempli())
    debut = texte.index(',"prix_proposes":')
    ancien = texte[:debut] + texte[texte.index("]", texte.rindex('"palier"')) + 1 :]
    assert lire_dossier(ancien) == replace(rempli(), prix_proposes=())
    monkeypatch.setattr(feuille_dossier, "ecrire_dossier", lambda _dossier: ancien)
    monkeypatch.setattr(feuille_dossier, "FORMAT", 1)
    chemin = ecrire(catalogue, replace(rempli(), prix_proposes=()), tmp_path / "ancien.xlsx")

    def oter(ouvert: Workbook) -> None:
        for nom in [nom for nom in ouvert.defined_names if nom.startswith("tarif_")]:
            del ouvert.defined_names[nom]

    reprise = lire_classeur(retoucher(chemin, oter), catalogue)
    assert reprise.avis == ()
    assert reprise.dossier == reprise.origine == replace(rempli(), prix_proposes=())


@pytest.mark.parametrize(
    "prix",
    [
        (replace(ABONNEMENT, prix=Fraction(-1)),),
        (replace(ABONNEMENT, le="demain"),),
        (replace(ABONNEMENT, par="a\nb"),),
        (ABONNEMENT, replace(ABONNEMENT, prix=Fraction(1))),
    ],
    ids=["négatif", "sans date", "deux lignes", "deux fois"],
)
def test_un_texte_trafique_est_refuse(prix: tuple[PrixPropose, ...]) -> None:
    with pytest.raises(DossierIllisible):
        lire_dossier(ecrire_dossier(replace(rempli(), prix_proposes=prix)))


def test_la_mise_a_jour_ne_touche_que_les_prix_changes_dans_le_classeur() -> None:
    origine = replace(rempli(), prix_proposes=TOUS)
    lu = (replace(ABONNEMENT, prix=Fraction(22)), PAIEMENT, ORPHELIN)
    note_depuis = replace(PAIEMENT, prix=Fraction("0.01"))
    neuf = replace(STOCKS, composante="rapprochement-bancaire")
    actuel = replace(
        origine,
        prix_proposes=(ABONNEMENT, note_depuis, STOCKS, ORPHELIN, neuf),
        modifie_le="2026-04-01T00:00:00",
    )
    resultat = mis_a_jour(actuel, Reprise(replace(origine, prix_proposes=lu), origine))
    assert resultat.prix_proposes == (lu[0], note_depuis, ORPHELIN, neuf)


def test_differences_en_francais(catalogue: Catalogue) -> None:
    avant = replace(Dossier(""), prix_proposes=(ABONNEMENT, STOCKS))
    apres = replace(Dossier(""), prix_proposes=(replace(ABONNEMENT, prix=Fraction(22), par=""), PAIEMENT))
    assert [ordinaires(une.phrase) for une in differences(avant, apres, catalogue)] == [
        "Tarif proposé par Kuupanda, abonnement : 24,00 € par mois, le 3 mars 2026, M. Durand → 22,00 € par mois, "
        "le 3 mars 2026",
        "Tarif proposé par Socleo, module de gestion des stocks : 120,00 € par an, le 12 mars 2026, "
        "=1+1 <b>x</b> _x0041_ → aucun",
        "Tarif proposé par Kuupanda, frais de paiement en ligne : aucun → 1,55 % du montant TTC payé en ligne, "
        "le 4 mars 2026",
    ]
