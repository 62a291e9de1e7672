"""Un tableau se lit comme il a été écrit ; ce qui n'y va pas est dit avec sa case, reçu et attendu."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from modele.catalogue.objets import Catalogue
from modele.fautes import EntreeInvalide
from modele.lot import tableau as module
from modele.lot.colonnes import Colonne, colonnes, reconnaitre
from modele.lot.objets import FermeRefusee
from modele.lot.tableau import fermes_du_tableau
from modele.reprise.fautes import ClasseurRefuse
from modele.situation import Situation
from tests.lot.fabrique import tableau
from tests.reprise.fabrique import ecrire, refaire, rempli
from tests.reprise.test_garde import HOSTILES, _entites, _macro


def lire(chemin: Path, catalogue: Catalogue) -> list[Situation]:
    """Situation de chaque ferme d'un tableau sans faute."""
    return [ferme.lire().dossier.situation for ferme in fermes_du_tableau(chemin, catalogue)]


def refus(chemin: Path, catalogue: Catalogue) -> FermeRefusee:
    """Refus de la seule ferme d'un tableau."""
    (ferme,) = fermes_du_tableau(chemin, catalogue)
    with pytest.raises(FermeRefusee) as faute:
        ferme.lire()
    return faute.value


def test_titres_en_francais_ou_par_code(catalogue: Catalogue, tmp_path: Path) -> None:
    titres = (
        "NOM DE LA FERME",
        "Ventes  aux particuliers",
        "ca_professionnels",
        "panier moyen d’un particulier (€)",
    )
    chemin = tableau(tmp_path / "f.xlsx", titres, ("Les Ormes", 30_000, "12 500,50", 35.1), ("Élise",))
    assert lire(chemin, catalogue) == [
        Situation(
            "Les Ormes",
            ca_particuliers=Fraction(30_000),
            ca_professionnels=Fraction("12500.5"),
            panier_moyen=Fraction("35.1"),
        ),
        Situation("Élise"),
    ]


def _ecritures(colonne: Colonne) -> Sequence[str]:
    return (
        colonne.titre,
        colonne.code,
        colonne.titre.upper(),
        colonne.titre.split(" (")[0],
        colonne.titre.replace("é", "e").replace("à", "a"),
        f"  {colonne.titre}\u00a0",
    )


def test_toute_colonne_se_reconnait_et_aucune_ne_se_confond(catalogue: Catalogue) -> None:
    connues = colonnes(catalogue)
    assert len({colonne.code for colonne in connues}) == len(connues) > 90
    for colonne in connues:
        trouvees = reconnaitre(_ecritures(colonne), connues)
        assert set(trouvees.values()) == {colonne} and len(trouvees) == len(set(_ecritures(colonne))), (
            colonne.titre
        )


def test_toute_reponse_affichee_se_relit(catalogue: Catalogue) -> None:
    for colonne in colonnes(catalogue):
        for valeur, affiche in colonne.choix:
            attendue: object = valeur == "oui" if colonne.attendu == "oui ou non" else valeur
            assert colonne.lire(affiche) == colonne.lire(affiche.upper()) == attendue, colonne.titre


def test_formules_options_contributions_et_besoins(catalogue: Catalogue, tmp_path: Path) -> None:
    titres = (
        "nom",
        "formule:socleo",
        "Formule de AmapJ",
        "option:socleo:tpe",
        "Option de Socleo : Logiciel de caisse",
        "montant_libre:local-bio",
        "besoin:abonnement",
        "Besoin : Vente en autonomie",
        "besoin:facturation",
    )
    rangee = (
        "A",
        "solo",
        "Hébergé, payé par la ferme",
        "Oui",
        "non",
        50.5,
        "souhaité",
        "Indispensable",
        "indifférent",
    )
    (situation,) = lire(tableau(tmp_path / "f.xlsx", titres, rangee), catalogue)
    assert situation.formules == {"socleo": "solo", "amapj": "heberge-ferme"}
    assert situation.options == {"socleo": ("tpe",)}
    assert situation.montants_libres == {"local-bio": Fraction("50.5")}
    assert situation.exigences == {"abonnement": "souhaite", "autonomie": "indispensable"}


