"""La base des dossiers vue de la fenêtre : l'ouvrir, y écrire à mesure, la retrouver quand le poste l'empêche."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.journal import Evenement, noter, noter_faute
from gui.patience import OCCUPE, PATIENCE_MS, Patience
from gui.session import Session
from modele.dossiers.fautes import BaseAbimee, BaseEtrangere, BaseOccupee, BasePerdue, BaseRemplacee
from modele.dossiers.objets import Dossier, ResumeDossier
from modele.dossiers.rapide import Apercu, ecrire_apercu, oublier_apercu
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.situation import EXEMPLE

if TYPE_CHECKING:
    from modele.dossiers.depot import DepotDossiers
    from modele.dossiers.depot_differe import DepotDiffere

NOM_BASE = "dossiers.sqlite"
DELAI_MS = 300
A_REMPLACER = (BaseAbimee, BaseEtrangere, BasePerdue)
"""Ce dont une sauvegarde guérit ; tout autre empêchement vient du poste, et la base est sans doute entière."""
NOM_GARDE = 150
"""Ce qui reste du nom d'une ferme quand une mention le suit (200 signes au plus)."""
EN_ATTENTE = " (saisie non enregistrée)"
REMPLACEE = (
    "Un autre programme, de synchronisation ou de copie, a remplacé le fichier de vos dossiers : il vient d'être relu. "
    "Celui d'avant est gardé à part."
)
CONSULTATION = "Vos dossiers ne peuvent pas être ouverts : vous pouvez consulter et calculer, mais rien ne sera enregistré."


