"""Les critères du catalogue rangés par groupe, comme toutes les listes de critères les montrent."""

from typing import NamedTuple

from modele.catalogue.objets import Catalogue, Critere, Groupe


class Rangee(NamedTuple):
    """Une ligne : un critère, ou l'en-tête de son groupe quand `critere` est None."""

    groupe: Groupe
    critere: Critere | None


def rangees_par_groupe(catalogue: Catalogue) -> tuple[Rangee, ...]:
    """Chaque groupe qui a des critères, suivi d'eux, dans l'ordre du catalogue."""
    par_groupe: dict[str, list[Critere]] = {groupe.identifiant: [] for groupe in catalogue.groupes}
    for critere in catalogue.criteres:
        par_groupe[critere.groupe].append(critere)
    return tuple(
        Rangee(groupe, critere)
        for groupe in catalogue.groupes
        if par_groupe[groupe.identifiant]
        for critere in (None, *par_groupe[groupe.identifiant])
    )
