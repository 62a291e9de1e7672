"""Les empreintes sont celles de tout le monde, d'où que vienne le calcul."""

import hashlib
import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modele import empreintes


@given(st.binary(max_size=2000))
def test_le_sha256_est_celui_de_hashlib(octets: bytes) -> None:
    assert empreintes.sha256_des_octets(octets) == hashlib.sha256(octets).hexdigest()


@pytest.mark.parametrize("taille", [0, 1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 3 << 16])
def test_un_fichier_se_lit_en_entier(tmp_path: Path, taille: int) -> None:
    octets = bytes(rang % 251 for rang in range(taille))
    (tmp_path / "f").write_bytes(octets)
    assert empreintes.sha256_du_fichier(tmp_path / "f") == hashlib.sha256(octets).hexdigest()


def test_sans_le_calcul_de_python_celui_de_hashlib_sert(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(nom: str) -> None:
        raise ImportError(nom)

    monkeypatch.setattr(importlib, "import_module", absent)
    assert empreintes._chercher() is hashlib.sha256
