"""Le tableau vide se remplit dans un tableur et se relit : titres, listes, bornes, aides."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from modele.catalogue.objets import Catalogue
from modele.fautes import EntreeInvalide, FichierInaccessible
from modele.lot.colonnes import colonnes
from modele.lot.tableau import fermes_du_tableau
from modele.lot.tableau_vide import LISTES, MODE_D_EMPLOI, ecrire_tableau_vide
from modele.reprise.garde import octets_surs
from modele.situation import Situation
from tests.conftest import exiger_programme


@pytest.fixture
def vide(catalogue: Catalogue, tmp_path: Path) -> Path:
    """Le tableau vide."""
    chemin = tmp_path / "fermes.xlsx"
    ecrire_tableau_vide(chemin, catalogue)
    return chemin


def _colonnes(feuille: Any) -> dict[str, int]:
    return {" ".join(str(case.value).split()): case.column for case in feuille[1]}


def test_vide_il_n_a_aucune_ferme(vide: Path, catalogue: Catalogue) -> None:
    octets_surs(vide)
    with pytest.raises(EntreeInvalide, match="aucune ferme"):
        fermes_du_tableau(vide, catalogue)


def test_chaque_colonne_a_sa_regle_et_son_aide(vide: Path, catalogue: Catalogue) -> None:
    classeur = load_workbook(vide)
    feuille = classeur["Fermes"]
    courantes = [colonne for colonne in colonnes(catalogue) if colonne.courante]
    titres = list(_colonnes(feuille))
    assert titres[:-1] == [" ".join(colonne.titre.split()) for colonne in courantes]
    assert titres[-1].startswith("Note")
    regles = {str(regle.sqref).split(":")[0]: regle for regle in feuille.data_validations.dataValidation}
    assert len(regles) == len(courantes)
    for numero, colonne in enumerate(courantes, 1):
        regle = regles[feuille.cell(2, numero).coordinate]
        assert 0 < len(regle.prompt) <= 255 and 0 < len(regle.error) <= 255 and len(regle.promptTitle) <= 32
        assert not feuille.cell(2, numero).protection.locked
        if colonne.choix:
            ((titre, plage),) = classeur.defined_names[regle.formula1].destinations
            assert titre == LISTES
            assert [case.value for (case,) in classeur[titre][plage.replace("$", "")]] == [
                texte for _, texte in colonne.choix
            ]
    assert classeur[LISTES].sheet_state == "hidden" and feuille.freeze_panes == "B2"


def test_le_mode_d_emploi_dit_toutes_les_colonnes(vide: Path, catalogue: Catalogue) -> None:
    textes = {case.value for rangee in load_workbook(vide)[MODE_D_EMPLOI].iter_rows() for case in rangee}
    assert {colonne.code for colonne in colonnes(catalogue)} <= textes


def test_rempli_dans_libreoffice_il_se_relit(vide: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    classeur = load_workbook(vide)
    feuille = classeur["Fermes"]
    places = _colonnes(feuille)
    reponses = {
        "Nom de la ferme": "GAEC d'Élise",
        "Ventes aux particuliers (€ HT/an)": 12_500.5,
        "Certification": "En conversion",
        "La ferme récupère la TVA": "non",
        "Formule de Socleo": "Producteurs solo",
        "Option de Socleo : Logiciel de caisse": "oui",
        "Besoin : Factures et bons de livraison": "indispensable",
    }
    for titre, reponse in reponses.items():
        feuille.cell(3, places[titre]).value = reponse
    classeur.save(vide)
    profil, retour = (tmp_path / "profil").as_uri(), tmp_path / "retour"
    for format, source in (("ods", vide), ("xlsx", retour / "fermes.ods")):
        commande = [
            exiger_programme("soffice"),
            f"-env:UserInstallation={profil}",
            "--headless",
            "--convert-to",
            format,
        ]
        subprocess.run(
            [*commande, "--outdir", str(retour), str(source)], check=True, capture_output=True, timeout=180
        )
    for chemin in (vide, retour / "fermes.xlsx"):
        (ferme,) = fermes_du_tableau(chemin, catalogue)
        situation = ferme.lire().dossier.situation
        assert (ferme.source, situation.nom, situation.label) == ("ligne 3", "GAEC d'Élise", "conversion")
        assert (str(situation.ca_particuliers), situation.recupere_tva) == ("25001/2", False)
        assert situation.formules == {"socleo": "solo"} and situation.options == {"socleo": ("caisse",)}
        assert situation.exigences == {"facturation": "indispensable"}
        assert situation.horizon == Situation().horizon


def test_dossier_absent(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(FichierInaccessible, match="n'existe pas"):
        ecrire_tableau_vide(tmp_path / "absent" / "x.xlsx", catalogue)
