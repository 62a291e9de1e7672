"""Les éditions du catalogue : la plus haute des bonnes, jamais une abîmée, jamais une que l'on a refusée."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from modele.catalogue.connexion import CatalogueIllisible
from modele.catalogue.editions import Editions
from modele.catalogue.registre import EXEMPLAIRES
from modele.catalogue.temoin import temoin_de
from modele.fautes import EntreeInvalide, FichierInaccessible
from tests.catalogue.mises_a_jour import JOUR, Poste, edition, retourner
from tests.catalogue.petit import modifier

RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture
def poste(tmp_path: Path) -> Poste:
    """Programme qui livre l'édition 1, données encore vides."""
    return Poste.installer(tmp_path)


def numero(poste: Poste) -> int:
    """Numéro en service, après avoir vérifié que rien n'est à dire."""
    actif = poste.editions.actif()
    assert actif.avis == ""
    assert actif.catalogue.edition == str(actif.edition.numero)
    return actif.edition.numero


def avis(poste: Poste, attendue: int) -> str:
    """Phrase dite quand l'édition attendue remplace une édition abîmée."""
    actif = poste.editions.actif()
    assert actif.edition.numero == attendue
    assert actif.catalogue == edition(poste.catalogue, attendue) or attendue == 1
    assert actif.avis.endswith(".") and "\n" not in actif.avis
    return actif.avis


def test_sans_edition_recue_rien_ne_change_et_rien_n_est_cree(poste: Poste) -> None:
    avant = poste.etat()
    actif = poste.editions.actif()
    assert (actif.catalogue, actif.base, actif.avis) == (poste.catalogue, poste.base, "")
    assert poste.editions.precedente() is None and poste.editions.ecartee() is None
    assert poste.etat() == avant and not poste.donnees.exists()


def test_sans_dossier_de_donnees_seule_celle_livree_sert(poste: Poste) -> None:
    editions = Editions(None, poste.base, poste.temoin)
    assert editions.actif().catalogue == poste.catalogue
    with pytest.raises(FichierInaccessible):
        editions.accepter(edition(poste.catalogue, 2), "cle", JOUR)


def test_une_edition_acceptee_est_en_service_au_demarrage_suivant(poste: Poste) -> None:
    actif = poste.editions.accepter(edition(poste.catalogue, 2), "cle", JOUR)
    assert actif.catalogue == edition(poste.catalogue, 2) == poste.editions.actif().catalogue
    assert actif.base == poste.recue(2)
    assert (actif.edition.cle, actif.edition.recue_le) == ("cle", "2027-03-05")
    assert numero(poste) == 2


def test_les_editions_ne_reculent_pas(poste: Poste) -> None:
    poste.accepter(3)
    avant = poste.etat()
    for vieille, dit in ((3, "déjà en service"), (2, "plus ancienne"), (1, "plus ancienne")):
        with pytest.raises(EntreeInvalide, match=dit):
            poste.accepter(vieille)
    assert poste.etat() == avant
    poste.accepter(12)
    assert numero(poste) == 12


def test_revenir_est_retenu_et_se_defait(poste: Poste) -> None:
    poste.accepter(2, 3)
    precedente = poste.editions.precedente()
    assert precedente is not None and precedente.numero == 2
    assert poste.editions.revenir().edition.numero == 2
    assert numero(poste) == 2
    refusee = poste.editions.ecartee()
    assert refusee is not None and refusee.numero == 3
    assert poste.editions.reprendre(3).edition.numero == 3
    assert numero(poste) == 3 and poste.editions.ecartee() is None


def test_une_edition_refusee_ne_revient_pas_seule_mais_peut_etre_recue_a_nouveau(poste: Poste) -> None:
    poste.accepter(2, 3)
    poste.editions.revenir()
    poste.editions.revenir()
    assert numero(poste) == 1
    with pytest.raises(EntreeInvalide, match="précédente"):
        poste.editions.revenir()
    poste.accepter(3)
    assert numero(poste) == 3
    # L'édition 2 reste refusée : on revient par-dessus elle.
    assert poste.editions.revenir().edition.numero == 1


