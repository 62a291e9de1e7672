"""Des montants d'une composante aux lignes affichées, dont la somme est son total."""

from dataclasses import dataclass
from fractions import Fraction

from modele.catalogue.objets import Composante, Outil, Palier
from modele.catalogue.rubriques import lieu
from modele.nombres import arrondi_en_centimes, depuis_centimes, euros
from modele.tarification import explications
from modele.tarification.assiettes import MOIS_PAR_AN
from modele.tarification.resultat import Ligne

AVEC_TVA = Fraction(120, 100)
_ZERO = Fraction(0)


@dataclass(slots=True)
class Montants:
    """Parts exactes d'une composante, TVA comprise, et leurs arrondis en centimes."""

    base: Fraction
    base_arrondie: int
    offert: Fraction = _ZERO
    offert_arrondi: int = 0
    ecart: Fraction = _ZERO
    ecart_arrondi: int = 0

    @property
    def total_arrondi(self) -> int:
        """Centimes dus pour l'année."""
        return self.base_arrondie + self.offert_arrondi + self.ecart_arrondi


def repartir(composante: Composante, annuel: Fraction, avec_tva: bool, mois_offerts: int) -> Montants:
    """Parts d'une composante dont le prix de douze mois, hors taxes, est `annuel`.

    Plancher et plafond ne sont pas réduits l'année des mois offerts.
    """
    base = annuel * AVEC_TVA if avec_tva else annuel
    montants = Montants(base, arrondi_en_centimes(base))
    avant_bornes = base
    if mois_offerts:
        montants.offert = -base * mois_offerts / MOIS_PAR_AN
        montants.offert_arrondi = arrondi_en_centimes(montants.offert)
        avant_bornes += montants.offert
    exact = avant_bornes
    if composante.plancher is not None:
        exact = max(exact, composante.plancher * AVEC_TVA if avec_tva else composante.plancher)
    if composante.plafond is not None:
        exact = min(exact, composante.plafond * AVEC_TVA if avec_tva else composante.plafond)
    if exact is not avant_bornes:
        montants.ecart = exact - avant_bornes
        montants.ecart_arrondi = arrondi_en_centimes(exact) - montants.base_arrondie - montants.offert_arrondi
    return montants


@dataclass(frozen=True, slots=True)
class Part:
    """Une composante due pour une année : sa quantité, son palier, ses montants retenus, bas et hauts."""

    composante: Composante
    quantite: Fraction
    palier: Palier
    avec_tva: bool
    mois_offerts: int
    retenu: Montants
    bas: Montants
    haut: Montants


def rediger(part: Part, outil: Outil) -> list[Ligne]:
    """Ligne du prix, puis, s'il y a lieu, lignes des mois offerts et du plancher ou du plafond."""
    composante, qte, prix = part.composante, part.quantite, part.palier.prix
    retenu, bas, haut = part.retenu, part.bas, part.haut
    lignes = [
        _ligne(
            part,
            outil,
            composante.libelle,
            explications.detail(composante, qte, prix) + explications.mention(composante, part.palier.offre),
            (retenu.base_arrondie, bas.base_arrondie, haut.base_arrondie),
            retenu.base,
            qte,
            prix,
            part.palier,
        )
    ]
    if part.mois_offerts:
        lignes.append(
            _ligne(
                part,
                outil,
                explications.libelle_offert(composante),
                explications.detail_offert(composante, qte, prix),
                (retenu.offert_arrondi, bas.offert_arrondi, haut.offert_arrondi),
                retenu.offert,
                -qte * part.mois_offerts / MOIS_PAR_AN,
                prix,
            )
        )
    ecart = retenu.ecart or bas.ecart or haut.ecart
    limite = composante.plancher if ecart > 0 else composante.plafond
    if ecart and limite is not None:
        au_moins = "au moins" if ecart > 0 else "au plus"
        lignes.append(
            _ligne(
                part,
                outil,
                explications.libelle_borne(composante, plancher=ecart > 0),
                f"{euros(limite)} par an {au_moins}",
                (retenu.ecart_arrondi, bas.ecart_arrondi, haut.ecart_arrondi),
                retenu.ecart,
                Fraction(1),
                retenu.ecart / AVEC_TVA if part.avec_tva else retenu.ecart,
            )
        )
    return lignes


def _ligne(
    part: Part,
    outil: Outil,
    libelle: str,
    detail: str,
    centimes: tuple[int, int, int],
    exact: Fraction,
    quantite: Fraction,
    prix: Fraction,
    tarif: Palier | None = None,
) -> Ligne:
    composante = part.composante
    retenu, bas, haut = centimes
    return Ligne(
        composante=composante.identifiant,
        libelle=libelle,
        nature=composante.nature,
        payeur=composante.payeur,
        montant=depuis_centimes(retenu),
        bas=depuis_centimes(bas),
        haut=depuis_centimes(haut),
        exact=exact,
        quantite=quantite,
        prix=prix,
        detail=detail + (explications.TVA_COMPRISE if part.avec_tva else ""),
        source=explications.source(composante.lignes, outil.date_tarif, lieu(outil, composante.lignes)),
        lignes=composante.lignes,
        palier=explications.palier_affiche(composante, part.palier),
        hypothese=explications.hypothese(composante, part.avec_tva),
        doute=composante.doute,
        tarif=tarif,
    )
