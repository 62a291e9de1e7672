"""Vue « Côte à côte » : les outils présélectionnés en larges colonnes, leurs différences marquées."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.composants.bandeau import Bandeau
from gui.composants.choix_cellules import Cellule, CelluleContacts
from gui.composants.choix_liste import ListeChoix
from gui.composants.choix_preselection import MINIMUM, basculer, preselection
from gui.composants.choix_rangees_cote import RangeeCote, rangees_cote
from gui.composants.etiquettes import LigneSouple, etiquette
from gui.composants.texte_brut import texte_brut
from gui.liens import ouvrir_lien
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.objets import Comparaison
from modele.nombres import ESPACE_INSECABLE

VIDE = "Présélectionnez au moins deux outils, quatre au plus, pour les voir ici en colonnes."
SANS_BESOIN = "Vous n'avez pas encore dit de besoin\u00a0: rien ne montre ici comment ces outils y répondent."
DIFFERENT = "≠ différent"


class TeteColonne(QWidget):
    """Nom d'un outil, vers sa fiche, hors de la présélection."""

    fiche_demandee = Signal(str)
    retrait_demande = Signal(str)

    def __init__(self, outil: str, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nom = etiquette(self, "section", coupee=True)
        self.nom.setIndent(jetons.ANNEAU)
        self.nom.setText(nom)
        self.fiche = _lien("Voir la fiche", f"Voir la fiche de {nom}", self)
        self.fiche.clicked.connect(lambda: self.fiche_demandee.emit(outil))
        self.retirer = _lien("Retirer", f"Retirer {nom} de la présélection", self)
        self.retirer.clicked.connect(lambda: self.retrait_demande.emit(outil))
        liens = QHBoxLayout()
        liens.setSpacing(theme().px(jetons.PAS[1]))
        liens.addWidget(self.fiche)
        liens.addWidget(self.retirer)
        liens.addStretch(1)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        colonne.addWidget(self.nom)
        colonne.addLayout(liens)


class Bande(QFrame):
    """Titre d'une rangée ; dit si les outils y diffèrent."""

    def __init__(self, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bande")
        px = theme().px
        self.titre = LigneSouple(self, "fort")
        self.titre.setText(titre)
        self.marque = etiquette(self, "alerte")
        self.marque.setText(DIFFERENT)
        disposition = QHBoxLayout(self)
        disposition.setContentsMargins(
            px(jetons.PAS[1]), px(jetons.PAS[0]), px(jetons.PAS[1]), px(jetons.PAS[0])
        )
        disposition.setSpacing(px(jetons.PAS[2]))
        disposition.addWidget(self.titre)
        disposition.addWidget(self.marque)
        disposition.addStretch()


class Tableau(QWidget):
    """Les colonnes d'une présélection donnée, pour des besoins donnés."""

    lien_demande = Signal(str)

    def __init__(self, session: Session, outils: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outils = outils
        px = theme().px
        self.rangees: list[tuple[RangeeCote, Bande, list[Cellule]]] = []
        self._grille = QGridLayout(self)
        regler_colonnes(self._grille, len(outils))
        self._grille.setVerticalSpacing(px(jetons.PAS[1]))
        for rang, rangee in enumerate(rangees_cote(session)):
            bande = Bande(rangee.titre, self)
            self._grille.addWidget(bande, 2 * rang, 0, 1, len(outils))
            cellules = [rangee.creer(outil) for outil in outils]
            for colonne, cellule in enumerate(cellules):
                self._grille.addWidget(cellule, 2 * rang + 1, colonne)
                if isinstance(cellule, CelluleContacts):
                    cellule.lien_demande.connect(self.lien_demande)
            self.rangees.append((rangee, bande, cellules))
        self._grille.setRowStretch(2 * len(self.rangees), 1)
        self.montrer(session.comparaison)

    def montrer(self, comparaison: Comparaison) -> None:
        """Remet chaque case à jour et marque les rangées où les outils diffèrent."""
        resultats = [comparaison.par_outil[outil] for outil in self._outils]
        for rangee, bande, cellules in self.rangees:
            for cellule, resultat in zip(cellules, resultats, strict=True):
                cellule.montrer(resultat)
            cle = rangee.cle
            bande.marque.setVisible(cle is not None and len({cle(resultat) for resultat in resultats}) > 1)


class VueCoteACote(QWidget):
    """Reconstruit ses colonnes quand outils ou besoins changent, les met à jour sinon ; cachée, ne fait rien."""

    page_demandee = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._structure: object = None
        self.tableau: Tableau | None = None
        self.tetes: list[TeteColonne] = []
        self.message = Bandeau(self)
        self.liste = ListeChoix(session, avec_ecartes=True)
        self.besoins = QPushButton("Dire vos besoins", self)
        self.besoins.clicked.connect(lambda: self.page_demandee.emit("ferme"))
        self.sans_besoin = texte_brut(SANS_BESOIN)
        self._pile = QStackedWidget(self)
        self._vide = self._creer_vide()
        self._entetes, self._corps = QScrollArea(self), QScrollArea(self)
        self._colonnes = self._creer_colonnes()
        self._pile.addWidget(self._vide)
        self._pile.addWidget(self._colonnes)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(theme().px(jetons.PAS[1]))
        disposition.addWidget(self.message)
        disposition.addWidget(self._pile, 1)
        session.dossier_change.connect(self._suivre)
        session.selection_changee.connect(self._choisir)

    def _creer_vide(self) -> QScrollArea:
        defilement = QScrollArea(self)
        contenu = QWidget(defilement)
        contenu.setMaximumWidth(theme().px(jetons.LARGEUR_CLASSEMENT))
        colonne = QVBoxLayout(contenu)
        colonne.setContentsMargins(0, 0, theme().px(jetons.PAS[1]), 0)
        colonne.setSpacing(theme().px(jetons.PAS[2]))
        colonne.addWidget(texte_brut(VIDE))
        colonne.addWidget(self.liste)
        colonne.addStretch(1)
        defilement.setWidget(contenu)
        defilement.setWidgetResizable(True)
        defilement.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return defilement

    def _creer_colonnes(self) -> QWidget:
        jamais = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._entetes.setVerticalScrollBarPolicy(jamais)
        self._entetes.setHorizontalScrollBarPolicy(jamais)
        self._entetes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._corps.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._corps.setWidgetResizable(True)
        self._corps.setProperty("role", "lecture")
        self._corps.setAccessibleName("Outils côte à côte")
        haut, bas = self._entetes.horizontalScrollBar(), self._corps.horizontalScrollBar()
        haut.valueChanged.connect(bas.setValue)
        bas.valueChanged.connect(haut.setValue)
        manque = QHBoxLayout()
        manque.setSpacing(theme().px(jetons.PAS[1]))
        manque.addWidget(self.sans_besoin, 1)
        manque.addWidget(self.besoins)
        colonnes = QWidget(self)
        disposition = QVBoxLayout(colonnes)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(theme().px(jetons.PAS[0]))
        disposition.addLayout(manque)
        disposition.addWidget(self._entetes)
        disposition.addWidget(self._corps, 1)
        return colonnes

    def _suivre(self) -> None:
        if self.isVisible():
            self.montrer()

    def _choisir(self, outil: str) -> None:
        self.liste.choisir(outil)

    def showEvent(self, evenement: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la vue était cachée."""
        super().showEvent(evenement)
        self.montrer()

    def montrer(self) -> None:
        """Remet tout à la session."""
        session = self._session
        outils = preselection(session)
        if len(outils) < MINIMUM:
            self._pile.setCurrentWidget(self._vide)
            self.liste.montrer()
            return
        self._pile.setCurrentWidget(self._colonnes)
        besoins = tuple(session.comparaison.situation.exigences.items())
        structure = (outils, besoins, session.situation.horizon)
        for widget in (self.sans_besoin, self.besoins):
            widget.setVisible(not besoins)
        if structure != self._structure:
            self._structure = structure
            self._construire(outils)
        elif self.tableau is not None:
            self.tableau.montrer(session.comparaison)

    def _construire(self, outils: tuple[str, ...]) -> None:
        tetes = QWidget()
        grille = QGridLayout(tetes)
        regler_colonnes(grille, len(outils))
        self.tetes = []
        for colonne, outil in enumerate(outils):
            tete = TeteColonne(outil, self._session.catalogue.par_outil[outil].nom, tetes)
            tete.fiche_demandee.connect(self._ouvrir_fiche)
            tete.retrait_demande.connect(self._retirer)
            grille.addWidget(tete, 0, colonne, Qt.AlignmentFlag.AlignTop)
            self.tetes.append(tete)
        self.tableau = Tableau(self._session, outils)
        self.tableau.setProperty("role", "papier")
        self.tableau.lien_demande.connect(self._ouvrir_adresse)
        # Le bouton « Retirer » qui a mené ici vit encore le temps de son clic.
        for zone, contenu in ((self._entetes, tetes), (self._corps, self.tableau)):
            if ancien := zone.takeWidget():
                ancien.hide()
                ancien.deleteLater()
            zone.setWidget(contenu)
        self.tableau.installEventFilter(self)
        self._ordonner_la_tabulation()
        self._ajuster_tetes()

    def _ordonner_la_tabulation(self) -> None:
        """Les têtes, puis ce qui défile dessous : les colonnes neuves suivent toute la page sinon."""
        precedent: QWidget = self.besoins
        boutons = (bouton for tete in self.tetes for bouton in (tete.fiche, tete.retirer))
        for suivant in (*boutons, self._corps):
            QWidget.setTabOrder(precedent, suivant)
            precedent = suivant

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Les têtes gardent la largeur des colonnes."""
        if watched is self.tableau and event.type() == QEvent.Type.Resize:
            self._ajuster_tetes()
        return super().eventFilter(watched, event)

    def _ajuster_tetes(self) -> None:
        tetes = self._entetes.widget()
        if self.tableau is None or tetes is None:
            return
        largeur = self.tableau.width()
        hauteur = tetes.heightForWidth(largeur)
        tetes.resize(largeur, hauteur)
        self._entetes.setFixedHeight(hauteur)

    def _ouvrir_fiche(self, outil: str) -> None:
        self._session.selectionner(outil=outil)
        self.page_demandee.emit("fiches")

    def _retirer(self, outil: str) -> None:
        basculer(self._session, outil)

    def _ouvrir_adresse(self, adresse: str) -> None:
        if ouvrir_lien(adresse):
            self.message.hide()
            return
        self.message.montrer(
            f"Cette adresse ne s'ouvre pas ici. Copiez-la pour l'utiliser ailleurs{ESPACE_INSECABLE}: {adresse}",
            "alerte",
        )


def regler_colonnes(grille: QGridLayout, nombre: int) -> None:
    """Colonnes de même largeur, jamais trop étroites pour s'y lire."""
    px = theme().px
    grille.setContentsMargins(px(jetons.PAS[1]), px(jetons.PAS[0]), px(jetons.PAS[1]), px(jetons.PAS[0]))
    grille.setHorizontalSpacing(px(jetons.MARGE_PAGE))
    for colonne in range(nombre):
        grille.setColumnStretch(colonne, 1)
        grille.setColumnMinimumWidth(colonne, px(jetons.LARGEUR_COTE_A_COTE))


def _lien(texte: str, nom: str, parent: QWidget) -> QPushButton:
    bouton = QPushButton(texte, parent)
    bouton.setProperty("role", "adresse")
    bouton.setAccessibleName(nom)
    return bouton
