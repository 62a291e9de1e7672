"""Place les noms des courbes sans qu'aucun en couvre un autre."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gui.impression.encre import Style


@dataclass(frozen=True, slots=True)
class Etiquette:
    """Un nom au-dessus du cadre, relié à l'abscisse `x` ; `rang` compte les étages depuis le cadre."""

    texte: str
    style: Style
    x: float
    largeur: float
    gauche: float = 0.0
    rang: int = 0

    @property
    def droite(self) -> float:
        """Bord droit."""
        return self.gauche + self.largeur

    def gene(self, autre: "Etiquette", blanc: float) -> bool:
        """Vrai si l'une couvre l'autre, ou le trait qui la relie au cadre."""
        if self.rang == autre.rang:
            return self.gauche < autre.droite + blanc and autre.gauche < self.droite + blanc
        dessous, dessus = sorted((self, autre), key=lambda etiquette: etiquette.rang)
        return dessous.gauche - blanc / 2 < dessus.x < dessous.droite + blanc / 2


def etager(
    etiquettes: Sequence[Etiquette], blanc: float, largeur: float, rangs: int
) -> tuple[Etiquette, ...]:
    """Toutes les étiquettes, chacune au plus bas étage qui laisse place aux autres, centrée sur son trait ou à côté.

    Les dernières sont omises quand `rangs` étages ne suffisent pas.
    """
    for combien in range(len(etiquettes), 0, -1):
        placees = _placer(etiquettes[:combien], (), blanc, largeur, rangs)
        if placees is not None:
            return placees
    return ()


def _placer(
    restent: Sequence[Etiquette],
    placees: tuple[Etiquette, ...],
    blanc: float,
    largeur: float,
    rangs: int,
) -> tuple[Etiquette, ...] | None:
    """Place la première des étiquettes qui restent, puis les suivantes ; revient sur ses pas si l'une bute."""
    if not restent:
        return placees
    premiere, *suite = restent
    for rang in range(rangs):
        for voulue in (premiere.x - premiere.largeur / 2, premiere.x - premiere.largeur, premiere.x):
            gauche = min(max(voulue, 0.0), largeur - premiere.largeur)
            essai = replace(premiere, gauche=gauche, rang=rang)
            if not any(essai.gene(autre, blanc) for autre in placees):
                trouvees = _placer(suite, (*placees, essai), blanc, largeur, rangs)
                if trouvees is not None:
                    return trouvees
    return None


def repartir(voulus: Sequence[float], pas: float, haut: float, bas: float) -> list[float]:
    """Ordonnées au plus près des voulues (du bas vers le haut), à `pas` l'une de l'autre, entre `bas` et `haut`."""
    places: list[float] = []
    for voulu in voulus:
        places.append(min(voulu, places[-1] - pas if places else bas))
    for rang in range(len(places) - 1, -1, -1):
        plafond = haut if rang == len(places) - 1 else places[rang + 1] + pas
        if places[rang] >= plafond:
            break
        places[rang] = plafond
    return places
