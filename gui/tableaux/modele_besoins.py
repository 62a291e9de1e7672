"""Ce qu'il faut d'un outil : une ligne par critère, avec ce qu'il vaut pour la ferme."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from gui.tableaux import phrases
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, INFOBULLE, RACINE, Index
from gui.tableaux.filtre_groupes import FiltreGroupes, compte
from gui.tableaux.rangees import Rangee, rangees_par_groupe
from modele.catalogue.objets import Catalogue, Critere, Valeur
from modele.choix.phrases import enumerer
from modele.choix.statut import valeur_pour
from modele.nombres import ESPACE_INSECABLE
from modele.situation import Exigence

BESOIN = int(Qt.ItemDataRole.UserRole) + 1
"""Rôle du `Besoin` ou du `GroupeDeBesoins` d'une ligne, pour qui la peint."""

Exigences = Mapping[str, Exigence]


class Besoin(NamedTuple):
    """Un critère ; `exigence` vaut indispensable, souhaite ou chaîne vide."""

    critere: str
    nom: str
    definition: str
    exigence: str


class GroupeDeBesoins(NamedTuple):
    """En-tête d'un groupe : critères du groupe, ceux que le filtre retient, besoins de la ferme."""

    groupe: str
    nom: str
    total: int
    retenus: int
    besoins: int
    replie: bool


