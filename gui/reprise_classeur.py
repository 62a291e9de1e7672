"""« Ouvrir un classeur… » : choix du fichier, lecture suivie, résumé, puis reprise ou renoncement."""

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from gui.erreurs import phrase_de_faute
from modele.dossiers.objets import Dossier
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.composants.resume_reprise import ResumeReprise
    from gui.fenetre import Fenetre
    from modele.reprise.lecture import Reprise

_HORS_DU_CHANGEMENT = ("identifiant", "cree_le", "modifie_le", "archive")
"""Ce que seul l'enregistrement décide."""


def demander_et_reprendre(fenetre: "Fenetre") -> None:
    """Demande un classeur, puis le lit ; ne fait rien si l'on renonce."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dossier = str(fenetre.reglages.value("export/dossier", documents))
    choisi, _ = QFileDialog.getOpenFileName(
        fenetre, "Ouvrir un classeur", dossier, "Classeur Excel (*.xlsx);;Tous les fichiers (*)"
    )
    if choisi:
        reprendre(fenetre, Path(choisi))


def reprendre(fenetre: "Fenetre", chemin: Path) -> None:
    """Lit le classeur hors du fil de la fenêtre et montre ce qui changerait ; rien ne change encore."""
    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None
    if rangement is None or not rangement.disponible:
        fenetre.bandeau.montrer("Vos dossiers ne sont pas accessibles pour l'instant.", "erreur")
        return
    catalogue = session.catalogue

    def travail(suivi: Suivi) -> "Reprise":
        from modele.reprise.lecture import lire_classeur

        return lire_classeur(chemin, catalogue, suivi)

    def reussi(reprise: "Reprise") -> None:
        fenetre.bandeau.hide()
        _montrer(fenetre, chemin.name, reprise)

    def echoue(faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            fenetre.bandeau.hide()
            raise faute
        fenetre.bandeau.montrer(
            f"Le classeur n'a pas été repris. {raison}",
            "erreur",
            (("Choisir un autre classeur", lambda: demander_et_reprendre(fenetre)),),
        )

    tache = fenetre.travaux.preparer(travail)
    fenetre.action_reprendre.setEnabled(False)
    fenetre.bandeau.montrer_travail("Lecture du classeur…", tache.annuler)
    tache.avance.connect(fenetre.bandeau.avancer)
    tache.reussie.connect(reussi)
    tache.echouee.connect(echoue)
    tache.annulee.connect(lambda: fenetre.bandeau.montrer("Lecture annulée\u00a0: rien n'a changé."))
    tache.finie.connect(lambda: fenetre.action_reprendre.setEnabled(True))
    fenetre.travaux.partir(tache)


def _montrer(fenetre: "Fenetre", nom: str, reprise: "Reprise") -> "ResumeReprise":
    from gui.composants.resume_reprise import ResumeReprise
    from modele.reprise.fusion import mis_a_jour

    assert fenetre.session is not None and fenetre.rangement is not None
    actuel = fenetre.rangement.retrouver(reprise.origine) if reprise.origine else None
    futur = mis_a_jour(actuel, reprise) if actuel else None
    resume = ResumeReprise(nom, reprise, actuel, futur, fenetre.session.catalogue, fenetre)
    resume.nouveau_demande.connect(lambda: _ajouter(fenetre, reprise.dossier))
    if futur is not None:
        resume.mise_a_jour_demandee.connect(lambda: _mettre_a_jour(fenetre, futur))
    resume.open()
    return resume


def _ajouter(fenetre: "Fenetre", dossier: Dossier) -> None:
    assert fenetre.rangement is not None
    if fenetre.rangement.ajouter(dossier):
        fenetre.montrer("comparer")
        fenetre.bandeau.montrer("Classeur repris dans un nouveau dossier.")


def _mettre_a_jour(fenetre: "Fenetre", dossier: Dossier) -> None:
    """Un seul changement, qu'un seul « Annuler » défait."""
    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None and rangement is not None
    rangement.ouvrir(dossier.identifiant)
    if session.dossier.identifiant != dossier.identifiant:
        return
    champs: dict[str, Any] = {
        champ.name: getattr(dossier, champ.name)
        for champ in fields(Dossier)
        if champ.name not in _HORS_DU_CHANGEMENT
    }
    session.modifier_dossier(**champs)
    fenetre.montrer("comparer")
    fenetre.bandeau.montrer(
        "Dossier mis à jour d'après le classeur.", actions=(("Annuler", fenetre.action_annuler.trigger),)
    )
