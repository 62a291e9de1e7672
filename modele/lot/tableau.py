"""Un tableau d'une ligne par ferme : contrôlé comme tout classeur reçu, puis lu case par case.

Une colonne inconnue fait refuser tout le tableau : lue comme vide, une faute de frappe dans un titre fausserait
toutes les fermes sans que personne le voie.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.export.feuille_dossier import TITRE as FEUILLE_DOSSIER
from modele.fautes import EntreeInvalide, SituationInvalide
from modele.lot.colonnes import NOTE, Colonne, assembler, cle, colonnes, reconnaitre
from modele.lot.objets import Faute, Ferme, FermeRefusee, Lue
from modele.reprise.cases import Valeur
from modele.reprise.fautes import ClasseurRefuse
from modele.reprise.garde import octets_surs
from modele.reprise.valeurs import NonComprise, citer, nombre_lu, texte_lu

FEUILLE = "Fermes"
FERMES_MAX = 2_000
COLONNES_MAX = 400
_LIGNES_MAX = 20_000
_RANG_DES_TITRES_MAX = 20
_CENT = 100


@dataclass(frozen=True, slots=True)
class _Case:
    valeur: Valeur
    en_pourcentage: bool
    en_erreur: bool


_Rangee = Sequence[_Case | None]


def fermes_du_tableau(chemin: Path, catalogue: Catalogue) -> tuple[Ferme, ...]:
    """Fermes d'un tableau, dans l'ordre de ses lignes ; une ligne vide n'en est pas une.

    Lève `EntreeInvalide` si le tableau ne se lit pas comme tel, `OSError` si le fichier ne se lit pas.
    """
    rangees = _rangees(chemin)
    titres = _titres(chemin.name, rangees, colonnes(catalogue))
    fermes = []
    for ligne, rangee in rangees.items():
        reponses = {
            colonne: (place, case)
            for place, colonne in titres.colonnes.items()
            if place < len(rangee) and (case := rangee[place]) is not None
        }
        if ligne > titres.ligne and reponses:
            lire = partial(_lire, catalogue, ligne, reponses)
            fermes.append(Ferme(f"ligne {ligne}", f"Ferme de la ligne {ligne}", lire))
    if not fermes:
        raise EntreeInvalide(f"Le tableau « {chemin.name} » n'a aucune ferme sous la ligne de ses titres.")
    if len(fermes) > FERMES_MAX:
        raise EntreeInvalide(
            f"Le tableau « {chemin.name} » compte {len(fermes)} fermes : {FERMES_MAX} au plus, partagez-le."
        )
    return tuple(fermes)


def _rangees(chemin: Path) -> dict[int, _Rangee]:
    """Lignes non vides de la feuille « Fermes », ou de la première, par numéro."""
    octets = octets_surs(chemin)
    try:
        classeur = load_workbook(BytesIO(octets), read_only=True, data_only=True, keep_links=False)
        with closing(classeur):
            if FEUILLE_DOSSIER in classeur.sheetnames:
                raise EntreeInvalide(
                    f"« {chemin.name} » est le classeur d'une seule ferme : mettez-le dans un dossier, et donnez ce "
                    "dossier."
                )
            return dict(_lignes(classeur))
    except EntreeInvalide:
        raise
    except Exception as faute:
        # openpyxl laisse sortir toutes sortes de fautes d'un fichier mal formé (KeyError, TypeError…).
        raise ClasseurRefuse(f"Le tableau « {chemin.name} » est abîmé ou incomplet.") from faute


def _lignes(classeur: Any) -> Iterator[tuple[int, _Rangee]]:
    feuille = classeur[FEUILLE] if FEUILLE in classeur.sheetnames else classeur.worksheets[0]
    bornes = {"max_row": _LIGNES_MAX, "max_col": COLONNES_MAX}
    for ligne, rangee in enumerate(feuille.iter_rows(**bornes), 1):
        cases = [_case(cellule) for cellule in rangee]
        if any(cases):
            yield ligne, cases


def _case(cellule: Any) -> _Case | None:
    """Case remplie, ou None ; une date est rendue comme on l'écrit en France."""
    valeur = cellule.value
    if valeur is None or (isinstance(valeur, str) and not valeur.strip()):
        return None
    if isinstance(valeur, date):
        valeur = f"{valeur:%d/%m/%Y}"
    elif not isinstance(valeur, str | int | float):
        valeur = str(valeur)
    return _Case(valeur, "%" in (cellule.number_format or ""), cellule.data_type == "e")


