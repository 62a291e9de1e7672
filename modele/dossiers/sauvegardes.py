"""Les sauvegardes de la base des dossiers : numérotées, vérifiées, éclaircies.

Leur ordre est celui de leur numéro. La date n'est là que pour être lue : une horloge déréglée de dix ans ne
fait ni perdre ni remplacer une sauvegarde.
"""

import os
import re
import threading
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from modele.disque import graver_dossier
from modele.dossiers import consultation, sqlite
from modele.dossiers.fautes import BaseAbimee, lisible, perdue
from modele.dossiers.traduction import fautes_traduites
from modele.dossiers.version_schema import SCHEMA
from modele.empreintes import sha256_du_fichier

DOSSIER = "sauvegardes"
OUVERTURE, DEMANDE, MISE_A_NIVEAU, RESTAURATION, CATALOGUE, REPRISE = (
    "automatique",
    "demandee",
    "avant-mise-a-niveau",
    "avant-restauration",
    "avant-catalogue",
    "avant-reprise",
)
MOTIFS: Mapping[str, str] = MappingProxyType(
    {
        OUVERTURE: "automatique",
        DEMANDE: "demandée",
        MISE_A_NIVEAU: "avant une mise à niveau",
        RESTAURATION: "avant une restauration",
        CATALOGUE: "avant un changement de catalogue",
        REPRISE: "avant la reprise d'un classeur",
    }
)
DERNIERES, JOURS, SEMAINES, MOIS = 10, 7, 8, 24
"""Combien sont gardées : les dernières, puis une par jour, par semaine et par mois."""

_NOM = re.compile(r"dossiers-(\d{6,})-(\d{4}-\d\d-\d\d)-(\d\d)h(\d\d)-([a-z-]+)\.sqlite")
_PROVISOIRE = "en-cours.tmp"
_BLOC = 1 << 20
_une_a_la_fois = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sauvegarde:
    """Une sauvegarde ; `quand` est l'heure qu'affichait l'ordinateur, sans garantie."""

    numero: int
    quand: datetime
    motif: str
    chemin: Path

    @property
    def temoin(self) -> Path:
        """Fichier qui porte l'empreinte SHA-256, au format de `sha256sum`."""
        return self.chemin.with_suffix(".sha256")


def lister(base: Path) -> tuple[Sauvegarde, ...]:
    """Sauvegardes d'une base, la plus récente d'abord ; lève `OSError` si le dossier ne se lit pas."""
    dossier = base.parent / DOSSIER
    if not dossier.is_dir():
        return ()
    lues = [lue for chemin in dossier.iterdir() if (lue := lire_nom(chemin)) is not None]
    return tuple(
        sorted(lues, key=lambda sauvegarde: (sauvegarde.numero, sauvegarde.chemin.name), reverse=True)
    )


def lire_nom(chemin: Path) -> Sauvegarde | None:
    """La sauvegarde que ce nom de fichier annonce, ou None."""
    trouve = _NOM.fullmatch(chemin.name)
    if trouve is None or trouve[5] not in MOTIFS:
        return None
    try:
        quand = datetime.fromisoformat(f"{trouve[2]}T{trouve[3]}:{trouve[4]}").astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return Sauvegarde(int(trouve[1]), quand, trouve[5], chemin)


def sauvegarder(base: Path, motif: str, quand: datetime) -> Sauvegarde | None:
    """Copie la base, relit la copie, la range sous le numéro suivant ; None si elle n'a rien de neuf.

    Lève `BaseAbimee`, `BaseRefusee` ou `BasePerdue` si la base ne peut pas servir, `FichierInaccessible` si le disque s'y refuse : les autres
    sauvegardes restent alors ce qu'elles étaient.
    """
    lieu = lisible(base)
    dossier = base.parent / DOSSIER
    provisoire = dossier / _PROVISOIRE
    with _une_a_la_fois, fautes_traduites(lieu):
        # SQLite ferait naître une base vide à la place de celle qui manque.
        if not base.exists() or not base.stat().st_size:
            raise perdue(lieu)
        dossier.mkdir(parents=True, exist_ok=True)
        _balayer(dossier)
        try:
            sqlite.copier(base, provisoire)
            with provisoire.open("r+b") as fichier:
                os.fsync(fichier.fileno())
            sqlite.examiner(provisoire, lieu)
            sqlite.exiger_connue(provisoire, SCHEMA.version)
            resume = sha256_du_fichier(provisoire)
            anciennes = lister(base)
            # Celle d'avant une mise à niveau se garde toujours : elle doit exister sous ce nom.
            if motif != MISE_A_NIVEAU and anciennes and sha256_du_fichier(anciennes[0].chemin) == resume:
                return None
            numero = anciennes[0].numero + 1 if anciennes else 1
            nom = f"dossiers-{numero:06}-{quand:%Y-%m-%d-%Hh%M}-{motif}.sqlite"
            nouvelle = Sauvegarde(numero, quand, motif, dossier / nom)
            noter_empreinte(nouvelle.chemin, resume)
            provisoire.replace(nouvelle.chemin)
            graver_dossier(dossier)
        finally:
            provisoire.unlink(missing_ok=True)
        _eclaircir(base)
    return nouvelle


