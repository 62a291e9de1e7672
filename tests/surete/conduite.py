"""Lance la session pilotée dans un autre processus, éventuellement sous surveillance du système."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.surete.textes import APPAT, canaris

RACINE = Path(__file__).resolve().parents[2]
PATIENCE_S = 540
_IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True)
class Session:
    """Ce que la session a rendu, et où elle a eu lieu."""

    compte_rendu: dict[str, Any]
    donnees: Path
    sortie: Path
    appat: Path
    erreurs: str


def conduire(
    lieu: Path, avec: Sequence[str] = (), donnees: str = "données", combien: int | None = None
) -> Session:
    """Conduit la session ; `avec` précède la commande (strace, unshare), `combien` limite les textes essayés."""
    appat = lieu / f"{APPAT}.png"
    appat.write_bytes(_IMAGE)
    sortie, compte_rendu, plan = lieu / "sortie", lieu / "compte-rendu.json", lieu / "plan.json"
    sortie.mkdir()
    contenu = {
        "donnees": str(lieu / donnees),
        "sortie": str(sortie),
        "compte_rendu": str(compte_rendu),
        "canaris": canaris(appat)[:combien],
    }
    plan.write_text(json.dumps(contenu), "utf-8")
    maison = lieu / "maison"
    maison.mkdir()
    fini = subprocess.run(
        [*avec, sys.executable, "-m", "tests.surete.session", str(plan)],
        cwd=RACINE,
        env={
            **os.environ,
            "HOME": str(maison),
            "XDG_CONFIG_HOME": str(maison / "config"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE_S,
        check=False,
    )
    assert fini.returncode == 0, fini.stderr[-4000:]
    return Session(json.loads(compte_rendu.read_text("utf-8")), lieu / donnees, sortie, appat, fini.stderr)
