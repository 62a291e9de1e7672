"""Lit et accorde les lignes d'une table rattachée aux dossiers, par des ordres préparés une fois."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam

from modele.dossiers.conversion import Rangee
from modele.dossiers.tables import Base

_DOSSIER = "dossier"


class TableRattachee:
    """Une table dont la clé commence par `dossier`."""

    def __init__(self, table: Table) -> None:
        cle = [colonne.name for colonne in table.primary_key if colonne.name != _DOSSIER]
        # Une colonne ne peut pas donner son nom à une valeur cherchée dans la même mise à jour.
        cherche = [table.c[nom] == bindparam(f"cle_{nom}") for nom in (_DOSSIER, *cle)]
        valeurs = [c.name for c in table.c if c.name not in (_DOSSIER, *cle)]
        self._cle = cle
        tri = table.primary_key.columns
        self.toutes = table.select().order_by(*tri)
        self._d_un_dossier = self.toutes.where(table.c[_DOSSIER] == bindparam(_DOSSIER))
        self._inserer = table.insert()
        self._supprimer = table.delete().where(*cherche)
        self._changer = table.update().where(*cherche).values({nom: bindparam(nom) for nom in valeurs})

    def lire(self, connexion: Connection, dossier: int) -> list[Rangee]:
        """Lignes d'un dossier, dans l'ordre de leur clé."""
        return list(connexion.execute(self._d_un_dossier, {_DOSSIER: dossier}).mappings())

    def inserer(self, connexion: Connection, dossier: int, rangees: list[dict[str, Any]]) -> None:
        """Ajoute toutes ces lignes au dossier."""
        if rangees:
            connexion.execute(self._inserer, [{_DOSSIER: dossier, **rangee} for rangee in rangees])

    def accorder(self, connexion: Connection, dossier: int, rangees: list[dict[str, Any]]) -> bool:
        """N'écrit que ce qui diffère ; vrai si quelque chose différait."""
        avant = {self._cle_de(ligne): dict(ligne) for ligne in self.lire(connexion, dossier)}
        apres = {self._cle_de(rangee): {_DOSSIER: dossier, **rangee} for rangee in rangees}
        en_trop = [self._cherchee(avant[cle]) for cle in avant.keys() - apres.keys()]
        changees = [
            rangee | self._cherchee(rangee)
            for cle, rangee in apres.items()
            if cle in avant and avant[cle] != rangee
        ]
        nouvelles = [rangee for cle, rangee in apres.items() if cle not in avant]
        for ordre, lignes in (
            (self._supprimer, en_trop),
            (self._changer, changees),
            (self._inserer, nouvelles),
        ):
            if lignes:
                connexion.execute(ordre, lignes)
        return bool(en_trop or changees or nouvelles)

    def _cle_de(self, rangee: Rangee) -> tuple[Any, ...]:
        return tuple(rangee[nom] for nom in self._cle)

    def _cherchee(self, rangee: Rangee) -> dict[str, Any]:
        return {f"cle_{nom}": rangee[nom] for nom in (_DOSSIER, *self._cle)}


# Dans l'ordre des renvois : une étape se crée avant ses cases.
RATTACHEES: Mapping[str, TableRattachee] = {
    table.name: TableRattachee(table)
    for table in Base.metadata.sorted_tables
    if table.name not in ("dossiers", "dernier_ouvert")
}
