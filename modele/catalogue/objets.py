"""Objets figés du catalogue : ce que le guide dit de chaque outil.

Toutes les grandeurs chiffrées sont des fractions exactes. `lignes` renvoie toujours aux lignes du
texte du guide ("411", "418-420;426") ; `doute` à un code de lecture (D01 à D45) expliqué dans
`Guide.doutes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Valeur(StrEnum):
    """Réponse du guide à un critère, dans l'ordre du plus au moins favorable."""

    OUI = "oui"
    PARTIEL = "partiel"
    OPTION = "option"
    NON = "non"
    NON_PRECISE = "non_precise"


class Categorie(StrEnum):
    """Les trois familles d'outils du guide (l. 267-271)."""

    FERME = "ferme"
    TIERS = "tiers"
    MIXTE = "mixte"


class Clientele(StrEnum):
    """Acheteurs qu'un outil sait servir."""

    PARTICULIERS = "particuliers"
    PROFESSIONNELS = "professionnels"


class Payeur(StrEnum):
    """Qui paie une composante ; seuls les frais de la ferme entrent dans son coût."""

    FERME = "ferme"
    CLIENT = "client"
    AMAP = "amap"
    GERANT = "gerant"
    COMMERCANT = "commercant"


class Taxe(StrEnum):
    """Régime de taxe tel que le guide l'écrit ; `net` n'est jamais majoré de TVA."""

    HT = "ht"
    NET = "net"
    NON_PRECISE = "non_precise"


class Nature(StrEnum):
    """Genre d'une composante de tarif."""

    MISE_EN_SERVICE = "mise_en_service"
    ABONNEMENT = "abonnement"
    COMMISSION = "commission"
    PAIEMENT = "paiement"
    OPTION = "option"
    CONTRIBUTION = "contribution"


class Assiette(StrEnum):
    """Ce que le prix multiplie (grandeurs de la situation, € HT/an sauf mention)."""

    AN = "an"
    MOIS = "mois"
    CA = "ca"
    ENCAISSE_EN_LIGNE_TTC = "encaisse_en_ligne_ttc"
    COMMANDES_EN_LIGNE = "commandes_en_ligne"
    CLIENTS_MOIS = "clients_mois"
    MONTANT_LIBRE = "montant_libre"


class Condition(StrEnum):
    """Grandeur qui doit être strictement positive pour que la composante s'applique."""

    TOUJOURS = "toujours"
    CA_PARTICULIERS = "ca_particuliers"
    CA_PROFESSIONNELS = "ca_professionnels"
    ENCAISSE_PARTICULIERS = "encaisse_particuliers"
    ENCAISSE_PROFESSIONNELS = "encaisse_professionnels"


def numeros(lignes: str) -> frozenset[int]:
    """Numéros de ligne d'une référence : « 418-420;426 » donne 418, 419, 420 et 426."""
    resultat: set[int] = set()
    for plage in filter(None, lignes.split(";")):
        debut, _, fin = plage.partition("-")
        resultat.update(range(int(debut), int(fin or debut) + 1))
    return frozenset(resultat)


@dataclass(frozen=True, slots=True)
class Fait:
    """Une affirmation du guide, en français clair."""

    rubrique: str
    texte: str
    lignes: str
    doute: str | None = None
    adresse: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Case d'un outil pour un critère : `guide` est la case imprimée, `valeur` celle retenue."""

    critere: str
    valeur: Valeur
    nuance: str
    lignes: str
    guide: Valeur | None = None
    doute: str | None = None


@dataclass(frozen=True, slots=True)
class Offre:
    """Prix qu'on a proposé à une ferme : quand (AAAA-MM-JJ), par qui, et le prix du guide qu'il remplace.

    `guide` vaut None quand le guide n'en donne pas ; `bas` et `haut` l'encadraient s'il était incertain.
    """

    le: str
    par: str
    guide: Fraction | None
    bas: Fraction | None = None
    haut: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Palier:
    """Prix tant que la grandeur suivie est sous `jusqu_a` (None : sans limite).

    `offre` dit que ce prix n'est pas celui du guide : jamais dans le catalogue, seulement dans un dossier.
    """

    prix: Fraction
    jusqu_a: Fraction | None = None
    borne_incluse: bool = False
    offre: Offre | None = None


@dataclass(frozen=True, slots=True)
class Composante:
    """Une ligne de tarif.

    `paliers` porte toujours au moins un palier ; un prix unique est un palier sans limite. `prix`
    est en € par unité d'assiette, ou en fraction (0,018 pour 1,8 %) quand `en_pourcentage`.
    `suivie` est la grandeur qui choisit le palier. `bas` et `haut` encadrent un prix incertain.
    """

    identifiant: str
    libelle: str
    nature: Nature
    assiette: Assiette
    paliers: tuple[Palier, ...]
    payeur: Payeur
    taxe: Taxe
    lignes: str
    en_pourcentage: bool = False
    suivie: Condition | None = None
    clientele: Clientele | None = None
    condition: Condition = Condition.TOUJOURS
    premiere_annee_seulement: bool = False
    mois_offerts: int = 0
    plancher: Fraction | None = None
    plafond: Fraction | None = None
    bas: Fraction | None = None
    haut: Fraction | None = None
    doute: str | None = None
    hypothese: str | None = None


