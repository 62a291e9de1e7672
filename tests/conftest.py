"""Ce que tous les essais partagent : écran virtuel, catalogue réel, outils obligatoires en intégration."""

import logging
import os
import shutil
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.catalogue.objets import Catalogue

settings.register_profile("boussole", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("boussole")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Le catalogue livré."""
    return ouvrir_catalogue(BASE)


@pytest.fixture(autouse=True)
def _journal_sans_alerte(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fait échouer un essai qui journalise une alerte inattendue."""
    yield
    alertes = [
        trace.getMessage()
        for phase in ("setup", "call")
        for trace in caplog.get_records(phase)
        if trace.levelno >= logging.WARNING
    ]
    assert not alertes, alertes


def exiger_programme(nom: str) -> str:
    """Chemin d'un programme ; son absence échoue en intégration et saute l'essai ailleurs."""
    chemin = shutil.which(nom)
    if chemin is None:
        message = f"{nom} n'est pas installé"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return chemin
