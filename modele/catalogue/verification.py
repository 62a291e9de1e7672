"""Contrôles qui croisent plusieurs clés ou plusieurs fichiers du catalogue.

Chaque fonction rend des couples (chemin de la clé, message en français) ; vide veut dire valide.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product

from modele.catalogue.messages import citer
from modele.catalogue.objets import Assiette, Condition, Valeur
from modele.catalogue.schema import (
    FicheComposante,
    FicheCriteres,
    FicheEvaluation,
    FicheFormule,
    FicheGuide,
    FicheOutil,
    FichePalier,
)
from modele.situation import PAR_CHAMP, Genre

Fautes = Iterator[tuple[str, str]]

_EN_EUROS = frozenset({Assiette.CA, Assiette.ENCAISSE_EN_LIGNE_TTC})
_COMPTEES = frozenset({Assiette.AN, Assiette.MOIS, Assiette.COMMANDES_EN_LIGNE, Assiette.CLIENTS_MOIS})
_CHOIX: Mapping[str, tuple[str, ...]] = {
    nom: tuple(valeur for valeur, _ in champ.choix)
    for nom, champ in PAR_CHAMP.items()
    if champ.genre is Genre.CHOIX
}


def verifier_criteres(fiche: FicheCriteres) -> Fautes:
    """Identifiants uniques, groupes connus."""
    yield from _doublons("groupes", "identifiant", (groupe.identifiant for groupe in fiche.groupes))
    yield from _doublons("criteres", "identifiant", (critere.identifiant for critere in fiche.criteres))
    groupes = [groupe.identifiant for groupe in fiche.groupes]
    for rang, critere in enumerate(fiche.criteres):
        yield from _connu(f"criteres[{rang}].groupe", critere.groupe, groupes, "un groupe connu")


def verifier_guide(fiche: FicheGuide, outils: Collection[str]) -> Fautes:
    """Codes et étapes uniques, doutes et outils connus, méthode rattachée à ses étapes."""
    codes = [doute.code for doute in fiche.doutes]
    etapes = [f"methode-{etape.numero}" for etape in fiche.etapes]
    yield from _doublons("doutes", "code", codes)
    yield from _doublons("etapes", "numero", (str(etape.numero) for etape in fiche.etapes))
    yield from _doublons("exemples", "nom", (exemple.nom for exemple in fiche.exemples))
    for rang, doute in enumerate(fiche.doutes):
        for place, outil in enumerate(doute.outils):
            yield from _connu(f"doutes[{rang}].outils[{place}]", outil, outils, "un outil du catalogue")
    for rang, fait in enumerate(fiche.faits):
        yield from _doute_connu(f"faits[{rang}]", fait.doute, codes)
        if fait.rubrique.startswith("methode-"):
            yield from _connu(f"faits[{rang}].rubrique", fait.rubrique, etapes, "une étape de la méthode")


def verifier_outil(fiche: FicheOutil, criteres: FicheCriteres, codes: Collection[str]) -> Fautes:
    """Tout ce qui lie entre elles les clés d'un outil, les critères et les codes de lecture."""
    for rang, fait in enumerate(fiche.faits):
        yield from _doute_connu(f"faits[{rang}]", fait.doute, codes)
    for rang, frais in enumerate(fiche.non_chiffres):
        yield from _doute_connu(f"non_chiffres[{rang}]", frais.doute, codes)
    yield from _evaluations(fiche.evaluations, criteres, codes)
    yield from _doublons("formules", "identifiant", (formule.identifiant for formule in fiche.formules))
    yield from _doublons("options", "identifiant", (option.identifiant for option in fiche.options))
    yield from _defauts(fiche.formules)
    d_options = [piece.identifiant for option in fiche.options for piece in option.composantes]
    yield from _doublons("options", "composantes.identifiant", d_options)
    for rang, formule in enumerate(fiche.formules):
        cle = f"formules[{rang}].composantes"
        identifiants = [piece.identifiant for piece in formule.composantes]
        yield from _doublons(cle, "identifiant", identifiants)
        for commun in sorted(set(identifiants) & set(d_options)):
            yield cle, f"l'identifiant {citer(commun)} est déjà celui d'une option (attendu : un autre)"
        yield from _composantes(cle, formule.composantes, fiche, codes)
    for rang, option in enumerate(fiche.options):
        yield from _composantes(f"options[{rang}].composantes", option.composantes, fiche, codes)
    sans_prix = [frais.identifiant for frais in fiche.non_chiffres]
    yield from _doublons("non_chiffres", "identifiant", sans_prix)
    tarifees = {piece.identifiant for formule in fiche.formules for piece in formule.composantes}
    for commun in sorted(set(sans_prix) & {*tarifees, *d_options}):
        yield (
            "non_chiffres",
            f"l'identifiant {citer(commun)} est déjà celui d'une ligne de tarif (attendu : un autre)",
        )


