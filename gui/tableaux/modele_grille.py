"""Corps de la grille : une ligne par critère, rangées par groupe sous une ligne de groupe."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from gui.tableaux import phrases, roles
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, INFOBULLE, RACINE, Index, ModeleParOutil
from gui.tableaux.rangees import rangees_par_groupe
from modele.catalogue.objets import Catalogue, Groupe
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.statut import valeur_pour


class ModeleGrille(ModeleParOutil):
    """Toutes les lignes du catalogue, dans l'ordre des groupes ; le filtre en montre une partie."""

    def __init__(self, catalogue: Catalogue, comparaison: Comparaison, parent: QObject | None = None) -> None:
        self.rangees = rangees_par_groupe(catalogue)
        super().__init__(comparaison, parent)

    def _signaler(self, ancienne: Comparaison) -> bool:
        exigences = self.comparaison.situation.exigences
        if exigences != ancienne.situation.exigences:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rangees) - 1)
        avant = ancienne.par_outil
        change = any(_jugement(apres) != _jugement(avant[apres.outil]) for apres in self._colonnes)
        if change:
            self._signaler_tout()
        return change

    def choisir(self, outil: str, critere: str) -> None:
        """Met en valeur la case choisie et le titre de sa ligne."""
        lignes = {self.ligne(self.critere), self.ligne(critere)} - {-1}
        super().choisir(outil, critere)
        for ligne in lignes:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, ligne, ligne)

    def ligne(self, critere: str) -> int:
        """Ligne d'un critère, -1 s'il n'est pas là."""
        for ligne, rangee in enumerate(self.rangees):
            if rangee.critere is not None and rangee.critere.identifiant == critere:
                return ligne
        return -1

    def rowCount(self, parent: Index = RACINE) -> int:
        """Nombre de critères et de groupes."""
        return 0 if parent.isValid() else len(self.rangees)

    def data(self, index: Index, role: int = AFFICHAGE) -> Any:
        """Mot, phrases, évaluation et objet à peindre d'une case ; rien sur une ligne de groupe."""
        if not index.isValid():
            return None
        rangee, resultat = self.rangees[index.row()], self._colonnes[index.column()]
        critere = rangee.critere
        if critere is None:
            return self._donnee_de_groupe(rangee.groupe, role)
        if role == roles.CASE:
            return self._case(resultat, critere.identifiant)
        if role == AFFICHAGE:
            return self._mots(resultat, critere.identifiant)
        if role == roles.EVALUATION:
            return resultat.cout.outil.par_critere.get(critere.identifiant)
        if role == INFOBULLE:
            return phrases.infobulle(phrases.phrase_case(resultat, critere))
        if role == ACCESSIBLE:
            return phrases.phrase_case(resultat, critere)
        return None

    @staticmethod
    def _donnee_de_groupe(groupe: Groupe, role: int) -> str | None:
        if role == ACCESSIBLE:
            return groupe.nom
        return "" if role == AFFICHAGE else None

    def _case(self, resultat: Resultat, critere: str) -> roles.CaseCritere:
        valeur = valeur_pour(resultat.cout.outil, critere)
        return roles.CaseCritere(
            valeur.value,
            phrases.consequence(resultat, critere, valeur),
            resultat.statut is Statut.ECARTE,
            critere == self.critere and resultat.outil == self.outil,
        )

    @staticmethod
    def _mots(resultat: Resultat, critere: str) -> str:
        valeur = valeur_pour(resultat.cout.outil, critere)
        effet = phrases.consequence(resultat, critere, valeur)
        return f"{phrases.mot(valeur)} · {phrases.CONSEQUENCES[effet][0]}" if effet else phrases.mot(valeur)

    def titre_de_ligne(self, ligne: int, role: int) -> Any:
        """Nom et définition d'un critère, ou nom d'un groupe."""
        if not 0 <= ligne < len(self.rangees):
            return None
        groupe, critere = self.rangees[ligne]
        if critere is None:
            return groupe.nom if role in (AFFICHAGE, ACCESSIBLE) else None
        exigence = self.comparaison.situation.exigences.get(critere.identifiant, "")
        if role == AFFICHAGE:
            return critere.nom
        if role == roles.TITRE:
            return roles.TitreCritere(critere.nom, exigence, critere.identifiant == self.critere)
        if role == ACCESSIBLE:
            return f"{critere.nom}, {phrases.EXIGENCES[exigence]}" if exigence else critere.nom
        if role == INFOBULLE:
            besoin = f"Pour votre ferme\u00a0: {phrases.EXIGENCES[exigence]}." if exigence else ""
            return phrases.infobulle(critere.definition, besoin)
        return None


def _jugement(resultat: Resultat) -> tuple[Statut, tuple[str, ...], tuple[str, ...]]:
    """Ce qui, d'un résultat, se voit dans le corps de la grille."""
    return resultat.statut, resultat.criteres_en_cause, resultat.motifs