@dataclass(frozen=True, slots=True)
class Formule:
    """Formule d'abonnement ; `defaut_si` associe un champ de la situation à la valeur qui la choisit."""

    identifiant: str
    nom: str
    composantes: tuple[Composante, ...]
    lignes: str
    defaut: bool = False
    defaut_si: tuple[tuple[str, str], ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Option payante qu'une ferme peut ajouter à une formule."""

    identifiant: str
    nom: str
    composantes: tuple[Composante, ...]
    lignes: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class NonChiffre:
    """Frais évoqués par le guide sans montant : jamais comptés pour 0, toujours dits.

    `payeur` et `nature` servent quand une ferme apprend ce prix de l'éditeur.
    """

    texte: str
    lignes: str
    doute: str | None = None
    identifiant: str = ""
    payeur: Payeur = Payeur.FERME
    nature: Nature = Nature.OPTION


@dataclass(frozen=True)
class Outil:
    """Un outil du guide : sa fiche, ses cases et son tarif.

    `frais_proposes` sont ceux des `non_chiffres` dont la ferme a appris le prix : vide dans le catalogue.
    """

    identifiant: str
    nom: str
    categorie: Categorie
    clienteles: tuple[Clientele, ...]
    faits: tuple[Fait, ...]
    evaluations: tuple[Evaluation, ...]
    formules: tuple[Formule, ...]
    options: tuple[Option, ...] = ()
    non_chiffres: tuple[NonChiffre, ...] = ()
    labels_requis: tuple[str, ...] = ()
    site: str = ""
    date_tarif: str = ""
    frais_proposes: tuple[Composante, ...] = ()

    @cached_property
    def sans_prix(self) -> tuple[NonChiffre, ...]:
        """Frais dont personne n'a dit le prix."""
        connus = {composante.identifiant for composante in self.frais_proposes}
        return tuple(frais for frais in self.non_chiffres if frais.identifiant not in connus)

    @cached_property
    def par_critere(self) -> Mapping[str, Evaluation]:
        """Évaluations rangées par identifiant de critère."""
        return {evaluation.critere: evaluation for evaluation in self.evaluations}

    @cached_property
    def lignes_par_rubrique(self) -> Mapping[str, frozenset[int]]:
        """Lignes du guide que citent les faits de chaque rubrique."""
        rubriques: dict[str, set[int]] = {}
        for fait in self.faits:
            rubriques.setdefault(fait.rubrique, set()).update(numeros(fait.lignes))
        return {rubrique: frozenset(lignes) for rubrique, lignes in rubriques.items()}

    @cached_property
    def par_formule(self) -> Mapping[str, Formule]:
        """Formules rangées par identifiant."""
        return {formule.identifiant: formule for formule in self.formules}

    @cached_property
    def par_option(self) -> Mapping[str, Option]:
        """Options rangées par identifiant."""
        return {option.identifiant: option for option in self.options}


@dataclass(frozen=True, slots=True)
class Groupe:
    """Famille de critères, dans l'ordre du travail d'une ferme."""

    identifiant: str
    nom: str


@dataclass(frozen=True, slots=True)
class Critere:
    """Un critère de comparaison ; `synthese` vaut vrai pour les neuf du tableau du guide."""

    identifiant: str
    nom: str
    groupe: str
    definition: str
    synthese: bool = False


@dataclass(frozen=True, slots=True)
class Etape:
    """Une des sept étapes de la méthode du guide ; ses faits portent la rubrique `methode-N`."""

    numero: int
    titre: str
    lignes: str


@dataclass(frozen=True, slots=True)
class Doute:
    """Lecture incertaine du guide, expliquée en mots simples."""

    code: str
    titre: str
    texte: str
    lignes: str
    outils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColonneVente:
    """Une colonne (avant ou après) d'un exemple de vente : € HT/an, km, heures, €/h."""

    ca: Fraction
    km: Fraction
    prix_km: Fraction
    heures_vente: Fraction
    heures_preparation: Fraction
    prix_heure: Fraction
    autres: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class ExempleVente:
    """Vente donnée en exemple par le guide (Haute-Loire, l. 103-146)."""

    nom: str
    avant: ColonneVente
    apres: ColonneVente
    lignes: str


@dataclass(frozen=True, slots=True)
class Guide:
    """La partie générale du guide ; `date_tarifs` est l'année (ou la date) des prix qu'il donne."""

    faits: tuple[Fait, ...] = ()
    etapes: tuple[Etape, ...] = ()
    doutes: tuple[Doute, ...] = ()
    exemples: tuple[ExempleVente, ...] = ()
    titre: str = ""
    date_tarifs: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Tout le guide : `edition` est un numéro croissant, `date` au format AAAA-MM-JJ."""

    edition: str
    date: str
    outils: tuple[Outil, ...]
    groupes: tuple[Groupe, ...]
    criteres: tuple[Critere, ...]
    guide: Guide = field(default_factory=Guide)

    @cached_property
    def par_outil(self) -> Mapping[str, Outil]:
        """Outils rangés par identifiant."""
        return {outil.identifiant: outil for outil in self.outils}

    @cached_property
    def par_critere(self) -> Mapping[str, Critere]:
        """Critères rangés par identifiant."""
        return {critere.identifiant: critere for critere in self.criteres}

    @cached_property
    def par_doute(self) -> Mapping[str, Doute]:
        """Doutes rangés par code."""
        return {doute.code: doute for doute in self.guide.doutes}
