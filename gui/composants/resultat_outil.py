"""Ce que coûterait l'outil choisi : phrase, montants, lignes, pourquoi, puis tous les outils en barres."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from gui.composants.barre_empilee import DelegueBarres, LegendeNatures
from gui.composants.champ_choix import ChampChoix
from gui.composants.delegue_lignes import DelegueLignes
from gui.composants.groupe_repliable import TitreRepliable
from gui.composants.liens_de_prix import invitation, retour
from gui.composants.liste_pleine import ListePleine
from gui.composants.modele_barres import ModeleBarres, natures_du_catalogue
from gui.composants.modele_lignes import RANGEE, ModeleLignes
from gui.composants.pourquoi_ce_montant import PourquoiCeMontant
from gui.composants.prix_propose_gestes import GestesPrix
from gui.composants.prix_proposes_liste import ListePrixProposes
from gui.composants.texte_brut import texte_brut
from gui.composants.trois_montants import TroisMontants
from gui.session import Session
from gui.theme.style import theme
from modele.choix.meilleur import meilleur_outil
from modele.choix.objets import Comparaison, Statut
from modele.mots_du_cout import phrase_cout, phrase_non_chiffres, phrase_reserves, phrase_taxes
from modele.nombres import ESPACE_INSECABLE
from modele.tarification.prix_proposes import cible_de_ligne
from modele.tarification.resultat import CoutAnnuel, CoutOutil

_PREMIERE, _SUIVANTE = 1, 2
_BARRES_MAX = 12
_PREFERENCE = (Statut.RETENU, Statut.AVEC_RESERVE, Statut.A_VERIFIER, Statut.ECARTE)


def outil_par_defaut(comparaison: Comparaison) -> str:
    """L'outil à citer en premier ; s'il n'y en a pas, le moins cher du meilleur statut."""
    premier = meilleur_outil(comparaison) or min(
        comparaison.resultats,
        key=lambda r: (_PREFERENCE.index(r.statut), r.cout.annee_suivante.ferme, r.cout.outil.nom),
    )
    return premier.outil


