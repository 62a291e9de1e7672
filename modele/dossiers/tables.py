"""Tables de la base des dossiers.

Un dossier est une ligne de `dossiers` et des lignes dans les tables qui s'y rattachent ; `rang` garde
l'ordre de saisie. Les identifiants d'outils et de critères ne renvoient à aucune table : le catalogue
est une autre base, qui peut changer sans que les dossiers s'en ressentent. Toute modification demande
une migration (`modele/dossiers/migrations`) et d'augmenter `schema.VERSION`.
"""

from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, ForeignKeyConstraint, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from modele.dossiers.rationnels import ecrire_rationnel, lire_rationnel

# Une table dont la clé est composée se passe de l'index caché de SQLite : deux fois moins de pages.
_COMPACTE = {"sqlite_with_rowid": False}


class Rationnel(TypeDecorator[Fraction]):
    """Nombre exact en texte : « 5.5 » quand l'écriture décimale est finie, « 1/3 » sinon."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        """Texte à enregistrer ; `ValueError` si le nombre est inexact ou a des milliers de chiffres."""
        return None if value is None else ecrire_rationnel(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:
        """Nombre relu ; `ValueError` si le texte n'en est pas un."""
        return None if value is None else lire_rationnel(value)


class Base(DeclarativeBase):
    """Socle des tables : noms de contraintes réguliers, que les migrations peuvent citer."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), Fraction: Rationnel()}


class _DuDossier:
    """Ligne rattachée à un dossier, supprimée avec lui ; le dossier vient en tête de la clé."""

    dossier: Mapped[int] = mapped_column(
        ForeignKey("dossiers.identifiant", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        sort_order=-2,
    )


class _Rangee(_DuDossier):
    """Ligne d'une liste ordonnée."""

    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


class DossierEnBase(Base):
    """Un dossier : ses ressources et les champs simples de sa situation."""

    __tablename__ = "dossiers"
    __table_args__ = (
        CheckConstraint("label IN ('bio', 'conversion', 'autre')", name="label"),
        CheckConstraint("organisation IN ('seule', 'collectif')", name="organisation"),
        CheckConstraint("encaissement IN ('carte', 'prelevement')", name="encaissement"),
        CheckConstraint("presence IN ('present', 'preparation', 'depot_vente')", name="presence"),
        CheckConstraint("clients_actifs BETWEEN 0 AND 1000000", name="clients_actifs"),
        CheckConstraint("horizon BETWEEN 1 AND 10", name="horizon"),
        # Un identifiant n'est jamais réemployé : un dossier supprimé doit pouvoir reprendre le sien.
        {"sqlite_autoincrement": True},
    )

    identifiant: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str]
    cree_le: Mapped[str]
    modifie_le: Mapped[str]
    archive: Mapped[bool]
    exemple: Mapped[bool]
    temps: Mapped[str]
    competences: Mapped[str]
    appuis: Mapped[str]
    nom_ferme: Mapped[str]
    label: Mapped[str]
    organisation: Mapped[str]
    recupere_tva: Mapped[bool]
    taux_tva_ventes: Mapped[Fraction]
    ca_particuliers: Mapped[Fraction]
    ca_professionnels: Mapped[Fraction]
    part_en_ligne: Mapped[Fraction]
    part_en_ligne_pro: Mapped[Fraction]
    panier_moyen: Mapped[Fraction]
    panier_moyen_pro: Mapped[Fraction]
    clients_actifs: Mapped[int]
    encaissement: Mapped[str]
    presence: Mapped[str]
    horizon: Mapped[int]


class FormuleEnBase(_DuDossier, Base):
    """Formule imposée pour un outil."""

    __tablename__ = "formules"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str] = mapped_column(primary_key=True)
    formule: Mapped[str]


class OptionEnBase(_DuDossier, Base):
    """Option payante retenue pour un outil."""

    __tablename__ = "options"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str] = mapped_column(primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    option: Mapped[str]


class MontantLibreEnBase(_DuDossier, Base):
    """Contribution volontaire à un outil (€/an)."""

    __tablename__ = "montants_libres"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str] = mapped_column(primary_key=True)
    montant: Mapped[Fraction]


