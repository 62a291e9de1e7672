"""Export de la comparaison vers un classeur Excel qui recalcule (contrat § 6)."""

from collections.abc import Callable
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
from modele.dossiers.objets import Dossier
from modele.export import (
    comparatif,
    couts,
    feuille_dossier,
    fiches,
    ma_ferme,
    mise_en_page,
    noms,
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

FEUILLES: tuple[tuple[str, str], ...] = (
    (synthese.TITRE, "l'essentiel sur une page"),
    (ma_ferme.TITRE, "vos réponses ; changez une case jaune et tout se recalcule"),
    (comparatif.TITRE, "ce que chaque outil sait faire, critère par critère"),
    (couts.TITRE, "chaque ligne de coût : quantité × prix, première année et suivantes"),
    (tarifs.TITRE, "les prix, seuils, planchers et plafonds lus dans le guide"),
    (fiches.TITRE, "tout ce que le guide dit de chaque outil"),
    (sources.TITRE, "d'où viennent les chiffres, les doutes, les frais sans prix"),
)
"""Feuilles du classeur, dans l'ordre, et ce qu'on y trouve."""
_TITRE_MAX = 120
_LARGEURS: dict[str, Callable[[Contexte], tuple[float, ...]]] = {
    synthese.TITRE: synthese.largeurs,
    ma_ferme.TITRE: ma_ferme.largeurs,
    comparatif.TITRE: comparatif.largeurs,
    couts.TITRE: couts.largeurs,
    tarifs.TITRE: tarifs.largeurs,
    fiches.TITRE: fiches.largeurs,
    sources.TITRE: sources.largeurs,
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

    `dossier`, s'il est donné, voyage en entier dans une feuille cachée que `modele.reprise` relit.
    Lève `FichierInaccessible` si le fichier ou le disque refuse, `Annulee` si le suivi le demande ;
    dans les deux cas rien n'a changé sur le disque.
    """
    avancement = Avancement(suivi, 2 * len(FEUILLES) + (dossier is not None))
    classeur = composer(catalogue, comparaison, _aujourd_hui(), avancement)
    if dossier is not None:
        feuille_dossier.ecrire(classeur, dossier)
    octets = en_octets(classeur, avancement)
    avancement.un_pas()
    remplacer(chemin, octets)


def _aujourd_hui() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def composer(catalogue: Catalogue, comparaison: Comparaison, jour: date, avancement: Avancement) -> Workbook:
    """Classeur rempli, daté de `jour`."""
    classeur = _classeur_vide()
    contexte = Contexte(classeur, styles.Styles(classeur), catalogue, comparaison, jour)
    _proprietes(classeur, contexte)
    plumes = {
        titre: Plume(classeur[titre], contexte.styles, _LARGEURS[titre](contexte)) for titre, _ in FEUILLES
    }
    pages = _remplir(plumes, contexte, avancement)
    for titre, plume in plumes.items():
        noms.definir(classeur, noms.feuille(titre), plume.absolue("A1"))
        page = pages[titre]
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
    """Remplit les feuilles : « Tarifs » d'abord, que « Coûts » désigne."""

    def plume(titre: str) -> Plume:
        avancement.un_pas()
        return plumes[titre]

    cases = tarifs.ecrire(plume(tarifs.TITRE), contexte)
    ma_ferme.ecrire(plume(ma_ferme.TITRE), contexte)
    couts.ecrire(plume(couts.TITRE), contexte, cases)
    entete_synthese = synthese.ecrire(plume(synthese.TITRE), contexte, list(FEUILLES[1:]))
    comparatif.ecrire(plume(comparatif.TITRE), contexte)
    fiches.ecrire(plume(fiches.TITRE), contexte)
    sources.ecrire(plume(sources.TITRE), contexte)
    return {
        synthese.TITRE: _Page(entete_synthese),
        ma_ferme.TITRE: _Page(4, ma_ferme.VOLET),
        comparatif.TITRE: _Page(
            comparatif.LIGNE_ENTETE, comparatif.volet(contexte), comparatif.pages_en_largeur(contexte), "A:A"
        ),
        couts.TITRE: _Page(couts.LIGNE_ENTETE, couts.VOLET),
        tarifs.TITRE: _Page(tarifs.LIGNE_ENTETE, tarifs.VOLET),
        fiches.TITRE: _Page(fiches.LIGNE_ENTETE, fiches.VOLET),
        sources.TITRE: _Page(),
    }


def _classeur_vide() -> Workbook:
    """Classeur aux feuilles nommées, dont la police ordinaire est celle des styles."""
    classeur = Workbook()
    police = Font(name=styles.POLICE, size=10, family=2)
    prive: Any = classeur
    prive._fonts = IndexedList([police])
    prive._named_styles["Normal"].font = police
    premiere = classeur.worksheets[0]
    premiere.title = FEUILLES[0][0]
    for titre, _ in FEUILLES[1:]:
        classeur.create_sheet(titre)
    classeur.calculation = CalcProperties(fullCalcOnLoad=True)
    return classeur


def _proprietes(classeur: Workbook, contexte: Contexte) -> None:
    proprietes = classeur.properties
    proprietes.title = une_ligne(f"Comparaison des outils de vente – {contexte.ferme}", _TITRE_MAX)
    proprietes.creator = proprietes.lastModifiedBy = LOGICIEL
    proprietes.subject = "Outils de vente en ligne en circuits courts"
    proprietes.language = "fr-FR"
