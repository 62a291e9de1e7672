"""Des textes hostiles dans chaque champ de l'application : rien ne s'ouvre, rien ne part, rien ne se perd en silence."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import exiger_programme
from tests.surete.conduite import RACINE, Session, conduire
from tests.surete.textes import APPAT

LIGNES_DE_TEXTE = {"QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser"}
LUS_SEULEMENT = {
    "gui/aide/fenetre_aide.py": "la lecture de l'aide ; sa recherche est essayée avec les dialogues",
    "gui/erreurs.py": "le rapport d'un défaut",
    "gui/composants/donnees_rapports.py": "le dernier rapport",
    "gui/composants/fiche_lecture.py": "la lecture des fiches",
    "gui/composants/fiche_vue.py": "la lecture d'une fiche",
    "gui/pages/a_propos.py": "la lecture de la page",
    "gui/effacement.py": "le mot à écrire, essayé dans son dialogue",
}
"""Fichiers dont le texte ne se saisit pas dans une page."""
_SERVICE_D_IMPRESSION = re.compile(r'connect\(.*port=htons\(631\).*("::1"|"127\.0\.0\.1")')
"""CUPS, sur ce poste : l'aperçu avant impression lui demande s'il y a une imprimante."""
_SUIVI = "trace=open,openat,socket,connect,sendto,bind"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Une session entière, suivie par strace s'il est là."""
    lieu = tmp_path_factory.mktemp("canaris")
    strace = shutil.which("strace")
    avec = [strace, "-f", "-qq", "-s", "4096", "-e", _SUIVI, "-o", str(lieu / "suivi")] if strace else []
    return conduire(lieu, avec, donnees="Été à la ferme ? #1 100%20 [x]")


def test_rien_ne_tombe_rien_ne_se_perd_rien_n_est_interprete(session: Session) -> None:
    assert session.compte_rendu["fautes"] == []
    assert session.compte_rendu["code"] == 0
    assert len(session.compte_rendu["champs"]) >= 45
    assert "Traceback" not in session.erreurs and APPAT not in session.erreurs.replace("\\", "")


def test_python_n_ouvre_ni_l_appat_ni_une_prise(session: Session) -> None:
    assert session.compte_rendu["prises"] == []
    assert [ouvert for ouvert in session.compte_rendu["ouvertures"] if APPAT in ouvert] == []
    assert any(ouvert.endswith(".xlsx") for ouvert in session.compte_rendu["ouvertures"])


def suivi(session: Session) -> str:
    """Appels au système, tels que strace les a vus."""
    exiger_programme("strace")
    return (session.donnees.parent / "suivi").read_text("utf-8", "replace")


def test_le_systeme_ne_voit_ni_l_appat_ni_une_prise_reseau(session: Session) -> None:
    appels = suivi(session)
    assert re.search(r'open(at)?\(.*\.xlsx"', appels), "le suivi n'a rien vu"
    assert [ligne for ligne in appels.splitlines() if APPAT in ligne] == []
    reseau = [ligne for ligne in appels.splitlines() if re.search(r"AF_INET|AF_NETLINK|AF_PACKET", ligne)]
    impressions = [ligne for ligne in reseau if _SERVICE_D_IMPRESSION.search(ligne)]
    autres = [ligne for ligne in reseau if ligne not in impressions]
    # Une prise pour chaque demande au service d'impression, et rien de plus.
    assert [ligne for ligne in autres if not re.search(r" socket\(AF_INET6?, SOCK_STREAM", ligne)] == []
    assert len(autres) <= len(impressions)


def test_rien_ne_s_ecrit_hors_du_dossier_des_donnees(session: Session) -> None:
    ecrits = {
        trouve[1]
        for ligne in suivi(session).splitlines()
        if (
            trouve := re.search(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)', ligne)
        )
        and " = -1 " not in ligne
    }
    permis = ("/dev/", "/proc/", str(session.sortie), str(session.donnees), octal(session.donnees))
    intrus = [
        f
        for f in ecrits
        if not f.startswith(permis) and f != str(session.donnees.parent / "compte-rendu.json")
    ]
    # Provisoires du classeur et essai d'un dossier provisoire par Python.
    provisoires = r"/(tmp|dev/shm)/(tmp\w+|[a-z0-9_]{8}$|#|openpyxl)"
    assert [f for f in intrus if not re.match(provisoires, f)] == []


def octal(chemin: Path) -> str:
    """Le chemin tel que strace l'écrit."""
    return "".join(chr(o) if 32 <= o < 127 else f"\\{o:o}" for o in str(chemin).encode())


def test_le_journal_et_les_rapports_ne_disent_rien(session: Session) -> None:
    textes = [(session.donnees / nom).read_text("utf-8") for nom in ("journal.log",)]
    assert all("application ouverte" in texte and "page comparer" in texte for texte in textes)
    for secret in (APPAT, "calc", "Prés", "Ferme", "Marché", "Élise", str(session.donnees.parent), "€"):
        assert all(secret not in texte for texte in textes), secret


def classes_de_texte() -> set[str]:
    """Les classes de Qt où l'on écrit, et toutes celles de l'application qui en viennent."""
    connues = set(LIGNES_DE_TEXTE)
    arbres = [ast.parse(fichier.read_text("utf-8")) for fichier in (RACINE / "gui").rglob("*.py")]
    for _ in range(5):
        for arbre in arbres:
            for noeud in ast.walk(arbre):
                if isinstance(noeud, ast.ClassDef) and any(
                    isinstance(base, ast.Name) and base.id in connues for base in noeud.bases
                ):
                    connues.add(noeud.name)
    return connues


def creations() -> Iterator[tuple[str, range]]:
    """Chaque endroit du programme qui crée un champ de texte : fichier et lignes."""
    classes = classes_de_texte()
    for fichier in (RACINE / "gui").rglob("*.py"):
        for noeud in ast.walk(ast.parse(fichier.read_text("utf-8"))):
            if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id in classes:
                yield (
                    fichier.relative_to(RACINE).as_posix(),
                    range(noeud.lineno, (noeud.end_lineno or noeud.lineno) + 1),
                )


def test_aucun_champ_n_a_ete_oublie(session: Session) -> None:
    atteints = {tuple(site.rsplit(":", 1)) for site in session.compte_rendu["sites"]}
    oublies = [
        f"{fichier}:{lignes.start}"
        for fichier, lignes in creations()
        if fichier not in LUS_SEULEMENT
        and not any(nom == fichier and int(ligne) in lignes for nom, ligne in atteints)
    ]
    assert oublies == [], "champs où la session pilotée n'est pas allée écrire"
    assert len(list(creations())) >= 20
