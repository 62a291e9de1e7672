"""La fenêtre de l'aide : étroite et non modale, elle se lit à côté de ce qu'elle explique."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.aide.lecteur import LecteurAide
from gui.aide.raccourcis import MARQUE, tableau
from gui.aide.recherche import LETTRES_MIN, page_de_resultats
from gui.aide.sujets import lire, sommaire
from gui.composants.bandeau import Bandeau
from gui.composants.effacer_texte import poser_croix
from gui.composants.infobulle import expliquer
from gui.liens import lien_permis, ouvrir_lien
from gui.theme import jetons
from gui.theme.icones import icone
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE

SOMMAIRE = ""
"""Le « sujet » qui les montre tous."""
_ATTENTE_MS = 120
"""Laisse finir un mot avant de chercher."""


@dataclass(slots=True)
class Etape:
    """Une page lue : un sujet et son ancre, ou une recherche ; et jusqu'où l'on avait défilé."""

    sujet: str = SOMMAIRE
    repere: str = ""
    recherche: str = ""
    defilement: int = 0


class FenetreAide(QDialog):
    """Précédent et suivant, sommaire, recherche, puis le texte."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._etapes: list[Etape] = []
        self._rang = -1
        self._corps: QWidget | None = None
        self._mesures: tuple[str, float] | None = None
        self.setWindowTitle("Aide")
        self._disposition = QVBoxLayout(self)
        self._disposition.setContentsMargins(0, 0, 0, 0)
        self._patience = QTimer(self, singleShot=True, interval=_ATTENTE_MS)
        self._patience.timeout.connect(self._chercher)
        self._batir()
        for touches, faire in (
            ("Alt+Left", lambda: self._reculer(-1)),
            ("Alt+Right", lambda: self._reculer(1)),
            ("Alt+Home", lambda: self.montrer(SOMMAIRE)),
            ("F1", lambda: self.montrer(SOMMAIRE)),
            (QKeySequence(QKeySequence.StandardKey.Find), self._aller_a_la_recherche),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(touches))
            action.triggered.connect(faire)
            self.addAction(action)
        self._placer()

    @property
    def sujet(self) -> str:
        """Sujet affiché ; `SOMMAIRE` pour le sommaire ou une recherche."""
        return self._etapes[self._rang].sujet if self._etapes else SOMMAIRE

    def montrer(self, sujet: str, repere: str = "") -> None:
        """Ouvre un sujet ; `KeyError` s'il n'existe pas."""
        if sujet != SOMMAIRE:
            lire(sujet)
        self._patience.stop()
        self._avancer(Etape(sujet, repere))
        self._rendre_la_recherche()

    def _batir(self) -> None:
        """Tout l'intérieur, aux mesures du thème courant."""
        px = theme().px
        self._mesures = (theme().nom, theme().echelle)
        self.precedent = self._bouton("precedent", "Page lue avant", "Alt+Left", lambda: self._reculer(-1))
        self.suivant = self._bouton("suivant", "Page lue après", "Alt+Right", lambda: self._reculer(1))
        self.bouton_sommaire = QPushButton("Sommaire")
        self.bouton_sommaire.setAutoDefault(False)
        self.bouton_sommaire.setToolTip(f"Tous les sujets ({_touches('Alt+Home')})")
        self.bouton_sommaire.clicked.connect(lambda: self.montrer(SOMMAIRE))
        self.recherche = QLineEdit()
        self.recherche.setPlaceholderText("Rechercher dans l'aide…")
        self.recherche.setAccessibleName("Rechercher dans l'aide")
        self.recherche.setToolTip(f"Rechercher dans l'aide ({_touches('Ctrl+F')}), effacer (Échap)")
        self.croix = poser_croix(self.recherche)
        self.recherche.setMinimumWidth(px(jetons.LARGEUR_NOM))
        self.recherche.textEdited.connect(lambda _texte: self._patience.start())
        self.recherche.textChanged.connect(self._oublier_la_recherche)
        self.message = Bandeau()
        self.lecteur = LecteurAide()
        self.lecteur.sujet_demande.connect(self.montrer)
        self.lecteur.adresse_demandee.connect(self._ouvrir_adresse)
        barre = QHBoxLayout()
        barre.setSpacing(px(jetons.PAS[0]))
        for widget in (self.precedent, self.suivant, self.bouton_sommaire):
            barre.addWidget(widget)
        barre.addWidget(self.recherche, 1)
        corps = QWidget(self)
        colonne = QVBoxLayout(corps)
        marge = px(jetons.PAS[2])
        colonne.setContentsMargins(marge, px(jetons.PAS[1]), marge, marge)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addLayout(barre)
        colonne.addWidget(self.message)
        colonne.addWidget(self.lecteur, 1)
        ancien, self._corps = self._corps, corps
        if ancien is not None:
            self._disposition.removeWidget(ancien)
            ancien.hide()
            ancien.deleteLater()
        self._disposition.addWidget(corps)

    def _bouton(self, dessin: str, nom: str, touches: str, faire: object) -> QToolButton:
        bouton = QToolButton()
        bouton.setIcon(icone(dessin))
        bouton.setIconSize(QSize(theme().px(16), theme().px(16)))
        bouton.setAccessibleName(nom)
        expliquer(bouton, f"{nom} ({_touches(touches)})")
        bouton.clicked.connect(faire)
        return bouton

    def _placer(self) -> None:
        """Contre le bord droit de la fenêtre qu'elle explique, sans sortir de l'écran."""
        px = theme().px
        ecran = self.screen().availableGeometry()
        voulue = QSize(px(jetons.LARGEUR_AIDE), px(jetons.HAUTEUR_AIDE))
        taille = voulue.boundedTo(ecran.size() * 0.9)
        self.resize(taille)
        dessous = self.parentWidget()
        if dessous is None:
            return
        cadre = dessous.window().frameGeometry()
        coin = QPoint(cadre.right() - taille.width() - px(jetons.PAS[3]), cadre.top() + px(jetons.PAS[4]) * 2)
        coin.setX(max(ecran.left(), min(coin.x(), ecran.right() - taille.width())))
        coin.setY(max(ecran.top(), min(coin.y(), ecran.bottom() - taille.height())))
        self.move(coin)

    def _avancer(self, etape: Etape) -> None:
        """Ajoute une étape après celle que l'on lit ; celles qui suivaient sont oubliées."""
        if self._etapes:
            self._noter_la_place()
        del self._etapes[self._rang + 1 :]
        self._etapes.append(etape)
        self._rang += 1
        self._afficher()

    def _reculer(self, sens: int) -> None:
        rang = self._rang + sens
        if 0 <= rang < len(self._etapes):
            self._noter_la_place()
            self._rang = rang
            self._rendre_la_recherche()
            self._afficher()

    def _noter_la_place(self) -> None:
        self._etapes[self._rang].defilement = self.lecteur.verticalScrollBar().value()

    def _afficher(self) -> None:
        etape = self._etapes[self._rang]
        self.message.hide()
        titre = "Sommaire"
        try:
            if etape.recherche:
                titre, texte = "Recherche", page_de_resultats(etape.recherche)
            elif etape.sujet == SOMMAIRE:
                texte = sommaire()
            else:
                sujet = lire(etape.sujet)
                titre, texte = sujet.titre, sujet.texte
        except OSError:
            texte = (
                "# Aide indisponible\n\nLes textes de l'aide n'ont pas été trouvés à côté de l'application."
            )
        if MARQUE in texte:
            texte = texte.replace(MARQUE, tableau(self._fenetre()))
        self.setWindowTitle(f"Aide – {titre}")
        self.lecteur.montrer(texte, etape.repere, etape.defilement)
        self.precedent.setEnabled(self._rang > 0)
        self.suivant.setEnabled(self._rang < len(self._etapes) - 1)

    def _fenetre(self) -> QWidget | None:
        """La fenêtre de l'application, d'où viennent les raccourcis."""
        widget: QWidget | None = self
        while widget is not None and widget.parentWidget() is not None:
            widget = widget.parentWidget()
        return widget

    def _chercher(self) -> None:
        texte = self.recherche.text().strip()
        if len(texte) < LETTRES_MIN:
            return
        # Une recherche que l'on allonge n'est qu'une étape : « Précédent » ramène à ce qu'on lisait.
        if self._etapes and self._etapes[self._rang].recherche:
            self._etapes[self._rang].recherche = texte
            self._etapes[self._rang].defilement = 0
            self._afficher()
        else:
            self._avancer(Etape(recherche=texte))

    def _oublier_la_recherche(self, texte: str) -> None:
        """Effacer la recherche ramène à ce que l'on lisait avant elle."""
        if not texte and self._etapes and self._etapes[self._rang].recherche:
            self._patience.stop()
            self._reculer(-1)

    def _rendre_la_recherche(self) -> None:
        """Le champ dit ce que montre la page, sans relancer de recherche."""
        bloque = self.recherche.blockSignals(True)
        self.recherche.setText(self._etapes[self._rang].recherche)
        self.recherche.blockSignals(bloque)
        self.croix.actualiser()

    def _aller_a_la_recherche(self) -> None:
        self.recherche.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.recherche.selectAll()

    def _ouvrir_adresse(self, adresse: str) -> None:
        """Ouvre une adresse, ou dit pourquoi elle ne s'ouvre pas."""
        if ouvrir_lien(adresse):
            self.message.hide()
            return
        raison = "Cet ordinateur n'a pas su ouvrir cette adresse"
        if not lien_permis(adresse):
            raison = "L'application n'ouvre pas ce genre d'adresse, par prudence"
        self.message.montrer(f"{raison}{ESPACE_INSECABLE}: {adresse}", "alerte")

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap efface la recherche, puis ferme ; ↓ et Entrée descendent de la recherche au texte."""
        touche = evenement.key()
        if self.recherche.hasFocus():
            if touche == Qt.Key.Key_Escape and self.recherche.text():
                self.recherche.clear()
                return
            if touche in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._patience.stop()
                self._chercher()
                self.lecteur.setFocus(Qt.FocusReason.OtherFocusReason)
                if self._etapes[self._rang].recherche:
                    self.lecteur.choisir_premier_lien()
                return
        super().keyPressEvent(evenement)

    def changeEvent(self, evenement: QEvent) -> None:
        """Se refait quand le thème ou la taille du texte changent."""
        super().changeEvent(evenement)
        genres = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if evenement.type() in genres and self._etapes:
            QTimer.singleShot(0, self, self._rebatir)

    def _rebatir(self) -> None:
        if self._mesures != (theme().nom, theme().echelle):
            self._noter_la_place()
            self._batir()
            self._rendre_la_recherche()
            self._afficher()


def _touches(touches: str) -> str:
    """« Alt+Gauche » : le raccourci dans la langue de l'application."""
    return QKeySequence(touches).toString(QKeySequence.SequenceFormat.NativeText)
