"""Les lignes d'une composante dans « Coûts » : son prix, ses mois offerts, son plancher ou son plafond."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from modele.catalogue.objets import Composante, Condition, NonChiffre, Payeur
from modele.export import expressions, noms
from modele.export.ecriture import Contenu, Formule
from modele.export.rangees_couts import (
    AN_1,
    PRIX,
    QUANTITE,
    RIEN,
    SUIVANTE,
    TVA,
    Calcul,
    Montant,
    Rangees,
    exact,
)
from modele.export.tarifs import NON_CHIFFRE, CasesTarif
from modele.export.termes import PORTEUR_SEUL, EtatPorteur, Terme, majorable
from modele.export.textes import typographie
from modele.situation import Situation
from modele.tarification import explications
from modele.tarification.assiettes import MOIS_PAR_AN, est_due, grandeurs, montant_libre, quantite
from modele.tarification.calcul import palier_actif, tva_due
from modele.tarification.lignes import AVEC_TVA
from modele.tarification.prix_proposes import composante_du_frais
from modele.tarification.resultat import CoutAnnuel, CoutOutil, Ligne

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Incertaine:
    """Composante au prix encadré : ses lignes et, par colonne d'année, ses formules au prix bas puis haut."""

    lignes: tuple[int, ...]
    formules: Mapping[str, tuple[str, str]]


