"""Les outils qui restent, ceux à vérifier, ceux qui sont écartés, et pourquoi."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt

from gui.tableaux import phrases
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, INFOBULLE, Index
from gui.tableaux.modele_rangees import ModeleRangees
from gui.theme import jetons
from modele.catalogue.objets import Catalogue
from modele.choix.assouplissement import ecartes_de_peu
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import citer, enumerer

RESTANT = int(Qt.ItemDataRole.UserRole) + 1
"""Rôle de la `RangeeRestant` entière, pour qui la peint."""

Partie = tuple[str, tuple[Statut, ...]]
"""Titre et statuts qu'il rassemble ; un titre sans outil n'est pas montré."""
RESTENT: tuple[Partie, ...] = (
    ("Restent", (Statut.RETENU, Statut.AVEC_RESERVE)),
    ("À vérifier auprès de l'éditeur", (Statut.A_VERIFIER,)),
)
ECARTES: tuple[Partie, ...] = (("Écartés", (Statut.ECARTE,)),)


class RangeeRestant(NamedTuple):
    """Un outil, ou un titre quand `outil` est vide ; `raison` est une phrase, vide si rien n'est à dire."""

    nom: str
    outil: str = ""
    statut: str = ""
    cout: str = ""
    raison: str = ""


def rangees_restants(
    catalogue: Catalogue, comparaison: Comparaison, parties: tuple[Partie, ...]
) -> Iterator[RangeeRestant]:
    """Titres et outils de ces parties, dans l'ordre d'affichage de la comparaison."""
    de_peu = {ecarte.outil for ecarte in ecartes_de_peu(comparaison)}
    resultats = [comparaison.par_outil[outil] for outil in comparaison.ordre]
    for titre, statuts in parties:
        concernes = [resultat for resultat in resultats if resultat.statut in statuts]
        if concernes:
            yield RangeeRestant(f"{titre} ({len(concernes)})")
        for resultat in concernes:
            yield RangeeRestant(
                resultat.cout.outil.nom,
                resultat.outil,
                resultat.statut.value,
                "" if resultat.statut is Statut.ECARTE else _cout(resultat),
                _raison(catalogue, resultat, resultat.outil in de_peu),
            )


def _cout(resultat: Resultat) -> str:
    montant = phrases.montant_affiche(resultat)
    return montant if montant == phrases.SANS_OBJET else f"{montant}/an"


def _raison(catalogue: Catalogue, resultat: Resultat, de_peu: bool) -> str:
    criteres = enumerer(_cites(catalogue, resultat.criteres_en_cause))
    match resultat.statut:
        case Statut.AVEC_RESERVE:
            return f"En partie ou en option\u00a0: {criteres}."
        case Statut.A_VERIFIER:
            return f"Le guide ne dit pas\u00a0: {criteres}."
        case Statut.ECARTE if de_peu:
            return f"Écarté de peu\u00a0: il ne manque que {criteres}."
        case Statut.ECARTE:
            propres = resultat.motifs[: len(resultat.motifs) - len(resultat.criteres_en_cause)]
            return " ".join((*propres, f"Il manque {criteres}." if criteres else "")).strip()
    return ""


def _cites(catalogue: Catalogue, criteres: Iterable[str]) -> Iterator[str]:
    return (citer(catalogue.par_critere[critere].nom) for critere in criteres)


class ModeleRestants(ModeleRangees[RangeeRestant]):
    """Un titre ne se choisit pas ; un outil ouvre sa fiche."""

    def __init__(
        self, catalogue: Catalogue, parties: tuple[Partie, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._parties = parties

    def montrer(self, comparaison: Comparaison) -> bool:
        """Prend une nouvelle comparaison ; faux si rien ne change."""
        return self.remplacer(tuple(rangees_restants(self._catalogue, comparaison, self._parties)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Les titres se sautent au clavier."""
        if index.isValid() and not self._rangees[index.row()].outil:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = AFFICHAGE) -> Any:
        """Nom, phrase lue à voix haute, infobulle, ou la `RangeeRestant` pour qui la peint."""
        if not index.isValid() or not 0 <= index.row() < len(self._rangees):
            return None
        rangee = self._rangees[index.row()]
        if role == AFFICHAGE:
            return rangee.nom
        if role == ACCESSIBLE:
            return _a_voix_haute(rangee)
        if role == INFOBULLE and rangee.outil:
            return phrases.infobulle(f"Ouvrir la fiche de {rangee.nom}")
        return rangee if role == RESTANT else None


def _a_voix_haute(rangee: RangeeRestant) -> str:
    if not rangee.outil:
        return rangee.nom
    mots = (rangee.nom, jetons.STATUTS[rangee.statut][0], rangee.cout)
    return f"{', '.join(mot for mot in mots if mot)}. {rangee.raison}".strip()
