"""Cases à remplir : valeur, validation, message, et la condition qui dit si la réponse convient."""

from dataclasses import dataclass
from fractions import Fraction

from openpyxl.worksheet.cell_range import CellRange

from modele.export import noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Contenu
from modele.export.listes import Liste
from modele.export.plume import Plume
from modele.export.regles import Regle
from modele.export.styles import Style, saisie
from modele.export.textes import une_ligne
from modele.nombres import nombre as nombre_ecrit
from modele.nombres import texte_exact
from modele.situation import Champ, Genre

_TITRE_MAX = 32
_MESSAGE_MAX = 255
_CENT = Fraction(100)
_FORMATS = {
    Genre.EUROS: styles.EUROS,
    Genre.POURCENTAGE: styles.POURCENT_FIN,
    Genre.ENTIER: styles.ENTIER,
    Genre.TEXTE: styles.ORDINAIRE,
}


@dataclass(frozen=True, slots=True)
class Saisie:
    """Une question et sa case nommée ; `controle` rend la condition vraie quand la réponse convient.

    `controle` est vide pour un texte, toujours admis ; `{}` y tient la place de l'adresse.
    """

    nom: str
    libelle: str
    contenu: Contenu
    style: Style
    unite: str
    aide: str
    controle: str
    attendu: str
    regle: Regle


def de_champ(champ: Champ, valeur: Fraction | int | str, format: str | None = None) -> Saisie:
    """Saisie d'un nombre ou d'un texte, dans les bornes du champ ; un pourcentage devient une fraction."""
    echelle = _CENT if champ.genre is Genre.POURCENTAGE else Fraction(1)
    bas, haut = (texte_exact(borne / echelle) for borne in (champ.minimum, champ.maximum))
    texte = champ.genre is Genre.TEXTE
    contenu = valeur if isinstance(valeur, (int, str)) else valeur / echelle
    unite = "" if champ.unite == "%" else champ.unite
    style = saisie(format or _FORMATS[champ.genre], a_droite=not texte)
    if texte:
        regle = Regle("textLength", haut, operator="lessThanOrEqual")
        attendu = f"{nombre_ecrit(champ.maximum)} caractères au plus."
        return Saisie(champ.nom, champ.libelle, contenu, style, unite, champ.aide, "", attendu, regle)
    entier = champ.genre is Genre.ENTIER
    sorte = "un nombre entier" if entier else "un nombre"
    attendu = f"Écrivez {sorte} de {nombre_ecrit(champ.minimum)} à {nombre_ecrit(champ.maximum)}"
    attendu += f" {champ.unite}." if champ.unite else "."
    # IF imbriqués : AND évaluerait la comparaison même sur un texte.
    controle = f"IF(ISNUMBER({{0}}),AND({{0}}>={bas},{{0}}<={haut}{',{0}=INT({0})' if entier else ''}),FALSE)"
    regle = Regle("whole" if entier else "decimal", bas, haut, "between")
    return Saisie(champ.nom, champ.libelle, contenu, style, unite, champ.aide, controle, attendu, regle)


def de_liste(nom: str, libelle: str, liste: Liste, affiche: str, aide: str, unite: str = "") -> Saisie:
    """Saisie par liste déroulante, qui porte la réponse `affiche`."""
    reponses = " / ".join(texte for _, texte in liste.choix)
    attendu = une_ligne(f"Choisissez dans la liste : {reponses}.", _MESSAGE_MAX)
    controle = liste.admise("{0}")
    style = saisie(styles.ORDINAIRE, a_droite=False)
    return Saisie(nom, libelle, affiche, style, unite, aide, controle, attendu, liste.regle)


def poser(plume: Plume, contexte: Contexte, saisie: Saisie, ligne: int, colonne: int) -> str:
    """Pose la case, déverrouillée, validée et nommée ; rend son adresse."""
    case = plume.poser(ligne, colonne, saisie.contenu, saisie.style)
    noms.definir(contexte.classeur, saisie.nom, plume.absolue(case))
    titre, aide = une_ligne(saisie.libelle, _TITRE_MAX), une_ligne(saisie.aide, _MESSAGE_MAX)
    # Une règle par question, non par case : cent cases n'en demandent souvent que quelques-unes.
    cle = (saisie.regle, titre, aide)
    if cle not in plume.regles:
        plume.regles[cle] = saisie.regle.validation(titre, saisie.attendu, aide)
        plume.feuille.add_data_validation(plume.regles[cle])
    # `add` relirait toutes les cases déjà données, à chacune.
    plume.regles[cle].sqref.ranges.add(
        CellRange(min_col=colonne, min_row=ligne, max_col=colonne, max_row=ligne)
    )
    return case
