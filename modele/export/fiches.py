"""Feuille « Fiches » : tout ce que le guide dit de chaque outil, puis sa réponse à chaque critère."""

from dataclasses import replace

from openpyxl.worksheet.pagebreak import Break

from modele.catalogue.objets import Critere, Evaluation, Fait, Outil, Valeur
from modele.catalogue.rubriques import RUBRIQUES_OUTIL
from modele.export import noms, styles
from modele.export.contexte import Contexte
from modele.export.plume import Plume
from modele.export.styles import ETATS

TITRE = "Fiches"
LIGNE_ENTETE = 4
VOLET = "A5"
_LARGEURS = (20, 35, 15, 100, 26)
_DISCRET = replace(styles.NOTE, retrait=0)
_NON_DIT = "Le guide ne le dit pas."


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille, une fiche après l'autre, dans l'ordre de la synthèse."""
    fin = plume.colonnes
    plume.poser(1, 1, "Fiches des outils", styles.TITRE, fin)
    plume.poser(
        2,
        1,
        f"{contexte.source}. « l. 411 » renvoie aux lignes du texte du guide, « D12 » à une lecture "
        "incertaine expliquée dans « Sources et réserves ».",
        styles.SOUS_TITRE,
        fin,
    )
    plume.rangee(
        LIGNE_ENTETE,
        ("Outil", "Rubrique ou critère", "Réponse", "Ce que dit le guide", "Où"),
        (*(styles.ENTETE,) * 4, styles.ENTETE_DECALE),
    )
    ligne = LIGNE_ENTETE + 1
    for rang, resultat in enumerate(contexte.resultats):
        if rang:
            plume.feuille.row_breaks.append(Break(id=ligne - 1))
        ligne = _fiche(plume, contexte, resultat.cout.outil, ligne)


def _fiche(plume: Plume, contexte: Contexte, outil: Outil, ligne: int) -> int:
    fin = plume.colonnes
    case = plume.poser(ligne, 1, outil.nom, styles.NOM_DE_FICHE, fin)
    plume.espacer(ligne, 28)
    noms.definir(contexte.classeur, noms.fiche(outil.identifiant), plume.absolue(case))
    ligne += 1
    for rubrique, titre in RUBRIQUES_OUTIL.items():
        faits = [fait for fait in outil.faits if fait.rubrique == rubrique]
        for rang, fait in enumerate(faits):
            plume.poser(ligne, 1, outil.nom, _DISCRET)
            plume.poser(ligne, 2, "" if rang else titre, styles.CORPS_FORT)
            plume.poser(ligne, 3, "", styles.CORPS)
            plume.poser(ligne, 4, _texte(fait), styles.CORPS)
            plume.poser(ligne, 5, _ou(fait.lignes, fait.doute), styles.NOTE)
            ligne += 1
    plume.poser(ligne, 1, f"{outil.nom} : réponse à chaque critère", styles.BANDE, fin)
    plume.espacer(ligne, 20)
    ligne += 1
    for critere in contexte.catalogue.criteres:
        plume.poser(ligne, 1, outil.nom, _DISCRET)
        _reponse(plume, critere, outil.par_critere.get(critere.identifiant), ligne)
        ligne += 1
    return ligne


def _reponse(plume: Plume, critere: Critere, evaluation: Evaluation | None, ligne: int) -> None:
    valeur = evaluation.valeur if evaluation else Valeur.NON_PRECISE
    texte = (evaluation.nuance if evaluation else "") or _NON_DIT
    if evaluation and evaluation.guide is not None and evaluation.guide is not evaluation.valeur:
        texte += f" (Dans le tableau du guide : {ETATS[evaluation.guide].mot.lower()}.)"
    plume.poser(ligne, 2, critere.nom, styles.CORPS)
    plume.poser(ligne, 3, ETATS[valeur].affiche, styles.reponse(valeur))
    plume.poser(ligne, 4, texte, styles.CORPS)
    plume.poser(ligne, 5, _ou(evaluation.lignes, evaluation.doute) if evaluation else "", styles.NOTE)


def _texte(fait: Fait) -> str:
    """Texte du fait, suivi de son adresse s'il ne la dit pas déjà."""
    adresse = (fait.adresse or "").removeprefix("mailto:")
    nue = adresse.split("://")[-1].removeprefix("www.").rstrip("/")
    return f"{fait.texte} {adresse}" if nue and nue not in fait.texte else fait.texte


def _ou(lignes: str, doute: str | None) -> str:
    """« l. 418-420, 426 · D12 »."""
    parties = [f"l. {lignes.replace(';', ', ')}"] if lignes else []
    return " · ".join([*parties, doute] if doute else parties)
