"""Feuille « Comparatif » : outils en colonnes, critères en rangées, cinq réponses par signe et mot."""

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Critere, Valeur
from modele.choix.objets import Statut
from modele.export import expressions, listes, mise_en_page, noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.mise_en_page import Page
from modele.export.plume import Plume
from modele.export.styles import ETATS, MOTS_STATUT, nombre

TITRE = "Comparatif"
LIGNE_ENTETE = 4
_LARGEUR_CRITERE, _LARGEUR_BESOIN = 31, 16
_DEFINITION_MIN, _DEFINITION_MAX = 42, 82
_LARGEUR_VISEE = 209.0
"""Peu d'outils laissent de la place aux définitions, qui tiennent alors sur une ligne."""
_REPETEES = 2
"""Critère et besoin, que chaque page reprend quand les outils en occupent plusieurs."""
_FIXES = 3
_PREMIERE = _FIXES + 1
"""Colonne du premier outil."""
_TETES = 5
"""Lignes de tête : nom, statut, souhaits, coût, part des ventes."""
_LARGEUR_OUTIL = 13.5
_BESOINS = {"indispensable": "◆ indispensable", "souhaite": "◇ souhaité", "": ""}
"""Signe et mot d'un besoin ; un critère indifférent reste vide."""


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    outils = (_LARGEUR_OUTIL,) * len(contexte.resultats)
    reste = _LARGEUR_VISEE - _LARGEUR_CRITERE - _LARGEUR_BESOIN - sum(outils)
    return (_LARGEUR_CRITERE, _LARGEUR_BESOIN, max(_DEFINITION_MIN, min(_DEFINITION_MAX, reste)), *outils)


PAGE = Page(
    LIGNE_ENTETE,
    f"{get_column_letter(_REPETEES + 1)}{LIGNE_ENTETE + _TETES}",
    fixes=_FIXES,
    repetees=_REPETEES,
)
"""Les noms d'outils et de critères restent en vue, à l'écran comme d'une page à l'autre."""


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille."""
    fin = plume.colonnes
    plume.poser(1, 1, "Comparatif des outils", styles.TITRE)
    legende = "   ".join(etat.affiche for etat in ETATS.values())
    plume.poser(
        2,
        1,
        f"{legende}   (« Non dit » : le guide ne le précise pas ; ce n'est pas un non.)",
        styles.SOUS_TITRE,
        min(fin, _PREMIERE + 2),
    )
    ligne, groupes = LIGNE_ENTETE + _TETES, []
    for groupe in contexte.catalogue.groupes:
        criteres = [
            critere for critere in contexte.catalogue.criteres if critere.groupe == groupe.identifiant
        ]
        if not criteres:
            continue
        # Sans fusion : une bande fusionnée déborderait des pages quand les outils en occupent plusieurs.
        groupes.append(ligne)
        plume.rangee(ligne, (groupe.nom, *("",) * (fin - 1)), styles.BANDE)
        plume.espacer(ligne, 20)
        ligne += 1
        for critere in criteres:
            _critere(plume, contexte, critere, ligne)
            ligne += 1
    _tetes(plume, contexte, (LIGNE_ENTETE + _TETES, max(ligne - 1, LIGNE_ENTETE + _TETES)))
    _couleurs(plume, f"{get_column_letter(_PREMIERE)}{LIGNE_ENTETE + 1}:{get_column_letter(fin)}{ligne - 1}")
    mise_en_page.garder_avec_la_suite(plume, PAGE, groupes)


def _tetes(plume: Plume, contexte: Contexte, lignes: tuple[int, int]) -> None:
    """Nom, statut, souhaits remplis, coût et part des ventes de chaque outil ; `lignes` sont celles des critères."""
    ligne, (debut, fin) = LIGNE_ENTETE, lignes
    titres = ("Critère", "Votre besoin", "Ce que cela veut dire")
    plume.rangee(ligne, titres, (styles.ENTETE, styles.ENTETE, styles.ENTETE_DECALE))
    for rang, (libelle, aide) in enumerate(
        (
            ("Statut", "Suit « Besoins » et « Ma ferme » ; la raison est dans « Synthèse »."),
            ("Souhaits remplis", "Nombre de critères souhaités auxquels l'outil répond oui."),
            ("Coût par an", "Année suivante, pour la ferme."),
            ("Part des ventes", "Coût d'une année suivante ÷ ventes portées par l'outil."),
        ),
        start=1,
    ):
        plume.poser(ligne + rang, 1, libelle, styles.CORPS_FORT)
        plume.poser(ligne + rang, 2, "", styles.CORPS)
        plume.poser(ligne + rang, 3, aide, styles.NOTE)
    for colonne, resultat in enumerate(contexte.resultats, start=_PREMIERE):
        outil, cout, lettre = resultat.cout.outil, resultat.cout, get_column_letter(colonne)
        couvert = expressions.ca_couvert(outil)
        annee = noms.annee_suivante(outil.identifiant)
        statut = Formule(noms.statut(outil.identifiant), MOTS_STATUT[resultat.statut])
        remplis = Formule(
            f'SUMPRODUCT(($B${debut}:$B${fin}="{_BESOINS["souhaite"]}")'
            f'*({lettre}${debut}:{lettre}${fin}="{ETATS[Valeur.OUI].affiche}"))',
            len(resultat.souhaits_remplis),
        )
        montant = cout.annee_suivante.ferme if cout.ca_couvert > 0 else "–"
        taux = cout.taux_effectif
        part = Formule(f'IF({couvert}>0,{annee}/({couvert}),"–")', "–" if taux is None else taux)
        plume.poser(ligne, colonne, outil.nom, styles.ENTETE_CENTRE)
        plume.poser(ligne + 1, colonne, statut, styles.CENTRE)
        case = plume.poser(ligne + 2, colonne, remplis, nombre(styles.ENTIER))
        noms.definir(contexte.classeur, noms.souhaits(outil.identifiant), plume.absolue(case))
        cout_vif = Formule(f'IF({couvert}>0,{annee},"–")', montant)
        plume.poser(ligne + 3, colonne, cout_vif, nombre(styles.EUROS, gras=True))
        plume.poser(ligne + 4, colonne, part, nombre(styles.POURCENT))


def _critere(plume: Plume, contexte: Contexte, critere: Critere, ligne: int) -> None:
    dit = noms.besoin(critere.identifiant)
    besoin = Formule(
        f'IF({dit}="{listes.BESOINS["indispensable"]}","{_BESOINS["indispensable"]}",'
        f'IF({dit}="{listes.BESOINS["souhaite"]}","{_BESOINS["souhaite"]}",""))',
        _BESOINS[contexte.situation.exigences.get(critere.identifiant, "")],
    )
    plume.poser(ligne, 1, critere.nom, styles.CORPS)
    plume.poser(ligne, 2, besoin, styles.CORPS_FORT)
    plume.poser(ligne, 3, critere.definition, styles.NOTE)
    for colonne, resultat in enumerate(contexte.resultats, start=_PREMIERE):
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
