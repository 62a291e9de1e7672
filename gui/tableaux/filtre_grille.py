"""Ce que la grille laisse voir : recherche, différences seulement, groupes repliés."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from gui.tableaux import roles
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE
from gui.tableaux.filtre_groupes import FiltreGroupes, compte
from gui.tableaux.modele_grille import ModeleGrille
from gui.tableaux.rangees import Rangee
from modele.choix.objets import Comparaison, Statut
from modele.choix.statut import valeur_pour


def criteres_differents(criteres: Iterable[str], comparaison: Comparaison) -> frozenset[str]:
    """Critères auxquels les outils non écartés ne répondent pas tous de même."""
    outils = [
        resultat.cout.outil for resultat in comparaison.resultats if resultat.statut is not Statut.ECARTE
    ]
    return frozenset(
        critere for critere in criteres if len({valeur_pour(outil, critere) for outil in outils}) > 1
    )


class FiltreGrille(FiltreGroupes):
    """Lignes visibles de la grille, et le titre de leurs groupes."""

    def __init__(self, source: ModeleGrille, parent: QObject | None = None) -> None:
        self._source = source
        self._differences = False
        super().__init__(source, source.rangees, parent)

    @property
    def differences(self) -> bool:
        """Vrai quand seules les différences sont montrées."""
        return self._differences

    def montrer_differences(self, oui: bool) -> None:
        """Ne garde, ou non, que les critères où les outils non écartés diffèrent."""
        if oui != self._differences:
            self._differences = oui
            self._recalculer()

    def rafraichir(self) -> None:
        """À appeler quand les outils écartés ont changé."""
        if self._differences:
            self._recalculer()

    def index_de(self, outil: str, critere: str) -> QModelIndex:
        """Case visible d'un outil et d'un critère ; index invalide si la ligne est cachée."""
        source = self._source.index(self._source.ligne(critere), self._source.colonne(outil))
        return self.mapFromSource(source)

    def _retenir(self, criteres: Iterable[str]) -> Iterable[str]:
        return criteres_differents(criteres, self._source.comparaison) if self._differences else criteres

    def _appliquer(self) -> None:
        super()._appliquer()
        if self.rowCount():
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

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
