"""Écrit la bibliothèque `bcryptprimitives.dll` que Wine 8 n'a pas, pour l'épreuve seulement.

python3 -m empaquetage.windows.bouchon SORTIE.dll

Windows 10 la fournit ; pydantic et cryptography n'en demandent que `ProcessPrng`. Celle-ci ne contient aucun code :
elle renvoie à la fonction d'advapi32 qui tire les mêmes octets au hasard.
"""

import struct
import sys
from pathlib import Path

_ADRESSE, _PLACE = 0x1000, 0x200
_NOM, _FONCTION, _RENVOI = b"bcryptprimitives.dll\0", b"ProcessPrng\0", b"advapi32.SystemFunction036\0"


def _exports() -> bytes:
    tables = _ADRESSE + 40
    nom = tables + 12
    fonction = nom + len(_NOM)
    renvoi = fonction + len(_FONCTION)
    # Une adresse de fonction qui tombe dans la table des exports est un renvoi à une autre bibliothèque.
    entete = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, nom, 1, 1, 1, tables, tables + 4, tables + 8)
    return entete + struct.pack("<IIHH", renvoi, fonction, 0, 0) + _NOM + _FONCTION + _RENVOI


def bouchon() -> bytes:
    """La bibliothèque, réduite à sa table d'exports."""
    exports = _exports()
    dos = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    fichier = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    option = struct.pack("<HBBIIIII", 0x20B, 0, 0, 0, 0x200, 0, 0, _ADRESSE)
    option += struct.pack("<QIIHHHHHHI", 0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0)
    option += struct.pack(
        "<IIIHHQQQQII", 0x2000, _PLACE, 0, 3, 0x100, 0x100000, 0x1000, 0x100000, 0x1000, 0, 16
    )
    option += struct.pack("<II", _ADRESSE, len(exports)) + bytes(8 * 15)
    section = b".edata\0\0" + struct.pack(
        "<IIIIIIHHI", len(exports), _ADRESSE, 0x200, _PLACE, 0, 0, 0, 0, 0x40000040
    )
    return (dos + fichier + option + section).ljust(_PLACE, b"\0") + exports.ljust(0x200, b"\0")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(bouchon())
