"""Feuille « Tarifs » : chaque prix, seuil, plancher et plafond dans sa case, que « Coûts » désigne.

À côté du prix du guide, la case jaune du prix proposé : remplie, c'est lui qui est compté ; effacée, le guide.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from modele.catalogue.objets import (
    Assiette,
    Composante,
    Formule,
    NonChiffre,
    Offre,
    Option,
    Outil,
    Palier,
    Taxe,
)
from modele.export import ecriture, expressions, noms, saisies_tarifs, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Contenu, Valeur
from modele.export.plume import Plume
from modele.export.styles import Style, nombre
from modele.export.textes import typographie
from modele.tarification import explications
from modele.tarification.assiettes import MOIS_PAR_AN
from modele.tarification.lignes import AVEC_TVA
from modele.tarification.prix_proposes import SANS_PORTEUR, Cible, composante_du_frais, composante_du_guide

TITRE = "Tarifs"
LIGNE_ENTETE = 5
VOLET = "A6"
NON_CHIFFRE = "non chiffré"
"""Ce que porte la case d'un prix que ni le guide ni la ferme ne donnent."""
_LARGEURS = (15, 21, 26, 35, 14, 12, 14, 30, 12, 23, 26)
_GUIDE, _PROPOSE, _COMPTE, _LE, _PAR = 5, 6, 7, 9, 10
_COLONNES_SAISIES = (_PROPOSE, _LE, _PAR)
_TAXES = {Taxe.HT: "prix HT", Taxe.NET: "prix net de taxe", Taxe.NON_PRECISE: "taxe non précisée"}

Porteur = Formule | Option

Cle = tuple[str, str, str]
"""Outil, formule ou option (vide pour un frais que le guide ne chiffre pas), composante."""


@dataclass(frozen=True, slots=True)
class CasePalier:
    """Cases d'un palier : son prix compté, le texte qui le dit, sa limite s'il en a une.

    `mention` est une expression qui dit le prix du guide quand un prix proposé est compté, et vide sinon ;
    `mentionnee` est ce qu'elle donne à l'export.
    """

    prix: str
    texte: str
    limite: str | None
    incluse: bool
    mention: str = '""'
    mentionnee: str = ""


@dataclass(frozen=True, slots=True)
class CasesTarif:
    """Cases d'une composante, en adresses absolues."""

    paliers: tuple[CasePalier, ...]
    bas: str | None = None
    haut: str | None = None
    mois_offerts: str | None = None
    plancher: str | None = None
    plafond: str | None = None


def ecrire(plume: Plume, contexte: Contexte) -> Mapping[Cle, CasesTarif]:
    """Remplit la feuille et rend les cases de chaque composante."""
    return _Feuille(plume, contexte).ecrire()


