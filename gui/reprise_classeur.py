"""« Ouvrir un classeur… » : choix du fichier, lecture suivie, résumé, sauvegarde, puis reprise.

Rien n'est appliqué avant que tous les dossiers aient été sauvegardés, ou que la ferme ait choisi de s'en passer.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from gui.erreurs import phrase_de_faute
from modele.dossiers.fautes import BaseAbimee
from modele.dossiers.objets import Dossier
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.composants.resume_reprise import ResumeReprise
    from gui.fenetre import Fenetre
    from modele.reprise.lecture import Reprise

_HORS_DU_CHANGEMENT = ("identifiant", "cree_le", "modifie_le", "archive")
"""Ce que seul l'enregistrement décide."""
_NON_REPRIS = "Le classeur n'a pas été repris."
_SAUVEGARDES = " Vos dossiers d'avant sont gardés dans les sauvegardes."


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
    catalogue = session.catalogue_du_guide

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
            f"{_NON_REPRIS} {raison}",
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
    for demande, appliquer in (
        (resume.nouveau_demande, _ajouter),
        (resume.mise_a_jour_demandee, _mettre_a_jour),
    ):
        demande.connect(partial(_sauvegarder_puis, fenetre, partial(appliquer, fenetre, reprise)))
    resume.open()
    return resume


def _sauvegarder_puis(fenetre: "Fenetre", appliquer: Callable[[str], None]) -> None:
    """Sauvegarde tous les dossiers hors du fil de la fenêtre, puis applique ; sinon dit pourquoi, sans rien changer.

    `appliquer` reçoit ce qu'il peut dire des sauvegardes.
    """
    rangement = fenetre.rangement
    assert rangement is not None
    base = rangement.base

    def travail(suivi: Suivi) -> None:
        from modele.dossiers.horloge import heure_locale
        from modele.dossiers.sauvegardes import REPRISE, sauvegarder

        suivi.avancer(0, 1)
        sauvegarder(base, REPRISE, heure_locale())
        suivi.avancer(1, 1)

    def echoue(faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            fenetre.bandeau.hide()
            raise faute
        if isinstance(faute, BaseAbimee):
            rangement.a_restaurer.emit(f"{_NON_REPRIS} {raison}")
            return
        fenetre.bandeau.montrer(
            f"{_NON_REPRIS} Vos dossiers n'ont pas pu être sauvegardés avant. {raison}",
            "erreur",
            (
                ("Réessayer", lambda: _sauvegarder_puis(fenetre, appliquer)),
                ("Reprendre sans sauvegarde", lambda: appliquer("")),
            ),
        )

    # Ce qui vient d'être tapé doit être dans la sauvegarde ; si la base le refuse, elle l'a déjà dit.
    rangement.enregistrer()
    if not rangement.a_jour:
        return
    tache = fenetre.travaux.preparer(travail)
    fenetre.action_reprendre.setEnabled(False)
    fenetre.bandeau.montrer_travail("Sauvegarde de vos dossiers avant la reprise…", tache.annuler)
    tache.reussie.connect(lambda _: appliquer(_SAUVEGARDES))
    tache.echouee.connect(echoue)
    tache.annulee.connect(lambda: fenetre.bandeau.montrer("Reprise annulée\u00a0: rien n'a changé."))
    tache.finie.connect(lambda: fenetre.action_reprendre.setEnabled(True))
    fenetre.travaux.partir(tache)


def _ajouter(fenetre: "Fenetre", reprise: "Reprise", suite: str) -> None:
    assert fenetre.rangement is not None
    if fenetre.rangement.ajouter(reprise.dossier):
        fenetre.montrer("comparer")
        fenetre.bandeau.montrer(f"Classeur repris dans un nouveau dossier.{suite}")


def _mettre_a_jour(fenetre: "Fenetre", reprise: "Reprise", suite: str) -> None:
    """Un seul changement, qu'un seul « Annuler » défait ; part du dossier tel qu'il est à cet instant."""
    from modele.reprise.fusion import mis_a_jour

    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None and rangement is not None and reprise.origine is not None
    actuel = rangement.retrouver(reprise.origine)
    if actuel is None:
        fenetre.bandeau.montrer(f"{_NON_REPRIS} Ce dossier n'existe plus.", "erreur")
        return
    rangement.ouvrir(actuel.identifiant)
    if session.dossier.identifiant != actuel.identifiant:
        return
    dossier = mis_a_jour(session.dossier, reprise)
    champs: dict[str, Any] = {
        champ.name: getattr(dossier, champ.name)
        for champ in fields(Dossier)
        if champ.name not in _HORS_DU_CHANGEMENT
    }
    session.modifier_dossier(**champs)
    fenetre.montrer("comparer")
    fenetre.bandeau.montrer(
        f"Dossier mis à jour d'après le classeur.{suite}",
        actions=(("Annuler", fenetre.action_annuler.trigger),),
    )
