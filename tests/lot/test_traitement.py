"""Le moteur d'un lot, sur de vrais fichiers : chaque ferme a son classeur, ou sa raison de n'en pas avoir."""

import errno
import gc
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Statut
from modele.comparaison import comparer
from modele.fautes import FichierInaccessible
from modele.lot.fichiers import fermes_du_dossier
from modele.lot.objets import Bilan, Etat, Ferme
from modele.lot.tableau import fermes_du_tableau
from modele.lot.traitement import Lot
from modele.reprise.cases import sans_echappement
from modele.reprise.lecture import lire_classeur
from modele.suivi import Annulee, Suivi
from tests.lot.fabrique import dossier_json, synthese, tableau
from tests.reprise.fabrique import ecrire, rempli


def traiter(fermes: tuple[Ferme, ...], sortie: Path, catalogue: Catalogue) -> Bilan:
    """Traite tout un lot."""
    lot = Lot(fermes, sortie, catalogue)
    while not lot.fini:
        lot.suivante()
    return lot.finir()


def _noms(dossier: Path) -> list[str]:
    return sorted(chemin.name for chemin in dossier.iterdir() if not chemin.name.startswith("."))


@pytest.fixture
def sortie(tmp_path: Path) -> Path:
    """Dossier de sortie, à créer."""
    return tmp_path / "sortie"


def test_un_classeur_par_ferme_et_la_synthese(catalogue: Catalogue, tmp_path: Path, sortie: Path) -> None:
    fermes = dossier_json(
        tmp_path / "f",
        a={"nom": "Les Ormes", "ca_particuliers": 30000},
        b={
            "nom": "Élise & fils",
            "ca_particuliers": 9000,
            "ca_professionnels": 3000,
            "exigences": {"facturation": "indispensable"},
        },
    )
    ecrire(catalogue, rempli(), fermes / "c.xlsx")
    bilan = traiter(fermes_du_dossier(fermes, catalogue).fermes, sortie, catalogue)
    assert [ligne.etat for ligne in bilan.lignes] == [Etat.ECRITE] * 3
    assert _noms(sortie) == sorted([*(ligne.classeur for ligne in bilan.lignes), "synthese.xlsx"])
    # Le classeur d'un lot revient dans l'application comme tout autre, dossier entier compris.
    assert lire_classeur(sortie / "Les Ormes.xlsx", catalogue).dossier.situation.ca_particuliers == 30_000
    assert lire_classeur(sortie / bilan.lignes[2].classeur, catalogue).dossier == rempli()
    for ligne, lue in zip(bilan.lignes, synthese(sortie), strict=True):
        assert ligne.resume is not None
        situation = lire_classeur(sortie / ligne.classeur, catalogue).dossier.situation
        comparaison = comparer(catalogue, situation)
        retenus = [
            r for r in comparaison.resultats if r.statut is not Statut.ECARTE and not r.cout.ca_non_couvert
        ]
        plus_bas = min(retenus, key=lambda r: r.cout.annee_suivante.ferme)
        assert (sans_echappement(lue["Ferme"]), lue["État"]) == (ligne.nom, "écrite")
        assert sans_echappement(lue["Classeur"]) == ligne.classeur
        assert plus_bas.cout.outil.nom in lue["Le moins cher pour toutes les ventes"].replace("\u00a0", " ")
        assert lue["Année suivante"] == float(plus_bas.cout.annee_suivante.ferme)
        assert lue["Première année"] == float(plus_bas.cout.annee_1.ferme)
        assert lue["Sur ces années"] == float(plus_bas.cout.horizon)
        assert lue["Années comparées"] == situation.horizon
        assert lue["Ventes HT par an"] == float(situation.ca_total)
        assert lue["Outils possibles"].count(",") + 1 == sum(
            r.statut is not Statut.ECARTE for r in comparaison.resultats
        )


