"""L'aide et le guide nomment les choses comme l'application : libellés, touches et commandes, mot pour mot."""

import ast
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel

from gui.aide.raccourcis import DES_PAGES, de_la_fenetre
from gui.aide.sujets import SUJETS, lire
from gui.captures import EXEMPLE_DE_DOSSIER, taire
from gui.composants.propos_contenu import passages
from gui.fenetre import Fenetre
from gui.pages.donnees import SECTIONS, PageDonnees
from modele.catalogue.emplacements import RACINE
from modele.dossiers.restauration import ECARTEES
from modele.version import VERSION
from tests.console.outils_console import lancer

PLAN = RACINE / "docs" / "guide" / "guide.md"
CE_QUE_L_ON_VOIT = {
    "Ventes aux particuliers : 30 000 € → 42 000 €",
    "porte 33 %",
    "entre 2 250 € et 2 550 €",
    "l. 287",
    "? D12",
    "moins de 60 000 €",
    "Kuupanda : abonnement 20 → 24 €/mois",
    "3 ans",
}
"""Exemples de ce que l'application compose avec les nombres du dossier."""
DE_WINDOWS = {
    "Windows a protégé votre ordinateur",
    "Informations complémentaires",
    "Exécuter quand même",
    "Propriétés",
    "Débloquer",
}
FICHIERS = {
    ".boussole",
    ".deb",
    "Boussole-…-installation.exe",
    "Boussole.exe",
    "donnees",
    ECARTEES,
    "programme",
    "synthese.xlsx",
}
"""Fichiers et dossiers livrés ou écrits, que d'autres essais regardent."""
LONG = 25
"""Au-delà, c'est le début d'une phrase que l'on cite."""
AILLEURS = {"Tab", "Maj+Tab"}
"""Touches que Qt porte de lui-même."""
AUTRES_LANCEURS = {"main.py", "boussole", "python3 demarrer.py"}
DE_WINDOWS_EN_COMMANDE = r"programme\python\python.exe -X utf8 programme\app\main.py"
_GESTES = re.compile(r"^## Gestes utiles\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_HORS_LIBELLE = {"Cliquez une case", "Cliquez un coût souligné", "votre"}


def droit(texte: str) -> str:
    """Le texte, espaces insécables rendues ordinaires."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@cache
def textes_de_l_application() -> frozenset[str]:
    """Chaque texte écrit dans le programme, sans ses docstrings ; ce qu'il compose y vaut « … »."""
    textes = set()
    for dossier in ("gui", "modele"):
        for fichier in (RACINE / dossier).rglob("*.py"):
            if fichier.name == "visite.py":
                continue
            textes |= set(textes_de(ast.parse(fichier.read_text("utf-8"))))
    return frozenset(textes)


def textes_de(noeud: ast.AST) -> Iterator[str]:
    """Les textes d'un morceau de programme."""
    if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant):
        return
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        yield droit(noeud.value)
    elif isinstance(noeud, ast.JoinedStr):
        yield "".join(
            droit(str(partie.value))
            if isinstance(partie, ast.Constant)
            else (" " if ast.unparse(partie).strip("f'{}") == "ESPACE_INSECABLE" else "…")
            for partie in noeud.values
        )
    for enfant in ast.iter_child_nodes(noeud):
        yield from textes_de(enfant)


def existe(libelle: str) -> bool:
    """Vrai si l'application montre ce libellé, seul, complété (« … »), ou comme début d'une phrase."""
    textes = textes_de_l_application()
    if {libelle, libelle.rstrip("…")} & textes:
        return True
    if libelle.endswith("…"):
        return any(texte.startswith(libelle.removesuffix("…")) for texte in textes)
    debuts = (f"{libelle} :", f"{libelle}.") if len(libelle) > LONG else (f"{libelle} :",)
    return any(texte.startswith(debuts) for texte in textes)


def cites(texte: str) -> list[str]:
    """Ce que le texte met entre guillemets."""
    return re.findall(r"« (.+?) »", droit(texte))


@pytest.mark.parametrize("sujet", [*SUJETS, PLAN.name])
def test_chaque_libelle_cite_existe(sujet: str) -> None:
    texte = PLAN.read_text("utf-8") if sujet == PLAN.name else lire(sujet).texte
    connus = CE_QUE_L_ON_VOIT | DE_WINDOWS | FICHIERS | set(de_l_installateur())
    absents = [libelle for libelle in cites(texte) if libelle not in connus and not existe(libelle)]
    assert absents == []


@pytest.mark.parametrize("sujet", SUJETS)
def test_chaque_geste_porte_le_nom_de_sa_commande(sujet: str) -> None:
    gestes = "".join(_GESTES.findall(droit(lire(sujet).texte)))
    noms = [nom.strip("« »") for nom in re.findall(r"^- \*\*([^*]+)\*\*", gestes, re.MULTILINE)]
    assert [nom for nom in noms if nom not in _HORS_LIBELLE and not existe(nom)] == []