class ExigenceEnBase(_DuDossier, Base):
    """Besoin exprimé sur un critère."""

    __tablename__ = "exigences"
    __table_args__ = (
        CheckConstraint("exigence IN ('indispensable', 'souhaite')", name="exigence"),
        _COMPACTE,
    )
    critere: Mapped[str] = mapped_column(primary_key=True)
    exigence: Mapped[str]


class PreselectionEnBase(_Rangee, Base):
    """Outil de la présélection."""

    __tablename__ = "preselection"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str]


class NoteEnBase(_DuDossier, Base):
    """Note libre sur un outil."""

    __tablename__ = "notes"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str] = mapped_column(primary_key=True)
    texte: Mapped[str]


class EssaiEnBase(_Rangee, Base):
    """Essai d'un outil."""

    __tablename__ = "essais"
    __table_args__ = (
        CheckConstraint("ergonomie BETWEEN 1 AND 5", name="ergonomie"),
        CheckConstraint("pertinence BETWEEN 1 AND 5", name="pertinence"),
        CheckConstraint("efficacite BETWEEN 1 AND 5", name="efficacite"),
        _COMPACTE,
    )
    outil: Mapped[str]
    du: Mapped[str]
    au: Mapped[str]
    ergonomie: Mapped[int | None]
    pertinence: Mapped[int | None]
    efficacite: Mapped[int | None]
    remarques: Mapped[str]


class VenteEnBase(_Rangee, Base):
    """Vente comparée avant et après."""

    __tablename__ = "ventes"
    __table_args__ = (_COMPACTE,)
    nom: Mapped[str]
    outil: Mapped[str]
    compter_outil: Mapped[bool]
    avant_ca: Mapped[Fraction]
    avant_km: Mapped[Fraction]
    avant_prix_km: Mapped[Fraction]
    avant_heures_vente: Mapped[Fraction]
    avant_heures_preparation: Mapped[Fraction]
    avant_prix_heure: Mapped[Fraction]
    avant_autres: Mapped[Fraction]
    apres_ca: Mapped[Fraction]
    apres_km: Mapped[Fraction]
    apres_prix_km: Mapped[Fraction]
    apres_heures_vente: Mapped[Fraction]
    apres_heures_preparation: Mapped[Fraction]
    apres_prix_heure: Mapped[Fraction]
    apres_autres: Mapped[Fraction]


class EtapeEnBase(_DuDossier, Base):
    """Avancement d'une étape de la méthode."""

    __tablename__ = "etapes"
    __table_args__ = (_COMPACTE,)
    etape: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    faite: Mapped[bool]
    notes: Mapped[str]


class CaseEnBase(Base):
    """Case cochée d'une étape."""

    __tablename__ = "etapes_cases"
    __table_args__ = (
        ForeignKeyConstraint(["dossier", "etape"], ["etapes.dossier", "etapes.etape"], ondelete="CASCADE"),
        _COMPACTE,
    )
    dossier: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    etape: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    identifiant: Mapped[str]


class FormationEnBase(_Rangee, Base):
    """Ligne du plan de formation."""

    __tablename__ = "formations"
    __table_args__ = (_COMPACTE,)
    personne: Mapped[str]
    sujet: Mapped[str]
    quand: Mapped[str]
    faite: Mapped[bool]


class QuestionEnBase(_Rangee, Base):
    """Question à un éditeur."""

    __tablename__ = "questions"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str]
    texte: Mapped[str]
    cle: Mapped[str]
    reponse: Mapped[str]
    retenue: Mapped[bool]


class PrixProposeEnBase(_Rangee, Base):
    """Tarif qu'un éditeur a proposé à la ferme ; `palier` est la limite de celui qu'il vise."""

    __tablename__ = "prix_proposes"
    __table_args__ = (_COMPACTE,)
    outil: Mapped[str]
    porteur: Mapped[str]
    composante: Mapped[str]
    assiette: Mapped[str]
    prix: Mapped[Fraction]
    le: Mapped[str]
    par: Mapped[str]
    palier: Mapped[Fraction | None]


class DernierOuvert(Base):
    """Le dossier à rouvrir au démarrage : une ligne au plus."""

    __tablename__ = "dernier_ouvert"
    __table_args__ = (CheckConstraint("seul = 1", name="seul"),)
    seul: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dossier: Mapped[int] = mapped_column(ForeignKey("dossiers.identifiant", ondelete="CASCADE"))
