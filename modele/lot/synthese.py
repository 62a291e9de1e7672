"""`synthese.xlsx` : une ligne par ferme du lot, puis le coût de chaque outil pour chacune."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from modele.catalogue.objets import Catalogue
from modele.choix.phrases import compter
from modele.export import styles
from modele.export.fichier import remplacer
from modele.export.textes import typographie
from modele.lot.feuilles import (
    CORPS,
    FAIBLE,
    FORT,
    LIEN,
    LOGICIEL,
    TITRE,
    Contenu,
    ajuster_hauteurs,
    classeur_neuf,
    entetes,
    imprimer,
    poser,
)
from modele.lot.objets import Etat, Ligne
from modele.lot.resume import PARTIEL, MoinsCher, Resume
from modele.nombres import date_francaise
from modele.version import VERSION

FEUILLE, COUTS, A_PROPOS = "Synthèse", "Coûts par outil", "À propos"
ENTETE = 1
_RIEN = "–"


@dataclass(frozen=True, slots=True)
class _Colonne:
    titre: str
    largeur: float
    valeur: Callable[[Ligne], Contenu]
    format: str = ""


def _du_resume(lire: Callable[[Resume], Contenu]) -> Callable[[Ligne], Contenu]:
    return lambda ligne: None if ligne.resume is None else lire(ligne.resume)


def _du_moins_cher(lire: Callable[[MoinsCher], Contenu]) -> Callable[[Ligne], Contenu]:
    def valeur(ligne: Ligne) -> Contenu:
        if ligne.resume is None:
            return None
        return _RIEN if ligne.resume.moins_cher is None else lire(ligne.resume.moins_cher)

    return valeur


def _par_ligne(textes: Sequence[str]) -> Contenu:
    return "\n".join(texte for texte in textes if texte) or None


_COLONNES = (
    _Colonne("Ferme", 28, lambda ligne: ligne.nom),
    _Colonne("D'où elle vient", 18, lambda ligne: ligne.source),
    _Colonne("État", 11, lambda ligne: ligne.etat.value),
    _Colonne("Ventes HT par an", 14, _du_resume(lambda r: r.ventes), styles.EUROS),
    _Colonne("Le moins cher pour toutes les ventes", 24, _du_moins_cher(lambda m: ", ".join(m.noms))),
    _Colonne("Sa formule", 22, _du_moins_cher(lambda m: m.formule)),
    _Colonne("Son statut", 13, _du_moins_cher(lambda m: m.statut)),
    _Colonne("Première année", 12, _du_moins_cher(lambda m: m.annee_1), styles.EUROS),
    _Colonne("Année suivante", 12, _du_moins_cher(lambda m: m.annee_suivante), styles.EUROS),
    _Colonne("Part des ventes", 9, _du_moins_cher(lambda m: m.part), styles.POURCENT),
    _Colonne("Années comparées", 11, _du_resume(lambda r: r.annees), styles.ENTIER),
    _Colonne("Sur ces années", 13, _du_moins_cher(lambda m: m.horizon), styles.EUROS),
    _Colonne("En tête selon les besoins", 20, _du_resume(lambda r: r.premier or None)),
    _Colonne("Outils possibles", 50, _du_resume(lambda r: ", ".join(r.possibles) or "aucun")),
    _Colonne("Pourquoi il n'y a pas de classeur", 54, lambda ligne: typographie(ligne.motif) or None),
    _Colonne("Remarques", 40, lambda ligne: _par_ligne([typographie(r) for r in ligne.remarques])),
    _Colonne("Classeur", 34, lambda ligne: ligne.classeur or None),
    _Colonne("Champ en cause", 28, lambda ligne: _par_ligne([f.champ for f in ligne.fautes])),
    _Colonne("Reçu", 18, lambda ligne: _par_ligne([f.recu for f in ligne.fautes if f.champ])),
    _Colonne("Attendu", 34, lambda ligne: _par_ligne([f.attendu for f in ligne.fautes if f.champ])),
)
_PREMIERE_PAGE, _IMPRIMEES = 13, 17
"""Colonnes de la première page imprimée, puis des deux ; les dernières servent au tri et aux filtres."""
TITRES = tuple(colonne.titre for colonne in _COLONNES)


def ecrire_synthese(catalogue: Catalogue, lignes: Sequence[Ligne], chemin: Path) -> None:
    """Écrit la synthèse d'un coup ; lève `FichierInaccessible` si le fichier ou le disque refuse."""
    classeur = classeur_neuf("Synthèse d'un lot de fermes", "Outils de vente en ligne en circuits courts")
    _fermes(classeur.create_sheet(FEUILLE), lignes)
    _couts(classeur.create_sheet(COUTS), catalogue, lignes)
    _a_propos(classeur.create_sheet(A_PROPOS), catalogue, lignes)
    tampon = BytesIO()
    classeur.save(tampon)
    remplacer(chemin, tampon.getvalue())


