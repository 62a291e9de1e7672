"""Les lignes de coût d'un outil, comme on les lit dans le panneau."""

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from gui.composants.modele_lignes import Genre, ModeleLignes
from modele.catalogue.objets import Catalogue
from modele.situation import EXEMPLE, Situation
from modele.tarification.calcul import calculer
from modele.tarification.resultat import CoutAnnuel


def annee(
    catalogue: Catalogue, outil: str, situation: Situation = EXEMPLE, premiere: bool = False
) -> CoutAnnuel:
    cout = calculer(catalogue.par_outil[outil], situation)
    return cout.annee_1 if premiere else cout.annee_suivante


def grille(modele: ModeleLignes) -> list[tuple[str, str, str, str]]:
    """Genre, libellé, détail, montant, espaces insécables rendus ordinaires."""
    return [
        (
            r.genre.value,
            *(t.replace("\u202f", " ").replace("\u00a0", " ") for t in (r.libelle, r.detail, r.montant)),
        )
        for r in modele.rangees
    ]


CLIENT_PAIE = [
    ("titre", "À la charge du client", "Jamais ajouté au coût de votre ferme.", ""),
    ("ligne", "Frais de paiement en ligne du client", "1,25 % × 31 650,00 € TTC payés en ligne", "395,63 €"),
    ("ligne", "Part fixe payée par le client", "904,29 commandes × 0,25 €", "226,07 €"),
    ("somme", "Total pour le client", "", "621,70 €"),
]


def test_frais_du_client_a_part(catalogue: Catalogue, qtmodeltester: ModelTester) -> None:
    modele = ModeleLignes()
    modele.montrer(annee(catalogue, "coopcircuits"))
    qtmodeltester.check(modele)
    assert grille(modele) == [
        ("ligne", "Commission", "3,5 % × 30 000,00 € HT de ventes", "1 050,00 €"),
        ("somme", "Total pour votre ferme", "", "1 050,00 €"),
        *CLIENT_PAIE,
    ]


def test_mois_offerts_de_la_premiere_annee(catalogue: Catalogue) -> None:
    modele = ModeleLignes()
    modele.montrer(annee(catalogue, "coopcircuits", premiere=True))
    assert grille(modele) == [
        ("ligne", "Commission", "3,5 % × 30 000,00 € HT de ventes", "1 050,00 €"),
        (
            "ligne",
            "3 premiers mois offerts (commission)",
            "3/12 × 3,5 % × 30 000,00 € HT de ventes",
            "−262,50 €",
        ),
        ("somme", "Total pour votre ferme", "", "787,50 €"),
        *CLIENT_PAIE,
    ]


def test_prix_incertain(catalogue: Catalogue) -> None:
    modele = ModeleLignes()
    modele.montrer(annee(catalogue, "locavor", replace(EXEMPLE, presence="preparation")))
    assert grille(modele) == [
        (
            "ligne",
            "Part du site Locavor.fr",
            "8,5 % × 30 000,00 € HT de ventes\nentre 2 250,00 € et 2 550,00 €",
            "2 550,00 €",
        ),
        ("ligne", "Part du gérant du point de distribution", "11 % × 30 000,00 € HT de ventes", "3 300,00 €"),
        ("somme", "Total pour votre ferme", "entre 5 550,00 € et 5 850,00 €", "5 850,00 €"),
    ]


def test_une_frappe_ne_change_que_les_rangees_touchees(catalogue: Catalogue) -> None:
    modele = ModeleLignes()
    modele.montrer(annee(catalogue, "kuupanda"))
    changees: list[int] = []
    refaits: list[str] = []
    modele.dataChanged.connect(lambda haut, _bas: changees.append(haut.row()))
    modele.modelReset.connect(lambda: refaits.append("tout"))
    modele.rowsInserted.connect(lambda *_: refaits.append("rangées"))
    assert modele.montrer(annee(catalogue, "kuupanda", replace(EXEMPLE, ca_particuliers=Fraction(31_000))))
    # L'abonnement ne dépend pas des ventes ; les frais de paiement et la somme, si.
    assert (changees, refaits) == ([1, 2], [])
    assert not modele.montrer(
        annee(catalogue, "kuupanda", replace(EXEMPLE, ca_particuliers=Fraction(31_000)))
    )


def test_changer_d_outil_ajoute_et_retire_des_rangees(
    catalogue: Catalogue, qtmodeltester: ModelTester
) -> None:
    modele = ModeleLignes()
    qtmodeltester.check(modele)
    for outil in ("coopcircuits", "nectargo", "kuupanda", "amapj", "socleo"):
        modele.montrer(annee(catalogue, outil, premiere=True))
        assert modele.rowCount() == len(modele.rangees) > 0
        assert modele.rowCount(modele.index(0)) == 0
    assert [rangee.genre for rangee in modele.rangees] == [Genre.LIGNE, Genre.LIGNE, Genre.SOMME]


def test_lecteur_d_ecran(catalogue: Catalogue) -> None:
    modele = ModeleLignes()
    modele.montrer(annee(catalogue, "kuupanda"))
    lu = modele.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert lu == "Abonnement, 12 mois × 20,00\u00a0€, 240,00\u00a0€"
    assert modele.index(0).data() == "Abonnement"
    assert modele.data(QModelIndex()) is None
