"""Export de la comparaison vers un classeur Excel qui recalcule (contrat § 6)."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

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
    calculs,
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
    points_seuils,
    questions,
    seuils,
    sources,
    styles,
    synthese,
    tarifs,
)
from modele.export.archive import Archive, Avancement
from modele.export.contexte import LOGICIEL, Contexte
from modele.export.fichier import remplacer
from modele.export.mise_en_page import Page
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
CACHEES = (listes.TITRE, motifs.TITRE, calculs.TITRE)
"""Feuilles dont se servent les formules, et qu'on ne lit pas."""
_TITRES = (*(titre for titre, _ in FEUILLES), *CACHEES)
_TITRE_MAX = 120


class _Module(Protocol):
    """Module d'une feuille : son titre, ses largeurs, et `ecrire(plume, contexte, …)` qui la remplit."""

    TITRE: str
    ecrire: Callable[..., Any]

    def largeurs(self, contexte: Contexte, /) -> tuple[float, ...]:
        """Largeurs des colonnes."""
        ...


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
    avancement = Avancement(suivi, 2 * len(_TITRES))
    with _sans_ramassage():
        octets = composer(catalogue, comparaison, _aujourd_hui(), avancement, dossier)
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
) -> bytes:
    """Contenu du classeur daté de `jour` ; deux pas d'avancement par feuille."""
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
    with Archive(classeur) as archive:
        _remplir(_Composition(contexte, archive, avancement))
        if dossier is not None:
            archive.ranger(feuille_dossier.remplie(classeur, dossier))
        return archive.finir()


class _Composition:
    """Remplit les feuilles une à une ; chacune entre aussitôt dans l'archive, et ses cellules sont rendues."""

    def __init__(self, contexte: Contexte, archive: Archive, avancement: Avancement) -> None:
        self.contexte = contexte
        self._archive = archive
        self._avancement = avancement

    def feuille(self, module: _Module, page: Page, *apports: Any) -> Any:
        """Remplit la feuille d'un module et rend ce que rend son `ecrire`."""
        plume = self.ouvrir(module.TITRE, module.largeurs(self.contexte))
        rendu = module.ecrire(plume, self.contexte, *apports)
        self.fermer(plume, page)
        return rendu

    def ouvrir(self, titre: str, largeurs: Sequence[float]) -> Plume:
        """Plume d'une feuille à remplir."""
        self._avancement.un_pas()
        return Plume(self.contexte.classeur[titre], self.contexte.styles, largeurs)

    def fermer(self, plume: Plume, page: Page) -> None:
        """Met en page une feuille remplie et la range."""
        contexte, titre = self.contexte, plume.feuille.title
        if titre not in CACHEES:
            noms.definir(contexte.classeur, noms.feuille(titre), plume.absolue("A1"))
        mise_en_page.finir(plume, page, ferme=contexte.ferme, date=contexte.date, source=contexte.source)
        self._avancement.un_pas()
        self._archive.ranger(plume.grille)


def _remplir(composition: _Composition) -> None:
    """Remplit les feuilles : « Tarifs » d'abord, que « Coûts » désigne, puis celles qui désignent « Coûts »."""
    feuille, contexte = composition.feuille, composition.contexte
    points = points_seuils.points(contexte)
    cachee = composition.ouvrir(calculs.TITRE, calculs.largeurs(contexte))
    etapes = calculs.Calculs(cachee)
    cases = feuille(tarifs, Page(tarifs.LIGNE_ENTETE, tarifs.VOLET))
    feuille(listes, Page())
    feuille(ma_ferme, Page(4, ma_ferme.VOLET), etapes)
    feuille(besoins, besoins.PAGE)
    feuille(motifs, Page())
    blocs = feuille(couts, Page(couts.LIGNE_ENTETE, couts.VOLET), cases)
    feuille(seuils, seuils.PAGE, blocs, points, etapes)
    feuille(graphique_couts, graphique_couts.PAGE, blocs)
    feuille(avant_apres, Page(avant_apres.LIGNE_ENTETE, avant_apres.VOLET), blocs, etapes)
    feuille(synthese, Page(synthese.LIGNE_ENTETE), list(FEUILLES[1:]), points, etapes)
    feuille(comparatif, comparatif.PAGE)
    feuille(fiches, Page(fiches.LIGNE_ENTETE, fiches.VOLET))
    feuille(questions, Page(questions.LIGNE_ENTETE, questions.VOLET))
    feuille(sources, sources.PAGE)
    composition.fermer(cachee, Page())


def _classeur_vide() -> Workbook:
    """Classeur aux feuilles nommées, dont la police ordinaire est celle des styles."""
    classeur = Workbook()
    police = Font(name=styles.POLICE, size=10, family=2, color=styles.TEXTE)
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
