"""Les tarifs proposés à une ferme, posés sur le catalogue : tout le calcul les suit sans le savoir.

Le catalogue reçu n'est jamais changé. Chaque prix remplacé garde celui du guide (`Palier.offre`) : poser
d'autres prix, ou aucun, repart toujours du guide.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from modele.catalogue.objets import (
    Assiette,
    Catalogue,
    Composante,
    Formule,
    NonChiffre,
    Offre,
    Option,
    Outil,
    Palier,
    Taxe,
)
from modele.prix_propose import Cle, PrixPropose, est_valable
from modele.tarification.explications import palier_affiche
from modele.tarification.resultat import CoutOutil, Ligne

SANS_PORTEUR = ""
"""Porteur d'un frais que le guide ne chiffre pas : il est dû avec toutes les formules."""
_SUITE = re.compile(r"\s+:\s")
_INCONNU = Fraction(0)

Porteur = Formule | Option
Prix = Mapping[Cle, PrixPropose]


@dataclass(frozen=True, slots=True)
class Cible:
    """Un prix que l'on peut remplacer : celui d'un palier d'une composante d'un outil.

    Tout y est tel que le guide le dit ; pour un `frais` qu'il ne chiffre pas, le prix ne veut rien dire.
    """

    outil: Outil
    porteur: Porteur | None
    composante: Composante
    palier: Palier
    frais: NonChiffre | None = None

    @property
    def cle(self) -> Cle:
        """Celle du prix proposé qui la vise."""
        porteur = self.porteur.identifiant if self.porteur else SANS_PORTEUR
        return self.outil.identifiant, porteur, self.composante.identifiant, self.palier.jusqu_a

    @property
    def palier_dit(self) -> str:
        """« moins de 60 000 € de ventes aux particuliers », vide pour un prix unique."""
        return palier_affiche(self.composante, self.palier) or ""


def appliquer(catalogue: Catalogue, prix: Iterable[PrixPropose]) -> Catalogue:
    """Catalogue où ces prix, et eux seuls, remplacent ceux du guide ; le même objet s'il n'y a rien à changer.

    Un prix qui ne vise plus rien est sans effet (`empechement` dit pourquoi).
    """
    par_outil: dict[str, dict[Cle, PrixPropose]] = {}
    for un in prix:
        par_outil.setdefault(un.outil, {})[un.cle] = un
    outils = tuple(_ajuster(outil, par_outil.get(outil.identifiant, {})) for outil in catalogue.outils)
    if all(apres is avant for apres, avant in zip(outils, catalogue.outils, strict=True)):
        return catalogue
    return replace(catalogue, outils=outils)


def au_guide(catalogue: Catalogue) -> Catalogue:
    """Catalogue rendu aux prix du guide."""
    return appliquer(catalogue, ())


def noter(prix: Sequence[PrixPropose], nouveau: PrixPropose) -> tuple[PrixPropose, ...]:
    """Prix d'un dossier et le nouveau, à la place de celui qui visait la même chose."""
    if any(un.cle == nouveau.cle for un in prix):
        return tuple(nouveau if un.cle == nouveau.cle else un for un in prix)
    return (*prix, nouveau)


def retirer(prix: Sequence[PrixPropose], cle: Cle) -> tuple[PrixPropose, ...]:
    """Prix d'un dossier, sauf celui de cette clé."""
    return tuple(un for un in prix if un.cle != cle)


def cibles(outil: Outil) -> Iterator[Cible]:
    """Tout ce dont un éditeur peut proposer un autre prix : formules, options, puis frais non chiffrés."""
    outil = _du_guide(outil)
    for porteur in _porteurs(outil):
        for composante in porteur.composantes:
            # Une contribution libre n'a pas de tarif : la ferme en choisit le montant.
            if composante.assiette is not Assiette.MONTANT_LIBRE:
                for palier in composante.paliers:
                    yield Cible(outil, porteur, composante, palier)
    for frais in outil.non_chiffres:
        if frais.identifiant:
            composante = composante_du_frais(frais)
            yield Cible(outil, None, composante, composante.paliers[0], frais)


def cible_de(catalogue: Catalogue, prix: PrixPropose) -> Cible | None:
    """Ce que vise un prix ; None si le catalogue ne l'a plus."""
    outil = catalogue.par_outil.get(prix.outil)
    trouvees = cibles(outil) if outil else ()
    return next((cible for cible in trouvees if cible.cle == prix.cle), None)


def cible_de_ligne(cout: CoutOutil, ligne: Ligne) -> Cible | None:
    """Ce dont cette ligne compte le prix ; None pour un plancher, des mois offerts, une contribution libre."""
    if ligne.tarif is None:
        return None
    porteurs = {
        SANS_PORTEUR,
        cout.formule.identifiant,
        *(option.identifiant for option in cout.options),
    }
    for cible in cibles(cout.outil):
        _, porteur, composante, palier = cible.cle
        if porteur in porteurs and (composante, palier) == (ligne.composante, ligne.tarif.jusqu_a):
            return cible
    return None


