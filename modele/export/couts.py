"""Feuille « Coûts » : chaque ligne de chaque outil, quantité × prix, et les totaux nommés du contrat § 6."""

from collections.abc import Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Option, Payeur
from modele.choix.objets import Resultat, Statut
from modele.export import expressions, listes, mise_en_page, noms, styles
from modele.export.composantes_couts import Composantes
from modele.export.contexte import Contexte
from modele.export.ecriture import Contenu, Formule
from modele.export.plume import Plume
from modele.export.rangees_couts import (
    AN_1,
    ETAT_PORTEUR,
    EXPLICATION,
    HORIZON,
    LARGEURS,
    NATURE,
    PAYEURS,
    QUANTITE,
    RIEN,
    SUIVANTE,
    Montant,
    Rangees,
)
from modele.export.styles import MOTS_STATUT, Style
from modele.export.tarifs import CasesTarif, Cle, Porteur, a_chiffrer, porteurs
from modele.export.termes import BlocCouts, EtatPorteur
from modele.export.textes import typographie
from modele.tarification.prix_proposes import SANS_PORTEUR

TITRE = "Coûts"
PROPOSE = "Tarif proposé"
"""Début de l'explication d'une ligne comptée à un prix proposé."""
AVEC_PROPOSE = typographie("Avec un tarif proposé (voir « Tarifs »).")
LIGNE_ENTETE = 4
VOLET = "B5"


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return LARGEURS


def ecrire(plume: Plume, contexte: Contexte, cases: Mapping[Cle, CasesTarif]) -> Mapping[str, BlocCouts]:
    """Remplit la feuille, nomme les totaux et rend le bloc de chaque outil ; `cases` vient de « Tarifs »."""
    fin = plume.colonnes
    plume.poser(1, 1, "Ce que coûte chaque outil", styles.TITRE, fin)
    plume.poser(
        2,
        1,
        "Une ligne vaut quantité × prix, TVA comprise si la ferme ne la récupère pas, arrondie au centime ; "
        "le coût pour la ferme est la somme des lignes qu'elle paie. Tout suit « Ma ferme ».",
        styles.SOUS_TITRE,
        fin,
    )
    plume.poser(3, 1, Formule(noms.ALERTE_SAISIE, ""), styles.ALERTE_VIVE, fin)
    entetes: tuple[Contenu, ...] = (
        "Ligne de coût",
        "Payé par",
        "Quantité",
        "Unité",
        "Prix",
        "TVA",
        "1re année",
        "Année suivante",
        titre_horizon(contexte),
        "Nature",
        "Explication et source",
    )
    gauche, droite = styles.ENTETE, styles.ENTETE_NOMBRE
    aspects = (gauche, gauche, droite, gauche, *(droite,) * 5, *(styles.ENTETE_DECALE,) * 2)
    plume.rangee(LIGNE_ENTETE, entetes, aspects)
    ligne = LIGNE_ENTETE + 1
    debuts, blocs = [], {}
    for resultat in contexte.resultats:
        debuts.append(ligne)
        bloc = _Bloc(plume, contexte, resultat, cases, ligne)
        blocs[resultat.outil] = bloc.ecrire()
        ligne = bloc.fin + 1
    mise_en_page.sauter_entre_blocs(plume, debuts)
    return blocs


def titre_horizon(contexte: Contexte) -> Formule:
    """« Sur 3 ans », qui suit la durée saisie."""
    annees = contexte.situation.horizon
    return Formule(
        'IF(horizon>1,"Sur "&horizon&" ans","Sur 1 an")', f"Sur {annees} ans" if annees > 1 else "Sur 1 an"
    )


