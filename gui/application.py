"""Démarrage de l'application : peindre d'abord, lire le guide ensuite."""

import gc
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from gui.fenetre import TITRE, Fenetre
from gui.identite import poser_identite
from gui.theme.style import NomTheme, appliquer, theme_du_systeme
from modele.donnees_locales import REGLAGES
from modele.dossiers.fautes import DejaOuverte

PROGRAMME = Path(__file__).resolve().parents[1]
LAISSER_PEINDRE_MS = 30
REPOS_MS = 300


def creer_application() -> QApplication:
    """L'unique QApplication, en français."""
    existante = QApplication.instance()
    if isinstance(existante, QApplication):
        return existante
    application = QApplication(["boussole"])
    application.setApplicationName(TITRE)
    application.setDesktopFileName("boussole-circuits-courts")
    poser_identite(application)
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    traduction = QTranslator(application)
    if traduction.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(traduction)
    return application


def lire_reglages(donnees: Path) -> QSettings:
    """Réglages de la fenêtre, dans le dossier de données (jamais dans le registre)."""
    # Qt y retient aussi, pour son choix de fichiers, les derniers dossiers visités.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(donnees))
    return QSettings(str(donnees / REGLAGES), QSettings.Format.IniFormat)


def poser_theme(
    application: QApplication, reglages: QSettings, nom: NomTheme | None = None, texte: int | None = None
) -> None:
    """Thème et taille demandés, sinon retenus, sinon ceux du système."""
    retenu = reglages.value("fenetre/theme")
    choisi: NomTheme = retenu if retenu in ("clair", "sombre") else theme_du_systeme(application)
    try:
        taille = int(str(reglages.value("fenetre/texte", 100)))
    except ValueError:
        taille = 100
    taille = min(max(taille, 80), 300)
    appliquer(application, nom or choisi, (texte or taille) / 100)


def _surveiller(genre: type[BaseException], faute: BaseException, pile: TracebackType | None) -> None:
    """Charge de quoi montrer les défauts au premier d'entre eux."""
    from gui.erreurs import attraper

    attraper(genre, faute, pile)


class Demarrage(QObject):
    """Remplit la fenêtre dès sa première peinture, puis ouvre les dossiers."""

    pret = Signal()
    """Émis quand la base des dossiers est ouverte, ou ne peut pas l'être."""

    def __init__(self, fenetre: Fenetre, donnees: Path) -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        self._donnees = donnees
        self.seule = False
        """Vrai quand cette fenêtre tient le verrou : elle répond alors aux seconds démarrages."""
        self.surveillee = False
        """Vrai quand les défauts se montrent et que le journal se tient."""
        self.brutal = False
        """Vrai quand la fois précédente s'est arrêtée brutalement."""
        self.fichier: Path | None = None
        """Mise à jour du catalogue à montrer une fois les dossiers ouverts."""
        fenetre.attente.peinte.connect(self._peinte)

    def _peinte(self) -> None:
        self._fenetre.attente.peinte.disconnect(self._peinte)
        QTimer.singleShot(0, self, self.charger)

    def charger(self) -> None:
        """Lit le catalogue et l'aperçu du dernier dossier, construit les pages, puis ouvre la base."""
        from gui.rangement import Rangement
        from gui.session import Session
        from modele.catalogue.editions import Editions
        from modele.dossiers.objets import Dossier
        from modele.dossiers.rapide import lire_apercu

        actif = Editions(self._donnees).actif()
        apercu = lire_apercu(self._donnees, actif.catalogue)
        dossier = None
        if apercu is not None:
            dossier = Dossier(
                apercu.situation.nom,
                apercu.situation,
                apercu.identifiant,
                prix_proposes=apercu.prix_proposes,
            )
        session = Session(actif.catalogue, parent=self._fenetre, dossier=dossier, base=actif.base)
        rangement = Rangement(session, self._donnees, self._fenetre)
        self._fenetre.accueillir(session, rangement, panneau_ensuite=True)
        if actif.avis:
            self._fenetre.bandeau.montrer(actif.avis, "alerte")

        def suite() -> None:
            self._fenetre.poser_panneau()
            QTimer.singleShot(LAISSER_PEINDRE_MS, self, ouvrir_base)

        def ouvrir_base() -> None:
            rangement.ouvrir_base(apercu)
            # Le catalogue ne bougera plus : le ramasse-miettes n'a plus à le parcourir.
            gc.freeze()
            gc.enable()
            self.pret.emit()
            self._ensuite()

        # La grille est peinte avant que le calculateur et SQLAlchemy ne soient importés.
        QTimer.singleShot(LAISSER_PEINDRE_MS, self, suite)

    def _ensuite(self) -> None:
        """Ce qui peut attendre que la ferme voie ses dossiers : sauvegardes, journal, seconds démarrages."""
        from gui import journal
        from gui.annonces import annoncer_au_demarrage
        from gui.veille import Veille

        if self.surveillee:
            from gui.erreurs import surveiller

            surveiller()
            journal.ouvrir(self._donnees)
            journal.noter(journal.Evenement.OUVERTURE)
        annoncer_au_demarrage(self._fenetre, self.brutal)
        Veille(self._fenetre).sauvegarder()
        # Sans verrou, les appels s'adressent à une autre fenêtre.
        if self.seule:
            from gui.instance import Ecoute

            Ecoute(self._donnees, self).demandee.connect(self._repondre)
        if self.fichier is not None:
            self._fenetre.reception.lire(self.fichier)

    def _repondre(self, fichier: Path | None) -> None:
        """Un second démarrage montre cette fenêtre, et lui passe la mise à jour qu'il devait ouvrir."""
        from gui.instance import ramener

        ramener(self._fenetre)
        if fichier is not None:
            self._fenetre.reception.lire(fichier)


