"""Un outil de la première page : qui il est, pourquoi lui, ce qu'il coûte."""

from dataclasses import dataclass
from functools import cached_property

from gui.impression import encre
from gui.impression.blocs import CONTENU, LARGEUR, poser
from gui.impression.encre import mm
from gui.impression.marques import Marque, Pave, Texte, a_droite, filet
from gui.impression.texte import Paragraphe, abreger, empiler, hauteur_en_lignes, limiter
from gui.theme import papier
from modele.impression.objets import OutilImprime

_RESERVES = "Réserves\u00a0:"
_MILIEU = LARGEUR - CONTENU - mm(papier.COLONNE_MONTANTS + papier.GOUTTIERE_MONTANTS)
_MONTANTS = LARGEUR - mm(papier.COLONNE_MONTANTS)
_LIGNES_DE_TEXTE = 6
_LIGNES_DE_FORMULE = 2
_POUR_MIN = 3
_TOUTES = 100
"""Plus de lignes qu'une page n'en a."""


@dataclass(frozen=True)
class BlocOutil:
    """Trois colonnes : nom, raisons et réserves, montants ; `premier` n'a pas de filet au-dessus."""

    outil: OutilImprime
    premier: bool = False

    def _identite(self, lignes: int) -> list[Paragraphe]:
        """Le nom, le statut, la formule et ses options : en `lignes` lignes, ou deux pour la formule."""
        outil, place = self.outil, mm(papier.COLONNE_TITRE)
        nom = limiter(f"{outil.rang}. {outil.nom}" if outil.rang else outil.nom, encre.NOM, place, 2)
        formule = limiter(outil.formule, encre.LEGENDE, place, max(_LIGNES_DE_FORMULE, lignes - len(nom) - 1))
        return [
            Paragraphe(nom, encre.NOM),
            Paragraphe((outil.statut,), encre.TEXTE),
            Paragraphe(formule, encre.LEGENDE),
        ]

    def _hauteur_de_l_identite(self, lignes: int) -> int:
        return sum(len(paragraphe.lignes) for paragraphe in self._identite(lignes))

    @cached_property
    def _pour(self) -> int:
        return hauteur_en_lignes(self.outil.pour, encre.TEXTE, _MILIEU)

    @cached_property
    def _reserves(self) -> int:
        return hauteur_en_lignes(self.outil.reserves, encre.TEXTE, _MILIEU, _RESERVES)

    @property
    def maximum(self) -> int:
        """De quoi tout dire."""
        return max(self.minimum, self._pour + self._reserves, self._hauteur_de_l_identite(_TOUTES))

    @property
    def minimum(self) -> int:
        """De quoi écrire tous les montants, et un peu de texte."""
        voulu = min(_LIGNES_DE_TEXTE, self._pour + self._reserves)
        return max(len(self.outil.montants), self._hauteur_de_l_identite(0), voulu)

    def paver(self, lignes: int) -> Pave:
        """L'outil, son texte en `lignes` lignes au plus."""
        haut = mm(papier.ECART_RANGEE)
        marques: list[Marque] = [] if self.premier else [filet(0, LARGEUR, 0)]
        identite, bas = poser(self._identite(lignes), 0, haut)
        # Le nom, plus grand, et la première ligne des deux autres colonnes ont la même ligne de base.
        haut_du_texte = haut + encre.base(encre.NOM) - encre.base(encre.TEXTE)
        pour = min(self._pour, max(_POUR_MIN, lignes - self._reserves))
        textes, bas_du_texte = poser(
            empiler(self.outil.pour, encre.TEXTE, _MILIEU, pour), CONTENU, haut_du_texte
        )
        if self.outil.reserves:
            paragraphes = empiler(self.outil.reserves, encre.TEXTE, _MILIEU, lignes - pour, _RESERVES)
            suite, bas_du_texte = poser(paragraphes, CONTENU, bas_du_texte)
            textes += suite
        montants, bas_des_montants = self._montants(haut_du_texte)
        hauteur = max(bas, bas_du_texte, bas_des_montants) + haut
        return Pave(hauteur, (*marques, *identite, *textes, *montants))

    def _montants(self, y: float) -> tuple[list[Marque], float]:
        marques: list[Marque] = []
        for montant in self.outil.montants:
            style = encre.FORT if montant.fort else encre.TEXTE
            base = y + encre.base(style)
            place = mm(papier.COLONNE_MONTANTS) - encre.largeur(montant.valeur, style) - mm(1)
            marques.append(Texte(_MONTANTS, base, abreger(montant.libelle, style, place), style))
            marques.append(a_droite(LARGEUR, base, montant.valeur, style))
            y += style.interligne
        return marques, y
