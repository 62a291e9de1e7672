"""Lance main.py comme le ferait un conseiller ou un script."""

import os
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


def lancer(
    *arguments: str | Path, environnement: dict[str, str] | None = None, code: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Exécute main.py (ou `code`) dans un processus neuf ; rend sortie, erreurs et code."""
    prefixe = ["-c", code] if code is not None else [str(RACINE / "main.py")]
    variables = {
        cle: valeur for cle, valeur in os.environ.items() if cle not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    variables.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, *prefixe, *map(str, arguments)],
        cwd=RACINE,
        env={**variables, **(environnement or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
