"""Assemble l'arborescence du paquet Debian.

python3 -m empaquetage.debian.preparer TELECHARGEMENTS SORTIE INSTANT
"""

import argparse
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import time
from email.utils import formatdate
from pathlib import Path

from empaquetage import arbre, qt, roues, verrous
from empaquetage.binaires import est_binaire, fermer

ICI = Path(__file__).resolve().parent
SYSTEME = ICI / "systeme.txt"
NOM = "boussole-circuits-courts"
PROGRAMME = Path("usr/lib") / NOM
# PySide6 6.8 s'arrête à Python 3.13, et chaque version a ses binaires : ceux des trois premières sont livrés.
PYTHON = ("python3 (>= 3.11)", "python3 (<< 3.14)")
# Les roues « manylinux_2_28 » demandent au moins cette glibc.
GLIBC = "libc6 (>= 2.28)"
RESPONSABLE = "Équipe de la Boussole circuits courts <boussole@circuits-courts.invalid>"
COTES = (48, 64, 128, 256)


def paquets_du_systeme() -> dict[str, tuple[str, bool]]:
    """Par bibliothèque : le paquet qui l'apporte, et s'il est indispensable."""
    trouves = {}
    for ligne in SYSTEME.read_text("utf-8").splitlines():
        if ligne and not ligne.startswith("#"):
            bibliotheque, paquet, *mot = ligne.split()
            trouves[bibliotheque] = (paquet, not mot)
    return trouves


def dependances(bibliotheques: Path) -> tuple[list[str], list[str]]:
    """Paquets exigés et recommandés, d'après ce que demandent les binaires ; `ValueError` sur un inconnu."""
    connus = paquets_du_systeme()
    binaires = [
        chemin.relative_to(bibliotheques) for chemin in bibliotheques.rglob("*") if est_binaire(chemin)
    ]
    _, dehors = fermer(bibliotheques, binaires)
    inconnus = {nom: demandeurs for nom, demandeurs in dehors.items() if nom not in connus}
    if inconnus:
        raise ValueError(f"quel paquet Debian apporte {inconnus} ?")
    exiges = {connus[nom][0] for nom in dehors if connus[nom][1]}
    return sorted(exiges), sorted({connus[nom][0] for nom in dehors} - exiges)


def poser_bibliotheques(choisies: list[Path], racine: Path) -> None:
    """Déballe les roues de toutes les versions de Python, ne garde de PySide6 que ce qui sert."""
    bibliotheques = racine / PROGRAMME / "lib"
    licences = racine / "usr/share/doc" / NOM / "licences"
    for roue in choisies:
        roues.deballer(roue, bibliotheques, licences)
    gardes, _ = qt.choisir(bibliotheques, arbre.modules_qt(), windows=False)
    for dossier in qt.PAQUETS:
        for chemin in sorted((bibliotheques / dossier).rglob("*"), reverse=True):
            if chemin.is_dir():
                if not any(chemin.iterdir()):
                    chemin.rmdir()
            elif chemin.relative_to(bibliotheques) not in gardes:
                chemin.unlink()
    # Les modules compilés de SQLAlchemy portent de quoi les déboguer, pour les trois quarts de leur poids.
    lourds = [str(chemin) for chemin in sorted(bibliotheques.rglob("*.cpython-*.so"))]
    subprocess.run(["strip", "--strip-unneeded", "--preserve-dates", *lourds], check=True)
    roues.ecrire_licences(choisies, ICI.parent / "licences.txt", licences / "A-LIRE.txt")


def _commandes() -> str:
    from console.aiguillage import SOUS_COMMANDES

    return "\n".join(f".TP\n.B {nom}\n{aide.capitalize()}." for nom, (_, aide) in SOUS_COMMANDES.items())


