"""Les clés de qui publie : créées une fois, jamais écrasées, relues sans surprise."""

import stat
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from modele.catalogue.emplacements import CLES
from modele.catalogue.signature import (
    CleRefusee,
    cles_acceptees,
    creer_paire,
    identifiant,
    lire_cle,
    verifier,
)
from modele.fautes import FichierInaccessible
from tests.catalogue.mises_a_jour import cle


def test_la_paire_creee_signe_et_se_reconnait(tmp_path: Path) -> None:
    dit = creer_paire(tmp_path / "reseau.pem")
    privee = lire_cle(tmp_path / "reseau.pem")
    (tmp_path / "cles").mkdir()
    (tmp_path / "reseau.pem.pub").rename(tmp_path / "cles" / "reseau.pub")
    ((nom, publique),) = cles_acceptees(tmp_path / "cles").items()
    assert nom == dit == identifiant(privee.public_key()) and len(nom) == 16
    assert verifier(publique, privee.sign(b"message"), b"message")
    assert not verifier(publique, privee.sign(b"message"), b"massage")


@pytest.mark.skipif(sys.platform == "win32", reason="droits POSIX")
def test_la_cle_privee_n_est_lisible_que_par_qui_la_cree(tmp_path: Path) -> None:
    creer_paire(tmp_path / "k")
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    assert b"PRIVATE" not in (tmp_path / "k.pub").read_bytes()


@pytest.mark.parametrize("present", ["k", "k.pub"])
def test_une_cle_n_est_jamais_ecrasee(tmp_path: Path, present: str) -> None:
    (tmp_path / present).write_text("précieuse")
    with pytest.raises(FichierInaccessible, match="existe déjà"):
        creer_paire(tmp_path / "k")
    assert {f.name: f.read_text() for f in tmp_path.iterdir()} == {present: "précieuse"}


def test_un_dossier_absent_est_dit(tmp_path: Path) -> None:
    with pytest.raises(FichierInaccessible, match="n'a pas pu être écrite"):
        creer_paire(tmp_path / "absent" / "k")


def _pem(contenu: bytes | None, mot_de_passe: bytes = b"") -> bytes:
    if contenu is not None:
        return contenu
    chiffre = (
        serialization.BestAvailableEncryption(mot_de_passe) if mot_de_passe else serialization.NoEncryption()
    )
    privee = rsa.generate_private_key(65537, 1024) if not mot_de_passe else cle()
    return privee.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, chiffre)


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (b"", "n'est pas une clé privée"),
        (b"\xff\x00", "n'est pas une clé privée"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "n'est pas une clé privée"),
        (_pem(None), "n'est pas une clé privée"),
        (_pem(None, b"secret"), "mot de passe"),
    ],
)
def test_une_cle_privee_qui_n_en_est_pas_une(tmp_path: Path, octets: bytes, attendu: str) -> None:
    fichier = tmp_path / "k"
    fichier.write_bytes(octets)
    with pytest.raises(CleRefusee, match=attendu):
        lire_cle(fichier)


def test_une_cle_publique_abimee_est_nommee(tmp_path: Path) -> None:
    (tmp_path / "a.pub").write_text("pas une clé")
    with pytest.raises(CleRefusee, match=r"« a.pub » n'est pas une clé publique"):
        cles_acceptees(tmp_path)


def test_les_cles_livrees_se_lisent_et_aucune_n_est_privee() -> None:
    cles_acceptees(CLES)
    for fichier in CLES.parent.rglob("*"):
        if fichier.is_file():
            assert b"PRIVATE KEY" not in fichier.read_bytes(), fichier