@pytest.mark.parametrize(
    "invente", ["Exporter vers Word", "Vos dossiers ne peuvent pas être lus", "Sauvegarder"]
)
def test_un_libelle_invente_se_voit(invente: str) -> None:
    assert not existe(invente)


def de_l_installateur() -> list[str]:
    """Libellés de l'installateur de Windows."""
    script = (RACINE / "empaquetage" / "windows" / "installateur.nsi").read_text("utf-8")
    return re.findall(r'Section /o "un\.([^"]+)"', script)


def test_l_installateur_propose_d_effacer() -> None:
    assert cites(lire("installation-et-cle-usb").texte)[-1] in de_l_installateur()


def morceaux(texte: str) -> list[str]:
    """Ce que le texte met en caractères de machine."""
    return re.findall(r"`([^`]+)`", texte)


@pytest.mark.parametrize("sujet", SUJETS)
def test_chaque_touche_citee_existe(fenetre: Fenetre, sujet: str) -> None:
    touches = {t for r in de_la_fenetre(fenetre) for t in r.touches}
    touches |= {t for raccourcis in DES_PAGES.values() for r in raccourcis for t in r.touches} | AILLEURS
    inconnues = [
        mot
        for mot in morceaux(lire(sujet).texte)
        if mot not in touches | FICHIERS | AUTRES_LANCEURS | {DE_WINDOWS_EN_COMMANDE}
        and not mot.startswith(("main.py ", "{"))
    ]
    assert inconnues == []


def test_chaque_commande_de_l_aide_aboutit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lancées telles qu'écrites, à côté des fichiers qu'elles nomment."""
    monkeypatch.chdir(tmp_path)
    dites = morceaux(lire("lot").texte)
    (situation,) = [mot for mot in dites if mot.startswith("{")]
    assert json.loads(situation)
    commandes = [mot.split() for mot in dites if mot.startswith("main.py ")]
    assert {mots[1] for mots in commandes} == {"lot", "calculer", "exporter", "imprimer"}
    Path("DOSSIER").mkdir()
    Path("SITUATION.json").write_text(situation, "utf-8")
    shutil.copy("SITUATION.json", "DOSSIER")
    for _, *arguments in commandes:
        places = [tmp_path / mot if mot.isupper() or mot[0].isupper() else mot for mot in arguments]
        fini = lancer(*places)
        assert fini.returncode == 0, (arguments, fini.stderr)
    for ecrit in (
        "SORTIE/synthese.xlsx",
        "SORTIE/Ferme des Tilleuls.xlsx",
        "SORTIE.xlsx",
        "SORTIE.pdf",
        "TABLEAU.xlsx",
    ):
        assert Path(ecrit).stat().st_size > 1_000, ecrit


def test_les_autres_facons_de_lancer_existent() -> None:
    assert (RACINE / "demarrer.py").is_file()
    lanceur = (RACINE / "empaquetage" / "windows" / "lanceur.nsi").read_text("utf-8")
    fenetre, options = DE_WINDOWS_EN_COMMANDE.replace("python.exe", "pythonw.exe").split(" -X utf8 ")
    assert f"\\{fenetre}" in lanceur and f"\\{options}" in lanceur
    assert (RACINE / "empaquetage" / "debian" / "boussole.sh").is_file()


def test_a_propos_dit_la_version_et_comment_la_changer(fenetre: Fenetre) -> None:
    assert fenetre.session is not None
    catalogue, comparaison = fenetre.session.catalogue, fenetre.session.comparaison
    tous = [droit(passage.texte) for passage in passages(catalogue, comparaison, None)]
    debut = tous.index("Version et mises à jour")
    dits = tous[debut : tous.index("Licence")]
    assert VERSION in dits[1] and f"édition {catalogue.edition}" in dits[1]
    nommes = {libelle for dit in dits for libelle in cites(dit)} - FICHIERS
    assert droit(lire("mises-a-jour").titre) in nommes
    assert [nom for nom in nommes if nom != droit(lire("mises-a-jour").titre) and not existe(nom)] == []


def test_les_captures_taisent_le_dossier_provisoire(fenetre: Fenetre) -> None:
    assert fenetre.rangement is not None
    provisoire = fenetre.rangement.donnees
    for section, _ in SECTIONS:
        fenetre.montrer("donnees")
        assert isinstance(fenetre.page, PageDonnees)
        fenetre.page.montrer(section)
        taire(fenetre, provisoire)
        textes = [etiquette.text() for etiquette in cast("list[QLabel]", fenetre.findChildren(QLabel))]
        assert not [texte for texte in textes if str(provisoire) in texte]
        assert any(EXEMPLE_DE_DOSSIER in texte for texte in textes)