def _options() -> str:
    from console.aiguillage import construire

    blocs = []
    # Les options sont lues dans le parseur lui-même : la page ne peut pas en citer une qui n'existe plus.
    for action in construire(None)._actions:
        if action.option_strings and action.help:
            noms = ", ".join(nom.replace("-", "\\-") for nom in action.option_strings)
            valeur = action.metavar or (
                "|".join(str(choix) for choix in action.choices) if action.choices else ""
            )
            blocs.append(f".TP\n.B {noms}{f' {valeur}' if valeur else ''}\n{_phrase(action)}")
    return "\n".join(blocs)


def _phrase(action: argparse.Action) -> str:
    texte = (action.help or "").replace("%%", "%")
    return f"{texte[0].upper()}{texte[1:]}."


def _autres_licences(choisies: list[Path]) -> str:
    declarees = sorted(
        {roues.licence_de(roue) for roue in choisies}, key=lambda declaree: declaree[0].lower()
    )
    return "".join(
        f"Files: usr/lib/{NOM}/lib/{nom.lower().replace('-', '_')}*\n"
        f"Copyright: les auteurs de {nom}\n"
        f"License: {re.sub('[^A-Za-z0-9.+-]+', '-', licence)}\n"
        f" Texte complet : /usr/share/doc/{NOM}/licences/{nom} {numero}/\n\n"
        for nom, numero, licence in declarees
        if not nom.lower().startswith(("pyside6", "shiboken6"))
    )


def remplir(modele: str, instant: int, **autres: str) -> str:
    """Remplace @VERSION@, @JOUR@ et les autres repères d'un modèle."""
    mots = {"VERSION": arbre.version(), "JOUR": time.strftime("%Y-%m-%d", time.gmtime(instant)), **autres}
    return re.sub("@([A-Z]+)@", lambda repere: mots[repere[1]], (ICI / modele).read_text("utf-8"))


def page_de_manuel(instant: int) -> str:
    """La page boussole(1), ses commandes et ses options lues dans le programme."""
    return remplir("boussole.1", instant, COMMANDES=_commandes(), OPTIONS=_options())


def metadonnees(instant: int) -> str:
    """Les métadonnées AppStream."""
    return remplir(f"{NOM}.metainfo.xml", instant)


def _ecrire(chemin: Path, contenu: str | bytes, executable: bool = False) -> None:
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(contenu.encode("utf-8") if isinstance(contenu, str) else contenu)
    chemin.chmod(0o755 if executable else 0o644)


def _comprimer(texte: str) -> bytes:
    return gzip.compress(texte.encode("utf-8"), 9, mtime=0)


def poser_systeme(racine: Path, instant: int, choisies: list[Path]) -> None:
    """Commande, menu, icônes, type de fichier, manuel, licences."""
    partage = racine / "usr/share"
    documents = partage / "doc" / NOM
    _ecrire(racine / "usr/bin/boussole", (ICI / "boussole.sh").read_bytes(), executable=True)
    _ecrire(racine / PROGRAMME / "lancer.py", (ICI / "lancer.py").read_bytes())
    _ecrire(partage / f"applications/{NOM}.desktop", (ICI / f"{NOM}.desktop").read_bytes())
    _ecrire(partage / "metainfo/fr.boussole_circuits_courts.application.metainfo.xml", metadonnees(instant))
    _ecrire(partage / f"mime/packages/{NOM}.xml", (ICI / f"{NOM}.mime.xml").read_bytes())
    _ecrire(partage / "man/man1/boussole.1.gz", _comprimer(page_de_manuel(instant)))
    francais = partage / "man/fr/man1/boussole.1.gz"
    francais.parent.mkdir(parents=True)
    francais.symlink_to("../../man1/boussole.1.gz")
    _ecrire(partage / f"lintian/overrides/{NOM}", (ICI / f"{NOM}.lintian-overrides").read_bytes())
    _ecrire(
        partage / f"python3/runtime.d/{NOM}.rtupdate", (ICI / "rtupdate.sh").read_bytes(), executable=True
    )
    _ecrire(documents / "copyright", remplir("copyright", instant, BIBLIOTHEQUES=_autres_licences(choisies)))
    journal = f"{NOM} ({arbre.version()}) stable; urgency=medium\n\n"
    journal += "  * Voir NOUVEAUTES.md.gz.\n\n"
    journal += f" -- {RESPONSABLE}  {formatdate(instant)}\n"
    _ecrire(documents / "changelog.gz", _comprimer(journal))
    _ecrire(documents / "NOUVEAUTES.md.gz", _comprimer((arbre.RACINE / "CHANGELOG.md").read_text("utf-8")))
    _ecrire(documents / arbre.GUIDE.name, arbre.GUIDE.read_bytes())
    dessin = arbre.RACINE / "ressources/icones/application.svg"
    icones = partage / "icons/hicolor"
    _ecrire(icones / f"scalable/apps/{NOM}.svg", dessin.read_bytes())
    for cote in COTES:
        image = icones / f"{cote}x{cote}/apps/{NOM}.png"
        image.parent.mkdir(parents=True)
        taille = ["--width", str(cote), "--height", str(cote)]
        subprocess.run(["rsvg-convert", *taille, str(dessin), "--output", str(image)], check=True)


