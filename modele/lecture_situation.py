"""Lecture et écriture d'une situation (contrat § 1) : tout ce qui sort d'ici est exact et dans ses bornes.

Chaque refus nomme le champ, la valeur reçue et ce qui est attendu.
"""

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, cast

from modele.catalogue.objets import Assiette, Catalogue, Outil
from modele.fautes import SituationInvalide
from modele.lecture_json import JsonInvalide, lire_json
from modele.nombres import DECIMALES_MAX, NombreInvalide, lire_nombre, nombre, texte_exact
from modele.situation import CHAMPS, PAR_CHAMP, Champ, Genre, Situation

MONTANT_LIBRE_MAX = Fraction(100_000_000)
_EXIGENCES = ("indispensable", "souhaite")
_ORDRE_DE_GRANDEUR_MAX = 30
_LONGUEUR_CITEE = 60
_ABSENTE = object()


def _lisible(texte: str) -> str:
    """Texte qu'on peut afficher sans risque, raccourci."""
    propre = "".join("�" if unicodedata.category(c) in ("Cc", "Cs") else c for c in texte)
    return propre if len(propre) <= _LONGUEUR_CITEE else propre[:_LONGUEUR_CITEE] + "…"


def _montrer(valeur: object) -> str:
    """La valeur reçue, comme on l'écrit en JSON ; un contenant est seulement nommé."""
    if isinstance(valeur, str):
        return _lisible(valeur)
    if isinstance(valeur, Mapping):
        return "un objet { }"
    if isinstance(valeur, (list, tuple)):
        return "une liste [ ]"
    if isinstance(valeur, bool) or valeur is None:
        return {True: "true", False: "false", None: "null"}[valeur]
    # Python refuse d'écrire un `int` de plus de 4 300 chiffres, pas un `Decimal`.
    return _lisible(str(Decimal(valeur) if isinstance(valeur, int) else valeur))


def _refuser(champ: str, libelle: str, valeur: object, attendu: str) -> NoReturn:
    recu = _montrer(valeur)
    nom = f"« {libelle} » ({champ})" if libelle else f"« {champ} »"
    raise SituationInvalide(
        champ, recu, attendu, f"Le champ {nom} doit être {attendu} (vous avez écrit « {recu} »)."
    )


def _refuser_nom(
    champ: str, nom: object, quoi: str, permis: tuple[str, ...], valeur: object = _ABSENTE
) -> NoReturn:
    """Refuse un identifiant inconnu en proposant le plus proche, sinon la liste ; cite la valeur qu'il portait."""
    recu = _montrer(nom)
    champ = _lisible(champ)
    attendu = "un de : " + ", ".join(permis) if permis else "rien, il n'y en a aucun"
    from difflib import get_close_matches

    proches = get_close_matches(recu, permis, n=1)
    suite = f"vouliez-vous dire « {proches[0]} » ?" if proches else f"attendu : {attendu}."
    ou = "" if champ == recu else f" (champ « {champ} »)"
    if valeur is not _ABSENTE:
        ou = f" (vous avez écrit « {_montrer(valeur)} »)"
    raise SituationInvalide(champ, recu, attendu, f"{quoi} « {recu} » n'existe pas{ou} ; {suite}")


def _bornes(minimum: Fraction, maximum: Fraction, unite: str) -> str:
    suffixe = f" {unite}" if unite else ""
    return f"compris entre {nombre(minimum)} et {nombre(maximum)}{suffixe}"


def _fraction(valeur: object) -> Fraction | None:
    """Valeur exacte d'un nombre ou d'un texte ; None si ce n'est pas un nombre raisonnable."""
    if isinstance(valeur, bool):
        return None
    if isinstance(valeur, str):
        try:
            return lire_nombre(valeur)
        except NombreInvalide:
            return None
    if isinstance(valeur, Fraction):
        return valeur
    if not isinstance(valeur, (int, float, Decimal)):
        return None
    try:
        decimal = Decimal(repr(valeur)) if isinstance(valeur, float) else Decimal(valeur)
    except InvalidOperation:
        return None
    if not decimal.is_finite():
        return None
    # Sans cette garde, « 1e999999999 » demanderait des gigaoctets.
    if decimal.adjusted() > _ORDRE_DE_GRANDEUR_MAX or -int(decimal.as_tuple().exponent) > DECIMALES_MAX:
        return None
    return Fraction(decimal)