def test_une_ferme_refusee_n_arrete_pas_les_autres(
    catalogue: Catalogue, tmp_path: Path, sortie: Path
) -> None:
    chemin = tableau(
        tmp_path / "f.xlsx",
        ("nom", "ca_particuliers", "horizon"),
        ("A", 1000, 2),
        ("B", "beaucoup", 99),
        ("C", 3000, 4),
    )
    bilan = traiter(fermes_du_tableau(chemin, catalogue), sortie, catalogue)
    assert [ligne.etat for ligne in bilan.lignes] == [Etat.ECRITE, Etat.REFUSEE, Etat.ECRITE]
    assert _noms(sortie) == ["A.xlsx", "C.xlsx", "synthese.xlsx"]
    refusee = synthese(sortie)[1]
    assert (refusee["Ferme"], refusee["D'où elle vient"], refusee["État"]) == ("B", "ligne 3", "refusée")
    assert refusee["Champ en cause"].splitlines() == [
        "Ventes aux particuliers (€ HT/an) (B3)",
        "Durée de la comparaison (années) (C3)",
    ]
    assert refusee["Reçu"].splitlines() == ["beaucoup", "99"]
    assert refusee["Attendu"].splitlines()[1] == "un nombre entier de 1 à 10"
    assert "reçu «\u00a0beaucoup\u00a0»" in refusee["Pourquoi il n'y a pas de classeur"]
    assert refusee["Classeur"] is None and refusee["Année suivante"] is None


def test_noms_hostiles_doublons_et_sans_nom(catalogue: Catalogue, tmp_path: Path, sortie: Path) -> None:
    fermes = dossier_json(
        tmp_path / "f",
        a={"nom": "../../evade"},
        b={"nom": "CON"},
        c={"nom": "x" * 200},
        d={"nom": "=cmd|' /c calc'!A1"},
        e={"nom": "Ormes"},
        f={"nom": "ORMES"},
        g={},
        h={"nom": "synthese"},
    )
    bilan = traiter(fermes_du_dossier(fermes, catalogue).fermes, sortie, catalogue)
    assert [ligne.classeur for ligne in bilan.lignes] == [
        "evade.xlsx",
        "Ferme CON.xlsx",
        f"{'x' * 80}.xlsx",
        "=cmd ' c calc'!A1.xlsx",
        "Ormes.xlsx",
        "ORMES (2).xlsx",
        "g.xlsx",
        "synthese (2).xlsx",
    ]
    assert sorted(_noms(tmp_path)) == ["f", "sortie"]
    lues = synthese(sortie)
    # Un texte qui ressemble à une formule reste un texte.
    case = load_workbook(sortie / "synthese.xlsx")["Synthèse"]["A5"]
    assert (case.value, case.data_type, case.quotePrefix) == ("=cmd|' /c calc'!A1", "s", True)
    assert lues[5]["Remarques"] == "Même nom que e.json."
    assert lues[0]["Le moins cher pour toutes les ventes"] == "–" and lues[0]["Outils possibles"] == "aucun"


def test_couts_de_chaque_outil_et_lien_vers_le_classeur(
    catalogue: Catalogue, tmp_path: Path, sortie: Path
) -> None:
    ferme = {"nom": "Élise & fils #1", "ca_particuliers": 9000, "ca_professionnels": 3000, "label": "autre"}
    traiter(fermes_du_dossier(dossier_json(tmp_path / "f", a=ferme), catalogue).fermes, sortie, catalogue)
    classeur = load_workbook(sortie / "synthese.xlsx")
    noms, couts = classeur["Coûts par outil"].iter_rows(values_only=True)
    par_nom = {str(nom).replace("\u00a0", " "): cout for nom, cout in zip(noms, couts, strict=True)}
    comparaison = comparer(
        catalogue, lire_classeur(sortie / "Élise & fils #1.xlsx", catalogue).dossier.situation
    )
    for resultat in comparaison.resultats:
        lu = par_nom[resultat.cout.outil.nom]
        if resultat.statut is Statut.ECARTE:
            assert lu == "écarté"
        elif resultat.cout.ca_non_couvert:
            assert lu == "en partie"
        else:
            assert lu == float(resultat.cout.annee_suivante.ferme)
    assert {"écarté", "en partie"} < set(par_nom.values())
    (lien,) = [case.hyperlink for case in classeur["Synthèse"][2] if case.hyperlink]
    assert unquote(lien.target) == "Élise & fils #1.xlsx" and "#" not in lien.target


