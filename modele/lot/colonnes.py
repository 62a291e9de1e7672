"""Les colonnes d'un tableau de fermes : leur code, leur titre en français, et comment s'y lit une case.

Un titre se reconnaît sans ses majuscules, ses accents ni son unité ; un code est celui du contrat
(`ca_particuliers`, `formule:socleo`, `option:socleo:tpe`, `montant_libre:local-bio`, `besoin:abonnement`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from types import MappingProxyType

from modele.catalogue.objets import Catalogue, Outil
from modele.lecture_situation import lire_champ, lire_situation
from modele.nombres import nombre
from modele.reprise.cases import Valeur
from modele.reprise.saisies import besoin_lu, formule_lue
from modele.reprise.valeurs import nombre_lu, oui_ou_non, reduit, texte_lu
from modele.situation import CHAMPS, GROUPES, Champ, Genre, Situation

SELON_LA_SITUATION = "Selon votre situation"
BESOINS = (("indispensable", "indispensable"), ("souhaite", "souhaité"), ("", "indifférent"))
OUI_NON = (("oui", "oui"), ("non", "non"))
NOTE = "note"
"""Une colonne dont le titre commence par ce mot est à la personne qui tient le tableau : elle n'est pas lue."""

_UNITE = re.compile(r"\s*\([^()]*\)\s*$")
_CENT = 100
_VRAI_FAUX = MappingProxyType({"vrai": "oui", "true": "oui", "faux": "non", "false": "non"})


@dataclass(frozen=True, slots=True)
class Colonne:
    """Une question posée à chaque ferme.

    `choix` sont les couples (valeur, réponse affichée) d'une liste, vide pour un nombre ou un texte ; `defaut`
    ce qui vaut quand la case est vide ; `bornes` celles d'un nombre. `lire` lève `NonComprise` ou
    `SituationInvalide`.
    """

    code: str
    titre: str
    groupe: str
    aide: str
    attendu: str
    defaut: str
    lire: Callable[[Valeur], object]
    choix: tuple[tuple[str, str], ...] = ()
    bornes: tuple[Fraction, Fraction] | None = None
    entier: bool = False
    pourcentage: bool = False
    courante: bool = True
    """Vrai pour les colonnes du tableau vide ; les autres s'ajoutent à la main."""


def colonnes(catalogue: Catalogue) -> tuple[Colonne, ...]:
    """Toutes les colonnes possibles, dans l'ordre du tableau vide."""
    return tuple(_toutes(catalogue))


def _toutes(catalogue: Catalogue) -> Iterator[Colonne]:
    nom = next(champ for champ in CHAMPS if champ.genre is Genre.TEXTE)
    yield _de_champ(nom)
    for groupe in GROUPES:
        yield from (_de_champ(champ) for champ in CHAMPS if champ.groupe == groupe and champ is not nom)
    for outil in catalogue.outils:
        if len(outil.formules) > 1:
            yield _de_formule(outil)
    for outil in catalogue.outils:
        for option in outil.options:
            yield Colonne(
                f"option:{outil.identifiant}:{option.identifiant}",
                f"Option de {outil.nom} : {option.nom}",
                "Options payantes",
                option.description or "Option payante, comptée si la réponse est oui.",
                "oui ou non",
                "non",
                _booleen,
                OUI_NON,
            )
    for outil in catalogue.outils:
        if _accepte_contribution(outil, catalogue):
            yield _de_contribution(outil, catalogue)
    for critere in catalogue.criteres:
        yield Colonne(
            f"besoin:{critere.identifiant}",
            f"Besoin : {critere.nom}",
            "Besoins",
            critere.definition,
            "indispensable, souhaité ou indifférent",
            "indifférent",
            besoin_lu,
            BESOINS,
            courante=critere.synthese,
        )


def reconnaitre(titres: Iterable[str], connues: Iterable[Colonne]) -> dict[str, Colonne]:
    """Colonne de chaque titre reconnu, par son code ou par son titre."""
    par_titre: dict[str, Colonne] = {}
    for colonne in connues:
        for texte in (colonne.code, colonne.titre, _UNITE.sub("", colonne.titre)):
            par_titre.setdefault(cle(texte), colonne)
    return {
        titre: trouvee
        for titre in titres
        if (trouvee := par_titre.get(cle(titre)) or par_titre.get(cle(_UNITE.sub("", titre))))
    }


def cle(titre: str) -> str:
    """Titre dont ni les accents, ni les majuscules, ni les espaces ne comptent."""
    nu = unicodedata.normalize("NFKD", titre)
    sans_accent = "".join(lettre for lettre in nu if not unicodedata.combining(lettre))
    return re.sub(r"\s*([:/])\s*", r"\1", " ".join(sans_accent.replace("’", "'").split()).casefold())


