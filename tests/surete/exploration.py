"""Parcourt réellement l'application : chaque page, chaque vue, chaque élément de liste, chaque partie repliée."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from gui.composants.choix_segments import ChoixSegments
from gui.composants.groupe_repliable import TitreRepliable
from gui.fenetre import Fenetre
from gui.plan_des_pages import PAGES

OUVREURS = ("Changer les mots", "Voir tout le formulaire", "Voir toutes les questions")
SUIVANTS = ("Passer",)
LISTE_COURTE = 20
_TOURS = 6


def reposer() -> None:
    """Laisse la fenêtre faire ce qu'elle a remis au tour suivant."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def parcourir(fenetre: Fenetre, visiter: Callable[[str], object]) -> None:
    """Appelle `visiter` avec le nom de chaque page dans chacun de ses états."""
    for entree in PAGES:
        fenetre.montrer(entree.identifiant)
        reposer()
        for _ in _vues(fenetre.page):
            for _ in _listes(fenetre.page):
                _ouvrir_tout(fenetre.page)
                visiter(entree.identifiant)
                for _ in _questions(fenetre.page):
                    visiter(entree.identifiant)


def champs(racine: QWidget) -> list[QWidget]:
    """Champs où l'on peut écrire en ce moment."""
    trouves: list[QWidget] = [
        champ
        for genre in (QLineEdit, QPlainTextEdit, QTextEdit)
        # Le pilote remplace ces classes par les siennes ; Qt, lui, crée toujours les siennes.
        for champ in racine.findChildren(getattr(genre, "origine", genre))
        if champ.isVisible() and champ.isEnabled() and not champ.isReadOnly()
    ]
    return list(dict.fromkeys(trouves))


def _vues(page: QWidget) -> Iterator[None]:
    """Chaque segment de chaque choix, sauf les notes d'un essai, qui sont des réponses."""
    yield
    choix = [c for c in page.findChildren(ChoixSegments) if c.isVisible() and "–" not in c._boutons]
    for un_choix in choix:
        for cle in list(un_choix._boutons):
            bouton = un_choix.bouton(cle)
            if bouton.isVisible():
                bouton.click()
                reposer()
                yield


def _listes(page: QWidget) -> Iterator[None]:
    yield
    for liste in page.findChildren(QListView):
        modele = liste.model()
        if not liste.isVisible() or modele is None or modele.rowCount() > LISTE_COURTE:
            continue
        for rang in range(modele.rowCount()):
            if not liste.isVisible() or rang >= modele.rowCount():
                break
            liste.setCurrentIndex(modele.index(rang, 0))
            reposer()
            yield


def _ouvrir_tout(page: QWidget) -> None:
    for _ in range(_TOURS):
        fermes = [t for t in page.findChildren(TitreRepliable) if t.isVisible() and not t.isChecked()]
        fermes += [b for b in page.findChildren(QPushButton) if b.isVisible() and b.text() in OUVREURS]
        if not fermes:
            return
        for ferme in fermes:
            ferme.click()
        reposer()


def _questions(page: QWidget) -> Iterator[None]:
    for _ in range(LISTE_COURTE):
        suivants = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.text() in SUIVANTS]
        if not suivants:
            return
        suivants[0].click()
        reposer()
        yield


def textes_devines_riches(racine: QWidget, marque: str) -> list[str]:
    """Endroits où un texte qui contient `marque` serait interprété au lieu d'être montré."""
    fautes = []
    for widget in (racine, *racine.findChildren(QWidget)):
        nom = f"{type(widget).__name__} {widget.accessibleName()[:40]}"
        if any(marque in texte for texte in (widget.toolTip(), widget.whatsThis(), widget.statusTip())):
            fautes.append(f"infobulle de {nom}")
        montree = isinstance(widget, QLabel) and marque in widget.text()
        if montree and widget.textFormat() != Qt.TextFormat.PlainText:
            fautes.append(f"étiquette {nom}")
        if isinstance(widget, QTextEdit) and marque in widget.toHtml():
            fautes.append(f"texte enrichi {nom}")
        if isinstance(widget, QAbstractItemView):
            fautes += [f"infobulle d'une case de {nom}" for bulle in _bulles(widget) if marque in bulle]
    return fautes


def _bulles(vue: QAbstractItemView) -> Iterator[str]:
    modele = vue.model()
    if modele is None:
        return
    racine = vue.rootIndex()
    colonnes = 1 if isinstance(modele, QAbstractListModel) else min(modele.columnCount(racine), 12)
    for rang in range(min(modele.rowCount(racine), 40)):
        for colonne in range(colonnes):
            yield str(modele.index(rang, colonne).data(Qt.ItemDataRole.ToolTipRole) or "")
