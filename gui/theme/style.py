"""Le thème courant : palette, police et feuille de style tirées des jetons."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from gui.theme import jetons

ICONES = Path(__file__).resolve().parents[2] / "ressources" / "icones"

NomTheme = Literal["clair", "sombre"]


@dataclass(frozen=True)
class Theme:
    """Couleurs, échelle et police de base ; `echelle` vaut 1,0 pour un texte à 100 %."""

    nom: NomTheme
    echelle: float
    couleurs: jetons.Couleurs
    police_systeme: QFont

    def px(self, longueur: float) -> int:
        """Longueur à l'échelle du texte, en pixels logiques."""
        return max(1, round(longueur * self.echelle)) if longueur else 0

    def couleur(self, jeton: str) -> QColor:
        """Couleur d'un jeton par son nom."""
        return QColor(getattr(self.couleurs, jeton))

    def police(self, facteur: float = jetons.TEXTE, gras: bool = False) -> QFont:
        """Police du système à l'échelle, agrandie de `facteur`."""
        police = QFont(self.police_systeme)
        police.setPointSizeF(self.police_systeme.pointSizeF() * self.echelle * facteur)
        police.setWeight(QFont.Weight.DemiBold if gras else QFont.Weight.Normal)
        police.setFeature(QFont.Tag("tnum"), 1)
        return police

    def series(self) -> tuple[str, ...]:
        """Couleurs des graphiques."""
        return jetons.SERIES_CLAIR if self.nom == "clair" else jetons.SERIES_SOMBRE


_courant: Theme | None = None
_police_systeme: QFont | None = None
_theme_systeme: NomTheme | None = None


def theme() -> Theme:
    """Thème courant ; `appliquer` doit avoir été appelé."""
    if _courant is None:
        raise RuntimeError("aucun thème appliqué")
    return _courant


def theme_du_systeme(application: QApplication) -> NomTheme:
    """Clair ou sombre selon le système, à la clarté de sa palette d'avant la nôtre."""
    if _theme_systeme is not None:
        return _theme_systeme
    palette = application.palette()
    fond, texte = (palette.color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText))
    return "sombre" if fond.lightness() < texte.lightness() else "clair"


def appliquer(application: QApplication, nom: NomTheme, echelle: float = 1.0) -> Theme:
    """Pose la palette, la police et la feuille de style sur toute l'application."""
    global _courant, _police_systeme, _theme_systeme
    if _police_systeme is None:
        _theme_systeme = theme_du_systeme(application)
        _police_systeme = QFont(application.font())
    couleurs = jetons.CLAIR if nom == "clair" else jetons.SOMBRE
    _courant = Theme(nom, echelle, couleurs, QFont(_police_systeme))
    if application.style().objectName() != "fusion":
        application.setStyle("fusion")
    application.setPalette(_palette(couleurs))
    application.setFont(_courant.police())
    application.setStyleSheet(_feuille(_courant))
    return _courant


def _palette(couleurs: jetons.Couleurs) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    affectations = {
        role.Window: couleurs.fond,
        role.WindowText: couleurs.texte,
        role.Base: couleurs.papier,
        role.AlternateBase: couleurs.creux,
        role.Text: couleurs.texte,
        role.PlaceholderText: couleurs.texte_faible,
        role.Button: couleurs.papier,
        role.ButtonText: couleurs.texte,
        role.BrightText: couleurs.erreur,
        role.Highlight: couleurs.accent,
        role.HighlightedText: couleurs.sur_accent,
        role.Accent: couleurs.accent,
        role.Link: couleurs.accent,
        role.LinkVisited: couleurs.accent,
        role.ToolTipBase: couleurs.papier,
        role.ToolTipText: couleurs.texte,
        role.Light: couleurs.papier,
        role.Midlight: couleurs.creux,
        role.Mid: couleurs.trait,
        role.Dark: couleurs.trait_fort,
        role.Shadow: couleurs.trait_fort,
    }
    for qui, couleur in affectations.items():
        palette.setColor(qui, QColor(couleur))
    for qui in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qui, QColor(couleurs.trait_fort))
    return palette