def _fermes(feuille: Worksheet, lignes: Sequence[Ligne]) -> None:
    largeurs = [colonne.largeur for colonne in _COLONNES]
    entetes(feuille, ENTETE, TITRES, largeurs, [bool(colonne.format) for colonne in _COLONNES])
    for rang, ligne in enumerate(lignes, ENTETE + 1):
        for numero, colonne in enumerate(_COLONNES, 1):
            contenu = colonne.valeur(ligne)
            police = FORT if numero == 1 else _police(ligne)
            case = poser(feuille, rang, numero, contenu, police, colonne.format)
            if colonne.titre == "Classeur" and ligne.classeur:
                case.hyperlink = quote(ligne.classeur)
                case.font = LIEN
    fin = get_column_letter(len(_COLONNES))
    feuille.auto_filter.ref = f"A{ENTETE}:{fin}{ENTETE + len(lignes)}"
    etat = get_column_letter(TITRES.index("État") + 1)
    plage = f"{etat}{ENTETE + 1}:{etat}{ENTETE + len(lignes)}"
    for mot, couleur in (
        (Etat.REFUSEE, styles.ERREUR),
        (Etat.EMPECHEE, styles.ERREUR),
        (Etat.NON_TRAITEE, styles.ALERTE),
    ):
        aspect: DifferentialStyle = styles.differentiel(couleur, gras=True)
        regle = Rule(type="expression", dxf=aspect, formula=[f'${etat}{ENTETE + 1}="{mot.value}"'])
        feuille.conditional_formatting.add(plage, regle)
    ajuster_hauteurs(feuille, ENTETE, largeurs)
    feuille.print_area = f"A1:{get_column_letter(_IMPRIMEES)}{ENTETE + len(lignes)}"
    feuille.col_breaks.append(Break(id=_PREMIERE_PAGE))
    imprimer(feuille, ENTETE, f"B{ENTETE + 1}", en_largeur=2)


def _police(ligne: Ligne) -> Font:
    return CORPS if ligne.etat is Etat.ECRITE else FAIBLE


def _couts(feuille: Worksheet, catalogue: Catalogue, lignes: Sequence[Ligne]) -> None:
    """Coût d'une année suivante, outil par outil, des fermes comparées."""
    outils = catalogue.outils
    largeurs = (28, *[16] * len(outils))
    entetes(
        feuille, ENTETE, ("Ferme", *(outil.nom for outil in outils)), largeurs, (False, *[True] * len(outils))
    )
    comparees = [ligne for ligne in lignes if ligne.resume is not None]
    for rang, ligne in enumerate(comparees, ENTETE + 1):
        assert ligne.resume is not None
        poser(feuille, rang, 1, ligne.nom, FORT)
        for numero, outil in enumerate(outils, 2):
            cout = ligne.resume.couts[outil.identifiant]
            poser(feuille, rang, numero, cout, FAIBLE if isinstance(cout, str) else CORPS, styles.EUROS)
    fin = get_column_letter(len(outils) + 1)
    feuille.auto_filter.ref = f"A{ENTETE}:{fin}{ENTETE + len(comparees)}"
    ajuster_hauteurs(feuille, ENTETE, largeurs)
    imprimer(feuille, ENTETE, f"B{ENTETE + 1}")


def _a_propos(feuille: Worksheet, catalogue: Catalogue, lignes: Sequence[Ligne]) -> None:
    guide = catalogue.guide
    jour = date_francaise(f"{datetime.now(tz=UTC).astimezone():%Y-%m-%d}")
    comptes = {etat: sum(ligne.etat is etat for ligne in lignes) for etat in Etat}
    textes = (
        f"Écrite le {jour} avec {LOGICIEL} {VERSION}, catalogue édition {catalogue.edition}.",
        f"{compter(len(lignes), 'ferme')} : "
        + ", ".join(
            f"{combien} {etat.value}{'s' if combien > 1 else ''}"
            for etat, combien in comptes.items()
            if combien
        )
        + ".",
        "Les coûts sont ceux que la ferme paierait (€). L'année suivante est une année ordinaire : ni mise en "
        "service, ni mois offert.",
        "« Le moins cher » l'est parmi les outils non écartés qui portent toutes les ventes de la ferme ; un outil qui "
        f"n'en porte qu'une partie (« {PARTIEL} ») ne se compare pas.",
        "Chaque ferme écrite a son classeur dans ce dossier, qui se recalcule et se rouvre dans l'application.",
        f"Prix : {guide.titre}, vers {guide.date_tarifs}, à confirmer." if guide.date_tarifs else "",
    )
    feuille.column_dimensions["A"].width = 110
    poser(feuille, 1, 1, "Synthèse d'un lot de fermes", TITRE)
    for rang, texte in enumerate(filter(None, textes), 3):
        poser(feuille, rang, 1, typographie(texte))
    ajuster_hauteurs(feuille, 3, (110,))
    imprimer(feuille, 1, "A2")
