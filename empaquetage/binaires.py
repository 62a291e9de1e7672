"""Lit de quelles bibliothèques un binaire Windows (PE) ou Linux (ELF) a besoin, et ferme la liste."""

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

SUFFIXES_WINDOWS = (".dll", ".pyd", ".exe")
_IMPORTS, _IMPORTS_DIFFERES = 1, 13
_BIBLIOTHEQUE, _TABLE_DES_NOMS = 1, 5


class BinaireIllisible(ValueError):
    """Le fichier n'est ni un PE 64 bits ni un ELF 64 bits."""


def besoins(chemin: Path) -> set[str]:
    """Noms des bibliothèques demandées au chargement ; en minuscules pour Windows, qui ne distingue pas."""
    contenu = chemin.read_bytes()
    if contenu[:2] == b"MZ":
        return _besoins_pe(contenu, chemin)
    if contenu[:5] == b"\x7fELF\x02":
        return _besoins_elf(contenu)
    raise BinaireIllisible(chemin.name)


def _texte(contenu: bytes, debut: int) -> str:
    return contenu[debut : contenu.index(b"\0", debut)].decode("ascii")


def _besoins_pe(contenu: bytes, chemin: Path) -> set[str]:
    entete = struct.unpack_from("<I", contenu, 0x3C)[0]
    machine, nb_sections = struct.unpack_from("<HH", contenu, entete + 4)
    taille_option = struct.unpack_from("<H", contenu, entete + 20)[0]
    option = entete + 24
    if contenu[entete : entete + 4] != b"PE\0\0" or machine != 0x8664:
        raise BinaireIllisible(f"{chemin.name} n'est pas un binaire Windows 64 bits")
    sections = [
        struct.unpack_from("<4I", contenu, option + taille_option + 40 * rang + 8)
        for rang in range(nb_sections)
    ]

    def position(adresse: int) -> int:
        for taille, virtuelle, taille_fichier, debut in sections:
            if virtuelle <= adresse < virtuelle + max(taille, taille_fichier):
                return int(debut + adresse - virtuelle)
        raise BinaireIllisible(f"{chemin.name} : adresse {adresse:#x} hors des sections")

    trouves = set()
    nb_tables = struct.unpack_from("<I", contenu, option + 108)[0]
    # Taille d'une entrée et place du nom dans l'entrée, pour chacune des deux tables.
    for table, pas, place in ((_IMPORTS, 20, 12), (_IMPORTS_DIFFERES, 32, 4)):
        if table >= nb_tables:
            continue
        adresse = struct.unpack_from("<I", contenu, option + 112 + 8 * table)[0]
        if not adresse:
            continue
        entree = position(adresse)
        while nom := struct.unpack_from("<I", contenu, entree + place)[0]:
            trouves.add(_texte(contenu, position(nom)).lower())
            entree += pas
    return trouves


def _besoins_elf(contenu: bytes) -> set[str]:
    debut_segments = struct.unpack_from("<Q", contenu, 32)[0]
    taille_segment, nb_segments = struct.unpack_from("<HH", contenu, 54)
    segments = [
        struct.unpack_from("<IIQQQQ", contenu, debut_segments + taille_segment * r)
        for r in range(nb_segments)
    ]

    def position(adresse: int) -> int:
        for genre, _, debut, virtuelle, _, taille in segments:
            if genre == 1 and virtuelle <= adresse < virtuelle + taille:
                return int(debut + adresse - virtuelle)
        raise BinaireIllisible(f"adresse {adresse:#x} hors des segments")

    entrees = []
    for genre, _, debut, _, _, taille in segments:
        if genre == 2:
            entrees = [struct.unpack_from("<QQ", contenu, debut + 16 * rang) for rang in range(taille // 16)]
    noms = [valeur for cle, valeur in entrees if cle == _BIBLIOTHEQUE]
    if not noms:
        return set()
    table = position(next(valeur for cle, valeur in entrees if cle == _TABLE_DES_NOMS))
    return {_texte(contenu, table + nom) for nom in noms}


def est_binaire(chemin: Path) -> bool:
    """Vrai pour un binaire Windows ou une bibliothèque Linux, d'après le nom."""
    return chemin.suffix.lower() in SUFFIXES_WINDOWS or chemin.suffix == ".so" or ".so." in chemin.name


def indexer(racine: Path) -> dict[str, list[Path]]:
    """Chemins, relatifs à `racine`, de chaque binaire par nom (en minuscules)."""
    trouves: dict[str, list[Path]] = {}
    for chemin in sorted(racine.rglob("*")):
        if chemin.is_file() and est_binaire(chemin):
            trouves.setdefault(chemin.name.lower(), []).append(chemin.relative_to(racine))
    return trouves


def fermer(racine: Path, depart: Iterable[Path]) -> tuple[set[Path], Mapping[str, set[str]]]:
    """Ferme `depart` (chemins relatifs à `racine`) par les imports.

    Rend les fichiers à garder et, par nom de bibliothèque introuvable sous `racine`, qui la demande.
    Une bibliothèque présente dans le dossier du demandeur est préférée à ses homonymes.
    """
    index = indexer(racine)
    gardes: set[Path] = set()
    dehors: dict[str, set[str]] = {}
    a_lire = list(depart)
    while a_lire:
        fichier = a_lire.pop()
        if fichier in gardes:
            continue
        gardes.add(fichier)
        if not est_binaire(fichier):
            continue
        for nom in besoins(racine / fichier):
            candidats = index.get(nom.lower(), [])
            proches = [autre for autre in candidats if autre.parent == fichier.parent]
            if candidats:
                a_lire.append((proches or candidats)[0])
            else:
                dehors.setdefault(nom, set()).add(str(fichier))
    return gardes, dehors
