"""Modèle des lignes de coût d'un outil : celles de la ferme et leur somme, puis les autres payeurs."""

from enum import Enum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from modele.catalogue.objets import Payeur
from modele.mots_du_cout import CHARGES, fourchette
from modele.nombres import euros
from modele.tarification.resultat import CoutAnnuel, Ligne

Index = QModelIndex | QPersistentModelIndex
RANGEE = int(Qt.ItemDataRole.UserRole)
_RACINE = QModelIndex()


class Genre(Enum):
    """Aspect d'une rangée."""

    LIGNE = "ligne"
    SOMME = "somme"
    TITRE = "titre"


class Rangee(NamedTuple):
    """Une rangée prête à peindre ; `rang` est celui de la ligne de coût, -1 pour une somme ou un titre."""

    genre: Genre
    libelle: str
    detail: str = ""
    montant: str = ""
    rang: int = -1

    @property
    def en_clair(self) -> str:
        """Ce qu'en lit un lecteur d'écran."""
        return ", ".join(filter(None, (self.libelle, self.detail, self.montant)))


def rangees_de(annee: CoutAnnuel) -> tuple[Rangee, ...]:
    """Rangées d'une année : les frais des autres payeurs viennent à part et n'entrent dans aucune somme."""
    numerotees = tuple(enumerate(annee.lignes))
    rangees = [_rangee(rang, ligne) for rang, ligne in numerotees if ligne.payeur is Payeur.FERME]
    rangees.append(
        Rangee(Genre.SOMME, "Total pour votre ferme", fourchette(annee.bas, annee.haut), euros(annee.ferme))
    )
    for payeur, (titre, total) in CHARGES.items():
        if payeur in annee.autres:
            rangees.append(Rangee(Genre.TITRE, titre, "Jamais ajouté au coût de votre ferme."))
            rangees += [_rangee(rang, ligne) for rang, ligne in numerotees if ligne.payeur is payeur]
            rangees.append(Rangee(Genre.SOMME, total, "", euros(annee.autres[payeur])))
    return tuple(rangees)


def _rangee(rang: int, ligne: Ligne) -> Rangee:
    detail = "\n".join(filter(None, (ligne.detail, fourchette(ligne.bas, ligne.haut))))
    return Rangee(Genre.LIGNE, ligne.libelle, detail, euros(ligne.montant), rang)


class ModeleLignes(QAbstractListModel):
    """Les rangées d'une année de coût."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rangees: tuple[Rangee, ...] = ()

    @property
    def rangees(self) -> tuple[Rangee, ...]:
        """Rangées affichées, de haut en bas."""
        return self._rangees

    def montrer(self, annee: CoutAnnuel) -> bool:
        """Met à jour ce qui a changé, sans réinitialiser ; vrai si quelque chose a changé."""
        nouvelles = rangees_de(annee)
        anciennes = self._rangees
        if nouvelles == anciennes:
            return False
        n, avant = len(nouvelles), len(anciennes)
        if n > avant:
            self.beginInsertRows(_RACINE, avant, n - 1)
            self._rangees = anciennes + nouvelles[avant:]
            self.endInsertRows()
        elif n < avant:
            self.beginRemoveRows(_RACINE, n, avant - 1)
            self._rangees = anciennes[:n]
            self.endRemoveRows()
        affichees, self._rangees = self._rangees, nouvelles
        for rang in range(n):
            if nouvelles[rang] != affichees[rang]:
                self.dataChanged.emit(self.index(rang), self.index(rang))
        return True

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre de rangées."""
        return 0 if parent.isValid() else len(self._rangees)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Libellé, texte lu à voix haute, ou la `Rangee` entière pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._rangees):
            return None
        rangee = self._rangees[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return rangee.libelle
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return rangee.en_clair
        return rangee if role == RANGEE else None
