"""Prix proposés relus de « Tarifs » : ce qu'une personne y écrit, change ou efface l'emporte.

Un prix que le catalogue ne connaît plus, ou que le classeur n'a pas montré, reste tel que le dossier l'a.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from modele.catalogue.objets import Catalogue
from modele.export import noms
from modele.export.saisies_tarifs import du_numero
from modele.export.textes import propre
from modele.fautes import SituationInvalide
from modele.prix_propose import PrixPropose, en_taux, lire_date, lire_par, lire_prix, prix_max
from modele.reprise.cases import Valeur, sans_echappement
from modele.tarification.prix_proposes import Cible, cibles, empechement
from modele.tarification.prix_proposes_en_mots import dire, ligne_dite

Cases = Mapping[str, Valeur]
Prix = Sequence[PrixPropose]

_CHIFFRES_D_UN_TABLEUR = Context(prec=15)
_TOLERANCE = Fraction(1, 10**14)
_JOUR_ECRIT = re.compile(r"\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\s*", re.ASCII)
_ISO = len("AAAA-MM-JJ")
_QUOI = ("", "le", "par")
_LONGUEUR_CITEE = 40


def noms_des_prix(catalogue: Catalogue) -> Iterator[str]:
    """Noms des cases où le classeur porte un prix proposé, sa date et qui l'a proposé."""
    for cible in _cibles(catalogue):
        yield from (noms.tarif(cible.cle, quoi) for quoi in _QUOI)


def prix_lus(
    cases: Cases, catalogue: Catalogue, origine: Prix, jour: str
) -> tuple[tuple[PrixPropose, ...], tuple[str, ...]]:
    """Prix proposés à jour des cases, et ce qui n'y a pas été compris ; `jour` (AAAA-MM-JJ) date un prix neuf
    dont la date n'est pas dite."""
    lecture = _Lecture(cases, jour)
    gardes = {prix.cle: prix for prix in origine}
    for cible in _cibles(catalogue):
        avant = gardes.get(cible.cle)
        montre = avant if avant is not None and not empechement(catalogue, avant) else None
        apres = lecture.prix(cible, montre)
        if apres is not None:
            gardes[cible.cle] = apres
        elif montre is not None:
            del gardes[cible.cle]
    return tuple(gardes.values()), tuple(lecture.avis)


def prix_mis_a_jour(ici: Prix, avant: Prix, apres: Prix) -> tuple[PrixPropose, ...]:
    """Prix du dossier, où ceux que le classeur a changés, ajoutés ou effacés l'emportent."""
    resultat = {prix.cle: prix for prix in ici}
    anciens, lus = ({prix.cle: prix for prix in tous} for tous in (avant, apres))
    for cle in anciens.keys() - lus.keys():
        resultat.pop(cle, None)
    for cle, lu in lus.items():
        if lu != anciens.get(cle):
            resultat[cle] = lu
    return tuple(resultat.values())