def _doublons(cle: str, champ: str, valeurs: Iterable[str]) -> Fautes:
    vues: set[str] = set()
    for valeur in valeurs:
        if valeur in vues:
            yield f"{cle}.{champ}", f"{citer(valeur)} paraît deux fois (attendu : une seule)"
        vues.add(valeur)


def _connu(cle: str, valeur: str, connus: Collection[str], nom: str) -> Fautes:
    if valeur not in connus:
        yield cle, f"{citer(valeur)} n'est pas {nom} (attendu : {', '.join(connus)})"


def _doute_connu(cle: str, code: str | None, codes: Collection[str]) -> Fautes:
    if code is not None and code not in codes:
        yield f"{cle}.doute", f"{citer(code)} n'est pas un doute de guide.toml (attendu : un de ses codes)"


def _evaluations(
    evaluations: list[FicheEvaluation], criteres: FicheCriteres, codes: Collection[str]
) -> Fautes:
    synthese = {critere.identifiant: critere.synthese for critere in criteres.criteres}
    yield from _doublons("evaluations", "critere", (case.critere for case in evaluations))
    vus = {case.critere for case in evaluations}
    for manquant in (identifiant for identifiant in synthese if identifiant not in vus):
        yield "evaluations", f"le critère {citer(manquant)} manque (attendu : une case par critère)"
    for rang, case in enumerate(evaluations):
        cle = f"evaluations[{rang}]"
        yield from _doute_connu(cle, case.doute, codes)
        yield from _connu(f"{cle}.critere", case.critere, synthese, "un critère connu")
        du_guide = synthese.get(case.critere, case.guide is not None)
        if du_guide and case.guide is None:
            yield f"{cle}.guide", f"la clé manque pour {citer(case.critere)} (attendu : la case imprimée)"
        if not du_guide and case.guide is not None:
            yield (
                f"{cle}.guide",
                f"{citer(case.guide)} est de trop pour {citer(case.critere)} "
                "(attendu : rien hors des critères de la synthèse)",
            )
        if case.valeur is not Valeur.NON_PRECISE and not case.lignes:
            yield (
                f"{cle}.lignes",
                f"la source manque pour {citer(case.critere)} (seul « non_precise » s'en passe)",
            )


def _defauts(formules: list[FicheFormule]) -> Fautes:
    """Pour toute situation, une formule par défaut et une seule."""
    simples = [formule for formule in formules if formule.defaut]
    choisies = [formule for formule in formules if formule.defaut_si]
    if simples and choisies:
        yield "formules", "« defaut » et « defaut_si » ne se mêlent pas (attendu : l'un ou l'autre)"
    elif not choisies:
        if len(simples) != 1:
            yield (
                "formules",
                f"{len(simples)} formules portent « defaut = true » (attendu : une, ou des « defaut_si »)",
            )
    else:
        yield from _couverture(formules)


def _couverture(formules: list[FicheFormule]) -> Fautes:
    domaines: dict[str, tuple[str, ...]] = {}
    fautes = False
    for rang, formule in enumerate(formules):
        for champ, valeur in formule.defaut_si.items():
            cle = f"formules[{rang}].defaut_si.{champ}"
            if champ not in _CHOIX:
                fautes = True
                yield cle, f"champ inconnu de la situation (attendu : {', '.join(_CHOIX)})"
            elif valeur not in _CHOIX[champ]:
                fautes = True
                yield cle, f"{citer(valeur)} n'est pas proposé (attendu : {', '.join(_CHOIX[champ])})"
            else:
                domaines[champ] = _CHOIX[champ]
    if fautes:
        return
    for valeurs in product(*domaines.values()):
        cas = dict(zip(domaines, valeurs, strict=True))
        retenues = [
            formule.identifiant
            for formule in formules
            if formule.defaut_si and formule.defaut_si.items() <= cas.items()
        ]
        if len(retenues) != 1:
            dit = ", ".join(f"{champ} = {citer(valeur)}" for champ, valeur in cas.items())
            quelles = ", ".join(retenues) or "aucune"
            yield "formules", f"formule par défaut pour {dit} : {quelles} (attendu : une seule)"


