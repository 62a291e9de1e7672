"""Feuille cachée « _listes » : les réponses qu'admet chaque liste déroulante, et ce qu'elles désignent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Catalogue, Outil
from modele.export import expressions, noms, styles
from modele.export.contexte import Contexte
from modele.export.plume import Plume
from modele.export.regles import Regle
from modele.export.textes import propre, typographie
from modele.situation import CHAMPS, PAR_CHAMP, Genre

TITRE = "_listes"
SELON_LA_SITUATION = "Selon votre situation"
"""Réponse qui laisse la situation désigner la formule."""
BESOINS: Mapping[str, str] = MappingProxyType(
    {"indispensable": "indispensable", "souhaite": "souhaité", "": "indifférent"}
)
"""Réponse à un besoin ; la clé vide est l'absence d'exigence."""
_LARGEUR = 30.0


@dataclass(frozen=True, slots=True)
class Liste:
    """Liste nommée : (valeur dans la situation, réponse affichée), dans l'ordre."""

    nom: str
    choix: tuple[tuple[str, str], ...]

    def affiche(self, valeur: str) -> str:
        """Réponse affichée pour une valeur."""
        return dict(self.choix)[valeur]

    def valeur(self, affiche: str) -> str | None:
        """Valeur d'une réponse lue dans un classeur, espaces et majuscules mis à part ; None si inconnue."""
        return {_reduit(texte): valeur for valeur, texte in self.choix}.get(_reduit(affiche))

    def admise(self, case: str) -> str:
        """Condition vraie quand la case porte une réponse de la liste."""
        return f"SUMPRODUCT(({noms.liste(self.nom)}={case})*1)>0"

    @property
    def regle(self) -> Regle:
        """Règle par plage : une liste écrite dans la règle ne tiendrait pas toujours."""
        return Regle("list", noms.liste(self.nom))


OUI_NON = Liste("oui_non", ((noms.OUI, noms.OUI), (noms.NON, noms.NON)))
BESOIN = Liste("besoin", tuple(BESOINS.items()))


def de_champ(champ: str) -> Liste:
    """Réponses d'un champ à choix de la situation."""
    return Liste(champ, tuple((valeur, typographie(texte)) for valeur, texte in PAR_CHAMP[champ].choix))


def de_formules(outil: Outil) -> Liste:
    """Formules d'un outil, après la réponse qui laisse la situation choisir (valeur vide)."""
    pris = {_reduit(SELON_LA_SITUATION)}
    choix = [("", SELON_LA_SITUATION)]
    for formule in outil.formules:
        texte = typographie(propre(formule.nom))
        if _reduit(texte) in pris:
            texte = f"{texte} ({formule.identifiant})"
        pris.add(_reduit(texte))
        choix.append((formule.identifiant, texte))
    return Liste(noms.formule(outil.identifiant), tuple(choix))


def nom_de_formule(outil: Outil, identifiant: str) -> str:
    """Nom affiché d'une formule, unique parmi celles de l'outil."""
    return de_formules(outil).affiche(identifiant)


def formule_retenue(outil: Outil) -> str:
    """Nom de la formule qui compte, choisie ou désignée par la situation, comme le moteur la retient."""
    defaut = next((formule for formule in outil.formules if formule.defaut), outil.formules[0])
    liste = de_formules(outil)
    expression = expressions.litteral(liste.affiche(defaut.identifiant))
    for formule in reversed(outil.formules):
        if formule.defaut_si:
            conditions = ",".join(_condition(champ, valeur) for champ, valeur in formule.defaut_si)
            nom = expressions.litteral(liste.affiche(formule.identifiant))
            expression = f"IF(AND({conditions}),{nom},{expression})"
    choisie = noms.formule(outil.identifiant)
    return f'IF({choisie}="{SELON_LA_SITUATION}",{expression},{choisie})'


def _condition(champ: str, valeur: str) -> str:
    genre = PAR_CHAMP[champ].genre if champ in PAR_CHAMP else None
    if genre is Genre.CHOIX:
        return f"{champ}={expressions.litteral(de_champ(champ).affiche(valeur))}"
    return f"{champ}={expressions.litteral(valeur)}" if genre is Genre.TEXTE else "1=0"


def _reduit(texte: str) -> str:
    return " ".join(texte.split()).casefold()


def toutes(catalogue: Catalogue) -> Iterator[Liste]:
    """Listes du classeur : celles de la situation, puis une par outil à plusieurs formules."""
    yield OUI_NON
    yield BESOIN
    for champ in CHAMPS:
        if champ.genre is Genre.CHOIX:
            yield de_champ(champ.nom)
    for outil in catalogue.outils:
        if len(outil.formules) > 1:
            yield de_formules(outil)


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes, une par liste."""
    return tuple(_LARGEUR for _ in toutes(contexte.catalogue))


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille, une liste par colonne, et nomme chaque plage."""
    for colonne, liste in enumerate(toutes(contexte.catalogue), start=1):
        plume.poser(1, colonne, liste.nom, styles.ENTETE)
        _colonne(plume, colonne, [texte for _, texte in liste.choix])
        lettre = get_column_letter(colonne)
        plage = f"'{TITRE}'!${lettre}$2:${lettre}${len(liste.choix) + 1}"
        noms.definir(contexte.classeur, noms.liste(liste.nom), plage)


def _colonne(plume: Plume, colonne: int, textes: Iterable[str]) -> None:
    for ligne, texte in enumerate(textes, start=2):
        plume.poser(ligne, colonne, texte, styles.CORPS)
