"""Le tableau vide que remplit une personne qui conseille : titres en français, listes, aide de chaque case.

Les cases sont contrôlées à la saisie ; un second onglet dit tout ce qu'une colonne peut porter, et lesquelles
s'ajoutent. Rempli, il se relit par `modele.lot.tableau`.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Border, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from modele.catalogue.objets import Catalogue
from modele.export import styles
from modele.export.fichier import remplacer
from modele.export.textes import lignes_occupees, propre, typographie, une_ligne
from modele.lot.colonnes import NOTE, Colonne, colonnes
from modele.lot.feuilles import (
    CORPS,
    FAIBLE,
    FORT,
    TITRE,
    a_remplir,
    ajuster_hauteurs,
    classeur_neuf,
    entetes,
    imprimer,
    poser,
)
from modele.lot.tableau import FEUILLE
from modele.nombres import texte_exact

MODE_D_EMPLOI, LISTES = "Mode d'emploi", "_listes"
LIGNES_A_REMPLIR = 200
_TITRE_MAX, _MESSAGE_MAX = 32, 255
_NOTES = (f"{NOTE.capitalize()} : commune, contact…",)
_LARGEURS = (44, 32, 46, 20, 60, 12)
_CADRE = Border(*(Side(style="thin", color=styles.TRAIT),) * 4)
_CONSEILS = (
    "Une ligne par ferme, dans l'onglet « Fermes ». Remplissez les cases jaunes ; une case vide vaut la réponse "
    "proposée, dite ci-dessous. Seules les ventes et le nom sont presque toujours à donner.",
    "Les colonnes se déplacent et se suppriment. Un titre peut s'écrire en français ou par son code, avec ou sans son "
    "unité ; un titre inconnu fait refuser le tableau, pour qu'une faute de frappe ne passe pas inaperçue.",
    "Une colonne à vous (commune, contact…) : commencez son titre par « Note ». Elle n'est pas lue.",
    "Un pourcentage s'écrit 80 ou 80 % ; un montant 12 500,50. Plus de lignes que prévu : continuez simplement en "
    "dessous.",
    "Puis : « Traiter un lot de fermes… » dans l'application, ou « main.py lot TABLEAU.xlsx SORTIE ».",
)


def ecrire_tableau_vide(chemin: Path, catalogue: Catalogue) -> None:
    """Écrit le tableau d'un coup ; lève `FichierInaccessible` si le fichier ou le disque refuse."""
    classeur = classeur_neuf("Tableau de fermes à comparer", "Une ligne par ferme")
    connues = colonnes(catalogue)
    courantes = [colonne for colonne in connues if colonne.courante]
    _fermes(classeur, courantes)
    _mode_d_emploi(classeur.create_sheet(MODE_D_EMPLOI), connues)
    _listes(classeur, courantes)
    tampon = BytesIO()
    classeur.save(tampon)
    remplacer(chemin, tampon.getvalue())


def _fermes(classeur: Workbook, courantes: Sequence[Colonne]) -> None:
    feuille = classeur.create_sheet(FEUILLE)
    largeurs = [_largeur(colonne) for colonne in courantes]
    entetes(feuille, 1, [*(colonne.titre for colonne in courantes), *_NOTES], [*largeurs, 30])
    feuille.row_dimensions[1].height = 58
    for numero, colonne in enumerate(courantes, 1):
        lettre = get_column_letter(numero)
        regle = _regle(colonne)
        feuille.add_data_validation(regle)
        regle.add(f"{lettre}2:{lettre}{LIGNES_A_REMPLIR + 1}")
        for ligne in range(2, LIGNES_A_REMPLIR + 2):
            case = feuille.cell(ligne, numero)
            a_remplir(case)
            case.border = _CADRE
            case.protection = Protection(locked=False)
    imprimer(feuille, 1, "B2", en_largeur=4)


