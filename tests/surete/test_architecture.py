"""Ce que le programme s'interdit, lu dans son code : liens, textes enrichis, réseau, exécution, journal."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
DOSSIERS = ("gui", "modele", "console")
FICHIERS = [RACINE / "main.py", *sorted(f for dossier in DOSSIERS for f in (RACINE / dossier).rglob("*.py"))]
LIENS = "gui/liens.py"
JOURNAL = "gui/journal.py"
RESEAU = {
    "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc",
    "socketserver", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "PySide6.QtNetwork", "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebEngineCore", "PySide6.QtWebSockets", "webbrowser",
}  # fmt: skip
EXECUTION = {"pickle", "cPickle", "shelve", "marshal", "dill", "subprocess", "pty", "code", "codeop", "runpy"}
LANCEURS = {"system", "popen", "startfile", "spawnl", "spawnv", "execv", "execl", "execvp", "posix_spawn"}
MOTS_DU_PROGRAMME = {
    ("gui/rail.py", "entree.titre"),
    ("gui/rail.py", "rang"),
    ("gui/composants/champ_recherche.py", "invite"),
    ("gui/composants/choix_segments.py", "phrase"),
    ("gui/pages/accueil.py", "sens"),
    ("gui/aide/actions.py", "self.page.text()"),
    ("gui/aide/fenetre_aide.py", "nom"),
    ("gui/aide/fenetre_aide.py", "_touches(touches)"),
    ("gui/aide/fenetre_aide.py", "_touches('Alt+Home')"),
    ("gui/aide/fenetre_aide.py", "_touches('Ctrl+F')"),
}
"""Ce qu'une infobulle peut porter sans précaution : jamais une saisie."""


ENRICHIS = {"gui/aide/rendu.py": "l'aide livrée, en Markdown sans HTML ni ressource"}
"""Fichiers qui composent un texte enrichi à partir de ce que le programme livre, jamais d'une saisie, et pourquoi."""


@cache
def lire(fichier: Path) -> ast.Module:
    """Arbre d'un fichier du programme."""
    return ast.parse(fichier.read_text("utf-8"))


def nom(fichier: Path) -> str:
    """Chemin depuis la racine du projet."""
    return fichier.relative_to(RACINE).as_posix()


def noeuds(*genres: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Nœuds de ces genres dans tout le programme, avec leur fichier."""
    for fichier in FICHIERS:
        for noeud in ast.walk(lire(fichier)):
            if isinstance(noeud, genres):
                yield nom(fichier), noeud


def appels(condition: Callable[[ast.Call], bool]) -> list[str]:
    """« fichier:ligne » de chaque appel qui remplit la condition."""
    return [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Call)
        if isinstance(noeud, ast.Call) and condition(noeud)
    ]


def appelle(noeud: ast.AST, *noms: str) -> bool:
    """Vrai pour un appel d'une fonction ou d'une méthode de ce nom."""
    if not isinstance(noeud, ast.Call):
        return False
    cible = noeud.func
    return (cible.attr if isinstance(cible, ast.Attribute) else getattr(cible, "id", "")) in noms


def modules_importes() -> Iterator[tuple[str, str]]:
    """Chaque module importé, avec le fichier qui l'importe."""
    for fichier, noeud in noeuds(ast.Import, ast.ImportFrom):
        if isinstance(noeud, ast.Import):
            for alias in noeud.names:
                yield fichier, alias.name
        elif isinstance(noeud, ast.ImportFrom) and noeud.module:
            yield fichier, noeud.module
            for alias in noeud.names:
                yield fichier, f"{noeud.module}.{alias.name}"


def test_le_programme_est_bien_lu() -> None:
    assert len(FICHIERS) > 250
    assert any(module == "PySide6.QtWidgets" for _, module in modules_importes())


def test_les_liens_ne_passent_que_par_un_module() -> None:
    ouvreurs = [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Attribute, ast.Name)
        if (getattr(noeud, "attr", "") or getattr(noeud, "id", ""))
        in ("openUrl", "QDesktopServices", "setOpenExternalLinks", "setUrlHandler")
        and fichier != LIENS
    ]
    assert ouvreurs == []
    assert appels(lambda a: appelle(a, "fromUserInput")) == []
    ouverts = [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Call)
        if appelle(noeud, "setOpenLinks")
        and not (isinstance(noeud.args[0], ast.Constant) and noeud.args[0].value is False)
    ]
    assert ouverts == []


def test_rien_n_execute_ce_qui_a_ete_saisi() -> None:
    importes = [f"{f} importe {m}" for f, m in modules_importes() if m in EXECUTION]
    assert importes == []
    executes = [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Call)
        if isinstance(noeud.func, ast.Name) and noeud.func.id in ("eval", "exec", "compile", "__import__")
    ]
    assert executes == []
    assert appels(lambda a: ast.unparse(a.func).removeprefix("os.") in LANCEURS) == []
    assert appels(lambda a: any(mot.arg == "shell" for mot in a.keywords)) == []
    assert appels(lambda a: appelle(a, "load_extension", "enable_load_extension", "loads_pickle")) == []
    enrichis = appels(
        lambda a: appelle(a, "setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown")
    )
    assert {lieu.split(":")[0] for lieu in enrichis} == set(ENRICHIS)