def test_une_nouvelle_version_du_programme_apporte_son_edition(poste: Poste) -> None:
    poste.accepter(2)
    poste.livrer(edition(poste.catalogue, 3))
    assert numero(poste) == 3 and poste.editions.actif().base == poste.base
    assert poste.editions.revenir().edition.numero == 2
    poste.livrer(edition(poste.catalogue, 4))
    assert numero(poste) == 4


def test_a_numero_egal_celle_du_programme_sert(poste: Poste) -> None:
    poste.accepter(2)
    poste.livrer(edition(poste.catalogue, 2))
    assert poste.editions.actif().base == poste.base


def test_une_edition_abimee_laisse_la_place_a_la_derniere_bonne_et_c_est_dit(poste: Poste) -> None:
    poste.accepter(2, 3)
    retourner(poste.recue(3), -10)
    dit = avis(poste, 2)
    assert "édition 3 du catalogue est abîmée" in dit and "édition 2" in dit and "Recevez à nouveau" in dit
    poste.recue(2).unlink()
    assert "édition 2 du catalogue est abîmée" in avis(poste, 1)


def test_une_edition_abimee_se_recoit_a_nouveau(poste: Poste) -> None:
    poste.accepter(2)
    retourner(poste.recue(2), 5000)
    assert avis(poste, 1)
    poste.accepter(2)
    assert numero(poste) == 2


def test_une_edition_refusee_sert_plutot_que_rien(poste: Poste) -> None:
    poste.accepter(2)
    poste.editions.revenir()
    poste.base.unlink()
    assert "livré avec l'application est abîmé" in avis(poste, 2)


def test_le_catalogue_livre_abime_est_refait_depuis_ses_fiches(poste: Poste) -> None:
    retourner(poste.base, 9000)
    premiere = poste.editions.actif()
    assert premiere.catalogue == poste.catalogue and "refait à l'identique" in premiere.avis
    assert premiere.base.parent == poste.magasin
    seconde = poste.editions.actif()
    assert (seconde.catalogue, seconde.base) == (premiere.catalogue, premiere.base)
    assert "Réinstallez" in seconde.avis
    poste.livrer(poste.catalogue)
    assert numero(poste) == 1 and poste.editions.actif().base == poste.base


@pytest.mark.parametrize("fiche", ["panier.toml", "guide.toml"])
def test_des_fiches_qui_disent_autre_chose_ne_remplacent_rien(poste: Poste, fiche: str) -> None:
    if fiche == "panier.toml":
        modifier(poste.racine / "sources" / fiche, 'montant = "30"', 'montant = "31"')
    else:
        (poste.racine / "sources" / fiche).unlink()
    retourner(poste.base, 9000)
    with pytest.raises(CatalogueIllisible, match=r"est abîmé. Réinstallez"):
        poste.editions.actif()
    assert not list(poste.magasin.glob("*.sqlite"))


@pytest.mark.parametrize("contenu", [b"", b"{}", b"[]", b"\xff", b'{"numero": NaN}', None])
def test_un_temoin_illisible_est_dit(poste: Poste, contenu: bytes | None) -> None:
    if contenu is None:
        poste.temoin.unlink()
    else:
        poste.temoin.write_bytes(contenu)
    with pytest.raises(CatalogueIllisible, match="ne peut pas être vérifié"):
        poste.editions.actif()
    with pytest.raises(CatalogueIllisible):
        Editions(None, poste.base, poste.temoin).actif()


def test_un_temoin_qui_ment_sur_le_numero_ne_passe_pas_devant(poste: Poste) -> None:
    poste.accepter(2)
    poste.temoin.write_text(poste.temoin.read_text().replace('"numero": 1', '"numero": 9'))
    actif = poste.editions.actif()
    assert actif.edition.numero == 2 and "livré avec l'application est abîmé" in actif.avis


def test_le_temoin_ne_vient_pas_de_la_base(poste: Poste) -> None:
    """Une base entière, bien scellée, mais qui n'est pas celle que l'on attend."""
    from modele.catalogue.construction import construire

    construire(edition(poste.catalogue, 1), poste.base)
    actif = poste.editions.actif()
    assert actif.catalogue == poste.catalogue and "abîmé" in actif.avis


def _retournements(fichier: Path, combien: int, graine: int) -> Iterator[int]:
    hasard = random.Random(graine)
    contenu = fichier.read_bytes()
    for _ in range(combien):
        place = hasard.randrange(len(contenu))
        retourner(fichier, place, hasard.randrange(8))
        yield place
        fichier.write_bytes(contenu)