def assembler(valeurs: Mapping[str, object], catalogue: Catalogue) -> Situation:
    """Situation dont `valeurs` donne, par code de colonne, les réponses déjà lues ; le reste vaut son défaut."""
    simples: dict[str, object] = {}
    formules: dict[str, object] = {}
    options: dict[str, list[str]] = {}
    montants: dict[str, object] = {}
    exigences: dict[str, object] = {}
    for code, valeur in valeurs.items():
        genre, _, suite = code.partition(":")
        if not suite:
            simples[code] = valeur
        elif genre == "formule" and valeur:
            formules[suite] = valeur
        elif genre == "option" and valeur:
            outil, _, option = suite.partition(":")
            options.setdefault(outil, []).append(option)
        elif genre == "montant_libre":
            montants[suite] = valeur
        elif genre == "besoin" and valeur:
            exigences[suite] = valeur
    donnees = {"formules": formules, "options": options, "montants_libres": montants, "exigences": exigences}
    return lire_situation({**simples, **donnees}, catalogue)


def _de_champ(champ: Champ) -> Colonne:
    defaut = getattr(Situation(), champ.nom)
    affiche = dict(champ.choix)
    match champ.genre:
        case Genre.CHOIX:
            attendu, ecrit = "un de : " + ", ".join(texte for _, texte in champ.choix), affiche[defaut]
        case Genre.BOOLEEN:
            attendu, ecrit = "oui ou non", "oui" if defaut else "non"
        case Genre.TEXTE:
            attendu, ecrit = f"un texte d'une ligne, de {nombre(champ.maximum)} caractères au plus", ""
        case _:
            sorte = "un nombre entier" if champ.genre is Genre.ENTIER else "un nombre"
            attendu = f"{sorte} de {nombre(champ.minimum)} à {nombre(champ.maximum)}"
            ecrit = nombre(defaut)
    chiffre = champ.genre in (Genre.EUROS, Genre.POURCENTAGE, Genre.ENTIER)
    return Colonne(
        champ.nom,
        f"{champ.libelle} ({champ.unite})" if champ.unite else champ.libelle,
        GROUPES[champ.groupe],
        champ.aide,
        attendu,
        ecrit,
        partial(_champ, champ),
        OUI_NON if champ.genre is Genre.BOOLEEN else champ.choix,
        (champ.minimum, champ.maximum) if chiffre else None,
        entier=champ.genre is Genre.ENTIER,
        pourcentage=champ.genre is Genre.POURCENTAGE,
    )


def _champ(champ: Champ, valeur: Valeur) -> object:
    reponse: object
    match champ.genre:
        case Genre.TEXTE:
            reponse = texte_lu(valeur).strip()
        case Genre.BOOLEEN:
            return _booleen(valeur)
        case Genre.CHOIX:
            reponses = {reduit(texte): code for code, texte in champ.choix}
            reponse = reponses.get(reduit(valeur), texte_lu(valeur))
        case _:
            reponse = nombre_lu(valeur)
    return lire_champ(champ.nom, reponse)  # type: ignore[arg-type]


def _booleen(valeur: Valeur) -> bool:
    return oui_ou_non(_VRAI_FAUX.get(reduit(valeur), valeur) if isinstance(valeur, str) else valeur)


def _de_formule(outil: Outil) -> Colonne:
    choix = (("", SELON_LA_SITUATION), *((f.identifiant, f.nom) for f in outil.formules))

    def lire(valeur: Valeur) -> str:
        texte = texte_lu(valeur).strip()
        return texte if texte in outil.par_formule else formule_lue(outil, valeur)

    return Colonne(
        f"formule:{outil.identifiant}",
        f"Formule de {outil.nom}",
        "Formules",
        "La formule d'abonnement à compter ; vide, celle que la situation désigne.",
        "une de : " + ", ".join(texte for _, texte in choix),
        SELON_LA_SITUATION,
        lire,
        choix,
    )


def _accepte_contribution(outil: Outil, catalogue: Catalogue) -> bool:
    """Vrai si la lecture d'une situation admet une contribution à cet outil."""
    try:
        lire_situation({"montants_libres": {outil.identifiant: 0}}, catalogue)
    except ValueError:
        return False
    return True


def _de_contribution(outil: Outil, catalogue: Catalogue) -> Colonne:
    def lire(valeur: Valeur) -> object:
        lue = lire_situation({"montants_libres": {outil.identifiant: nombre_lu(valeur)}}, catalogue)
        return lue.montants_libres[outil.identifiant]

    return Colonne(
        f"montant_libre:{outil.identifiant}",
        f"Contribution libre à {outil.nom} (€/an)",
        "Contributions libres",
        "Ce que la ferme choisit de verser chaque année ; 0 est possible.",
        "un nombre, 0 ou plus",
        "0",
        lire,
        bornes=(Fraction(0), Fraction(100_000_000)),
    )
