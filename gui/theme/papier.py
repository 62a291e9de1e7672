"""Jetons de l'imprimé : les seules longueurs et tailles littérales des deux pages.

Longueurs en millimètres, corps en points ; les couleurs sont celles du thème clair. Aucun corps sous 9 points.
"""

FEUILLE = "sur_accent"
"""Jeton du blanc de la feuille."""
UNITES_PAR_MM = 100
"""Le dessin se mesure en centièmes de millimètre, les mêmes à l'écran, dans le PDF et à l'imprimante."""
RESOLUTION = 2540
"""Points par pouce d'un support dont l'unité est celle du dessin."""
UNITES_PAR_POINT = RESOLUTION / 72

LARGEUR_PAGE, HAUTEUR_PAGE = 210, 297
MARGE_LATERALE = 17
MARGE_HAUTE = 13
MARGE_BASSE = 12
HAUTEUR_PIED = 7.5

COLONNE_TITRE = 38
GOUTTIERE = 4
GOUTTIERE_MONTANTS = 3
COLONNE_MONTANTS = 51
COLONNE_PHRASES = 54
COLONNE_VENTE_MAX = 29
COLONNE_REMPLIR = 34
COLONNE_RANG = 14

CORPS_TITRE = 18.0
CORPS_SECTION = 11.0
CORPS_CHIFFRE = 13.0
CORPS_NOM = 10.5
CORPS_TEXTE = 9.25
CORPS_LEGENDE = 9.0
INTERLIGNE = 1.27

ECART_SECTION = 2.6
ECART_SECTION_MAX = 5.0
ECART_RANGEE = 1.5
ECART_ENTETE = 2.4
ECART_LIGNE = 0.6
RETRAIT_PUCE = 5.6
COTE_CASE = 2.7
LIGNE_A_REMPLIR = 7.0
LIGNE_DE_NOTES = 8.0
NOTES_MIN = 2

FILET = 0.12
FILET_FORT = 0.3
TRAIT_COURBE = 0.3
TRAIT_COURBE_FORT = 0.65
RAYON_POINT = 0.75
POINTILLE = (1.0, 4.0)
TIRETS_REPERE = (4.0, 3.0)

LIGNES_GRAPHE_MIN, LIGNES_GRAPHE_MAX = 14, 20
MARGE_NOMS = 46
HAUTEUR_BANDE = 5.4
RANGS_DE_NOMS = 4