class Composantes:
    """Écrit les composantes d'un outil ; `incertaines` garde celles dont le prix est encadré."""

    def __init__(self, rangees: Rangees, cout: CoutOutil, situation: Situation) -> None:
        self._rangees = rangees
        self._outil = cout.outil
        self._situation = situation
        self._valeurs = grandeurs(cout.outil.clienteles, situation)
        self._premiere = _par_composante(cout.annee_1)
        self._suivante = _par_composante(cout.annee_suivante)
        self._porteur = PORTEUR_SEUL
        self.incertaines: list[Incertaine] = []
        self.termes: list[Terme] = []

    def porter(self, porteur: EtatPorteur) -> None:
        """Les composantes qui suivent sont celles d'une formule ou d'une option, retenue ou non."""
        self._porteur = porteur

    def ecrire(self, composante: Composante, cases: CasesTarif) -> None:
        """Écrit les lignes d'une composante, dont les prix sont dans `cases`."""
        retenue = self._porteur.retenue
        premiere = self._premiere.get(composante.identifiant, []) if retenue else []
        suivante = self._suivante.get(composante.identifiant, []) if retenue else []
        due = self._quantite_due(composante)
        tva = self._tva(composante)
        prix = palier_actif(composante, self._valeurs).prix
        chaque_annee = not composante.premiere_annee_seulement
        base = self._rangees.cout(
            composante,
            composante.libelle,
            Calcul(
                Formule(self._si_retenue(expressions.quantite(composante, self._outil)), due),
                Formule(expressions.selon_palier(self._suivie(composante), _prix(cases)), prix),
                tva,
                Montant(_rang(premiere, 0), _rang(suivante, 0)),
                chaque_annee,
            ),
            self._explication(composante, cases),
        )
        offerte = 0
        if cases.mois_offerts:
            formule = f"-{QUANTITE}{base}*{cases.mois_offerts}/{noms.MOIS_PAR_AN}"
            offerte = self._rangees.cout(
                composante,
                explications.libelle_offert(composante),
                Calcul(
                    Formule(formule, -due * composante.mois_offerts / MOIS_PAR_AN),
                    Formule(f"{PRIX}{base}", prix),
                    Formule(f"{TVA}{base}", tva.valeur) if tva else None,
                    Montant(_rang(premiere, 1)),
                    suivante=False,
                ),
                "La première année seulement.",
            )
        bornee = 0
        if cases.plancher or cases.plafond:
            rang = 2 if offerte else 1
            bornee = self._bornee(
                composante, cases, base, offerte, Montant(_rang(premiere, rang), _rang(suivante, 1))
            )
        if composante.payeur is Payeur.FERME and chaque_annee:
            self.termes.append(
                Terme(composante, self._outil, cases, self._rangees.plume, base, self._porteur)
            )
        if (cases.bas or cases.haut) and composante.payeur is Payeur.FERME:
            extremes = (cases.bas or f"{PRIX}{base}", cases.haut or f"{PRIX}{base}")
            annees = ((AN_1, offerte), (SUIVANTE, 0)) if chaque_annee else ((AN_1, offerte),)
            self.incertaines.append(
                Incertaine(
                    tuple(ligne for ligne in (base, offerte, bornee) if ligne),
                    {
                        colonne: (
                            self._au_prix(composante, cases, extremes[0], base, mois),
                            self._au_prix(composante, cases, extremes[1], base, mois),
                        )
                        for colonne, mois in annees
                    },
                )
            )

    def _quantite_due(self, composante: Composante) -> Fraction:
        if not self._porteur.retenue:
            return _ZERO
        due = quantite(composante, self._valeurs, montant_libre(self._outil, self._situation))
        return due if due is not None and est_due(composante, self._valeurs) else _ZERO

    def _si_retenue(self, expression: str) -> str:
        return self._porteur.si_retenue(expression)

    def _si_due(self, composante: Composante, expression: str) -> str:
        return self._si_retenue(expressions.si_due(composante, self._outil, expression))

    def _suivie(self, composante: Composante) -> str:
        return expressions.grandeur_suivie(composante.suivie or Condition.TOUJOURS, self._outil)

    def _tva(self, composante: Composante) -> Formule | None:
        """Part de TVA à la charge de la ferme ; None pour un prix que la TVA ne majore jamais."""
        if not majorable(composante):
            return None
        taux = AVEC_TVA - 1 if tva_due(composante, self._situation) else _ZERO
        return Formule(f'IF(recupere_tva="{noms.OUI}",0,{noms.TVA_ACHATS})', taux)

    def _explication(self, composante: Composante, cases: CasesTarif) -> Contenu:
        phrases = (
            composante.hypothese,
            f"Lecture {composante.doute}." if composante.doute else None,
            explications.source(composante.lignes, self._outil.date_tarif) + ".",
        )
        suite = " ".join(phrase for phrase in phrases if phrase)
        if len(cases.paliers) == 1:
            (case,) = cases.paliers
            if case.mention == '""':
                return suite
            suite = typographie(suite)
            return Formule(f"{case.mention}&{expressions.litteral(suite)}", case.mentionnee + suite)
        actif = palier_actif(composante, self._valeurs)
        dit = explications.palier_affiche(composante, actif)
        palier = self._selon_palier(composante, cases, "texte")
        mention = self._selon_palier(composante, cases, "mention")
        mentionnee = cases.paliers[composante.paliers.index(actif)].mentionnee
        return Formule(
            f'{mention}&{palier}&". "&{expressions.litteral(typographie(suite))}',
            mentionnee + typographie(f"Palier : {dit}. {suite}"),
        )

    def _selon_palier(self, composante: Composante, cases: CasesTarif, quoi: str) -> str:
        choix = [(getattr(palier, quoi), palier.limite, palier.incluse) for palier in cases.paliers]
        return expressions.selon_palier(self._suivie(composante), choix)

    def frais(self, frais: NonChiffre, cases: CasesTarif) -> None:
        """Écrit la ligne d'un frais que le guide ne chiffre pas, au prix que la ferme en dit, ou sans prix."""
        composante = composante_du_frais(frais)
        compte = next((c for c in self._outil.frais_proposes if c.identifiant == frais.identifiant), None)
        (case,) = cases.paliers
        doute = f"Lecture {frais.doute}. " if frais.doute else ""
        suite = typographie(f"{doute}{explications.source(frais.lignes, self._outil.date_tarif)}.")
        ligne = self._rangees.frais(
            composante,
            frais.texte,
            Formule(case.prix, compte.paliers[0].prix if compte else NON_CHIFFRE),
            self._tva(composante),
            [_rang(annee.get(frais.identifiant, []), 0) for annee in (self._premiere, self._suivante)]
            if compte
            else None,
            Formule(f"{case.mention}&{expressions.litteral(suite)}", case.mentionnee + suite),
        )
        if composante.payeur is Payeur.FERME:
            # Un texte additionné à rien vaut zéro : sans prix, le frais n'entre dans aucun coût.
            sommee = replace(cases, paliers=(replace(case, prix=f"SUM({case.prix})"),))
            self.termes.append(
                Terme(compte or composante, self._outil, sommee, self._rangees.plume, ligne, PORTEUR_SEUL)
            )

    def _bornee(
        self, composante: Composante, cases: CasesTarif, base: int, offerte: int, montant: Montant
    ) -> int:
        """Ligne du plancher et du plafond : ce qu'ils ajoutent aux lignes précédentes, ou 0."""
        tva = f"{TVA}{base}" if majorable(composante) else ""
        avec_offre, sans_offre = (
            self._si_due(
                composante,
                expressions.bornes(
                    exact(base, mois, f"{PRIX}{base}", tva),
                    f"{colonne}{base}" + (f"-{colonne}{mois}" if mois else ""),
                    cases.plancher,
                    cases.plafond,
                    tva,
                ),
            )
            for colonne, mois in ((AN_1, offerte), (SUIVANTE, 0))
        )
        mots = [mot for mot, case in (("plancher", cases.plancher), ("plafond", cases.plafond)) if case]
        libelle = composante.libelle
        return self._rangees.cout(
            composante,
            f"{' ou '.join(mots).capitalize()} ({libelle[:1].lower()}{libelle[1:]})",
            Calcul(
                None, None, None, montant, not composante.premiere_annee_seulement, (avec_offre, sans_offre)
            ),
            f"Le guide fixe {' et '.join(f'un {mot}' for mot in mots)} par an (voir « Tarifs ») : quand il "
            "joue, cette ligne y ramène la somme.",
        )

    def _au_prix(self, composante: Composante, cases: CasesTarif, prix: str, base: int, offerte: int) -> str:
        """Montant d'une composante si son prix était celui de la case `prix`."""
        tva = f"{TVA}{base}" if majorable(composante) else ""
        arrondis = [f"ROUND({exact(ligne, 0, prix, tva)},2)" for ligne in (base, offerte) if ligne]
        somme = "+".join(arrondis)
        if not (cases.plancher or cases.plafond):
            return somme
        avant = exact(base, offerte, prix, tva)
        ecart = expressions.bornes(avant, "-".join(arrondis), cases.plancher, cases.plafond, tva)
        return f"{somme}+{self._si_due(composante, ecart)}"


def _prix(cases: CasesTarif) -> list[tuple[str, str | None, bool]]:
    return [(palier.prix, palier.limite, palier.incluse) for palier in cases.paliers]


def _par_composante(annee: CoutAnnuel) -> dict[str, list[Ligne]]:
    lignes: dict[str, list[Ligne]] = {}
    for ligne in annee.lignes:
        lignes.setdefault(ligne.composante, []).append(ligne)
    return lignes


def _rang(lignes: list[Ligne], rang: int) -> Decimal:
    return lignes[rang].montant if rang < len(lignes) else RIEN
