"""Tête de la grille : une colonne par outil, son nom, son statut, son coût, sa part des ventes."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject

from gui.tableaux import phrases, roles
from gui.tableaux.colonnes import ACCESSIBLE, AFFICHAGE, INFOBULLE, RACINE, Index, ModeleParOutil
from gui.theme import jetons
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.mots_du_cout import MARQUE_PROPOSE, phrase_taxe_des_couts, taxe_des_couts


class LigneTete(IntEnum):
    """Lignes de la tête, de haut en bas."""

    NOM = 0
    STATUT = 1
    COUT = 2
    PART = 3


TITRES = {
    LigneTete.NOM: ("Outil", "Nom de l'outil."),
    LigneTete.STATUT: ("Statut", "Ce que vos besoins font de l'outil."),
    LigneTete.COUT: (
        "Coût par an",
        "Ce que l'outil vous coûterait une année ordinaire, à partir de la deuxième.",
    ),
    LigneTete.PART: ("% des ventes", "Ce coût rapporté aux ventes que l'outil porterait."),
}


class ModeleEntete(ModeleParOutil):
    """Lignes de `LigneTete` ; les textes d'une comparaison ne sont composés qu'une fois, à la demande."""

    def __init__(self, comparaison: Comparaison, parent: QObject | None = None) -> None:
        self._textes: dict[tuple[int, str], str] = {}
        super().__init__(comparaison, parent)
        self._plafond = self._cout_le_plus_haut()
        self.marques = self._a_marquer()
        """Vrai si un coût affiché compte un prix proposé : sa case demande une ligne de plus."""

    def _signaler(self, ancienne: Comparaison) -> bool:
        self._textes.clear()
        self._plafond = self._cout_le_plus_haut()
        self.marques = self._a_marquer()
        self._signaler_tout()
        return True

    def _cout_le_plus_haut(self) -> int:
        """Centimes de l'outil le plus cher parmi les outils non écartés ; 1 au moins."""
        couts = [
            resultat.cout.annee_suivante.ferme
            for resultat in self._colonnes
            if resultat.statut is not Statut.ECARTE
        ]
        return max(1, int(max(couts, default=0) * 100))

    def rowCount(self, parent: Index = RACINE) -> int:
        """Nombre de lignes de tête."""
        return 0 if parent.isValid() else len(LigneTete)

    def data(self, index: Index, role: int = AFFICHAGE) -> Any:
        """Texte, phrases et objet à peindre d'une case de tête."""
        if not index.isValid():
            return None
        ligne, resultat = LigneTete(index.row()), self._colonnes[index.column()]
        if role == roles.CASE:
            return self._case(ligne, resultat)
        if role == AFFICHAGE:
            return self._texte(ligne, resultat)
        if role == INFOBULLE:
            return phrases.infobulle(*self._phrases(ligne, resultat))
        if role == ACCESSIBLE:
            return " ".join(self._phrases(ligne, resultat))
        return None

    def _case(self, ligne: LigneTete, resultat: Resultat) -> roles.CaseOutil:
        barre, marque = 0, ""
        if ligne is LigneTete.COUT and resultat.cout.ca_couvert > 0:
            barre = min(1000, int(resultat.cout.annee_suivante.ferme * 100_000) // self._plafond)
            marque = MARQUE_PROPOSE if resultat.cout.annee_suivante.propose else ""
        return roles.CaseOutil(
            self._texte(ligne, resultat),
            resultat.statut.value,
            barre,
            resultat.outil == self.outil,
            marque,
            self.marques,
        )

    def _a_marquer(self) -> bool:
        couts = (resultat.cout for resultat in self._colonnes)
        return any(cout.annee_suivante.propose and cout.ca_couvert > 0 for cout in couts)

    def _texte(self, ligne: LigneTete, resultat: Resultat) -> str:
        cle = (ligne, resultat.outil)
        if (texte := self._textes.get(cle)) is None:
            texte = self._textes[cle] = self._composer(ligne, resultat)
        return texte

    @staticmethod
    def _composer(ligne: LigneTete, resultat: Resultat) -> str:
        if ligne is LigneTete.NOM:
            return resultat.cout.outil.nom
        if ligne is LigneTete.STATUT:
            return jetons.STATUTS[resultat.statut.value][0]
        if ligne is LigneTete.COUT:
            return phrases.montant_affiche(resultat)
        return phrases.part_affichee(resultat)

    @staticmethod
    def _phrases(ligne: LigneTete, resultat: Resultat) -> list[str]:
        if ligne in (LigneTete.COUT, LigneTete.PART):
            return phrases.phrases_cout(resultat)
        nom = f"{resultat.cout.outil.nom}\u00a0: {jetons.STATUTS[resultat.statut.value][0]}."
        return [nom, phrases.phrase_motifs(resultat)] if resultat.motifs else [nom]

    def titre_de_ligne(self, ligne: int, role: int) -> Any:
        """« Coût par an, HT » et ce que cela veut dire."""
        if not 0 <= ligne < len(LigneTete):
            return None
        titre, sens = TITRES[LigneTete(ligne)]
        if ligne == LigneTete.COUT:
            titre = f"{titre}, {taxe_des_couts(self.comparaison.situation)}"
            sens = f"{sens} {phrase_taxe_des_couts(self.comparaison.situation)}"
        if role in (AFFICHAGE, ACCESSIBLE):
            return titre
        if role == INFOBULLE:
            return phrases.infobulle(sens)
        if role == roles.TITRE:
            return roles.TitreTete("" if ligne == LigneTete.NOM else titre)
        return None
