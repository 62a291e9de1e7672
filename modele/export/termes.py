"""Une composante de « Coûts », reprise par « Seuils » et « Avant-après » pour d'autres ventes que celles saisies."""

from dataclasses import dataclass, replace

from modele.catalogue.objets import Assiette, Composante, Condition, Outil, Payeur, Taxe
from modele.export import expressions, noms
from modele.export.expressions import DE_LA_FERME, Grandeurs
from modele.export.plume import Plume
from modele.export.rangees_couts import QUANTITE, TVA
from modele.export.tarifs import CasesTarif

_FIXES = (Assiette.AN, Assiette.MOIS, Assiette.MONTANT_LIBRE)
"""Assiettes qui ne suivent pas les ventes."""


@dataclass(frozen=True, slots=True)
class EtatPorteur:
    """Formule ou option : la case de « Coûts » qui dit si elle est retenue (vide : toujours), et la réponse."""

    case: str
    retenue: bool

    def si_retenue(self, expression: str) -> str:
        """L'expression, ou 0 quand la formule ou l'option ne compte pas."""
        return f'IF({self.case}="{noms.RETENUE}",{expression},0)' if self.case else expression


PORTEUR_SEUL = EtatPorteur("", retenue=True)


@dataclass(frozen=True, slots=True)
class Terme:
    """Composante que la ferme paie chaque année ; `ligne` est la sienne dans « Coûts »."""

    composante: Composante
    outil: Outil
    cases: CasesTarif
    plume: Plume
    ligne: int
    porteur: EtatPorteur

    def cout(self, fois: str, ventes: Grandeurs = DE_LA_FERME) -> str:
        """Coût non arrondi d'une année suivante si toutes les ventes étaient multipliées par `fois`."""
        composante, cases = self.composante, self.cases
        quantite = self.plume.absolue(f"{QUANTITE}{self.ligne}")
        if ventes is not DE_LA_FERME:
            due = expressions.quantite(composante, self.outil, ventes)
            quantite = f"({self._si_retenue_ailleurs(due)})"
        if composante.assiette not in _FIXES:
            quantite += f"*{fois}"
        suivie = expressions.grandeur_a(composante.suivie or Condition.TOUJOURS, self.outil, fois, ventes)
        paliers = [(palier.prix, palier.limite, palier.incluse) for palier in cases.paliers]
        cout = f"{quantite}*{expressions.selon_palier(suivie, paliers)}"
        if cases.plancher:
            cout = f"MAX({cout},{cases.plancher})"
        if cases.plafond:
            cout = f"MIN({cout},{cases.plafond})"
        if cases.plancher or cases.plafond:
            cout = self._si_retenue_ailleurs(expressions.si_due(composante, self.outil, cout, ventes))
        if majorable(composante):
            cout += f"*(1+{self.plume.absolue(f'{TVA}{self.ligne}')})"
        return cout

    def seul(self) -> Outil:
        """L'outil, réduit à cette composante dans les formules et les options qui la portent."""
        outil = self.outil
        return replace(
            outil,
            formules=tuple(replace(f, composantes=self._parmi(f.composantes)) for f in outil.formules),
            options=tuple(replace(o, composantes=self._parmi(o.composantes)) for o in outil.options),
        )

    def _parmi(self, composantes: tuple[Composante, ...]) -> tuple[Composante, ...]:
        return tuple(composante for composante in composantes if composante is self.composante)

    def _si_retenue_ailleurs(self, expression: str) -> str:
        case = self.porteur.case
        if not case:
            return expression
        return EtatPorteur(self.plume.absolue(case.replace("$", "")), self.porteur.retenue).si_retenue(
            expression
        )


@dataclass(frozen=True, slots=True)
class BlocCouts:
    """Lignes d'un outil dans « Coûts », de `debut` à `fin` comprise, et ce que la ferme paie chaque année."""

    debut: int
    fin: int
    termes: tuple[Terme, ...]


def majorable(composante: Composante) -> bool:
    """Vrai pour un prix que la TVA majore si la ferme ne la récupère pas."""
    return composante.payeur is Payeur.FERME and composante.taxe is not Taxe.NET