def _largeur(colonne: Colonne) -> float:
    if colonne.code == "nom":
        return 32
    plus_long = max((len(texte) for _, texte in colonne.choix), default=10)
    return min(max(13, plus_long + 3), 30)


def _regle(colonne: Colonne) -> DataValidation:
    """Validation d'une colonne, avec l'aide qui paraît quand on y entre."""
    if colonne.choix:
        regle = DataValidation(type="list", formula1=_nom_de_liste(colonne), allow_blank=True)
    elif colonne.bornes is not None:
        bas, haut = map(texte_exact, colonne.bornes)
        # « 80 % », qu'un tableur range comme 0,8, est dans les bornes d'un pourcentage de 0 à 100.
        regle = DataValidation(
            type="whole" if colonne.entier else "decimal",
            operator="between",
            formula1=bas,
            formula2=haut,
            allow_blank=True,
        )
    else:
        regle = DataValidation(
            type="textLength", operator="lessThanOrEqual", formula1="200", allow_blank=True
        )
    regle.showErrorMessage = regle.showInputMessage = True
    regle.errorTitle = regle.promptTitle = une_ligne(colonne.titre, _TITRE_MAX)
    regle.error = une_ligne(f"Il faut {colonne.attendu}.", _MESSAGE_MAX)
    defaut = f" Vide : {colonne.defaut}." if colonne.defaut else ""
    regle.prompt = une_ligne(f"{colonne.aide}{defaut}", _MESSAGE_MAX)
    return regle


def _listes(classeur: Workbook, courantes: Sequence[Colonne]) -> None:
    """Réponses des listes, par plage nommée : écrites dans la règle, elles ne tiendraient pas toujours."""
    feuille = classeur.create_sheet(LISTES)
    feuille.sheet_state = "hidden"
    avec_liste = [colonne for colonne in courantes if colonne.choix]
    for numero, colonne in enumerate(avec_liste, 1):
        lettre = get_column_letter(numero)
        for ligne, (_, texte) in enumerate(colonne.choix, 1):
            poser(feuille, ligne, numero, texte)
        nom = _nom_de_liste(colonne)
        plage = f"'{LISTES}'!${lettre}$1:${lettre}${len(colonne.choix)}"
        classeur.defined_names[nom] = DefinedName(nom, attr_text=plage)


def _nom_de_liste(colonne: Colonne) -> str:
    return "liste_" + colonne.code.replace(":", "_").replace("-", "_")


def _mode_d_emploi(feuille: Worksheet, connues: Sequence[Colonne]) -> None:
    poser(feuille, 1, 1, "Mode d'emploi", TITRE).border = Border()
    feuille.row_dimensions[1].height = 30
    fin = len(_LARGEURS)
    for ligne, conseil in enumerate(_CONSEILS, 3):
        poser(feuille, ligne, 1, typographie(conseil)).border = Border()
        feuille.merge_cells(start_row=ligne, end_row=ligne, start_column=1, end_column=fin)
        feuille.row_dimensions[ligne].height = 16 * lignes_occupees(conseil, sum(_LARGEURS) - fin)
    titres = (
        "Titre de la colonne",
        "Son code",
        "Réponses",
        "Si la case est vide",
        "À quoi cela sert",
        "Au départ",
    )
    debut = len(_CONSEILS) + 4
    entetes(feuille, debut, titres, _LARGEURS)
    for ligne, colonne in enumerate(connues, debut + 1):
        poser(feuille, ligne, 1, typographie(colonne.titre), FORT)
        poser(feuille, ligne, 2, colonne.code, FAIBLE)
        poser(feuille, ligne, 3, typographie(colonne.attendu))
        poser(feuille, ligne, 4, colonne.defaut or "–")
        poser(feuille, ligne, 5, typographie(propre(colonne.aide)), CORPS)
        poser(feuille, ligne, 6, "présente" if colonne.courante else "à ajouter")
    ajuster_hauteurs(feuille, debut, _LARGEURS)
    imprimer(feuille, debut, f"A{debut + 1}")