def prix_changes(avant: Prix, apres: Prix, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Pour chaque prix changé, ajouté ou retiré : de quoi il s'agit, ce qu'il était, ce qu'il devient."""
    anciens, nouveaux = ({prix.cle: prix for prix in tous} for tous in (avant, apres))
    for cle in dict.fromkeys((*anciens, *nouveaux)):
        ancien, nouveau = anciens.get(cle), nouveaux.get(cle)
        un = nouveau or ancien
        if ancien == nouveau or un is None:
            continue
        dit = dire(catalogue, un)
        libelle = f"Tarif proposé par {dit.outil}, {dit.ligne[:1].lower()}{dit.ligne[1:]}"
        yield libelle, _en_mots(ancien, catalogue), _en_mots(nouveau, catalogue)


def _en_mots(prix: PrixPropose | None, catalogue: Catalogue) -> str:
    if prix is None:
        return "aucun"
    dit = dire(catalogue, prix)
    return f"{dit.propose}, {dit.quand}"


def _cibles(catalogue: Catalogue) -> Iterator[Cible]:
    for outil in catalogue.outils:
        yield from cibles(outil)


class _Lecture:
    def __init__(self, cases: Cases, jour: str) -> None:
        self._cases = cases
        self._jour = jour
        self.avis: list[str] = []

    def prix(self, cible: Cible, avant: PrixPropose | None) -> PrixPropose | None:
        """Prix que disent les trois cases d'une cible ; None si la sienne est vide."""
        nom, assiette = noms.tarif(cible.cle), cible.composante.assiette
        if nom not in self._cases:
            return avant
        valeur = self._cases[nom]
        if valeur is None or not str(valeur).strip():
            return None
        libelle = f"Tarif proposé, {cible.outil.nom}, {ligne_dite(cible)}"
        if avant is None or not _meme_nombre(valeur, avant.prix):
            try:
                lu = _lire_prix(valeur, assiette)
            except SituationInvalide as faute:
                self._refuser(libelle, valeur, faute.attendu)
                return avant
            depart = avant or PrixPropose(
                *cible.cle[:3], assiette.value, lu, self._jour, palier=cible.palier.jusqu_a
            )
            avant = replace(depart, prix=lu)
        return replace(avant, le=self._le(cible, avant.le, libelle), par=self._par(cible, avant.par, libelle))

    def _le(self, cible: Cible, avant: str, libelle: str) -> str:
        valeur = self._cases.get(noms.tarif(cible.cle, "le"))
        if valeur is None or not str(valeur).strip():
            return avant
        try:
            return _lire_jour(valeur)
        except (SituationInvalide, ValueError, OverflowError):
            self._refuser(f"{libelle}, date", valeur, "une date")
            return avant

    def _par(self, cible: Cible, avant: str, libelle: str) -> str:
        nom = noms.tarif(cible.cle, "par")
        if nom not in self._cases:
            return avant
        valeur = self._cases[nom]
        texte = "" if valeur is None else str(valeur)
        if propre(avant) in (texte, sans_echappement(texte)):
            return avant
        try:
            return lire_par(propre(sans_echappement(texte)).strip())
        except SituationInvalide as faute:
            self._refuser(f"{libelle}, par", valeur, faute.attendu)
            return avant

    def _refuser(self, libelle: str, valeur: Valeur, attendu: str) -> None:
        texte = " ".join(str(valeur).split())
        cite = texte if len(texte) <= _LONGUEUR_CITEE else texte[:_LONGUEUR_CITEE] + "…"
        self.avis.append(f"{libelle} : « {cite} » ne convient pas, il faut {attendu}. Ce n'est pas repris.")


def _meme_nombre(valeur: Valeur, prix: Fraction) -> bool:
    """Vrai si la case porte ce que l'export y a écrit, aux chiffres près que le tableur a pu perdre."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float) or not math.isfinite(valeur):
        return False
    return abs(Fraction(valeur) - prix) <= _TOLERANCE * abs(prix)


def _lire_prix(valeur: Valeur, assiette: str) -> Fraction:
    """Prix d'une case : un nombre, ou un texte qui en dit un (« 24,50 € », « 1,8 % »)."""
    if isinstance(valeur, str):
        # Sans son signe, un texte ne dit pas s'il compte en pour cent ou en fraction.
        return lire_prix(valeur if not en_taux(assiette) or "%" in valeur else "", assiette)
    nombre = isinstance(valeur, int | float) and not isinstance(valeur, bool) and math.isfinite(valeur)
    lu = Fraction(_CHIFFRES_D_UN_TABLEUR.create_decimal(Decimal(repr(valeur)))) if nombre else Fraction(-1)
    if not 0 <= lu <= prix_max(assiette):
        return lire_prix("", assiette)
    return lu


def _lire_jour(valeur: Valeur) -> str:
    """Date d'une case : une vraie date, son numéro, ou « 3/3/2026 »."""
    if isinstance(valeur, bool):
        raise ValueError
    if isinstance(valeur, int | float):
        return lire_date(du_numero(int(valeur)).isoformat())
    texte = str(valeur)
    if ecrit := _JOUR_ECRIT.fullmatch(texte):
        jour, mois, annee = map(int, ecrit.groups())
        return lire_date(date(annee, mois, jour).isoformat())
    return lire_date(texte.strip()[:_ISO])
