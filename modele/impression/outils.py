"""Les outils de la première page : lesquels, pourquoi, ce qu'ils coûtent ; lesquels sont écartés."""

from collections.abc import Iterable
from decimal import Decimal

from modele.catalogue.objets import Catalogue, Payeur, Valeur
from modele.choix.assouplissement import ecartes_de_peu
from modele.choix.classement import cle_alphabetique
from modele.choix.moins_cher import en_lice, porte_toutes_les_ventes
from modele.choix.objets import MOTS_STATUT, Comparaison, Resultat, Statut
from modele.choix.phrases import citer, compter, enumerer
from modele.choix.presentation import (
    PREMIERS,
    podium,
    prix_incomplet,
    raison_du_cout,
    ventes_non_portees,
)
from modele.choix.statut import valeur_pour
from modele.dossiers.objets import Dossier
from modele.impression.objets import Choix, Montant, OutilImprime, Phrase, Rangee, suite
from modele.mots_vente import SANS_OBJET
from modele.nombres import ESPACE_INSECABLE, euros, pourcent
from modele.tarification.prix_proposes_en_mots import resume_des_lignes

PRESELECTION_MAX = 4
_SANS_CENTIMES = Decimal(100_000)
_PAYEURS_MAX = 2
_NOMBRES = {1: "Le premier outil", 2: "Les deux premiers outils", 3: "Les trois premiers outils"}
_MOINS_CHERS = {
    1: "L'outil le moins cher",
    2: "Les deux outils les moins chers",
    3: "Les trois outils les moins chers",
}
_PAYEURS = {
    Payeur.CLIENT: "Payé par le client",
    Payeur.AMAP: "Payé par l'AMAP",
    Payeur.GERANT: "Payé par le gérant",
    Payeur.COMMERCANT: "Payé par le magasin",
}
_RESERVES = (
    (Valeur.NON, "Le guide dit non à"),
    (Valeur.NON_PRECISE, "À vérifier"),
    (Valeur.PARTIEL, "En partie"),
    (Valeur.OPTION, "En option payante"),
)
_SUITE_DE_MOTIF = f"{ESPACE_INSECABLE}; "


def choisir(comparaison: Comparaison, dossier: Dossier) -> Choix:
    """La présélection de la ferme, sinon les trois premiers, sinon les trois moins chers ; peut être vide."""
    gardes = {outil for outil in dossier.preselection if outil in comparaison.par_outil}
    if gardes:
        tous = tuple(outil for outil in comparaison.ordre if outil in gardes)
        return Choix(
            "Vos outils présélectionnés", _regle_preselection(comparaison, tous), tous[:PRESELECTION_MAX]
        )
    if not comparaison.situation.exigences:
        return _sans_besoin(comparaison)
    places = podium(comparaison)
    premiers = tuple(place.outil for place in places[:PREMIERS])
    regle = comparaison.regle if premiers else ""
    if exclus := len(places) - len(premiers):
        regle += f" À égalité au dernier rang{ESPACE_INSECABLE}: {suite(exclus)}."
    return Choix(_NOMBRES.get(len(premiers), ""), regle, premiers)


def _regle_preselection(comparaison: Comparaison, tous: tuple[str, ...]) -> str:
    exclus = len(tous) - PRESELECTION_MAX
    return f"{comparaison.regle}{f' {suite(exclus).capitalize()}.' if exclus > 0 else ''}"


def _sans_besoin(comparaison: Comparaison) -> Choix:
    """Les moins chers pour toutes les ventes ; si aucun ne les porte toutes, les premiers par ordre alphabétique."""
    candidats = sorted(
        en_lice(comparaison),
        key=lambda r: (r.cout.annee_suivante.ferme, cle_alphabetique(r.cout.outil.nom)),
    )
    if candidats:
        premiers = tuple(resultat.outil for resultat in candidats[:PREMIERS])
        regle = (
            "Aucun besoin n'est dit : ce sont les moins chers pour toutes vos ventes, sans autre classement."
        )
        return Choix(_MOINS_CHERS[len(premiers)], regle, premiers)
    partiels = tuple(resultat.outil for resultat in _non_ecartes(comparaison))[:PREMIERS]
    if not partiels:
        return Choix("", "", ())
    regle = (
        "Aucun outil ne porte à lui seul toutes vos ventes : en voici, par ordre alphabétique, qui en portent "
        "une partie."
    )
    return Choix("Des outils pour une partie de vos ventes", regle, partiels)


def _non_ecartes(comparaison: Comparaison) -> tuple[Resultat, ...]:
    ordonnes = (comparaison.par_outil[outil] for outil in comparaison.ordre)
    return tuple(resultat for resultat in ordonnes if resultat.statut is not Statut.ECARTE)


