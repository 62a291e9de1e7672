"""Construction de la base : exacte, reproductible, d'un seul coup."""

import dataclasses
import sqlite3
import stat
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from modele.catalogue import construction
from modele.catalogue.connexion import APPLICATION, VERSION
from modele.catalogue.construction import construire, est_a_jour, vidage
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.lecture import lire_catalogue
from modele.catalogue.objets import Catalogue, ColonneVente, Composante, Guide, NonChiffre, Outil
from modele.fautes import FichierInaccessible
from tests.catalogue import petit


def test_la_base_rend_le_catalogue_lu(petit_catalogue: Catalogue, base: Path) -> None:
    assert ouvrir_catalogue(base) == petit_catalogue


def test_tous_les_champs_des_objets_varient_dans_le_petit_catalogue(petit_catalogue: Catalogue) -> None:
    """Sans quoi l'égalité ci-dessus ne verrait pas un champ oublié par la base."""
    outils = petit_catalogue.outils
    tarifs = [t.composantes for o in outils for t in o.formules] + [
        t.composantes for o in outils for t in o.options
    ]
    pieces = [piece for composantes in tarifs for piece in composantes]
    colonnes = [colonne for vente in petit_catalogue.guide.exemples for colonne in (vente.avant, vente.apres)]
    frais = [un for outil in outils for un in outil.non_chiffres]
    for modele, objets in (
        (Composante, pieces),
        (Outil, outils),
        (ColonneVente, colonnes),
        (NonChiffre, frais),
    ):
        # Le prix qu'on a proposé à une ferme n'entre jamais au catalogue.
        for champ in (c for c in dataclasses.fields(modele) if c.name != "frais_proposes"):
            assert len({repr(getattr(objet, champ.name)) for objet in objets}) > 1, (modele, champ.name)
    assert not any(outil.frais_proposes for outil in outils)
    for champ in dataclasses.fields(Guide):
        assert getattr(petit_catalogue.guide, champ.name)


def test_deux_constructions_donnent_les_memes_octets(petit_catalogue: Catalogue, tmp_path: Path) -> None:
    un, deux = tmp_path / "un.sqlite", tmp_path / "ailleurs" / "deux.sqlite"
    deux.parent.mkdir()
    construire(petit_catalogue, un)
    construire(petit_catalogue, deux)
    construire(petit_catalogue, deux)
    assert un.read_bytes() == deux.read_bytes()


def test_la_base_est_saine_et_signee(base: Path) -> None:
    connexion = sqlite3.connect(base)
    try:
        assert connexion.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connexion.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connexion.execute("INSERT INTO recherche (recherche) VALUES ('integrity-check')").rowcount
        assert connexion.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        assert connexion.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connexion.execute("PRAGMA page_size").fetchone() == (4096,)
        assert connexion.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connexion.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    finally:
        connexion.close()


def test_les_nombres_sont_enregistres_sans_perte(base: Path) -> None:
    connexion = sqlite3.connect(base)
    try:
        prix = connexion.execute("SELECT prix, typeof(prix) FROM paliers ORDER BY composante, rang")
        assert prix.fetchall()[3] == ("167/2000", "text")
    finally:
        connexion.close()


@pytest.mark.skipif(sys.platform == "win32", reason="droits POSIX")
def test_la_base_a_les_droits_d_un_fichier_ordinaire(base: Path, tmp_path: Path) -> None:
    temoin = tmp_path / "temoin"
    temoin.touch()
    assert stat.S_IMODE(base.stat().st_mode) == stat.S_IMODE(temoin.stat().st_mode)


@pytest.mark.parametrize("nom", ["é è.sqlite", "a?b#c%20d.sqlite", "a'b\"c;d&mode=rw.sqlite", "œ😀.sqlite"])
def test_les_chemins_difficiles(petit_catalogue: Catalogue, tmp_path: Path, nom: str) -> None:
    if sys.platform == "win32" and set(nom) & set('?"'):
        pytest.skip("nom interdit par Windows")
    chemin = tmp_path / f"dossier {nom}" / nom
    chemin.parent.mkdir()
    construire(petit_catalogue, chemin)
    assert ouvrir_catalogue(chemin) == petit_catalogue
    assert [fichier.name for fichier in chemin.parent.iterdir()] == [nom]


