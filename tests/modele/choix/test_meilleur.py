"""L'outil cité en premier pour un dossier."""

from dataclasses import replace
from fractions import Fraction

from modele.catalogue.objets import Catalogue
from modele.choix.meilleur import meilleur_outil
from modele.comparaison import comparer
from modele.situation import EXEMPLE, Situation


def cite(catalogue: Catalogue, situation: Situation) -> str | None:
    """Identifiant de l'outil cité."""
    resultat = meilleur_outil(comparer(catalogue, situation))
    return None if resultat is None else resultat.outil


def test_sans_besoin_le_moins_cher_qui_porte_toutes_les_ventes(catalogue: Catalogue) -> None:
    assert cite(catalogue, EXEMPLE) == "amapj"
    # AmapJ et NectarGo ne coûtent rien, mais aucun ne sert les deux clientèles.
    mixte = replace(EXEMPLE, ca_professionnels=Fraction(10_000))
    # Local.bio 700,82 € ; Socleo, deux offres à 30 € par mois, 720 €.
    assert cite(catalogue, mixte) == "local-bio"


def test_avec_besoins_le_premier_du_classement(catalogue: Catalogue) -> None:
    situation = replace(EXEMPLE, exigences={"chorus-pro": "souhaite"})
    assert cite(catalogue, situation) == "local-bio"


def test_sans_vente_aucun_outil(catalogue: Catalogue) -> None:
    assert cite(catalogue, Situation()) is None
