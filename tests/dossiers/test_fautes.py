"""Ce que la base refuse devient une phrase, et ce qui était gardé le reste."""

import errno
import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import Engine, Pool, event
from sqlalchemy.exc import InvalidRequestError, StatementError

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.objets import Dossier, Essai, Question, SuiviEtape
from modele.dossiers.traduction import fautes_traduites
from modele.fautes import EntreeInvalide, FichierInaccessible
from modele.situation import Situation
from tests.dossiers.fabrique import Horloge, complet

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")

resource = pytest.importorskip("resource", reason="limites propres à Unix")


@pytest.mark.parametrize("intrus", ["avant\0après", "demi \ud83e caractère", "\udcff"])
@pytest.mark.parametrize(
    "champ",
    [
        lambda t: {"nom": t},
        lambda t: {"situation": Situation(nom=t)},
        lambda t: {"situation": Situation(formules={t: "solo"})},
        lambda t: {"situation": Situation(options={"socleo": (t,)})},
        lambda t: {"notes": {"socleo": t}},
        lambda t: {"preselection": (t,)},
        lambda t: {"essais": (Essai("socleo", remarques=t),)},
        lambda t: {"etapes": {1: SuiviEtape(cases=(t,))}},
        lambda t: {"questions": (Question("socleo", t),)},
    ],
)
def test_un_caractere_illisible_est_refuse_avec_son_texte(depot: DepotDossiers, champ, intrus) -> None:
    garde = depot.enregistrer(complet())
    for dossier in (replace(garde, **champ(intrus)), replace(Dossier("Neuf"), **champ(intrus))):
        with pytest.raises(EntreeInvalide, match="illisible, souvent venu d'un copier-coller") as faute:
            depot.enregistrer(dossier)
        str(faute.value).encode()
    assert depot.lire(garde.identifiant) == garde
    assert len(depot.lister()) == 1


@pytest.mark.parametrize(
    "changement",
    [
        {"situation": Situation(horizon=11)},
        {"situation": Situation(clients_actifs=-1)},
        {"situation": Situation(clients_actifs=2**70)},
        {"situation": Situation(label="inconnu")},
        {"situation": Situation(exigences={"facturation": "peut-être"})},
        {"situation": Situation(panier_moyen=Fraction(10**5000))},
        {"situation": Situation(panier_moyen=35.1)},
        {"essais": (Essai("socleo", ergonomie=6),)},
        {"etapes": {2**63: SuiviEtape()}},
        {"nom": None},
    ],
)
def test_une_valeur_hors_bornes_est_refusee(depot: DepotDossiers, changement: dict[str, object]) -> None:
    garde = depot.enregistrer(complet())
    for dossier in (replace(garde, **changement), replace(garde, identifiant=0, **changement)):
        with pytest.raises(EntreeInvalide, match="n'a pas été enregistré"):
            depot.enregistrer(dossier)
    assert depot.lire(garde.identifiant) == garde
    assert len(depot.lister()) == 1


def test_un_texte_d_un_megaoctet_est_garde(depot: DepotDossiers) -> None:
    garde = depot.enregistrer(replace(complet(), notes={"socleo": "é🥕" * 500_000}))
    assert depot.lire(garde.identifiant) == garde


@pytest.mark.parametrize("chiffres", [100, 1000, 1999, 2001, 3995, 4000, 4290, 4310, 12_000])
@pytest.mark.parametrize("base", [2, 3, 10])
def test_un_nombre_ecrit_se_relit_toujours(depot: DepotDossiers, chiffres: int, base: int) -> None:
    long = base ** (chiffres * 1000 // round(1000 * math.log10(base)))
    for nombre in (Fraction(long), Fraction(1, long), Fraction(-long, long + 1)):
        try:
            garde = depot.enregistrer(Dossier("x", Situation(panier_moyen=nombre)))
        except EntreeInvalide:
            assert chiffres > 1900
        else:
            assert depot.lire(garde.identifiant).situation.panier_moyen == nombre


def test_un_texte_trop_long_est_refuse(chemin: Path) -> None:
    def raccourcir(connexion: sqlite3.Connection, _fiche: object) -> None:
        connexion.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 20_000)

    with _a_chaque_connexion(raccourcir), DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
        with pytest.raises(EntreeInvalide, match="trop longue"):
            depot.enregistrer(replace(garde, notes={"socleo": "x" * 30_000}))
        assert depot.lire(garde.identifiant) == garde


