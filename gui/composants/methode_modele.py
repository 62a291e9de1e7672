"""Sommaire de « Méthode » : les sept étapes du guide et où elles en sont, puis les questions à poser."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from modele.catalogue.objets import Etape
from modele.methode import Etat, EtatEtape
from modele.nombres import ESPACE_INSECABLE

Index = QModelIndex | QPersistentModelIndex
RANGEE = int(Qt.ItemDataRole.UserRole)
QUESTIONS = 0
"""Numéro de la rangée des questions, après les étapes 1 à 7."""
TITRE_QUESTIONS = "Questions à poser à l'éditeur"
MOTS: Mapping[Etat, str] = MappingProxyType(
    {Etat.A_FAIRE: "à faire", Etat.COMMENCEE: "commencée", Etat.FAITE: "faite"}
)
_RACINE = QModelIndex()


class RangeeEtape(NamedTuple):
    """Une rangée du sommaire ; celle des questions n'a pas d'état."""

    numero: int
    titre: str
    etat: Etat | None = None
    constat: str = ""


class ModeleEtapes(QAbstractListModel):
    """Rangées fixes, dont l'état suit le dossier."""

    def __init__(self, etapes: Sequence[Etape], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rangees = [RangeeEtape(etape.numero, etape.titre, Etat.A_FAIRE) for etape in etapes]
        self._rangees.append(RangeeEtape(QUESTIONS, TITRE_QUESTIONS))

    def montrer(self, etats: Sequence[EtatEtape], questions: str) -> None:
        """Prend l'avancement des étapes et le bilan des questions en quelques mots."""
        par_numero = {etat.numero: etat for etat in etats}
        for rang, rangee in enumerate(self._rangees):
            if etat := par_numero.get(rangee.numero):
                nouvelle = rangee._replace(etat=etat.etat, constat=etat.constat)
            else:
                nouvelle = rangee._replace(constat=questions)
            if nouvelle != rangee:
                self._rangees[rang] = nouvelle
                self.dataChanged.emit(self.index(rang), self.index(rang))

    def rang(self, numero: int) -> int:
        """Rangée d'une étape ou des questions ; lève `ValueError` si elle n'existe pas."""
        return [rangee.numero for rangee in self._rangees].index(numero)

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre de rangées."""
        return 0 if parent.isValid() else len(self._rangees)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titre, phrase lue à voix haute, ou la `RangeeEtape` entière pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._rangees):
            return None
        rangee = self._rangees[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return rangee.titre
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _phrase(rangee)
        return rangee if role == RANGEE else None


def _phrase(rangee: RangeeEtape) -> str:
    titre = rangee.titre
    if rangee.etat is not None:
        titre = f"Étape {rangee.numero}{ESPACE_INSECABLE}: {titre}, {MOTS[rangee.etat]}"
    return f"{titre}, {rangee.constat}" if rangee.constat else titre


def progres(etats: Sequence[EtatEtape]) -> str:
    """« 3 étapes faites sur 7 »."""
    faites = sum(etat.etat is Etat.FAITE for etat in etats)
    marque = "s" if faites > 1 else ""
    return f"{faites} étape{marque} faite{marque} sur {len(etats)}"