def _composantes(
    cle: str, composantes: list[FicheComposante], fiche: FicheOutil, codes: Collection[str]
) -> Fautes:
    for rang, piece in enumerate(composantes):
        lieu = f"{cle}[{rang}]"
        yield from _doute_connu(lieu, piece.doute, codes)
        if piece.clientele is not None and piece.clientele not in fiche.clienteles:
            yield f"{lieu}.clientele", f"{citer(piece.clientele)} n'est pas une clientèle de cet outil"
        for nom, faute in _prix(piece):
            yield f"{lieu}.{nom}".removesuffix("."), faute


def _prix(piece: FicheComposante) -> Fautes:
    """Un seul prix, dans l'unité de l'assiette, encadré par ses bornes."""
    dits = [nom for nom in ("montant", "taux", "paliers") if getattr(piece, nom) is not None]
    if len(dits) != 1:
        recus = ", ".join(dits) or "aucune clé"
        yield "", f"prix donné par {recus} (attendu : montant, taux ou paliers, un seul)"
        return
    paliers = piece.en_paliers()
    yield from _paliers(piece, paliers)
    unites = {nom for palier in paliers for nom in ("montant", "taux") if getattr(palier, nom) is not None}
    if "montant" in unites and piece.assiette in _EN_EUROS:
        yield "assiette", f"{citer(piece.assiette)} demande un taux en % (reçu : un montant en €)"
    if "taux" in unites and piece.assiette in _COMPTEES:
        yield "assiette", f"{citer(piece.assiette)} demande un montant en € (reçu : un taux en %)"
    if piece.plancher is not None and piece.plafond is not None and piece.plancher > piece.plafond:
        yield "plafond", f"{citer(piece.plafond)} est sous le plancher {citer(piece.plancher)}"
    if piece.bas is None and piece.haut is None:
        return
    if len(paliers) > 1:
        yield "paliers", "plusieurs prix avec « bas » ou « haut » (attendu : un prix unique)"
        return
    prix = paliers[0].montant if paliers[0].montant is not None else paliers[0].taux
    assert prix is not None
    if piece.bas is not None and piece.bas > prix:
        yield "bas", f"{citer(piece.bas)} dépasse le prix {citer(prix)}"
    if piece.haut is not None and piece.haut < prix:
        yield "haut", f"{citer(piece.haut)} est sous le prix {citer(prix)}"


def _paliers(piece: FicheComposante, paliers: list[FichePalier]) -> Fautes:
    """Paliers croissants et jointifs ; le dernier, et lui seul, est sans limite."""
    if len(paliers) > 1 and piece.suivie is None:
        yield "suivie", "la clé manque (attendu : la grandeur qui choisit le palier)"
    if piece.suivie is Condition.TOUJOURS:
        yield "suivie", f"{citer(piece.suivie)} ne choisit aucun palier (attendu : une grandeur)"
    elif len(paliers) == 1 and piece.suivie is not None:
        yield "suivie", f"{citer(piece.suivie)} est de trop avec un prix unique"
    if len({palier.taux is None for palier in paliers}) > 1:
        yield "paliers", "montants et taux mêlés (attendu : la même unité partout)"
    precedente = Fraction(0)
    for rang, palier in enumerate(paliers):
        cle = f"paliers[{rang}]"
        if (palier.montant is None) == (palier.taux is None):
            yield cle, "le palier a deux prix ou aucun (attendu : montant ou taux, un seul)"
        dernier = rang == len(paliers) - 1
        if palier.jusqu_a is None:
            if not dernier:
                yield f"{cle}.jusqu_a", "la limite manque (seul le dernier palier est sans limite)"
            if palier.borne_incluse is not None:
                yield f"{cle}.borne_incluse", "la clé est de trop sur un palier sans limite"
            continue
        if dernier:
            yield f"{cle}.jusqu_a", f"{citer(palier.jusqu_a)} ferme le dernier palier (attendu : sans limite)"
        if palier.borne_incluse is None:
            yield f"{cle}.borne_incluse", "la clé manque : la limite est-elle incluse (true ou false) ?"
        if palier.jusqu_a <= precedente:
            yield (
                f"{cle}.jusqu_a",
                f"{citer(palier.jusqu_a)} chevauche le palier précédent "
                f"(attendu : plus que {citer(precedente)})",
            )
        precedente = max(precedente, palier.jusqu_a)