@dataclass(frozen=True, slots=True)
class _Titres:
    ligne: int
    colonnes: Mapping[int, Colonne]


def _titres(fichier: str, rangees: Mapping[int, _Rangee], connues: Sequence[Colonne]) -> _Titres:
    """Ligne des titres : celle, en haut, où l'on reconnaît le plus de colonnes."""
    meilleure: tuple[int, int] = (0, 0)
    for ligne, rangee in rangees.items():
        if ligne <= _RANG_DES_TITRES_MAX:
            reconnues = len(reconnaitre(_textes(rangee).values(), connues))
            # À égalité, la plus haute.
            meilleure = max(meilleure, (reconnues, -ligne))
    if not meilleure[0]:
        raise EntreeInvalide(
            f"Le tableau « {fichier} » n'a pas de ligne de titres reconnue, comme « Nom de la ferme » et « Ventes aux "
            "particuliers ». « main.py lot --modele » écrit un tableau vide."
        )
    ligne = -meilleure[1]
    textes = _textes(rangees[ligne])
    return _Titres(ligne, _placees(fichier, textes, reconnaitre(textes.values(), connues), connues))


def _textes(rangee: _Rangee) -> dict[int, str]:
    return {place: texte_lu(case.valeur) for place, case in enumerate(rangee) if case is not None}


def _placees(
    fichier: str, textes: Mapping[int, str], trouvees: Mapping[str, Colonne], connues: Sequence[Colonne]
) -> dict[int, Colonne]:
    placees: dict[int, Colonne] = {}
    vues: dict[str, int] = {}
    for place, texte in textes.items():
        if cle(texte).startswith(NOTE):
            continue
        lettre = get_column_letter(place + 1)
        colonne = trouvees.get(texte)
        if colonne is None:
            raise EntreeInvalide(_inconnue(fichier, lettre, texte, connues))
        if colonne.code in vues:
            raise EntreeInvalide(
                f"Le tableau « {fichier} » donne deux fois « {colonne.titre} », colonnes "
                f"{get_column_letter(vues[colonne.code] + 1)} et {lettre} : gardez-en une."
            )
        vues[colonne.code] = place
        placees[place] = colonne
    return placees


def _inconnue(fichier: str, lettre: str, texte: str, connues: Sequence[Colonne]) -> str:
    titres = {cle(une): colonne.titre for colonne in connues for une in (colonne.titre, colonne.code)}
    proches = get_close_matches(cle(texte), titres, n=1)
    conseil = f"vouliez-vous dire « {titres[proches[0]]} » ? " if proches else ""
    return (
        f"Le tableau « {fichier} », colonne {lettre} : le titre « {citer(texte)} » n'est pas connu ; {conseil}"
        "Pour une colonne à vous, commencez son titre par « Note »."
    )


def _lire(catalogue: Catalogue, ligne: int, reponses: Mapping[Colonne, tuple[int, _Case]]) -> Lue:
    """Dossier d'une ligne ; toutes ses fautes sont dites ensemble."""
    valeurs: dict[str, object] = {}
    fautes = []
    for colonne, (place, case) in reponses.items():
        try:
            valeurs[colonne.code] = _reponse(colonne, case)
        except (NonComprise, SituationInvalide):
            lieu = f"{colonne.titre} ({get_column_letter(place + 1)}{ligne})"
            fautes.append(Faute(lieu, citer(case.valeur), colonne.attendu))
    nom = valeurs.get("nom", "")
    assert isinstance(nom, str)
    if fautes:
        raise FermeRefusee(nom, tuple(fautes))
    return Lue(Dossier(nom, assembler(valeurs, catalogue)))


def _reponse(colonne: Colonne, case: _Case) -> object:
    if case.en_erreur:
        raise NonComprise(colonne.attendu)
    if colonne.pourcentage and case.en_pourcentage and not isinstance(case.valeur, str):
        # Une case mise en forme « 80 % » par le tableur porte 0,8.
        fraction = nombre_lu(case.valeur)
        assert isinstance(fraction, Decimal)
        return colonne.lire(format(fraction * _CENT, "f"))
    return colonne.lire(case.valeur)
