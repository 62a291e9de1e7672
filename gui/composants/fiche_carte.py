"""La carte d'un outil : statut et coût pour la ferme, contacts à copier, réponses comptées."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.composants.etiquettes import etiquette
from gui.composants.fiche_contenu import CONTACT, decompte
from gui.composants.infobulle import expliquer
from gui.composants.signe_etat import SigneEtat
from gui.tableaux import phrases
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue, Doute, Fait, Outil, Valeur
from modele.choix.objets import Resultat
from modele.mots_du_cout import phrase_cout, phrase_date
from modele.nombres import ESPACE_INSECABLE

COPIER, COPIE = "Copier", "Copié"


class ContactFiche(QWidget):
    """Un contact : ce qu'en dit le guide, son lien, son bouton « Copier », et sa lecture incertaine."""

    lien_demande = Signal(str)
    copie = Signal()

    def __init__(self, fait: Fait, doute: Doute | None, parent: QWidget) -> None:
        super().__init__(parent)
        titre, _, valeur = fait.texte.partition(":")
        self.texte = valeur.strip() or fait.texte
        self._nom = titre.strip() if valeur else "Contact"
        nom = etiquette(self, "legende")
        nom.setText(self._nom)
        nom.setIndent(jetons.ANNEAU)
        self.copier = QPushButton(COPIER, self)
        self.copier.setAccessibleName(f"Copier{ESPACE_INSECABLE}: {self.texte}")
        self.copier.clicked.connect(self._copier)
        # « Copié » est plus court : le bouton garde sa largeur.
        self.copier.ensurePolished()
        self.copier.setMinimumWidth(self.copier.sizeHint().width())
        self.boutons = [self.copier]
        self.explication = etiquette(self, "alerte", coupee=True)
        self.explication.hide()
        self.marque: QPushButton | None = None
        disposition = QGridLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setHorizontalSpacing(theme().px(jetons.PAS[1]))
        disposition.setVerticalSpacing(0)
        disposition.setColumnStretch(0, 1)
        tete = QHBoxLayout()
        tete.setSpacing(theme().px(jetons.PAS[0]))
        tete.addWidget(nom)
        disposition.addLayout(tete, 0, 0)
        disposition.addWidget(self._valeur(fait), 1, 0, Qt.AlignmentFlag.AlignLeft)
        disposition.addWidget(self.copier, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        if doute is not None:
            self.marque = self._marquer(doute)
            tete.addWidget(self.marque)
            disposition.addWidget(self.explication, 2, 0, 1, 2)
        tete.addStretch()

    def _valeur(self, fait: Fait) -> QWidget:
        if not fait.adresse:
            nue = etiquette(self, coupee=True)
            nue.setText(self.texte)
            nue.setIndent(jetons.ANNEAU)
            return nue
        adresse = fait.adresse
        lien = QPushButton(self.texte.replace("&", "&&"), self)
        lien.setProperty("role", "adresse")
        lien.setAccessibleName(f"Ouvrir{ESPACE_INSECABLE}: {self.texte}")
        expliquer(lien, adresse)
        self.boutons.insert(0, lien)
        lien.clicked.connect(lambda: self.lien_demande.emit(adresse))
        return lien

    def expliquer(self) -> None:
        """Déplie la lecture incertaine, s'il y en a une."""
        if self.marque is not None:
            self.marque.setChecked(True)

    def montrer_copie(self, copie: bool) -> None:
        """Dit si ce contact est celui que l'on vient de copier."""
        self.copier.setText(COPIE if copie else COPIER)

    def _marquer(self, doute: Doute) -> QPushButton:
        marque = QPushButton(f"?{ESPACE_INSECABLE}{doute.code}", self)
        marque.setProperty("role", "doute")
        marque.setCheckable(True)
        marque.setToolTip("Lire ce que cette lecture a d'incertain")
        marque.setAccessibleName(f"Lecture incertaine {doute.code}{ESPACE_INSECABLE}: {self._nom}")
        self.boutons.append(marque)
        self.explication.setText(f"{doute.titre}. {doute.texte}")
        marque.toggled.connect(self.explication.setVisible)
        return marque

    def _copier(self) -> None:
        QGuiApplication.clipboard().setText(self.texte)
        self.copie.emit()


class CarteFiche(QScrollArea):
    """Carte de l'outil choisi ; seuls les contacts sont recréés quand on en change."""

    grille_demandee = Signal()
    lien_demande = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._outil: Outil | None = None
        self.setWidgetResizable(True)
        # Ses boutons suffisent à la faire défiler au clavier.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Carte de l'outil")
        self.contacts: list[ContactFiche] = []
        fond = QWidget(self)
        carte = QFrame(fond)
        carte.setProperty("role", "carte")
        self._carte = carte
        self.statut = etiquette(carte, "fort", coupee=True)
        self.motifs = etiquette(carte, "legende", coupee=True)
        self.cout = etiquette(carte, coupee=True)
        self.date = etiquette(carte, "legende", coupee=True)
        self.comptes = {valeur: etiquette(carte) for valeur in Valeur}
        self.signes = {valeur: SigneEtat(carte, valeur.value) for valeur in Valeur}
        self.grille = QPushButton("Voir dans la grille", carte)
        self.grille.clicked.connect(self.grille_demandee)
        self._lignes_de_contact = QVBoxLayout()
        self._disposer()
        pleine_hauteur = QVBoxLayout(fond)
        pleine_hauteur.setContentsMargins(0, 0, 0, 0)
        pleine_hauteur.addWidget(carte)
        pleine_hauteur.addStretch(1)
        self.setWidget(fond)

    def _disposer(self) -> None:
        px = theme().px
        colonne = QVBoxLayout(self._carte)
        colonne.setContentsMargins(px(12), px(12), px(12), px(12))
        colonne.setSpacing(px(4))
        self._lignes_de_contact.setSpacing(px(8))
        for titre, widgets in (
            ("Pour votre ferme", (self.statut, self.motifs, self.cout, self.date)),
            ("Contacts", ()),
            ("Réponses aux critères", ()),
        ):
            entete = etiquette(self._carte, "section")
            entete.setText(titre)
            if colonne.count():
                colonne.addSpacing(px(12))
            colonne.addWidget(entete)
            for widget in widgets:
                colonne.addWidget(widget)
            if titre == "Contacts":
                colonne.addLayout(self._lignes_de_contact)
        for valeur, compte in self.comptes.items():
            rangee = QHBoxLayout()
            rangee.setSpacing(px(8))
            rangee.addWidget(self.signes[valeur])
            rangee.addWidget(compte, 1)
            colonne.addLayout(rangee)
        colonne.addSpacing(px(4))
        colonne.addWidget(self.grille)

    def montrer(self, resultat: Resultat) -> None:
        """Montre un outil jugé pour la ferme."""
        outil = resultat.cout.outil
        mot, _ = jetons.STATUTS[resultat.statut.value]
        self.statut.setText(f"Outil {mot}")
        self.motifs.setText(" ".join(resultat.motifs))
        self.motifs.setVisible(bool(resultat.motifs))
        self.cout.setText(" ".join((phrase_cout(resultat.cout), *phrases.charges_d_autrui(resultat.cout))))
        self.date.setText(phrase_date(outil, resultat.cout.propose))
        if outil is not self._outil:
            self._outil = outil
            self._compter(outil)
            self._lister_contacts(outil)

    def contact(self, rang: int) -> ContactFiche | None:
        """Contact tiré du fait de ce rang, s'il en est un."""
        rangs = (
            [r for r, fait in enumerate(self._outil.faits) if fait.rubrique == CONTACT] if self._outil else []
        )
        return self.contacts[rangs.index(rang)] if rang in rangs else None

    def _signaler_copie(self) -> None:
        for contact in self.contacts:
            contact.montrer_copie(contact is self.sender())

    def _compter(self, outil: Outil) -> None:
        for valeur, nombre in decompte(outil, self._catalogue).items():
            self.comptes[valeur].setText(f"{nombre} {phrases.mot(valeur).lower()}")
            self.comptes[valeur].setVisible(nombre > 0)
            self.signes[valeur].setVisible(nombre > 0)

    def _lister_contacts(self, outil: Outil) -> None:
        for ancien in self.contacts:
            self._lignes_de_contact.removeWidget(ancien)
            ancien.hide()
            ancien.deleteLater()
        self.contacts = []
        precedent: QWidget | None = None
        for fait in outil.faits:
            if fait.rubrique != CONTACT:
                continue
            contact = ContactFiche(fait, self._catalogue.par_doute.get(fait.doute or ""), self._carte)
            contact.lien_demande.connect(self.lien_demande)
            contact.copie.connect(self._signaler_copie)
            self._lignes_de_contact.addWidget(contact)
            self.contacts.append(contact)
            for bouton in contact.boutons:
                if precedent is not None:
                    self.setTabOrder(precedent, bouton)
                precedent = bouton
        if precedent is not None:
            self.setTabOrder(precedent, self.grille)
