"""Coût d'un outil pour une situation (contrat § 2) : une ou plusieurs lignes par composante.

Une composante donne la ligne de son prix, puis celles, signées, des mois offerts (première année)
et du plancher ou du plafond : leur somme est l'arrondi de son montant exact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from modele.catalogue.objets import Composante, Condition, Formule, Option, Outil, Palier, Payeur, Taxe
from modele.nombres import arrondi_en_centimes, depuis_centimes, euros
from modele.situation import Situation
from modele.tarification import explications
from modele.tarification.assiettes import (
    MOIS_PAR_AN,
    Grandeurs,
    est_due,
    grandeur_suivie,
    grandeurs,
    montant_libre,
    quantite,
)
from modele.tarification.resultat import CoutAnnuel, CoutOutil, Ligne

AVEC_TVA = Fraction(120, 100)
_UN = Fraction(1)
_ZERO = Fraction(0)


def formule_retenue(outil: Outil, situation: Situation) -> Formule:
    """Formule imposée par la situation, sinon celle que la situation désigne, sinon la formule par défaut.

    Lève `KeyError` si la formule imposée n'existe pas (la lecture d'une situation l'exclut).
    """
    if imposee := situation.formules.get(outil.identifiant):
        return outil.par_formule[imposee]
    for formule in outil.formules:
        conditions = formule.defaut_si
        if conditions and all(getattr(situation, champ) == valeur for champ, valeur in conditions):
            return formule
    return next((formule for formule in outil.formules if formule.defaut), outil.formules[0])


def options_retenues(outil: Outil, situation: Situation) -> tuple[Option, ...]:
    """Options choisies pour l'outil, dans l'ordre du catalogue."""
    choisies = situation.options.get(outil.identifiant, ())
    return tuple(option for option in outil.options if option.identifiant in choisies)


def majoration(composante: Composante, situation: Situation) -> Fraction:
    """Facteur de TVA : 1,2 pour un prix hors taxes que paie une ferme qui ne récupère pas la TVA."""
    if situation.recupere_tva or composante.payeur is not Payeur.FERME or composante.taxe is Taxe.NET:
        return _UN
    return AVEC_TVA


def palier_actif(composante: Composante, valeurs: Grandeurs) -> Palier:
    """Palier où tombe la grandeur suivie."""
    *premiers, dernier = composante.paliers
    if premiers:
        grandeur = grandeur_suivie(composante.suivie or Condition.TOUJOURS, valeurs)
        for palier in premiers:
            limite = palier.jusqu_a
            if limite is None or grandeur < limite or (palier.borne_incluse and grandeur == limite):
                return palier
    return dernier


@dataclass(frozen=True, slots=True)
class _Montants:
    """Parts exactes d'une composante, TVA comprise, et leurs arrondis en centimes."""

    base: Fraction
    offert: Fraction
    ecart: Fraction
    base_arrondie: int
    offert_arrondi: int
    ecart_arrondi: int


def _montants(composante: Composante, quantite_annuelle: Fraction, prix: Fraction, facteur: Fraction,
              mois_offerts: int) -> _Montants:
    base = quantite_annuelle * prix * facteur
    offert = -base * mois_offerts / MOIS_PAR_AN if mois_offerts else _ZERO
    avant_bornes = base + offert
    exact = avant_bornes
    if composante.plancher is not None:
        exact = max(exact, composante.plancher * facteur)
    if composante.plafond is not None:
        exact = min(exact, composante.plafond * facteur)
    base_arrondie = arrondi_en_centimes(base)
    offert_arrondi = arrondi_en_centimes(offert)
    ecart_arrondi = 0
    if exact != avant_bornes:
        ecart_arrondi = arrondi_en_centimes(exact) - base_arrondie - offert_arrondi
    return _Montants(base, offert, exact - avant_bornes, base_arrondie, offert_arrondi, ecart_arrondi)


@dataclass(frozen=True, slots=True)
class _Cadre:
    """Ce qui vaut pour toutes les composantes d'un outil."""

    outil: Outil
    situation: Situation
    valeurs: Grandeurs
    libre: Fraction | None


