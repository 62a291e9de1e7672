"""L'aperçu du dernier dossier : utile s'il est bon, ignoré sinon."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from modele.catalogue.objets import Catalogue
from modele.dossiers.rapide import NOM, Apercu, ecrire_apercu, lire_apercu, oublier_apercu
from modele.situation import Situation
from tests.dossiers.fabrique import complet

RACINE = Path(__file__).resolve().parents[2]
SITUATION = Situation(
    nom="Ferme « Ô 🥕 »",
    ca_particuliers=Fraction("42000.25"),
    formules={"socleo": "solo"},
    options={"socleo": ("tpe",)},
    montants_libres={"local-bio": Fraction("50.5")},
    exigences={"facturation": "souhaite"},
)


def test_l_apercu_se_relit_tel_quel(tmp_path: Path, catalogue: Catalogue) -> None:
    assert lire_apercu(tmp_path, catalogue) is None
    assert ecrire_apercu(tmp_path, 7, Situation())
    assert ecrire_apercu(tmp_path, 12, SITUATION)
    assert lire_apercu(tmp_path, catalogue) == Apercu(12, SITUATION)
    prix = complet().prix_proposes
    assert ecrire_apercu(tmp_path, 12, SITUATION, prix)
    assert lire_apercu(tmp_path, catalogue) == Apercu(12, SITUATION, prix)
    assert [fichier.name for fichier in tmp_path.iterdir()] == [NOM]
    oublier_apercu(tmp_path)
    oublier_apercu(tmp_path)
    assert lire_apercu(tmp_path, catalogue) is None


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "{",
        "[]",
        "null",
        "NaN",
        "{}",
        '{"dossier": 1}',
        '{"dossier": 1, "situation": {}, "autre": 1}',
        '{"dossier": 1, "situation": {"inconnu": 1}}',
        '{"dossier": 1, "situation": {"formules": {"outil-disparu": "x"}}}',
        '{"dossier": 1, "situation": {"horizon": 99}}',
        '{"dossier": 1, "situation": {}, "prix_proposes": 1}',
        '{"dossier": 1, "situation": {}, "prix_proposes": [{}]}',
        '{"dossier": 1, "situation": {}, "prix_proposes": [{"outil": "a", "porteur": "", "composante": "b", '
        '"assiette": "an", "prix": "-1", "le": "2026-01-01", "par": "", "palier": null}]}',
        '{"dossier": 0, "situation": {}}',
        '{"dossier": 1.5, "situation": {}}',
        '{"dossier": true, "situation": {}}',
        '{"dossier": "1", "situation": {}}',
        '{"dossier": 1e999999999, "situation": {}}',
        '{"dossier": 1e-999999999, "situation": {}}',
        "[" * 50_000,
        '{"dossier": 1, "situation": {"nom": "\\ud83e"}}',
    ],
)
def test_un_apercu_qui_ne_convient_pas_est_ignore(tmp_path: Path, catalogue: Catalogue, texte: str) -> None:
    (tmp_path / NOM).write_text(texte, encoding="utf-8")
    assert lire_apercu(tmp_path, catalogue) is None


def test_un_apercu_tronque_est_ignore(tmp_path: Path, catalogue: Catalogue) -> None:
    ecrire_apercu(tmp_path, 1, SITUATION)
    octets = (tmp_path / NOM).read_bytes()
    for longueur in range(len(octets)):
        (tmp_path / NOM).write_bytes(octets[:longueur])
        assert lire_apercu(tmp_path, catalogue) is None


@pytest.mark.parametrize(
    "situation", [Situation(nom="\ud83e"), Situation(panier_moyen=Fraction(1, 3))], ids=["texte", "tiers"]
)
def test_une_situation_inecrivable_retire_l_ancien_apercu(
    tmp_path: Path, catalogue: Catalogue, situation: Situation
) -> None:
    ecrire_apercu(tmp_path, 1, SITUATION)
    assert not ecrire_apercu(tmp_path, 1, situation)
    assert list(tmp_path.iterdir()) == []


def test_un_dossier_de_donnees_absent_ne_gene_pas(tmp_path: Path) -> None:
    assert not ecrire_apercu(tmp_path / "absent", 1, SITUATION)


def test_un_remplacement_refuse_ne_laisse_rien_de_provisoire(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / NOM).mkdir()
    assert not ecrire_apercu(tmp_path, 1, SITUATION)
    assert lire_apercu(tmp_path, catalogue) is None
    assert [fichier.name for fichier in tmp_path.iterdir()] == [NOM]


def test_l_apercu_est_du_json_lisible(tmp_path: Path) -> None:
    ecrire_apercu(tmp_path, 3, SITUATION)
    contenu = json.loads((tmp_path / NOM).read_text("utf-8"))
    assert contenu["dossier"] == 3
    assert contenu["situation"]["ca_particuliers"] == "42000.25"


def test_l_apercu_et_les_fautes_ne_chargent_pas_la_base() -> None:
    programme = (
        "import sys; import modele.dossiers.rapide, modele.dossiers.objets, modele.dossiers.fautes\n"
        "assert not {'sqlalchemy', 'alembic', 'sqlite3', 'PySide6'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", programme], cwd=RACINE, check=True)
