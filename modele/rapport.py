"""Ce qu'un incident laisse voir : les lignes du programme, jamais ce que la ferme a saisi.

Ni message d'exception, ni valeur, ni ligne de code, ni chemin : un message cite souvent ce qui a été tapé, et
un chemin le nom de la personne.
"""

import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_PROGRAMME = Path(__file__).resolve().parents[1]
_RACINES = ("modele", "gui", "console")
_DEPARTS = (("main.py",), ("demarrer.py",))
_BIBLIOTHEQUES = ("site-packages", "dist-packages")
_PYTHON = re.compile(r"python3[0-9.]*(zip)?|lib", re.IGNORECASE)
_PROFONDEUR_MAX = 4
_INCONNU = "…"
_CADRE_D_ARRET = re.compile(r'^(\s*)File "(.*)", line (\d+) in (.*)$')
_ENTETE_D_ARRET = re.compile(
    r"Fatal Python error: [\w ]+$|Windows fatal exception: [\w ]+$|(Current )?[Tt]hread 0x\w+|Extension modules: |$"
)
_LIGNE_MAX = 400
_NOM_MAX = 120
_NOM = re.compile(r"\w{1,60}")
_CHAINE_MAX = 8
_CADRES_MAX = 60


def lieu(fichier: str) -> str:
    """Un fichier du programme ou d'une bibliothèque, sans ce qui le précède sur ce poste ; « … » pour tout autre."""
    parties = PurePosixPath(fichier.replace("\\", "/")).parts
    for rang in range(len(parties) - 1, -1, -1):
        reste = parties[rang:]
        if parties[rang - 1] in _BIBLIOTHEQUES and rang:
            return "/".join(reste)
        # Un dossier de la personne peut porter le nom d'un des nôtres, ou d'un module de Python.
        du_programme = reste[0] in _RACINES and _PROGRAMME.joinpath(*reste[:-1]).is_dir()
        de_python = reste[0].removesuffix(".py") in sys.stdlib_module_names and len(reste) <= _PROFONDEUR_MAX
        if du_programme or (de_python and _est_python(parties[:rang])) or reste in _DEPARTS:
            return "/".join(reste)
    return _INCONNU


def _est_python(dossiers: tuple[str, ...]) -> bool:
    return bool(dossiers) and _PYTHON.fullmatch(dossiers[-1]) is not None


def genre(faute: BaseException) -> str:
    """Classe d'une exception et, s'il y en a un, le numéro que le système lui donne ; jamais son message."""
    numero = getattr(faute, "errno", None)
    code = getattr(faute, "sqlite_errorname", None)
    precisions = [str(numero)] if isinstance(numero, int) else []
    precisions += [code] if isinstance(code, str) and _NOM.fullmatch(code) else []
    nom = f"{type(faute).__module__}.{type(faute).__qualname__}".removeprefix("builtins.")
    return f"{nom} ({', '.join(precisions)})" if precisions else nom


def pile(faute: BaseException) -> str:
    """Les appels qui ont mené à la faute, puis ceux de ses causes, la plus récente d'abord."""
    return "\n".join(_lignes(faute))


def _lignes(faute: BaseException) -> Iterator[str]:
    vue: BaseException | None = faute
    for rang in range(_CHAINE_MAX):
        if vue is None:
            return
        yield f"{'causée par ' if rang else ''}{genre(vue)}"
        for cadre, ligne in reversed(list(traceback.walk_tb(vue.__traceback__))[-_CADRES_MAX:]):
            yield f"  {lieu(cadre.f_code.co_filename)}, ligne {ligne}, {cadre.f_code.co_qualname}"
        vue = vue.__cause__ or (None if vue.__suppress_context__ else vue.__context__)


def arret(brut: str) -> str:
    """Ce que `faulthandler` a écrit à la mort du programme, chemins raccourcis et lignes inconnues ôtées."""
    lignes = []
    for ligne in brut.splitlines():
        cadre = _CADRE_D_ARRET.match(ligne)
        if cadre is not None:
            lignes.append(f"{cadre[1]}{lieu(cadre[2])}, ligne {cadre[3]}, {cadre[4][:_NOM_MAX]}")
        elif _ENTETE_D_ARRET.match(ligne):
            lignes.append(ligne[:_LIGNE_MAX])
    return "\n".join(lignes).strip()
