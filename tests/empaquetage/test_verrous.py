"""Les verrous disent tout ce qui sera téléchargé, et rien d'autre que ce que requirements.txt admet."""

import re
from pathlib import Path

import pytest

from empaquetage import verrous
from empaquetage.windows import preparer


@pytest.mark.parametrize("cible", sorted(verrous.CIBLES))
def test_le_verrou_couvre_exactement_les_dependances(cible: str) -> None:
    exigences = verrous.lire_exigences()
    pieces = verrous.lire(verrous.VERROUS[cible])
    assert {(piece.nom, piece.version) for piece in pieces} == {
        (nom, version) for nom, (version, _) in exigences.items()
    }, f"refaites-le : python3 -m empaquetage.verrous {cible}"
    for piece in pieces:
        assert piece.empreinte in exigences[piece.nom][1], piece.fichier


@pytest.mark.parametrize(
    ("cible", "plateforme"),
    [("windows", r"win_amd64"), ("debian", r"manylinux\w+_x86_64(\.manylinux\w+_x86_64)*")],
)
def test_chaque_roue_convient_a_sa_cible(cible: str, plateforme: str) -> None:
    versions = {version.replace(".", "") for version in verrous.CIBLES[cible][0]}
    compilees: dict[str, set[str]] = {}
    for piece in verrous.lire(verrous.VERROUS[cible]):
        assert piece.fichier.lower().startswith(piece.nom.lower().replace("-", "_") + "-" + piece.version)
        if piece.fichier.endswith("-none-any.whl"):
            continue
        roue = re.fullmatch(rf".*-cp(\d+)-(cp\d+|abi3)-{plateforme}\.whl", piece.fichier)
        assert roue is not None, piece.fichier
        if roue[2] != "abi3":
            compilees.setdefault(piece.nom, set()).add(roue[1])
    assert "pydantic-core" in compilees
    assert all(presentes == versions for presentes in compilees.values()), compilees


def test_python_pour_windows_est_fixe_deux_fois() -> None:
    (piece,) = verrous.lire(verrous.VERROU_PYTHON)
    assert piece.fichier.endswith(".tar.gz")
    lignes = preparer.EMPREINTES_PYTHON.read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[0-9a-f]{64}  [\w.-]+", ligne) for ligne in lignes)
    noms = {ligne.split("  ")[1] for ligne in lignes}
    assert {"pythonw.exe", "python313.dll", "python313.zip", *preparer.ECARTES} <= noms


def test_une_condition_inconnue_est_refusee(tmp_path: Path) -> None:
    exigences = tmp_path / "requirements.txt"
    exigences.write_text(f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:{'0' * 64}\n")
    with pytest.raises(ValueError, match="colorama"):
        verrous.lire_exigences(exigences)


def test_un_fichier_sans_empreinte_est_refuse(tmp_path: Path) -> None:
    verrou = tmp_path / "verrous.txt"
    verrou.write_text(
        f"# a-1-py3-none-any.whl\n# a-1-cp313-cp313-win_amd64.whl\na==1 --hash=sha256:{'0' * 64}\n"
    )
    with pytest.raises(ValueError, match="2 fichiers et 1 empreintes"):
        verrous.lire(verrou)


def test_une_piece_changee_est_refusee(tmp_path: Path) -> None:
    piece = tmp_path / "a-1-py3-none-any.whl"
    piece.write_bytes(b"bon")
    verrou = tmp_path / "verrous.txt"
    verrou.write_text(f"# {piece.name}\na==1 --hash=sha256:{verrous.empreinte_de(piece)}\n")
    assert verrous.verifier(verrou, tmp_path) == [piece]
    piece.write_bytes(b"mauvais")
    with pytest.raises(ValueError, match="a-1-py3"):
        verrous.verifier(verrou, tmp_path)