class ModeleBesoins(QAbstractListModel):
    """Toutes les lignes du catalogue, dans l'ordre des groupes ; le filtre en montre une partie."""

    def __init__(self, catalogue: Catalogue, exigences: Exigences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.rangees = rangees_par_groupe(catalogue)
        self.exigences: Exigences = self._connues(exigences)

    def montrer(self, exigences: Exigences) -> None:
        """Prend les besoins de la ferme ; ne signale que les critères qui changent et leur groupe."""
        avant, apres = self.exigences, self._connues(exigences)
        self.exigences = apres
        touches = {c for c in {*avant, *apres} if avant.get(c) != apres.get(c)}
        groupes = {self._catalogue.par_critere[critere].groupe for critere in touches}
        for rang, (groupe, critere) in enumerate(self.rangees):
            touche = groupe.identifiant in groupes if critere is None else critere.identifiant in touches
            if touche:
                self.dataChanged.emit(self.index(rang), self.index(rang))

    def _connues(self, exigences: Exigences) -> Exigences:
        """Sans les critères d'une autre édition, qui n'ont pas de ligne ici."""
        return {c: exigence for c, exigence in exigences.items() if c in self._catalogue.par_critere}

    def ligne(self, critere: str) -> int:
        """Ligne d'un critère, -1 s'il n'est pas là."""
        for rang, rangee in enumerate(self.rangees):
            if rangee.critere is not None and rangee.critere.identifiant == critere:
                return rang
        return -1

    def besoins_du_groupe(self, groupe: str) -> int:
        """Nombre de critères d'un groupe que la ferme a dits indispensables ou souhaités."""
        par_critere = self._catalogue.par_critere
        return sum(par_critere[critere].groupe == groupe for critere in self.exigences)

    def rowCount(self, parent: Index = RACINE) -> int:
        """Nombre de critères et de groupes."""
        return 0 if parent.isValid() else len(self.rangees)

    def data(self, index: Index, role: int = AFFICHAGE) -> Any:
        """Nom, phrase lue à voix haute, réponses des outils, ou le `Besoin` pour qui le peint."""
        if not index.isValid() or not 0 <= index.row() < len(self.rangees):
            return None
        groupe, critere = self.rangees[index.row()]
        if critere is None:
            return groupe.nom if role in (AFFICHAGE, ACCESSIBLE) else None
        return self._donnee(critere, role)

    def _donnee(self, critere: Critere, role: int) -> Any:
        exigence = self.exigences.get(critere.identifiant, "")
        if role == AFFICHAGE:
            return critere.nom
        if role == ACCESSIBLE:
            return f"{critere.nom}, {phrases.EXIGENCES[exigence]}. {critere.definition}"
        if role == INFOBULLE:
            return phrases.infobulle(*self._reponses(critere.identifiant))
        if role == BESOIN:
            return Besoin(critere.identifiant, critere.nom, critere.definition, exigence)
        return None

    def _reponses(self, critere: str) -> Iterable[str]:
        """« Oui : Kuupanda et Socleo. », une phrase par réponse que donne au moins un outil."""
        for valeur in Valeur:
            noms = [o.nom for o in self._catalogue.outils if valeur_pour(o, critere) is valeur]
            if noms:
                yield f"{phrases.mot(valeur)}{ESPACE_INSECABLE}: {enumerer(noms)}."


class FiltreBesoins(FiltreGroupes):
    """« Seulement mes besoins » garde aussi ceux que l'on vient d'oublier : rien ne fuit sous le clic."""

    plis_changes = Signal()
    """Émis quand des groupes ont pu être repliés ou dépliés."""

    def __init__(self, source: ModeleBesoins, parent: QObject | None = None) -> None:
        self._source = source
        self._besoins = False
        self._gardes: set[str] = set()
        super().__init__(source, source.rangees, parent)
        source.dataChanged.connect(self._garder)

    @property
    def tout_deplie(self) -> bool:
        """Vrai si aucun groupe visible n'est replié."""
        return not any(retenus and groupe in self._replies for groupe, (_, retenus) in self._comptes.items())

    def montrer_besoins(self, oui: bool) -> None:
        """Ne garde, ou non, que les critères que la ferme a dits indispensables ou souhaités."""
        if oui != self._besoins:
            self._besoins = oui
            self._gardes = set(self._source.exigences)
            self._recalculer()

    def deplier_vers(self, critere: str) -> QModelIndex:
        """Déplie le groupe d'un critère et rend sa ligne ; index invalide si un filtre la cache."""
        ligne = self._source.ligne(critere)
        if ligne >= 0:
            self.replier(self._source.rangees[ligne].groupe.identifiant, False)
        return self.mapFromSource(self._source.index(ligne))

    def _garder(self) -> None:
        nouveaux = self._source.exigences.keys() - self._gardes
        if self._besoins and nouveaux:
            self._gardes |= nouveaux
            self._recalculer()

    def _retenir(self, criteres: Iterable[str]) -> Iterable[str]:
        return [c for c in criteres if c in self._gardes] if self._besoins else criteres

    def _appliquer(self) -> None:
        super()._appliquer()
        for ligne in range(self.rowCount()):
            if self.rangee(ligne).critere is None:
                self.dataChanged.emit(self.index(ligne, 0), self.index(ligne, 0))
        self.plis_changes.emit()

    def data(self, index: Index, role: int = AFFICHAGE) -> Any:
        """Ajoute à l'en-tête d'un groupe ce que le filtre en laisse voir."""
        if role in (BESOIN, ACCESSIBLE) and index.isValid():
            rangee = self.rangee(index.row())
            if rangee.critere is None:
                return self._en_tete(rangee, role)
        return super().data(index, role)

    def _en_tete(self, rangee: Rangee, role: int) -> GroupeDeBesoins | str:
        identifiant, nom = rangee.groupe.identifiant, rangee.groupe.nom
        total, retenus = self._comptes[identifiant]
        replie = identifiant in self._replies
        besoins = self._source.besoins_du_groupe(identifiant)
        if role == BESOIN:
            return GroupeDeBesoins(identifiant, nom, total, retenus, besoins, replie)
        etat = "replié" if replie else "déplié"
        return f"{nom}, groupe {etat}, {compte(total, retenus)}, {compter_besoins(besoins)}"


def compter_besoins(nombre: int) -> str:
    """« aucun besoin », « 1 besoin », « 3 besoins »."""
    return f"{nombre} besoin{'s' if nombre > 1 else ''}" if nombre else "aucun besoin"


def compter_exigences(exigences: Exigences) -> str:
    """« 3 indispensables, 5 souhaits », ou ce qui manque encore."""
    if not exigences:
        return "Aucun besoin indiqué"
    parties = []
    for exigence, singulier in (("indispensable", "indispensable"), ("souhaite", "souhait")):
        nombre = sum(valeur == exigence for valeur in exigences.values())
        if nombre:
            parties.append(f"{nombre} {singulier}{'s' if nombre > 1 else ''}")
    return ", ".join(parties)


def avec_exigence(exigences: Exigences, critere: str, exigence: str) -> Exigences:
    """Les mêmes besoins, un critère changé ; une chaîne vide l'oublie."""
    nouvelles: dict[str, Any] = dict(exigences)
    if exigence:
        nouvelles[critere] = exigence
    else:
        nouvelles.pop(critere, None)
    return MappingProxyType(nouvelles)