@contextmanager
def _a_chaque_connexion(regler: Callable[[sqlite3.Connection, object], None]) -> Iterator[None]:
    event.listen(Pool, "connect", regler)
    try:
        yield
    finally:
        event.remove(Pool, "connect", regler)


def test_un_disque_plein_ne_perd_rien(chemin: Path, horloge: Horloge) -> None:
    with DepotDossiers.ouvrir(chemin, horloge) as depot:
        garde = depot.enregistrer(complet())
    pages = chemin.stat().st_size // 4096

    def borner(connexion: sqlite3.Connection, _fiche: object) -> None:
        # Une base qui ne peut plus grandir : SQLite répond comme devant un disque plein.
        connexion.execute(f"PRAGMA max_page_count = {pages}")

    with _a_chaque_connexion(borner), DepotDossiers.ouvrir(chemin, horloge) as depot:
        for dossier in (replace(garde, notes={"socleo": "x" * 50_000}), Dossier("y" * 50_000)):
            with pytest.raises(FichierInaccessible, match="disque est plein"):
                depot.enregistrer(dossier)
        assert depot.lire(garde.identifiant) == garde
        change = depot.enregistrer(replace(garde, nom="Tient encore"))
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.lire(garde.identifiant) == change


def test_une_ecriture_refusee_en_pleine_validation_ne_perd_rien(chemin: Path, horloge: Horloge) -> None:
    with DepotDossiers.ouvrir(chemin, horloge) as depot:
        garde = depot.enregistrer(complet())
        douce, dure = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (chemin.stat().st_size, dure))
        try:
            with pytest.raises(FichierInaccessible, match="disque"):
                depot.enregistrer(replace(garde, notes={"socleo": "x" * 50_000}))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (douce, dure))
        assert depot.lire(garde.identifiant) == garde
        change = depot.enregistrer(replace(garde, notes={"socleo": "y" * 50_000}))
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.lire(garde.identifiant) == change


def test_un_fichier_occupe_est_dit(chemin: Path) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())

    def impatiente(connexion: sqlite3.Connection, _fiche: object) -> None:
        connexion.execute("PRAGMA busy_timeout = 50")

    intrus = sqlite3.connect(chemin, isolation_level=None)
    with closing(intrus), _a_chaque_connexion(impatiente), DepotDossiers.ouvrir(chemin) as depot:
        intrus.execute("BEGIN EXCLUSIVE")
        for action in (depot.lister, lambda: depot.enregistrer(replace(garde, nom="Autre"))):
            with pytest.raises(FichierInaccessible, match="un autre programme l'occupe"):
                action()
        intrus.execute("COMMIT")
        assert depot.enregistrer(garde) == garde


@pytest.mark.parametrize(
    ("faute", "phrase"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "le disque est plein"),
        (MemoryError(), "la mémoire manque"),
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'nom'"), "abîmée"),
    ],
)
def test_les_fautes_du_systeme_sont_traduites(
    depot: DepotDossiers, faute: BaseException, phrase: str
) -> None:
    garde = depot.enregistrer(complet())

    def echouer(*_arguments: object) -> None:
        raise faute

    event.listen(Engine, "before_cursor_execute", echouer)
    try:
        with pytest.raises(FichierInaccessible, match=phrase):
            depot.enregistrer(replace(garde, nom="Autre"))
    finally:
        event.remove(Engine, "before_cursor_execute", echouer)
    assert depot.lire(garde.identifiant) == garde


def test_un_texte_refuse_par_la_base_elle_meme_est_dit() -> None:
    with pytest.raises(EntreeInvalide, match="caractère illisible"), fautes_traduites("essai"):
        "\ud83e".encode()


def test_un_ordre_mal_rempli_n_est_pas_maquille() -> None:
    with pytest.raises(StatementError, match="required"), fautes_traduites("essai"):
        raise StatementError("A value is required", "SELECT :x", {}, InvalidRequestError("required"))


def test_une_faute_de_programmation_n_est_pas_maquillee(depot: DepotDossiers) -> None:
    with pytest.raises(Exception, match="type 'list' is not supported"):
        depot.enregistrer(Dossier(["pas", "un", "nom"]))
    assert depot.lister() == ()