def test_une_panne_laisse_l_ancienne_base_entiere(
    petit_catalogue: Catalogue, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    avant = base.read_bytes()

    def en_panne(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(construction, "_sceller", en_panne)
    with pytest.raises(OSError, match="No space"):
        construire(petit_catalogue, base)
    assert base.read_bytes() == avant
    assert not list(base.parent.glob(".base.sqlite*"))


@pytest.mark.skipif(sys.platform == "win32", reason="limite POSIX")
def test_un_disque_plein_est_dit_et_ne_detruit_rien(petit_catalogue: Catalogue, base: Path) -> None:
    import resource

    avant = base.read_bytes()
    limites = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limites[1]))
    try:
        with pytest.raises(FichierInaccessible, match="La base du catalogue ne s'écrit pas"):
            construire(petit_catalogue, base)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limites)
    assert base.read_bytes() == avant
    assert not list(base.parent.glob(".base.sqlite*"))


def test_un_dossier_absent_est_une_faute_de_fichier(petit_catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        construire(petit_catalogue, tmp_path / "absent" / "base.sqlite")


def test_une_base_incoherente_n_est_pas_ecrite(petit_catalogue: Catalogue, tmp_path: Path) -> None:
    """Les clés étrangères tiennent même si l'on contourne la vérification des fichiers."""
    sans_doutes = dataclasses.replace(
        petit_catalogue, guide=dataclasses.replace(petit_catalogue.guide, doutes=())
    )
    with pytest.raises(IntegrityError):
        construire(sans_doutes, tmp_path / "base.sqlite")
    assert not list(tmp_path.glob("*.sqlite*")) and not list(tmp_path.glob(".*"))


def test_est_a_jour_voit_un_mot_change_et_une_base_absente(dossier: Path, base: Path) -> None:
    assert est_a_jour(lire_catalogue(dossier), base)
    petit.modifier(dossier / "marche.toml", "Aucun préavis", "Pas de préavis")
    assert not est_a_jour(lire_catalogue(dossier), base)
    assert not est_a_jour(lire_catalogue(dossier), base.with_name("absente.sqlite"))


@pytest.mark.parametrize(
    "requete",
    [
        "UPDATE paliers SET prix = '31/1' WHERE prix = '30/1'",
        "UPDATE meta SET valeur = '2024' WHERE cle = 'date_tarifs'",
        "DELETE FROM recherche WHERE outil = 'marche'",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER DELETE ON faits BEGIN SELECT 1; END",
        "ALTER TABLE faits ADD COLUMN autre TEXT",
    ],
)
def test_le_vidage_voit_tout_changement(base: Path, requete: str) -> None:
    avant = vidage(base)
    connexion = sqlite3.connect(base)
    try:
        assert connexion.execute(requete).rowcount
        connexion.commit()
    finally:
        connexion.close()
    assert vidage(base) != avant


def test_le_vidage_ne_depend_pas_de_la_place_des_lignes(base: Path) -> None:
    avant = vidage(base)
    connexion = sqlite3.connect(base)
    try:
        connexion.execute("PRAGMA page_size = 1024")
        connexion.execute("VACUUM")
    finally:
        connexion.close()
    assert vidage(base) == avant


def test_une_fraction_sans_ecriture_decimale_passe(petit_catalogue: Catalogue, tmp_path: Path) -> None:
    panier = petit_catalogue.par_outil["panier"]
    solo = panier.par_formule["solo"]
    commission = dataclasses.replace(solo.composantes[1], plafond=Fraction(1, 3))
    change = dataclasses.replace(
        petit_catalogue,
        outils=(
            petit_catalogue.par_outil["marche"],
            dataclasses.replace(panier, formules=(dataclasses.replace(solo, composantes=(commission,)),)),
        ),
    )
    construire(change, tmp_path / "base.sqlite")
    assert ouvrir_catalogue(tmp_path / "base.sqlite") == change
