"""Feuille « Tarifs » : chaque prix, seuil, plancher et plafond dans sa case, que « Coûts » désigne."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from modele.catalogue.objets import Assiette, Composante, Formule, Option, Outil, Palier, Taxe
from modele.export import noms, styles
from modele.export.contexte import Contexte
from modele.export.plume import Plume
from modele.export.styles import Style, nombre
from modele.tarification import explications
from modele.tarification.assiettes import MOIS_PAR_AN
from modele.tarification.lignes import AVEC_TVA

TITRE = "Tarifs"
LIGNE_ENTETE = 5
VOLET = "A6"
_LARGEURS = (21, 28, 35, 53, 13, 43, 34)

_ASSIETTES = {
    Assiette.AN: "par an",
    Assiette.MOIS: "par mois",
    Assiette.CA: "des ventes HT",
    Assiette.ENCAISSE_EN_LIGNE_TTC: "du montant TTC payé en ligne",
    Assiette.COMMANDES_EN_LIGNE: "par commande payée en ligne",
    Assiette.CLIENTS_MOIS: "par client et par mois",
    Assiette.MONTANT_LIBRE: "par euro choisi",
}
_TAXES = {Taxe.HT: "prix HT", Taxe.NET: "prix net de taxe", Taxe.NON_PRECISE: "taxe non précisée"}

Porteur = Formule | Option

Cle = tuple[str, str, str]
"""Outil, formule ou option, composante."""


@dataclass(frozen=True, slots=True)
class CasePalier:
    """Cases d'un palier : son prix, le texte qui le dit, sa limite s'il en a une."""

    prix: str
    texte: str
    limite: str | None
    incluse: bool


@dataclass(frozen=True, slots=True)
class CasesTarif:
    """Cases d'une composante, en adresses absolues."""

    paliers: tuple[CasePalier, ...]
    bas: str | None
    haut: str | None
    mois_offerts: str | None
    plancher: str | None
    plafond: str | None


def ecrire(plume: Plume, contexte: Contexte) -> Mapping[Cle, CasesTarif]:
    """Remplit la feuille et rend les cases de chaque composante."""
    return _Feuille(plume, contexte).ecrire()


class _Feuille:
    def __init__(self, plume: Plume, contexte: Contexte) -> None:
        self._plume = plume
        self._contexte = contexte
        self._ligne = 1

    def ecrire(self) -> Mapping[Cle, CasesTarif]:
        plume, contexte = self._plume, self._contexte
        fin = plume.colonnes
        plume.poser(1, 1, "Tarifs lus dans le guide", styles.TITRE, fin)
        plume.poser(2, 1, contexte.source + ".", styles.SOUS_TITRE, fin)
        plume.poser(
            3,
            1,
            "Un prix a changé ? Ôtez la protection de cette feuille (elle n'a pas de mot de passe) et "
            "corrigez-le ici : tous les coûts suivent.",
            styles.LIBRE,
            fin,
        )
        entetes = ("Outil", "Formule ou option", "Ligne de coût", "Ce que c'est", "Valeur", "Unité", "Source")
        plume.rangee(
            LIGNE_ENTETE,
            entetes,
            (*(styles.ENTETE,) * 4, styles.ENTETE_NOMBRE, styles.ENTETE_DECALE, styles.ENTETE_DECALE),
        )
        self._ligne = LIGNE_ENTETE + 1
        self._commun(
            noms.TVA_ACHATS,
            "TVA des achats, quand la ferme ne la récupère pas",
            AVEC_TVA - 1,
            nombre(styles.POURCENT),
            "des prix qui ne sont pas nets de taxe",
        )
        self._commun(
            noms.MOIS_PAR_AN, "Mois dans une année", Fraction(MOIS_PAR_AN), nombre(styles.ENTIER), "mois"
        )
        cases: dict[Cle, CasesTarif] = {}
        for outil in sorted(contexte.catalogue.outils, key=lambda outil: outil.identifiant):
            for porteur, composante in _portees(*porteurs(outil)):
                cle = (outil.identifiant, porteur.identifiant, composante.identifiant)
                cases[cle] = self._composante(outil, porteur, composante)
        return cases

    def _commun(self, nom: str, texte: str, valeur: Fraction, style: Style, unite: str) -> None:
        contenus = ("Tous", "–", "Règle de calcul", texte, valeur, unite, "Réglage de l'application")
        adresse = self._rangee(contenus, style)
        noms.definir(self._contexte.classeur, nom, adresse)

    def _composante(self, outil: Outil, porteur: Porteur, composante: Composante) -> CasesTarif:
        source = explications.source(composante.lignes, outil.date_tarif)
        debut = (outil.nom, porteur.nom, composante.libelle)
        format_prix = styles.POURCENT_FIN if composante.en_pourcentage else styles.EUROS
        unite = f"{_ASSIETTES[composante.assiette]}, {_TAXES[composante.taxe]}"

        def case(texte: str, valeur: Fraction | None, format: str, unite: str) -> str | None:
            if valeur is None:
                return None
            return self._rangee((*debut, texte, valeur, unite, source), nombre(format))

        def palier(palier: Palier) -> CasePalier:
            dit = explications.palier_affiche(composante, palier)
            prix = case(f"Palier : {dit}" if dit else "Prix", palier.prix, format_prix, unite)
            ligne = self._ligne - 1
            limite = case(
                "Limite du palier" + (", incluse" if palier.borne_incluse else ", exclue"),
                palier.jusqu_a,
                styles.EUROS,
                "par an",
            )
            assert prix is not None
            return CasePalier(prix, self._plume.absolue(f"D{ligne}"), limite, palier.borne_incluse)

        mois = Fraction(composante.mois_offerts) if composante.mois_offerts else None
        return CasesTarif(
            paliers=tuple(palier(un) for un in composante.paliers),
            bas=case("Prix au plus bas", composante.bas, format_prix, unite),
            haut=case("Prix au plus haut", composante.haut, format_prix, unite),
            mois_offerts=case("Offert la première année", mois, styles.ENTIER, "mois"),
            plancher=case("Plancher", composante.plancher, styles.EUROS, "par an, au moins"),
            plafond=case("Plafond", composante.plafond, styles.EUROS, "par an, au plus"),
        )

    def _rangee(self, contenus: Sequence[str | Fraction], style_valeur: Style) -> str:
        """Écrit une rangée et rend l'adresse absolue de sa valeur."""
        texte = styles.CORPS
        aspects = (texte, texte, texte, texte, style_valeur, styles.CORPS_FAIBLE, styles.NOTE)
        self._plume.rangee(self._ligne, contenus, aspects)
        adresse = self._plume.absolue(f"E{self._ligne}")
        self._ligne += 1
        return adresse


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def porteurs(outil: Outil) -> tuple[Porteur, ...]:
    """Formules d'un outil, puis ses options."""
    return (*outil.formules, *outil.options)


def _portees(*porteurs: Porteur) -> Iterator[tuple[Porteur, Composante]]:
    for porteur in porteurs:
        for composante in porteur.composantes:
            yield porteur, composante
