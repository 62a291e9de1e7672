"""Les barres empilées : parts par nature, ordre, outils écartés."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants.barre_empilee import DelegueBarres, LegendeNatures
from gui.composants.liste_pleine import ListePleine
from gui.composants.modele_barres import BARRE, OUTIL, ModeleBarres, natures_du_catalogue, parts_de
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue, Nature
from modele.comparaison import comparer
from modele.situation import EXEMPLE, Situation
from modele.tarification.calcul import calculer


def lus(catalogue: Catalogue, situation: Situation, premiere: bool = False) -> list[str]:
    comparaison = comparer(catalogue, situation)
    modele = ModeleBarres(comparaison)
    modele.montrer(comparaison, premiere)
    return [
        modele.index(rang)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .replace("\u202f", " ")
        .replace("\u00a0", " ")
        for rang in range(modele.rowCount())
    ]


def test_tous_les_outils_par_nature(catalogue: Catalogue) -> None:
    assert lus(catalogue, EXEMPLE) == [
        "AmapJ : 0,00 €",
        "Cagette : 2 700,00 € (commission 1 800,00 €, frais de paiement 900,00 €)",
        "CoopCircuits : 1 050,00 € (commission 1 050,00 €)",
        "Kuupanda : 809,70 € (abonnement 240,00 €, frais de paiement 569,70 €)",
        "La Ruche qui dit Oui ! : 6 000,00 € (commission 6 000,00 €)",
        "Local.bio : 700,82 € (frais de paiement 700,82 €)",
        "Locavor : 4 950,00 € (commission 4 950,00 €)",
        "Socleo : 360,00 € (abonnement 360,00 €)",
        "NectarGo (écarté) : –",
    ]


def test_modele(catalogue: Catalogue, qtmodeltester: ModelTester) -> None:
    comparaison = comparer(catalogue, EXEMPLE)
    modele = ModeleBarres(comparaison)
    qtmodeltester.check(modele)
    assert [modele.index(rang).data(OUTIL) for rang in range(9)] == list(comparaison.ordre)
    assert not modele.index_de("inconnu").isValid()
    assert modele.index(0).data(BARRE).maximum == Decimal("6000.00")


def test_le_mois_offert_se_deduit_de_l_abonnement(catalogue: Catalogue) -> None:
    cout = calculer(catalogue.par_outil["kuupanda"], EXEMPLE)
    assert dict(parts_de(cout.annee_1)) == {
        Nature.ABONNEMENT: Decimal("220.00"),
        Nature.PAIEMENT: Decimal("569.70"),
    }


def test_les_frais_des_autres_n_y_sont_pas(catalogue: Catalogue) -> None:
    situation = replace(EXEMPLE, formules=MappingProxyType({"coopcircuits": "facture-gerant"}))
    assert parts_de(calculer(catalogue.par_outil["coopcircuits"], situation).annee_suivante) == ()


def test_sans_vente_aucun_montant(catalogue: Catalogue) -> None:
    assert all(
        texte.endswith(" (écarté) : –")
        for texte in lus(catalogue, replace(EXEMPLE, ca_particuliers=Fraction(0)))
    )


def test_la_barre_est_peinte_a_sa_longueur(catalogue: Catalogue, qtbot: QtBot) -> None:
    modele = ModeleBarres(comparer(catalogue, EXEMPLE))
    liste = ListePleine(modele, DelegueBarres(), 12)
    qtbot.addWidget(liste)
    liste.resize(300, 400)
    liste.show()
    image = liste.grab().toImage()
    commission = QColor(theme().series()[1])

    def longueur(outil: str) -> int:
        cadre = liste.visualRect(modele.index_de(outil))
        y = cadre.bottom() - theme().px(4)
        return sum(image.pixelColor(x, y) == commission for x in range(image.width()))

    ruche, locavor = longueur("la-ruche-qui-dit-oui"), longueur("locavor")
    assert ruche == 300 - 2 * theme().px(4)
    assert abs(locavor - ruche * 4950 / 6000) <= 1
    assert longueur("socleo") == 0


def test_legende(catalogue: Catalogue, qtbot: QtBot) -> None:
    natures = natures_du_catalogue(catalogue)
    assert natures == (
        Nature.ABONNEMENT,
        Nature.COMMISSION,
        Nature.PAIEMENT,
        Nature.MISE_EN_SERVICE,
        Nature.OPTION,
        Nature.CONTRIBUTION,
    )
    legende = LegendeNatures(natures)
    qtbot.addWidget(legende)
    legende.resize(600, 20)
    legende.show()
    large = legende.height()
    legende.resize(150, 20)
    assert legende.height() > large
    assert "frais de paiement" in legende.accessibleName()
