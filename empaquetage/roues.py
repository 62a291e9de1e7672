"""Déballe des roues : les bibliothèques d'un côté, leurs licences de l'autre."""

import re
import zipfile
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

# Ce qui ne sert ni à exécuter ni à lire une licence. cryptography n'emploie de cffi que son module compilé ; pydantic ne
# charge pydantic.v1 que pour des classes de l'ancienne version.
_INUTILES = re.compile(
    r"(^|/)(tests?|testing|__pycache__)/|^PySide6/(examples|glue|include|typesystems|qml|doc|scripts)/"
    r"|^PySide6/Qt/(libexec|metatypes|qml|resources)/|^(alembic/templates|cffi|pycparser|pydantic/v1)/"
    r"|\.(pyi|pyx|pxd|lib|c|h|a)$|(^|/)py\.typed$"
)
_LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|(^|/)sboms/[^/]+$", re.IGNORECASE)


class RoueInattendue(ValueError):
    """La roue contient ce qui n'était pas prévu."""


def inutile(nom: str) -> bool:
    """Vrai pour un fichier de roue qui n'est pas livré."""
    return _INUTILES.search(nom) is not None


def deballer(roue: Path, bibliotheques: Path, licences: Path) -> None:
    """Ajoute une roue à celles déjà déballées.

    Les roues d'un même paquet pour plusieurs Python se superposent : seuls leurs binaires, qui portent la version
    de Python dans leur nom, doivent différer. Lève `RoueInattendue` sinon.
    """
    with zipfile.ZipFile(roue) as archive:
        metadonnees = HeaderParser().parsestr(_lire_metadonnees(archive))
        for membre in archive.infolist():
            nom = membre.filename
            morceaux = PurePosixPath(nom).parts
            if membre.is_dir():
                continue
            if ".." in morceaux or nom.startswith("/") or morceaux[0].endswith(".data"):
                raise RoueInattendue(f"{roue.name} contient {nom}")
            if morceaux[0].endswith(".dist-info"):
                if _LICENCE.search(nom):
                    cible = licences / f"{metadonnees['Name']} {metadonnees['Version']}" / morceaux[-1]
                    # L'inventaire d'une roue (sboms) nomme sa version de Python : le premier vaut pour toutes.
                    if not cible.exists():
                        _ecrire(cible, archive.read(membre), roue)
            elif not inutile(nom):
                _ecrire(bibliotheques / nom, archive.read(membre), roue)


def licence_de(roue: Path) -> tuple[str, str, str]:
    """Nom, version et licence déclarés par une roue."""
    with zipfile.ZipFile(roue) as archive:
        metadonnees = HeaderParser().parsestr(_lire_metadonnees(archive))
    classees = [
        valeur.rpartition(" :: ")[2]
        for valeur in metadonnees.get_all("Classifier", [])
        if valeur.startswith("License ::")
    ]
    courte = (metadonnees["License"] or "").strip().partition("\n")[0]
    return (
        metadonnees["Name"],
        metadonnees["Version"],
        metadonnees["License-Expression"] or courte or ", ".join(classees),
    )


def _lire_metadonnees(archive: zipfile.ZipFile) -> str:
    nom = next(nom for nom in archive.namelist() if nom.endswith(".dist-info/METADATA"))
    return archive.read(nom).decode("utf-8")


def _ecrire(chemin: Path, contenu: bytes, roue: Path) -> None:
    if chemin.exists():
        if chemin.read_bytes() != contenu:
            raise RoueInattendue(f"{roue.name} : {chemin.name} diffère de celui d'une autre roue")
        return
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(contenu)


def ecrire_licences(roues: list[Path], preambule: Path, sortie: Path) -> None:
    """Écrit la liste des bibliothèques livrées et de leurs licences, après un préambule."""
    declarees = sorted({licence_de(roue) for roue in roues}, key=lambda declaree: declaree[0].lower())
    lignes = [f"- {nom} {numero} : {licence}" for nom, numero, licence in declarees]
    texte = preambule.read_text(encoding="utf-8").rstrip() + "\n\n" + "\n".join(lignes) + "\n"
    sortie.parent.mkdir(parents=True, exist_ok=True)
    sortie.write_text(texte, encoding="utf-8")