def decrire(
    catalogue: Catalogue, comparaison: Comparaison, outils: Iterable[str]
) -> tuple[OutilImprime, ...]:
    """Chaque outil, avec ses raisons, ses réserves et ses montants écrits de la même façon."""
    resultats = [comparaison.par_outil[outil] for outil in outils]
    centimes = all(resultat.cout.horizon < _SANS_CENTIMES for resultat in resultats)
    rangs = _rangs(comparaison)
    return tuple(
        OutilImprime(
            rang=rangs.get(resultat.outil, ""),
            nom=resultat.cout.outil.nom,
            statut=MOTS_STATUT[resultat.statut],
            formule=_formule(resultat),
            pour=tuple(_pour(catalogue, comparaison, resultat)),
            reserves=tuple(_reserves(catalogue, comparaison, resultat)),
            montants=tuple(_montants(resultat, centimes)),
        )
        for resultat in resultats
    )


def _rangs(comparaison: Comparaison) -> dict[str, str]:
    """Rang de chaque outil non écarté, le même pour des ex æquo ; vide sans besoin dit."""
    if not comparaison.situation.exigences:
        return {}
    resultats = _non_ecartes(comparaison)
    cles = [(-len(r.souhaits_remplis), r.cout.annee_suivante.ferme) for r in resultats]
    premiers = {cle: rang for rang, cle in reversed(list(enumerate(cles, 1)))}
    return {r.outil: str(premiers[cle]) for r, cle in zip(resultats, cles, strict=True)}


def _formule(resultat: Resultat) -> str:
    options = enumerer(option.nom for option in resultat.cout.options)
    nom = resultat.cout.formule.nom
    return f"{nom}, avec {options}" if options else nom


def _pour(catalogue: Catalogue, comparaison: Comparaison, resultat: Resultat) -> Iterable[Phrase]:
    exigences = comparaison.situation.exigences
    if resultat.cout.ca_couvert > 0:
        yield Phrase(raison_du_cout(resultat, comparaison))
    indispensables = [c for c, e in exigences.items() if e == "indispensable" and c in catalogue.par_critere]
    remplis = sum(valeur_pour(resultat.cout.outil, c) is Valeur.OUI for c in indispensables)
    if indispensables and remplis == len(indispensables):
        tous = "votre indispensable" if remplis == 1 else f"vos {compter(remplis, 'indispensable')}"
        yield Phrase(f"Répond à {tous}.")
    elif remplis:
        yield Phrase(f"Répond à {remplis} de vos {compter(len(indispensables), 'indispensable')}.")
    souhaits = [c for c, e in exigences.items() if e == "souhaite" and c in catalogue.par_critere]
    obtenus = _noms(catalogue, resultat.souhaits_remplis)
    if obtenus:
        yield Phrase(f"{compter(len(obtenus), 'souhait')} sur {len(souhaits)}{ESPACE_INSECABLE}: ", obtenus)


def _reserves(catalogue: Catalogue, comparaison: Comparaison, resultat: Resultat) -> Iterable[Phrase]:
    exigences, outil = comparaison.situation.exigences, resultat.cout.outil
    yield from (Phrase(motif) for motif in motifs_hors_besoins(resultat))
    for valeur, mots in _RESERVES:
        touches = [
            c for c, e in exigences.items() if e == "indispensable" and valeur_pour(outil, c) is valeur
        ]
        if nommes := _noms(catalogue, touches):
            yield Phrase(f"{mots}{ESPACE_INSECABLE}: ", nommes)
    yield from map(Phrase, ventes_non_portees(resultat))
    manques = [c for c, e in exigences.items() if e == "souhaite" and c not in resultat.souhaits_remplis]
    if nommes := _noms(catalogue, manques):
        yield Phrase(
            f"{'Souhait non rempli' if len(nommes) == 1 else 'Souhaits non remplis'}{ESPACE_INSECABLE}: ",
            nommes,
        )
    if proposes := resume_des_lignes(resultat.cout):
        yield Phrase(proposes)
    yield from map(Phrase, prix_incomplet(resultat))


def _noms(catalogue: Catalogue, criteres: Iterable[str]) -> tuple[str, ...]:
    """Noms des critères que le catalogue connaît, dans son ordre."""
    voulus = set(criteres)
    return tuple(critere.nom for critere in catalogue.criteres if critere.identifiant in voulus)


def motifs_hors_besoins(resultat: Resultat) -> tuple[str, ...]:
    """Motifs d'un outil écarté qui ne tiennent pas à un indispensable : ventes, label."""
    if resultat.statut is not Statut.ECARTE:
        return ()
    return resultat.motifs[: len(resultat.motifs) - len(resultat.criteres_en_cause)]


