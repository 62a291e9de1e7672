"""Les ventes d'un dossier : chacune avec le coût de son outil au tarif de la ferme, puis leur somme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from modele.catalogue.objets import Catalogue, Clientele, ColonneVente, Outil
from modele.dossiers.objets import Vente
from modele.situation import EXEMPLE, Situation
from modele.tarification.calcul import calculer
from modele.tarification.compilation import courbe_ferme
from modele.tarification.courbe import Courbe
from modele.vente import BilanColonne, BilanVente, Poste, comparer_vente

_ZERO = Fraction(0)

PRIX_KM = Fraction(1, 2)
PRIX_HEURE = Fraction(12)
"""Prix que le guide emploie dans son exemple (l. 131-133) ; une vente neuve en part."""


@dataclass(frozen=True, slots=True)
class CoutOutilVente:
    """Coût annuel d'un outil pour le chiffre d'affaires d'une vente, et selon ce chiffre d'affaires (€).

    `propose` dit qu'un prix proposé à la ferme y est compté.
    """

    outil: Outil
    ca: Fraction
    courbe: Courbe
    retenu: Fraction
    bas: Fraction
    haut: Fraction
    propose: bool = False

    @property
    def taux(self) -> Fraction | None:
        """Coût rapporté au chiffre d'affaires ; None sans chiffre d'affaires."""
        return self.retenu / self.ca if self.ca else None


@dataclass(frozen=True, slots=True)
class VenteChiffree:
    """Une vente et son bilan ; `outil` est None si elle n'en a pas, et n'entre au bilan que s'il est compté."""

    vente: Vente
    bilan: BilanVente
    outil: CoutOutilVente | None = None

    @property
    def outil_compte(self) -> CoutOutilVente | None:
        """L'outil, si son coût entre dans le bilan."""
        return self.outil if self.vente.compter_outil else None


@dataclass(frozen=True, slots=True)
class SommeColonne:
    """Une même colonne, avant ou après, additionnée sur plusieurs ventes (€ par an)."""

    bilans: tuple[BilanColonne, ...]

    @property
    def ca(self) -> Fraction:
        """Chiffre d'affaires."""
        return sum((b.colonne.ca for b in self.bilans), _ZERO)

    @property
    def cout(self) -> Fraction:
        """Coût, outils comptés compris."""
        return sum((b.cout for b in self.bilans), _ZERO)

    @property
    def heures(self) -> Fraction:
        """Heures de vente et de préparation."""
        return sum((b.heures for b in self.bilans), _ZERO)

    @property
    def part_ca(self) -> Fraction | None:
        """Coût rapporté au chiffre d'affaires ; None sans chiffre d'affaires."""
        return self.cout / self.ca if self.ca else None

    @property
    def marge(self) -> Fraction:
        """Chiffre d'affaires moins le coût."""
        return self.ca - self.cout

    @property
    def reste_par_heure(self) -> Fraction | None:
        """Ce qui reste pour chaque heure, une fois les frais payés ; None sans heure."""
        frais = sum((b.frais for b in self.bilans), _ZERO)
        return (self.ca - frais) / self.heures if self.heures else None

    @property
    def vide(self) -> bool:
        """Vrai si rien n'y est rempli ; le coût d'un outil ne suffit pas."""
        return not any(b.colonne.ca or b.heures or b.cout != b.cout_outil for b in self.bilans)


@dataclass(frozen=True, slots=True)
class SommeVentes:
    """Une vente ou plusieurs, avant et après ; un gain négatif est une perte."""

    bilans: tuple[BilanVente, ...]

    @property
    def avant(self) -> SommeColonne:
        """Les colonnes « avant »."""
        return SommeColonne(tuple(b.avant for b in self.bilans))

    @property
    def apres(self) -> SommeColonne:
        """Les colonnes « après »."""
        return SommeColonne(tuple(b.apres for b in self.bilans))

    @property
    def gain_euros(self) -> Fraction:
        """Coût d'avant moins coût d'après."""
        return sum((b.gain_euros for b in self.bilans), _ZERO)

    @property
    def gain_heures(self) -> Fraction:
        """Heures d'avant moins heures d'après."""
        return sum((b.gain_heures for b in self.bilans), _ZERO)

    @property
    def gain_marge(self) -> Fraction:
        """Ce que l'après laisse de plus, chiffre d'affaires compris."""
        return sum((b.gain_marge for b in self.bilans), _ZERO)

    @property
    def gain_ca(self) -> Fraction:
        """Chiffre d'affaires d'après moins celui d'avant."""
        return self.apres.ca - self.avant.ca

    @property
    def postes(self) -> tuple[Poste, ...]:
        """Postes de coût, dans l'ordre du guide, chacun additionné sur les ventes."""
        sommes: dict[str, Poste] = {}
        for poste in (poste for bilan in self.bilans for poste in bilan.postes):
            ancien = sommes.get(poste.cle)
            if ancien is not None:
                poste = replace(poste, avant=ancien.avant + poste.avant, apres=ancien.apres + poste.apres)
            sommes[poste.cle] = poste
        ordre = tuple(self.bilans[0].avant.postes) if self.bilans else ()
        return tuple(sommes[cle] for cle in ordre if cle in sommes)


