"""Les mots d'une ligne de coût : quantité × prix, palier appliqué, source, hypothèse."""

import re
from fractions import Fraction

from modele.catalogue.objets import Assiette, Clientele, Composante, Condition, Offre, Palier, Taxe
from modele.nombres import ESPACE_INSECABLE, date_francaise, euros, nombre, pourcent
from modele.prix_propose import date_dite

_TVA = pourcent(Fraction(20, 100), 0)
TVA_COMPRISE = f", TVA {_TVA} comprise"
_TVA_SUPPOSEE = f"Le guide ne précise pas la taxe : ce prix est lu hors taxes et majoré de {_TVA}."
_UNE_LIGNE = re.compile(r"[0-9]+")
_GRANDEURS = {
    Condition.TOUJOURS: "de ventes",
    Condition.CA_PARTICULIERS: "de ventes aux particuliers",
    Condition.CA_PROFESSIONNELS: "de ventes aux professionnels",
    Condition.ENCAISSE_PARTICULIERS: "TTC payés en ligne par les particuliers",
    Condition.ENCAISSE_PROFESSIONNELS: "TTC payés en ligne par les professionnels",
}
_DE_CLIENTELE = {
    None: "",
    Clientele.PARTICULIERS: " par les particuliers",
    Clientele.PROFESSIONNELS: " par les professionnels",
}
UNITES = {
    Assiette.AN: "par an",
    Assiette.MOIS: "par mois",
    Assiette.CA: "des ventes HT",
    Assiette.ENCAISSE_EN_LIGNE_TTC: "du montant TTC payé en ligne",
    Assiette.COMMANDES_EN_LIGNE: "par commande payée en ligne",
    Assiette.CLIENTS_MOIS: "par client et par mois",
    Assiette.MONTANT_LIBRE: "par euro choisi",
}
_AUX_CLIENTELE = {
    None: "",
    Clientele.PARTICULIERS: " aux particuliers",
    Clientele.PROFESSIONNELS: " aux professionnels",
}


def prix_affiche(composante: Composante, prix: Fraction) -> str:
    """« 1,8 % » ou « 0,25 € »."""
    if composante.en_pourcentage:
        return pourcent(prix, None)
    if (prix * 100).denominator == 1:
        return euros(prix)
    return f"{nombre(prix)}{ESPACE_INSECABLE}€"


def unite(composante: Composante) -> str:
    """« par mois », « du montant TTC payé en ligne », ou « une seule fois »."""
    if composante.premiere_annee_seulement and composante.assiette is Assiette.AN:
        return "une seule fois"
    return UNITES[composante.assiette]


def prix_du_guide(composante: Composante, offre: Offre) -> str:
    """« 20,00 € », « 8,5 %, entre 7,5 % et 8,5 % » ; vide si le guide n'en donne pas."""
    if offre.guide is None:
        return ""
    texte = prix_affiche(composante, offre.guide)
    if offre.bas is None and offre.haut is None:
        return texte
    bas, haut = (offre.guide if borne is None else borne for borne in (offre.bas, offre.haut))
    return f"{texte}, entre {prix_affiche(composante, bas)} et {prix_affiche(composante, haut)}"


def mention(composante: Composante, offre: Offre | None) -> str:
    """« (tarif proposé le 3 mars 2026 ; guide : 20,00 €) », à la suite d'un détail ; vide au prix du guide."""
    if offre is None:
        return ""
    guide = prix_du_guide(composante, offre)
    reste = f"guide{ESPACE_INSECABLE}: {guide}" if guide else "sans prix dans le guide"
    return f" (tarif proposé le {date_dite(offre.le)}{ESPACE_INSECABLE}; {reste})"


def quantite_affichee(composante: Composante, quantite: Fraction) -> str:
    """« 12 mois », « 904,29 commandes », « 31 650,00 € TTC payés en ligne »."""
    match composante.assiette:
        case Assiette.AN:
            return "1 an"
        case Assiette.MOIS:
            return f"{nombre(quantite)} mois"
        case Assiette.CA:
            return f"{euros(quantite)} HT de ventes{_AUX_CLIENTELE[composante.clientele]}"
        case Assiette.ENCAISSE_EN_LIGNE_TTC:
            return f"{euros(quantite)} TTC payés en ligne{_DE_CLIENTELE[composante.clientele]}"
        case Assiette.COMMANDES_EN_LIGNE:
            return f"{nombre(quantite, 2)} commandes{_DE_CLIENTELE[composante.clientele]}"
        case Assiette.CLIENTS_MOIS:
            return f"{nombre(quantite / 12)} clients × 12 mois"
        case Assiette.MONTANT_LIBRE:
            return f"{euros(quantite)} choisis par la ferme"


