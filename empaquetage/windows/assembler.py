"""Liste les fichiers pour l'installateur et range le dossier portable.

python3 -m empaquetage.windows.assembler liste PROGRAMME SORTIE.nsh
python3 -m empaquetage.windows.assembler archive DOSSIER SORTIE.zip INSTANT
"""

import sys
import time
import zipfile
from pathlib import Path


def ecrire_liste(programme: Path, sortie: Path) -> None:
    """Instructions NSIS, dans un ordre qui ne dépend pas du disque ; `programme.neuf` prendra la place de `programme`."""
    lignes = []
    # Par genre : des fichiers qui se ressemblent se compriment mieux côte à côte.
    fichiers = sorted(
        (chemin for chemin in programme.rglob("*") if chemin.is_file()),
        key=lambda chemin: (chemin.suffix not in (".dll", ".pyd", ".exe"), chemin.suffix, chemin),
    )
    courant = None
    for chemin in fichiers:
        if chemin.parent != courant:
            courant = chemin.parent
            cible = "\\".join(["$INSTDIR", "programme.neuf", *courant.relative_to(programme).parts])
            lignes.append(f'SetOutPath "{cible}"')
        lignes.append(f'File "{chemin}"')
    sortie.write_text("\n".join(lignes) + "\n", encoding="utf-8")


def ecrire_archive(dossier: Path, sortie: Path, instant: int) -> None:
    """Zip de `dossier`, entrées triées et toutes datées d'`instant`."""
    date = time.gmtime(instant)[:6]
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for chemin in sorted(dossier.rglob("*")):
            if chemin.is_file():
                membre = zipfile.ZipInfo(str(chemin.relative_to(dossier.parent)), date)
                membre.external_attr = 0o644 << 16
                membre.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(membre, chemin.read_bytes())


if __name__ == "__main__":
    if sys.argv[1] == "liste":
        ecrire_liste(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        ecrire_archive(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