def test_corriger_une_ferme_ne_lui_fait_pas_prendre_le_fichier_d_une_autre(
    catalogue: Catalogue, tmp_path: Path, sortie: Path
) -> None:
    fautive = dossier_json(
        tmp_path / "f", a={"nom": "Ormes", "horizon": 99}, b={"nom": "Ormes", "horizon": 2}
    )
    premier = traiter(fermes_du_dossier(fautive, catalogue).fermes, sortie, catalogue)
    assert [ligne.classeur for ligne in premier.lignes] == ["", "Ormes (2).xlsx"]
    dossier_json(fautive, a={"nom": "Ormes", "horizon": 9})
    second = traiter(fermes_du_dossier(fautive, catalogue).fermes, sortie, catalogue)
    assert [ligne.classeur for ligne in second.lignes] == ["Ormes.xlsx", "Ormes (2).xlsx"]
    assert lire_classeur(sortie / "Ormes (2).xlsx", catalogue).dossier.situation.horizon == 2


def test_relancer_garde_le_classeur_annote(catalogue: Catalogue, tmp_path: Path, sortie: Path) -> None:
    fermes = fermes_du_dossier(
        dossier_json(tmp_path / "f", a={"nom": "Ormes"}, b={"nom": "Ifs"}), catalogue
    ).fermes
    traiter(fermes, sortie, catalogue)
    assert all(ligne["Remarques"] is None for ligne in synthese(sortie))
    traiter(fermes, sortie, catalogue)
    assert _noms(sortie) == ["Ifs.xlsx", "Ormes.xlsx", "synthese.xlsx"]
    annote = (sortie / "Ormes.xlsx").read_bytes() + b"annote"
    (sortie / "Ormes.xlsx").write_bytes(annote)
    traiter(fermes, sortie, catalogue)
    assert _noms(sortie) == ["Ifs.xlsx", "Ormes (gardé 1).xlsx", "Ormes.xlsx", "synthese.xlsx"]
    assert (sortie / "Ormes (gardé 1).xlsx").read_bytes() == annote
    assert "Ormes (gardé 1).xlsx" in synthese(sortie)[0]["Remarques"]


def _refuser_d_ecrire(monkeypatch: pytest.MonkeyPatch, nom: str, code: int) -> None:
    """Le système refuse de poser le fichier de ce nom, comme quand Excel l'a ouvert ou que le disque est plein."""
    poser = Path.replace

    def replace(self: Path, cible: Path) -> Path:
        if Path(cible).name == nom:
            raise OSError(code, os.strerror(code), str(cible))
        return poser(self, cible)

    monkeypatch.setattr(Path, "replace", replace)