class ResultatOutil(QScrollArea):
    """Se met à jour en place à chaque recalcul ; l'outil montré ne change que si on le demande."""

    pourquoi_bascule = Signal(bool)
    """Émis avec vrai quand « Pourquoi ce montant ? » s'ouvre."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._repli = outil_par_defaut(session.comparaison)
        self._vise: int | None = None
        self._creer()
        self._disposer()
        self._defilement = QTimer(self, singleShot=True, interval=0)
        self._defilement.timeout.connect(self._montrer_vise)
        self._choix.choisi.connect(self._selectionner)
        self._annees.idToggled.connect(self._changer_annee)
        self._lignes.demandee.connect(self._expliquer_ligne)
        self._barres.demandee.connect(self._choisir_barre)
        self._lignes.menu_demande.connect(self._ouvrir_menu)
        self._pourquoi.tarif_demande.connect(self.gestes.proposer)
        self._pourquoi.retour_demande.connect(lambda cible: self.gestes.retirer(cible.cle))
        self._bascule.toggled.connect(self._pourquoi.setVisible)
        self._bascule.toggled.connect(self.pourquoi_bascule)
        session.comparaison_changee.connect(self.rafraichir)
        session.dossier_ouvert.connect(self._reprendre)
        session.dossier_change.connect(self.prix_proposes.rafraichir)
        session.selection_changee.connect(self.rafraichir)
        self.rafraichir()

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Année détaillée et explication ouverte."""
        return {
            "an-1": self._annees.button(_PREMIERE),
            "suivante": self._annees.button(_SUIVANTE),
            "pourquoi": self._bascule,
        }

    @property
    def outil(self) -> str:
        """Identifiant de l'outil montré."""
        choisi = self._session.outil
        return choisi if choisi in self._session.comparaison.par_outil else self._repli

    def expliquer(self, outil: str) -> None:
        """Montre l'outil, ouvre « Pourquoi ce montant ? » et y amène la vue et le clavier."""
        self._session.selectionner(outil=outil)
        self._ouvrir_pourquoi(None)
        self._bascule.setFocus()

    def signaler_suspens(self, libelles: list[str]) -> None:
        """Dit que le résultat est celui d'avant la saisie en cours ; liste vide pour effacer."""
        noms = ", ".join(f"«{ESPACE_INSECABLE}{libelle}{ESPACE_INSECABLE}»" for libelle in libelles)
        self._suspens.setText(f"Dernier résultat valable. À corriger{ESPACE_INSECABLE}: {noms}.")
        self._suspens.setVisible(bool(libelles))

    def rafraichir(self) -> None:
        """Remet tout ce qui est affiché à la comparaison et à la sélection de la session."""
        comparaison = self._session.comparaison
        if comparaison.par_outil[self._repli].statut is Statut.ECARTE:
            # Personne n'a choisi cet outil : l'écarté laisse la place.
            self._repli = outil_par_defaut(comparaison)
        resultat = comparaison.par_outil[self.outil]
        cout = resultat.cout
        premiere = self._annees.checkedId() == _PREMIERE
        annee = self._annee(cout)
        self._modele_barres.montrer(comparaison, premiere)
        rangee = self._modele_barres.index_de(self.outil)
        if rangee.row() != self._choix.currentIndex():
            self._choix.setCurrentIndex(rangee.row())
        if rangee != self._barres.currentIndex():
            self._barres.setCurrentIndex(rangee)
        self._phrase.setText(phrase_cout(cout))
        reserves = phrase_reserves(resultat)
        self._reserves.setText(reserves)
        self._reserves.setVisible(bool(reserves))
        self._montants.montrer(cout)
        self._taxes.setText(phrase_taxes(cout, self._session.situation))
        self._titre_barres.setText(f"Tous les outils, {'an 1' if premiere else 'année suivante'}")
        if self._modele_lignes.montrer(annee):
            self._lignes.ajuster()
        self._notes.setText(phrase_non_chiffres(cout))
        self._pourquoi.montrer(cout, annee)
        self.prix_proposes.rafraichir()

    def _reprendre(self) -> None:
        """Un autre dossier commence par l'outil à citer pour lui."""
        self._repli = outil_par_defaut(self._session.comparaison)
        self.rafraichir()

    def _annee(self, cout: CoutOutil) -> CoutAnnuel:
        """Année dont on voit les lignes."""
        return cout.annee_1 if self._annees.checkedId() == _PREMIERE else cout.annee_suivante

    def _creer(self) -> None:
        catalogue = self._session.catalogue
        self._modele_barres = ModeleBarres(self._session.comparaison, self)
        self._modele_lignes = ModeleLignes(self)
        self._choix = ChampChoix()
        self._choix.setModel(self._modele_barres)
        self._choix.setAccessibleName("Outil dont on voit le coût")
        self._suspens = texte_brut(role="alerte")
        self._suspens.hide()
        self._phrase = texte_brut()
        self._reserves = texte_brut(role="alerte")
        self._montants = TroisMontants()
        self._taxes = texte_brut(role="legende")
        self._annees = QButtonGroup(self)
        self._ligne_annees = QHBoxLayout()
        self._ligne_annees.setSpacing(0)
        for rang, (identifiant, texte) in enumerate(((_PREMIERE, "An 1"), (_SUIVANTE, "Année suivante"))):
            bouton = QToolButton()
            bouton.setText(texte)
            bouton.setProperty("role", "segment")
            bouton.setProperty("dernier", identifiant == _SUIVANTE)
            bouton.setCheckable(True)
            bouton.setAccessibleName(f"Détail{ESPACE_INSECABLE}: {texte}")
            self._annees.addButton(bouton, identifiant)
            bouton.setChecked(identifiant == _SUIVANTE)
            # La tabulation va au bouton coché, les flèches à l'autre ; Qt ne s'en charge qu'ensuite.
            bouton.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if bouton.isChecked() else Qt.FocusPolicy.ClickFocus
            )
            self._ligne_annees.insertWidget(rang, bouton)
        self._ligne_annees.addStretch(1)
        self._lignes = ListePleine(self._modele_lignes, DelegueLignes(self))
        self._lignes.setAccessibleName("Lignes de coût")
        self._notes = texte_brut(role="legende")
        self._bascule = TitreRepliable(f"Pourquoi ce montant{ESPACE_INSECABLE}?")
        self._pourquoi = PourquoiCeMontant(catalogue.par_doute)
        self._pourquoi.hide()
        self.gestes = GestesPrix(self._session, self)
        self.prix_proposes = ListePrixProposes(self._session, self.gestes)
        self._titre_barres = texte_brut(role="fort")
        self._legende = LegendeNatures(natures_du_catalogue(catalogue))
        self._barres = ListePleine(self._modele_barres, DelegueBarres(self), _BARRES_MAX)
        self._barres.setAccessibleName("Coût de chaque outil par nature de frais")

    def _disposer(self) -> None:
        px = theme().px
        contenu = QWidget()
        contenu.setProperty("role", "papier")
        colonne = QVBoxLayout(contenu)
        colonne.setContentsMargins(px(12), px(8), px(12), px(16))
        colonne.setSpacing(px(4))
        tete = (self._choix, self._suspens, self._phrase, self._reserves, self._montants, self._taxes)
        detail = (self._lignes, self._notes, self._bascule, self._pourquoi)
        tous = (self._titre_barres, self._legende, self._barres)
        _empiler(colonne, tete)
        colonne.addSpacing(px(4))
        colonne.addLayout(self._ligne_annees)
        _empiler(colonne, detail)
        colonne.addSpacing(px(12))
        _empiler(colonne, tous)
        colonne.addWidget(self.prix_proposes)
        colonne.addStretch(1)
        self.setWidget(contenu)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _selectionner(self, outil: str) -> None:
        self._session.selectionner(outil=outil)
        # Sans quoi l'on tomberait au milieu d'un autre outil, sans son nom ni son total.
        self.verticalScrollBar().setValue(0)

    def _choisir_barre(self, index: QModelIndex) -> None:
        self._selectionner(self._modele_barres.outil(index.row()))

    def _changer_annee(self, _identifiant: int, coche: bool) -> None:
        if coche:
            self.rafraichir()

    def _expliquer_ligne(self, index: QModelIndex) -> None:
        rang = index.data(RANGEE).rang
        if rang >= 0:
            self._ouvrir_pourquoi(rang)

    def _ouvrir_menu(self, index: QModelIndex, place: QPoint) -> None:
        """Menu d'une ligne : son explication, et le prix qu'on en a proposé."""
        rang = index.data(RANGEE).rang
        if rang < 0:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(index.data())
        menu.addAction(f"Pourquoi ce montant{ESPACE_INSECABLE}?", lambda: self._ouvrir_pourquoi(rang))
        cout = self._session.comparaison.par_outil[self.outil].cout
        cible = cible_de_ligne(cout, self._annee(cout).lignes[rang])
        if cible is not None:
            note = self.gestes.prix_de(cible.cle) is not None
            menu.addAction(invitation(cible, note), lambda: self.gestes.proposer(cible))
            if note:
                menu.addAction(retour(cible), lambda: self.gestes.retirer(cible.cle))
        menu.popup(place)

    def _ouvrir_pourquoi(self, rang: int | None) -> None:
        self._vise = rang
        self._bascule.setChecked(True)
        # La place des cartes n'est connue qu'une fois la mise en page refaite.
        self._defilement.start()

    def _montrer_vise(self) -> None:
        bloc = None if self._vise is None else self._pourquoi.bloc(self._vise)
        cible = bloc or self._bascule
        haut = cible.mapTo(self.widget(), cible.rect().topLeft()).y()
        self.verticalScrollBar().setValue(haut - theme().px(4))


def _empiler(colonne: QVBoxLayout, widgets: tuple[QWidget, ...]) -> None:
    for widget in widgets:
        colonne.addWidget(widget)
