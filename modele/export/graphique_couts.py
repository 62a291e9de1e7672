"""Feuille « Graphique des coûts » : ce que chaque outil coûte sur la durée comparée, par nature de frais."""

from collections.abc import Mapping
from decimal import Decimal

from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Nature, Payeur
from modele.choix.objets import Resultat, Statut
from modele.export import couts, expressions, graphiques, noms, styles
from modele.export.contexte import Contexte
from modele.export.couts import titre_horizon
from modele.export.ecriture import Formule
from modele.export.graphiques import Serie
from modele.export.mise_en_page import Page
from modele.export.plume import Plume
from modele.export.rangees_couts import HORIZON, NATURE, NATURES, PAYEURS, RIEN
from modele.export.styles import MOTS_STATUT, nombre
from modele.export.tarifs import a_chiffrer, porteurs
from modele.export.termes import BlocCouts
from modele.export.textes import propre, typographie

TITRE = "Graphique des coûts"
LIGNE_ENTETE = 4
PAGE = Page(LIGNE_ENTETE, "B5")
_LARGEUR_NOM, _LARGEUR = 38.0, 17.0
_BARRES_MAX = 40
"""Barres d'un graphique ; au-delà, un autre suit."""
_ECARTE = MOTS_STATUT[Statut.ECARTE]


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes : nom, une par nature, total."""
    return (_LARGEUR_NOM, *(_LARGEUR,) * (len(_natures(contexte)) + 1))


def _natures(contexte: Contexte) -> list[Nature]:
    """Natures de frais qu'au moins un tarif du catalogue fait payer à la ferme."""
    presentes = {
        composante.nature
        for outil in contexte.outils
        for porteur in porteurs(outil)
        for composante in porteur.composantes
        if composante.payeur is Payeur.FERME
    }
    # Un frais sans prix peut en recevoir un dans « Tarifs » : sa nature a déjà sa colonne.
    presentes |= {
        frais.nature
        for outil in contexte.outils
        for frais in a_chiffrer(outil)
        if frais.payeur is Payeur.FERME
    }
    return [nature for nature in NATURES if nature in presentes]


def ecrire(plume: Plume, contexte: Contexte, blocs: Mapping[str, BlocCouts]) -> None:
    """Remplit la feuille ; `blocs` vient de « Coûts »."""
    natures, fin = _natures(contexte), plume.colonnes
    plume.poser(1, 1, "Ce que coûterait chaque outil, par nature de frais", styles.TITRE, fin)
    plume.poser(
        2,
        1,
        Formule(
            typographie(
                '"Coût pour la ferme, en euros, additionné sur la durée comparée : "&horizon&IF(horizon>1," ans."," an.")'
            ),
            typographie(
                "Coût pour la ferme, en euros, additionné sur la durée comparée : "
                f"{contexte.situation.horizon} an{'s' if contexte.situation.horizon > 1 else ''}."
            ),
        ),
        styles.SOUS_TITRE,
        fin,
    )
    plume.rangee(
        LIGNE_ENTETE,
        ("Outil", *(NATURES[nature] for nature in natures), titre_horizon(contexte)),
        (styles.ENTETE, *(styles.ENTETE_NOMBRE,) * (len(natures) + 1)),
    )
    debut = LIGNE_ENTETE + 1
    montants = [
        _rangee(plume, resultat, natures, blocs[resultat.outil], ligne)
        for ligne, resultat in enumerate(contexte.resultats, start=debut)
    ]
    ligne = debut + len(contexte.resultats) + 1
    for premier in range(0, len(montants), _BARRES_MAX):
        tranche = range(premier, min(premier + _BARRES_MAX, len(montants)))
        lignes = (debut + tranche.start, debut + tranche.stop - 1)
        series = [
            Serie(
                f"'{TITRE}'!${get_column_letter(colonne)}${LIGNE_ENTETE}",
                NATURES[nature],
                _plage(get_column_letter(colonne), lignes),
                [montants[rang][nature] for rang in tranche],
            )
            for colonne, nature in enumerate(natures, start=2)
        ]
        ligne = graphiques.barres_empilees(
            plume,
            PAGE,
            ligne,
            "Coût pour la ferme sur la durée comparée",
            ("Outil", "Coût pour la ferme (€)"),
            (_plage("A", lignes), [_libelle(contexte.resultats[rang]) for rang in tranche]),
            series,
        )


def _plage(colonne: str, lignes: tuple[int, int]) -> str:
    return f"'{TITRE}'!${colonne}${lignes[0]}:${colonne}${lignes[1]}"


def _libelle(resultat: Resultat) -> str:
    nom = propre(resultat.cout.outil.nom)
    return typographie(f"{nom} ({_ECARTE})" if resultat.statut is Statut.ECARTE else nom)


def _rangee(
    plume: Plume, resultat: Resultat, natures: list[Nature], bloc: BlocCouts, ligne: int
) -> Mapping[Nature, Decimal]:
    outil = resultat.cout.outil
    ecarte = f'{noms.statut(outil.identifiant)}="{_ECARTE}"'
    nom = typographie(propre(outil.nom))
    libelle = f'{expressions.litteral(nom)}&IF({ecarte},{expressions.litteral(f" ({_ECARTE})")},"")'
    plume.poser(ligne, 1, Formule(libelle, _libelle(resultat)), styles.CORPS_FORT)
    sommes = _sommes(resultat)
    colonne_nature = get_column_letter(NATURE)

    def plage(colonne: str) -> str:
        return f"'{couts.TITRE}'!${colonne}${bloc.debut}:${colonne}${bloc.fin}"

    for colonne, nature in enumerate(natures, start=2):
        formule = (
            f"IF({ecarte},0,ROUND(SUMIFS({plage(HORIZON)},{plage(colonne_nature)},"
            f'{get_column_letter(colonne)}${LIGNE_ENTETE},{plage("B")},"{PAYEURS[Payeur.FERME]}"),2))'
        )
        plume.poser(ligne, colonne, Formule(formule, sommes[nature]), nombre(styles.EUROS_OU_TIRET))
    derniere = get_column_letter(len(natures) + 1)
    total = Formule(f"ROUND(SUM(B{ligne}:{derniere}{ligne}),2)", sum(sommes.values(), RIEN))
    plume.poser(ligne, len(natures) + 2, total, nombre(styles.EUROS_OU_TIRET, gras=True))
    return sommes


def _sommes(resultat: Resultat) -> Mapping[Nature, Decimal]:
    """Montants de chaque nature sur la durée comparée ; nuls pour un outil écarté."""
    sommes = dict.fromkeys(NATURES, RIEN)
    if resultat.statut is Statut.ECARTE:
        return sommes
    cout = resultat.cout
    for annee, fois in ((cout.annee_1, 1), (cout.annee_suivante, cout.annees - 1)):
        for ligne in annee.lignes:
            if ligne.payeur is Payeur.FERME:
                sommes[ligne.nature] += fois * ligne.montant
    return sommes