def _lire_borne(
    champ: str,
    libelle: str,
    valeur: object,
    minimum: Fraction,
    maximum: Fraction,
    unite: str,
    entier: bool = False,
) -> Fraction:
    x = _fraction(valeur)
    if x is None or not minimum <= x <= maximum or (entier and x.denominator != 1):
        attendu = ("un nombre entier " if entier else "un nombre ") + _bornes(minimum, maximum, unite)
        lisible = isinstance(valeur, Decimal) and valeur.is_finite() and not entier
        if lisible and minimum <= cast(Decimal, valeur) <= maximum:
            attendu += f", avec {DECIMALES_MAX} décimales au plus"
        _refuser(champ, libelle, valeur, attendu)
    return x


def _lire_texte(champ: Champ, valeur: object) -> str:
    attendu = f"un texte d'une ligne, de {nombre(champ.maximum)} caractères au plus"
    if not isinstance(valeur, str) or len(valeur) > champ.maximum:
        _refuser(champ.nom, champ.libelle, valeur, attendu)
    for caractere in valeur:
        # U+xxFFFE et U+xxFFFF ne peuvent figurer dans un fichier XML, donc dans un classeur.
        interdit = unicodedata.category(caractere) in ("Cc", "Cs", "Zl", "Zp")
        if interdit or ord(caractere) & 0xFFFE == 0xFFFE:
            _refuser(champ.nom, champ.libelle, valeur, attendu + ", sans caractère invisible")
    return valeur


def _lire_simple(champ: Champ, valeur: object) -> object:
    match champ.genre:
        case Genre.TEXTE:
            return _lire_texte(champ, valeur)
        case Genre.BOOLEEN:
            if not isinstance(valeur, bool):
                _refuser(champ.nom, champ.libelle, valeur, "true (oui) ou false (non)")
            return valeur
        case Genre.CHOIX:
            permis = [cle for cle, _ in champ.choix]
            if not isinstance(valeur, str) or valeur not in permis:
                _refuser(champ.nom, champ.libelle, valeur, "un de : " + ", ".join(permis))
            return valeur
        case Genre.EUROS | Genre.POURCENTAGE:
            return _lire_borne(champ.nom, champ.libelle, valeur, champ.minimum, champ.maximum, champ.unite)
        case Genre.ENTIER:
            return int(
                _lire_borne(
                    champ.nom, champ.libelle, valeur, champ.minimum, champ.maximum, champ.unite, entier=True
                )
            )


def lire_champ(nom: str, texte: str | bool) -> object:
    """Valide un champ simple tel qu'une personne l'a saisi : `Fraction`, `int`, `str` ou `bool`.

    Lève `SituationInvalide` si la saisie ne convient pas, `KeyError` si le champ n'existe pas.
    """
    return _lire_simple(PAR_CHAMP[nom], texte)


def _objet(nom: str, valeur: object, attendu: str) -> Mapping[str, Any]:
    if not isinstance(valeur, Mapping):
        _refuser(nom, "", valeur, f"un objet {attendu}")
    return valeur


def _outil(nom: str, identifiant: str, catalogue: Catalogue) -> Outil:
    outil = catalogue.par_outil.get(identifiant)
    if outil is None:
        _refuser_nom(nom, identifiant, "L'outil", tuple(sorted(catalogue.par_outil)))
    return outil


def _lire_formules(valeur: object, catalogue: Catalogue) -> Mapping[str, str]:
    formules: dict[str, str] = {}
    for identifiant, formule in _objet("formules", valeur, "{outil: formule}").items():
        outil = _outil("formules", identifiant, catalogue)
        if not isinstance(formule, str) or formule not in outil.par_formule:
            _refuser_nom(
                f"formules.{identifiant}", formule, f"Pour {outil.nom}, la formule", tuple(outil.par_formule)
            )
        formules[identifiant] = formule
    return MappingProxyType(formules)


