"""Le coût de chaque outil, partagé par nature de frais, dans l'ordre de la comparaison."""

from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.tableaux.phrases import SANS_OBJET
from modele.catalogue.objets import Catalogue, Nature, Payeur
from modele.choix.objets import Comparaison, Statut
from modele.mots_du_cout import NATURES
from modele.nombres import ESPACE_INSECABLE, euros
from modele.tarification.resultat import CoutAnnuel, CoutOutil

Index = QModelIndex | QPersistentModelIndex
OUTIL = int(Qt.ItemDataRole.UserRole)
"""Identifiant de l'outil : le rôle que lit aussi une liste de choix."""
BARRE = OUTIL + 1
"""La `Barre` à peindre."""
_RACINE = QModelIndex()
_RIEN = Decimal(0)


class Barre(NamedTuple):
    """Coût d'un outil pour une année, prêt à peindre ; `maximum` est le coût qui remplit la largeur."""

    nom: str
    montant: str
    parts: tuple[tuple[Nature, Decimal], ...]
    maximum: Decimal
    ecarte: bool = False


def parts_de(annee: CoutAnnuel) -> tuple[tuple[Nature, Decimal], ...]:
    """Part de chaque nature dans ce que paie la ferme ; mois offerts et plafond se déduisent de la leur."""
    parts: dict[Nature, Decimal] = {}
    for ligne in annee.lignes:
        if ligne.payeur is Payeur.FERME:
            parts[ligne.nature] = parts.get(ligne.nature, _RIEN) + ligne.montant
    return tuple((nature, parts[nature]) for nature in NATURES if parts.get(nature, _RIEN) > 0)


def natures_du_catalogue(catalogue: Catalogue) -> tuple[Nature, ...]:
    """Natures de frais qu'une ferme peut avoir à payer."""
    presentes = set()
    for outil in catalogue.outils:
        tarifs = [formule.composantes for formule in outil.formules]
        tarifs += [option.composantes for option in outil.options]
        presentes |= {c.nature for composantes in tarifs for c in composantes if c.payeur is Payeur.FERME}
    return tuple(nature for nature in NATURES if nature in presentes)


class ModeleBarres(QAbstractListModel):
    """Un outil par rangée, dans l'ordre de la comparaison ; les parts ne se calculent qu'à la peinture."""

    def __init__(self, comparaison: Comparaison, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparaison = comparaison
        self._premiere_annee = False
        self._maximum = _RIEN
        self._mesurer()

    def montrer(self, comparaison: Comparaison, premiere_annee: bool) -> None:
        """Prend une autre comparaison des mêmes outils."""
        self._comparaison = comparaison
        self._premiere_annee = premiere_annee
        self._mesurer()
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def outil(self, rang: int) -> str:
        """Identifiant de l'outil d'une rangée."""
        return self._comparaison.ordre[rang]

    def index_de(self, outil: str) -> QModelIndex:
        """Rangée d'un outil, index invalide s'il n'y est pas."""
        ordre = self._comparaison.ordre
        return self.index(ordre.index(outil)) if outil in ordre else QModelIndex()

    def _annee(self, cout: CoutOutil) -> CoutAnnuel:
        return cout.annee_1 if self._premiere_annee else cout.annee_suivante

    def _mesurer(self) -> None:
        couts = [r.cout for r in self._comparaison.resultats if r.cout.ca_couvert > 0]
        self._maximum = max((self._annee(cout).ferme for cout in couts), default=_RIEN)

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Nombre d'outils."""
        return 0 if parent.isValid() else len(self._comparaison.ordre)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nom de l'outil, son identifiant, texte lu à voix haute, ou la `Barre` à peindre."""
        if not index.isValid() or not 0 <= index.row() < len(self._comparaison.ordre):
            return None
        outil = self.outil(index.row())
        if role == OUTIL:
            return outil
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, BARRE):
            return None
        resultat = self._comparaison.par_outil[outil]
        ecarte = resultat.statut is Statut.ECARTE
        nom = resultat.cout.outil.nom + (" (écarté)" if ecarte else "")
        if role == Qt.ItemDataRole.DisplayRole:
            return nom
        annee = self._annee(resultat.cout)
        barre = Barre(nom, SANS_OBJET, (), self._maximum, ecarte)
        if resultat.cout.ca_couvert > 0:
            barre = barre._replace(montant=euros(annee.ferme), parts=parts_de(annee))
        return barre if role == BARRE else en_clair(barre)


def en_clair(barre: Barre) -> str:
    """« Kuupanda : 809,70 € (abonnement 240,00 €, frais de paiement 569,70 €) »."""
    detail = ", ".join(f"{NATURES[nature]} {euros(montant)}" for nature, montant in barre.parts)
    suite = f" ({detail})" if detail else ""
    return f"{barre.nom}{ESPACE_INSECABLE}: {barre.montant}{suite}"
