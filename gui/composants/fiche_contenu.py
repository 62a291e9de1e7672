"""Ce que donnent à lire la fiche d'un outil et la partie générale du guide : des suites de passages.

Repères : `fait:3` (rang dans les faits), `frais:0`, `critere:chorus-pro`, `rubrique:cout`.
"""

from collections.abc import Iterable, Iterator, Mapping

from gui.composants.fiche_passages import Genre, Lien, Passage, Verbe, lignes_en_clair
from gui.composants.pourquoi_ce_montant import introduction
from gui.tableaux import phrases
from gui.theme import jetons
from modele.catalogue.objets import Catalogue, Categorie, Critere, Doute, Evaluation, Fait, Outil, Valeur
from modele.catalogue.rubriques import RUBRIQUES_GUIDE, RUBRIQUES_OUTIL
from modele.choix.objets import Resultat
from modele.choix.statut import valeur_pour
from modele.mots_du_cout import (
    CHARGES,
    fourchette,
    phrase_cout,
    phrase_proposes,
    phrase_reserves,
    phrase_taxes,
)
from modele.nombres import ESPACE_INSECABLE, euros
from modele.situation import Situation
from modele.tarification.resultat import CoutOutil

_DEUX_POINTS = f"{ESPACE_INSECABLE}:"
_SEPARATEUR = f"{ESPACE_INSECABLE}· "
FICHE_DU_GUIDE = ":guide"
"""Nom qu'aucun outil ne peut porter."""
CONTACT = "contact"
REPONSES, NON_DITS = "reponses", "non-dits"
TITRES_DE_CATEGORIE: Mapping[Categorie, str] = {
    Categorie.FERME: "Ventes organisées par la ferme",
    Categorie.TIERS: "Ventes organisées par un tiers",
    Categorie.MIXTE: "Outils mixtes",
}
"""Les trois catégories du guide (l. 267-271), dans son ordre."""
_LEGENDE = (
    f"«{ESPACE_INSECABLE}l.{ESPACE_INSECABLE}287{ESPACE_INSECABLE}» renvoie aux lignes du texte du guide, "
    f"«{ESPACE_INSECABLE}?{ESPACE_INSECABLE}D12{ESPACE_INSECABLE}» ouvre l'explication d'une lecture incertaine."
)
_PAGES_DU_GUIDE = {
    "exemple": ("Refaire ce calcul avec vos ventes", "avant-apres"),
    "methode": ("Suivre ces étapes avec vos notes", "methode"),
}


def outils_du_guide(catalogue: Catalogue) -> tuple[tuple[Categorie, tuple[Outil, ...]], ...]:
    """Outils par catégorie, dans l'ordre où le guide les présente ; les catégories vides sont omises."""

    def premiere_ligne(outil: Outil) -> tuple[bool, int, str]:
        debuts = [int(fait.lignes.split("-")[0].split(";")[0]) for fait in outil.faits if fait.lignes]
        return not debuts, min(debuts, default=0), outil.nom

    rayons = []
    for categorie in TITRES_DE_CATEGORIE:
        outils = [outil for outil in catalogue.outils if outil.categorie is categorie]
        if outils:
            rayons.append((categorie, tuple(sorted(outils, key=premiere_ligne))))
    return tuple(rayons)


def decompte(outil: Outil, catalogue: Catalogue) -> dict[Valeur, int]:
    """Nombre de critères pour chaque réponse."""
    comptes = dict.fromkeys(Valeur, 0)
    for critere in catalogue.criteres:
        comptes[valeur_pour(outil, critere.identifiant)] += 1
    return comptes


def fiche_outil(catalogue: Catalogue, resultat: Resultat, situation: Situation) -> tuple[Passage, ...]:
    """La fiche d'un outil, contacts exceptés : ils sont sur sa carte."""
    outil = resultat.cout.outil
    rubriques = _par_rubrique(outil.faits)
    rubriques.setdefault("cout", [])
    ordre = [rubrique for rubrique in RUBRIQUES_OUTIL if rubrique in rubriques and rubrique != CONTACT]
    sommaire = [(rubrique, RUBRIQUES_OUTIL[rubrique]) for rubrique in ordre]
    sommaire += [(REPONSES, "Réponses"), (NON_DITS, "Non dits")]
    passages = [
        Passage(Genre.TITRE, outil.nom),
        Passage(Genre.CHAPEAU, TITRES_DE_CATEGORIE[outil.categorie]),
        _sommaire(sommaire),
        Passage(Genre.NOTE, _LEGENDE),
    ]
    for rubrique in ordre:
        passages.append(_section(rubrique, RUBRIQUES_OUTIL[rubrique]))
        if rubrique == "cout":
            passages += _pour_votre_ferme(resultat, situation)
            a_confirmer = (
                f"Selon le guide, vers {outil.date_tarif}{_DEUX_POINTS} à confirmer auprès de l'éditeur."
            )
            passages.append(Passage(Genre.NOTE, a_confirmer))
        passages += (_fait(catalogue, rang, fait) for rang, fait in rubriques[rubrique])
        if rubrique == "cout":
            passages += _non_chiffres(catalogue, outil)
    return (*passages, *_reponses(catalogue, outil), *_non_dits(catalogue, outil))


