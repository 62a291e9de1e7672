"""« Exporter vers Excel » : choix du fichier, travail suivi, suite proposée."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from gui.composants.champ_saisie import sans_invisibles
from gui.erreurs import phrase_de_faute
from gui.liens import ouvrir_fichier
from modele.suivi import Suivi

if TYPE_CHECKING:
    from gui.fenetre import Fenetre

_ESPACE = 32
_INTERDITS = '<>:"/\\|?*'


def nom_propose(ferme: str, debut: str = "Comparaison", suffixe: str = ".xlsx") -> str:
    """Nom de fichier accepté par tous les systèmes, tiré du nom de la ferme."""
    # Un signe qui renverse le sens de lecture ferait passer un nom de fichier pour un autre.
    lisible = sans_invisibles("".join(" " if ord(lettre) < _ESPACE else lettre for lettre in ferme))
    propre = "".join(" " if lettre in _INTERDITS else lettre for lettre in lisible)
    propre = " ".join(propre.split()).strip(". ")[:80]
    return f"{debut} - {propre or 'ma ferme'}{suffixe}"


def demander_et_exporter(fenetre: "Fenetre") -> None:
    """Demande un emplacement, puis exporte ; ne fait rien si l'on renonce."""
    assert fenetre.session is not None
    propose = str(dossier_propose(fenetre.reglages) / nom_propose(fenetre.session.situation.nom))
    choisi, _ = QFileDialog.getSaveFileName(
        fenetre, "Exporter vers Excel", propose, "Classeur Excel (*.xlsx)"
    )
    if choisi:
        chemin = Path(choisi)
        exporter_vers(fenetre, chemin if chemin.suffix.lower() == ".xlsx" else Path(f"{choisi}.xlsx"))


def dossier_propose(reglages: QSettings) -> Path:
    """Dossier du dernier export, sinon celui des documents."""
    lieux = QStandardPaths.StandardLocation
    documents = QStandardPaths.writableLocation(lieux.DocumentsLocation)
    for dossier in (str(reglages.value("export/dossier", documents)), documents):
        if dossier and Path(dossier).is_dir():
            return Path(dossier)
    return Path(QStandardPaths.writableLocation(lieux.HomeLocation))


def exporter_vers(fenetre: "Fenetre", chemin: Path) -> None:
    """Écrit le classeur hors du fil de la fenêtre et dit la suite dans le bandeau."""
    assert fenetre.session is not None
    catalogue, comparaison = fenetre.session.catalogue, fenetre.session.comparaison
    dossier = fenetre.session.dossier

    def travail(suivi: Suivi) -> None:
        from modele.export.classeur import exporter

        exporter(catalogue, comparaison, chemin, suivi, dossier)

    def reussi(_resultat: object) -> None:
        fenetre.reglages.setValue("export/dossier", str(chemin.parent))
        fenetre.bandeau.montrer(
            f"Classeur écrit : {chemin.name}",
            actions=(
                ("Ouvrir le classeur", lambda: ouvrir_fichier(chemin)),
                ("Ouvrir le dossier", lambda: ouvrir_fichier(chemin.parent)),
            ),
        )

    def echoue(faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            fenetre.bandeau.hide()
            raise faute
        fenetre.bandeau.montrer(
            f"Le classeur n'a pas été écrit. {raison}",
            "erreur",
            (("Choisir un autre emplacement", lambda: demander_et_exporter(fenetre)),),
        )

    tache = fenetre.travaux.preparer(travail)
    fenetre.action_exporter.setEnabled(False)
    fenetre.barre.bouton_exporter.setEnabled(False)
    fenetre.bandeau.montrer_travail("Écriture du classeur…", tache.annuler)
    tache.avance.connect(fenetre.bandeau.avancer)
    tache.reussie.connect(reussi)
    tache.echouee.connect(echoue)
    tache.annulee.connect(lambda: fenetre.bandeau.montrer("Export annulé : aucun fichier n'a été écrit."))
    tache.finie.connect(lambda: fenetre.action_exporter.setEnabled(True))
    tache.finie.connect(lambda: fenetre.barre.bouton_exporter.setEnabled(True))
    fenetre.travaux.partir(tache)
