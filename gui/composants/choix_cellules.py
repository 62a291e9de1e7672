"""Ce que montre chaque case de la vue « Côte à côte » : statut, coût, réponse, faits, contacts, note."""

from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.composants.besoins_restants import FORMES
from gui.composants.etiquettes import etiquette
from gui.composants.fiche_carte import ContactFiche
from gui.composants.fiche_contenu import CONTACT
from gui.composants.methode_saisie import ZoneBornee
from gui.composants.signe_etat import SigneEtat
from gui.session import Session
from gui.tableaux import phrases
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.choix.objets import Resultat
from modele.choix.statut import valeur_pour

NOTE_MAX = 10_000
LIGNES_DE_NOTE = (3, 100)
"""Au moins, au plus : la vue défile, la note n'a guère à le faire."""


class Cellule(QWidget):
    """Une case ; `montrer` la remet à jour pour le même outil."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colonne = QVBoxLayout(self)
        self._colonne.setContentsMargins(0, 0, 0, 0)
        self._colonne.setSpacing(theme().px(jetons.PAS[0]))

    def montrer(self, resultat: Resultat) -> None:
        """Reprend ce qui dépend de la ferme."""

    def _ajouter(self, widget: QWidget) -> None:
        self._colonne.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def _fermer(self) -> None:
        """Le reste de la hauteur reste vide en bas."""
        self._colonne.addStretch(1)


class CelluleTexte(Cellule):
    """Un texte tiré du résultat."""

    def __init__(
        self, lire: Callable[[Resultat], str], role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lire = lire
        self.texte = etiquette(self, role, coupee=True)
        self._ajouter(self.texte)
        self._fermer()

    def montrer(self, resultat: Resultat) -> None:
        """Relit le texte."""
        self.texte.setText(self._lire(resultat))


class _CelluleSigne(Cellule):
    """Une forme et son mot, et dessous un texte."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signe = SigneEtat(self)
        self.mot = etiquette(self, "fort", coupee=True)
        self.texte = etiquette(self, role, coupee=True)
        tete = QHBoxLayout()
        tete.setSpacing(theme().px(jetons.PAS[0]))
        tete.addWidget(self.signe)
        tete.addWidget(self.mot, 1)
        self._colonne.addLayout(tete)
        self._ajouter(self.texte)
        self._fermer()

    def _ecrire(self, etat: str, mot: str, texte: str) -> None:
        self.signe.montrer(etat)
        self.mot.setText(mot)
        self.texte.setText(texte)
        self.texte.setVisible(bool(texte))


class CelluleStatut(_CelluleSigne):
    """Statut de l'outil et ses motifs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("legende", parent)

    def montrer(self, resultat: Resultat) -> None:
        """Redit le statut."""
        statut = resultat.statut.value
        motifs = " ".join(resultat.motifs)
        self._ecrire(FORMES[statut], jetons.STATUTS[statut][0].capitalize(), motifs)


class CelluleReponse(_CelluleSigne):
    """Réponse du guide à un besoin, avec toute sa nuance."""

    def __init__(self, critere: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._critere = critere

    def montrer(self, resultat: Resultat) -> None:
        """Redit la réponse."""
        outil = resultat.cout.outil
        valeur = valeur_pour(outil, self._critere)
        nuance = phrases.nuance(outil.par_critere.get(self._critere))
        # « Non dit » suffit quand le guide n'ajoute rien.
        self._ecrire(valeur.value, phrases.mot(valeur), "" if nuance == phrases.NON_DIT else nuance)


class CelluleMontant(Cellule):
    """Un montant en grand, et dessous ce qui le nuance."""

    def __init__(
        self,
        lire: Callable[[Resultat], str],
        nuancer: Callable[[Resultat], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lire, self._nuancer = lire, nuancer
        self.montant = etiquette(self, "chiffre", coupee=True)
        self.nuance = etiquette(self, "legende", coupee=True)
        self._ajouter(self.montant)
        self._ajouter(self.nuance)
        self._fermer()

    def montrer(self, resultat: Resultat) -> None:
        """Relit le montant."""
        self.montant.setText(self._lire(resultat))
        nuance = self._nuancer(resultat)
        self.nuance.setText(nuance)
        self.nuance.setVisible(bool(nuance))


class CelluleContacts(Cellule):
    """Contacts de l'éditeur, à ouvrir."""

    lien_demande = Signal(str)

    def __init__(self, catalogue: Catalogue, outil: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        faits = [fait for fait in catalogue.par_outil[outil].faits if fait.rubrique == CONTACT]
        self.contacts = [
            ContactFiche(fait, catalogue.par_doute.get(fait.doute or ""), self) for fait in faits
        ]
        for contact in self.contacts:
            contact.lien_demande.connect(self.lien_demande)
            # La place manque ici ; la fiche, à un clic, permet de copier.
            contact.copier.hide()
            self._ajouter(contact)
        self._fermer()


class CelluleNote(Cellule):
    """La note de la ferme sur un outil, gardée dans le dossier à chaque frappe."""

    def __init__(self, session: Session, outil: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._outil = outil
        nom = session.catalogue.par_outil[outil].nom
        self.zone = ZoneBornee(NOTE_MAX, *LIGNES_DE_NOTE)
        self.zone.fixer(session.dossier.notes.get(outil, ""))
        self.zone.setAccessibleName(f"Vos notes sur {nom}")
        self.zone.setPlaceholderText("Ce que vous en pensez, ce qui reste à demander…")
        self.zone.texte_saisi.connect(self._retenir)
        self._ajouter(self.zone)
        self._fermer()

    def montrer(self, resultat: Resultat) -> None:
        """Reprend la note du dossier, qu'une annulation a pu changer."""
        self.zone.fixer(self._session.dossier.notes.get(self._outil, ""))

    def _retenir(self, texte: str) -> None:
        notes = {outil: note for outil, note in self._session.dossier.notes.items() if outil != self._outil}
        if texte.strip():
            notes[self._outil] = texte
        self._session.modifier_dossier(notes=MappingProxyType(notes))
