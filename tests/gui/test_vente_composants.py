"""Les mots, la liste et les barres de l'avant / après."""

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.composants.vente_liste import RANGEE, ModeleVentes, RangeeVente
from gui.composants.vente_resultat import groupe_de
from gui.graphiques.barres_vente import POSTES, Barre, BarresVente, Groupe, Part, motif
from gui.theme.style import appliquer, theme
from modele.catalogue.objets import Catalogue, ColonneVente
from modele.dossiers.objets import Vente
from modele.mots_vente import (
    A_REMPLIR,
    phrase_du_temps,
    phrase_gain,
    phrase_incompletes,
    phrase_marge,
    phrase_outil,
    resume,
)
from modele.situation import EXEMPLE
from modele.vente import comparer_vente
from modele.ventes_du_dossier import SommeVentes, chiffrer, cout_de_l_outil, vente_neuve

F = Fraction
MARCHE = ColonneVente(*map(Fraction, (1000, 100, "0.5", 10, 10, 10)))
"""250 € de coût, 20 heures, 25,0 % du chiffre d'affaires."""
VIDE = vente_neuve("").avant


def somme(avant: ColonneVente, apres: ColonneVente, combien: int = 1) -> SommeVentes:
    return SommeVentes((comparer_vente(avant, apres),) * combien)


def du_guide(catalogue: Catalogue) -> list[SommeVentes]:
    return [somme(e.avant, e.apres) for e in catalogue.guide.exemples]