def detail(composante: Composante, quantite: Fraction, prix: Fraction) -> str:
    """« 12 mois × 20,00 € », « 1,8 % × 31 650,00 € TTC payés en ligne »."""
    if composante.assiette is Assiette.AN and not composante.en_pourcentage:
        quand = "une seule fois" if composante.premiere_annee_seulement else "par an"
        return f"{prix_affiche(composante, prix)} {quand}"
    if composante.assiette is Assiette.MONTANT_LIBRE and prix == 1:
        return quantite_affichee(composante, quantite)
    if composante.en_pourcentage:
        return f"{prix_affiche(composante, prix)} × {quantite_affichee(composante, quantite)}"
    return f"{quantite_affichee(composante, quantite)} × {prix_affiche(composante, prix)}"


def detail_offert(composante: Composante, quantite: Fraction, prix: Fraction) -> str:
    """Ce que les mois offerts retranchent : « 1 mois × 20,00 € », « 3/12 × 3,5 % × … »."""
    if composante.assiette is Assiette.MOIS:
        return f"{composante.mois_offerts} mois × {prix_affiche(composante, prix)}"
    return f"{composante.mois_offerts}/12 × {detail(composante, quantite, prix)}"


def libelle_offert(composante: Composante) -> str:
    """« 1er mois offert (abonnement) »."""
    n = composante.mois_offerts
    mois = "1er mois offert" if n == 1 else f"{n} premiers mois offerts"
    return f"{mois} ({_en_minuscule(composante.libelle)})"


def libelle_borne(composante: Composante, plancher: bool) -> str:
    """« Plancher (commission) » ou « Plafond (commission) »."""
    return f"{'Plancher' if plancher else 'Plafond'} ({_en_minuscule(composante.libelle)})"


def _en_minuscule(libelle: str) -> str:
    return libelle[:1].lower() + libelle[1:]


def palier_affiche(composante: Composante, palier: Palier) -> str | None:
    """« moins de 60 000 € de ventes aux particuliers » ; None pour un prix unique."""
    if len(composante.paliers) == 1:
        return None
    rang = composante.paliers.index(palier)
    dessous = composante.paliers[rang - 1] if rang else None
    grandeur = _GRANDEURS[composante.suivie or Condition.TOUJOURS]
    haut = ""
    if palier.jusqu_a is not None:
        limite = euros(palier.jusqu_a, centimes=palier.jusqu_a.denominator != 1)
        haut = f"{limite} ou moins" if palier.borne_incluse else f"moins de {limite}"
    if dessous is None or dessous.jusqu_a is None:
        return f"{haut} {grandeur}"
    limite = euros(dessous.jusqu_a, centimes=dessous.jusqu_a.denominator != 1)
    bas = f"plus de {limite}" if dessous.borne_incluse else f"{limite} ou plus"
    return f"{bas} {grandeur}" + (f", {haut}" if haut else "")


def source(lignes: str, date_tarif: str, endroit: str = "") -> str:
    """« Guide, fiche Kuupanda, Coût, ligne 411, vers 2023 » ; `endroit` dit la fiche et la rubrique."""
    mot = "ligne" if _UNE_LIGNE.fullmatch(lignes) else "lignes"
    passages = lignes.replace(";", ", ")
    debut = f"Guide, {endroit}" if endroit else "Guide"
    return f"{debut}, {mot} {passages}" + (f", {date_du_tarif(date_tarif)}" if date_tarif else "")


def date_du_tarif(date_tarif: str) -> str:
    """« vers 2023 » pour une année seule (AAAA), « mai 2026 » (AAAA-MM), « 23 novembre 2026 »."""
    if len(date_tarif) == len("AAAA"):
        return f"vers {date_tarif}"
    if len(date_tarif) == len("AAAA-MM"):
        return date_francaise(f"{date_tarif}-02").removeprefix("2 ")
    return date_francaise(date_tarif)


def hypothese(composante: Composante, avec_tva: bool) -> str | None:
    """Hypothèse du catalogue, complétée quand la TVA s'ajoute à un prix sans régime écrit."""
    textes = [composante.hypothese] if composante.hypothese else []
    if avec_tva and composante.taxe is Taxe.NON_PRECISE:
        textes.append(_TVA_SUPPOSEE)
    return " ".join(textes) or None
