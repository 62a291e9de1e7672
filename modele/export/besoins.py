"""Feuille « Besoins » : une liste par critère, qui écarte des outils ou compte un souhait."""

from openpyxl.formatting.rule import Rule

from modele.catalogue.objets import Critere, Valeur
from modele.choix.statut import valeur_pour
from modele.export import listes, mise_en_page, noms, saisies, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.mise_en_page import Page
from modele.export.plume import Plume
from modele.export.styles import ETATS, nombre
from modele.export.textes import typographie

TITRE = "Besoins"
LIGNE_ENTETE = 5
PAGE = Page(LIGNE_ENTETE, "C6")
_LARGEURS = (42, 18, 82, *(12,) * len(ETATS))
_DEJA_DIT = (
    "Indispensable : un outil qui répond non est écarté. Souhaité : chaque oui compte. Indifférent : le critère "
    "ne change rien."
)


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille, nomme chaque besoin et l'alerte de saisie."""
    fin = plume.colonnes
    plume.poser(1, 1, "Vos besoins", styles.TITRE, fin)
    plume.poser(2, 1, f"{_DEJA_DIT} Les statuts et les souhaits remplis suivent.", styles.SOUS_TITRE, fin)
    outils = "Ce que répondent les outils, en nombre d'outils"
    plume.poser(LIGNE_ENTETE - 1, 4, outils, styles.DECALE_LIBRE, fin)
    plume.rangee(
        LIGNE_ENTETE,
        ("Critère", "Votre besoin", "Ce que cela veut dire", *(etat.affiche for etat in ETATS.values())),
        (styles.ENTETE, styles.ENTETE, styles.ENTETE_DECALE, *(styles.ENTETE_CENTRE,) * len(ETATS)),
    )
    ligne = debut = LIGNE_ENTETE + 1
    groupes = []
    for groupe in contexte.catalogue.groupes:
        criteres = [c for c in contexte.catalogue.criteres if c.groupe == groupe.identifiant]
        if not criteres:
            continue
        groupes.append(ligne)
        plume.poser(ligne, 1, groupe.nom, styles.BANDE, fin)
        plume.espacer(ligne, 20)
        for critere in criteres:
            ligne += 1
            _critere(plume, contexte, critere, ligne)
        ligne += 1
    _bilan(plume, contexte, f"$B${debut}:$B${max(debut, ligne - 1)}")
    _mettre_en_valeur(plume, f"A{debut}:C{max(debut, ligne - 1)}", debut)
    mise_en_page.garder_avec_la_suite(plume, PAGE, groupes)


def _critere(plume: Plume, contexte: Contexte, critere: Critere, ligne: int) -> None:
    exigence = contexte.situation.exigences.get(critere.identifiant, "")
    saisie = saisies.de_liste(
        noms.besoin(critere.identifiant),
        "Votre besoin",
        listes.BESOIN,
        listes.BESOIN.affiche(exigence),
        _DEJA_DIT,
    )
    plume.poser(ligne, 1, critere.nom, styles.CORPS)
    saisies.poser(plume, contexte, saisie, ligne, 2)
    plume.poser(ligne, 3, critere.definition, styles.NOTE)
    reponses = [valeur_pour(outil, critere.identifiant) for outil in contexte.outils]
    for colonne, valeur in enumerate(ETATS, start=4):
        plume.poser(ligne, colonne, reponses.count(Valeur(valeur)), nombre(styles.ENTIER))


def _bilan(plume: Plume, contexte: Contexte, plage: str) -> None:
    """Combien de besoins sont dits, et l'alerte que les autres feuilles répètent."""
    exigences = list(contexte.situation.exigences.values())
    durs, doux = exigences.count("indispensable"), exigences.count("souhaite")
    comptes = [f'SUMPRODUCT(({plage}="{texte}")*1)' for texte in listes.BESOINS.values()]
    plume.poser(
        3,
        1,
        Formule(
            typographie(f'"Indispensables : "&{comptes[0]}&". Souhaités : "&{comptes[1]}&"."'),
            typographie(f"Indispensables : {durs}. Souhaités : {doux}."),
        ),
        styles.LIBRE_FORT,
        3,
    )
    total = len(contexte.catalogue.criteres)
    noms.definir(contexte.classeur, noms.PLAGE_BESOINS, f"'{TITRE}'!{plage}")
    alerte = typographie("Un besoin est à corriger : choisissez dans la liste.")
    case = plume.poser(
        3,
        4,
        Formule(f'IF({"+".join(comptes)}={total},"","{alerte}")', ""),
        styles.ALERTE_VIVE,
        plume.colonnes,
    )
    noms.definir(contexte.classeur, noms.ALERTE_BESOINS, plume.absolue(case))


def _mettre_en_valeur(plume: Plume, plage: str, debut: int) -> None:
    """Un besoin dit ressort à l'écran et sur une page grise : la couleur s'ajoute au gras."""
    for texte, couleur in (("indispensable", styles.ERREUR), ("souhaité", styles.ACCENT)):
        regle = Rule(
            type="expression", dxf=styles.differentiel(couleur, gras=True), formula=[f'$B{debut}="{texte}"']
        )
        plume.feuille.conditional_formatting.add(plage, regle)
