"""« Effacer toutes mes données » : ce qui part est montré, une copie proposée, un mot demandé."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from gui import incidents, journal
from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.copie_sur_cle import copier_sur_une_cle
from gui.composants.donnees_confidentialite import combien
from gui.composants.donnees_rubrique import Rubrique, bouton
from gui.composants.texte_brut import texte_brut
from gui.erreurs import phrase_de_faute
from gui.rangement import Rangement
from gui.theme import jetons
from gui.theme.style import theme
from modele.donnees_locales import DOSSIERS, VERROU, effacer, etrangers, inventorier, taille_lisible
from modele.dossiers.fautes import lisible
from modele.dossiers.sauvegardes import DEMANDE, Sauvegarde
from modele.fautes import FichierInaccessible

if TYPE_CHECKING:
    from gui.fenetre import Fenetre
    from gui.taches import Travaux

TITRE = "Effacer toutes mes données"
MOT = "effacer"
RESTENT = (
    "les copies que vous avez mises sur une clé USB",
    "les classeurs que vous avez exportés",
    "les copies que cet ordinateur fait peut-être de lui-même (disque externe, OneDrive…)",
)
_CITES = 5


class DialogueEffacement(QDialog):
    """Ne s'accepte qu'une fois le mot écrit en entier."""

    sujet_d_aide = "confidentialite"

    def __init__(self, rangement: Rangement, travaux: "Travaux", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rangement = rangement
        self._travaux = travaux
        px = theme().px
        self.setWindowTitle(TITRE)
        self.lecture = Rubrique(TITRE)
        self.lecture.ajouter_titre("Ce qui part, pour toujours")
        self.lecture.ajouter_phrases(ce_qui_part(rangement))
        self.lecture.ajouter_titre("Ce qui reste")
        self.lecture.ajouter_phrases(ce_qui_reste(rangement.donnees))
        self.lecture.ajouter_titre("Avant, gardez-en une copie")
        self.copier = bouton("Copier d'abord sur une clé USB…", self._copier)
        self.avis = texte_brut()
        self.lecture.ajouter_boutons(self.copier)
        self.lecture.colonne.addWidget(self.avis)
        self.lecture.colonne.addStretch(1)
        self.mot = QLineEdit()
        self.mot.setMaxLength(2 * len(MOT))
        self.mot.textChanged.connect(self._regler)
        boutons = QDialogButtonBox()
        self.tout_effacer = bouton("Tout effacer", self.accept)
        boutons.addButton(self.tout_effacer, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.annuler = boutons.addButton("Annuler", QDialogButtonBox.ButtonRole.RejectRole)
        self.annuler.clicked.connect(self.reject)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(px(jetons.PAS[2]))
        disposition.addWidget(self.lecture, 1)
        disposition.addWidget(ChampEtiquete(f"Pour confirmer, écrivez «\u00a0{MOT}\u00a0»", self.mot))
        disposition.addWidget(boutons)
        hauteur = px(jetons.HAUTEUR_EFFACEMENT)
        if parent is not None:
            hauteur = min(hauteur, parent.height())
        self.resize(px(jetons.LARGEUR_GUIDE), hauteur)
        self._regler()
        self.annuler.setFocus()

    def _regler(self) -> None:
        self.tout_effacer.setEnabled(self.mot.text().strip().casefold() == MOT)

    def _copier(self) -> None:
        rangement = self._rangement
        rangement.enregistrer()
        base, ouverte = rangement.base, rangement.disponible

        def choisir() -> Sauvegarde:
            from modele.dossiers.horloge import heure_locale
            from modele.dossiers.ouverture import derniere_bonne
            from modele.dossiers.sauvegardes import sauvegarder

            if ouverte:
                sauvegarder(base, DEMANDE, heure_locale())
            bonne = derniere_bonne(base)
            if bonne is None:
                raise FichierInaccessible("Il n'y a aucune bonne sauvegarde à copier.")
            return bonne

        copier_sur_une_cle(
            self, self._travaux, choisir, self.avis.setText, self._dire, interdit=rangement.donnees
        )

    def _dire(self, faute: Exception) -> None:
        raison = phrase_de_faute(faute)
        if raison is None:
            raise faute
        self.avis.setText(raison)


def ce_qui_part(rangement: Rangement) -> str:
    """Une ligne par part présente, avec ce qu'elle contient."""
    lignes = []
    fermes = len(rangement.lister())
    for part in inventorier(rangement.donnees):
        quantite = combien(part)
        if part.cle == DOSSIERS and fermes:
            quantite = f"{fermes} ferme{'s' if fermes > 1 else ''}"
        if part.cle != VERROU:
            lignes.append(f"• {part.nom}\u00a0: {quantite}, {taille_lisible(part.octets)}")
    return "\n".join(lignes) or "Il n'y a rien à effacer."


def ce_qui_reste(donnees: Path) -> str:
    """Ce que l'application ne peut ou ne doit pas effacer."""
    lignes = [f"• {reste}" for reste in RESTENT]
    intrus = etrangers(donnees)
    if intrus:
        noms = ", ".join(f"«\u00a0{chemin.name}\u00a0»" for chemin in intrus[:_CITES])
        suite = "…" if len(intrus) > _CITES else ""
        lignes.append(
            f"• dans le dossier des données, ce qui ne vient pas de l'application\u00a0: {noms}{suite}"
        )
    return "\n".join(lignes)


def demander_et_effacer(fenetre: "Fenetre") -> None:
    """Montre ce qui partirait ; efface si le mot a été écrit."""
    if fenetre.rangement is None:
        return
    dialogue = DialogueEffacement(fenetre.rangement, fenetre.travaux, fenetre)
    accepte = dialogue.exec() == QDialog.DialogCode.Accepted
    dialogue.deleteLater()
    if accepte:
        # Au tour suivant : la page qui l'a demandé va être refaite.
        QTimer.singleShot(0, fenetre, lambda: effacer_tout(fenetre))


def _revenir_a_l_edition_livree(fenetre: "Fenetre") -> None:
    from modele.catalogue.editions import Editions

    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None and rangement is not None
    actif = Editions(rangement.donnees).actif()
    if actif.base != session.base:
        session.changer_de_catalogue(actif.catalogue, actif.base)


def effacer_tout(fenetre: "Fenetre") -> None:
    """Ferme proprement ce qui est ouvert, efface, et repart sur l'exemple avec l'apparence de départ."""
    from gui.application import poser_theme

    rangement = fenetre.rangement
    assert rangement is not None
    donnees = rangement.donnees
    fenetre.travaux.attendre()
    rangement.oublier()
    journalise, surveille = journal.fermer(), incidents.desarmer()
    fenetre.reglages.clear()
    fenetre.reglages.sync()
    # Le verrou est vide, et le lâcher laisserait entrer une seconde fenêtre.
    restes = effacer(donnees, sauf=(VERROU,))
    if surveille:
        incidents.armer(donnees)
    if journalise:
        journal.ouvrir(donnees)
    rangement.recommencer()
    _revenir_a_l_edition_livree(fenetre)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    poser_theme(application, fenetre.reglages)
    fenetre.construire()
    journal.noter(journal.Evenement.EFFACEMENT)
    if restes:
        noms = ", ".join(f"«\u00a0{lisible(reste)}\u00a0»" for reste in restes)
        fenetre.bandeau.montrer(
            f"Tout n'a pas pu être effacé. Fermez les autres programmes et recommencez, ou effacez vous-même\u00a0: {noms}.",
            "erreur",
        )
    elif rangement.disponible:
        fenetre.bandeau.montrer("Toutes vos données sont effacées. Voici de nouveau la ferme d'exemple.")