def fiche_guide(catalogue: Catalogue) -> tuple[Passage, ...]:
    """La partie générale du guide."""
    rubriques = _par_rubrique(catalogue.guide.faits)
    etapes = {f"methode-{etape.numero}": etape for etape in catalogue.guide.etapes}
    ordre = [rubrique for rubrique in RUBRIQUES_GUIDE if rubrique in rubriques or rubrique in etapes]
    passages = [
        Passage(Genre.TITRE, "Le guide"),
        Passage(Genre.CHAPEAU, catalogue.guide.titre),
        _sommaire([(r, RUBRIQUES_GUIDE[r]) for r in ordre if r not in etapes]),
        Passage(Genre.NOTE, _LEGENDE),
    ]
    for rubrique in ordre:
        if etape := etapes.get(rubrique):
            titre = f"Étape {etape.numero}{_DEUX_POINTS} {etape.titre}"
            passages.append(Passage(Genre.GROUPE, titre, f"rubrique:{rubrique}"))
        else:
            passages.append(_section(rubrique, RUBRIQUES_GUIDE[rubrique]))
        passages += (_fait(catalogue, rang, fait) for rang, fait in rubriques.get(rubrique, ()))
        if rubrique in _PAGES_DU_GUIDE:
            texte, page = _PAGES_DU_GUIDE[rubrique]
            passages.append(Passage(Genre.PHRASE, liens=(Lien(Verbe.PAGE, texte, page),)))
    return tuple(passages)


def _par_rubrique(faits: Iterable[Fait]) -> dict[str, list[tuple[int, Fait]]]:
    rubriques: dict[str, list[tuple[int, Fait]]] = {}
    for rang, fait in enumerate(faits):
        rubriques.setdefault(fait.rubrique, []).append((rang, fait))
    return rubriques


def _section(rubrique: str, titre: str) -> Passage:
    return Passage(Genre.SECTION, titre, f"rubrique:{rubrique}")


def _sommaire(rubriques: Iterable[tuple[str, str]]) -> Passage:
    liens = tuple(
        Lien(Verbe.ALLER, titre.replace(" ", ESPACE_INSECABLE), f"rubrique:{rubrique}")
        for rubrique, titre in rubriques
    )
    return Passage(Genre.NOTE, liens=liens)


def _fait(catalogue: Catalogue, rang: int, fait: Fait) -> Passage:
    liens: tuple[Lien, ...] = ()
    if fait.adresse:
        liens = (Lien(Verbe.OUVRIR, fait.adresse, fait.adresse), Lien(Verbe.COPIER, "Copier", fait.adresse))
    doute = catalogue.par_doute.get(fait.doute or "")
    source = lignes_en_clair(fait.lignes)
    return Passage(Genre.PUCE, fait.texte, f"fait:{rang}", doute=doute, source=source, liens=liens)


def _pour_votre_ferme(resultat: Resultat, situation: Situation) -> Iterator[Passage]:
    """Le coût calculé pour la situation, dans un cadre."""
    cout = resultat.cout
    yield Passage(Genre.PHRASE, phrase_cout(cout), tete="Pour votre ferme.", encadre=True)
    yield Passage(Genre.PHRASE, introduction(cout), encadre=True)
    if cout.ca_couvert > 0:
        yield Passage(Genre.MONTANTS, rangees=_montants(cout), encadre=True)
    if proposes := phrase_proposes(cout):
        yield Passage(Genre.PHRASE, proposes, encadre=True)
    if reserves := phrase_reserves(resultat):
        yield Passage(Genre.ALERTE, reserves, encadre=True)
    detail = Lien(Verbe.PAGE, "Voir le détail du calcul", "comparer")
    yield Passage(Genre.NOTE, phrase_taxes(cout, situation), liens=(detail,), encadre=True)


