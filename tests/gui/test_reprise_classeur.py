"""« Ouvrir un classeur… » de bout en bout : vrais fichiers, vraie base, un seul changement annulable."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.composants.resume_reprise import ResumeReprise
from gui.export_classeur import exporter_vers
from gui.fenetre import Fenetre
from gui.pages.accueil import PageAccueil
from gui.rangement import Rangement
from gui.reprise_classeur import reprendre
from gui.session import Session
from gui.taches import Travaux
from modele.catalogue.objets import Catalogue
from modele.dossiers import sauvegardes
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.fautes import BaseAbimee
from modele.dossiers.objets import Dossier, Essai
from modele.dossiers.sauvegardes import MOTIFS, REPRISE, Sauvegarde, lister
from modele.fautes import FichierInaccessible
from modele.prix_propose import PrixPropose
from modele.questions import proposer
from modele.reprise import lecture
from tests.export.tableur import cellule, ordinaires
from tests.reprise.fabrique import retoucher, saisir


@pytest.fixture
def fenetre(qtbot: QtBot, catalogue: Catalogue, tmp_path: Path) -> Iterator[Fenetre]:
    """Fenêtre sur une base neuve, dossier « Les Ormes » ouvert, avec une note et un essai."""
    session = Session(catalogue)
    rangement = Rangement(session, tmp_path)
    ouverte = Fenetre(QSettings(str(tmp_path / "f.ini"), QSettings.Format.IniFormat), Travaux(synchrone=True))
    qtbot.addWidget(ouverte)
    ouverte.accueillir(session, rangement)
    rangement.setParent(ouverte)
    rangement.ouvrir_base(None)
    rangement.creer(replace(session.situation, nom="Les Ormes"))
    session.modifier_dossier(notes={"socleo": "Rappeler"}, essais=(Essai("amapj"),))
    rangement.enregistrer()
    ouverte.show()
    yield ouverte


@pytest.fixture
def classeur(fenetre: Fenetre, tmp_path: Path) -> Path:
    """Export du dossier ouvert, dont les ventes sont changées dans un tableur."""
    chemin = tmp_path / "ormes.xlsx"
    exporter_vers(fenetre, chemin)
    return retoucher(chemin, lambda contenu: saisir(contenu, {"ca_particuliers": 42_000}))


def dossier(fenetre: Fenetre) -> Dossier:
    """Dossier ouvert."""
    assert fenetre.session is not None
    return fenetre.session.dossier


def resume(fenetre: Fenetre) -> ResumeReprise:
    """Le résumé affiché."""
    (ouvert,) = [un for un in fenetre.findChildren(ResumeReprise) if un.isVisible()]
    return ouvert


def lignes(affiche: ResumeReprise) -> list[str]:
    """Changements listés."""
    textes = [affiche.liste.item(rang).text() for rang in range(affiche.liste.count())]
    return [ordinaires(texte).replace("\u202f", " ") for texte in textes]


def test_mettre_a_jour_le_dossier_en_un_changement_annulable(fenetre: Fenetre, classeur: Path) -> None:
    avant = dossier(fenetre)
    reprendre(fenetre, classeur)
    affiche = resume(fenetre)
    assert dossier(fenetre) == avant
    assert lignes(affiche) == ["Ventes aux particuliers : 30 000 € → 42 000 €"]
    assert ordinaires(affiche.bouton_mettre_a_jour.text()) == "Mettre à jour le dossier « Les Ormes »"
    affiche.bouton_mettre_a_jour.click()
    situation = replace(avant.situation, ca_particuliers=Fraction(42_000))
    assert dossier(fenetre) == replace(avant, situation=situation)
    fenetre.bandeau.bouton("Annuler").click()
    assert dossier(fenetre) == avant


def _sauvegardes(fenetre: Fenetre) -> list[Sauvegarde]:
    assert fenetre.rangement is not None
    return [une for une in lister(fenetre.rangement.base) if une.motif == REPRISE]


def test_les_dossiers_sont_sauvegardes_avant_la_reprise(fenetre: Fenetre, classeur: Path) -> None:
    reprendre(fenetre, classeur)
    assert _sauvegardes(fenetre) == []
    resume(fenetre).bouton_mettre_a_jour.click()
    (faite,) = _sauvegardes(fenetre)
    with DepotDossiers.ouvrir(faite.chemin) as depot:
        avant = depot.lire(dossier(fenetre).identifiant)
    assert avant.situation.ca_particuliers == 30_000 and avant.notes == {"socleo": "Rappeler"}
    assert "gardés dans les sauvegardes" in fenetre.bandeau.texte
    assert MOTIFS[faite.motif] == "avant la reprise d'un classeur"


@pytest.mark.parametrize("bouton", ["bouton_mettre_a_jour", "bouton_nouveau"])
def test_sans_sauvegarde_possible_rien_n_est_repris(
    bouton: str, fenetre: Fenetre, classeur: Path, tmp_path: Path
) -> None:
    assert fenetre.rangement is not None
    # Un fichier tient la place du dossier des sauvegardes.
    (tmp_path / "sauvegardes").write_text("")
    avant, connus = dossier(fenetre), fenetre.rangement.lister()
    reprendre(fenetre, classeur)
    getattr(resume(fenetre), bouton).click()
    assert dossier(fenetre) == avant and fenetre.rangement.lister() == connus
    assert "n'a pas été repris. Vos dossiers n'ont pas pu être sauvegardés avant." in fenetre.bandeau.texte
    fenetre.bandeau.bouton("Réessayer").click()
    assert dossier(fenetre) == avant
    (tmp_path / "sauvegardes").unlink()
    fenetre.bandeau.bouton("Réessayer").click()
    assert dossier(fenetre).situation.ca_particuliers == 42_000
    assert len(_sauvegardes(fenetre)) == 1


def test_reprendre_sans_sauvegarde_est_un_choix(fenetre: Fenetre, classeur: Path, tmp_path: Path) -> None:
    (tmp_path / "sauvegardes").write_text("")
    reprendre(fenetre, classeur)
    resume(fenetre).bouton_mettre_a_jour.click()
    fenetre.bandeau.bouton("Reprendre sans sauvegarde").click()
    assert dossier(fenetre).situation.ca_particuliers == 42_000
    assert "sauvegardes" not in fenetre.bandeau.texte


def test_base_abimee_au_moment_de_sauvegarder_mene_aux_sauvegardes(
    fenetre: Fenetre, classeur: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: object) -> None:
        raise BaseAbimee("La base est abîmée.")

    monkeypatch.setattr(sauvegardes, "sauvegarder", refuser)
    avant = dossier(fenetre)
    reprendre(fenetre, classeur)
    resume(fenetre).bouton_mettre_a_jour.click()
    assert dossier(fenetre) == avant
    assert fenetre.bandeau.texte == "Le classeur n'a pas été repris. La base est abîmée."
    assert fenetre.bandeau.bouton("Voir les sauvegardes…").isVisible()


def test_saisie_que_la_base_refuse_arrete_la_reprise(
    fenetre: Fenetre, classeur: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: object) -> None:
        raise FichierInaccessible("Le disque est plein.")

    assert fenetre.session is not None
    reprendre(fenetre, classeur)
    fenetre.session.modifier(horizon=4)
    monkeypatch.setattr(DepotDossiers, "enregistrer", refuser)
    resume(fenetre).bouton_mettre_a_jour.click()
    assert dossier(fenetre).situation.ca_particuliers == 30_000
    assert fenetre.bandeau.texte == (
        "Votre saisie n'est pas enregistrée. Le disque est plein. L'application réessaie toute seule."
    )
    assert _sauvegardes(fenetre) == []


def test_ce_qui_est_saisi_pendant_la_sauvegarde_n_est_pas_defait(fenetre: Fenetre, classeur: Path) -> None:
    assert fenetre.session is not None
    reprendre(fenetre, classeur)
    affiche = resume(fenetre)
    fenetre.session.modifier(horizon=4)
    affiche.bouton_mettre_a_jour.click()
    assert (dossier(fenetre).situation.horizon, dossier(fenetre).situation.ca_particuliers) == (4, 42_000)


def test_reponses_et_ventes_changees_se_voient_avant_d_accepter(fenetre: Fenetre, tmp_path: Path) -> None:
    chemin = tmp_path / "ormes.xlsx"
    exporter_vers(fenetre, chemin)
    retoucher(
        chemin, lambda contenu: saisir(contenu, {"reponse_1": "Oui, dès mars", "vente_1_apres_ca": 6_000})
    )
    reprendre(fenetre, chemin)
    affiche = resume(fenetre)
    vente, reponse = lignes(affiche)
    assert vente == "Vente « Vente n° 1 » ajoutée"
    assert reponse.startswith("Réponse de ") and reponse.endswith("rien → « Oui, dès mars »")
    affiche.bouton_mettre_a_jour.click()
    assert [question.reponse for question in dossier(fenetre).questions] == ["Oui, dès mars"]
    assert [v.apres.ca for v in dossier(fenetre).ventes] == [6_000]


def test_les_prix_proposes_au_dossier_ouvert_ne_changent_pas_ce_que_dit_le_classeur(
    fenetre: Fenetre, tmp_path: Path
) -> None:
    """Un classeur se lit d'après le guide : les mots de ses questions ne suivent pas les prix d'une ferme."""
    assert fenetre.session is not None
    kuupanda = fenetre.session.catalogue_du_guide.par_outil["kuupanda"]
    formule = kuupanda.formules[0]
    composante = formule.composantes[0]
    propose = PrixPropose(
        "kuupanda",
        formule.identifiant,
        composante.identifiant,
        composante.assiette.value,
        Fraction(99),
        "2026-05-01",
    )
    fenetre.session.modifier_dossier(prix_proposes=(propose,))
    (tarif,) = [
        question
        for question in proposer(fenetre.session.catalogue_du_guide, fenetre.session.situation, ["kuupanda"])
        if question.cle.startswith("tarif-")
    ]
    chemin = tmp_path / "ormes.xlsx"
    exporter_vers(fenetre, chemin)

    def repondre(contenu: Workbook) -> None:
        rang = next(
            rang
            for rang in range(1, 100)
            if " ".join(cellule(contenu, f"question_{rang}").value.split()) == " ".join(tarif.texte.split())
        )
        saisir(contenu, {f"reponse_{rang}": "99 € depuis mai"})

    retoucher(chemin, repondre)
    reprendre(fenetre, chemin)
    resume(fenetre).bouton_mettre_a_jour.click()
    assert dossier(fenetre).questions == (replace(tarif, reponse="99 € depuis mai"),)
    assert dossier(fenetre).prix_proposes == (propose,)


def test_mettre_a_jour_un_dossier_qui_n_est_pas_ouvert(fenetre: Fenetre, classeur: Path) -> None:
    assert fenetre.rangement is not None
    ormes = dossier(fenetre)
    fenetre.rangement.creer(replace(ormes.situation, nom="Autre ferme"))
    autre = dossier(fenetre)
    reprendre(fenetre, classeur)
    resume(fenetre).bouton_mettre_a_jour.click()
    assert dossier(fenetre).identifiant == ormes.identifiant
    assert dossier(fenetre).situation.ca_particuliers == 42_000
    assert fenetre.rangement.retrouver(autre) == autre


def test_reprendre_dans_un_nouveau_dossier(fenetre: Fenetre, classeur: Path) -> None:
    assert fenetre.rangement is not None
    ormes = dossier(fenetre)
    reprendre(fenetre, classeur)
    resume(fenetre).bouton_nouveau.click()
    neuf = dossier(fenetre)
    assert neuf.identifiant != ormes.identifiant
    assert (neuf.nom, neuf.notes, neuf.essais) == ("Les Ormes", ormes.notes, ormes.essais)
    assert neuf.situation.ca_particuliers == 42_000
    assert fenetre.rangement.retrouver(ormes) == ormes
    assert len(fenetre.rangement.lister()) == 3


def test_renoncer_ne_change_rien(fenetre: Fenetre, classeur: Path) -> None:
    assert fenetre.rangement is not None
    avant, connus = dossier(fenetre), fenetre.rangement.lister()
    reprendre(fenetre, classeur)
    resume(fenetre).bouton_renoncer.click()
    assert dossier(fenetre) == avant and fenetre.rangement.lister() == connus


def test_dossier_supprime_depuis_ne_propose_qu_un_nouveau(fenetre: Fenetre, classeur: Path) -> None:
    assert fenetre.rangement is not None
    fenetre.rangement.supprimer(dossier(fenetre).identifiant)
    reprendre(fenetre, classeur)
    affiche = resume(fenetre)
    assert affiche.bouton_mettre_a_jour.isHidden() and affiche.bouton_nouveau.isDefault()
    assert "depuis l'export" in affiche.introduction.text()
    affiche.bouton_nouveau.click()
    assert dossier(fenetre).notes == {"socleo": "Rappeler"}


def test_meme_numero_sur_un_autre_ordinateur_n_est_pas_le_meme_dossier(
    fenetre: Fenetre, classeur: Path
) -> None:
    assert fenetre.rangement is not None
    assert fenetre.rangement.retrouver(replace(dossier(fenetre), cree_le="2020-01-01T00:00:00")) is None


def test_classeur_inchange_le_dit(fenetre: Fenetre, tmp_path: Path) -> None:
    exporter_vers(fenetre, tmp_path / "meme.xlsx")
    reprendre(fenetre, tmp_path / "meme.xlsx")
    affiche = resume(fenetre)
    assert "ne change rien" in affiche.introduction.text()
    assert affiche.bouton_mettre_a_jour.isHidden() and affiche.liste.isHidden()


def test_avis_montres_en_texte_brut(fenetre: Fenetre, classeur: Path) -> None:
    retoucher(classeur, lambda contenu: saisir(contenu, {"horizon": "<b>dix</b>"}))
    reprendre(fenetre, classeur)
    (avis,) = resume(fenetre).avis
    assert "<b>dix</b>" in avis.text() and avis.textFormat().name == "PlainText"


def test_fichier_refuse_se_dit_dans_le_bandeau_et_le_dossier_reste(
    fenetre: Fenetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "autre.xlsx").write_bytes(b"PK\3\4 tronque")
    avant = dossier(fenetre)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "autre.xlsx"), ""))
    fenetre.action_reprendre.trigger()
    assert fenetre.bandeau.texte.startswith("Le classeur n'a pas été repris. Ce classeur est abîmé")
    assert fenetre.bandeau.bouton("Choisir un autre classeur").isVisible()
    assert dossier(fenetre) == avant and fenetre.action_reprendre.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    fenetre.bandeau.bouton("Choisir un autre classeur").click()
    assert dossier(fenetre) == avant


def test_fichier_absent_se_dit(fenetre: Fenetre, tmp_path: Path) -> None:
    reprendre(fenetre, tmp_path / "absent.xlsx")
    assert "n'existe pas" in fenetre.bandeau.texte


def test_bouton_de_l_accueil(fenetre: Fenetre, classeur: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(classeur), ""))
    fenetre.montrer("accueil")
    assert isinstance(fenetre.page, PageAccueil)
    fenetre.page.bouton_classeur.click()
    assert resume(fenetre).changements


def test_lecture_hors_du_fil_de_la_fenetre(
    fenetre: Fenetre, classeur: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fils: list[int] = []
    lire = lecture.octets_surs

    def noter(chemin: Path) -> bytes:
        fils.append(threading.get_ident())
        return lire(chemin)

    monkeypatch.setattr(lecture, "octets_surs", noter)
    fenetre.travaux._synchrone = False
    reprendre(fenetre, classeur)
    qtbot.waitUntil(lambda: any(un.isVisible() for un in fenetre.findChildren(ResumeReprise)))
    assert fils and fils[0] != threading.get_ident()
    resume(fenetre).reject()