def _lire_options(valeur: object, catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    options: dict[str, tuple[str, ...]] = {}
    for identifiant, choisies in _objet("options", valeur, "{outil: [option]}").items():
        outil = _outil("options", identifiant, catalogue)
        champ = f"options.{identifiant}"
        if not isinstance(choisies, (list, tuple)):
            _refuser(champ, "", choisies, 'une liste d\'options, comme ["tpe"]')
        for option in choisies:
            if not isinstance(option, str) or option not in outil.par_option:
                _refuser_nom(champ, option, f"Pour {outil.nom}, l'option", tuple(outil.par_option))
        if len(set(choisies)) != len(choisies):
            _refuser(champ, "", ", ".join(choisies), "une liste sans répétition")
        options[identifiant] = tuple(choisies)
    return MappingProxyType(options)


def accepte_montant_libre(outil: Outil) -> bool:
    """Vrai si une formule ou une option de l'outil compte une contribution que la ferme choisit."""
    porteurs = [p.composantes for p in outil.formules] + [p.composantes for p in outil.options]
    return any(c.assiette is Assiette.MONTANT_LIBRE for composantes in porteurs for c in composantes)


def _lire_montants_libres(valeur: object, catalogue: Catalogue) -> Mapping[str, Fraction]:
    montants: dict[str, Fraction] = {}
    for identifiant, montant in _objet("montants_libres", valeur, "{outil: € par an}").items():
        outil = _outil("montants_libres", identifiant, catalogue)
        champ = f"montants_libres.{identifiant}"
        if not accepte_montant_libre(outil):
            _refuser(champ, "", montant, f"absent : {outil.nom} ne demande pas de contribution libre")
        montants[identifiant] = _lire_borne(
            champ, "Contribution libre", montant, Fraction(0), MONTANT_LIBRE_MAX, "€/an"
        )
    return MappingProxyType(montants)


def _lire_exigences(valeur: object, catalogue: Catalogue) -> Mapping[str, str]:
    exigences: dict[str, str] = {}
    for critere, exigence in _objet("exigences", valeur, "{critère: exigence}").items():
        if critere not in catalogue.par_critere:
            _refuser_nom("exigences", critere, "Le critère", tuple(catalogue.par_critere))
        if not isinstance(exigence, str) or exigence not in _EXIGENCES:
            _refuser(
                f"exigences.{critere}",
                catalogue.par_critere[critere].nom,
                exigence,
                "un de : " + ", ".join(_EXIGENCES),
            )
        exigences[critere] = exigence
    return MappingProxyType(exigences)


_LECTEURS: Mapping[str, Callable[[object, Catalogue], Mapping[str, Any]]] = MappingProxyType(
    {
        "formules": _lire_formules,
        "options": _lire_options,
        "montants_libres": _lire_montants_libres,
        "exigences": _lire_exigences,
    }
)


def lire_situation(donnees: object, catalogue: Catalogue) -> Situation:
    """Situation que décrit un objet JSON déjà décodé ; les champs absents prennent leur défaut.

    Lève `SituationInvalide` au premier champ inconnu, de type faux ou hors bornes.
    """
    if not isinstance(donnees, Mapping):
        attendu = 'un objet JSON, comme { "ca_particuliers": 30000 }'
        recu = _montrer(donnees)
        phrase = f"Une situation doit être {attendu} (vous avez écrit « {recu} »)."
        raise SituationInvalide("", recu, attendu, phrase)
    valeurs: dict[str, Any] = {}
    for nom, valeur in donnees.items():
        if champ := PAR_CHAMP.get(nom):
            valeurs[nom] = _lire_simple(champ, valeur)
        elif lecteur := _LECTEURS.get(nom):
            valeurs[nom] = lecteur(valeur, catalogue)
        else:
            _refuser_nom(nom, nom, "Le champ", (*PAR_CHAMP, *_LECTEURS), valeur)
    return Situation(**valeurs)


def lire_fichier(chemin: Path, catalogue: Catalogue) -> Situation:
    """Situation d'un fichier JSON (UTF-8, un mégaoctet au plus).

    Lève `SituationInvalide` si le contenu est refusé, `OSError` si le fichier ne se lit pas.
    """
    try:
        donnees = lire_json(chemin, avec_impossibles=True)
    except JsonInvalide as faute:
        raise SituationInvalide("", chemin.name, "un fichier JSON", str(faute)) from None
    return lire_situation(donnees, catalogue)


def ecrire_situation(situation: Situation) -> dict[str, object]:
    """Tous les champs, prêts pour le JSON : montants en texte exact, listes et objets ordinaires.

    `lire_situation` en redonne la situation. Lève `ValueError` pour un nombre sans écriture
    décimale finie, qu'aucune lecture ne produit.
    """
    donnees: dict[str, object] = {}
    for champ in CHAMPS:
        valeur = getattr(situation, champ.nom)
        donnees[champ.nom] = texte_exact(valeur) if isinstance(valeur, Fraction) else valeur
    donnees["formules"] = dict(situation.formules)
    donnees["options"] = {outil: list(options) for outil, options in situation.options.items()}
    donnees["montants_libres"] = {o: texte_exact(m) for o, m in situation.montants_libres.items()}
    donnees["exigences"] = dict(situation.exigences)
    return donnees