def demarrer(
    donnees: Path | None,
    nom: NomTheme | None = None,
    texte: int | None = None,
    mesurer: bool = False,
    fichier: Path | None = None,
) -> int:
    """Ouvre l'application et rend son code de sortie ; ramène la fenêtre déjà ouverte s'il y en a une.

    `fichier` est une mise à jour du catalogue à montrer.

    Lève `DejaOuverte` si une autre fenêtre tient ces données et ne répond pas.
    """
    from gui import incidents
    from gui.instance import prendre_place
    from modele.emplacements_donnees import dossier_des_donnees

    # Tout ce qui est créé avant la grille sert jusqu'à la fin : le ramasse-miettes y perdrait son temps.
    gc.disable()
    application = creer_application()
    dossier = dossier_des_donnees(donnees, PROGRAMME)
    try:
        verrou = prendre_place(dossier, fichier=fichier)
    except DejaOuverte as faute:
        annoncer(str(faute))
        raise
    if verrou is None:
        return 0
    # Avant la fenêtre : un plantage de Qt à sa construction se raconte aussi.
    brutal = not mesurer and incidents.armer(dossier)
    reglages = lire_reglages(dossier)
    poser_theme(application, reglages, nom, texte)
    if not mesurer:
        sys.excepthook = _surveiller
    fenetre = Fenetre(reglages)
    # Avant le démarrage, dont le travail suit la première peinture : il la note d'abord.
    mesure = None
    if mesurer:
        from gui.mesure_demarrage import Mesure

        mesure = Mesure(fenetre)
    demarrage = Demarrage(fenetre, dossier)
    demarrage.seule = verrou.tenu
    demarrage.surveillee = not mesurer
    demarrage.brutal = brutal
    demarrage.fichier = fichier
    if mesure is not None:
        demarrage.pret.connect(mesure.finir)
    elif fichier is None:
        # Qui ouvre une mise à jour attend sa réponse, que la visite cacherait.
        demarrage.pret.connect(lambda: proposer_la_visite(fenetre))
    fenetre.show()
    code = application.exec()
    _finir()
    verrou.rendre()
    return code


def _finir() -> None:
    from gui import incidents, journal

    journal.noter(journal.Evenement.FERMETURE)
    journal.fermer()
    incidents.desarmer()


def proposer_la_visite(fenetre: Fenetre) -> None:
    """Montre la visite guidée au tout premier démarrage, une fois la page au repos."""
    reglages = fenetre.reglages
    # La place de la fenêtre n'est notée qu'à la fermeture : sans elle, personne n'a encore ouvert l'application.
    if reglages.contains("visite/vue") or reglages.contains("fenetre/geometrie"):
        return

    def visite() -> None:
        from gui.aide.visite import visiter

        if fenetre.isVisible():
            visiter(fenetre)

    QTimer.singleShot(REPOS_MS, fenetre, visite)


def annoncer(texte: str) -> None:
    """Dit pourquoi l'application ne s'ouvre pas, à qui n'a pas de terminal sous les yeux."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    message = QMessageBox()
    message.setWindowTitle(TITRE)
    message.setTextFormat(Qt.TextFormat.PlainText)
    message.setText(
        f"{texte}\n\nElle ne répond pas. Attendez un instant et recommencez ; si la fenêtre reste introuvable, "
        "redémarrez l'ordinateur. Une clé USB ou un dossier partagé peut aussi être ouvert sur un autre poste."
    )
    message.exec()