def _feuille(t: Theme) -> str:
    c, px = t.couleurs, t.px
    legende = t.police(jetons.LEGENDE).pointSizeF()
    section = t.police(jetons.SECTION).pointSizeF()
    titre = t.police(jetons.TITRE).pointSizeF()
    return f"""
QToolTip {{ background: {c.papier}; color: {c.texte}; border: 1px solid {c.trait_fort}; padding: {px(4)}px; }}
QLabel[role="titre"] {{ font-size: {titre}pt; font-weight: 600; }}
QLabel[role="section"] {{ font-size: {section}pt; font-weight: 600; }}
QLabel[role="fort"] {{ font-weight: 600; }}
QLabel[role="legende"] {{ font-size: {legende}pt; color: {c.texte_faible}; }}
QLabel[role="erreur"] {{ font-size: {legende}pt; color: {c.erreur}; }}
QLabel[role="alerte"] {{ font-size: {legende}pt; color: {c.alerte}; }}
QFrame[role="carte"] {{ background: {c.papier}; border: 1px solid {c.trait}; border-radius: {px(jetons.RAYON)}px; }}
QFrame[role="filet"] {{ background: {c.trait}; max-height: 1px; min-height: 1px; border: none; }}
QFrame[role="filet-fort"] {{ background: {c.trait_fort}; max-height: 1px; min-height: 1px; border: none; }}
QLabel[role="fort"] {{ font-weight: 600; }}
QLabel[role="unite"] {{ color: {c.texte_faible}; }}
QLabel[role="chiffre"] {{ font-size: {section}pt; font-weight: 600; }}
QFrame[role="bande"] {{ background: {c.creux}; border: none; }}
QWidget[role="papier"] {{ background: {c.papier}; }}
QPushButton {{ background: {c.papier}; border: 1px solid {c.trait_fort}; border-radius: {px(jetons.RAYON)}px;
  padding: {px(4)}px {px(12)}px; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {c.creux}; }}
QPushButton:pressed {{ background: {c.trait}; }}
QPushButton:focus {{ border: {jetons.ANNEAU}px solid {c.accent}; padding: {px(4) - 1}px {px(12) - 1}px; }}
QPushButton:disabled {{ color: {c.trait_fort}; border-color: {c.trait}; }}
QPushButton[role="principal"] {{ background: {c.accent}; color: {c.sur_accent}; border-color: {c.accent}; font-weight: 600; }}
QPushButton[role="principal"]:hover {{ border-color: {c.texte}; }}
QPushButton[role="principal"]:focus {{ border: {jetons.ANNEAU}px solid {c.texte}; }}
QPushButton[role="principal"]:disabled {{ background: {c.creux}; color: {c.texte_faible}; border-color: {c.trait}; }}
QPushButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: center right; right: {px(8)}px; }}
QPushButton[role="lien"], QToolButton[role="lien"] {{ background: transparent; border: none; color: {c.accent};
  text-decoration: underline; padding: {px(4)}px; text-align: left; }}
QPushButton[role="lien"]:focus, QToolButton[role="lien"]:focus {{ border: {jetons.ANNEAU}px solid {c.accent};
  border-radius: {px(jetons.RAYON)}px; padding: {px(4) - 2}px; }}
QPushButton[role="adresse"] {{ background: transparent; color: {c.accent}; text-decoration: underline;
  border: {jetons.ANNEAU}px solid transparent; padding: 0px; min-height: 0px; text-align: left; }}
QPushButton[role="adresse"]:focus {{ border-color: {c.accent}; }}
QPushButton[role="doute"] {{ background: {c.alerte_doux}; color: {c.alerte}; border: 1px solid transparent;
  padding: 0px {px(4)}px; min-height: 0px; font-size: {legende}pt; }}
QPushButton[role="doute"]:hover, QPushButton[role="doute"]:checked {{ border-color: {c.alerte}; }}
QPushButton[role="doute"]:focus {{ border: {jetons.ANNEAU}px solid {c.accent}; padding: 0px {px(4) - 1}px; }}
QToolButton {{ border: {jetons.ANNEAU}px solid transparent; border-radius: {px(jetons.RAYON)}px; padding: {px(4)}px; }}
QToolButton:hover {{ background: {c.creux}; }}
QToolButton:checked {{ background: {c.accent_doux}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QDateEdit {{ background: {c.papier}; border: 1px solid {c.trait_fort};
  border-radius: {px(jetons.RAYON)}px; padding: {px(3)}px {px(6)}px; min-height: {px(20)}px;
  selection-background-color: {c.accent}; selection-color: {c.sur_accent}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus, QDateEdit:focus {{
  border: {jetons.ANNEAU}px solid {c.accent}; padding: {px(3) - 1}px {px(6) - 1}px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QInputDialog QLineEdit {{ min-width: {px(360)}px; }}
QLineEdit[invalide="true"] {{ border: {jetons.ANNEAU}px solid {c.erreur}; background: {c.erreur_doux}; }}
QComboBox::drop-down {{ border: none; width: {px(20)}px; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; padding: {px(2)}px; border: {jetons.ANNEAU}px solid transparent;
  border-radius: {px(jetons.RAYON)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator {{ width: {px(14)}px; height: {px(14)}px; border: 1px solid {c.trait_fort}; border-radius: {px(3)}px;
  background: {c.papier}; }}
QCheckBox::indicator:hover {{ background: {c.creux}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
  image: url("{ICONES.as_posix()}/coche-{t.nom}.svg"); }}
QAbstractItemView {{ background: {c.papier}; border: 1px solid {c.trait}; selection-background-color: {c.accent_doux};
  selection-color: {c.texte}; outline: none; }}
QHeaderView::section {{ background: {c.fond}; border: none; border-bottom: 1px solid {c.trait};
  border-right: 1px solid {c.trait}; padding: {px(4)}px {px(8)}px; }}
QTableView {{ gridline-color: {c.trait}; }}
QTableView[role="dossiers"]::item {{ padding: 0 {px(8)}px; border-bottom: 1px solid {c.trait}; }}
QTableView[role="dossiers"]::item:selected {{ background: {c.accent_doux}; color: {c.texte}; }}
QTableView[role="dossiers"]:focus {{ border: {jetons.ANNEAU}px solid {c.accent}; }}
QTableView[role="grille"], QHeaderView[role="grille"] {{ border: none; }}
QToolButton[role="segment"] {{ border: 1px solid {c.trait_fort}; background: {c.papier}; border-radius: 0;
  padding: {px(3)}px {px(8)}px; margin-right: -1px; }}
QToolButton[role="segment"][dernier="true"] {{ margin-right: 0; }}
QToolButton[role="segment"]:hover {{ background: {c.creux}; }}
QToolButton[role="segment"]:checked {{ background: {c.accent_doux}; border-color: {c.accent}; color: {c.texte}; }}
QToolButton[role="segment"]:focus {{ border: {jetons.ANNEAU}px solid {c.accent}; padding: {px(3) - 1}px {px(8) - 1}px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea[role="lecture"] {{ border: {jetons.ANNEAU}px solid transparent; }}
QScrollArea[role="lecture"]:focus {{ border-color: {c.accent}; }}
QTextBrowser[role="lecture"] {{ background: {c.papier}; border: 1px solid {c.trait};
  border-radius: {px(jetons.RAYON)}px; padding: {jetons.ANNEAU - 1}px; }}
QTextBrowser[role="lecture"]:focus {{ border: {jetons.ANNEAU}px solid {c.accent}; padding: 0px; }}
QSplitter::handle {{ background: {c.trait}; }}
QWidget#panneau {{ background: {c.fond}; border-left: 1px solid {c.trait}; }}
QListView[role="liste"] {{ border: none; background: transparent; }}
QSplitter[role="volets"]::handle:horizontal {{ margin: 0 {px(8)}px; }}
QListView[role="sommaire"] {{ border: none; background: transparent; }}
QListView[role="sommaire"]::item {{ padding: {px(6)}px {px(8)}px; border-radius: {px(jetons.RAYON)}px; }}
QListView[role="sommaire"]::item:hover {{ background: {c.creux}; }}
QListView[role="sommaire"]::item:selected {{ background: {c.accent_doux}; color: {c.texte}; }}
QListView[role="sommaire"]:focus {{ border: {jetons.ANNEAU}px solid {c.accent}; }}
QProgressBar {{ border: 1px solid {c.trait_fort}; border-radius: {px(jetons.RAYON)}px; text-align: center;
  background: {c.papier}; }}
QProgressBar::chunk {{ background: {c.accent_doux}; }}
QProgressBar[role="fil"] {{ border: none; border-radius: 0; background: {c.trait}; }}
QProgressBar[role="fil"]::chunk {{ background: {c.accent}; }}
"""
