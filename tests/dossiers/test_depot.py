"""Ce que le dépôt promet : tout se retrouve, rien ne se perd, rien ne se mêle."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import Engine, event

from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import DossierAbsent
from modele.dossiers.objets import Dossier, Essai, SuiviEtape
from modele.fautes import EntreeInvalide
from modele.situation import Situation
from tests.dossiers.fabrique import Horloge, complet
from tests.dossiers.strategies import dossiers

pytestmark = pytest.mark.usefixtures("sans_attendre_le_disque")


@contextmanager
def _ordres_executes() -> Iterator[list[str]]:
    ordres: list[str] = []

    def noter(_connexion: object, _curseur: object, ordre: str, *_reste: object) -> None:
        ordres.append(ordre)

    event.listen(Engine, "before_cursor_execute", noter)
    try:
        yield ordres
    finally:
        event.remove(Engine, "before_cursor_execute", noter)


@pytest.fixture(scope="module")
def depot_commun(
    tmp_path_factory: pytest.TempPathFactory, sans_attendre_le_disque: None
) -> Iterator[DepotDossiers]:
    """Un seul dépôt pour les essais par tirage, qui ne supposent pas une base vide."""
    with DepotDossiers.ouvrir(tmp_path_factory.mktemp("commun") / "base.sqlite", Horloge()) as depot:
        yield depot


@settings(max_examples=60)
@given(dossier=dossiers)
def test_tout_dossier_se_relit_tel_quel(depot_commun: DepotDossiers, dossier: Dossier) -> None:
    garde = depot_commun.enregistrer(dossier)
    attendu = replace(
        dossier,
        identifiant=garde.identifiant,
        cree_le="2026-03-01T08:30:00",
        modifie_le="2026-03-01T08:30:00",
    )
    assert garde == attendu
    assert depot_commun.lire(garde.identifiant) == attendu


@settings(max_examples=60)
@given(avant=dossiers, apres=dossiers)
def test_toute_modification_se_relit_et_ne_touche_pas_les_autres(
    depot_commun: DepotDossiers, avant: Dossier, apres: Dossier
) -> None:
    temoin = depot_commun.enregistrer(avant)
    garde = depot_commun.enregistrer(avant)
    change = depot_commun.enregistrer(replace(apres, identifiant=garde.identifiant))
    assert change == replace(
        apres, identifiant=garde.identifiant, cree_le=garde.cree_le, modifie_le=garde.modifie_le
    )
    assert depot_commun.lire(garde.identifiant) == change
    assert depot_commun.lire(temoin.identifiant) == temoin


def test_les_types_relus_sont_exacts(depot: DepotDossiers) -> None:
    relu = depot.lire(depot.enregistrer(complet()).identifiant)
    assert type(relu.situation.part_en_ligne_pro) is Fraction
    assert relu.situation.recupere_tva is False
    assert relu.etapes[1] == SuiviEtape(True, "fait", ("b", "a"))
    assert relu.situation.options["socleo"] == ("tpe", "caisse")
    with pytest.raises(TypeError):
        relu.notes["socleo"] = "x"


def test_une_base_rouverte_retrouve_tout(chemin: Path) -> None:
    with DepotDossiers.ouvrir(chemin) as depot:
        garde = depot.enregistrer(complet())
        depot.noter_ouvert(garde.identifiant)
    assert [fichier.name for fichier in chemin.parent.iterdir() if fichier.stat().st_size] == [chemin.name]
    with DepotDossiers.ouvrir(chemin) as depot:
        assert depot.lire(garde.identifiant) == garde
        assert depot.dernier_ouvert() == garde.identifiant


def test_les_dates_suivent_l_horloge(depot: DepotDossiers, horloge: Horloge) -> None:
    garde = depot.enregistrer(complet())
    horloge.maintenant += timedelta(hours=2)
    assert depot.enregistrer(garde) == garde
    change = depot.enregistrer(replace(garde, preselection=(), cree_le="n'importe quoi"))
    assert (change.cree_le, change.modifie_le) == ("2026-03-01T08:30:00", "2026-03-01T10:30:00")
    assert depot.lire(garde.identifiant) == change


def test_sans_changement_rien_n_est_ecrit(depot: DepotDossiers, chemin: Path) -> None:
    garde = depot.enregistrer(complet())
    octets = chemin.read_bytes()
    with _ordres_executes() as ordres:
        depot.enregistrer(garde)
    assert not [ordre for ordre in ordres if ordre.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert chemin.read_bytes() == octets


def test_seul_ce_qui_change_est_ecrit(depot: DepotDossiers) -> None:
    garde = depot.enregistrer(complet())
    essais = (replace(garde.essais[0], remarques="Mieux."), garde.essais[1], Essai("cagette"))
    with _ordres_executes() as ordres:
        change = depot.enregistrer(replace(garde, essais=essais, notes={"socleo": garde.notes["socleo"]}))
    ecrits = sorted(ordre.split(" SET")[0].split(" (")[0] for ordre in ordres if ordre[0] in "IUD")
    assert ecrits == [
        "DELETE FROM notes WHERE notes.dossier = ? AND notes.outil = ?",
        "INSERT INTO essais",
        "UPDATE dossiers",
        "UPDATE essais",
    ]
    assert depot.lire(garde.identifiant) == change


def test_un_outil_sans_option_retenue_disparait(depot: DepotDossiers) -> None:
    garde = depot.enregistrer(Dossier("x", Situation(options={"socleo": (), "amapj": ("a",)})))
    assert garde.situation.options == {"amapj": ("a",)}
    assert depot.lire(garde.identifiant) == garde


def test_lister_resume_chaque_dossier(depot: DepotDossiers, horloge: Horloge) -> None:
    assert depot.lister() == ()
    premier = depot.enregistrer(complet("Premier"))
    horloge.maintenant += timedelta(days=1)
    second = depot.enregistrer(Dossier("Second", exemple=True))
    depot.archiver(premier.identifiant)
    resumes = depot.lister()
    assert [(r.nom, r.archive, r.exemple, r.modifie_le) for r in resumes] == [
        ("Second", False, True, "2026-03-02T08:30:00"),
        ("Premier", True, False, "2026-03-01T08:30:00"),
    ]
    assert [r.situation for r in resumes] == [second.situation, premier.situation]


def test_lister_ne_fait_pas_une_requete_par_dossier(depot: DepotDossiers) -> None:
    depot.enregistrer(complet())
    with _ordres_executes() as pour_un:
        depot.lister()
    for rang in range(20):
        depot.enregistrer(complet(f"Ferme {rang}"))
    with _ordres_executes() as pour_vingt_et_un:
        assert len(depot.lister()) == 21
    assert pour_vingt_et_un == pour_un


def test_dupliquer_donne_un_autre_dossier(depot: DepotDossiers, horloge: Horloge) -> None:
    original = depot.enregistrer(replace(complet("Ormes"), archive=True, exemple=True))
    horloge.maintenant += timedelta(days=1)
    copie = depot.dupliquer(original.identifiant)
    assert copie == replace(
        original,
        nom="Ormes (copie)",
        identifiant=copie.identifiant,
        cree_le="2026-03-02T08:30:00",
        modifie_le="2026-03-02T08:30:00",
        archive=False,
        exemple=False,
    )
    assert depot.lire(copie.identifiant) == copie
    assert depot.lire(original.identifiant) == original
    assert depot.dupliquer(original.identifiant).nom == "Ormes (copie 2)"


def test_archiver_et_desarchiver_ne_datent_pas(depot: DepotDossiers, horloge: Horloge) -> None:
    garde = depot.enregistrer(complet())
    horloge.maintenant += timedelta(days=1)
    assert depot.archiver(garde.identifiant) == replace(garde, archive=True)
    assert depot.lire(garde.identifiant) == replace(garde, archive=True)
    assert depot.desarchiver(garde.identifiant) == garde
    assert depot.lire(garde.identifiant) == garde


def test_supprimer_puis_restaurer_rend_le_meme_dossier(depot: DepotDossiers) -> None:
    voisin = depot.enregistrer(complet("Voisin"))
    garde = depot.enregistrer(complet())
    supprime = depot.supprimer(garde.identifiant)
    assert supprime == garde
    with pytest.raises(DossierAbsent):
        depot.lire(garde.identifiant)
    nouveau = depot.enregistrer(Dossier("Nouveau"))
    assert nouveau.identifiant > garde.identifiant
    depot.restaurer(supprime)
    assert [depot.lire(d.identifiant) for d in (voisin, garde, nouveau)] == [voisin, garde, nouveau]


def test_un_dossier_supprime_ne_laisse_aucune_ligne(depot: DepotDossiers) -> None:
    garde = depot.enregistrer(complet())
    depot.noter_ouvert(garde.identifiant)
    depot.supprimer(garde.identifiant)
    assert depot.dernier_ouvert() is None
    depot.restaurer(replace(Dossier("Vide"), identifiant=garde.identifiant))
    assert depot.lire(garde.identifiant) == replace(Dossier("Vide"), identifiant=garde.identifiant)


def test_restaurer_ne_remplace_jamais_un_dossier_present(depot: DepotDossiers) -> None:
    garde = depot.enregistrer(complet())
    for intrus in (replace(garde, nom="Autre"), Dossier("Jamais enregistré")):
        with pytest.raises(EntreeInvalide, match="rien à remettre"):
            depot.restaurer(intrus)
    assert depot.lire(garde.identifiant) == garde
    assert len(depot.lister()) == 1


def test_le_dernier_ouvert_est_un_seul_dossier(depot: DepotDossiers) -> None:
    assert depot.dernier_ouvert() is None
    un, deux = depot.enregistrer(Dossier("1")), depot.enregistrer(Dossier("2"))
    depot.noter_ouvert(un.identifiant)
    depot.noter_ouvert(deux.identifiant)
    assert depot.dernier_ouvert() == deux.identifiant


def test_un_dossier_absent_est_dit(depot: DepotDossiers) -> None:
    garde = depot.enregistrer(complet())
    depot.supprimer(garde.identifiant)
    actions = (
        lambda: depot.enregistrer(garde),
        lambda: depot.lire(garde.identifiant),
        lambda: depot.dupliquer(garde.identifiant),
        lambda: depot.archiver(garde.identifiant),
        lambda: depot.supprimer(garde.identifiant),
        lambda: depot.noter_ouvert(garde.identifiant),
    )
    for action in actions:
        with pytest.raises(DossierAbsent, match="n'existe plus"):
            action()
    assert depot.lister() == ()