def _lignes(composante: Composante, cadre: _Cadre, premiere: bool) -> tuple[Ligne, ...]:
    """Lignes d'une composante pour une année ; aucune si elle n'est pas due."""
    qte = quantite(composante, cadre.valeurs, cadre.libre)
    if qte is None or not est_due(composante, cadre.valeurs):
        return ()
    palier = palier_actif(composante, cadre.valeurs)
    facteur = majoration(composante, cadre.situation)
    mois = composante.mois_offerts if premiere else 0
    retenu = bas = haut = _montants(composante, qte, palier.prix, facteur, mois)
    if composante.bas is not None:
        bas = _montants(composante, qte, composante.bas, facteur, mois)
    if composante.haut is not None:
        haut = _montants(composante, qte, composante.haut, facteur, mois)
    tva = explications.TVA_COMPRISE if facteur != 1 else ""

    def ligne(libelle: str, centimes: tuple[int, int, int], exact: Fraction, detail: str,
              nombre: Fraction, prix: Fraction) -> Ligne:
        montant, montant_bas, montant_haut = map(depuis_centimes, centimes)
        return Ligne(
            composante=composante.identifiant,
            libelle=libelle,
            nature=composante.nature,
            payeur=composante.payeur,
            montant=montant,
            bas=montant_bas,
            haut=montant_haut,
            exact=exact,
            quantite=nombre,
            prix=prix,
            detail=detail + tva,
            source=explications.source(composante.lignes, cadre.outil.date_tarif),
            lignes=composante.lignes,
            palier=explications.palier_affiche(composante, palier),
            hypothese=explications.hypothese(composante, facteur != 1),
            doute=composante.doute,
        )

    lignes = [
        ligne(composante.libelle, (retenu.base_arrondie, bas.base_arrondie, haut.base_arrondie),
              retenu.base, explications.detail(composante, qte, palier.prix), qte, palier.prix)
    ]
    if mois:
        lignes.append(
            ligne(explications.libelle_offert(composante),
                  (retenu.offert_arrondi, bas.offert_arrondi, haut.offert_arrondi), retenu.offert,
                  explications.detail_offert(composante, qte, palier.prix), -qte * mois / MOIS_PAR_AN,
                  palier.prix)
        )
    if retenu.ecart or bas.ecart or haut.ecart:
        plancher = (retenu.ecart or bas.ecart or haut.ecart) > 0
        limite = composante.plancher if plancher else composante.plafond
        lignes.append(
            ligne(explications.libelle_borne(composante, plancher),
                  (retenu.ecart_arrondi, bas.ecart_arrondi, haut.ecart_arrondi), retenu.ecart,
                  f"{euros(limite or 0)} par an {'au moins' if plancher else 'au plus'}", _UN,
                  retenu.ecart / facteur)
        )
    return tuple(lignes)


def _annee(lignes: tuple[Ligne, ...]) -> CoutAnnuel:
    ferme = [ligne for ligne in lignes if ligne.payeur is Payeur.FERME]
    autres: dict[Payeur, Decimal] = {}
    for ligne in lignes:
        if ligne.payeur is not Payeur.FERME:
            autres[ligne.payeur] = autres.get(ligne.payeur, _RIEN) + ligne.montant
    return CoutAnnuel(
        ferme=_total(ligne.montant for ligne in ferme),
        bas=_total(ligne.bas for ligne in ferme),
        haut=_total(ligne.haut for ligne in ferme),
        autres=autres,
        lignes=lignes,
    )


_RIEN = Decimal("0.00")


def _total(montants: Iterable[Decimal]) -> Decimal:
    return sum(montants, _RIEN)


def calculer(outil: Outil, situation: Situation, valeurs: Grandeurs | None = None) -> CoutOutil:
    """Coût de l'outil la première année, une année suivante et sur l'horizon (€).

    `valeurs` évite de recalculer les grandeurs quand plusieurs outils servent les mêmes clientèles.
    """
    if valeurs is None:
        valeurs = grandeurs(outil.clienteles, situation)
    formule = formule_retenue(outil, situation)
    options = options_retenues(outil, situation)
    cadre = _Cadre(outil, situation, valeurs, montant_libre(outil, situation))
    premiere: list[Ligne] = []
    suivante: list[Ligne] = []
    for composantes in (formule.composantes, *(option.composantes for option in options)):
        for composante in composantes:
            lignes = _lignes(composante, cadre, premiere=True)
            premiere += lignes
            if not composante.premiere_annee_seulement:
                suivante += _lignes(composante, cadre, premiere=False) if composante.mois_offerts else lignes
    annee_1, annee_suivante = _annee(tuple(premiere)), _annee(tuple(suivante))
    n = situation.horizon
    return CoutOutil(
        outil=outil,
        formule=formule,
        options=options,
        ca_couvert=valeurs.ca_couvert,
        ca_non_couvert=valeurs.ca_non_couvert,
        annee_1=annee_1,
        annee_suivante=annee_suivante,
        annees=n,
        horizon=annee_1.ferme + (n - 1) * annee_suivante.ferme,
        horizon_bas=annee_1.bas + (n - 1) * annee_suivante.bas,
        horizon_haut=annee_1.haut + (n - 1) * annee_suivante.haut,
        non_chiffres=tuple(frais.texte for frais in outil.non_chiffres),
    )