def test_un_classeur_ouvert_ailleurs_n_arrete_pas_les_autres(
    catalogue: Catalogue, tmp_path: Path, sortie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fermes = fermes_du_dossier(dossier_json(tmp_path / "f", a={"nom": "A"}, b={"nom": "B"}), catalogue).fermes
    traiter(fermes, sortie, catalogue)
    avant = (sortie / "A.xlsx").read_bytes()
    _refuser_d_ecrire(monkeypatch, "A.xlsx", errno.EACCES)
    bilan = traiter(fermes, sortie, catalogue)
    assert [ligne.etat for ligne in bilan.lignes] == [Etat.EMPECHEE, Etat.ECRITE]
    assert "ouvert dans un autre programme" in bilan.lignes[0].motif
    assert (sortie / "A.xlsx").read_bytes() == avant
    assert synthese(sortie)[0]["État"] == "pas écrite"


def test_disque_plein_arrete_le_lot_et_le_dit(
    catalogue: Catalogue, tmp_path: Path, sortie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fermes = fermes_du_dossier(
        dossier_json(tmp_path / "f", a={"nom": "A"}, b={"nom": "B"}, c={"nom": "C"}), catalogue
    ).fermes
    _refuser_d_ecrire(monkeypatch, "B.xlsx", errno.ENOSPC)
    bilan = traiter(fermes, sortie, catalogue)
    assert [ligne.etat for ligne in bilan.lignes] == [Etat.ECRITE, Etat.EMPECHEE, Etat.NON_TRAITEE]
    assert "disque est plein" in bilan.lignes[2].motif
    assert [ligne["État"] for ligne in synthese(sortie)] == ["écrite", "pas écrite", "pas traitée"]


def test_synthese_impossible_a_ecrire(
    catalogue: Catalogue, tmp_path: Path, sortie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fermes = fermes_du_dossier(dossier_json(tmp_path / "f", a={"nom": "A"}), catalogue).fermes
    _refuser_d_ecrire(monkeypatch, "synthese.xlsx", errno.ENOSPC)
    with pytest.raises(FichierInaccessible, match="synthese"):
        traiter(fermes, sortie, catalogue)
    assert _noms(sortie) == ["A.xlsx"]


@pytest.mark.parametrize("pas", [0, 150, 200])
def test_annuler_garde_ce_qui_est_fait(pas: int, catalogue: Catalogue, tmp_path: Path, sortie: Path) -> None:
    fermes = fermes_du_dossier(
        dossier_json(tmp_path / "f", a={"nom": "A"}, b={"nom": "B"}, c={"nom": "C"}), catalogue
    ).fermes
    lot = Lot(fermes, sortie, catalogue)
    suivi = Suivi(lambda fait, total: suivi.annuler() if fait >= pas else None)
    with pytest.raises(Annulee):
        while not lot.fini:
            lot.suivante(suivi)
    bilan = lot.finir()
    faites = bilan.combien(Etat.ECRITE)
    assert faites == (0 if pas == 0 else 1 if pas < 200 else 2)
    assert _noms(sortie) == [*[f"{nom}.xlsx" for nom in "ABC"[:faites]], "synthese.xlsx"]
    assert [ligne["État"] for ligne in synthese(sortie)] == ["écrite"] * faites + ["pas traitée"] * (
        3 - faites
    )


def test_avancement_monte_jusqu_au_bout(catalogue: Catalogue, tmp_path: Path, sortie: Path) -> None:
    fermes = fermes_du_dossier(dossier_json(tmp_path / "f", a={}, b={"horizon": 99}, c={}), catalogue).fermes
    vus: list[tuple[int, int]] = []
    lot = Lot(fermes, sortie, catalogue)
    while not lot.fini:
        lot.suivante(Suivi(lambda fait, total: vus.append((fait, total))))
    faits = [fait for fait, _ in vus]
    assert faits == sorted(faits) and faits[0] == 0 and 200 < faits[-1] <= 300
    assert {total for _, total in vus} == {300}


def test_la_memoire_ne_grandit_pas_avec_les_fermes(
    catalogue: Catalogue, tmp_path: Path, sortie: Path
) -> None:
    """D'une ferme traitée il ne reste qu'un résumé : ni comparaison, ni dossier, ni classeur."""
    fermes = fermes_du_dossier(
        dossier_json(tmp_path / "f", **{f"f{rang}": {"ca_particuliers": 900} for rang in range(6)}), catalogue
    ).fermes
    lot = Lot(fermes, sortie, catalogue)
    comptes = []
    while not lot.fini:
        lot.suivante()
        gc.collect()
        comptes.append(sum(type(objet).__name__ in _LOURDS for objet in gc.get_objects()))
    assert comptes[1:] == [comptes[1]] * 5


_LOURDS: Any = {"Comparaison", "CoutOutil", "Dossier", "Workbook", "Worksheet", "Cell"}


def test_sortie_impossible(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(FichierInaccessible, match="c'est un fichier"):
        Lot((), tmp_path / "fichier", catalogue)
