"""Tables des fichiers TOML du catalogue : clés, types, vocabulaires et bornes, une table à la fois.

Les contrôles qui croisent plusieurs clés ou plusieurs fichiers sont dans `verification`. Les nombres
s'écrivent en texte ("1.8"), jamais en flottant, et deviennent des fractions exactes.
"""

from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from modele.catalogue.formats import (
    Adresse,
    CodeDeDoute,
    Date,
    DateTarif,
    Decimal,
    Edition,
    Identifiant,
    Lignes,
    LignesFacultatives,
    RubriqueGuide,
    RubriqueOutil,
    Site,
    Texte,
)
from modele.catalogue.objets import (
    Assiette,
    Categorie,
    Clientele,
    Condition,
    Nature,
    Payeur,
    Taxe,
    Valeur,
)
from modele.situation import Label


class Table(BaseModel):
    """Table TOML dont les clés inconnues sont refusées."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FichePalier(Table):
    """Prix valable jusqu'à `jusqu_a` ; `borne_incluse` dit si la limite elle-même en fait partie."""

    montant: Decimal | None = None
    taux: Decimal | None = None
    jusqu_a: Decimal | None = None
    borne_incluse: StrictBool | None = None


class FicheComposante(Table):
    """Ligne de tarif : `montant` en €, `taux` en %, ou `paliers`."""

    identifiant: Identifiant
    libelle: Texte
    nature: Nature
    assiette: Assiette
    montant: Decimal | None = None
    taux: Decimal | None = None
    paliers: Annotated[list[FichePalier], Field(min_length=1)] | None = None
    suivie: Condition | None = None
    clientele: Clientele | None = None
    condition: Condition = Condition.TOUJOURS
    premiere_annee_seulement: StrictBool = False
    mois_offerts: Annotated[StrictInt, Field(ge=0, le=12)] = 0
    plancher: Decimal | None = None
    plafond: Decimal | None = None
    bas: Decimal | None = None
    haut: Decimal | None = None
    payeur: Payeur
    taxe: Taxe
    lignes: Lignes
    doute: CodeDeDoute | None = None
    hypothese: Texte | None = None

    def en_paliers(self) -> list[FichePalier]:
        """Paliers de la ligne ; un prix unique est un palier sans limite."""
        return self.paliers or [FichePalier.model_construct(montant=self.montant, taux=self.taux)]


class FicheFormule(Table):
    """Formule de tarif ; sans composante, elle est gratuite."""

    identifiant: Identifiant
    nom: Texte
    description: Texte | None = None
    defaut: StrictBool = False
    defaut_si: dict[str, str] = {}
    lignes: Lignes
    composantes: list[FicheComposante] = []


class FicheOption(Table):
    """Option payante."""

    identifiant: Identifiant
    nom: Texte
    description: Texte | None = None
    lignes: Lignes
    composantes: Annotated[list[FicheComposante], Field(min_length=1)]


class FicheNonChiffre(Table):
    """Frais sans montant."""

    identifiant: Identifiant
    payeur: Payeur = Payeur.FERME
    nature: Nature = Nature.OPTION
    texte: Texte
    lignes: Lignes
    doute: CodeDeDoute | None = None


class FicheFait(Table):
    """Affirmation sur un outil."""

    rubrique: RubriqueOutil
    texte: Texte
    lignes: Lignes
    doute: CodeDeDoute | None = None
    adresse: Adresse | None = None


class FicheFaitDuGuide(FicheFait):
    """Affirmation de la partie générale."""

    rubrique: RubriqueGuide


class FicheEvaluation(Table):
    """Case d'un critère."""

    critere: Identifiant
    guide: Valeur | None = None
    valeur: Valeur
    nuance: Texte
    lignes: LignesFacultatives
    doute: CodeDeDoute | None = None


class FicheOutil(Table):
    """Fichier d'un outil."""

    identifiant: Identifiant
    nom: Texte
    categorie: Categorie
    clienteles: Annotated[list[Clientele], Field(min_length=1)]
    site: Site | None = None
    date_tarif: DateTarif
    labels_requis: list[Label] = []
    formules: Annotated[list[FicheFormule], Field(min_length=1)]
    options: list[FicheOption] = []
    non_chiffres: list[FicheNonChiffre] = []
    faits: list[FicheFait]
    evaluations: list[FicheEvaluation]


class FicheGroupe(Table):
    """Groupe de critères."""

    identifiant: Identifiant
    nom: Texte


class FicheCritere(Table):
    """Critère de comparaison."""

    identifiant: Identifiant
    groupe: Identifiant
    nom: Texte
    synthese: StrictBool = False
    definition: Texte


class FicheCriteres(Table):
    """Fichier criteres.toml."""

    groupes: Annotated[list[FicheGroupe], Field(min_length=1)]
    criteres: Annotated[list[FicheCritere], Field(min_length=1)]


class FicheEtape(Table):
    """Étape de la méthode."""

    numero: Annotated[StrictInt, Field(ge=1, le=7)]
    titre: Texte
    lignes: Lignes


class FicheColonneVente(Table):
    """Colonne d'un exemple de vente."""

    ca: Decimal
    km: Decimal
    prix_km: Decimal
    heures_vente: Decimal
    heures_preparation: Decimal
    prix_heure: Decimal
    autres: Decimal = Fraction(0)


class FicheExemple(Table):
    """Exemple de vente, avant et après."""

    nom: Texte
    avant: FicheColonneVente
    apres: FicheColonneVente
    lignes: Lignes


class FicheDoute(Table):
    """Lecture incertaine du guide."""

    code: CodeDeDoute
    titre: Texte
    texte: Texte
    lignes: LignesFacultatives
    outils: list[Identifiant] = []


class FicheGuide(Table):
    """Fichier guide.toml."""

    edition: Edition
    date: Date
    titre: Texte
    date_tarifs: DateTarif
    faits: list[FicheFaitDuGuide]
    etapes: list[FicheEtape]
    exemples: list[FicheExemple]
    doutes: list[FicheDoute]
