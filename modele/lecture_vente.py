"""Lecture de ventes à comparer (contrat § 5) : tout ce qui sort d'ici est exact et dans ses bornes.

Chaque refus nomme le champ, la valeur reçue et ce qui est attendu.
"""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from modele.catalogue.objets import ColonneVente
from modele.dossiers.objets import Vente
from modele.fautes import SituationInvalide
from modele.lecture_json import lire_json
from modele.nombres import DECIMALES_MAX, NombreInvalide, lire_nombre, nombre
from modele.situation import Champ, Genre

MAXIMUM = Fraction(100_000_000)
NOM_MAX = 200
_LONGUEUR_CITEE = 60
_COLONNES = ("avant", "apres")


def _champ(nom: str, libelle: str, unite: str, aide: str, genre: Genre = Genre.EUROS) -> Champ:
    return Champ(nom, genre, libelle, "vente", aide, maximum=MAXIMUM, unite=unite)


CHAMPS: tuple[Champ, ...] = (
    _champ("ca", "Chiffre d'affaires", "€ HT/an", "Ce que cette vente rapporte en une année."),
    _champ("km", "Distance parcourue", "km/an", "Allers et retours d'une année."),
    _champ("prix_km", "Prix du kilomètre", "€/km", "Le guide compte 0,50 € par kilomètre."),
    _champ("heures_vente", "Temps de vente", "h/an", "Trajet, installation, permanence."),
    _champ("heures_preparation", "Temps de préparation", "h/an", "Préparer, charger, ranger."),
    _champ("prix_heure", "Prix de l'heure", "€/h", "Le guide compte 12 € de l'heure."),
    _champ("autres", "Autres frais", "€ HT/an", "Emplacement, emballages, publicité."),
)

PAR_CHAMP: Mapping[str, Champ] = MappingProxyType({champ.nom: champ for champ in CHAMPS})


def lire_champ(nom: str, valeur: object) -> Fraction:
    """Valide un champ d'une colonne, saisi en texte ou lu dans un JSON (`Decimal`).

    Lève `SituationInvalide` (champ, reçu, attendu) si la valeur ne convient pas, `KeyError` si le champ
    n'existe pas.
    """
    return _lire_champ(nom, valeur, "")


def lire_ventes(donnees: object) -> tuple[Vente, ...]:
    """Ventes que décrit un objet JSON déjà décodé ; un champ absent vaut 0, un nom absent est vide.

    Lève `SituationInvalide` au premier champ inconnu, de type faux ou hors bornes.
    """
    racine = _objet(donnees, "Le fichier", "", ("ventes",))
    ventes = racine.get("ventes")
    if not isinstance(ventes, list):
        _refuser("ventes", "Le champ « ventes »", ventes, "une liste de ventes, entre crochets")
    return tuple(_vente(donnee, f"Vente n° {rang}") for rang, donnee in enumerate(ventes, 1))


def lire_fichier(chemin: Path) -> tuple[Vente, ...]:
    """Ventes d'un fichier JSON (UTF-8, un mégaoctet au plus).

    Lève `EntreeInvalide` si le contenu est refusé, `OSError` si le fichier ne se lit pas.
    """
    return lire_ventes(lire_json(chemin, avec_impossibles=True))


def _vente(donnees: object, lieu: str) -> Vente:
    champs = _objet(donnees, lieu, lieu, ("nom", *_COLONNES))
    avant, apres = (_colonne(champs.get(cle, {}), f"{lieu}, « {cle} »") for cle in _COLONNES)
    return Vente(_nom(champs.get("nom", ""), lieu), avant, apres)


def _colonne(donnees: object, lieu: str) -> ColonneVente:
    champs = _objet(donnees, lieu, lieu, tuple(PAR_CHAMP))
    return ColonneVente(**{nom: _lire_champ(nom, champs.get(nom, "0"), lieu) for nom in PAR_CHAMP})


def _lire_champ(nom: str, valeur: object, lieu: str) -> Fraction:
    champ = PAR_CHAMP[nom]
    x = _nombre(valeur)
    if x is None or not champ.minimum <= x <= champ.maximum:
        bornes = f"{nombre(champ.minimum)} et {nombre(champ.maximum)} {champ.unite}"
        sujet = _sujet(lieu, f"le champ « {champ.libelle} » ({nom})")
        _refuser(nom, sujet, valeur, f"un nombre compris entre {bornes}")
    return x


def _nombre(valeur: object) -> Fraction | None:
    if isinstance(valeur, str):
        try:
            return lire_nombre(valeur)
        except NombreInvalide:
            return None
    # Un nombre démesuré, ou aux décimales sans fin, demanderait des gigaoctets en fraction.
    if not isinstance(valeur, Decimal) or not 0 <= valeur <= MAXIMUM:
        return None
    if -int(valeur.as_tuple().exponent) > DECIMALES_MAX:
        return None
    return Fraction(valeur)


def _nom(valeur: object, lieu: str) -> str:
    attendu = f"un texte d'une ligne, de {NOM_MAX} caractères au plus"
    if not isinstance(valeur, str) or len(valeur) > NOM_MAX or valeur != _lisible(valeur):
        _refuser("nom", _sujet(lieu, "le champ « nom »"), valeur, attendu)
    return valeur


def _objet(donnees: object, sujet: str, lieu: str, permis: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(donnees, Mapping):
        _refuser("", sujet, donnees, "un objet JSON, entre accolades")
    for cle in donnees:
        if cle not in permis:
            inconnu = _sujet(lieu, f"le champ « {_citer(cle)} »")
            recu, attendu = _montrer(donnees[cle]), ", ".join(permis)
            phrase = f"{inconnu} n'existe pas (vous avez écrit « {recu} ») ; attendu : {attendu}."
            raise SituationInvalide(cle, recu, attendu, phrase)
    return donnees


def _sujet(lieu: str, suite: str) -> str:
    return f"{lieu} : {suite}" if lieu else suite[:1].upper() + suite[1:]


def _refuser(champ: str, sujet: str, valeur: object, attendu: str) -> NoReturn:
    recu = _montrer(valeur)
    phrase = f"{sujet} doit être {attendu} (vous avez écrit « {recu} »)."
    raise SituationInvalide(champ, recu, attendu, phrase)


def _montrer(valeur: object) -> str:
    """La valeur reçue comme on l'écrit en JSON ; un contenant est seulement nommé."""
    if isinstance(valeur, Mapping):
        return "un objet { }"
    if isinstance(valeur, list):
        return "une liste [ ]"
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    return "rien" if valeur is None else _citer(str(valeur))


def _citer(texte: str) -> str:
    propre = _lisible(texte)
    return propre if len(propre) <= _LONGUEUR_CITEE else propre[:_LONGUEUR_CITEE] + "…"


def _lisible(texte: str) -> str:
    """Le texte, où un caractère de contrôle ou de saut de ligne devient « � »."""
    return "".join("�" if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in texte)
