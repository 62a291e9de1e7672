"""Export de la comparaison vers un classeur Excel qui recalcule (contrat § 6)."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.properties import CalcProperties

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.export import (
    avant_apres,
    besoins,
    comparatif,
    couts,
    feuille_dossier,
    fiches,
    graphique_couts,
    listes,
    ma_ferme,
    mise_en_page,
    motifs,
    noms,
    questions,
    seuils,
    sources,
    styles,
    synthese,
    tarifs,
)
from modele.export.contexte import LOGICIEL, Contexte
from modele.export.ecriture import Avancement, en_octets
from modele.export.fichier import remplacer
from modele.export.plume import Plume
from modele.export.textes import une_ligne
from modele.suivi import Suivi
from modele.tarification.prix_proposes import appliquer

FEUILLES: tuple[tuple[str, str], ...] = (
    (synthese.TITRE, "l'essentiel sur une page"),
    (ma_ferme.TITRE, "vos réponses ; changez une case jaune et tout se recalcule"),
    (besoins.TITRE, "indispensable, souhaité ou indifférent : une liste par critère"),
    (comparatif.TITRE, "ce que chaque outil sait faire, critère par critère"),
    (couts.TITRE, "chaque ligne de coût : quantité × prix, première année et suivantes"),
    (graphique_couts.TITRE, "le coût de chaque outil par nature de frais, en barres"),
    (seuils.TITRE, "le moins cher selon vos ventes, en tableau et en courbes"),
    (avant_apres.TITRE, "ce qu'une vente coûte et laisse, avant et après"),
    (tarifs.TITRE, "les prix du guide, et ceux qu'on vous a proposés"),
    (fiches.TITRE, "tout ce que le guide dit de chaque outil"),
    (questions.TITRE, "ce qu'il faut demander à chaque éditeur, et ses réponses"),
    (sources.TITRE, "d'où viennent les chiffres, les doutes, les frais sans prix"),
)
"""Feuilles du classeur, dans l'ordre, et ce qu'on y trouve."""
CACHEES = (listes.TITRE, motifs.TITRE)
"""Feuilles dont se servent les formules, et qu'on ne lit pas."""
_TITRES = (*(titre for titre, _ in FEUILLES), *CACHEES)
_TITRE_MAX = 120
_LARGEURS: dict[str, Callable[[Contexte], tuple[float, ...]]] = {
    synthese.TITRE: synthese.largeurs,
    ma_ferme.TITRE: ma_ferme.largeurs,
    besoins.TITRE: besoins.largeurs,
    comparatif.TITRE: comparatif.largeurs,
    couts.TITRE: couts.largeurs,
    graphique_couts.TITRE: graphique_couts.largeurs,
    seuils.TITRE: seuils.largeurs,
    avant_apres.TITRE: avant_apres.largeurs,
    tarifs.TITRE: tarifs.largeurs,
    fiches.TITRE: fiches.largeurs,
    questions.TITRE: questions.largeurs,
    sources.TITRE: sources.largeurs,
    listes.TITRE: listes.largeurs,
    motifs.TITRE: motifs.largeurs,
}


@dataclass(frozen=True, slots=True)
class _Page:
    """Ce qu'une feuille demande à la mise en page."""

    entete: int | None = None
    volet: str | None = None
    pages_en_largeur: int = 1
    colonne_repetee: str | None = None


def exporter(
    catalogue: Catalogue,
    comparaison: Comparaison,
    chemin: Path,
    suivi: Suivi | None = None,
    dossier: Dossier | None = None,
) -> None:
    """Écrit le classeur de `comparaison` dans `chemin` ; le fichier précédent n'est remplacé qu'à la fin.

    `dossier` apporte les prix proposés, les ventes et les réponses aux questions, et voyage en entier dans une feuille cachée
    que `modele.reprise` relit. Lève `FichierInaccessible` si le fichier ou le disque refuse, `Annulee` si le
    suivi le demande ; dans les deux cas rien n'a changé sur le disque.
    """
    if dossier is not None:
        catalogue, comparaison = _aux_prix_du_dossier(catalogue, comparaison, dossier)
    avancement = Avancement(suivi, 2 * len(_TITRES) + (dossier is not None))
    with _sans_ramassage():
        classeur = composer(catalogue, comparaison, _aujourd_hui(), avancement, dossier)
        if dossier is not None:
            feuille_dossier.ecrire(classeur, dossier)
        octets = en_octets(classeur, avancement)
    avancement.un_pas()
    remplacer(chemin, octets)


def _aux_prix_du_dossier(
    catalogue: Catalogue, comparaison: Comparaison, dossier: Dossier
) -> tuple[Catalogue, Comparaison]:
    """Catalogue et comparaison qui comptent les prix proposés du dossier, qu'ils les aient déjà ou non."""
    ajuste = appliquer(catalogue, dossier.prix_proposes)
    return (
        (catalogue, comparaison) if ajuste is catalogue else (ajuste, comparer(ajuste, comparaison.situation))
    )


@contextmanager
def _sans_ramassage() -> Iterator[None]:
    """Suspend le ramasse-miettes : il relirait sans cesse des milliers de cellules qui toutes servent encore."""
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if actif:
            gc.enable()


