"""« Votre présélection » : les deux à quatre outils que la ferme étudie de près."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.composants.choix_preselection import MAXIMUM, MINIMUM, basculer, preselection
from gui.composants.colonnes import Colonnes
from gui.composants.grand_choix import GrandChoix
from gui.composants.groupe_repliable import GroupeRepliable
from gui.composants.texte_brut import changer_role, texte_brut
from gui.session import Session
from gui.tableaux.phrases import montant_affiche
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.choix.objets import Resultat
from modele.choix.phrases import enumerer
from modele.nombres import ESPACE_INSECABLE

_TITRE = f"Votre présélection{ESPACE_INSECABLE}: "
Carte = tuple[str, str, str]
"""Identifiant, nom et précision d'un outil à cocher."""


def nom_outil(catalogue: Catalogue, outil: str) -> str:
    """Nom d'un outil ; un dossier peut en citer un que le catalogue n'a plus."""
    connu = catalogue.par_outil.get(outil)
    return connu.nom if connu else f"{outil} (absent du catalogue)"


class Preselection(GroupeRepliable):
    """Son titre dit les outils choisis ; déplié, on les coche."""

    def __init__(self, session: Session, deplie: bool = False, parent: QWidget | None = None) -> None:
        self._session = session
        self.cartes: dict[str, GrandChoix] = {}
        self._montrees: tuple[Carte, ...] = ()
        self._colonnes: Colonnes | None = None
        self._consigne = texte_brut("", "legende")
        super().__init__(_TITRE, self._champs, deplie, parent)
        self.bascule.connect(lambda _deplie: self.montrer())
        self.montrer()

    def montrer(self) -> None:
        """Suit le dossier et les coûts."""
        gardes = preselection(self._session)
        noms = [self._session.catalogue.par_outil[outil].nom for outil in gardes]
        titre = _TITRE + (enumerer(noms) if noms else "aucun outil pour l'instant")
        if titre != self.titre.text():
            self.titre.setText(titre)
            self.titre.setAccessibleName(titre)
        if not self.deplie:
            return
        self._poser_cartes()
        for outil, carte in self.cartes.items():
            carte.setChecked(outil in gardes)
        self._dire_consigne(len(gardes))

    def _champs(self) -> list[QWidget]:
        self._bloc = QWidget()
        self._place = QVBoxLayout(self._bloc)
        self._place.setContentsMargins(0, 0, 0, 0)
        return [self._consigne, self._bloc]

    def _poser_cartes(self) -> None:
        voulues = self._cartes_voulues()
        if voulues == self._montrees:
            return
        self._montrees = voulues
        choisie = next((outil for outil, carte in self.cartes.items() if carte.hasFocus()), "")
        if self._colonnes is not None:
            self._place.removeWidget(self._colonnes)
            self._colonnes.hide()
            self._colonnes.deleteLater()
        self.cartes = {}
        blocs = []
        for outil, nom, precision in voulues:
            carte = GrandChoix(nom, precision, unique=False)
            carte.clicked.connect(lambda _=False, outil=outil: self._cocher(outil))
            self.cartes[outil] = carte
            blocs.append(_avec_espace(carte))
        px = theme().px
        self._colonnes = Colonnes(blocs, px(jetons.LARGEUR_COLONNE_DE_CHAMPS), px(jetons.PAS[1]))
        self._place.addWidget(self._colonnes)
        if choisie in self.cartes:
            self.cartes[choisie].setFocus()

    def _cartes_voulues(self) -> tuple[Carte, ...]:
        comparaison = self._session.comparaison
        resultats = (comparaison.par_outil[outil] for outil in comparaison.ordre)
        return tuple((r.outil, r.cout.outil.nom, _precision(r)) for r in resultats)

    def _cocher(self, outil: str) -> None:
        refus = basculer(self._session, outil)
        if refus:
            self.montrer()
            self._dire(refus, "alerte")

    def _dire_consigne(self, choisis: int) -> None:
        consigne = f"Cochez {MINIMUM} à {MAXIMUM} outils à étudier de près."
        if 0 < choisis < MINIMUM:
            consigne = f"Choisissez-en encore au moins un{ESPACE_INSECABLE}: on compare mieux à plusieurs."
        self._dire(consigne, "legende")

    def _dire(self, consigne: str, role: str) -> None:
        changer_role(self._consigne, role)
        self._consigne.setText(consigne)


def _precision(resultat: Resultat) -> str:
    """« 809 € par an, retenu »."""
    statut = jetons.STATUTS[resultat.statut.value][0]
    if resultat.cout.ca_couvert <= 0:
        return statut
    return f"{montant_affiche(resultat)} par an, {statut}"


def _avec_espace(carte: GrandChoix) -> QWidget:
    """`Colonnes` ne laisse pas d'espace entre ses blocs."""
    bloc = QWidget()
    disposition = QVBoxLayout(bloc)
    disposition.setContentsMargins(0, 0, 0, theme().px(jetons.PAS[1]))
    disposition.addWidget(carte)
    return bloc
