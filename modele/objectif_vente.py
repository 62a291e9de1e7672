"""Questions inverses d'une vente : quel chiffre d'affaires pour tenir un objectif ?

Les réponses sont exactes, sur les morceaux de la courbe de coût de l'outil quand il est compté : un saut
de tarif peut couper les chiffres d'affaires qui conviennent en plusieurs plages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from modele.catalogue.objets import ColonneVente
from modele.nombres import euros, pourcent
from modele.tarification.courbe import Courbe, constante
from modele.vente import BilanColonne

_ZERO = Fraction(0)
_CENTIME = Fraction(1, 100)
_SANS_OUTIL = constante(_ZERO)


@dataclass(frozen=True, slots=True)
class Plage:
    """Chiffres d'affaires (€ par an) de `de` à `a` (None : sans limite), bornes comprises ou non."""

    de: Fraction
    de_incluse: bool
    a: Fraction | None
    a_incluse: bool

    def contient(self, x: Fraction) -> bool:
        """Vrai si `x` est dans la plage."""
        if x < self.de or (x == self.de and not self.de_incluse):
            return False
        return self.a is None or x < self.a or (x == self.a and self.a_incluse)

    @property
    def premier_centime(self) -> Fraction:
        """Plus petit montant en centimes qui convient ; `de` si la plage n'en contient aucun."""
        x = ceil(self.de * 100) * _CENTIME
        if not self.contient(x):
            x += _CENTIME
        return x if self.contient(x) else self.de

    @property
    def dernier_centime(self) -> Fraction | None:
        """Plus grand montant en centimes qui convient ; `a` si la plage n'en contient aucun."""
        if self.a is None:
            return None
        x = floor(self.a * 100) * _CENTIME
        if not self.contient(x):
            x -= _CENTIME
        return x if self.contient(x) else self.a


@dataclass(frozen=True, slots=True)
class Reponse:
    """Plages croissantes et disjointes des chiffres d'affaires qui conviennent ; aucune si c'est impossible.

    `phrase` est prête à lire, et dit pourquoi quand c'est impossible.
    """

    plages: tuple[Plage, ...]
    phrase: str


def ca_pour_part(colonne: ColonneVente, part_max: Fraction, outil: Courbe | None = None) -> Reponse:
    """Chiffres d'affaires où la vente coûte au plus `part_max` (0,2 pour 20 %) de ce qu'elle rapporte.

    Les autres champs de la colonne restent fixes ; `outil` est son coût annuel selon le chiffre d'affaires.
    """
    courbe = outil or _SANS_OUTIL
    plages = _resoudre(part_max, BilanColonne(colonne).cout, courbe)
    if plages:
        return Reponse(plages, _phrase(plages))
    if courbe.droites[-1].pente:
        return _impossible(_prise(courbe))
    return _impossible(f"la vente coûte toujours plus de {pourcent(part_max, None)} de ce qu'elle rapporte")


def ca_pour_reste(colonne: ColonneVente, par_heure: Fraction, outil: Courbe | None = None) -> Reponse:
    """Chiffres d'affaires où la vente laisse au moins `par_heure` € de l'heure, une fois les frais payés.

    Les autres champs de la colonne restent fixes ; `outil` est son coût annuel selon le chiffre d'affaires.
    """
    courbe = outil or _SANS_OUTIL
    bilan = BilanColonne(colonne)
    if not bilan.heures:
        return Reponse((), "Indiquez d'abord des heures de vente ou de préparation.")
    plages = _resoudre(Fraction(1), bilan.frais + par_heure * bilan.heures, courbe)
    return Reponse(plages, _phrase(plages)) if plages else _impossible(_prise(courbe))


def _impossible(cause: str) -> Reponse:
    return Reponse((), f"Aucun chiffre d'affaires n'y suffit : {cause}.")


def _prise(outil: Courbe) -> str:
    return f"l'outil prend à lui seul {pourcent(outil.droites[-1].pente, None)} de chaque euro vendu"


def _resoudre(pente: Fraction, seuil: Fraction, outil: Courbe) -> tuple[Plage, ...]:
    """Plages de x > 0 où pente × x − outil(x) ≥ seuil."""
    plages: list[Plage] = []
    debut = _ZERO
    for rang, droite in enumerate(outil.droites):
        fin = outil.ruptures[rang] if rang < len(outil.ruptures) else None
        morceau = _sur_morceau(pente - droite.pente, seuil + droite.constante, debut, fin)
        if morceau is not None:
            _joindre(plages, morceau)
        if fin is not None:
            if pente * fin - outil.valeurs[rang] >= seuil:
                _joindre(plages, Plage(fin, True, fin, True))
            debut = fin
    return tuple(plages)


def _sur_morceau(pente: Fraction, seuil: Fraction, debut: Fraction, fin: Fraction | None) -> Plage | None:
    """Part de l'intervalle ouvert de `debut` à `fin` où pente × x ≥ seuil."""
    entier = Plage(debut, False, fin, False)
    if pente == 0:
        return entier if seuil <= 0 else None
    x = seuil / pente
    if pente > 0:
        if x <= debut:
            return entier
        return Plage(x, True, fin, False) if fin is None or x < fin else None
    if fin is not None and x >= fin:
        return entier
    return Plage(debut, False, x, True) if x > debut else None


def _joindre(plages: list[Plage], suivante: Plage) -> None:
    """Ajoute une plage, ou prolonge la dernière si rien ne les sépare."""
    if plages and plages[-1].a == suivante.de and (plages[-1].a_incluse or suivante.de_incluse):
        derniere = plages.pop()
        suivante = Plage(derniere.de, derniere.de_incluse, suivante.a, suivante.a_incluse)
    plages.append(suivante)


def _phrase(plages: Sequence[Plage]) -> str:
    texte = ", ou ".join(_phrase_de(plage) for plage in plages)
    return f"{texte[:1].upper()}{texte[1:]}."


def _phrase_de(plage: Plage) -> str:
    de, a = plage.premier_centime, plage.dernier_centime
    if a is None:
        if not plage.de:
            return "quel que soit le chiffre d'affaires"
        return f"à partir de {euros(de)} de ventes par an"
    if de == a:
        return f"pour exactement {euros(a)} de ventes par an"
    depuis = f"de {euros(de)} à" if plage.de else "jusqu'à"
    return f"{depuis} {euros(a)} de ventes par an"