def vente_neuve(nom: str) -> Vente:
    """Vente à remplir : les prix de l'exemple du guide, et le reste à zéro."""
    colonne = ColonneVente(_ZERO, _ZERO, PRIX_KM, _ZERO, _ZERO, PRIX_HEURE)
    return Vente(nom, colonne, colonne)


def chiffrer(vente: Vente, catalogue: Catalogue, situation: Situation) -> VenteChiffree:
    """Bilan d'une vente ; un outil que le catalogue ne connaît pas est laissé de côté."""
    outil = catalogue.par_outil.get(vente.outil)
    if outil is None:
        return VenteChiffree(vente, comparer_vente(vente.avant, vente.apres))
    cout = cout_de_l_outil(outil, situation, vente.apres.ca)
    compte = cout.retenu if vente.compter_outil else _ZERO
    return VenteChiffree(vente, comparer_vente(vente.avant, vente.apres, compte), cout)


def cout_de_l_outil(outil: Outil, situation: Situation, ca: Fraction) -> CoutOutilVente:
    """Coût d'une année suivante si la ferme ne vendait par l'outil que `ca` (€ HT/an).

    Ses ventes se répartissent comme celles de la ferme entre les clientèles que l'outil sert ; le nombre
    de clients suit le chiffre d'affaires. Un abonnement est donc compté en entier.
    """
    servie = _situation_servie(outil, situation, ca)
    retenu = courbe_ferme(outil, servie, "suivante")
    bas, haut = (courbe_ferme(outil, servie, "suivante", borne).valeur(ca) for borne in ("bas", "haut"))
    propose = calculer(outil, servie).annee_suivante.propose
    return CoutOutilVente(outil, ca, retenu, retenu.valeur(ca), bas, haut, propose)


def _situation_servie(outil: Outil, situation: Situation, ca: Fraction) -> Situation:
    """La situation réduite aux clientèles servies ; si la ferme n'y vend rien, tout va à la première."""
    sert_particuliers = Clientele.PARTICULIERS in outil.clienteles
    particuliers = situation.ca_particuliers if sert_particuliers else _ZERO
    professionnels = situation.ca_professionnels if Clientele.PROFESSIONNELS in outil.clienteles else _ZERO
    if not particuliers + professionnels:
        # Le nombre de clients de la ferme vaut alors pour cette vente, ou pour celle de l'exemple.
        ca = ca or EXEMPLE.ca_total
        particuliers, professionnels = (ca, _ZERO) if sert_particuliers else (_ZERO, ca)
    return replace(situation, ca_particuliers=particuliers, ca_professionnels=professionnels)


def additionner(ventes: Sequence[VenteChiffree]) -> SommeVentes:
    """Une vente seule, ou la somme de plusieurs."""
    return SommeVentes(tuple(chiffree.bilan for chiffree in ventes))


def completes(ventes: Sequence[VenteChiffree]) -> tuple[VenteChiffree, ...]:
    """Ventes dont les deux colonnes sont remplies : les seules qu'une somme peut comparer."""
    sommes = [(chiffree, additionner([chiffree])) for chiffree in ventes]
    return tuple(chiffree for chiffree, somme in sommes if not (somme.avant.vide or somme.apres.vide))


def outils_repetes(ventes: Sequence[VenteChiffree]) -> tuple[Outil, ...]:
    """Outils dont le coût entre dans plusieurs ventes : leur abonnement y est compté plusieurs fois."""
    comptes: dict[str, list[Outil]] = {}
    for chiffree in ventes:
        if chiffree.outil_compte is not None:
            outil = chiffree.outil_compte.outil
            comptes.setdefault(outil.identifiant, []).append(outil)
    return tuple(outils[0] for outils in comptes.values() if len(outils) > 1)
