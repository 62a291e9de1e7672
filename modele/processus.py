"""Ce que le système sait du processus : son âge et sa mémoire."""

import os
import sys
import time
from pathlib import Path

_depart: float | None = None


def noter_depart() -> None:
    """Retient l'heure d'arrivée dans main.py, repli quand le système ne dit pas celle du lancement."""
    global _depart
    if _depart is None:
        _depart = time.monotonic()


def age_ms() -> float:
    """Millisecondes depuis le lancement du processus."""
    age = _age_systeme()
    if age is None:
        noter_depart()
        age = (time.monotonic() - (_depart or 0.0)) * 1000
    return age


def _age_systeme() -> float | None:
    if sys.platform.startswith("linux"):
        champs = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        debut = int(champs[19]) / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - debut) * 1000
    if sys.platform == "win32":
        return _age_windows()
    return None


def _age_windows() -> float:
    import ctypes
    from ctypes import wintypes

    noyau = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    noyau.GetCurrentProcess.restype = wintypes.HANDLE
    temps = [wintypes.FILETIME() for _ in range(5)]
    noyau.GetProcessTimes(wintypes.HANDLE(noyau.GetCurrentProcess()), *(ctypes.byref(t) for t in temps[:4]))
    noyau.GetSystemTimeAsFileTime(ctypes.byref(temps[4]))

    def cents_ns(instant: wintypes.FILETIME) -> int:
        return int(instant.dwHighDateTime) << 32 | int(instant.dwLowDateTime)

    return (cents_ns(temps[4]) - cents_ns(temps[0])) / 10_000


def memoire_mo() -> float:
    """Mémoire résidente du processus, en Mo ; 0 si le système ne la dit pas."""
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    if sys.platform == "win32":
        return _memoire_windows()
    return 0.0


def _memoire_windows() -> float:
    import ctypes
    from ctypes import wintypes

    class Compteurs(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            *((f"champ{rang}", ctypes.c_size_t) for rang in range(8)),
        )

    compteurs = Compteurs()
    compteurs.cb = ctypes.sizeof(compteurs)
    noyau = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    noyau.GetCurrentProcess.restype = wintypes.HANDLE
    noyau.K32GetProcessMemoryInfo(
        wintypes.HANDLE(noyau.GetCurrentProcess()), ctypes.byref(compteurs), compteurs.cb
    )
    # Deuxième des huit tailles qui suivent PageFaultCount : WorkingSetSize.
    return float(compteurs.champ1) / 1_000_000