def clair(texte: str) -> str:
    """Le texte avec des espaces ordinaires."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


# --- Les mots


def test_les_phrases_de_haute_loire(catalogue: Catalogue) -> None:
    premiere, seconde = du_guide(catalogue)
    assert phrase_gain(premiere) == (
        "La vente coûte 980\u00a0€ de moins par an, et vous y passez 78\u00a0heures de moins\u00a0; elle passe de "
        "34,5\u00a0% à 17,4\u00a0% de votre chiffre d'affaires."
    )
    assert clair(phrase_marge(premiere)) == (
        "Le chiffre d'affaires baisse de 155 € : tous coûts retirés, il vous reste 825 € de plus."
    )
    assert clair(phrase_gain(seconde)) == (
        "La vente coûte 325 € de plus par an, et vous y passez 6,25 heures de plus ; elle passe de 39,7 % à "
        "23,8 % de votre chiffre d'affaires."
    )
    assert clair(phrase_marge(seconde)) == (
        "Le chiffre d'affaires augmente de 3 016 € : tous coûts retirés, il vous reste 2 691 € de plus."
    )
    assert [resume(s).replace("\u00a0", " ") for s in (premiere, seconde)] == [
        "coûte 980 € de moins par an",
        "coûte 325 € de plus par an",
    ]


@pytest.mark.parametrize(
    ("autres", "heures", "attendu"),
    [
        (-30, -5, "Vous gagnez 80 € et 5 heures par an ; la vente passe de 28,0 % à 20,0 %"),
        (-30, 0, "Vous gagnez 30 € par an, pour le même temps ; la vente passe de 28,0 % à 25,0 %"),
        (
            -30,
            1,
            "Vous gagnez 20 € par an, mais y passez 1 heure de plus ; la vente passe de 28,0 % à 26,0 %",
        ),
        (20, -2, "Vous gagnez 2 heures par an, pour le même coût ; la vente reste à 28,0 %"),
        (0, 0, "Ni le coût ni le temps ne changent ; la vente reste à 28,0 %"),
        (-10, 1, "Vous y passez 1 heure de plus par an, pour le même coût ; la vente reste à 28,0 %"),
        (
            30,
            -1,
            "Vous gagnez 1 heure par an, mais la vente coûte 20 € de plus ; elle passe de 28,0 % à 30,0 %",
        ),
        (30, 0, "La vente coûte 30 € de plus par an, pour le même temps ; elle passe de 28,0 % à 31,0 %"),
        (
            "2.5",
            "1.5",
            "La vente coûte 17,50 € de plus par an, et vous y passez 1,5 heure de plus ; elle passe de 28,0 % à 29,8 %",
        ),
    ],
)
def test_chaque_gain_et_chaque_perte_a_ses_mots(autres: int | str, heures: int | str, attendu: str) -> None:
    avant = replace(MARCHE, autres=F(30))
    apres = replace(avant, autres=avant.autres + F(autres), heures_vente=avant.heures_vente + F(heures))
    assert clair(phrase_gain(somme(avant, apres))) == f"{attendu} de votre chiffre d'affaires."
    assert bool(phrase_du_temps(somme(avant, apres))) == (heures != 0)
    assert phrase_marge(somme(avant, apres)) == ""


@pytest.mark.parametrize(
    ("heures", "suite"),
    [
        (-5, "et vous y passez 5 heures de moins"),
        (1, "mais vous y passez 1 heure de plus"),
        (0, "pour le même temps"),
    ],
)
def test_vendre_moins_en_depensant_moins_n_est_pas_dit_gagner(heures: int, suite: str) -> None:
    avant = replace(MARCHE, autres=F(30))
    apres = replace(avant, ca=avant.ca - 500, autres=F(0), heures_vente=avant.heures_vente + F(heures))
    dite = clair(phrase_gain(somme(avant, apres)))
    assert dite.startswith("La vente coûte ") and f"de moins par an, {suite} ; elle passe" in dite
    assert "gagn" not in dite + resume(somme(avant, apres))
    assert clair(phrase_marge(somme(avant, apres))).endswith("de moins.")


def test_une_somme_de_ventes_parle_de_l_ensemble() -> None:
    apres = replace(MARCHE, autres=F(50))
    assert clair(phrase_gain(somme(MARCHE, apres, 2))) == (
        "L'ensemble coûte 100 € de plus par an, pour le même temps ; il passe de 25,0 % à 30,0 % de votre chiffre "
        "d'affaires."
    )


def test_une_perte_de_marge_est_dite() -> None:
    moins = replace(MARCHE, ca=F(600), autres=F(-100) + 200)
    assert clair(phrase_marge(somme(MARCHE, moins))) == (
        "Le chiffre d'affaires baisse de 400 € : tous coûts retirés, il vous reste 500 € de moins."
    )
    autant = replace(MARCHE, ca=F(1100), autres=F(100))
    assert phrase_marge(somme(MARCHE, autant)).endswith("il vous reste autant.")


def test_une_colonne_vide_ne_se_compare_a_rien() -> None:
    assert phrase_gain(somme(VIDE, VIDE)) == A_REMPLIR
    assert clair(phrase_gain(somme(MARCHE, VIDE))) == (
        "La vente coûte 250 € par an, 25,0 % de votre chiffre d'affaires. Remplissez la colonne « Après » pour "
        "comparer."
    )
    sans_ca = replace(MARCHE, ca=F(0))
    assert clair(phrase_gain(somme(VIDE, sans_ca))) == (
        "La vente coûte 250 € par an. Remplissez la colonne « Avant » pour comparer."
    )
    for vide in (somme(VIDE, VIDE), somme(MARCHE, VIDE), somme(VIDE, MARCHE)):
        assert resume(vide) == "à remplir"
        assert phrase_marge(vide) == phrase_du_temps(vide) == ""


def test_sans_chiffre_d_affaires_la_part_est_tue() -> None:
    sans_ca = replace(MARCHE, ca=F(0))
    assert clair(phrase_gain(somme(sans_ca, replace(sans_ca, km=F(0))))) == (
        "Vous gagnez 50 € par an, pour le même temps."
    )


def test_la_phrase_de_l_outil(catalogue: Catalogue) -> None:
    def dire(outil: str, ca: int) -> str:
        situation = replace(EXEMPLE, presence="preparation")
        return clair(phrase_outil(cout_de_l_outil(catalogue.par_outil[outil], situation, F(ca))))

    assert (
        dire("cagette", 5406) == "Cagette vous coûterait 486,54 € par an pour 5 406 € de ventes, soit 9,0 %."
    )
    assert dire("kuupanda", 0) == "Kuupanda vous coûterait 240,00 € par an pour 0 € de ventes."
    assert "entre " in dire("locavor", 1000) and " retenus) par an" in dire("locavor", 1000)
    assert dire("nectargo", 1000).endswith("ne vous coûterait rien, d'après les prix que donne le guide.")


@pytest.mark.parametrize(("combien", "debut"), [(0, ""), (1, "Une vente"), (3, "3 ventes")])
def test_les_ventes_a_remplir_sont_comptees(combien: int, debut: str) -> None:
    assert phrase_incompletes(combien).startswith(debut)
    assert bool(phrase_incompletes(combien)) == bool(combien)


# --- La liste


def test_la_liste_suit_les_ventes(catalogue: Catalogue, qtmodeltester: ModelTester) -> None:
    ventes = [Vente(e.nom, e.avant, e.apres) for e in catalogue.guide.exemples]
    chiffrees = tuple(chiffrer(v, catalogue, EXEMPLE) for v in (*ventes, vente_neuve(" ")))
    modele = ModeleVentes()
    qtmodeltester.check(modele)
    changes: list[int] = []
    modele.dataChanged.connect(lambda index: changes.append(index.row()))

    def lire() -> list[RangeeVente]:
        return [modele.index(rang).data(RANGEE) for rang in range(modele.rowCount())]

    modele.montrer(chiffrees[:1])
    assert lire() == [RangeeVente("Vente n° 1", "coûte 980\u00a0€ de moins par an")]
    changes.clear()
    modele.montrer(chiffrees)
    entier = [
        RangeeVente("Vente n° 1", "coûte 980\u00a0€ de moins par an"),
        RangeeVente("Vente n° 2", "coûte 325\u00a0€ de plus par an"),
        RangeeVente("Vente sans nom", "à remplir"),
        RangeeVente("Toutes les ventes", "coûte 655\u00a0€ de moins par an", somme=True),
    ]
    assert lire() == entier
    assert changes == []
    modele.montrer((chiffrees[0], chiffrees[2]))
    assert lire() == [
        entier[0],
        entier[2],
        RangeeVente("Toutes les ventes", "coûte 980\u00a0€ de moins par an", somme=True),
    ]
    assert changes == [1, 2]
    modele.montrer(())
    assert lire() == []
    modele.montrer(chiffrees)
    assert modele.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Vente n° 2\u00a0: coûte 325\u00a0€ de plus par an"
    )
    assert modele.index(1).data() == "Vente n° 2"


# --- Les barres


@pytest.mark.parametrize("nom", ["clair", "sombre"])
def test_les_motifs_se_distinguent_sans_couleur(qapp: QApplication, nom: str) -> None:
    appliquer(qapp, "clair" if nom == "clair" else "sombre", 1.0)
    fond = theme().couleur("papier").lightness()
    dessins = set()
    for rang, cle in enumerate(POSTES):
        image = motif(cle).textureImage().convertToFormat(QImage.Format.Format_RGB32)
        couleur = QColor(theme().series()[rang]).lightness()
        milieu = (fond + couleur) / 2
        points = [
            image.pixelColor(x, y).lightness() > milieu
            for x in range(image.width())
            for y in range(image.height())
        ]
        dessins.add(tuple(point == (fond > milieu) for point in points))
    assert len(dessins) == len(POSTES)


@pytest.fixture
def barres(qtbot: QtBot, catalogue: Catalogue) -> BarresVente:
    barres = BarresVente()
    qtbot.addWidget(barres)
    barres.resize(500, 200)
    barres.montrer([groupe_de("", du_guide(catalogue)[0])])
    barres.show()
    qtbot.waitExposed(barres)
    barres.grab()
    return barres


def test_les_barres_sont_a_l_echelle_et_se_lisent(barres: BarresVente) -> None:
    assert clair(barres.accessibleName()) == (
        "Avant 1 920 € (Distance 264 €, Temps de vente 936 €, Temps de préparation 720 €) ; "
        "Après 940 € (Distance 220 €, Temps de vente 360 €, Temps de préparation 360 €)"
    )
    zones = [zone for zone, _ in barres._zones]
    avant, apres = zones[:3], zones[3:]
    longueurs = [suite[-1].right() - suite[0].left() + 1 for suite in (avant, apres)]
    assert abs(longueurs[1] / longueurs[0] - 940 / 1920) < 0.01
    assert abs(avant[1].width() / longueurs[0] - 936 / 1920) < 0.01
    assert avant[0].right() + 1 == avant[1].left()


def test_survoler_une_part_dit_son_poste(barres: BarresVente) -> None:
    zone, _ = barres._zones[4]
    assert clair(barres.part_en(zone.center())) == "Temps de vente : 360 €"
    assert barres.part_en(QPoint(0, 0)) == ""


def test_des_barres_vides_se_peignent(qtbot: QtBot) -> None:
    barres = BarresVente()
    qtbot.addWidget(barres)
    barres.grab()
    rien = Barre("Avant", "0\u00a0€", (Part("distance", "Distance", F(0), "0\u00a0€"),))
    barres.montrer([Groupe("Marché", (rien, rien))])
    haut = barres.sizeHint().height()
    barres.grab()
    assert barres.part_en(QPoint(60, haut - 10)) == ""
    barres.montrer([Groupe("Marché", (rien, rien)), Groupe("Autre", (rien,))])
    assert barres.sizeHint().height() > haut
