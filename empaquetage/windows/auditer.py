r"""Compare la bibliothèque standard livrée à ses sources, que python.cat signe.

    wine python.exe auditer.py DOSSIER_DE_PYTHON LIB [LIB…]

À lancer par le Python à vérifier, sur le dossier tel qu'il est déballé (python.cat et python313.zip compris), avec un ou
plusieurs dossiers Lib de CPython. Un module est prouvé quand l'empreinte de sa source est dans python.cat et que cette
source, recompilée ici, donne le code livré. N'est pas lancé par construire.sh : il faut les sources de la même version.
"""

import hashlib
import marshal
import sys
import zipfile
from pathlib import Path
from types import CodeType

ENTETE = 16
"""Octets qui précèdent le code dans un .pyc."""
CHAMPS = (
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_flags",
    "co_code",
    "co_names",
    "co_varnames",
    "co_freevars",
    "co_cellvars",
    "co_qualname",
    "co_firstlineno",
    "co_linetable",
    "co_exceptiontable",
    "co_stacksize",
)


def meme_code(un: CodeType, autre: CodeType) -> bool:
    """Vrai si deux codes font la même chose, où que soit leur source."""
    if any(getattr(un, champ) != getattr(autre, champ) for champ in CHAMPS):
        return False
    if len(un.co_consts) != len(autre.co_consts):
        return False
    for constante, pareille in zip(un.co_consts, autre.co_consts, strict=True):
        if isinstance(constante, CodeType):
            if not isinstance(pareille, CodeType) or not meme_code(constante, pareille):
                return False
        elif type(constante) is not type(pareille) or constante != pareille:
            return False
    return True


def source_signee(module: Path, dossiers: list[Path], catalogue: bytes) -> bytes | None:
    """La source du module dont python.cat contient l'empreinte, dans l'un des dossiers."""
    for dossier in dossiers:
        if (dossier / module).is_file():
            brute = (dossier / module).read_bytes().replace(b"\r\n", b"\n")
            # Le catalogue a été fait sous Windows : fins de ligne comprises.
            for texte in (brute, brute.replace(b"\n", b"\r\n")):
                if hashlib.sha256(texte).digest() in catalogue:
                    return texte
    return None


def main(python: Path, dossiers: list[Path]) -> int:
    """Écrit le compte ; code 1 si un module diffère de sa source signée."""
    catalogue = (python / "python.cat").read_bytes()
    prouves: list[str] = []
    differents: list[str] = []
    sans_source: list[str] = []
    with zipfile.ZipFile(python / "python313.zip") as archive:
        for nom in archive.namelist():
            if not nom.endswith(".pyc"):
                continue
            source = source_signee(Path(nom).with_suffix(".py"), dossiers, catalogue)
            if source is None:
                sans_source.append(nom)
                continue
            livre = marshal.loads(archive.read(nom)[ENTETE:])
            recompile = compile(source, nom, "exec", dont_inherit=True, optimize=2)
            (prouves if meme_code(recompile, livre) else differents).append(nom)
    print(
        f"{len(prouves)} modules identiques à leur source signée, {len(differents)} différents : {differents}"
    )
    print(f"{len(sans_source)} dont la source signée n'est pas dans les dossiers donnés : {sans_source}")
    return 1 if differents else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(chemin) for chemin in sys.argv[2:]]))