@pytest.mark.parametrize(
    ("valeur", "format", "attendue"),
    [
        (80, "General", 80),
        (0.8, "General", Fraction("0.8")),
        (0.8, "0%", 80),
        (0.055, "0.0%", Fraction("5.5")),
        (1, "0%", 100),
        ("80 %", "General", 80),
        ("12,5", "General", Fraction("12.5")),
    ],
)
def test_pourcentages(valeur: Any, format: str, attendue: Any, catalogue: Catalogue, tmp_path: Path) -> None:
    """« 80 », « 80 % » tapé dans un tableur (qui garde 0,8 et un format) et « 80 % » en texte disent la même chose."""
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "part_en_ligne"), ("A", valeur))
    classeur = load_workbook(chemin)
    classeur.active["B2"].number_format = format
    classeur.save(chemin)
    assert lire(chemin, catalogue)[0].part_en_ligne == attendue


def test_titres_plus_bas_lignes_vides_et_colonnes_a_soi(catalogue: Catalogue, tmp_path: Path) -> None:
    titres = ("Note : commune", "nom", "horizon", "notes perso")
    chemin = tableau(
        tmp_path / "f.xlsx",
        titres,
        ("Ambert", "A", 5, 1),
        (),
        ("Thiers", None, None, 2),
        ("", " ", None),
        ("", "B", 2),
        avant=3,
    )
    fermes = fermes_du_tableau(chemin, catalogue)
    assert [ferme.source for ferme in fermes] == ["ligne 5", "ligne 9"]
    assert [ferme.lire().dossier.situation.horizon for ferme in fermes] == [5, 2]


