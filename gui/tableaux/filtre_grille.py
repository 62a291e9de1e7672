"""Ce que la grille laisse voir : recherche, différences seulement, groupes repliés."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt

from gui.tableaux import roles
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, Index
from gui.tableaux.modele_grille import ModeleGrille, Rangee
from modele.choix.objets import Comparaison, Statut
from modele.choix.statut import valeur_pour


def sans_accents(texte: str) -> str:
    """Minuscules sans accents, « œ » écrit « oe », apostrophe droite : la forme que l'on cherche."""
    plat = texte.casefold().replace("œ", "oe").replace("æ", "ae").replace("\u2019", "'")
    decompose = unicodedata.normalize("NFKD", plat)
    return "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))


def criteres_differents(criteres: Iterable[str], comparaison: Comparaison) -> frozenset[str]:
    """Critères auxquels les outils non écartés ne répondent pas tous de même."""
    outils = [
        resultat.cout.outil
        for resultat in comparaison.resultats
        if resultat.statut is not Statut.ECARTE
    ]
    return frozenset(
        critere
        for critere in criteres
        if len({valeur_pour(outil, critere) for outil in outils}) > 1
    )


class FiltreGrille(QSortFilterProxyModel):
    """Lignes visibles. Une recherche déplie tout le temps qu'elle dure, puis rend les plis d'avant."""

    def __init__(self, source: ModeleGrille, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._texte = ""
        self._mots: tuple[str, ...] = ()
        self._differences = False
        self._replies: set[str] = set()
        self._replies_avant_recherche: set[str] = set()
        self._cherches = {
            rangee.critere.identifiant: sans_accents(f"{rangee.critere.nom} {rangee.critere.definition}")
            for rangee in source.rangees
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
    def differences(self) -> bool:
        """Vrai quand seules les différences sont montrées."""
        return self._differences

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

    def montrer_differences(self, oui: bool) -> None:
        """Ne garde, ou non, que les critères où les outils non écartés diffèrent."""
        if oui != self._differences:
            self._differences = oui
            self._recalculer()

    def rafraichir(self) -> None:
        """À appeler quand les outils écartés ont changé."""
        if self._differences:
            self._recalculer()

    def replier(self, groupe: str, oui: bool) -> None:
        """Replie ou déplie un groupe."""
        if oui != (groupe in self._replies):
            self._replies ^= {groupe}
            self._appliquer()

    def tout_replier(self) -> None:
        """Replie tous les groupes."""
        self._replies = set(self._comptes)
        self._appliquer()

    def tout_deplier(self) -> None:
        """Déplie tous les groupes."""
        self._replies = set()
        self._appliquer()

    def rangee(self, ligne: int) -> Rangee:
        """Groupe et critère d'une ligne visible."""
        return self._source.rangees[self.mapToSource(self.index(ligne, 0)).row()]

    def index_de(self, outil: str, critere: str) -> QModelIndex:
        """Case visible d'un outil et d'un critère ; index invalide si la ligne est cachée."""
        source = self._source.index(self._source.ligne(critere), self._source.colonne(outil))
        return self.mapFromSource(source)

    def _recalculer(self) -> None:
        retenus: Iterable[str] = self._cherches
        if self._mots:
            retenus = [c for c in retenus if all(mot in self._cherches[c] for mot in self._mots)]
        if self._differences:
            retenus = criteres_differents(retenus, self._source.comparaison)
        self._retenus = frozenset(retenus)
        self._appliquer()

    def _appliquer(self) -> None:
        self._compter()
        self.invalidateRowsFilter()
        if self.rowCount():
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def _compter(self) -> None:
        """Critères du groupe, puis ceux que la recherche et les différences retiennent."""
        comptes: dict[str, tuple[int, int]] = {}
        for groupe, critere in self._source.rangees:
            if critere is not None:
                total, retenus = comptes.get(groupe.identifiant, (0, 0))
                comptes[groupe.identifiant] = (total + 1, retenus + (critere.identifiant in self._retenus))
        self._comptes = comptes

    def filterAcceptsRow(self, ligne: int, parent: Index) -> bool:
        """Un critère retenu d'un groupe déplié, ou un groupe qui a un critère retenu."""
        groupe, critere = self._source.rangees[ligne]
        if critere is None:
            return self._comptes[groupe.identifiant][1] > 0
        return critere.identifiant in self._retenus and groupe.identifiant not in self._replies

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = AFFICHAGE) -> Any:
        """Ajoute au titre d'un groupe ce que le filtre en laisse voir."""
        if (
            orientation == Qt.Orientation.Vertical
            and role in (roles.TITRE, ACCESSIBLE)
            and 0 <= section < self.rowCount()
        ):
            rangee = self.rangee(section)
            if rangee.critere is None:
                return self._titre_de_groupe(rangee, role)
        return super().headerData(section, orientation, role)

    def _titre_de_groupe(self, rangee: Rangee, role: int) -> Any:
        identifiant, nom = rangee.groupe.identifiant, rangee.groupe.nom
        total, retenus = self._comptes[identifiant]
        replie = identifiant in self._replies
        if role == roles.TITRE:
            return roles.TitreGroupe(nom, total, retenus, replie)
        return f"{nom}, groupe {'replié' if replie else 'déplié'}, {compte(total, retenus)}"


def compte(total: int, retenus: int) -> str:
    """« 10 critères », ou « 3 critères sur 10 » quand le filtre en cache."""
    if retenus < total:
        return f"{retenus} critère{'s' if retenus > 1 else ''} sur {total}"
    return f"{total} critère{'s' if total > 1 else ''}"