class _Feuille:
    def __init__(self, plume: Plume, contexte: Contexte) -> None:
        self._plume = plume
        self._contexte = contexte
        self._ligne = LIGNE_ENTETE + 1

    def ecrire(self) -> Mapping[Cle, CasesTarif]:
        plume, contexte = self._plume, self._contexte
        fin = plume.colonnes
        plume.poser(1, 1, "Tarifs lus dans le guide, et ceux qu'on vous a proposés", styles.TITRE, fin)
        plume.poser(2, 1, contexte.source + ".", styles.SOUS_TITRE, fin)
        plume.poser(
            3,
            1,
            "On vous a proposé un autre tarif ? Écrivez-le dans la case jaune, avec sa date et qui vous l'a dit : "
            "tous les coûts le suivent. Effacez-le pour revenir au guide.",
            styles.LIBRE,
            fin,
        )
        entetes = (
            *("Outil", "Formule ou option", "Ligne de coût", "Ce que c'est"),
            *("Guide", "Proposé", "Compté"),
            *("Unité", "Proposé le", "Par", "Source"),
        )
        plume.rangee(
            LIGNE_ENTETE,
            entetes,
            (
                *(styles.ENTETE,) * 4,
                *(styles.ENTETE_NOMBRE,) * 3,
                styles.ENTETE_DECALE,
                styles.ENTETE_NOMBRE,
                styles.ENTETE,
                styles.ENTETE_DECALE,
            ),
        )
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
            for frais in a_chiffrer(outil):
                cases[outil.identifiant, SANS_PORTEUR, frais.identifiant] = self._frais(outil, frais)
        self._alerte()
        return cases

    def _commun(self, nom: str, texte: str, valeur: Fraction, style: Style, unite: str) -> None:
        contenus = ("Tous", "–", "Règle de calcul", texte)
        adresse = self._rangee(contenus, valeur, style, unite, "Réglage de l'application")
        noms.definir(self._contexte.classeur, nom, adresse)

    def _composante(self, outil: Outil, porteur: Porteur, comptee: Composante) -> CasesTarif:
        composante = composante_du_guide(comptee)
        source = explications.source(composante.lignes, outil.date_tarif)
        debut = (outil.nom, porteur.nom, composante.libelle)
        format_prix = styles.POURCENT_FIN if composante.en_pourcentage else styles.EUROS
        unite = _unite(composante)

        def case(texte: str, valeur: Fraction | None, format: str, unite: str) -> str | None:
            if valeur is None:
                return None
            return self._rangee((*debut, texte), valeur, nombre(format), unite, source)

        def palier(palier: Palier, compte: Palier) -> CasePalier:
            dit = explications.palier_affiche(composante, palier)
            texte = f"Palier : {dit}" if dit else "Prix"
            ligne, mention, mentionnee = self._ligne, '""', ""
            if composante.assiette is Assiette.MONTANT_LIBRE:
                prix = case(texte, palier.prix, format_prix, unite)
                assert prix is not None
            else:
                cible = Cible(outil, porteur, composante, palier)
                prix, proposee = self._proposable(cible, (*debut, texte), compte.prix, format_prix, source)
                guide = explications.prix_du_guide(composante, _offre(composante, palier))
                mot = typographie(f"Tarif proposé ; guide : {guide}. ")
                mention = f'IF({proposee}="","",{expressions.litteral(mot)})'
                mentionnee = mot if compte.offre else ""
            limite = case(
                "Limite du palier" + (", incluse" if palier.borne_incluse else ", exclue"),
                palier.jusqu_a,
                styles.EUROS,
                "par an",
            )
            texte_dit = self._plume.absolue(f"D{ligne}")
            return CasePalier(prix, texte_dit, limite, palier.borne_incluse, mention, mentionnee)

        paliers = tuple(map(palier, composante.paliers, comptee.paliers))
        mois = Fraction(composante.mois_offerts) if composante.mois_offerts else None
        return CasesTarif(
            paliers=paliers,
            bas=self._borne(debut, "Prix au plus bas", composante.bas, comptee, paliers, source),
            haut=self._borne(debut, "Prix au plus haut", composante.haut, comptee, paliers, source),
            mois_offerts=case("Offert la première année", mois, styles.ENTIER, "mois"),
            plancher=case("Plancher", composante.plancher, styles.EUROS, "par an, au moins"),
            plafond=case("Plafond", composante.plafond, styles.EUROS, "par an, au plus"),
        )

    def _proposable(
        self, cible: Cible, contenus: Sequence[str], compte: Valeur, format: str, source: str
    ) -> tuple[str, str]:
        """Rangée d'un prix que la ferme peut remplacer ; rend ses cases comptée et proposée."""
        plume, ligne = self._plume, self._ligne
        du_guide: Contenu = cible.palier.prix if cible.frais is None else NON_CHIFFRE
        style = nombre(format) if cible.frais is None else styles.NON_CHIFFRE
        self._rangee(contenus, du_guide, style, _unite(cible.composante), source)
        propose = saisies_tarifs.poser(plume, self._contexte, cible, ligne, _COLONNES_SAISIES, format)
        condition = saisies_tarifs.valable(propose, cible.composante.assiette)
        formule = ecriture.Formule(f"IF({condition},{propose},E{ligne})", compte)
        case = plume.poser(ligne, _COMPTE, formule, nombre(format, gras=True))
        return plume.absolue(case), plume.absolue(propose)

    def _borne(
        self,
        debut: Sequence[str],
        texte: str,
        valeur: Fraction | None,
        comptee: Composante,
        paliers: Sequence[CasePalier],
        source: str,
    ) -> str | None:
        """Borne d'un prix incertain ; un prix proposé, lui, est sûr."""
        if valeur is None:
            return None
        format = styles.POURCENT_FIN if comptee.en_pourcentage else styles.EUROS
        ligne = self._ligne
        du_guide = self._rangee((*debut, texte), valeur, nombre(format), _unite(comptee), source)
        if comptee.assiette is Assiette.MONTANT_LIBRE:
            return du_guide
        (palier,) = comptee.paliers
        # Comptée, la case proposée est celle du prix : elles ne diffèrent que si elle est vide ou refusée.
        propose = paliers[0].prix.replace(f"${_lettre(_COMPTE)}$", f"${_lettre(_PROPOSE)}$")
        condition = f'IF({propose}="",FALSE,{propose}={paliers[0].prix})'
        formule = ecriture.Formule(
            f"IF({condition},{paliers[0].prix},E{ligne})", palier.prix if palier.offre else valeur
        )
        return self._plume.absolue(self._plume.poser(ligne, _COMPTE, formule, nombre(format)))

    def _frais(self, outil: Outil, frais: NonChiffre) -> CasesTarif:
        """Frais que le guide ne chiffre pas : non compté tant que la ferme n'en dit pas le prix."""
        composante = composante_du_frais(frais)
        cible = Cible(outil, None, composante, composante.paliers[0], frais)
        comptes = [c.paliers[0].prix for c in outil.frais_proposes if c.identifiant == frais.identifiant]
        contenus = (outil.nom, "Toutes", composante.libelle, "Frais que le guide ne chiffre pas")
        source = explications.source(frais.lignes, outil.date_tarif)
        prix, propose = self._proposable(
            cible, contenus, comptes[0] if comptes else NON_CHIFFRE, styles.EUROS, source
        )
        mot = "Tarif proposé. "
        mention = f'IF({propose}="","",{expressions.litteral(mot)})'
        return CasesTarif((CasePalier(prix, "", None, False, mention, mot if comptes else ""),))

    def _rangee(self, contenus: Sequence[str], valeur: Contenu, style: Style, unite: str, source: str) -> str:
        """Écrit une rangée et rend l'adresse absolue de la valeur du guide."""
        plume, ligne = self._plume, self._ligne
        plume.rangee(ligne, contenus, styles.CORPS)
        case = plume.poser(ligne, _GUIDE, valeur, style)
        suite = ("", "", unite, "", "", source)
        aspects = (*(styles.CORPS,) * 2, styles.CORPS_FAIBLE, *(styles.CORPS,) * 2, styles.NOTE)
        plume.rangee(ligne, suite, aspects, _PROPOSE)
        self._ligne += 1
        return plume.absolue(case)

    def _alerte(self) -> None:
        """Un prix proposé qui ne se lit pas n'est pas compté : la case le dit, « Synthèse » et « Coûts » aussi."""
        lignes = f"${LIGNE_ENTETE + 1}:${{0}}${max(LIGNE_ENTETE + 1, self._ligne - 1)}"
        proposes, comptes = (
            f"${lettre}{lignes.format(lettre)}" for lettre in map(_lettre, (_PROPOSE, _COMPTE))
        )
        phrase = typographie(
            "Un tarif proposé est à corriger : il faut un nombre positif, dans l'unité de sa ligne. Le guide est "
            "compté à sa place."
        )
        formule = (
            f'IF(SUMPRODUCT(({proposes}<>"")*({proposes}<>{comptes}))=0,"",{expressions.litteral(phrase)})'
        )
        case = self._plume.poser(
            4, 1, ecriture.Formule(formule, ""), styles.ALERTE_VIVE, self._plume.colonnes
        )
        noms.definir(self._contexte.classeur, noms.ALERTE_TARIFS, self._plume.absolue(case))


def _offre(composante: Composante, palier: Palier) -> Offre:
    return Offre("", "", palier.prix, composante.bas, composante.haut)


def _unite(composante: Composante) -> str:
    return f"{explications.UNITES[composante.assiette]}, {_TAXES[composante.taxe]}"


def _lettre(colonne: int) -> str:
    return chr(ord("A") + colonne - 1)


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def porteurs(outil: Outil) -> tuple[Porteur, ...]:
    """Formules d'un outil, puis ses options."""
    return (*outil.formules, *outil.options)


def a_chiffrer(outil: Outil) -> tuple[NonChiffre, ...]:
    """Frais que le guide ne chiffre pas, et dont la ferme peut dire le prix."""
    return tuple(frais for frais in outil.non_chiffres if frais.identifiant)


def _portees(*porteurs: Porteur) -> Iterator[tuple[Porteur, Composante]]:
    for porteur in porteurs:
        for composante in porteur.composantes:
            yield porteur, composante
