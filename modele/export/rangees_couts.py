"""Les rangées de « Coûts » : colonnes, styles, et le calcul d'une année à l'horizon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from modele.catalogue.objets import Assiette, Composante, Nature, Payeur
from modele.export import styles
from modele.export.ecriture import Contenu, Formule
from modele.export.plume import Plume
from modele.export.styles import Style, nombre

LARGEURS = (36, 14, 14, 23, 13, 8, 15, 15, 15, 17, 52)
QUANTITE, PRIX, TVA, AN_1, SUIVANTE, HORIZON = "C", "E", "F", "G", "H", "I"
ETAT_PORTEUR, NATURE, EXPLICATION = 3, 10, 11
"""Rangs de colonnes ; l'état d'une formule se lit au-dessus des quantités qu'il annule."""
RIEN = Decimal("0.00")

PAYEURS: Mapping[Payeur, str] = {
    Payeur.FERME: "la ferme",
    Payeur.CLIENT: "vos clients",
    Payeur.AMAP: "l'AMAP",
    Payeur.GERANT: "le gérant",
    Payeur.COMMERCANT: "le commerçant",
}

NATURES: Mapping[Nature, str] = {
    Nature.MISE_EN_SERVICE: "Mise en service",
    Nature.ABONNEMENT: "Abonnement",
    Nature.COMMISSION: "Commission",
    Nature.PAIEMENT: "Paiement en ligne",
    Nature.OPTION: "Option",
    Nature.CONTRIBUTION: "Contribution",
}

_UNITES = {
    Assiette.AN: ("par an", styles.ENTIER),
    Assiette.MOIS: ("mois", styles.ENTIER),
    Assiette.CA: ("€ HT de ventes", styles.DECIMAL),
    Assiette.ENCAISSE_EN_LIGNE_TTC: ("€ TTC payés en ligne", styles.DECIMAL),
    Assiette.COMMANDES_EN_LIGNE: ("commandes en ligne", styles.DECIMAL),
    Assiette.CLIENTS_MOIS: ("clients × mois", styles.ENTIER),
    Assiette.MONTANT_LIBRE: ("€ choisis par an", styles.DECIMAL),
}


@dataclass(frozen=True, slots=True)
class Montant:
    """Ce que le moteur donne pour une rangée (€)."""

    annee_1: Decimal = RIEN
    annee_suivante: Decimal = RIEN


@dataclass(frozen=True, slots=True)
class Calcul:
    """Cases d'une ligne de coût ; `formules` remplacent quantité × prix pour les deux années.

    `suivante` est faux pour ce qui n'est dû que la première année.
    """

    quantite: Formule | None
    prix: Formule | None
    tva: Formule | None
    montant: Montant
    suivante: bool = True
    formules: tuple[str, str] | None = None