def exiger_bonne(chemin: Path) -> str:
    """Empreinte d'une sauvegarde entière ; lève `BaseAbimee` si elle ne peut pas servir.

    Lève `BaseRefusee` si elle est étrangère ou plus récente que l'application.
    """
    lieu = lisible(chemin)
    with fautes_traduites(lieu):
        if not intacte(chemin):
            raise BaseAbimee(f"La sauvegarde « {lieu} » est abîmée : son empreinte ne correspond pas.")
        exiger_relisible(chemin, lieu)
        return sha256_du_fichier(chemin)


def exiger_relisible(chemin: Path, lieu: str) -> None:
    """Relit chaque dossier d'un fichier, tel qu'il est seul ; lève `BaseAbimee` ou `BaseRefusee`."""
    sqlite.exiger_connue(chemin, SCHEMA.version)
    version = sqlite.examiner(chemin, lieu, figee=True)
    if not version:
        raise BaseAbimee(f"Le fichier « {lieu} » est vide : il ne contient aucun dossier.")
    if version == SCHEMA.version:
        consultation.relire_tout(chemin, lieu)


def intacte(chemin: Path) -> bool:
    """Vrai si les octets sont ceux qui ont été vérifiés quand la sauvegarde a été faite."""
    try:
        return sha256_du_fichier(chemin) == chemin.with_suffix(".sha256").read_text("ascii").split()[0]
    except (OSError, ValueError, IndexError):
        return False


def copier_vers(sauvegarde: Sauvegarde, cible: Path) -> Path:
    """Copie une sauvegarde et son empreinte dans un dossier, une clé USB par exemple ; rend la copie.

    N'écrase jamais rien. Lève `BaseAbimee` ou `FichierInaccessible`, sans laisser de copie partielle.
    """
    resume = exiger_bonne(sauvegarde.chemin)
    with fautes_traduites(lisible(cible)):
        copie = _nom_libre(cible / sauvegarde.chemin.name)
        copier_exactement(sauvegarde.chemin, copie, resume)
        noter_empreinte(copie, resume)
        return copie


def copier_exactement(source: Path, cible: Path, resume: str) -> None:
    """Copie durable et relue, posée d'un coup ; lève `BaseAbimee` si la relecture diffère."""
    provisoire = cible.with_name(f"{cible.name}.tmp")
    try:
        with source.open("rb") as lu, provisoire.open("wb") as ecrit:
            while bloc := lu.read(_BLOC):
                ecrit.write(bloc)
            ecrit.flush()
            os.fsync(ecrit.fileno())
        if sha256_du_fichier(provisoire) != resume:
            raise BaseAbimee(f"La copie dans « {lisible(cible.parent)} » ne se relit pas à l'identique.")
        provisoire.replace(cible)
        graver_dossier(cible.parent)
    finally:
        provisoire.unlink(missing_ok=True)


def a_garder(sauvegardes: Sequence[Sauvegarde]) -> set[Path]:
    """Chemins que l'éclaircissage garde ; compte en sauvegardes, jamais par rapport à l'heure qu'il est."""
    rangees = sorted(sauvegardes, key=lambda sauvegarde: sauvegarde.numero, reverse=True)
    gardees = {s.chemin for s in rangees[:DERNIERES]} | {
        s.chemin for s in rangees if s.motif == MISE_A_NIVEAU
    }
    jours: dict[Hashable, Path] = {}
    semaines: dict[Hashable, Path] = {}
    mois: dict[Hashable, Path] = {}
    for sauvegarde in rangees:
        quand = sauvegarde.quand
        for periodes, cle, combien in (
            (jours, quand.date(), JOURS),
            (semaines, quand.isocalendar()[:2], SEMAINES),
            (mois, (quand.year, quand.month), MOIS),
        ):
            if len(periodes) < combien:
                periodes.setdefault(cle, sauvegarde.chemin)
    return gardees.union(jours.values(), semaines.values(), mois.values())


def noter_empreinte(chemin: Path, resume: str) -> None:
    """Écrit l'empreinte à côté du fichier, vérifiable par `sha256sum --check`."""
    with chemin.with_suffix(".sha256").open("w", encoding="ascii", newline="\n") as temoin:
        temoin.write(f"{resume}  {chemin.name}\n")
        temoin.flush()
        os.fsync(temoin.fileno())


def _balayer(dossier: Path) -> None:
    """Retire ce qu'une coupure a laissé en chemin."""
    (dossier / _PROVISOIRE).unlink(missing_ok=True)
    for temoin in dossier.glob("dossiers-*.sha256"):
        if not temoin.with_suffix(".sqlite").exists():
            temoin.unlink()


def _eclaircir(base: Path) -> None:
    toutes = lister(base)
    gardees = a_garder(toutes)
    for sauvegarde in toutes:
        if sauvegarde.chemin not in gardees:
            # La sauvegarde d'abord : sans son empreinte, elle passerait pour abîmée.
            sauvegarde.chemin.unlink(missing_ok=True)
            sauvegarde.temoin.unlink(missing_ok=True)


def _nom_libre(chemin: Path) -> Path:
    rang, libre = 1, chemin
    while libre.exists() or libre.with_suffix(".sha256").exists():
        rang += 1
        libre = chemin.with_stem(f"{chemin.stem} ({rang})")
    return libre