class AccesDossiers(QObject):
    """Ouvre la base, enregistre chaque changement, et garde ce qu'elle n'a pas pu prendre."""

    liste_changee = Signal()
    """Émis quand un dossier est créé, renommé, archivé, supprimé ou enregistré."""
    empeche = Signal(str)
    """Émis avec une phrase quand l'enregistrement ou une demande est impossible."""
    a_restaurer = Signal(str)
    """Émis avec une phrase quand la base est abîmée ou perdue : une sauvegarde peut la remplacer."""
    a_reessayer = Signal(str)
    """Émis avec une phrase quand la base ne s'ouvre pas pour l'instant : `reessayer` peut y arriver."""
    bloque = Signal(str, object)
    """Émis avec une phrase et de quoi passer outre, quand continuer perdrait une saisie que la base n'a pas prise."""
    retablie = Signal(str)
    """Émis quand l'accès revient, ou que la saisie en attente est écrite ; la phrase peut être vide."""

    def __init__(self, session: Session, donnees: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._donnees = donnees
        self._depot: DepotDiffere | None = None
        self._a_ecrire = False
        self._garde: Dossier | None = None
        self._connus: tuple[ResumeDossier, ...] = ()
        self._deja_ouverte = False
        self.refus: Exception | None = None
        """Ce qui a empêché le dernier enregistrement ; None s'il a abouti."""
        self.fermee_par: Exception | None = None
        """Ce qui empêche la base de s'ouvrir ; None si elle l'est."""
        self._depart = session.dossier
        self._ecriture = Patience(self.enregistrer, self)
        self._ecriture.annonce.connect(self.empeche)
        self._ecriture.leve.connect(lambda: self.retablie.emit("Votre saisie est enregistrée."))
        self._ouverture = Patience(self.reessayer, self)
        self._ouverture.annonce.connect(self.a_reessayer)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(DELAI_MS)
        self._delai.timeout.connect(self._ecrire_des_que_possible)
        session.dossier_change.connect(self._noter_changement)

    @property
    def disponible(self) -> bool:
        """Vrai quand la base est ouverte."""
        return self._depot is not None

    @property
    def donnees(self) -> Path:
        """Dossier où vivent les données de l'utilisateur."""
        return self._donnees

    @property
    def base(self) -> Path:
        """Fichier des dossiers."""
        return self._donnees / NOM_BASE

    @property
    def a_jour(self) -> bool:
        """Vrai quand tout ce qui est affiché est enregistré."""
        return self.disponible and not self._a_ecrire

    def ouvrir_base(self, apercu: Apercu | None, neuve: bool = False) -> None:
        """Ouvre la base et rend à la session son dossier entier ; une phrase si c'est impossible.

        `neuve` écarte d'abord la base présente.
        """
        from modele.dossiers import ouverture

        try:
            self._depot = ouverture.ouvrir(
                self.base, neuve=neuve, attendue=self._deja_ouverte, patience_ms=PATIENCE_MS
            )
            dossier = self._dossier_de_depart(apercu)
        except (EntreeInvalide, FichierInaccessible, OSError) as faute:
            self._abandonner(faute)
            return
        self._deja_ouverte, self.fermee_par = True, None
        self._ouverture.renoncer()
        noter(Evenement.DOSSIERS_OUVERTS)
        relu, saisi = dossier, self._session.dossier
        # La ferme a déjà tapé pendant la lecture de la base : sa saisie l'emporte.
        if saisi.situation != self._depart.situation:
            dossier = replace(dossier, situation=saisi.situation, nom=saisi.situation.nom)
        if saisi.prix_proposes != self._depart.prix_proposes:
            dossier = replace(dossier, prix_proposes=saisi.prix_proposes)
        self._session.ouvrir(dossier)
        self._noter_garde()
        self._a_ecrire = dossier != relu or not dossier.identifiant
        self.enregistrer()
        self.liste_changee.emit()

    def enregistrer(self) -> None:
        """Écrit tout de suite ce qui a changé ; dit une phrase et garde la saisie si c'est impossible."""
        self._delai.stop()
        if self._depot is None:
            return
        try:
            garde = self._depot.enregistrer(self._session.dossier)
            self._session.enregistre(garde)
            self._depot.noter_ouvert(garde.identifiant)
        except (EntreeInvalide, FichierInaccessible) as faute:
            self.refus = faute
            texte = f"Votre saisie n'est pas enregistrée. {_raison(faute)}"
            if isinstance(faute, EntreeInvalide | BaseAbimee | BaseRemplacee):
                self._dire(faute, texte)
            else:
                noter_faute(Evenement.ATTENTE, faute)
                self._ecriture.echouer(faute, texte)
            return
        self._noter_garde()
        self._ecriture.reussir()
        ecrire_apercu(self._donnees, garde.identifiant, garde.situation, garde.prix_proposes)
        self.liste_changee.emit()

    def restaurer(self, sauvegarde: Path) -> None:
        """Remplace tous les dossiers par une sauvegarde, puis rouvre la base.

        Lève `FichierInaccessible` si la sauvegarde ne peut pas servir ; rien n'est alors changé.
        """
        from modele.dossiers.horloge import heure_locale
        from modele.dossiers.restauration import restaurer

        saine = self.disponible
        self.fermer()
        try:
            restaurer(self.base, sauvegarde, heure_locale() if saine else None)
        except (EntreeInvalide, FichierInaccessible):
            self._depart = self._session.dossier
            self.ouvrir_base(None)
            raise
        self._rouvrir()
        if not saine and self.disponible:
            self.retablie.emit("")

    def repartir_a_vide(self) -> None:
        """Écarte la base, sans l'effacer, et en commence une autre."""
        self.fermer()
        self._rouvrir(neuve=True)
        if self.disponible:
            self.retablie.emit("")

    def reessayer(self) -> None:
        """Rouvre une base qui ne s'ouvrait pas ; sans effet si elle est ouverte."""
        if self._depot is None:
            self._rouvrir()
            if self.disponible:
                self.retablie.emit("")

    def fermer(self) -> None:
        """Enregistre et rend la base."""
        if self._a_ecrire:
            self.enregistrer()
        self._rendre()

    def oublier(self) -> None:
        """Rend la base sans rien y écrire : elle va être effacée."""
        self._a_ecrire = False
        self._rendre()

    def recommencer(self) -> None:
        """Repart sur l'exemple, dans une base neuve si l'ancienne n'est plus là."""
        self._session.ouvrir(Dossier(EXEMPLE.nom, EXEMPLE, exemple=True))
        self._depart = self._session.dossier
        self._a_ecrire = False
        self.ouvrir_base(None, neuve=not self.base.exists())

    def retrouver(self, dossier: Dossier) -> Dossier | None:
        """État présent d'un dossier de cette base dont on tient un état passé ; None s'il n'y est pas."""
        ouvert = self._session.dossier
        if self._depot is None or not dossier.identifiant:
            return None
        try:
            meme = ouvert.identifiant == dossier.identifiant
            present = ouvert if meme else self._depot.lire(dossier.identifiant)
        except (EntreeInvalide, FichierInaccessible):
            return None
        # Un autre ordinateur a pu donner le même numéro à un autre dossier.
        return present if present.cree_le == dossier.cree_le else None

    def _rouvrir(self, neuve: bool = False, remplacee: bool = False) -> None:
        """Ouvre la base ; ce qu'elle n'a pas pu prendre ne disparaît pas, mais fait un dossier de plus."""
        en_attente = self._session.dossier if self._a_ecrire or remplacee else None
        apercu = (
            Apercu(en_attente.identifiant, en_attente.situation, en_attente.prix_proposes)
            if en_attente and remplacee
            else None
        )
        self._depart = self._session.dossier
        self.ouvrir_base(apercu, neuve)
        if en_attente is None or self._depot is None or neuve:
            return
        present = self.retrouver(en_attente)
        if present is None or replace(present, modifie_le="") != replace(en_attente, modifie_le=""):
            self._mettre_a_part(en_attente, self._depot)

    def _mettre_a_part(self, dossier: Dossier, depot: "DepotDiffere") -> None:
        nom = f"{dossier.nom[:NOM_GARDE]}{EN_ATTENTE}"
        situation = replace(dossier.situation, nom=nom)
        try:
            depot.enregistrer(replace(dossier, identifiant=0, nom=nom, situation=situation, exemple=False))
        except (EntreeInvalide, FichierInaccessible) as faute:
            self._dire(faute, f"Votre saisie n'est pas enregistrée. {phrase(faute)}")
            return
        self.liste_changee.emit()

    def _reprendre(self) -> None:
        """Relit le fichier qui a pris la place de la base ; garde à part celle d'avant et ce qui est à l'écran."""
        from modele.dossiers.restauration import place_a_part

        if self._depot is None or self._depot.en_place:
            return
        noter(Evenement.REMPLACEMENT)
        with suppress(FichierInaccessible, OSError):
            self._depot.recopier(place_a_part(self.base))
        self._rendre()
        self._rouvrir(remplacee=True)
        if self.disponible:
            self.retablie.emit(REMPLACEE)

    def _rendre(self) -> None:
        self._delai.stop()
        self._ecriture.renoncer()
        self._ouverture.renoncer()
        if self._depot is not None:
            self._depot.fermer()
            self._depot = None

    def _dossier_de_depart(self, apercu: Apercu | None) -> Dossier:
        assert self._depot is not None
        self._connus = self._depot.lister()
        connus = {resume.identifiant for resume in self._connus}
        dernier = self._depot.dernier_ouvert()
        for candidat in (apercu.identifiant if apercu else None, dernier):
            if candidat in connus and candidat is not None:
                return self._depot.lire(candidat)
        if connus:
            return self._un_autre(self._depot)
        # Une base vide ne connaît pas le numéro que ce dossier portait ailleurs.
        return replace(self._session.dossier, identifiant=0)

    def _un_autre(self, depot: "DepotDossiers | DepotDiffere") -> Dossier:
        for resume in depot.lister():
            if not resume.archive:
                return depot.lire(resume.identifiant)
        oublier_apercu(self._donnees)
        return depot.enregistrer(Dossier(EXEMPLE.nom, EXEMPLE, exemple=True))

    def _abandonner(self, faute: Exception) -> None:
        if self._depot is not None:
            self._depot.fermer()
            self._depot = None
        self.fermee_par = faute
        self._dire(faute, f"{CONSULTATION} {_raison(faute)}")

    def _dire(self, faute: Exception, texte: str) -> None:
        noter_faute(Evenement.DOSSIERS_REFUSES, faute)
        if isinstance(faute, BaseRemplacee):
            # Au tour suivant : c'est souvent la liste des dossiers que l'on est en train de lire.
            QTimer.singleShot(0, self, self._reprendre)
        elif isinstance(faute, A_REMPLACER):
            self.a_restaurer.emit(texte)
        elif self._depot is not None:
            self.empeche.emit(texte)
        elif isinstance(faute, BaseOccupee):
            self._ouverture.echouer(faute, texte)
        else:
            self.a_reessayer.emit(texte)

    def _noter_garde(self) -> None:
        """Ce qui est à l'écran est dans la base."""
        self._garde = self._session.dossier
        self._a_ecrire = False
        self.refus = None

    def _noter_changement(self) -> None:
        # Annuler une saisie que la base n'a pas prise la rend inutile à écrire.
        self._a_ecrire = self._session.dossier != self._garde
        self._ecriture.redire()
        if self._depot is not None:
            self._depot.preparer(self._session.dossier)
            self._delai.start()

    def _ecrire_des_que_possible(self) -> None:
        # La première écriture attend SQLAlchemy, chargé dans un autre fil : la frappe, elle, n'attend pas.
        if self._depot is None or self._depot.preparer(self._session.dossier):
            self.enregistrer()
        else:
            self._delai.start()


def _raison(faute: Exception) -> str:
    return OCCUPE if isinstance(faute, BaseOccupee) else phrase(faute)
