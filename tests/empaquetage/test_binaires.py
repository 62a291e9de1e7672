"""La lecture des binaires et la fermeture par les imports, sur de vrais ELF et sur des PE écrits ici."""

import struct
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import pytest

from empaquetage.binaires import BinaireIllisible, besoins, fermer

ADRESSE, PLACE = 0x1000, 0x400


def _table(noms: Sequence[str], pas: int, decalage: int, adresse: int) -> bytes:
    """Entrées de `pas` octets portant l'adresse d'un nom, une entrée nulle, puis les noms."""
    entrees = bytearray(pas * (len(noms) + 1))
    textes = b""
    for rang, nom in enumerate(noms):
        struct.pack_into("<I", entrees, pas * rang + decalage, adresse + len(entrees) + len(textes))
        textes += nom.encode("ascii") + b"\0"
    return bytes(entrees) + textes


def ecrire_pe(
    chemin: Path, imports: Sequence[str], differes: Sequence[str] = (), machine: int = 0x8664
) -> None:
    """Un PE réduit à ses deux tables d'imports, dans une section dont l'adresse n'est pas la place dans le fichier."""
    premiere = _table(imports, 20, 12, ADRESSE)
    seconde = _table(differes, 32, 4, ADRESSE + len(premiere))
    section = premiere + seconde
    entete = bytearray(PLACE)
    entete[:2] = b"MZ"
    struct.pack_into("<I", entete, 0x3C, 0x80)
    entete[0x80:0x84] = b"PE\0\0"
    struct.pack_into("<HH", entete, 0x84, machine, 1)
    struct.pack_into("<H", entete, 0x94, 240)
    struct.pack_into("<I", entete, 0x98 + 108, 16)
    struct.pack_into("<I", entete, 0x98 + 112 + 8, ADRESSE)
    if differes:
        struct.pack_into("<I", entete, 0x98 + 112 + 8 * 13, ADRESSE + len(premiere))
    struct.pack_into("<4I", entete, 0x98 + 240 + 8, len(section), ADRESSE, len(section), PLACE)
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(bytes(entete) + section)


def test_un_binaire_windows_dit_ses_imports_et_ses_imports_differes(tmp_path: Path) -> None:
    ecrire_pe(tmp_path / "a.dll", ["Qt6Core.dll", "KERNEL32.dll"], ["WINSPOOL.DRV"])
    assert besoins(tmp_path / "a.dll") == {"qt6core.dll", "kernel32.dll", "winspool.drv"}


def test_un_binaire_32_bits_est_refuse(tmp_path: Path) -> None:
    ecrire_pe(tmp_path / "a.dll", ["KERNEL32.dll"], machine=0x14C)
    with pytest.raises(BinaireIllisible):
        besoins(tmp_path / "a.dll")


def test_un_binaire_linux_dit_ses_imports() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("lit les roues Linux")
    pyside = Path(sysconfig.get_path("purelib")) / "PySide6"
    demandes = besoins(pyside / "QtSvg.abi3.so")
    assert {"libQt6Svg.so.6", "libc.so.6"} <= demandes
    assert "libQt6Qml.so.6" not in demandes


def test_la_fermeture_suit_les_imports_et_prefere_la_copie_voisine(tmp_path: Path) -> None:
    ecrire_pe(tmp_path / "python" / "vcruntime140.dll", [])
    ecrire_pe(tmp_path / "qt" / "vcruntime140.dll", [])
    ecrire_pe(tmp_path / "qt" / "Qt6Core.dll", ["VCRUNTIME140.dll", "icuuc.dll"])
    ecrire_pe(tmp_path / "qt" / "Qt6Qml.dll", ["Qt6Core.dll"])
    ecrire_pe(tmp_path / "qt" / "plugins" / "qwindows.dll", ["Qt6Core.dll"])
    gardes, dehors = fermer(tmp_path, [Path("qt/plugins/qwindows.dll"), Path("qt/__init__.py")])
    assert gardes == {
        Path("qt/__init__.py"),
        Path("qt/plugins/qwindows.dll"),
        Path("qt/Qt6Core.dll"),
        Path("qt/vcruntime140.dll"),
    }
    assert dehors == {"icuuc.dll": {"qt/Qt6Core.dll"}}
