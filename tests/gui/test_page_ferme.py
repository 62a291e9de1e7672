"""La page « Ma ferme et mes besoins », conduite comme le ferait une ferme."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.composants.besoins_delegue import DelegueBesoins
from gui.composants.champ_saisie import ChampSaisie
from gui.composants.colonnes import Colonnes
from gui.composants.grand_choix import GrandChoix
from gui.composants.questions_guidees import FIN, QuestionsGuidees
from gui.pages.ferme import PageFerme
from gui.session import Session
from gui.tableaux.modele_besoins import BESOIN
from gui.theme.style import appliquer
from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Ressources
from modele.situation import EXEMPLE, Situation

Touche = Qt.Key
DECRITE = Situation(nom="Ferme d'essai", ca_particuliers=Fraction(30_000))


def ouvrir(session: Session, qtbot: QtBot, largeur: int = 1294, hauteur: int = 716) -> PageFerme:
    page = PageFerme(session)
    qtbot.addWidget(page)
    page.resize(largeur, hauteur)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


@pytest.fixture(autouse=True)
def sans_hate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deux gestes de suite s'annulent l'un après l'autre, comme si la personne prenait son temps."""
    monkeypatch.setattr("gui.session.FUSION_S", -1.0)


@pytest.fixture
def page(session_exemple: Session, qtbot: QtBot) -> PageFerme:
    return ouvrir(session_exemple, qtbot)


def guide(page: PageFerme) -> QuestionsGuidees:
    assert page.ferme.questions is not None
    return page.ferme.questions


def champ(page: PageFerme, debut: str) -> ChampSaisie:
    """Champ visible dont le nom accessible commence ainsi."""
    for saisie in page.findChildren(ChampSaisie):
        if saisie.accessibleName().startswith(debut) and saisie.isVisibleTo(page):
            return saisie
    raise KeyError(debut)


def carte(page: PageFerme, mots: str) -> GrandChoix:
    """Grande réponse visible portant ces mots."""
    for choix in page.findChildren(GrandChoix):
        if choix.text() == mots and choix.isVisibleTo(page):
            return choix
    raise KeyError(mots)


def taper(qtbot: QtBot, saisie: ChampSaisie, texte: str) -> None:
    saisie.setFocus()
    saisie.selectAll()
    qtbot.keyClicks(saisie, texte)


def cliquer(qtbot: QtBot, bouton: QWidget) -> None:
    qtbot.mouseClick(bouton, Qt.MouseButton.LeftButton)


def exiger(session: Session, **besoins: str) -> None:
    exigences = {nom.replace("_", "-"): valeur for nom, valeur in besoins.items()}
    session.modifier(exigences=MappingProxyType(exigences))


# Ma ferme


def test_l_exemple_et_un_dossier_neuf_commencent_par_les_questions(
    catalogue: Catalogue, qtbot: QtBot
) -> None:
    assert ouvrir(Session(catalogue, EXEMPLE), qtbot).ferme.guidee
    assert ouvrir(Session(catalogue, Situation(nom="Neuve")), qtbot).ferme.guidee
    assert not ouvrir(Session(catalogue, DECRITE), qtbot).ferme.guidee


def test_ouvrir_un_autre_dossier_choisit_de_nouveau(page: PageFerme, session_exemple: Session) -> None:
    guide(page).continuer.click()
    exigences = MappingProxyType({"cheque": "souhaite"})
    session_exemple.ouvrir(Dossier("Décrite", replace(DECRITE, exigences=exigences)))
    assert not page.ferme.guidee
    assert "paiement" not in page.besoins.filtre.replies
    session_exemple.ouvrir(Dossier("Neuve", Situation(nom="Neuve")))
    assert page.ferme.guidee
    assert guide(page).rang == 0
    assert "paiement" in page.besoins.filtre.replies


