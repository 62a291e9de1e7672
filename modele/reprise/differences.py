"""Ce qui change d'un dossier à l'autre, en français et dans l'ordre des pages."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, SuiviEtape
from modele.nombres import ESPACE_INSECABLE, nombre
from modele.reprise.listes import listes
from modele.reprise.mots import RIEN, Difference, cite, entre_guillemets, montant, nom_d_outil
from modele.reprise.prix import prix_changes
from modele.situation import CHAMPS, Champ, Genre

_BESOINS = {"": "indifférent", "souhaite": "souhaité", "indispensable": "indispensable"}
_RESSOURCES = {
    "temps": "Temps disponible",
    "competences": "Compétences disponibles",
    "appuis": "Appuis possibles",
}


def differences(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Changements de `avant` à `apres` ; ni les dates ni le classement n'en sont."""
    return tuple(_toutes(avant, apres, catalogue))


def _toutes(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> Iterator[Difference]:
    for champ in CHAMPS:
        textes = [_valeur(champ, getattr(d.situation, champ.nom)) for d in (avant, apres)]
        if getattr(avant.situation, champ.nom) != getattr(apres.situation, champ.nom):
            yield Difference(champ.libelle, *textes)
    yield from _choix(avant, apres, catalogue)
    for changement in prix_changes(avant.prix_proposes, apres.prix_proposes, catalogue):
        yield Difference(*changement)
    for nom, libelle in _RESSOURCES.items():
        yield from _texte(libelle, getattr(avant.ressources, nom), getattr(apres.ressources, nom))
    choisis = [", ".join(nom_d_outil(catalogue, outil) for outil in d.preselection) for d in (avant, apres)]
    if avant.preselection != apres.preselection:
        yield Difference("Présélection", *(texte or RIEN for texte in choisis))
    for outil in _cles(avant.notes, apres.notes):
        libelle = f"Note sur {nom_d_outil(catalogue, outil)}"
        yield from _texte(libelle, avant.notes.get(outil, ""), apres.notes.get(outil, ""))
    yield from listes(avant, apres, catalogue)
    for numero in sorted(avant.etapes.keys() | apres.etapes.keys()):
        yield from _etape(
            numero, avant.etapes.get(numero, SuiviEtape()), apres.etapes.get(numero, SuiviEtape())
        )


def _choix(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> Iterator[Difference]:
    """Formules, options, contributions et besoins."""
    a, b = avant.situation, apres.situation
    for outil in _cles(a.formules, b.formules):
        textes = [_formule(catalogue, outil, situation.formules.get(outil, "")) for situation in (a, b)]
        if a.formules.get(outil) != b.formules.get(outil):
            yield Difference(f"Formule de {nom_d_outil(catalogue, outil)}", *textes)
    for outil in _cles(a.options, b.options):
        prises = [situation.options.get(outil, ()) for situation in (a, b)]
        for option in dict.fromkeys((*prises[0], *prises[1])):
            oui_non = ["oui" if option in choisies else "non" for choisies in prises]
            if oui_non[0] != oui_non[1]:
                nom = f"Option {entre_guillemets(_option(catalogue, outil, option))} de {nom_d_outil(catalogue, outil)}"
                yield Difference(nom, *oui_non)
    for outil in _cles(a.montants_libres, b.montants_libres):
        montants = [situation.montants_libres.get(outil, Fraction(0)) for situation in (a, b)]
        if montants[0] != montants[1]:
            yield Difference(f"Contribution libre à {nom_d_outil(catalogue, outil)}", *map(montant, montants))
    for critere in _cles(a.exigences, b.exigences):
        exigences = [situation.exigences.get(critere, "") for situation in (a, b)]
        if exigences[0] != exigences[1]:
            connu = catalogue.par_critere.get(critere)
            yield Difference(connu.nom if connu else critere, *(_BESOINS[exigence] for exigence in exigences))


def _cles(avant: Any, apres: Any) -> list[str]:
    """Clés des deux associations, dans l'ordre où on les rencontre."""
    return list(dict.fromkeys((*avant, *apres)))


def _valeur(champ: Champ, valeur: Any) -> str:
    match champ.genre:
        case Genre.EUROS:
            return montant(valeur)
        case Genre.POURCENTAGE:
            return f"{nombre(valeur)}{ESPACE_INSECABLE}%"
        case Genre.ENTIER:
            unite = champ.unite if valeur > 1 else champ.unite.removesuffix("s")
            return f"{nombre(valeur)}{ESPACE_INSECABLE}{unite}"
        case Genre.BOOLEEN:
            return "oui" if valeur else "non"
        case Genre.CHOIX:
            return dict(champ.choix)[valeur].lower()
        case Genre.TEXTE:
            return cite(valeur)


def _texte(libelle: str, avant: str, apres: str) -> Iterator[Difference]:
    if avant != apres:
        yield Difference(libelle, cite(avant), cite(apres))


def _etape(numero: int, avant: SuiviEtape, apres: SuiviEtape) -> Iterator[Difference]:
    libelle = f"Étape {numero} de la méthode"
    if avant.faite != apres.faite:
        yield Difference(libelle, *("faite" if suivi.faite else "à faire" for suivi in (avant, apres)))
    yield from _texte(f"{libelle}, notes", avant.notes, apres.notes)
    if avant.cases != apres.cases:
        yield Difference(f"{libelle}, points vérifiés", *(str(len(suivi.cases)) for suivi in (avant, apres)))


def _formule(catalogue: Catalogue, outil: str, identifiant: str) -> str:
    if not identifiant:
        return "selon la situation"
    connu = catalogue.par_outil.get(outil)
    formule = connu.par_formule.get(identifiant) if connu else None
    return formule.nom if formule else identifiant


def _option(catalogue: Catalogue, outil: str, identifiant: str) -> str:
    connu = catalogue.par_outil.get(outil)
    option = connu.par_option.get(identifiant) if connu else None
    return option.nom if option else identifiant
