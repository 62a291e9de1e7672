"""La plume qui remplit une feuille : contenu, style, largeurs, et hauteur de chaque ligne.

Ni Excel ni LibreOffice n'ajustent de façon sûre une ligne écrite par un programme : la hauteur est
estimée d'après le texte et la largeur de sa colonne.
"""

from collections.abc import Sequence
from functools import lru_cache

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from modele.export.ecriture import Contenu, Formule, Grille
from modele.export.regles import Regle
from modele.export.styles import Style, Styles
from modele.export.textes import lignes_occupees, propre, typographie

POINTS_PAR_LIGNE = 1.28
"""Hauteur d'une ligne de texte, en corps."""
_MARGE_VERTICALE = 4.0
_HAUTEUR_MIN = 15.0
_HAUTEUR_MAX = 409.0
_MARGE_DE_COLONNE = 1.4
_PRENDRE_POUR_FORMULE = ("=", "+", "-", "@", "'", "#")


class Plume:
    """Écrit dans une feuille aux colonnes de largeurs données (en chiffres du corps 10)."""

    def __init__(self, feuille: Worksheet, styles: Styles, largeurs: Sequence[float]) -> None:
        self.feuille = feuille
        self.grille = Grille(feuille)
        self._styles = styles
        self.largeurs = tuple(largeurs)
        self.hauteurs: dict[int, float] = {}
        self.regles: dict[tuple[Regle, str, str], DataValidation] = {}
        for rang, largeur in enumerate(largeurs, start=1):
            feuille.column_dimensions[get_column_letter(rang)].width = largeur

    @property
    def colonnes(self) -> int:
        """Nombre de colonnes de la feuille."""
        return len(self.largeurs)

    @property
    def derniere_ligne(self) -> int:
        """Dernière ligne écrite."""
        return max(self.hauteurs, default=1)

    def poser(
        self, ligne: int, colonne: int, contenu: Contenu, style: Style, jusqu_a: int | None = None
    ) -> str:
        """Remplit une cellule, fusionnée jusqu'à la colonne `jusqu_a` ; rend son adresse « B4 ».

        Un texte reste un texte, même s'il commence par « = ».
        """
        force = False
        if isinstance(contenu, str):
            contenu = propre(contenu) if style.saisie else _soigne(contenu)
            force = contenu.startswith(_PRENDRE_POUR_FORMULE)
        adresse = self.grille.poser(ligne, colonne, contenu, self._styles.rang(style, force))
        fin = jusqu_a or colonne
        if fin > colonne:
            rang = self._styles.rang(style)
            for autre in range(colonne + 1, fin + 1):
                self.grille.poser(ligne, autre, None, rang)
            # `merge_cells` referait les bords de chaque cellule, déjà posés ici : dix fois plus long.
            fusion = CellRange(min_col=colonne, min_row=ligne, max_col=fin, max_row=ligne)
            self.feuille.merged_cells.ranges.add(fusion)
        lignes = 1
        if style.a_la_ligne and (texte := _affiche(contenu)):
            place = sum(self.largeurs[colonne - 1 : fin]) - _MARGE_DE_COLONNE - 1.5 * style.retrait
            lignes = lignes_occupees(texte, place, style.taille, style.gras)
        self._agrandir(ligne, lignes * style.taille * POINTS_PAR_LIGNE + _MARGE_VERTICALE)
        return adresse

    def rangee(
        self, ligne: int, contenus: Sequence[Contenu], styles: Sequence[Style] | Style, colonne: int = 1
    ) -> None:
        """Remplit des cellules voisines, d'un même style ou chacune du sien."""
        for rang, contenu in enumerate(contenus):
            self.poser(ligne, colonne + rang, contenu, styles if isinstance(styles, Style) else styles[rang])

    def lier(self, ligne: int, colonne: int, nom: str, texte: str, style: Style) -> None:
        """Pose un lien vers un nom défini du classeur."""
        adresse = self.poser(ligne, colonne, texte, style)
        self.grille.liens.append(Hyperlink(ref=adresse, location=nom, display=texte))

    def absolue(self, adresse: str) -> str:
        """« 'Coûts'!$G$12 » pour une adresse « G12 » de cette feuille."""
        lettres = adresse.rstrip("0123456789")
        return f"'{self.feuille.title}'!${lettres}${adresse[len(lettres) :]}"

    def espacer(self, ligne: int, hauteur: float) -> None:
        """Donne au moins cette hauteur, en points ; une ligne vide prend exactement celle-ci."""
        self.hauteurs[ligne] = max(self.hauteurs.get(ligne, 0.0), hauteur)

    def hauteur_totale(self, debut: int, fin: int) -> float:
        """Hauteur, en points, des lignes de `debut` à `fin` exclue."""
        return sum(self.hauteurs.get(ligne, _HAUTEUR_MIN) for ligne in range(debut, fin))

    def finir(self) -> None:
        """Fixe la hauteur de toutes les lignes écrites."""
        for ligne, hauteur in self.hauteurs.items():
            self.grille.hauteurs[ligne] = round(min(hauteur, _HAUTEUR_MAX), 1)

    def _agrandir(self, ligne: int, besoin: float) -> None:
        if besoin > self.hauteurs.get(ligne, 0.0):
            self.hauteurs[ligne] = max(besoin, _HAUTEUR_MIN)


@lru_cache(maxsize=8_192)
def _soigne(texte: str) -> str:
    """Texte propre et bien espacé ; ceux du guide reviennent d'une ferme à l'autre."""
    return typographie(propre(texte))


def _affiche(contenu: Contenu) -> str:
    """Texte qui sert à mesurer la hauteur ; un nombre tient toujours sur une ligne."""
    texte = contenu.valeur if isinstance(contenu, Formule) else contenu
    return texte if isinstance(texte, str) else ""
