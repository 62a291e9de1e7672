"""Contenu figé des deux pages imprimées ; le dessin décide seulement où, et combien il en tient."""

from dataclasses import dataclass
from fractions import Fraction

from modele.choix.dessin_seuils import Dessin
from modele.choix.phrases import enumerer
from modele.nombres import ESPACE_INSECABLE, nombre

_PONCTUEES = (".", "!", "?", "…")


def suite(restent: int) -> str:
    """« et 12 autres, voir le classeur »."""
    return f"et {nombre(restent)} {'autre' if restent == 1 else 'autres'}, voir le classeur"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Une phrase ; ses `elements`, s'il y en a, s'énumèrent après `debut` et se laissent compter plutôt que dire.

    `puces` sépare les éléments d'un point médian, pour une liste que l'on parcourt.
    """

    debut: str
    elements: tuple[str, ...] = ()
    puces: bool = False

    def ecrire(self, gardes: int | None = None) -> str:
        """La phrase entière, ou avec ses `gardes` premiers éléments et le compte des autres."""
        total = len(self.elements)
        gardes = total if gardes is None else min(gardes, total)
        if gardes == total:
            if self.puces:
                return self.debut + " · ".join(self.elements)
            return _finir(self.debut + enumerer(self.elements)) if total else self.debut
        if gardes == 0:
            # « 36 souhaits sur 69 » a déjà dit combien.
            deja = self.debut.split(maxsplit=1)[:1] == [nombre(total)]
            dit = self.debut.rstrip(f": {ESPACE_INSECABLE}") if deja else f"{self.debut}{nombre(total)}"
            return f"{dit}, voir le classeur."
        liaison = " · " if self.puces else ", "
        return f"{self.debut}{liaison.join(self.elements[:gardes])} {suite(total - gardes)}."


def _finir(texte: str) -> str:
    return texte if texte.endswith(_PONCTUEES) else f"{texte}."


@dataclass(frozen=True, slots=True)
class Rangee:
    """Un intitulé, et ce qu'on en dit ; une phrase de trop se compte dans « et 3 autres »."""

    titre: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Chiffre:
    """Un nombre qui décrit la ferme, et ce qu'il mesure."""

    valeur: str
    libelle: str


@dataclass(frozen=True, slots=True)
class ARemplir:
    """Une ligne à remplir au stylo."""

    libelle: str
    unite: str


@dataclass(frozen=True, slots=True)
class Montant:
    """Un montant écrit, à aligner à droite ; `fort` pour celui que l'on compare."""

    libelle: str
    valeur: str
    fort: bool = False


@dataclass(frozen=True, slots=True)
class OutilImprime:
    """Un outil de la première page ; `rang` est vide quand rien ne le classe."""

    rang: str
    nom: str
    statut: str
    formule: str
    pour: tuple[Phrase, ...]
    reserves: tuple[Phrase, ...]
    montants: tuple[Montant, ...]


@dataclass(frozen=True, slots=True)
class Choix:
    """Les outils que l'on imprime, et pourquoi ceux-là."""

    titre: str
    regle: str
    outils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageSituation:
    """Première page ; `invitation` remplace les outils quand aucun n'est à montrer."""

    chiffres: tuple[Chiffre, ...]
    a_remplir: tuple[ARemplir, ...]
    situation: tuple[Phrase, ...]
    besoins: tuple[Rangee, ...]
    titre_outils: str
    regle: str
    outils: tuple[OutilImprime, ...]
    invitation: tuple[Phrase, ...]
    aussi_possibles: Phrase | None
    ecartes: tuple[Rangee, ...]


@dataclass(frozen=True, slots=True)
class Courbe:
    """Une courbe nommée ; `forte` si l'outil est sur la première page."""

    outil: str
    nom: str
    forte: bool


@dataclass(frozen=True, slots=True)
class Graphique:
    """Les seuils à dessiner : courbes de la plus utile à la moins utile, ventes de la ferme (€ HT/an)."""

    dessin: Dessin
    courbes: tuple[Courbe, ...]
    ventes: Fraction


@dataclass(frozen=True, slots=True)
class Seuils:
    """Le graphique et ses phrases ; `zones` suit celles du dessin, qui porte leur numéro."""

    graphique: Graphique | None
    legende: str
    zones: tuple[Phrase, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class LigneVente:
    """Une ligne du tableau avant / après."""

    libelle: str
    avant: str
    apres: str
    gain: str = ""
    forte: bool = False


@dataclass(frozen=True, slots=True)
class AvantApres:
    """Le tableau rempli et ses phrases, le bilan d'abord, ou les cases à remplir au stylo."""

    lignes: tuple[LigneVente, ...]
    phrases: tuple[Phrase, ...]
    a_remplir: tuple[ARemplir, ...] = ()


@dataclass(frozen=True, slots=True)
class PageDecision:
    """Seconde page."""

    seuils: Seuils
    vente: AvantApres
    questions: tuple[Rangee, ...]
    hypotheses: tuple[Rangee, ...]
    dates: tuple[Rangee, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Les deux pages, et ce qui paraît sur l'une et l'autre."""

    ferme: str
    auteur: str
    titre: str
    date: str
    pied: str
    premiere: PageSituation
    seconde: PageDecision
