"""Chiffres de la ferme, tableau avant / après, et ce qui se remplit au stylo."""

from collections.abc import Sequence

from gui.impression import encre
from gui.impression.blocs import CONTENU, LARGEUR, Fixe, poser, titre_de_section
from gui.impression.encre import mm
from gui.impression.marques import Marque, Pave, Texte, a_droite, filet, pointille
from gui.impression.texte import abreger, empiler
from gui.theme import papier
from modele.impression.objets import ARemplir, Chiffre, LigneVente, Phrase

COLONNES = ("Avant", "Après", "Écart")
_CHIFFRES_PAR_RANG = 3
_TROP_LONG = "trop long"


def chiffres(cases: Sequence[Chiffre]) -> Fixe:
    """Trois chiffres par rang, leur mesure dessous."""
    valeur, legende = encre.CHIFFRE, encre.LEGENDE
    pas = LARGEUR / _CHIFFRES_PAR_RANG
    place = pas - mm(papier.GOUTTIERE)
    hauteur = valeur.interligne + legende.interligne + mm(papier.ECART_RANGEE)
    marques: list[Marque] = []
    for rang, case in enumerate(cases):
        x, y = rang % _CHIFFRES_PAR_RANG * pas, rang // _CHIFFRES_PAR_RANG * hauteur
        marques.append(Texte(x, y + encre.base(valeur), abreger(case.valeur, valeur, place), valeur))
        y += valeur.interligne + encre.base(legende)
        marques.append(Texte(x, y, abreger(case.libelle, legende, place), legende))
    return Fixe(Pave(-(-len(cases) // _CHIFFRES_PAR_RANG) * hauteur, tuple(marques)))


def bilan(lignes: Sequence[LigneVente], phrases: Sequence[Phrase]) -> Fixe:
    """Avant, après, écart, alignés à droite ; à côté, ce qu'il faut en retenir, la première phrase en gras."""
    style, gras = encre.TEXTE, encre.FORT
    valeurs = [(ligne.avant, ligne.apres, ligne.gain) for ligne in lignes]
    droite = LARGEUR - mm(papier.COLONNE_PHRASES + papier.GOUTTIERE)
    large = max(encre.largeur(valeur, gras) for rang in (COLONNES, *valeurs) for valeur in rang)
    large = min(large, mm(papier.COLONNE_VENTE_MAX))
    droites = [droite - rang * (large + mm(papier.GOUTTIERE) * 0.75) for rang in (2, 1, 0)]
    y = encre.LEGENDE.interligne
    marques: list[Marque] = [
        a_droite(bord, encre.base(encre.LEGENDE), colonne, encre.LEGENDE)
        for bord, colonne in zip(droites, COLONNES, strict=True)
    ]
    for ligne, ecrites in zip(lignes, valeurs, strict=True):
        police = gras if ligne.forte else style
        marques.append(filet(0, droite, y, fort=ligne.forte))
        base = y + mm(papier.ECART_LIGNE) / 2 + encre.base(police)
        place = droites[0] - large - mm(papier.GOUTTIERE) / 2
        marques.append(Texte(0, base, abreger(ligne.libelle, police, place), police))
        for bord, valeur in zip(droites, ecrites, strict=True):
            # Un nombre coupé tromperait.
            tient = encre.largeur(valeur, police) <= large
            marques.append(a_droite(bord, base, valeur if tient else _TROP_LONG, police))
        y += style.interligne + mm(papier.ECART_LIGNE)
    marques += _a_cote(phrases, droite + mm(papier.GOUTTIERE), int(y / style.interligne))
    return Fixe(Pave(y + mm(papier.ECART_RANGEE), tuple(marques)))


def _a_cote(phrases: Sequence[Phrase], gauche: float, lignes: int) -> list[Marque]:
    """Phrases d'une colonne étroite, en `lignes` lignes au plus."""
    place = mm(papier.COLONNE_PHRASES)
    titre = empiler(phrases[:1], encre.FORT, place, lignes - 1)
    marques, y = poser(titre, gauche, 0)
    restent = lignes - sum(len(paragraphe.lignes) for paragraphe in titre)
    suite, _ = poser(empiler(phrases[1:], encre.TEXTE, place, restent), gauche, y)
    return [*marques, *suite]


def grille_a_remplir(champs: Sequence[ARemplir], rangs: Sequence[str]) -> Fixe:
    """Un champ par colonne, avec son unité, et une ligne pointillée par rang."""
    style, legende = encre.TEXTE, encre.LEGENDE
    debut, blanc = mm(papier.COLONNE_RANG), mm(papier.GOUTTIERE)
    pas = (LARGEUR - debut + blanc) / len(champs)
    marques: list[Marque] = []
    for colonne, champ in enumerate(champs):
        x, libelle = debut + colonne * pas, abreger(champ.libelle, style, pas - blanc / 2)
        marques.append(Texte(x, encre.base(style), libelle, style))
        marques.append(Texte(x, style.interligne + encre.base(legende), champ.unite, legende))
    y = style.interligne + legende.interligne - mm(papier.ECART_RANGEE)
    for rang in rangs:
        y += mm(papier.LIGNE_A_REMPLIR)
        marques.append(Texte(0, y - style.interligne + encre.base(style), rang, style))
        gauches = (debut + colonne * pas for colonne in range(len(champs)))
        marques += [pointille(gauche, gauche + pas - blanc, y) for gauche in gauches]
    return Fixe(Pave(y + mm(papier.ECART_RANGEE), tuple(marques)))


def liste_a_remplir(champs: Sequence[ARemplir]) -> Fixe:
    """Un champ par rang, une ligne pointillée, l'unité au bout."""
    style, legende = encre.TEXTE, encre.LEGENDE
    droite = CONTENU + mm(papier.COLONNE_RANG + papier.COLONNE_REMPLIR)
    marques: list[Marque] = []
    y = 0.0
    for champ in champs:
        y += mm(papier.LIGNE_A_REMPLIR)
        base = y - style.interligne + encre.base(style)
        marques.append(Texte(0, base, champ.libelle, style))
        marques.append(pointille(droite - mm(papier.COLONNE_REMPLIR), droite, y))
        marques.append(Texte(droite + mm(papier.GOUTTIERE) / 2, base, champ.unite, legende))
    return Fixe(Pave(y + mm(papier.ECART_RANGEE), tuple(marques)))


def notes(hauteur: float) -> Pave | None:
    """De quoi écrire dans le blanc qui reste ; None s'il y en a trop peu."""
    titre = titre_de_section("Notes").pave
    haut = mm(papier.LIGNE_DE_NOTES)
    combien = int((hauteur - titre.hauteur) // haut)
    if combien < papier.NOTES_MIN:
        return None
    traits = (pointille(0, LARGEUR, titre.hauteur + (rang + 1) * haut) for rang in range(combien))
    return Pave(titre.hauteur + combien * haut, (*titre.marques, *traits))