def test_repondre_aux_six_questions(page: PageFerme, session_exemple: Session, qtbot: QtBot) -> None:
    questions = guide(page)
    assert questions.avancement.text() == "1 sur 6"
    assert not questions.precedent.isVisible()
    taper(qtbot, champ(page, "Nom de la ferme"), "Ferme du Puits")
    taper(qtbot, champ(page, "Ventes aux particuliers"), "42000")
    cliquer(qtbot, carte(page, "Des professionnels"))
    assert QApplication.focusWidget() is champ(page, "Ventes aux professionnels")
    taper(qtbot, champ(page, "Ventes aux professionnels"), "8000")
    cliquer(qtbot, questions.continuer)
    assert questions.avancement.text() == "2 sur 6"
    taper(qtbot, champ(page, "Panier moyen d'un particulier"), "28,5")
    taper(qtbot, champ(page, "Panier moyen d'un professionnel"), "150")
    qtbot.keyClick(champ(page, "Panier moyen d'un professionnel"), Touche.Key_Return)
    assert questions.avancement.text() == "3 sur 6"
    cliquer(qtbot, carte(page, "Les deux"))
    assert session_exemple.situation.part_en_ligne == 50
    taper(qtbot, champ(page, "Particuliers : part payée en ligne"), "60")
    cliquer(qtbot, carte(page, "Prélèvement mensuel"))
    cliquer(qtbot, questions.continuer)
    cliquer(qtbot, carte(page, "En conversion"))
    cliquer(qtbot, carte(page, "Un collectif"))
    cliquer(qtbot, questions.continuer)
    cliquer(qtbot, carte(page, "Dépôt-vente"))
    cliquer(qtbot, questions.continuer)
    cliquer(qtbot, carte(page, "Non"))
    taper(qtbot, champ(page, "Durée de la comparaison"), "5")
    cliquer(qtbot, questions.continuer)
    assert session_exemple.situation == Situation(
        nom="Ferme du Puits",
        label="conversion",
        organisation="collectif",
        recupere_tva=False,
        ca_particuliers=Fraction(42_000),
        ca_professionnels=Fraction(8_000),
        part_en_ligne=Fraction(60),
        panier_moyen=Fraction(57, 2),
        panier_moyen_pro=Fraction(150),
        encaissement="prelevement",
        presence="depot_vente",
        horizon=5,
    )
    assert not session_exemple.dossier.exemple
    assert questions.titre.text() == FIN
    assert page.ferme.ressources.deplie
    with qtbot.waitSignal(page.page_demandee) as demande:
        cliquer(qtbot, questions.comparer)
    assert demande.args == ["comparer"]


