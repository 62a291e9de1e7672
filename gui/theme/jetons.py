"""Jetons de style : les seules couleurs et longueurs littérales de l'application.

Longueurs en points logiques à 100 % de taille de texte ; `Theme.px` les met à l'échelle.
"""

from dataclasses import dataclass

PAS = (4, 8, 12, 16, 24)
MARGE_PAGE = 16
RAYON = 4
ANNEAU = 2
FILET = 1
TRAIT_MARQUE = 1.5
TRAIT_COURBE = 2
TRAIT_COURBE_FORT = 3.5

LARGEUR_RAIL = 72
LARGEUR_PANNEAU = 330
LARGEUR_PREMIERE_COLONNE = 176
LARGEUR_COLONNE = 82
HAUTEUR_LIGNE = 30
HAUTEUR_BARRE = 5
COTE_FORME = 11
COTE_PASTILLE = 8
HAUTEUR_DETAIL = 128
COTE_CROIX = 16
COTE_MARQUE = 13
COTE_MOTIF = 6
COTE_LEGENDE = 12
HAUTEUR_BARRE_VENTE = 20
LARGEUR_SAISIE = 150
LARGEUR_VENTE = 400
SEUIL_RECOUVREMENT = 1200
LARGEUR_ETROITE = 720
HAUTEUR_BASSE = 340
LARGEUR_RECHERCHE = 220
LARGEUR_SOMMAIRE = 232
CARACTERES_PAR_LIGNE = 80
CARACTERES_MIN = 56
LARGEUR_CARTE = 300
LARGEUR_EXTRAIT = 640
INTERLIGNE_LECTURE = 120
COTE_POINT = 8
HAUTEUR_ZONE = 22
HAUTEUR_GRAPHIQUE_MIN = 180
HAUTEUR_NUAGE = 240
LARGEUR_CLASSEMENT = 720
LARGEUR_COTE_A_COTE = 184
LARGEUR_ECHANTILLON = 44
LARGEUR_COLONNE_SEUILS = 420
LARGEUR_INVITATION = 400
LARGEUR_ETENDUE = 190
LARGEUR_NOM = 140
LARGEUR_DEUX_COLONNES = 1000
LARGEUR_FERME = 400
LARGEUR_RESTANTS = 288
LARGEUR_COLONNE_DE_CHAMPS = 232
SEUIL_UNE_PARTIE = 1040
LARGEUR_GUIDE = 600
HAUTEUR_QUESTION = 300
HAUTEUR_PROGRES = 4
HAUTEUR_AISEE = 400
HAUTEUR_EFFACEMENT = 480
COTE_ETAPE = 22
LARGEUR_AIDE = 480
HAUTEUR_AIDE = 620
LARGEUR_BULLE = 320
LARGEUR_APERCU = 940
HAUTEUR_APERCU = 690
LARGEUR_FEUILLE_MAX = 840

LEGENDE = 0.9
TEXTE = 1.0
SECTION = 1.15
TITRE = 1.5


@dataclass(frozen=True, slots=True)
class Couleurs:
    """Couleurs d'un thème ; chaque texte a un contraste d'au moins 4,5:1 sur fond, papier et creux."""

    fond: str
    papier: str
    creux: str
    trait: str
    trait_fort: str
    texte: str
    texte_faible: str
    accent: str
    accent_doux: str
    sur_accent: str
    alerte: str
    alerte_doux: str
    erreur: str
    erreur_doux: str


CLAIR = Couleurs(
    fond="#F3F2EC",
    papier="#FDFCF9",
    creux="#E9E7DF",
    trait="#D6D3C8",
    trait_fort="#858178",
    texte="#20241F",
    texte_faible="#5A5C54",
    accent="#2E6B3C",
    accent_doux="#DDE9DC",
    sur_accent="#FFFFFF",
    alerte="#7E5300",
    alerte_doux="#F6E9CC",
    erreur="#9C2F1B",
    erreur_doux="#F7DFD8",
)

SOMBRE = Couleurs(
    fond="#1C1F1C",
    papier="#242824",
    creux="#2E332E",
    trait="#3D433D",
    trait_fort="#858C84",
    texte="#E7E9E3",
    texte_faible="#B2B7AF",
    accent="#8FCB95",
    accent_doux="#2C4431",
    sur_accent="#12210F",
    alerte="#E3B75F",
    alerte_doux="#453818",
    erreur="#F29C88",
    erreur_doux="#4C2A23",
)

ETATS: dict[str, tuple[str, str, str]] = {
    "oui": ("●", "Oui", "accent"),
    "partiel": ("◐", "En partie", "alerte"),
    "option": ("€", "En option", "texte"),
    "non": ("–", "Non", "erreur"),
    "non_precise": ("?", "Non dit", "texte_faible"),
}
"""Pour chaque état d'une case : forme, mot, nom du jeton de couleur."""

STATUTS: dict[str, tuple[str, str]] = {
    "retenu": ("retenu", "accent"),
    "avec_reserve": ("avec réserve", "alerte"),
    "a_verifier": ("à vérifier", "alerte"),
    "ecarte": ("écarté", "texte_faible"),
}
"""Pour chaque statut : mot affiché, nom du jeton de couleur."""

SERIES_CLAIR = (
    "#2E6B3C",
    "#7E5300",
    "#3A5F86",
    "#9C2F1B",
    "#6A4C86",
    "#4E7F7B",
    "#8A6D3B",
    "#5A5C54",
    "#A0557A",
)
SERIES_SOMBRE = (
    "#8FCB95",
    "#E3B75F",
    "#8DB4DC",
    "#F29C88",
    "#C2A5DE",
    "#8CCBC6",
    "#D3B98A",
    "#B2B7AF",
    "#E2A3C4",
)
"""Couleurs de courbes et de barres, une par outil ou par nature de frais ; le trait ou le mot les double."""
