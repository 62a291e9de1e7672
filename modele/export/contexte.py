"""Ce que toutes les feuilles consultent : le catalogue, la comparaison et la date de l'export."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from openpyxl import Workbook

from modele.catalogue.objets import Catalogue, Outil
from modele.choix.objets import Comparaison, Resultat
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.export.styles import Styles
from modele.export.textes import propre
from modele.nombres import date_francaise
from modele.situation import Situation
from modele.tarification.prix_proposes import au_guide

SANS_NOM = "Votre ferme"
LOGICIEL = "Boussole circuits courts"


@dataclass(frozen=True)
class Contexte:
    """Matière d'un export ; `jour` est la date que porte le classeur.

    `catalogue` et `comparaison` comptent les prix proposés du dossier.
    """

    classeur: Workbook
    styles: Styles
    catalogue: Catalogue
    comparaison: Comparaison
    dossier: Dossier
    jour: date

    @property
    def situation(self) -> Situation:
        """Ce que la ferme a dit d'elle."""
        return self.comparaison.situation

    @cached_property
    def resultats(self) -> tuple[Resultat, ...]:
        """Outils jugés, dans l'ordre de l'affichage, leurs motifs dans l'ordre des critères du catalogue."""
        exigences = self.situation.exigences
        rangees = {
            c.identifiant: exigences[c.identifiant]
            for c in self.catalogue.criteres
            if c.identifiant in exigences
        }
        juges = comparer(self.catalogue, replace(self.situation, exigences=rangees)).par_outil
        return tuple(juges[outil] for outil in self.comparaison.ordre)

    @cached_property
    def catalogue_du_guide(self) -> Catalogue:
        """Le catalogue sans les prix proposés à la ferme."""
        return au_guide(self.catalogue)

    @cached_property
    def outils(self) -> tuple[Outil, ...]:
        """Outils, dans l'ordre de leurs identifiants."""
        return tuple(resultat.cout.outil for resultat in self.comparaison.resultats)

    @property
    def ferme(self) -> str:
        """Nom de la ferme sans espace superflu, comme le rend TRIM, ou une formule de politesse."""
        return " ".join(mot for mot in propre(self.situation.nom).split(" ") if mot) or SANS_NOM

    @property
    def date(self) -> str:
        """« 23 novembre 2026 »."""
        return date_francaise(self.jour.isoformat())

    @property
    def source(self) -> str:
        """Guide d'où viennent les prix, et leur date."""
        guide = self.catalogue.guide
        if not guide.titre:
            return f"Source : catalogue de {LOGICIEL}, édition {self.catalogue.edition}"
        quand = f" (prix vers {guide.date_tarifs}, à confirmer)" if guide.date_tarifs else ""
        return f"Source : {guide.titre}{quand}"