def test_chaque_octet_d_une_edition_recue_compte(poste: Poste) -> None:
    poste.accepter(2)
    for place in _retournements(poste.recue(2), 60, 1):
        assert "abîmée" in avis(poste, 1), place


def test_chaque_octet_du_catalogue_livre_compte(poste: Poste) -> None:
    poste.accepter(2)
    poste.editions.revenir()
    for place in _retournements(poste.base, 60, 2):
        assert "abîmé" in avis(poste, 2), place


@pytest.mark.parametrize("exemplaire", EXEMPLAIRES)
def test_un_exemplaire_du_registre_abime_ne_fait_rien_perdre(poste: Poste, exemplaire: str) -> None:
    poste.accepter(2, 3)
    poste.editions.revenir()
    for place in _retournements(poste.magasin / exemplaire, 120, 3):
        assert numero(poste) == 2, place
    (poste.magasin / exemplaire).unlink()
    assert numero(poste) == 2


def test_un_registre_perdu_est_dit(poste: Poste) -> None:
    poste.accepter(2)
    for exemplaire in EXEMPLAIRES:
        (poste.magasin / exemplaire).write_text("{}")
    actif = poste.editions.actif()
    assert actif.edition.numero == 1 and "liste des éditions reçues" in actif.avis
    poste.accepter(2)
    assert numero(poste) == 2


@pytest.mark.parametrize("fichier", ["../../base.sqlite", "/etc/passwd", "edition-2-x.sqlite", "a\\b.sqlite"])
def test_le_registre_ne_designe_que_le_magasin(poste: Poste, fichier: str) -> None:
    poste.accepter(2)
    lu = json.loads((poste.magasin / EXEMPLAIRES[0]).read_text())
    lu["editions"][0]["fichier"] = fichier
    from hashlib import sha256

    del lu["controle"]
    lu["controle"] = sha256(json.dumps(lu, sort_keys=True).encode()).hexdigest()
    for exemplaire in EXEMPLAIRES:
        (poste.magasin / exemplaire).write_text(json.dumps(lu))
    assert "ne se lit plus" in poste.editions.actif().avis


def test_les_plus_anciennes_laissent_la_place_et_les_restes_sont_balayes(poste: Poste) -> None:
    poste.magasin.mkdir(parents=True)
    restes = [
        "reception.tmp.sqlite",
        ".reception.tmp.sqlite.12.tmp",
        ".editions.json.ab.tmp",
        "edition-9-0.sqlite",
    ]
    for reste in restes:
        (poste.magasin / reste).write_bytes(b"reste")
    (poste.magasin / "a-moi.txt").write_text("pas de l'application")
    poste.accepter(2, 3, 4, 5, 6, 7, 8)
    gardees = sorted(fichier.name.split("-")[1] for fichier in poste.magasin.glob("edition-*.sqlite"))
    assert gardees == ["4", "5", "6", "7", "8"]
    assert sorted(f.name for f in poste.magasin.iterdir() if not f.name.startswith("edition")) == [
        "a-moi.txt"
    ]


@contextmanager
def _fichiers_limites(octets: int) -> Iterator[None]:
    import resource

    limites = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, limites[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limites)


@pytest.mark.skipif(sys.platform == "win32", reason="limite POSIX")
@pytest.mark.parametrize("octets", [0, 200, 20_000])
def test_un_disque_plein_est_dit_et_ne_change_rien(poste: Poste, octets: int) -> None:
    poste.accepter(2)
    avant = poste.etat()
    with _fichiers_limites(octets), pytest.raises(FichierInaccessible, match="disque") as faute:
        poste.accepter(3)
    assert "\n" not in str(faute.value) and "[Errno" not in str(faute.value)
    assert poste.etat() == avant and numero(poste) == 2
    with _fichiers_limites(0), pytest.raises(FichierInaccessible, match="disque"):
        poste.editions.revenir()
    assert poste.etat() == avant
    poste.accepter(3)
    assert numero(poste) == 3


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="monter un disque demande root"
)
def test_un_vrai_disque_plein(poste: Poste) -> None:
    poste.magasin.mkdir(parents=True)
    monter = ["mount", "-t", "tmpfs", "-o", "size=400k", "boussole-essai", str(poste.magasin)]
    if subprocess.run(monter, capture_output=True, check=False).returncode:
        pytest.skip("monter un disque est refusé ici")
    try:
        poste.accepter(2)
        (poste.magasin / "bourre").write_bytes(bytes(400_000 - 8 * 4096 - poste.recue(2).stat().st_size))
        with pytest.raises(FichierInaccessible, match="plein"):
            poste.accepter(3)
        assert numero(poste) == 2
        (poste.magasin / "bourre").unlink()
        poste.accepter(3)
        assert numero(poste) == 3
    finally:
        subprocess.run(["umount", str(poste.magasin)], check=True)