def test_la_fin_dit_ce_que_couteraient_les_outils(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    questions = guide(page)
    for _ in range(6):
        cliquer(qtbot, questions.passer)
    assert session_exemple.situation == EXEMPLE
    assert questions.resultat.text() == (
        "Pour 30\u202f000\u00a0€ de ventes par an, 8 outils les porteraient toutes, de 0\u00a0€ à "
        "6\u202f000\u00a0€ par an. Le moins cher serait AmapJ, à 0\u00a0€."
    )
    exiger(session_exemple, autonomie="indispensable", facturation="indispensable")
    assert (
        "Le moins cher serait Socleo, à 360\u00a0€ (1,2\u00a0% de vos ventes)." in questions.resultat.text()
    )
    session_exemple.modifier(ca_particuliers=Fraction(0))
    assert questions.resultat.text().startswith("Indiquez vos ventes")
    cliquer(qtbot, questions.precedent)
    assert questions.avancement.text() == "6 sur 6"


def test_une_reponse_fautive_retient_mais_se_passe(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    questions = guide(page)
    saisie = champ(page, "Ventes aux particuliers")
    taper(qtbot, saisie, "beaucoup")
    cliquer(qtbot, questions.continuer)
    assert questions.rang == 0
    assert QApplication.focusWidget() is saisie
    assert "vous avez écrit" in saisie.faute
    cliquer(qtbot, questions.passer)
    assert questions.rang == 1
    cliquer(qtbot, questions.precedent)
    assert saisie.text() == "30\u202f000,00"
    assert not saisie.faute
    assert session_exemple.situation == EXEMPLE


def test_decocher_une_clientele_retire_ses_ventes_et_la_recocher_les_rend(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    particuliers = carte(page, "Des particuliers")
    saisie = champ(page, "Ventes aux particuliers")
    cliquer(qtbot, particuliers)
    assert session_exemple.situation.ca_particuliers == 0
    assert not saisie.isVisible()
    assert page.restants.titre.text() == "Quels outils vous restent\u00a0?"
    cliquer(qtbot, particuliers)
    assert session_exemple.situation.ca_particuliers == 30_000
    cliquer(qtbot, particuliers)
    session_exemple.annulations.undo()
    assert particuliers.isChecked()
    assert saisie.isVisible()


def test_une_clientele_cochee_attend_son_montant(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    cliquer(qtbot, carte(page, "Des professionnels"))
    taper(qtbot, champ(page, "Ventes aux particuliers"), "31000")
    assert carte(page, "Des professionnels").isChecked()
    assert champ(page, "Ventes aux professionnels").isVisible()


def test_une_question_ne_demande_que_ce_qui_concerne_la_ferme(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    cliquer(qtbot, guide(page).continuer)
    with pytest.raises(KeyError):
        champ(page, "Panier moyen d'un professionnel")
    session_exemple.modifier(ca_professionnels=Fraction(500), ca_particuliers=Fraction(0))
    assert champ(page, "Panier moyen d'un professionnel").isVisible()
    with pytest.raises(KeyError):
        champ(page, "Panier moyen d'un particulier")
    session_exemple.modifier(ca_particuliers=Fraction(500))
    cliquer(qtbot, guide(page).continuer)
    assert carte(page, "Carte bancaire").isVisible()
    cliquer(qtbot, carte(page, "Sur place"))
    assert session_exemple.situation.part_en_ligne == 0
    with pytest.raises(KeyError):
        carte(page, "Carte bancaire")


def test_le_clavier_suffit_pour_repondre(page: PageFerme, session_exemple: Session, qtbot: QtBot) -> None:
    for _ in range(4):
        cliquer(qtbot, guide(page).continuer)
    presence = carte(page, "Présence sur place")
    assert QApplication.focusWidget() is presence
    qtbot.keyClick(presence, Touche.Key_Down)
    assert session_exemple.situation.presence == "preparation"
    session_exemple.annulations.undo()
    assert presence.isChecked()
    ordre = []
    widget: QWidget = page.ferme.bascule
    while not ordre or widget is not guide(page).continuer:
        if widget.isVisibleTo(page) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            ordre.append(widget.accessibleName() or getattr(widget, "text", str)())
        widget = widget.nextInFocusChain()
    assert ordre == [
        "Voir tout le formulaire",
        "Nom de la ferme",
        "Votre rôle aux distributions\u00a0: Présence sur place",
        "Précédent",
        "Passer",
    ]


def test_tout_le_formulaire_change_la_meme_ferme(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    cliquer(qtbot, page.ferme.bascule)
    assert not page.ferme.guidee
    formulaire = page.ferme.formulaire
    assert formulaire is not None
    assert all(groupe.deplie for groupe in formulaire.saisie.groupes.values())
    nom = champ(page, "Nom de la ferme")
    assert page.ferme.bascule.nextInFocusChain() is nom
    assert nom.mapTo(page, QPoint()).y() < champ(page, "Ventes aux particuliers").mapTo(page, QPoint()).y()
    taper(qtbot, champ(page, "Clients facturés chaque mois"), "75")
    assert session_exemple.situation.clients_actifs == 75
    formulaire.formules.deplier()
    assert set(formulaire.formules.montants) == {"local-bio"}
    cliquer(qtbot, page.ferme.bascule)
    assert page.ferme.guidee
    assert guide(page).rang == 0
    with pytest.raises(KeyError):
        champ(page, "Clients facturés chaque mois")


@pytest.mark.parametrize(("largeur", "colonnes"), [(360, 1), (520, 2), (900, 3), (1500, 3)])
def test_les_groupes_se_rangent_cote_a_cote_quand_la_place_le_permet(
    qtbot: QtBot, largeur: int, colonnes: int
) -> None:
    blocs = [QLabel(f"Bloc {rang}") for rang in range(5)]
    rangement = Colonnes(blocs, largeur_min=240, espace=24)
    qtbot.addWidget(rangement)
    rangement.resize(largeur, 400)
    rangement.show()
    qtbot.waitExposed(rangement)
    QApplication.processEvents()
    assert rangement.nombre == colonnes
    places = [(bloc.x(), bloc.y()) for bloc in blocs]
    assert places == sorted(places)
    assert len({x for x, _ in places}) == colonnes


def test_temps_et_competences_sont_gardes_dans_le_dossier(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    ressources = page.ferme.ressources
    ressources.deplier()
    textes = [etiquette.text() for etiquette in ressources.findChildren(QLabel)]
    assert any("les compétences en informatique de votre équipe" in texte for texte in textes)
    qtbot.keyClicks(ressources.zones["temps"], "2 h")
    assert session_exemple.dossier.ressources == Ressources(temps="2 h")
    assert session_exemple.situation == EXEMPLE
    ressources.zones["appuis"].insertPlainText("Le GAB\nUne voisine\x07")
    assert session_exemple.dossier.ressources.appuis == "Le GAB\nUne voisine"
    session_exemple.ouvrir(Dossier("Autre", DECRITE, ressources=Ressources(competences="Tableur")))
    assert [zone.texte for zone in ressources.zones.values()] == ["", "Tableur", ""]


def test_une_longue_reponse_agrandit_la_zone_puis_defile(page: PageFerme, session_exemple: Session) -> None:
    ressources = page.ferme.ressources
    ressources.deplier()
    QApplication.processEvents()
    vide = ressources.zones["temps"].height()
    session_exemple.modifier_dossier(ressources=Ressources(temps="une heure " * 25))
    moyenne = ressources.zones["temps"].height()
    session_exemple.modifier_dossier(ressources=Ressources(temps="une heure " * 500))
    assert vide < moyenne < ressources.zones["temps"].height() < 10 * vide
    assert ressources.zones["temps"].verticalScrollBar().maximum() > 0


# Mes besoins


def aller(page: PageFerme, critere: str) -> None:
    """Pose le curseur du clavier sur un critère."""
    page.besoins.liste.setFocus()
    page.besoins.liste.setCurrentIndex(page.besoins.filtre.deplier_vers(critere))


def viser(page: PageFerme, critere: str, exigence: str) -> QPoint:
    """Milieu du segment d'un critère."""
    liste = page.besoins.liste
    index = page.besoins.filtre.deplier_vers(critere)
    liste.scrollTo(index)
    delegue = liste.itemDelegate()
    assert isinstance(delegue, DelegueBesoins)
    ligne = liste.visualRect(index)
    segments = delegue.places(index.data(BESOIN), ligne.width()).segments
    return segments[exigence].translated(ligne.topLeft()).center()


def test_cliquer_un_segment_dit_un_besoin(page: PageFerme, session_exemple: Session, qtbot: QtBot) -> None:
    vue = page.besoins.liste.viewport()
    for exigence in ("indispensable", "souhaite", ""):
        qtbot.mouseClick(vue, Qt.MouseButton.LeftButton, pos=viser(page, "collectif", exigence))
        assert session_exemple.situation.exigences.get("collectif", "") == exigence
    assert session_exemple.critere == "collectif"
    cote = viser(page, "collectif", "") - QPoint(200, 0)
    qtbot.mouseClick(vue, Qt.MouseButton.LeftButton, pos=cote)
    assert not session_exemple.situation.exigences
    # Un geste commencé ailleurs ne choisit rien.
    qtbot.mousePress(vue, Qt.MouseButton.LeftButton, pos=cote)
    qtbot.mouseRelease(vue, Qt.MouseButton.LeftButton, pos=viser(page, "collectif", "indispensable"))
    assert not session_exemple.situation.exigences


def test_a_l_etroit_les_segments_passent_sous_la_definition(page: PageFerme, qtbot: QtBot) -> None:
    liste = page.besoins.liste
    delegue = liste.itemDelegate()
    assert isinstance(delegue, DelegueBesoins)
    besoin = page.besoins.filtre.deplier_vers("autonomie").data(BESOIN)
    large, etroit = delegue.places(besoin, 540), delegue.places(besoin, 300)
    assert all(segment.bottom() < large.definition.top() for segment in large.segments.values())
    assert all(segment.top() > etroit.definition.bottom() for segment in etroit.segments.values())
    for places, largeur in ((large, 540), (etroit, 300)):
        assert max(segment.right() for segment in places.segments.values()) < largeur
        assert places.hauteur > max(segment.bottom() for segment in places.segments.values())


def test_les_touches_disent_un_besoin(page: PageFerme, session_exemple: Session, qtbot: QtBot) -> None:
    aller(page, "chorus-pro")
    liste = page.besoins.liste
    attendus = (
        (Touche.Key_I, "indispensable"),
        (Touche.Key_S, "souhaite"),
        (Touche.Key_Right, "indispensable"),
        (Touche.Key_Right, "indispensable"),
        (Touche.Key_Left, "souhaite"),
        (Touche.Key_Space, "indispensable"),
        (Touche.Key_Space, ""),
        (Touche.Key_Left, ""),
        (Touche.Key_S, "souhaite"),
        (Touche.Key_Delete, ""),
    )
    for touche, exigence in attendus:
        qtbot.keyClick(liste, touche)
        assert session_exemple.situation.exigences.get("chorus-pro", "") == exigence, touche
    assert session_exemple.critere == "chorus-pro"
    qtbot.keyClick(liste, Touche.Key_Down)
    assert session_exemple.critere == "relances"


def test_un_groupe_se_plie_au_clavier_et_a_la_souris(page: PageFerme, qtbot: QtBot) -> None:
    liste, filtre = page.besoins.liste, page.besoins.filtre
    liste.setFocus()
    liste.setCurrentIndex(filtre.index(0, 0))
    qtbot.keyClick(liste, Touche.Key_Left)
    assert "synthese" in filtre.replies
    qtbot.keyClick(liste, Touche.Key_Return)
    assert "synthese" not in filtre.replies
    centre = liste.visualRect(filtre.index(0, 0)).center()
    qtbot.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert "synthese" in filtre.replies
    assert page.besoins.plis.text() == "Tout déplier"
    cliquer(qtbot, page.besoins.plis)
    assert filtre.rowCount() == len(page.besoins.modele.rangees)
    assert page.besoins.plis.text() == "Tout replier"


def test_la_recherche_mene_a_la_liste_et_en_revient(page: PageFerme, qtbot: QtBot) -> None:
    besoins = page.besoins
    qtbot.keyClick(page.ferme.bascule, Touche.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is besoins.recherche
    qtbot.keyClicks(besoins.recherche, "cheque")
    noms = [besoins.filtre.index(rang, 0).data() for rang in range(besoins.filtre.rowCount())]
    assert noms == ["Synthèse du guide", "Paiement en espèces ou chèque", "Paiement", "Chèque"]
    qtbot.keyClick(besoins.recherche, Touche.Key_Down)
    assert QApplication.focusWidget() is besoins.liste
    qtbot.keyClick(besoins.liste, Touche.Key_Up)
    assert QApplication.focusWidget() is besoins.recherche
    qtbot.keyClick(besoins.recherche, Touche.Key_Escape)
    assert besoins.recherche.text() == ""
    qtbot.keyClicks(besoins.recherche, "zzz")
    assert besoins.filtre.vide
    boutons = [b for b in besoins.liste.findChildren(QAbstractButton) if b.text() == "Effacer la recherche"]
    cliquer(qtbot, boutons[0])
    assert not besoins.filtre.vide


def test_seulement_mes_besoins_et_le_compte(page: PageFerme, session_exemple: Session, qtbot: QtBot) -> None:
    besoins = page.besoins
    assert besoins.compte.text() == "Aucun besoin indiqué"
    assert not besoins.effacer.isVisible()
    plis = besoins.filtre.replies
    exiger(session_exemple, caisse="souhaite", cheque="indispensable", especes="souhaite")
    assert besoins.compte.text() == "1 indispensable, 2 souhaits"
    besoins.seulement.click()
    noms = [besoins.filtre.index(rang, 0).data() for rang in range(besoins.filtre.rowCount())]
    assert noms == ["Paiement", "Espèces", "Chèque", "Facturation et gestion", "Logiciel de caisse"]
    besoins.seulement.click()
    assert besoins.filtre.replies == plis
    cliquer(qtbot, besoins.effacer)
    assert not session_exemple.situation.exigences
    besoins.seulement.click()
    textes = [etiquette.text() for etiquette in besoins.liste.findChildren(QLabel)]
    assert "Vous n'avez encore dit aucun critère indispensable ou souhaité." in textes
    session_exemple.annulations.undo()
    assert besoins.compte.text() == "1 indispensable, 2 souhaits"


def test_un_profil_s_ajoute_et_s_annule_d_un_coup(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    besoins = page.besoins
    exiger(session_exemple, abonnement="souhaite")
    cliquer(qtbot, besoins.profils["AMAP"])
    assert besoins.compte.text() == "1 indispensable, 5 souhaits"
    assert besoins.avis.text() == "Profil «\u00a0AMAP\u00a0»\u00a0: 5 besoins ajoutés."
    assert "commandes" not in besoins.filtre.replies
    exiger(session_exemple, **dict(session_exemple.situation.exigences), cheque="souhaite")
    assert not besoins.annuler.isVisible()
    session_exemple.annulations.undo()
    assert besoins.compte.text() == "1 indispensable, 5 souhaits"
    session_exemple.annulations.undo()
    assert session_exemple.situation.exigences == {"abonnement": "souhaite"}
    cliquer(qtbot, besoins.profils["Drive"])
    cliquer(qtbot, besoins.annuler)
    assert session_exemple.situation.exigences == {"abonnement": "souhaite"}
    assert not besoins.avis.isVisible()
    cliquer(qtbot, besoins.profils["Drive"])
    cliquer(qtbot, besoins.profils["Drive"])
    assert besoins.avis.text().startswith("Vos besoins contiennent déjà")


def test_le_critere_choisi_ailleurs_est_montre(page: PageFerme, session_exemple: Session) -> None:
    session_exemple.selectionner(critere="licence-libre")
    assert page.besoins.liste.currentIndex().data() == "Logiciel libre"
    assert "liberte" not in page.besoins.filtre.replies


# Outils qui restent


def test_ce_qui_reste_suit_les_besoins(page: PageFerme, session_exemple: Session) -> None:
    assert page.restants.titre.text() == "Il reste 8 outils sur 9."
    assert page.restants.invite.isVisible()
    exiger(session_exemple, abonnement="indispensable", autonomie="indispensable", cheque="souhaite")
    assert page.restants.titre.text() == "Il reste 2 outils sur 9."
    assert page.onglets.bouton("restants").text() == "2 outils sur 9"
    cartes = [c for c in page.restants.cartes if c.isVisible()]
    assert [c.retrait.text() for c in cartes] == [
        "«\u00a0Contrat ou abonnement client\u00a0» écarte Cagette, CoopCircuits, Kuupanda, "
        "La Ruche qui dit Oui !, Locavor et NectarGo.",
        "«\u00a0Vente en autonomie\u00a0» écarte AmapJ, La Ruche qui dit Oui ! et Locavor.",
    ]
    assert cartes[1].cout.text() == (
        "Sans elle, on retrouverait AmapJ. Cette exigence vous coûte 360\u00a0€/an par rapport à AmapJ."
    )
    assert not page.restants.invite.isVisible()


def test_assouplir_une_exigence_en_fait_un_souhait(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    exiger(session_exemple, abonnement="indispensable", autonomie="indispensable")
    carte_autonomie = page.restants.cartes[1]
    assert carte_autonomie.bouton.accessibleName() == "Assouplir «\u00a0Vente en autonomie\u00a0»"
    cliquer(qtbot, carte_autonomie.bouton)
    assert session_exemple.situation.exigences == {"abonnement": "indispensable", "autonomie": "souhaite"}
    assert page.restants.titre.text() == "Il reste 3 outils sur 9."
    assert not carte_autonomie.isVisible()
    session_exemple.annulations.undo()
    assert carte_autonomie.isVisible()


def test_cliquer_un_outil_ouvre_sa_fiche(page: PageFerme, session_exemple: Session, qtbot: QtBot) -> None:
    liste = page.restants.restants
    with qtbot.waitSignal(page.page_demandee) as demande:
        centre = liste.visualRect(liste.model().index(4, 0)).center()
        qtbot.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert demande.args == ["fiches"]
    assert session_exemple.outil == "kuupanda"
    with qtbot.assertNotEmitted(page.page_demandee):
        titre = liste.visualRect(liste.model().index(0, 0)).center()
        qtbot.mouseClick(liste.viewport(), Qt.MouseButton.LeftButton, pos=titre)


# La page


def test_une_page_cachee_se_rattrape_quand_elle_reparait(page: PageFerme, session_exemple: Session) -> None:
    page.hide()
    exiger(session_exemple, professionnels="indispensable")
    session_exemple.modifier(ca_professionnels=Fraction(900))
    assert page.restants.titre.text() == "Il reste 8 outils sur 9."
    page.show()
    assert page.restants.titre.text() == "Il reste 4 outils sur 9."
    assert page.besoins.compte.text() == "1 indispensable"
    assert carte(page, "Des professionnels").isChecked()


def test_a_l_etroit_une_partie_a_la_fois(session_exemple: Session, qtbot: QtBot) -> None:
    page = ouvrir(session_exemple, qtbot, largeur=900)
    parties = (page.ferme, page.besoins, page.restants)
    assert [partie.isVisible() for partie in parties] == [True, False, False]
    cliquer(qtbot, page.onglets.bouton("besoins"))
    assert [partie.isVisible() for partie in parties] == [False, True, False]
    page.resize(1294, 716)
    assert [partie.isVisible() for partie in parties] == [True, True, True]
    assert not page.onglets.isVisible()


def test_a_200_pour_cent_la_page_tient_dans_un_petit_ecran(
    qapp: QApplication, session_exemple: Session, qtbot: QtBot
) -> None:
    appliquer(qapp, "sombre", 2.0)
    page = ouvrir(session_exemple, qtbot, 1222, 668)
    exiger(session_exemple, autonomie="indispensable", chorus_pro="souhaite")
    assert (page.width(), page.height()) == (1222, 668)
    for cle, defilant in (("ferme", page.ferme), ("restants", page.restants)):
        cliquer(qtbot, page.onglets.bouton(cle))
        assert defilant.widget().width() <= defilant.viewport().width()
    cliquer(qtbot, page.onglets.bouton("besoins"))
    QApplication.processEvents()
    assert page.besoins.liste.height() > page.besoins.height() // 3


@pytest.mark.parametrize(("echelle", "largeur", "hauteur"), [(1.0, 952, 550), (1.5, 1258, 696)])
def test_continuer_reste_en_vue_sur_un_petit_ecran(
    qapp: QApplication,
    session_exemple: Session,
    qtbot: QtBot,
    echelle: float,
    largeur: int,
    hauteur: int,
) -> None:
    appliquer(qapp, "clair", echelle)
    page = ouvrir(session_exemple, qtbot, largeur, hauteur)
    QApplication.processEvents()
    bouton = guide(page).continuer
    bas = bouton.mapTo(page.ferme.viewport(), bouton.rect().bottomLeft()).y()
    assert bas < page.ferme.viewport().height()


def interieur(widget: QWidget, cadre: QRect) -> QImage:
    """Ce que `widget` peint dans `cadre`, son contour mis à part."""
    return widget.grab(cadre.adjusted(4, 4, -4, -4)).toImage()


def test_le_focus_entoure_sans_rien_cacher(page: PageFerme, qtbot: QtBot) -> None:
    liste = page.besoins.liste
    aller(page, "collectif")
    ligne = liste.visualRect(liste.currentIndex())
    reponse = carte(page, "Des professionnels")
    avec = interieur(liste.viewport(), ligne)
    reponse.setFocus()
    assert interieur(liste.viewport(), ligne) == avec
    avec = interieur(reponse, reponse.rect())
    entoure = reponse.grab().toImage()
    liste.setFocus()
    assert interieur(reponse, reponse.rect()) == avec
    assert reponse.grab().toImage() != entoure


def sans_nom(page: PageFerme) -> list[QWidget]:
    """Contrôles montrés qu'un lecteur d'écran ne saurait pas nommer."""
    genres = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QProgressBar)
    return [
        widget
        for genre in genres
        for widget in page.findChildren(genre)
        if widget.isVisibleTo(page)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not isinstance(widget.parent(), QLineEdit)
    ]


def test_chaque_controle_a_un_nom_et_chaque_texte_est_nu(
    page: PageFerme, session_exemple: Session, qtbot: QtBot
) -> None:
    exiger(session_exemple, autonomie="indispensable")
    session_exemple.modifier(ca_professionnels=Fraction(1))
    page.ferme.ressources.deplier()
    for rang in range(6):
        assert guide(page).rang == rang
        assert sans_nom(page) == []
        cliquer(qtbot, guide(page).continuer)
    assert sans_nom(page) == []
    page.ferme.bascule.click()
    assert page.ferme.formulaire is not None
    page.ferme.formulaire.formules.deplier()
    assert sans_nom(page) == []
    assert [e for e in page.findChildren(QLabel) if e.textFormat() != Qt.TextFormat.PlainText] == []


def test_la_tabulation_suit_la_lecture_dans_le_formulaire(page: PageFerme, session_exemple: Session) -> None:
    exiger(session_exemple, autonomie="indispensable")
    page.ferme.bascule.click()
    assert page.ferme.formulaire is not None
    ordre: list[QWidget] = [page.ferme.bascule]
    while ordre[-1] is not page.restants.restants:
        widget = ordre[-1].nextInFocusChain()
        while not (widget.isVisibleTo(page) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            widget = widget.nextInFocusChain()
        ordre.append(widget)
    groupes = page.ferme.formulaire.saisie.groupes
    jalons = [
        champ(page, "Nom de la ferme"),
        groupes["ventes"].titre,
        champ(page, "Ventes aux particuliers"),
        *(groupe.titre for identifiant, groupe in groupes.items() if identifiant != "ventes"),
        page.ferme.formulaire.formules.titre,
        page.ferme.ressources.titre,
        page.besoins.effacer,
        page.besoins.profils["AMAP"],
        page.besoins.recherche,
        page.besoins.plis,
        page.besoins.liste,
        page.restants.restants,
    ]
    rangs = [ordre.index(jalon) for jalon in jalons]
    assert rangs == sorted(rangs)


def test_entree_mene_au_champ_suivant_avant_la_question_suivante(page: PageFerme, qtbot: QtBot) -> None:
    cliquer(qtbot, guide(page).continuer)
    assert guide(page).rang == 1
    panier, clients = champ(page, "Panier moyen d'un particulier"), champ(page, "Clients facturés")
    assert panier.hasFocus() and panier.selectedText() == panier.text()
    qtbot.keyClicks(panier, "38")
    qtbot.keyClick(panier, Touche.Key_Return)
    assert clients.hasFocus() and guide(page).rang == 1
    qtbot.keyClick(clients, Touche.Key_Return)
    assert guide(page).rang == 2
