"""Ce qu'une case à remplir admet, dit au tableur."""

from typing import Literal, NamedTuple

from openpyxl.worksheet.datavalidation import DataValidation

Genre = Literal["whole", "decimal", "list", "date", "textLength"]
Operateur = Literal["between", "lessThanOrEqual"]


class Regle(NamedTuple):
    """Validation d'une case ; cent cases en partagent souvent une, et l'objet d'openpyxl est long à faire."""

    type: Genre
    formula1: str
    formula2: str | None = None
    operator: Operateur | None = None
    vide_admis: bool = False

    def validation(self, titre: str, attendu: str, aide: str) -> DataValidation:
        """Règle pour le tableur ; `attendu` est dit quand la réponse ne convient pas, `aide` avant de répondre."""
        return DataValidation(
            type=self.type,
            operator=self.operator,
            formula1=self.formula1,
            formula2=self.formula2,
            allow_blank=self.vide_admis,
            showErrorMessage=True,
            showInputMessage=True,
            errorTitle=titre,
            promptTitle=titre,
            error=attendu,
            prompt=aide,
        )