def _aujourd_hui() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def composer(
    catalogue: Catalogue,
    comparaison: Comparaison,
    jour: date,
    avancement: Avancement,
    dossier: Dossier | None = None,
) -> Workbook:
    """Classeur rempli, daté de `jour`."""
    classeur = _classeur_vide()
    situation = comparaison.situation
    contexte = Contexte(
        classeur,
        styles.Styles(classeur),
        catalogue,
        comparaison,
        dossier or Dossier(situation.nom, situation),
        jour,
    )
    _proprietes(classeur, contexte)
    plumes = {titre: Plume(classeur[titre], contexte.styles, _LARGEURS[titre](contexte)) for titre in _TITRES}
    pages = _remplir(plumes, contexte, avancement)
    for titre, plume in plumes.items():
        page = pages.get(titre, _Page())
        if titre not in CACHEES:
            noms.definir(classeur, noms.feuille(titre), plume.absolue("A1"))
        mise_en_page.finir(
            plume,
            ferme=contexte.ferme,
            date=contexte.date,
            source=contexte.source,
            entete=page.entete,
            volet=page.volet,
            pages_en_largeur=page.pages_en_largeur,
            colonne_repetee=page.colonne_repetee,
        )
    return classeur


def _remplir(plumes: dict[str, Plume], contexte: Contexte, avancement: Avancement) -> dict[str, _Page]:
    """Remplit les feuilles : « Tarifs » d'abord, que « Coûts » désigne, puis celles qui désignent « Coûts »."""

    def plume(titre: str) -> Plume:
        avancement.un_pas()
        return plumes[titre]

    points = seuils.points(contexte)
    cases = tarifs.ecrire(plume(tarifs.TITRE), contexte)
    listes.ecrire(plume(listes.TITRE), contexte)
    ma_ferme.ecrire(plume(ma_ferme.TITRE), contexte)
    besoins.ecrire(plume(besoins.TITRE), contexte)
    motifs.ecrire(plume(motifs.TITRE), contexte)
    blocs = couts.ecrire(plume(couts.TITRE), contexte, cases)
    seuils.ecrire(plume(seuils.TITRE), contexte, blocs, points)
    graphique_couts.ecrire(plume(graphique_couts.TITRE), contexte, blocs)
    avant_apres.ecrire(plume(avant_apres.TITRE), contexte, blocs)
    entete_synthese = synthese.ecrire(plume(synthese.TITRE), contexte, list(FEUILLES[1:]), points)
    comparatif.ecrire(plume(comparatif.TITRE), contexte)
    fiches.ecrire(plume(fiches.TITRE), contexte)
    questions.ecrire(plume(questions.TITRE), contexte)
    sources.ecrire(plume(sources.TITRE), contexte)
    large = mise_en_page.pages_en_largeur(len(contexte.resultats))
    return {
        synthese.TITRE: _Page(entete_synthese),
        ma_ferme.TITRE: _Page(4, ma_ferme.VOLET),
        besoins.TITRE: _Page(besoins.LIGNE_ENTETE, besoins.VOLET),
        comparatif.TITRE: _Page(comparatif.LIGNE_ENTETE, comparatif.VOLET, large, "A:A"),
        couts.TITRE: _Page(couts.LIGNE_ENTETE, couts.VOLET),
        graphique_couts.TITRE: _Page(graphique_couts.LIGNE_ENTETE, graphique_couts.VOLET),
        seuils.TITRE: _Page(seuils.LIGNE_ENTETE, seuils.VOLET, large, "A:D"),
        avant_apres.TITRE: _Page(avant_apres.LIGNE_ENTETE, avant_apres.VOLET),
        tarifs.TITRE: _Page(tarifs.LIGNE_ENTETE, tarifs.VOLET),
        fiches.TITRE: _Page(fiches.LIGNE_ENTETE, fiches.VOLET),
        questions.TITRE: _Page(questions.LIGNE_ENTETE, questions.VOLET),
    }


def _classeur_vide() -> Workbook:
    """Classeur aux feuilles nommées, dont la police ordinaire est celle des styles."""
    classeur = Workbook()
    police = Font(name=styles.POLICE, size=10, family=2)
    prive: Any = classeur
    prive._fonts = IndexedList([police])
    prive._named_styles["Normal"].font = police
    premiere = classeur.worksheets[0]
    premiere.title = _TITRES[0]
    for titre in _TITRES[1:]:
        classeur.create_sheet(titre)
    for titre in CACHEES:
        classeur[titre].sheet_state = "hidden"
    classeur.calculation = CalcProperties(fullCalcOnLoad=True)
    return classeur


def _proprietes(classeur: Workbook, contexte: Contexte) -> None:
    proprietes = classeur.properties
    proprietes.title = une_ligne(f"Comparaison des outils de vente – {contexte.ferme}", _TITRE_MAX)
    proprietes.creator = proprietes.lastModifiedBy = LOGICIEL
    proprietes.subject = "Outils de vente en ligne en circuits courts"
    proprietes.language = "fr-FR"