def test_rien_ne_parle_au_reseau() -> None:
    importes = [
        f"{f} importe {m}"
        for f, m in modules_importes()
        if any(m == r or m.startswith(f"{r}.") for r in RESEAU)
    ]
    assert importes == []


def fonctions() -> Iterator[tuple[str, ast.AST]]:
    """Chaque fonction ou corps de module du programme."""
    for fichier in FICHIERS:
        for noeud in ast.walk(lire(fichier)):
            if isinstance(noeud, ast.FunctionDef):
                yield nom(fichier), noeud


def test_tout_texte_montre_est_du_texte_nu() -> None:
    devins = []
    for fichier, fonction in fonctions():
        cree = [n for n in ast.walk(fonction) if appelle(n, "QLabel", "QMessageBox")]
        nu = any(appelle(n, "setTextFormat", "_regler") for n in ast.walk(fonction))
        if cree and not nu:
            devins.append(f"{fichier}:{cree[0].lineno}")
    assert devins == [], "une étiquette sans setTextFormat(PlainText) devine le texte enrichi"
    formats = [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Attribute)
        if noeud.attr in ("RichText", "AutoText", "MarkdownText")
    ]
    assert formats == []
    assert (
        appels(
            lambda a: (
                isinstance(a.func, ast.Attribute)
                and isinstance(a.func.value, ast.Name)
                and a.func.value.id == "QMessageBox"
                and a.func.attr in ("information", "warning", "critical", "question", "about")
            )
        )
        == []
    )


def _sure(fichier: str, texte: ast.expr) -> bool:
    """Vrai pour un texte du programme, ou une saisie échappée."""
    if isinstance(texte, ast.Constant) or appelle(texte, "infobulle", "escape"):
        return True
    if isinstance(texte, ast.IfExp):
        return _sure(fichier, texte.body) and _sure(fichier, texte.orelse)
    if isinstance(texte, ast.JoinedStr):
        return all(_sure(fichier, v.value) for v in texte.values if isinstance(v, ast.FormattedValue))
    constante = isinstance(texte, ast.Name) and texte.id.isupper()
    return constante or (fichier, ast.unparse(texte)) in MOTS_DU_PROGRAMME


def test_les_infobulles_ne_montrent_pas_une_saisie_telle_quelle() -> None:
    imprudentes = [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Call)
        if appelle(noeud, "setToolTip", "setWhatsThis", "setStatusTip") and not _sure(fichier, noeud.args[0])
    ]
    imprudentes += [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Call)
        if appelle(noeud, "showText") and not _sure(fichier, noeud.args[1])
    ]
    assert imprudentes == [], "passez par gui.tableaux.phrases.infobulle"


def test_les_infobulles_des_tableaux_sont_echappees() -> None:
    imprudentes = []
    for fichier, noeud in noeuds(ast.If):
        assert isinstance(noeud, ast.If)
        if not any(
            getattr(n, "attr", getattr(n, "id", "")) in ("ToolTipRole", "INFOBULLE")
            for n in ast.walk(noeud.test)
        ):
            continue
        rendus = [n for corps in noeud.body for n in ast.walk(corps) if isinstance(n, ast.Return)]
        imprudentes += [
            f"{fichier}:{r.lineno}" for r in rendus if r.value is not None and not _sure(fichier, r.value)
        ]
    assert imprudentes == []


def test_le_journal_n_a_qu_un_vocabulaire_ferme() -> None:
    autres = [
        f"{f} importe {m}" for f, m in modules_importes() if m.split(".")[0] == "logging" and f != JOURNAL
    ]
    assert autres == []
    importees = {(f, m.rpartition(".")[2]) for f, m in modules_importes() if m.startswith("gui.journal.")}
    libres = [
        f"{fichier}:{noeud.lineno}"
        for fichier, noeud in noeuds(ast.Call)
        if isinstance(noeud, ast.Call)
        and appelle(noeud, "noter", "noter_travail", "noter_faute")
        and (
            (fichier, ast.unparse(noeud.func)) in importees or ast.unparse(noeud.func).startswith("journal.")
        )
        and not ast.unparse(noeud.args[0]).removeprefix("journal.").startswith("Evenement.")
    ]
    assert libres == []
    assert len(importees) >= 5
    pages = appels(lambda a: appelle(a, "noter_page"))
    assert [page.split(":")[0] for page in pages] == ["gui/fenetre.py"]


@pytest.mark.parametrize("dossier", ["modele", "gui"])
def test_rien_ne_s_ecrit_sur_la_sortie(dossier: str) -> None:
    bavards = [lieu for lieu in appels(lambda a: appelle(a, "print")) if lieu.startswith(f"{dossier}/")]
    permis = ("gui/mesure_demarrage.py", "gui/captures.py")
    assert [lieu for lieu in bavards if not lieu.startswith(permis)] == []
