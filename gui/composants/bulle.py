"""Une bulle près de ce qu'elle montre, et l'anneau autour : rien n'est masqué, rien n'est bloqué."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme


class Anneau(QWidget):
    """Cadre peint par-dessus toute la fenêtre ; souris et clavier passent au travers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fenetre = parent
        self._cadre = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def cadre(self) -> QRect:
        """Ce qui est entouré, dans la fenêtre."""
        return self._cadre

    def entourer(self, cadre: QRect) -> None:
        """Entoure ce cadre, à l'intérieur de la fenêtre."""
        self.setGeometry(self._fenetre.rect())
        air = 2 * jetons.ANNEAU
        self._cadre = cadre.adjusted(-air, -air, air, air).intersected(self.rect())
        self.update()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint l'anneau."""
        trait = 2 * jetons.ANNEAU
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(QPen(theme().couleur("accent"), trait))
        peintre.setBrush(Qt.BrushStyle.NoBrush)
        demi = trait // 2
        peintre.drawRoundedRect(self._cadre.adjusted(demi, demi, -demi, -demi), jetons.RAYON, jetons.RAYON)
        peintre.end()


class Bulle(QFrame):
    """Titre, quelques phrases, et de quoi avancer, revenir ou passer."""

    suivant_demande = Signal()
    precedent_demande = Signal()
    passer_demande = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fenetre = parent
        px = theme().px
        couleurs = theme().couleurs
        self.setObjectName("bulle")
        self.setStyleSheet(
            f"#bulle {{ background: {couleurs.papier}; border: {jetons.ANNEAU}px solid {couleurs.accent};"
            f" border-radius: {px(jetons.RAYON)}px; }}"
        )
        self.titre = texte_brut(role="section")
        self.texte = texte_brut()
        self.rang = texte_brut(role="legende")
        self.rang.setWordWrap(False)
        self.passer = QPushButton("Passer")
        self.passer.setProperty("role", "lien")
        self.passer.setToolTip("Fermer la visite (Échap)")
        self.precedent = QPushButton("Précédent")
        self.suivant = QPushButton("Suivant")
        self.suivant.setProperty("role", "principal")
        self.passer.clicked.connect(self.passer_demande)
        self.precedent.clicked.connect(self.precedent_demande)
        self.suivant.clicked.connect(self.suivant_demande)
        boutons = QHBoxLayout()
        boutons.setSpacing(px(jetons.PAS[1]))
        boutons.addWidget(self.rang)
        boutons.addStretch(1)
        for bouton in (self.passer, self.precedent, self.suivant):
            boutons.addWidget(bouton)
        marge = px(jetons.PAS[2])
        self._colonne = colonne = QVBoxLayout(self)
        colonne.setContentsMargins(marge, marge, marge, marge)
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addWidget(self.titre)
        colonne.addWidget(self.texte)
        colonne.addLayout(boutons)

    def dire(self, titre: str, texte: str, rang: int, total: int) -> None:
        """Change d'étape ; `rang` part de 1."""
        self.titre.setText(titre)
        self.texte.setText(texte)
        self.rang.setText(f"{rang} sur {total}")
        dernier = rang == total
        self.suivant.setText("Terminer" if dernier else "Suivant")
        self.precedent.setVisible(rang > 1)
        self.passer.setVisible(not dernier)
        self.setAccessibleName(f"Visite guidée, {rang} sur {total}")
        self.suivant.setAccessibleDescription(f"{titre}. {texte}")

    def placer(self, cible: QRect, prefere: str) -> None:
        """Se pose du côté `prefere` de la cible, à défaut où il y a la place, à défaut en bas dedans."""
        px, dedans = theme().px, self._fenetre.rect()
        marge = px(jetons.PAS[2])
        largeur = min(px(jetons.LARGEUR_BULLE), dedans.width() - 2 * marge)
        self.setFixedWidth(largeur)
        self.ensurePolished()
        bord = 2 * jetons.ANNEAU
        taille = QSize(largeur, self._colonne.totalHeightForWidth(largeur - bord) + bord)
        self.resize(taille)
        places = {
            "droite": dedans.right() - cible.right() - taille.width(),
            "gauche": cible.left() - taille.width(),
            "dessous": dedans.bottom() - cible.bottom() - taille.height(),
            "dessus": cible.top() - taille.height(),
        }
        cotes = (prefere, *places)
        cote = next((cote for cote in cotes if places[cote] >= 2 * marge), "dedans")
        haut, gauche = cible.top(), cible.left()
        coins = {
            "droite": QPoint(cible.right() + marge, haut),
            "gauche": QPoint(gauche - marge - taille.width(), haut),
            "dessous": QPoint(gauche, cible.bottom() + marge),
            "dessus": QPoint(gauche, haut - marge - taille.height()),
            "dedans": QPoint(
                cible.center().x() - taille.width() // 2, cible.bottom() - taille.height() - 2 * marge
            ),
        }
        coin = coins[cote]
        coin.setX(max(marge, min(coin.x(), dedans.right() - taille.width() - marge)))
        coin.setY(max(marge, min(coin.y(), dedans.bottom() - taille.height() - marge)))
        self.move(coin)