def poser_controle(racine: Path, exiges: list[str], recommandes: list[str]) -> None:
    """Le dossier DEBIAN : control, scripts, sommes."""
    debian = racine / "DEBIAN"
    debian.mkdir()
    fichiers = sorted(chemin for chemin in racine.rglob("*") if chemin.is_file() and not chemin.is_symlink())
    taille = sum(-(-chemin.stat().st_size // 1024) for chemin in fichiers)
    recommandes = sorted(
        [*recommandes, "desktop-file-utils", "shared-mime-info", "fonts-dejavu-core | fonts-noto-core"]
    )
    _ecrire(
        debian / "control",
        f"Package: {NOM}\n"
        f"Version: {arbre.version()}\n"
        "Architecture: amd64\n"
        f"Maintainer: {RESPONSABLE}\n"
        f"Installed-Size: {taille}\n"
        f"Depends: {', '.join([*PYTHON, *exiges])}\n"
        f"Recommends: {', '.join(recommandes)}\n"
        "Section: misc\n"
        "Priority: optional\n" + (ICI / "description.txt").read_text("utf-8"),
    )
    for nom in ("postinst", "prerm"):
        _ecrire(debian / nom, (ICI / f"{nom}.sh").read_bytes(), executable=True)
    sommes = "".join(
        f"{hashlib.md5(chemin.read_bytes(), usedforsecurity=False).hexdigest()}  {chemin.relative_to(racine)}\n"
        for chemin in fichiers
    )
    _ecrire(debian / "md5sums", sommes)


def preparer(telechargements: Path, racine: Path, instant: int) -> None:
    """Écrit l'arborescence du paquet dans `racine`, qui ne doit pas exister."""
    choisies = verrous.verifier(verrous.VERROUS["debian"], telechargements)
    poser_bibliotheques(choisies, racine)
    arbre.copier(racine / PROGRAMME / "app")
    # Le texte de la GPL est déjà dans tout système Debian.
    (racine / PROGRAMME / "app" / "LICENSE").unlink()
    (racine / PROGRAMME / "app" / "CHANGELOG.md").unlink()
    poser_systeme(racine, instant, choisies)
    exiges, recommandes = dependances(racine / PROGRAMME / "lib")
    exiges = [GLIBC if paquet == "libc6" else paquet for paquet in exiges]
    poser_controle(racine, exiges, recommandes)
    for chemin in racine.rglob("*"):
        if not chemin.is_symlink():
            chemin.chmod(0o755 if chemin.is_dir() or chemin.stat().st_mode & 0o100 else 0o644)


if __name__ == "__main__":
    if Path(sys.argv[2]).exists():
        shutil.rmtree(sys.argv[2])
    preparer(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