def empechement(catalogue: Catalogue, prix: PrixPropose) -> str:
    """Pourquoi ce prix ne peut pas être compté, en une phrase ; vide s'il remplace bien celui du guide."""
    outil = catalogue.par_outil.get(prix.outil)
    if outil is None:
        return "Le catalogue ne connaît plus cet outil."
    visees = [cible for cible in cibles(outil) if cible.cle[:3] == prix.cle[:3]]
    if not visees:
        return "Le tarif de l'outil n'a plus cette ligne."
    visee = next((cible for cible in visees if cible.cle == prix.cle), None)
    if visee is None:
        return "Le tarif de l'outil n'a plus ce palier de ventes."
    if not _convient(visee.composante, prix):
        return "Ce prix n'est plus dit comme dans le tarif de l'outil (par mois, par an, en %…)."
    return ""


def composante_du_frais(frais: NonChiffre) -> Composante:
    """Ligne d'un frais que le guide ne chiffre pas, par an et hors taxes ; son prix reste à dire."""
    return Composante(
        identifiant=frais.identifiant,
        libelle=_SUITE.split(frais.texte, maxsplit=1)[0],
        nature=frais.nature,
        assiette=Assiette.AN,
        paliers=(Palier(_INCONNU),),
        payeur=frais.payeur,
        taxe=Taxe.HT,
        lignes=frais.lignes,
        doute=frais.doute,
    )


def _porteurs(outil: Outil) -> tuple[Porteur, ...]:
    return (*outil.formules, *outil.options)


def _convient(composante: Composante, prix: PrixPropose) -> bool:
    return prix.assiette == composante.assiette and est_valable(prix)


def _ajuster(outil: Outil, prix: Prix) -> Outil:
    outil = _du_guide(outil)
    if not prix:
        return outil

    def posees(porteur: str, composantes: tuple[Composante, ...]) -> tuple[Composante, ...]:
        return tuple(_poser(composante, prix, outil.identifiant, porteur) for composante in composantes)

    formules = tuple(replace(f, composantes=posees(f.identifiant, f.composantes)) for f in outil.formules)
    options = tuple(replace(o, composantes=posees(o.identifiant, o.composantes)) for o in outil.options)
    frais = tuple(composante_du_frais(f) for f in outil.non_chiffres if f.identifiant)
    proposes = tuple(c for c in posees(SANS_PORTEUR, frais) if c.paliers[0].offre)
    if (formules, options, proposes) == (outil.formules, outil.options, ()):
        return outil
    return replace(outil, formules=formules, options=options, frais_proposes=proposes)


def _poser(composante: Composante, prix: Prix, outil: str, porteur: str) -> Composante:
    """La composante, dont les prix proposés prennent la place de ceux du guide ; ils ne sont plus incertains."""

    def pose(palier: Palier) -> Palier:
        un = prix.get((outil, porteur, composante.identifiant, palier.jusqu_a))
        if un is None or not _convient(composante, un) or composante.assiette is Assiette.MONTANT_LIBRE:
            return palier
        guide = palier.prix if porteur else None
        return replace(
            palier, prix=un.prix, offre=Offre(un.le, un.par, guide, composante.bas, composante.haut)
        )

    paliers = tuple(map(pose, composante.paliers))
    if paliers == composante.paliers:
        return composante
    # Seul un prix unique est encadré : le catalogue refuse des bornes sur des paliers.
    return replace(composante, paliers=paliers, bas=None, haut=None)


def _du_guide(outil: Outil) -> Outil:
    """L'outil sans aucun prix proposé ; le même objet s'il n'en a pas."""
    touche = any(
        palier.offre
        for porteur in _porteurs(outil)
        for piece in porteur.composantes
        for palier in piece.paliers
    )
    if not touche and not outil.frais_proposes:
        return outil

    def rendues(composantes: tuple[Composante, ...]) -> tuple[Composante, ...]:
        return tuple(map(composante_du_guide, composantes))

    return replace(
        outil,
        formules=tuple(replace(f, composantes=rendues(f.composantes)) for f in outil.formules),
        options=tuple(replace(o, composantes=rendues(o.composantes)) for o in outil.options),
        frais_proposes=(),
    )


def composante_du_guide(composante: Composante) -> Composante:
    """La composante au prix du guide."""
    offres = [palier.offre for palier in composante.paliers if palier.offre]
    if not offres:
        return composante
    paliers = tuple(
        replace(palier, prix=palier.offre.guide, offre=None)
        if palier.offre and palier.offre.guide is not None
        else palier
        for palier in composante.paliers
    )
    return replace(composante, paliers=paliers, bas=offres[0].bas, haut=offres[0].haut)
