"""« Mes besoins » : chaque critère du guide, indifférent, souhaité ou indispensable."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.composants.besoins_liste import ListeBesoins
from gui.composants.champ_recherche import ChampRecherche
from gui.composants.disposition_souple import DispositionSouple
from gui.composants.etat_vide import EtatVide
from gui.composants.infobulle import expliquer
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.tableaux.modele_besoins import (
    Exigences,
    FiltreBesoins,
    ModeleBesoins,
    avec_exigence,
    compter_exigences,
)
from gui.tableaux.profils_besoins import PROFILS, Profil, ajouter_profil, decrire_profil
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.phrases import citer, enumerer

TITRE = "Mes besoins"
EXPLICATION = (
    "Indispensable\u00a0: un outil qui dit non est écarté. Souhaité\u00a0: départage les outils qui restent."
)
CLAVIER = "Au clavier\u00a0: I indispensable, S souhaité, Suppr indifférent, Ctrl+F chercher."
AUCUN_BESOIN = "Vous n'avez encore dit aucun critère indispensable ou souhaité."


class PanneauBesoins(QWidget):
    """Compte, profils de départ, recherche et liste ; tout passe par la session, donc s'annule."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plis: frozenset[str] = frozenset()
        self.modele = ModeleBesoins(session.catalogue, session.situation.exigences, self)
        self.filtre = FiltreBesoins(self.modele, self)
        self.compte = texte_brut()
        self.effacer = _lien("Tout effacer", "Rendre tous les critères indifférents")
        self.effacer.setToolTip("Rendre tous les critères indifférents (Ctrl+Z les remet)")
        self.profils = {profil.nom: self._bouton_de_profil(profil) for profil in PROFILS}
        self.d_ailleurs = texte_brut(role="alerte")
        self.avis = texte_brut(role="legende")
        self.annuler = _lien("Annuler", "Annuler l'ajout de ce profil")
        self.recherche = ChampRecherche("Rechercher un critère", self)
        self.seulement = QCheckBox("Seulement mes besoins")
        self.seulement.setToolTip("Ne montrer que les critères indispensables ou souhaités")
        self.plis = _lien("Tout déplier", "Déplier ou replier tous les groupes")
        self.liste = ListeBesoins(self.filtre)
        self._clavier = texte_brut(CLAVIER, "legende")
        self._vide = EtatVide(self.liste)
        self._filtres = QHBoxLayout()
        self._recherche_et_filtres = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._disposer()
        self._relier()
        self._aviser()
        self.ouvrir()

    def _bouton_de_profil(self, profil: Profil) -> QPushButton:
        bouton = QPushButton(profil.nom)
        expliquer(bouton, *decrire_profil(self._session.catalogue, profil))
        bouton.setAccessibleName(f"Ajouter les besoins du profil {profil.nom}")
        bouton.clicked.connect(lambda: self._ajouter(profil))
        return bouton

    def _disposer(self) -> None:
        t = theme()
        petit, moyen = t.px(jetons.PAS[0]), t.px(jetons.PAS[1])
        tete = QHBoxLayout()
        tete.setSpacing(moyen)
        titre = texte_brut(TITRE, "section")
        # Paraître ou disparaître ne doit pas faire bouger la liste sous la souris.
        place = self.effacer.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self.effacer.setSizePolicy(place)
        for widget in (titre, self.compte):
            widget.setWordWrap(False)
            tete.addWidget(widget)
        tete.addStretch(1)
        tete.addWidget(self.effacer)
        profils = DispositionSouple()
        profils.setSpacing(petit)
        depart = texte_brut("Partir de\u00a0:", "legende")
        depart.setWordWrap(False)
        profils.addWidget(depart)
        for bouton in self.profils.values():
            profils.addWidget(bouton)
        avis = QHBoxLayout()
        avis.setSpacing(petit)
        avis.addWidget(self.avis, 1)
        avis.addWidget(self.annuler)
        self._filtres.setSpacing(moyen)
        self._filtres.addWidget(self.seulement)
        self._filtres.addStretch(1)
        self._filtres.addWidget(self.plis)
        self.recherche.setMinimumWidth(t.px(jetons.LARGEUR_PREMIERE_COLONNE))
        self._recherche_et_filtres.setSpacing(moyen)
        self._recherche_et_filtres.addWidget(self.recherche, 1)
        self._recherche_et_filtres.addLayout(self._filtres)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(moyen)
        disposition.addLayout(tete)
        disposition.addWidget(texte_brut(EXPLICATION, "legende"))
        disposition.addWidget(self.d_ailleurs)
        disposition.addLayout(profils)
        disposition.addLayout(avis)
        disposition.addLayout(self._recherche_et_filtres)
        disposition.addWidget(self.liste, 1)
        disposition.addWidget(self._clavier)

    def _relier(self) -> None:
        session = self._session
        self.liste.exigence_demandee.connect(self._exiger)
        self.liste.critere_choisi.connect(lambda critere: session.selectionner(critere=critere))
        self.liste.sortie.connect(self.recherche.aller)
        self.recherche.textChanged.connect(self._chercher)
        self.recherche.quitte.connect(self._aller_a_la_liste)
        self.seulement.toggled.connect(self._filtrer)
        self.plis.clicked.connect(self._basculer_plis)
        self.filtre.plis_changes.connect(self._dire_plis)
        self.effacer.clicked.connect(self._effacer)
        self.annuler.clicked.connect(session.annulations.undo)
        session.dossier_change.connect(self._oublier_l_avis)
        self._vide.efface.connect(self.tout_montrer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """À l'étroit, les filtres passent sous la recherche ; sans hauteur, la liste garde ce qu'il y en a."""
        super().resizeEvent(event)
        sens = QBoxLayout.Direction
        besoin = self.recherche.minimumWidth() + self._filtres.sizeHint().width()
        etroit = self.width() < besoin + self._recherche_et_filtres.spacing()
        self._recherche_et_filtres.setDirection(sens.TopToBottom if etroit else sens.LeftToRight)
        self._clavier.setVisible(self.height() >= theme().px(jetons.HAUTEUR_AISEE))

    def montrer(self) -> None:
        """Remet la liste et le compte aux besoins de la session."""
        exigences = self._session.situation.exigences
        self.modele.montrer(exigences)
        self.compte.setText(compter_exigences(self.modele.exigences))
        self.effacer.setVisible(bool(exigences))
        inconnus = [critere for critere in exigences if critere not in self.modele.exigences]
        self.d_ailleurs.setText(_dire_d_ailleurs(inconnus))
        self.d_ailleurs.setVisible(bool(inconnus))

    def _oublier_l_avis(self) -> None:
        self._aviser()

    def _aviser(self, avis: str = "", annulable: bool = False) -> None:
        """« Annuler » n'est proposé que tant que le profil est le dernier changement."""
        self.avis.setText(avis)
        self.avis.setVisible(bool(avis))
        self.annuler.setVisible(annulable)

    def tout_montrer(self) -> None:
        """Efface la recherche et « Seulement mes besoins »."""
        self.recherche.clear()
        self.seulement.setChecked(False)
        self.recherche.setFocus()

    def ouvrir(self) -> None:
        """Ouvre le premier groupe et ceux où la ferme a dit quelque chose, ferme les autres."""
        self.montrer()
        rangees = self.modele.rangees
        ouverts = {rangee.groupe.identifiant for rangee in rangees[:1]}
        ouverts |= {g.identifiant for g, _ in rangees if self.modele.besoins_du_groupe(g.identifiant)}
        self.filtre.replier_seulement({g.identifiant for g, _ in rangees} - ouverts)

    def _dire_plis(self) -> None:
        self.plis.setText("Tout replier" if self.filtre.tout_deplie else "Tout déplier")

    def _basculer_plis(self) -> None:
        if self.filtre.tout_deplie:
            self.filtre.tout_replier()
        else:
            self.filtre.tout_deplier()

    def _exiger(self, critere: str, exigence: str) -> None:
        exigences = self._session.situation.exigences
        self._session.modifier(exigences=avec_exigence(exigences, critere, exigence))

    def _effacer(self) -> None:
        self._remplacer(MappingProxyType({}))

    def _ajouter(self, profil: Profil) -> None:
        avant = self._session.situation.exigences
        apres = ajouter_profil(self._session.catalogue, avant, profil)
        nombre = len(apres) - len(avant)
        if not nombre:
            self._aviser(f"Vos besoins contiennent déjà ceux du profil «\u00a0{profil.nom}\u00a0».")
            return
        ajoutes = f"{nombre} besoin ajouté" if nombre == 1 else f"{nombre} besoins ajoutés"
        self._remplacer(apres)
        self._aviser(f"Profil «\u00a0{profil.nom}\u00a0»\u00a0: {ajoutes}.", annulable=True)
        touches = {self._session.catalogue.par_critere[c].groupe for c in apres.keys() - avant.keys()}
        self.filtre.replier_seulement(self.filtre.replies - touches)

    def _remplacer(self, exigences: Exigences) -> None:
        """Change tous les besoins en un seul pas, que la frappe suivante n'absorbe pas."""
        self._session.remplacer(replace(self._session.situation, exigences=exigences))

    def _chercher(self, texte: str) -> None:
        self.filtre.chercher(texte)
        self._dire_si_vide()

    def _filtrer(self, oui: bool) -> None:
        self.filtre.montrer_besoins(oui)
        if oui:
            self._plis = self.filtre.replies
        self.filtre.replier_seulement(() if oui else self._plis)
        self._dire_si_vide()

    def _dire_si_vide(self) -> None:
        self._vide.montrer(self.filtre.vide, self.filtre.texte)
        if not self.filtre.texte:
            self._vide.phrase.setText(AUCUN_BESOIN)

    def _aller_a_la_liste(self) -> None:
        if not self.liste.currentIndex().isValid():
            self.liste.setCurrentIndex(self.filtre.index(0, 0))
        self.liste.setFocus()


def _dire_d_ailleurs(criteres: Sequence[str]) -> str:
    noms = enumerer(map(citer, criteres))
    if len(criteres) == 1:
        return (
            f"Le besoin {noms} n'existe plus dans cette édition du catalogue\u00a0: il est gardé, sans effet."
        )
    return f"Les besoins {noms} n'existent plus dans cette édition du catalogue\u00a0: ils sont gardés, sans effet."


def _lien(texte: str, nom: str) -> QPushButton:
    bouton = QPushButton(texte)
    bouton.setProperty("role", "lien")
    bouton.setAccessibleName(nom)
    return bouton
