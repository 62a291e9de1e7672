"""Les champs simples de la situation, groupés et repliables ; chaque frappe valide recalcule."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from gui.composants.champ_choix import ChampChoix
from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_nombre import ChampNombre
from gui.composants.champ_saisie import ChampSaisie
from gui.composants.groupe_repliable import GroupeRepliable
from gui.session import Session
from modele.lecture_situation import lire_champ
from modele.situation import CHAMPS, GROUPES, PAR_CHAMP, Champ, Genre, Situation

ORDRE_DES_GROUPES = ("ventes", "commandes", "paiement", "ferme", "comparaison")
GROUPE_OUVERT = "ventes"


class SaisieSituation(QWidget):
    """Un champ par entrée de `CHAMPS` ; suit la session quand une autre page la change."""

    etat_change = Signal()
    """Émis quand un champ devient ou cesse d'être en suspens."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._publie = False
        self._etiquetes: dict[str, ChampEtiquete] = {}
        self.groupes: dict[str, GroupeRepliable] = {}
        self._fixer: dict[str, Callable[[Any], None]] = {}
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        for identifiant in ORDRE_DES_GROUPES:
            remplir = partial(self._remplir, identifiant)
            groupe = GroupeRepliable(GROUPES[identifiant], remplir, identifiant == GROUPE_OUVERT)
            self.groupes[identifiant] = groupe
            colonne.addWidget(groupe)
        session.comparaison_changee.connect(self._suivre)

    @property
    def en_suspens(self) -> list[str]:
        """Libellés des champs dont le texte affiché n'est pas la valeur."""
        return [
            PAR_CHAMP[nom].libelle
            for nom, etiquete in self._etiquetes.items()
            if isinstance(etiquete.champ, ChampSaisie) and etiquete.champ.en_suspens
        ]

    def etiquete(self, nom: str) -> ChampEtiquete:
        """Le champ de ce nom avec son étiquette ; son groupe est construit s'il ne l'était pas."""
        self.groupes[PAR_CHAMP[nom].groupe].construire()
        return self._etiquetes[nom]

    def _remplir(self, groupe: str) -> list[QWidget]:
        return [self._creer(champ) for champ in CHAMPS if champ.groupe == groupe]

    def _creer(self, champ: Champ) -> QWidget:
        valeur = getattr(self._session.situation, champ.nom)
        match champ.genre:
            case Genre.CHOIX:
                widget = self._creer_choix(champ, valeur)
            case Genre.BOOLEEN:
                widget = self._creer_case(champ, valeur)
            case _:
                widget = self._creer_saisie(champ, valeur)
        libelle = "" if champ.genre is Genre.BOOLEEN else champ.libelle
        etiquete = ChampEtiquete(libelle, widget, champ.aide, champ.unite)
        self._etiquetes[champ.nom] = etiquete
        return etiquete

    def _creer_choix(self, champ: Champ, valeur: str) -> QWidget:
        choix = ChampChoix(champ.choix)
        choix.fixer(valeur)
        choix.choisi.connect(partial(self._publier, champ.nom))
        self._fixer[champ.nom] = choix.fixer
        return choix

    def _creer_case(self, champ: Champ, valeur: bool) -> QWidget:
        case = QCheckBox(champ.libelle)
        case.setChecked(valeur)
        case.clicked.connect(lambda coche: self._publier(champ.nom, coche))
        self._fixer[champ.nom] = case.setChecked
        return case

    def _creer_saisie(self, champ: Champ, valeur: Any) -> QWidget:
        lire = partial(lire_champ, champ.nom)
        saisie: ChampSaisie
        if champ.genre is Genre.TEXTE:
            saisie = ChampSaisie(lire, str, valeur, int(champ.maximum))
        else:
            saisie = ChampNombre(champ.genre, lire, valeur, champ.unite, champ.minimum)
        saisie.valeur_saisie.connect(partial(self._publier, champ.nom))
        saisie.etat_change.connect(self.etat_change)
        self._fixer[champ.nom] = saisie.fixer
        return saisie

    def publier(self, **champs: Any) -> None:
        """Change la situation au nom du panneau : ses champs en suspens gardent leur texte."""
        self._publie = True
        try:
            self._session.modifier(**champs)
        finally:
            self._publie = False

    def _publier(self, nom: str, valeur: Any) -> None:
        if valeur != getattr(self._session.situation, nom):
            self.publier(**{nom: valeur})

    def _suivre(self) -> None:
        situation: Situation = self._session.situation
        for nom, fixer in self._fixer.items():
            fixer(getattr(situation, nom))
        if not self._publie:
            for saisie in self._saisies():
                if saisie.en_suspens and not saisie.hasFocus():
                    saisie.restaurer()

    def _saisies(self) -> list[ChampSaisie]:
        champs = (etiquete.champ for etiquete in self._etiquetes.values())
        return [champ for champ in champs if isinstance(champ, ChampSaisie)]