def _montants(resultat: Resultat, centimes: bool) -> Iterable[Montant]:
    cout = resultat.cout

    def ecrire(somme: Decimal) -> str:
        return euros(somme, centimes) if cout.ca_couvert > 0 else SANS_OBJET

    yield Montant(f"An{ESPACE_INSECABLE}1", ecrire(cout.annee_1.ferme))
    yield Montant("Année suivante", ecrire(cout.annee_suivante.ferme), fort=True)
    if cout.annees > 1:
        yield Montant(f"Sur {cout.annees}{ESPACE_INSECABLE}ans", ecrire(cout.horizon))
    taux = cout.taux_effectif
    yield Montant(
        "Part des ventes" if cout.ca_non_couvert <= 0 else "Part des ventes portées",
        SANS_OBJET if taux is None else pourcent(taux),
    )
    autres = [(payeur, somme) for payeur, somme in cout.annee_suivante.autres.items() if somme]
    if len(autres) > _PAYEURS_MAX:
        yield Montant("Payé par d'autres", euros(sum((somme for _, somme in autres), Decimal(0)), centimes))
    else:
        yield from (Montant(_PAYEURS[payeur], euros(somme, centimes)) for payeur, somme in autres)


def aussi_possibles(comparaison: Comparaison, montres: Iterable[str]) -> Phrase | None:
    """Outils ni montrés ni écartés, et leur coût ; None s'il n'y en a pas."""
    vus = set(montres)
    restent = tuple(
        f"{r.cout.outil.nom}{ESPACE_INSECABLE}{euros(r.cout.annee_suivante.ferme)}"
        + ("" if porte_toutes_les_ventes(r) else " (une partie des ventes)")
        for r in _non_ecartes(comparaison)
        if r.outil not in vus
    )
    return Phrase(f"Coût par an{ESPACE_INSECABLE}: ", restent) if restent else None


def ecartes(catalogue: Catalogue, comparaison: Comparaison, montres: Iterable[str]) -> tuple[Rangee, ...]:
    """Pourquoi chaque outil écarté l'est, en une suite à son nom ; rien à dire sans vente."""
    if comparaison.situation.ca_total <= 0:
        return ()
    vus = set(montres)
    refuses = (comparaison.par_outil[outil] for outil in comparaison.ordre)
    return tuple(
        Rangee(resultat.cout.outil.nom, (_pourquoi(catalogue, resultat),))
        for resultat in refuses
        if resultat.statut is Statut.ECARTE and resultat.outil not in vus
    )


def _pourquoi(catalogue: Catalogue, resultat: Resultat) -> Phrase:
    """« Ne sert que les professionnels. » : le début du motif, sans le nom de l'outil."""
    causes = _noms(catalogue, resultat.criteres_en_cause)
    propres = []
    for motif in motifs_hors_besoins(resultat):
        debut = motif.replace(" ; ", _SUITE_DE_MOTIF).split(_SUITE_DE_MOTIF)[0].removesuffix(".")
        debut = debut.removeprefix(f"{resultat.cout.outil.nom} ").removeprefix("est ")
        propres.append(f"{debut[:1].upper()}{debut[1:]}")
    if not causes:
        return Phrase(f"{'. '.join(propres)}.")
    debut = "".join(f"{propre}. " for propre in propres)
    return Phrase(f"{debut}Le guide dit non à{ESPACE_INSECABLE}: ", causes)


def invitation(catalogue: Catalogue, comparaison: Comparaison) -> tuple[Phrase, ...]:
    """Que faire quand aucun outil n'est à montrer."""
    if comparaison.situation.ca_total <= 0:
        return (
            Phrase(
                "Dites ce que l'outil porterait de ventes, aux particuliers ou aux professionnels : sans elles, "
                "aucun outil ne peut être chiffré, et les trois premiers ne peuvent pas être imprimés ici."
            ),
        )
    noms = {resultat.outil: resultat.cout.outil.nom for resultat in comparaison.resultats}
    par_critere: dict[str, list[str]] = {}
    for ecarte in ecartes_de_peu(comparaison):
        par_critere.setdefault(ecarte.critere, []).append(noms[ecarte.outil])
    retours = tuple(
        Phrase(
            f"Sans {citer(catalogue.par_critere[critere].nom)} parmi vos indispensables, "
            f"{enumerer(revenus)} {'reviendraient' if len(revenus) > 1 else 'reviendrait'}."
        )
        for critere, revenus in par_critere.items()
    )
    return (
        Phrase("Aucun outil ne convient : vos besoins, vos ventes ou votre label les écartent tous."),
        *retours,
    )