def test_un_dossier_impossible_est_dit(poste: Poste) -> None:
    poste.donnees.mkdir()
    poste.magasin.write_text("un fichier à la place du dossier")
    with pytest.raises(FichierInaccessible, match="n'a pas pu être gardée"):
        poste.accepter(2)
    actif = poste.editions.actif()
    # Rien n'a été reçu là : rien n'est perdu, et il n'y a rien à en dire.
    assert (actif.edition.numero, actif.avis) == (1, "")


def test_rien_n_est_cite_avant_d_etre_grave(poste: Poste, monkeypatch: pytest.MonkeyPatch) -> None:
    """Base gravée, puis nommée, puis registre gravé, puis nommé : une coupure laisse une édition entière."""
    actes: list[str] = []
    graver, nommer = os.fsync, Path.replace

    def noter_gravure(descripteur: int) -> None:
        actes.append(f"grave {Path(f'/proc/self/fd/{descripteur}').readlink().name}")
        graver(descripteur)

    def noter_nom(ici: Path, cible: Path) -> Path:
        actes.append(f"nomme {Path(cible).name}")
        return nommer(ici, cible)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("demande /proc")
    monkeypatch.setattr(os, "fsync", noter_gravure)
    monkeypatch.setattr(Path, "replace", noter_nom)
    poste.accepter(2)
    monkeypatch.undo()
    nom = poste.recue(2).name
    place = {acte: rang for rang, acte in enumerate(actes)}
    provisoire = next(acte for acte in actes if acte.startswith("grave .editions.json."))
    suite = ["nomme reception.tmp.sqlite", f"nomme {nom}", provisoire, "nomme editions.json"]
    assert actes[0].startswith("grave .reception.tmp.sqlite")
    assert [place[acte] for acte in suite] == sorted(place[acte] for acte in suite)
    for acte in (f"nomme {nom}", "nomme editions.json"):
        assert actes[place[acte] + 1] == "grave catalogue"


def test_windows_laisse_le_temps_a_qui_tient_le_fichier(
    poste: Poste, monkeypatch: pytest.MonkeyPatch
) -> None:
    from modele import disque

    nommer, refus = Path.replace, [3]

    def occupe(ici: Path, cible: Path) -> Path:
        if refus[0]:
            refus[0] -= 1
            raise PermissionError(13, "occupé")
        return nommer(ici, cible)

    source, cible = poste.racine / "a", poste.racine / "b"
    source.write_text("neuf")
    monkeypatch.setattr(Path, "replace", occupe)
    with pytest.raises(PermissionError):
        disque.remplacer(source, cible)
    monkeypatch.setattr(disque, "_SOUS_WINDOWS", True)
    disque.remplacer(source, cible)
    assert cible.read_text() == "neuf" and refus == [0]


def test_le_demarrage_ne_charge_rien_de_lourd() -> None:
    programme = (
        "import sys; from modele.catalogue.editions import Editions; Editions(None).actif();"
        "lourds = ('sqlalchemy', 'pydantic', 'cryptography', 'PySide6', 'tomllib', 'platformdirs');"
        "print([m for m in lourds if m in sys.modules])"
    )
    sortie = subprocess.run(
        [sys.executable, "-c", programme], capture_output=True, text=True, check=True, cwd=RACINE
    )
    assert sortie.stdout.strip() == "[]"


def test_l_edition_livree_est_celle_du_temoin() -> None:
    actif = Editions(None).actif()
    assert actif.edition == temoin_de(actif.base)
    assert actif.avis == ""