def test_feuille_fermes_de_preference(catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = tableau(tmp_path / "f.xlsx", ("tout", "autre chose"), ("x", "y"))
    classeur = load_workbook(chemin)
    feuille = classeur.create_sheet("Fermes")
    feuille.append(["nom", "horizon"])
    feuille.append(["A", 4])
    classeur.save(chemin)
    assert lire(chemin, catalogue) == [Situation("A", horizon=4)]


def test_toutes_les_fautes_d_une_ligne_sont_dites_ensemble(catalogue: Catalogue, tmp_path: Path) -> None:
    titres = (
        "nom",
        "ca_particuliers",
        "horizon",
        "label",
        "recupere_tva",
        "formule:socleo",
        "besoin:facturation",
    )
    chemin = tableau(
        tmp_path / "f.xlsx", titres, ("Ormes", "beaucoup", 3.5, "nature", "bof", "gratuite", "peut-être")
    )
    faute = refus(chemin, catalogue)
    assert faute.nom == "Ormes"
    assert [(une.champ, une.recu) for une in faute.fautes] == [
        ("Ventes aux particuliers (€ HT/an) (B2)", "beaucoup"),
        ("Durée de la comparaison (années) (C2)", "3.5"),
        ("Certification (D2)", "nature"),
        ("La ferme récupère la TVA (E2)", "bof"),
        ("Formule de Socleo (F2)", "gratuite"),
        ("Besoin : Factures et bons de livraison (G2)", "peut-être"),
    ]
    assert "attendu un nombre de 0 à 100" in str(faute)
    assert faute.fautes[2].attendu == "un de : Bio, En conversion, Autre"


@pytest.mark.parametrize(
    ("titre", "valeur"),
    [
        ("ca_particuliers", -1),
        ("ca_particuliers", 10**9),
        ("ca_particuliers", True),
        ("ca_particuliers", date(2026, 2, 1)),
        ("ca_particuliers", "#N/A"),
        ("nom", "#N/A"),
        ("nom", "x" * 201),
        ("part_en_ligne", 101),
        ("montant_libre:local-bio", -3),
        ("option:socleo:tpe", "souvent"),
        ("panier_moyen", 0),
        ("horizon", "1e999"),
    ],
)
def test_reponses_refusees(titre: str, valeur: Any, catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = tableau(tmp_path / "f.xlsx", (titre, "presence"), (valeur, "Dépôt-vente"))
    (faute,) = refus(chemin, catalogue).fautes
    assert "(A2)" in faute.champ and faute.recu and faute.attendu


@pytest.mark.parametrize(
    ("titres", "raison"),
    [
        (
            ("nom", "ca_particulers"),
            r"colonne B : le titre « ca_particulers » .* « Ventes aux particuliers \(€ HT/an\) »",
        ),
        (("nom", "Ventes", "horizon"), "colonne B"),
        (("nom", "Nom de la ferme"), "deux fois « Nom de la ferme », colonnes A et B"),
        (("bonjour", "tout"), "pas de ligne de titres"),
        (("nom", "formule:inconnu"), "colonne B"),
    ],
)
def test_titres_refuses(titres: Sequence[str], raison: str, catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = tableau(tmp_path / "f.xlsx", titres, ("A", 1, 2))
    with pytest.raises(EntreeInvalide, match=raison):
        fermes_du_tableau(chemin, catalogue)


def test_tableau_sans_ferme(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(EntreeInvalide, match="aucune ferme"):
        fermes_du_tableau(tableau(tmp_path / "f.xlsx", ("nom", "horizon")), catalogue)


def test_trop_de_fermes(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "horizon"), *[(f"F{rang}", 1) for rang in range(4)])
    monkeypatch.setattr(module, "FERMES_MAX", 3)
    with pytest.raises(EntreeInvalide, match="4 fermes : 3 au plus"):
        fermes_du_tableau(chemin, catalogue)
    monkeypatch.setattr(module, "FERMES_MAX", 4)
    assert len(fermes_du_tableau(chemin, catalogue)) == 4


def test_le_classeur_d_une_seule_ferme_n_est_pas_un_tableau(catalogue: Catalogue, tmp_path: Path) -> None:
    chemin = ecrire(catalogue, rempli(), tmp_path / "ferme.xlsx")
    with pytest.raises(EntreeInvalide, match="d'une seule ferme"):
        fermes_du_tableau(chemin, catalogue)


@pytest.mark.parametrize(
    "nom", ["bombe", "macro", "entités", "lien externe", "OpenDocument", "texte", "vide"]
)
def test_les_gardes_de_la_reprise_valent_pour_un_tableau(
    nom: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "horizon"), ("A", 2))
    fabriquer, raison = HOSTILES[nom]
    feuille = {_entites: "xl/worksheets/sheet1.xml"}.get(fabriquer)
    octets = (
        refaire(chemin.read_bytes(), {feuille: lambda c: b'<!DOCTYPE x [<!ENTITY a "a">]>' + c})
        if feuille
        else fabriquer(chemin.read_bytes())
    )
    chemin.write_bytes(octets)
    with pytest.raises(ClasseurRefuse, match=raison):
        fermes_du_tableau(chemin, catalogue)


def test_sans_la_garde_le_tableau_hostile_passerait(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "horizon"), ("A", 2))
    chemin.write_bytes(_macro(chemin.read_bytes()))
    monkeypatch.setattr(module, "octets_surs", Path.read_bytes)
    assert lire(chemin, catalogue) == [Situation("A", horizon=2)]


def test_taille_annoncee_fausse(catalogue: Catalogue, tmp_path: Path) -> None:
    """Un fichier peut se dire d'un million de lignes : seules celles qui y sont sont lues."""
    chemin = tableau(tmp_path / "f.xlsx", ("nom", "horizon"), ("A", 2))
    for etendue in (b"A1", b"A1:XFD1048576"):
        feuille = {
            "xl/worksheets/sheet1.xml": lambda c, e=etendue: c.replace(b'ref="A1:B2"', b'ref="%s"' % e)
        }
        chemin.write_bytes(refaire(chemin.read_bytes(), feuille))
        assert lire(chemin, catalogue) == [Situation("A", horizon=2)]
