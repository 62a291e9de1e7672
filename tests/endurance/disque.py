"""Un disque en mémoire qui, comme un vrai, n'a rien promis tant qu'on ne lui a pas demandé de graver.

Une coupure garde une partie au hasard de ce qui n'était pas gravé, secteur par secteur.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import apsw

SECTEUR = 512
Image = dict[str, bytes]


@dataclass
class Fichier:
    """Contenu gravé, contenu vu par le programme, et écritures en attente (place, octets ou None pour couper)."""

    grave: bytearray | None = None
    vu: bytearray = field(default_factory=bytearray)
    attente: list[tuple[int, bytes | None]] = field(default_factory=list)

    def graver(self) -> None:
        """Tout ce qui attendait est désormais sûr."""
        self.grave = bytearray(self.vu)
        self.attente.clear()

    def apres_coupure(self, hasard: random.Random) -> bytes | None:
        """Ce qu'on retrouverait ; None si le fichier lui-même n'existe pas encore sur le disque."""
        if self.grave is None and hasard.random() < 0.5:
            return None
        reste = bytearray(self.grave or b"")
        for place, octets in self.attente:
            if octets is None:
                if hasard.random() < 0.5:
                    tailler(reste, place)
                continue
            for debut in range(0, len(octets), SECTEUR):
                if hasard.random() < 0.5:
                    poser(reste, place + debut, octets[debut : debut + SECTEUR])
        return bytes(reste)


Fichiers = dict[str, Fichier]


class Disque(apsw.VFS):
    """Les fichiers d'une machine ; `a_chaque_acte` est appelé avant chaque écriture, coupe ou gravure."""

    def __init__(self, nom: str, image: Image, a_chaque_acte: Callable[[], None] = lambda: None) -> None:
        super().__init__(nom, "")
        self.nom = nom
        self.fichiers = {chemin: Fichier(bytearray(o), bytearray(o)) for chemin, o in image.items()}
        self.effaces: Fichiers = {}
        self.a_chaque_acte = a_chaque_acte

    def coupure(self, hasard: random.Random) -> Image:
        """Les fichiers tels qu'une coupure à cet instant les laisserait."""
        # Un effacement dont le dossier n'a pas été gravé peut n'avoir jamais eu lieu.
        revenus = {nom: fichier for nom, fichier in self.effaces.items() if hasard.random() < 0.5}
        presents = {**revenus, **self.fichiers}
        restes = {nom: fichier.apres_coupure(hasard) for nom, fichier in presents.items()}
        return {nom: reste for nom, reste in restes.items() if reste is not None}

    def xOpen(self, name: object, flags: list[int]) -> "Prise":
        nom = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        flags[1] = flags[0]
        self.effaces.pop(nom, None)
        return Prise(self, self.fichiers.setdefault(nom, Fichier()))

    def xAccess(self, pathname: str, flags: int) -> bool:
        return pathname in self.fichiers

    def xFullPathname(self, name: str) -> str:
        return name

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.a_chaque_acte()
        fichier = self.fichiers.pop(filename, None)
        if fichier is not None and not syncdir:
            self.effaces[filename] = fichier


class Prise:
    """Un fichier ouvert ; une seule connexion, donc aucun verrou à tenir."""

    def __init__(self, disque: Disque, fichier: Fichier) -> None:
        self._disque = disque
        self._fichier = fichier

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._fichier.vu[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disque.a_chaque_acte()
        poser(self._fichier.vu, offset, bytes(data))
        self._fichier.attente.append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        self._disque.a_chaque_acte()
        tailler(self._fichier.vu, newsize)
        self._fichier.attente.append((newsize, None))

    def xSync(self, flags: int) -> None:
        self._disque.a_chaque_acte()
        self._fichier.graver()

    def xFileSize(self) -> int:
        return len(self._fichier.vu)

    def xSectorSize(self) -> int:
        return SECTEUR

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xFileControl(self, op: int, ptr: int) -> bool:
        return False

    def xCheckReservedLock(self) -> bool:
        return False

    def xLock(self, level: int) -> None: ...

    def xUnlock(self, level: int) -> None: ...

    def xClose(self) -> None: ...


def poser(contenu: bytearray, place: int, octets: bytes) -> None:
    """Écrit à cette place, en comblant de zéros ce qui manquerait avant."""
    if place > len(contenu):
        contenu.extend(bytes(place - len(contenu)))
    contenu[place : place + len(octets)] = octets


def tailler(contenu: bytearray, taille: int) -> None:
    """Ramène à cette taille ; n'agrandit jamais."""
    del contenu[taille:]
