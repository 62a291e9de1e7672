"""Ce qu'une liste de critères rangés par groupe laisse voir : recherche et groupes repliés."""

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QObject, QSortFilterProxyModel

from gui.tableaux.colonnes import Index
from gui.tableaux.rangees import Rangee


def sans_accents(texte: str) -> str:
    """Minuscules sans accents, « œ » écrit « oe », apostrophe droite : la forme que l'on cherche."""
    plat = texte.casefold().replace("œ", "oe").replace("æ", "ae").replace("\u2019", "'")
    decompose = unicodedata.normalize("NFKD", plat)
    return "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))


def compte(total: int, retenus: int) -> str:
    """« 10 critères », ou « 3 critères sur 10 » quand le filtre en cache."""
    if retenus < total:
        return f"{retenus} critère{'s' if retenus > 1 else ''} sur {total}"
    return f"{total} critère{'s' if total > 1 else ''}"


class FiltreGroupes(QSortFilterProxyModel):
    """Lignes visibles. Une recherche déplie tout le temps qu'elle dure, puis rend les plis d'avant."""

    def __init__(
        self, source: QAbstractItemModel, rangees: tuple[Rangee, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rangees = rangees
        self._texte = ""
        self._mots: tuple[str, ...] = ()
        self._replies: set[str] = set()
        self._replies_avant_recherche: set[str] = set()
        self._cherches = {
            rangee.critere.identifiant: sans_accents(f"{rangee.critere.nom} {rangee.critere.definition}")
            for rangee in rangees
            if rangee.critere is not None
        }
        self._retenus: frozenset[str] = frozenset(self._cherches)
        self._comptes: dict[str, tuple[int, int]] = {}
        self._compter()
        self.setSourceModel(source)

    @property
    def texte(self) -> str:
        """Recherche en cours, telle qu'écrite."""
        return self._texte

    @property
    def replies(self) -> frozenset[str]:
        """Groupes repliés."""
        return frozenset(self._replies)

    @property
    def vide(self) -> bool:
        """Vrai si aucun critère ne répond au filtre, plis mis à part."""
        return not self._retenus

    def chercher(self, texte: str) -> None:
        """Ne garde que les critères dont le nom ou la définition contient tous les mots de `texte`."""
        mots = tuple(sans_accents(texte).split())
        self._texte = texte.strip()
        if mots == self._mots:
            return
        if mots and not self._mots:
            self._replies_avant_recherche, self._replies = self._replies, set()
        elif not mots:
            self._replies = self._replies_avant_recherche
        self._mots = mots
        self._recalculer()

    def replier(self, groupe: str, oui: bool) -> None:
        """Replie ou déplie un groupe."""
        if oui != (groupe in self._replies):
            self._replies ^= {groupe}
            self._appliquer()

    def replier_seulement(self, groupes: Iterable[str]) -> None:
        """Replie ces groupes et déplie tous les autres."""
        self._replies = set(groupes)
        self._appliquer()

    def tout_replier(self) -> None:
        """Replie tous les groupes."""
        self.replier_seulement(self._comptes)

    def tout_deplier(self) -> None:
        """Déplie tous les groupes."""
        self.replier_seulement(())

    def rangee(self, ligne: int) -> Rangee:
        """Groupe et critère d'une ligne visible."""
        return self._rangees[self.mapToSource(self.index(ligne, 0)).row()]

    def _retenir(self, criteres: Iterable[str]) -> Iterable[str]:
        """Ceux des critères cherchés que garde le filtre propre à la liste."""
        return criteres

    def _recalculer(self) -> None:
        retenus: Iterable[str] = self._cherches
        if self._mots:
            retenus = [c for c in retenus if all(mot in self._cherches[c] for mot in self._mots)]
        self._retenus = frozenset(self._retenir(retenus))
        self._appliquer()

    def _appliquer(self) -> None:
        self._compter()
        self.invalidateRowsFilter()

    def _compter(self) -> None:
        """Critères du groupe, puis ceux que la recherche et les autres filtres retiennent."""
        comptes: dict[str, tuple[int, int]] = {}
        for groupe, critere in self._rangees:
            if critere is not None:
                total, retenus = comptes.get(groupe.identifiant, (0, 0))
                comptes[groupe.identifiant] = (total + 1, retenus + (critere.identifiant in self._retenus))
        self._comptes = comptes

    def filterAcceptsRow(self, ligne: int, parent: Index) -> bool:
        """Un critère retenu d'un groupe déplié, ou un groupe qui a un critère retenu."""
        groupe, critere = self._rangees[ligne]
        if critere is None:
            return self._comptes[groupe.identifiant][1] > 0
        return critere.identifiant in self._retenus and groupe.identifiant not in self._replies