def _montants(cout: CoutOutil) -> tuple[tuple[str, str], ...]:
    durees = f"{cout.annees}{ESPACE_INSECABLE}an{'s' if cout.annees > 1 else ''}"
    an_1, suite = cout.annee_1, cout.annee_suivante
    rangees = []
    for duree, retenu, bas, haut in (
        ("La première année", an_1.ferme, an_1.bas, an_1.haut),
        ("Chaque année suivante", suite.ferme, suite.bas, suite.haut),
        (f"En {durees}", cout.horizon, cout.horizon_bas, cout.horizon_haut),
    ):
        incertain = fourchette(bas, haut)
        rangees.append((f"{duree} ({incertain})" if incertain else duree, euros(retenu)))
    for payeur, montant in suite.autres.items():
        rangees.append((f"{CHARGES[payeur][0]}, chaque année suivante, en plus", euros(montant)))
    return tuple(rangees)


def _non_chiffres(catalogue: Catalogue, outil: Outil) -> Iterator[Passage]:
    if outil.non_chiffres:
        yield Passage(Genre.NOTE, f"Non chiffré par le guide{_DEUX_POINTS}")
    for rang, frais in enumerate(outil.non_chiffres):
        doute = catalogue.par_doute.get(frais.doute or "")
        source = lignes_en_clair(frais.lignes)
        yield Passage(Genre.PUCE, f"{frais.texte}.", f"frais:{rang}", doute=doute, source=source)


def _reponses(catalogue: Catalogue, outil: Outil) -> Iterator[Passage]:
    """Les critères auxquels le guide répond, par groupe."""
    yield _section(REPONSES, "Réponses aux critères")
    comptes = decompte(outil, catalogue)
    bilan = _SEPARATEUR.join(
        f"{nombre}{ESPACE_INSECABLE}{jetons.ETATS[valeur.value][1].lower()}"
        for valeur, nombre in comptes.items()
        if nombre
    )
    yield Passage(Genre.NOTE, f"{bilan}.", liens=(Lien(Verbe.PAGE, "Voir dans la grille", "comparer"),))
    for groupe in catalogue.groupes:
        puces = []
        for critere in catalogue.criteres:
            evaluation = outil.par_critere.get(critere.identifiant)
            if critere.groupe != groupe.identifiant or evaluation is None:
                continue
            if evaluation.valeur is Valeur.NON_PRECISE:
                continue
            puces.append(_reponse(catalogue, evaluation))
        if puces:
            yield Passage(Genre.GROUPE, groupe.nom)
            yield from puces


def _reponse(catalogue: Catalogue, evaluation: Evaluation) -> Passage:
    suites = (phrases.nuance(evaluation), phrases.phrase_imprimee(evaluation))
    return Passage(
        Genre.PUCE,
        " ".join(filter(None, suites)),
        f"critere:{evaluation.critere}",
        tete=f"{catalogue.par_critere[evaluation.critere].nom}{_DEUX_POINTS}",
        etat=evaluation.valeur.value,
        doute=catalogue.par_doute.get(evaluation.doute or ""),
        source=lignes_en_clair(evaluation.lignes),
    )


def _non_dits(catalogue: Catalogue, outil: Outil) -> Iterator[Passage]:
    """Les critères sur lesquels le guide se tait, une ligne par groupe, puis ceux qui ont leur doute."""
    yield _section(NON_DITS, "Ce que le guide ne dit pas")
    tus = [c for c in catalogue.criteres if valeur_pour(outil, c.identifiant) is Valeur.NON_PRECISE]
    conseil = (
        "À demander à l'éditeur si cela compte pour vous." if tus else "Le guide répond à tous les critères."
    )
    yield Passage(Genre.NOTE, conseil)
    douteux = [critere for critere in tus if _doute_du_critere(catalogue, outil, critere)]
    for groupe in catalogue.groupes:
        noms = [c.nom for c in tus if c.groupe == groupe.identifiant and c not in douteux]
        if noms:
            texte = _SEPARATEUR.join(noms)
            yield Passage(Genre.PUCE, f"{texte}.", tete=f"{groupe.nom}{_DEUX_POINTS}")
    for critere in douteux:
        yield _reponse(catalogue, outil.par_critere[critere.identifiant])


def _doute_du_critere(catalogue: Catalogue, outil: Outil, critere: Critere) -> Doute | None:
    evaluation = outil.par_critere.get(critere.identifiant)
    return catalogue.par_doute.get(evaluation.doute or "") if evaluation else None
