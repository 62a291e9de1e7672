"""Feuille « Comparatif » : outils en colonnes, critères en rangées, cinq réponses par signe et mot."""

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Critere, Valeur
from modele.choix.objets import Statut
from modele.export import expressions, noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Plume
from modele.export.styles import ETATS, MOTS_STATUT, nombre

TITRE = "Comparatif"
LIGNE_ENTETE = 4
_LARGEUR_CRITERE = 31
_LARGEUR_DEFINITION = 42
_LARGEUR_BESOIN = 15
_LARGEUR_OUTIL = 13.5
_OUTILS_PAR_PAGE = 12
_BESOINS = {"indispensable": "◆ indispensable", "souhaite": "◇ souhaité"}


def _fixes(contexte: Contexte) -> int:
    """Nombre de colonnes avant les outils : critère, définition, et besoin s'il y en a un."""
    return 3 if contexte.situation.exigences else 2


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    fixes = (_LARGEUR_CRITERE, _LARGEUR_DEFINITION, _LARGEUR_BESOIN)[: _fixes(contexte)]
    return (*fixes, *(_LARGEUR_OUTIL,) * len(contexte.resultats))


def volet(contexte: Contexte) -> str:
    """Première cellule qui défile : les noms d'outils et de critères restent en vue."""
    return f"{get_column_letter(_fixes(contexte) + 1)}{LIGNE_ENTETE + 4}"


def pages_en_largeur(contexte: Contexte) -> int:
    """Une page de large, davantage quand les outils y seraient illisibles."""
    return max(1, -(-len(contexte.resultats) // _OUTILS_PAR_PAGE))


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille."""
    fin, premiere = plume.colonnes, _fixes(contexte) + 1
    plume.poser(1, 1, "Comparatif des outils", styles.TITRE)
    legende = "   ".join(etat.affiche for etat in ETATS.values())
    plume.poser(
        2,
        1,
        f"{legende}   (« Non dit » : le guide ne le précise pas ; ce n'est pas un non.)",
        styles.SOUS_TITRE,
        min(fin, premiere + 2),
    )
    _tetes(plume, contexte, premiere)
    ligne = LIGNE_ENTETE + 4
    for groupe in contexte.catalogue.groupes:
        criteres = [
            critere for critere in contexte.catalogue.criteres if critere.groupe == groupe.identifiant
        ]
        if not criteres:
            continue
        # Sans fusion : une bande fusionnée déborderait des pages quand les outils en occupent plusieurs.
        plume.rangee(ligne, (groupe.nom, *("",) * (fin - 1)), styles.BANDE)
        plume.espacer(ligne, 20)
        ligne += 1
        for critere in criteres:
            _critere(plume, contexte, critere, ligne, premiere)
            ligne += 1
    _couleurs(plume, f"{get_column_letter(premiere)}{LIGNE_ENTETE + 1}:{get_column_letter(fin)}{ligne - 1}")


def _tetes(plume: Plume, contexte: Contexte, premiere: int) -> None:
    """Nom, statut, coût et part des ventes de chaque outil."""
    ligne = LIGNE_ENTETE
    titres = ["Critère", "Ce que cela veut dire", "Votre besoin"][: premiere - 1]
    plume.rangee(ligne, titres, (styles.ENTETE, styles.ENTETE_DECALE, styles.ENTETE))
    for rang, libelle in enumerate(("Statut", "Coût par an", "Part des ventes"), start=1):
        plume.poser(ligne + rang, 1, libelle, styles.CORPS_FORT)
        suite = (
            "",
            "Année suivante, pour la ferme.",
            "Coût d'une année suivante ÷ ventes portées par l'outil.",
        )
        plume.poser(ligne + rang, 2, suite[rang - 1], styles.NOTE, premiere - 1)
    for colonne, resultat in enumerate(contexte.resultats, start=premiere):
        outil, cout = resultat.cout.outil, resultat.cout
        couvert = expressions.ca_couvert(outil)
        annee = noms.annee_suivante(outil.identifiant)
        plume.poser(ligne, colonne, outil.nom, styles.ENTETE_CENTRE)
        plume.poser(
            ligne + 1,
            colonne,
            Formule(noms.statut(outil.identifiant), MOTS_STATUT[resultat.statut]),
            styles.CENTRE,
        )
        plume.poser(
            ligne + 2,
            colonne,
            Formule(
                f'IF({couvert}>0,{annee},"–")', cout.annee_suivante.ferme if cout.ca_couvert > 0 else "–"
            ),
            nombre(styles.EUROS, gras=True),
        )
        taux = cout.taux_effectif
        plume.poser(
            ligne + 3,
            colonne,
            Formule(f'IF({couvert}>0,{annee}/({couvert}),"–")', "–" if taux is None else taux),
            nombre(styles.POURCENT),
        )


def _critere(plume: Plume, contexte: Contexte, critere: Critere, ligne: int, premiere: int) -> None:
    exigence = contexte.situation.exigences.get(critere.identifiant)
    plume.poser(ligne, 1, critere.nom, styles.CORPS_FORT if exigence else styles.CORPS)
    plume.poser(ligne, 2, critere.definition, styles.NOTE)
    if premiere > 3:
        plume.poser(ligne, 3, _BESOINS[exigence] if exigence else "", styles.CORPS_FORT)
    for colonne, resultat in enumerate(contexte.resultats, start=premiere):
        evaluation = resultat.cout.outil.par_critere.get(critere.identifiant)
        etat = ETATS[evaluation.valeur if evaluation else Valeur.NON_PRECISE]
        plume.poser(ligne, colonne, etat.affiche, styles.CASE)


def _couleurs(plume: Plume, plage: str) -> None:
    """Le signe et le mot disent la réponse ; la couleur les double."""
    premiere = plage.split(":")[0]
    aspects = {etat.affiche: styles.differentiel(etat.couleur, etat.fond) for etat in ETATS.values()}
    aspects |= {
        MOTS_STATUT[statut]: styles.differentiel(*styles.COULEURS_STATUT[statut]) for statut in Statut
    }
    for texte, aspect in aspects.items():
        regle = Rule(type="expression", dxf=aspect, formula=[f'{premiere}="{texte}"'])
        plume.feuille.conditional_formatting.add(plage, regle)