class Rangees:
    """Écrit les rangées l'une sous l'autre ; `ligne` est la prochaine."""

    def __init__(self, plume: Plume, ligne: int, annees: int) -> None:
        self.plume = plume
        self.ligne = ligne
        self._annees = annees

    def cout(self, composante: Composante, libelle: str, calcul: Calcul, explication: Contenu) -> int:
        """Écrit une ligne de coût et rend son numéro."""
        plume, ligne = self.plume, self.ligne
        unite, format_quantite = _UNITES[composante.assiette]
        if composante.premiere_annee_seulement and composante.assiette is Assiette.AN:
            unite = "une seule fois"
        format_prix = styles.POURCENT_FIN if composante.en_pourcentage else styles.EUROS
        de_ferme = composante.payeur is Payeur.FERME
        corps = styles.CORPS if de_ferme else styles.CORPS_FAIBLE
        couleur = styles.TEXTE if de_ferme else styles.TEXTE_FAIBLE
        plume.poser(ligne, 1, libelle, corps)
        plume.poser(ligne, 2, PAYEURS[composante.payeur], corps)
        plume.poser(ligne, 3, calcul.quantite or "–", nombre(format_quantite, couleur=couleur))
        plume.poser(ligne, 4, unite if calcul.quantite else "par an", corps)
        plume.poser(ligne, 5, calcul.prix or "–", nombre(format_prix, couleur=couleur))
        plume.poser(ligne, 6, calcul.tva or "–", nombre(styles.POURCENT, couleur=couleur))
        produit = f"ROUND({exact(ligne, 0, f'{PRIX}{ligne}', f'{TVA}{ligne}' if calcul.tva else '')},2)"
        annee_1, suivante = calcul.formules or (produit, produit)
        style = nombre(styles.EUROS_OU_TIRET, couleur=couleur)
        plume.poser(ligne, 7, Formule(annee_1, calcul.montant.annee_1), style)
        plume.poser(
            ligne, 8, Formule(suivante, calcul.montant.annee_suivante) if calcul.suivante else 0, style
        )
        plume.poser(ligne, 9, self._sur_horizon(calcul.montant), style)
        plume.poser(ligne, NATURE, NATURES[composante.nature], styles.NOTE)
        plume.poser(ligne, EXPLICATION, explication, styles.NOTE)
        self.ligne += 1
        return ligne

    def frais(
        self,
        composante: Composante,
        libelle: str,
        prix: Formule,
        tva: Formule | None,
        montants: Sequence[Decimal] | None,
        explication: Contenu,
    ) -> int:
        """Écrit un frais que le guide ne chiffre pas et rend son numéro de ligne ; None : sans prix non plus."""
        plume, ligne = self.plume, self.ligne
        couleur = styles.ALERTE if montants is None else styles.TEXTE
        chiffre = nombre(styles.EUROS, couleur=couleur)
        sans_prix = prix.valeur if montants is None else None
        produit = f"ROUND({exact(ligne, 0, f'{PRIX}{ligne}', f'{TVA}{ligne}' if tva else '')},2)"
        horizon = f"ROUND({AN_1}{ligne}+(horizon-1)*{SUIVANTE}{ligne},2)"
        annees = montants or (RIEN, RIEN)
        valeurs = (*annees, annees[0] + (self._annees - 1) * annees[1])
        plume.poser(ligne, 1, libelle, styles.CORPS_FAIBLE)
        plume.poser(ligne, 2, PAYEURS[composante.payeur], styles.CORPS_FAIBLE)
        plume.poser(ligne, 3, 1, nombre(styles.ENTIER, couleur=styles.TEXTE_FAIBLE))
        plume.poser(ligne, 4, "par an", styles.CORPS_FAIBLE)
        plume.poser(ligne, 5, prix, chiffre)
        plume.poser(ligne, 6, tva or "–", nombre(styles.POURCENT, couleur=styles.TEXTE_FAIBLE))
        for rang, (formule, valeur) in enumerate(zip((produit, produit, horizon), valeurs, strict=True)):
            contenu = Formule(
                f"IF(ISNUMBER({PRIX}{ligne}),{formule},{PRIX}{ligne})",
                valeur if sans_prix is None else sans_prix,
            )
            plume.poser(ligne, 7 + rang, contenu, chiffre)
        plume.poser(ligne, NATURE, NATURES[composante.nature], styles.NOTE)
        plume.poser(ligne, EXPLICATION, explication, styles.NOTE)
        self.ligne += 1
        return ligne

    def total(self, libelle: str, formules: tuple[str, str], montant: Montant, style: Style) -> int:
        """Écrit un total et rend son numéro de ligne."""
        plume, ligne = self.plume, self.ligne
        chiffre = nombre(
            styles.EUROS, gras=style.gras, couleur=style.couleur, bord=style.bord, fond=style.fond
        )
        plume.poser(ligne, 1, libelle, style, 6)
        plume.poser(ligne, 7, Formule(formules[0], montant.annee_1), chiffre)
        plume.poser(ligne, 8, Formule(formules[1], montant.annee_suivante), chiffre)
        plume.poser(ligne, 9, self._sur_horizon(montant), chiffre)
        plume.poser(ligne, NATURE, "", style)
        plume.poser(ligne, EXPLICATION, "", style)
        self.ligne += 1
        return ligne

    def _sur_horizon(self, montant: Montant) -> Formule:
        somme = montant.annee_1 + (self._annees - 1) * montant.annee_suivante
        return Formule(f"ROUND({AN_1}{self.ligne}+(horizon-1)*{SUIVANTE}{self.ligne},2)", somme)


def exact(ligne: int, offerte: int, prix: str, tva: str) -> str:
    """Montant non arrondi d'une ligne, mois offerts de la ligne `offerte` déduits, au prix d'une case.

    `tva` est la case de la majoration, vide quand elle ne joue jamais.
    """
    nombre_du = f"({QUANTITE}{ligne}+{QUANTITE}{offerte})" if offerte else f"{QUANTITE}{ligne}"
    return f"{nombre_du}*{prix}" + (f"*(1+{tva})" if tva else "")
