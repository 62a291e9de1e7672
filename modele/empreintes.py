"""SHA-256, sans charger OpenSSL quand Python sait s'en passer."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

_MORCEAU = 1 << 16


def _chercher() -> Callable[[], Any]:
    # `hashlib` charge OpenSSL, 4 Mo, pour un calcul que Python porte en lui ; `random` fait de même.
    for module in ("_sha2", "_sha256"):
        try:
            trouvee: Callable[[], Any] = importlib.import_module(module).sha256
        except (ImportError, AttributeError):
            continue
        return trouvee
    from hashlib import sha256

    return sha256


_neuve = _chercher()


def sha256_des_octets(octets: bytes) -> str:
    """Empreinte en hexadécimal."""
    empreinte = _neuve()
    empreinte.update(octets)
    return str(empreinte.hexdigest())


def sha256_du_fichier(chemin: Path) -> str:
    """Empreinte d'un fichier, en hexadécimal ; lève `OSError`."""
    empreinte = _neuve()
    with chemin.open("rb") as fichier:
        while morceau := fichier.read(_MORCEAU):
            empreinte.update(morceau)
    return str(empreinte.hexdigest())