class _Bloc:
    """Les lignes d'un outil : toutes ses formules et options, dont comptent celles retenues."""

    def __init__(
        self,
        plume: Plume,
        contexte: Contexte,
        resultat: Resultat,
        cases: Mapping[Cle, CasesTarif],
        ligne: int,
    ) -> None:
        self._plume = plume
        self._contexte = contexte
        self._resultat = resultat
        self._cout = resultat.cout
        self._cases = cases
        self._rangees = Rangees(plume, ligne, resultat.cout.annees)
        self.fin = ligne

    def ecrire(self) -> BlocCouts:
        """Écrit le bloc ; `fin` est alors sa dernière ligne."""
        rangees, outil = self._rangees, self._cout.outil
        self._bande()
        debut = rangees.ligne
        payeurs = {Payeur.FERME}
        composantes = Composantes(rangees, self._cout, self._contexte.situation)
        seule = len(outil.formules) + len(outil.options) == 1
        for porteur in porteurs(outil):
            if not seule:
                composantes.porter(self._porteur(porteur))
            premiere = rangees.ligne
            for composante in porteur.composantes:
                composantes.ecrire(
                    composante, self._cases[outil.identifiant, porteur.identifiant, composante.identifiant]
                )
                payeurs.add(composante.payeur)
            if not seule:
                self._griser(premiere - 1, rangees.ligne - 1)
        if rangees.ligne == debut:
            self._plume.poser(
                debut, 1, "Le guide ne chiffre aucun frais.", styles.CORPS, self._plume.colonnes
            )
            rangees.ligne += 1
        self._non_chiffres(composantes)
        payeurs |= {frais.payeur for frais in outil.frais_proposes}
        lignes = (debut, rangees.ligne - 1)
        self._totaux(lignes, payeurs, composantes)
        self.fin = rangees.ligne
        self._plume.espacer(self.fin, 12)
        return BlocCouts(*lignes, tuple(composantes.termes))

    def _porteur(self, porteur: Porteur) -> EtatPorteur:
        """Annonce une formule ou une option, et dit si elle est retenue."""
        plume, ligne, outil = self._plume, self._rangees.ligne, self._cout.outil
        if isinstance(porteur, Option):
            genre, texte = "Option", porteur.nom
            condition = f'{noms.option(outil.identifiant, porteur.identifiant)}="{noms.OUI}"'
            retenue = porteur in self._cout.options
        else:
            genre, texte = "Formule", listes.nom_de_formule(outil, porteur.identifiant)
            condition = f"{noms.formule_retenue(outil.identifiant)}={expressions.litteral(texte)}"
            if len(outil.formules) == 1:
                condition = "1=1"
            retenue = porteur is self._cout.formule
        etat = Formule(
            f'IF({condition},"{noms.RETENUE}","{noms.NON_RETENUE}")',
            noms.RETENUE if retenue else noms.NON_RETENUE,
        )
        plume.poser(ligne, 1, f"{genre} : {texte}", styles.PORTEUR, ETAT_PORTEUR - 1)
        case = plume.poser(ligne, ETAT_PORTEUR, etat, styles.PORTEUR)
        plume.rangee(ligne, ("",) * (NATURE - ETAT_PORTEUR), styles.PORTEUR, ETAT_PORTEUR + 1)
        plume.poser(ligne, EXPLICATION, porteur.description, styles.NOTE)
        self._rangees.ligne += 1
        return EtatPorteur(f"${case[0]}${case[1:]}", retenue)

    def _griser(self, debut: int, fin: int) -> None:
        """Estompe ce qui ne compte pas."""
        lettre = get_column_letter(ETAT_PORTEUR)
        regle = Rule(
            type="expression",
            dxf=styles.differentiel(styles.TEXTE_FAIBLE),
            formula=[f'${lettre}${debut}="{noms.NON_RETENUE}"'],
        )
        plage = f"A{debut}:{get_column_letter(EXPLICATION)}{fin}"
        self._plume.feuille.conditional_formatting.add(plage, regle)

    def _bande(self) -> None:
        outil, ligne = self._cout.outil, self._rangees.ligne
        self._plume.poser(ligne, 1, outil.nom, styles.BANDE, EXPLICATION - 1)
        retenu, nom = MOTS_STATUT[Statut.RETENU], noms.statut(outil.identifiant)
        mot = MOTS_STATUT[self._resultat.statut]
        statut = Formule(
            typographie(f'IF({nom}="{retenu}","","Outil "&{nom}&" (voir « Synthèse »)")'),
            "" if mot == retenu else typographie(f"Outil {mot} (voir « Synthèse »)"),
        )
        self._plume.poser(ligne, EXPLICATION, statut, styles.BANDE_NOTE)
        self._plume.espacer(ligne, 22)
        self._rangees.ligne += 1

    def _totaux(self, lignes: tuple[int, int], payeurs: set[Payeur], composantes: Composantes) -> None:
        cout, identifiant = self._cout, self._cout.outil.identifiant
        total = self._total(
            "Coût pour la ferme",
            Payeur.FERME,
            lignes,
            Montant(cout.annee_1.ferme, cout.annee_suivante.ferme),
            styles.TOTAL,
        )
        self._nommer(
            total, {AN_1: noms.annee_1, SUIVANTE: noms.annee_suivante, HORIZON: noms.horizon}, identifiant
        )
        self._mentionner(total, lignes)
        if composantes.incertaines:
            self._fourchette(total, composantes, identifiant)
        for payeur in (payeur for payeur in Payeur if payeur in payeurs and payeur is not Payeur.FERME):
            montant = Montant(
                cout.annee_1.autres.get(payeur, RIEN), cout.annee_suivante.autres.get(payeur, RIEN)
            )
            self._total(f"En plus, payé par {PAYEURS[payeur]}", payeur, lignes, montant, styles.CORPS_FAIBLE)

    def _nommer(self, ligne: int, par_colonne: Mapping[str, noms.Nommeur], outil: str) -> None:
        for colonne, nom in par_colonne.items():
            noms.definir(self._contexte.classeur, nom(outil), self._plume.absolue(f"{colonne}{ligne}"))

    def _total(
        self, libelle: str, payeur: Payeur, lignes: tuple[int, int], montant: Montant, style: Style
    ) -> int:
        debut, fin = lignes
        annee_1, suivante = (
            f'ROUND(SUMIF($B${debut}:$B${fin},"{PAYEURS[payeur]}",{colonne}${debut}:{colonne}${fin}),2)'
            for colonne in (AN_1, SUIVANTE)
        )
        return self._rangees.total(libelle, (annee_1, suivante), montant, style)

    def _fourchette(self, total: int, composantes: Composantes, outil: str) -> None:
        """Totaux si les prix incertains étaient tous au plus bas, puis tous au plus haut."""
        annee_1, suivante = self._cout.annee_1, self._cout.annee_suivante
        extremes = (
            ("… si le prix incertain est au plus bas", noms.bas, Montant(annee_1.bas, suivante.bas)),
            ("… si le prix incertain est au plus haut", noms.haut, Montant(annee_1.haut, suivante.haut)),
        )
        for rang, (libelle, nom, montant) in enumerate(extremes):
            formules = []
            for colonne in (AN_1, SUIVANTE):
                ecarts = "".join(
                    "".join(f"-{colonne}{ligne}" for ligne in une.lignes) + f"+{une.formules[colonne][rang]}"
                    for une in composantes.incertaines
                    if colonne in une.formules
                )
                formules.append(f"ROUND({colonne}{total}{ecarts},2)")
            ligne = self._rangees.total(libelle, (formules[0], formules[1]), montant, styles.CORPS_FAIBLE)
            self._nommer(ligne, {SUIVANTE: nom}, outil)

    def _mentionner(self, total: int, lignes: tuple[int, int]) -> None:
        """Dit, en face du total, qu'un prix proposé à la ferme y est compté."""
        debut, fin = lignes

        def plage(colonne: str) -> str:
            return f"${colonne}${debut}:${colonne}${fin}"

        explications_ = plage(get_column_letter(EXPLICATION))
        proposes = (
            f'(MID({explications_},1,LEN("{PROPOSE}"))="{PROPOSE}")*({plage("B")}="{PAYEURS[Payeur.FERME]}")'
            f"*({plage(QUANTITE)}>0)"
        )
        formule = Formule(
            f'IF(SUMPRODUCT({proposes})>0,{expressions.litteral(AVEC_PROPOSE)},"")',
            AVEC_PROPOSE if self._cout.annee_1.propose else "",
        )
        case = self._plume.poser(total, EXPLICATION, formule, styles.TOTAL_NOTE)
        noms.definir(
            self._contexte.classeur, noms.propose(self._cout.outil.identifiant), self._plume.absolue(case)
        )

    def _non_chiffres(self, composantes: Composantes) -> None:
        """Frais que le guide évoque sans montant : dits, jamais comptés pour 0."""
        outil, plume, rangees = self._cout.outil, self._plume, self._rangees
        frais = a_chiffrer(outil)
        if not frais:
            return
        titre = "Frais que le guide ne chiffre pas"
        plume.poser(rangees.ligne, 1, titre, styles.PORTEUR, NATURE - 1)
        plume.poser(rangees.ligne, NATURE, "", styles.PORTEUR)
        plume.poser(
            rangees.ligne, EXPLICATION, "On vous en a dit le prix ? Notez-le dans « Tarifs ».", styles.NOTE
        )
        rangees.ligne += 1
        debut = rangees.ligne
        for un in frais:
            composantes.frais(un, self._cases[outil.identifiant, SANS_PORTEUR, un.identifiant])
        noms.definir(
            self._contexte.classeur,
            noms.plage_frais(outil.identifiant),
            f"'{plume.feuille.title}'!${SUIVANTE}${debut}:${SUIVANTE}${rangees.ligne - 1}",
        )
