"""Page « Avant / après » : ce que coûte une vente aujourd'hui, et ce qu'elle coûterait autrement."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.composants.bandeau import Bandeau
from gui.composants.texte_brut import texte_brut
from gui.composants.vente_detail import DetailVente
from gui.composants.vente_exemples import ExemplesVente
from gui.composants.vente_sommaire import SommaireVentes
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Vente
from modele.lecture_vente import NOM_MAX
from modele.mots_vente import SANS_NOM
from modele.nombres import ESPACE_INSECABLE
from modele.ventes_du_dossier import VenteChiffree, chiffrer, vente_neuve

SOUS_TITRE = "Ce que vous coûte une vente aujourd'hui, et ce qu'elle coûterait autrement. Montants par an."


class PageAvantApres(QWidget):
    """Liste des ventes à gauche, vente ouverte à droite ; sans vente, les exemples du guide."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparaison = session.comparaison
        self._ventes: tuple[VenteChiffree, ...] = ()
        self._rang = 0
        self._perimee = True
        self._publie = False
        self.message = Bandeau(self)
        # Chacun naît à sa place : changer de parent refait le style de tout ce qu'il contient.
        self._pile = QStackedWidget(self)
        self._defilant = QScrollArea(self._pile)
        self._atelier = QWidget(self._pile)
        self.sommaire = SommaireVentes(session.catalogue.guide.exemples, self._atelier)
        self.liste = self.sommaire.liste
        self.detail = DetailVente(session.catalogue.outils, self._atelier)
        self.exemples = ExemplesVente(session.catalogue.guide.exemples, self._defilant.viewport())
        self._disposer()
        self._relier()

    @property
    def rang(self) -> int:
        """Rang de la vente ouverte ; le nombre de ventes quand on les voit toutes."""
        return self._rang

    @property
    def endroit(self) -> int:
        """Rang de la vente ouverte."""
        return self._rang

    def revenir(self, endroit: int) -> None:
        """Rouvre une vente, ou toutes ensemble."""
        self._choisir(min(endroit, len(self._session.dossier.ventes)))

    def _disposer(self) -> None:
        px = theme().px
        rangee = QHBoxLayout(self._atelier)
        rangee.setContentsMargins(0, 0, 0, 0)
        rangee.setSpacing(px(jetons.MARGE_PAGE))
        rangee.addWidget(self.sommaire)
        rangee.addWidget(self.detail, 1)
        self._defilant.setWidget(self.exemples)
        self._defilant.setWidgetResizable(True)
        self._defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pile.addWidget(self._defilant)
        self._pile.addWidget(self._atelier)
        marge = px(jetons.MARGE_PAGE)
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(marge, marge, marge, marge)
        disposition.setSpacing(px(jetons.PAS[1]))
        disposition.addWidget(texte_brut("Avant / après", "titre"))
        disposition.addWidget(texte_brut(SOUS_TITRE, "legende"))
        disposition.addWidget(self.message)
        disposition.addWidget(self._pile, 1)

    def _relier(self) -> None:
        session = self._session
        session.dossier_change.connect(self._suivre)
        session.dossier_ouvert.connect(self._recommencer)
        sommaire = self.sommaire
        sommaire.ajouter.clicked.connect(self._ajouter)
        sommaire.copie_demandee.connect(self._copier)
        sommaire.dupliquer.clicked.connect(self._dupliquer)
        sommaire.supprimer.clicked.connect(self._supprimer)
        self.exemples.ajout_demande.connect(self._ajouter)
        self.exemples.copie_demandee.connect(self._copier)
        self.liste.choisie.connect(self._choisir)
        self.liste.suppression_demandee.connect(self._supprimer)
        self.liste.nom_demande.connect(self._nommer)
        detail = self.detail
        detail.saisie.vente_saisie.connect(self._changer)
        detail.saisie.recopie_demandee.connect(self._recopier)
        detail.outil.outil_choisi.connect(self._choisir_outil)
        detail.outil.compte_change.connect(self._compter)

    @property
    def _ouverte(self) -> Vente | None:
        """Vente ouverte, None quand on les voit toutes ou qu'il n'y en a pas."""
        ventes = self._session.dossier.ventes
        return ventes[self._rang] if self._rang < len(ventes) else None

    def _suivre(self) -> None:
        self.message.hide()
        if self.isVisible():
            self._actualiser()
        else:
            self._perimee = True

    def _recommencer(self) -> None:
        self._rang = 0
        self._ventes = ()
        self._suivre()

    def showEvent(self, evenement: QShowEvent) -> None:
        """Rattrape ce qui a changé pendant que la page était cachée."""
        super().showEvent(evenement)
        if self._perimee:
            self._actualiser()

    def _actualiser(self) -> None:
        """Remet tout au dossier ; un changement venu d'ailleurs ouvre la vente qu'il a touchée."""
        self._perimee = False
        anciennes = tuple(chiffree.vente for chiffree in self._ventes)
        ventes = self._session.dossier.ventes
        self._ventes = self._chiffrer(ventes)
        touchee = _premiere_difference(anciennes, ventes)
        autre = len(ventes) != len(anciennes)
        if not self._publie and touchee is not None and anciennes:
            autre = autre or touchee != self._rang
            self._rang = min(touchee, max(0, len(ventes) - 1))
        self.sommaire.montrer(self._ventes)
        self._montrer(autre)
        if not self._publie:
            self.detail.saisie.abandonner()

    def _chiffrer(self, ventes: tuple[Vente, ...]) -> tuple[VenteChiffree, ...]:
        """Bilan de chaque vente ; celles qui n'ont pas changé gardent le leur."""
        session = self._session
        connues = {}
        if session.comparaison is self._comparaison:
            connues = {chiffree.vente: chiffree for chiffree in self._ventes}
        self._comparaison = session.comparaison
        return tuple(
            connues.get(vente) or chiffrer(vente, session.catalogue, session.situation) for vente in ventes
        )

    def _montrer(self, autre: bool) -> None:
        self._pile.setCurrentWidget(self._atelier if self._ventes else self._defilant)
        if not self._ventes:
            return
        une = self._ouverte is not None
        self.sommaire.choisir(self._rang, une)
        if une:
            self.detail.montrer(self._ventes[self._rang], autre)
        else:
            self.detail.montrer_toutes(self._ventes)

    def _choisir(self, rang: int) -> None:
        if rang != self._rang:
            self._rang = rang
            self._montrer(autre=True)

    def _changer(self, vente: Vente) -> None:
        """Une frappe : les frappes rapprochées s'annulent ensemble."""
        self._publier(self._avec(vente))

    def _avec(self, vente: Vente) -> tuple[Vente, ...]:
        ventes = self._session.dossier.ventes
        return (*ventes[: self._rang], vente, *ventes[self._rang + 1 :])

    def _publier(self, ventes: tuple[Vente, ...]) -> None:
        self._publie = True
        try:
            self._session.modifier_dossier(ventes=ventes)
        finally:
            self._publie = False

    def _agir(self, texte: str, ventes: tuple[Vente, ...]) -> None:
        """Un geste entier, qui s'annule seul même s'il suit de près une frappe."""
        if ventes == self._session.dossier.ventes:
            return
        annulations = self._session.annulations
        annulations.beginMacro(texte)
        self._publier(ventes)
        annulations.endMacro()

    def _poser(self, texte: str, vente: Vente) -> None:
        """Ajoute une vente à la fin et l'ouvre."""
        ventes = self._session.dossier.ventes
        self._rang = len(ventes)
        self._agir(texte, (*ventes, vente))
        self._nommer()

    def _ajouter(self) -> None:
        self._poser("l'ajout d'une vente", vente_neuve(f"Vente {len(self._session.dossier.ventes) + 1}"))

    def _copier(self, rang: int) -> None:
        exemple = self._session.catalogue.guide.exemples[rang]
        nom = f"{exemple.nom} (exemple du guide)"
        self._poser("la copie d'un exemple", Vente(nom, exemple.avant, exemple.apres))

    def _dupliquer(self) -> None:
        vente = self._ouverte
        if vente is not None:
            suite = " (copie)"
            nom = f"{(vente.nom or SANS_NOM)[: NOM_MAX - len(suite)]}{suite}"
            self._poser("la copie d'une vente", replace(vente, nom=nom))

    def _supprimer(self) -> None:
        vente = self._ouverte
        if vente is None:
            return
        ventes = self._session.dossier.ventes
        restantes = ventes[: self._rang] + ventes[self._rang + 1 :]
        self._rang = min(self._rang, max(0, len(restantes) - 1))
        self._agir("la suppression d'une vente", restantes)
        self.message.montrer(
            f"Vente supprimée{ESPACE_INSECABLE}: {vente.nom or SANS_NOM}.",
            actions=(("Annuler la suppression", self._session.annulations.undo),),
        )
        (self.liste if restantes else self.exemples.ajouter).setFocus()

    def _nommer(self) -> None:
        if self._ouverte is not None:
            self.detail.saisie.nom.setFocus(Qt.FocusReason.OtherFocusReason)
            self.detail.saisie.nom.selectAll()

    def _recopier(self) -> None:
        vente = self._ouverte
        if vente is not None:
            self._agir("la recopie de l'avant", self._avec(replace(vente, apres=vente.avant)))

    def _choisir_outil(self, outil: str) -> None:
        vente = self._ouverte
        if vente is not None:
            self._agir("l'outil d'une vente", self._avec(replace(vente, outil=outil)))

    def _compter(self, compte: bool) -> None:
        vente = self._ouverte
        if vente is not None:
            self._agir("le coût de l'outil", self._avec(replace(vente, compter_outil=compte)))


def _premiere_difference(anciennes: tuple[Vente, ...], ventes: tuple[Vente, ...]) -> int | None:
    """Rang de la première vente qui n'est plus la même, None si rien n'a changé."""
    for rang, (ancienne, vente) in enumerate(zip(anciennes, ventes, strict=False)):
        if ancienne != vente:
            return rang
    return None if len(anciennes) == len(ventes) else min(len(anciennes), len(ventes))
