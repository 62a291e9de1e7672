"""La saisie d'une vente : son nom, puis les mêmes champs pour l'avant et pour l'après."""

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_nombre import ChampNombre
from gui.composants.champ_saisie import ChampSaisie
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.dossiers.objets import Vente
from modele.lecture_vente import CHAMPS, NOM_MAX, PAR_CHAMP, lire_champ
from modele.nombres import ESPACE_INSECABLE
from modele.situation import Champ, Genre

COTES = ("avant", "apres")
TITRES = {"avant": "Avant", "apres": "Après"}


class LigneVente:
    """Un champ de `CHAMPS` : libellé et aide, deux saisies, et dessous ce qui ne va pas."""

    def __init__(self, champ: Champ) -> None:
        self._champ = champ
        self.libelle = QWidget()
        colonne = QVBoxLayout(self.libelle)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        self._nom = texte_brut(champ.libelle)
        colonne.addWidget(self._nom)
        colonne.addWidget(texte_brut(champ.aide, "legende"))
        self.faute = texte_brut("", "erreur")
        self.faute.hide()
        # Des kilomètres et des heures s'écrivent sans centimes.
        genre = Genre.EUROS if champ.unite.startswith("€") else Genre.POURCENTAGE
        self.saisies: dict[str, ChampNombre] = {}
        for cote in COTES:
            saisie = ChampNombre(genre, partial(lire_champ, champ.nom), Fraction(0), champ.unite)
            saisie.setAccessibleName(f"{champ.libelle}, {TITRES[cote].lower()}, {champ.unite}")
            saisie.setAccessibleDescription(champ.aide)
            saisie.etat_change.connect(self._montrer_etat)
            self.saisies[cote] = saisie

    def _montrer_etat(self) -> None:
        fautes = []
        for cote, saisie in self.saisies.items():
            signale = " ".join(filter(None, (saisie.faute, saisie.avis)))
            saisie.setAccessibleDescription(f"{signale} {self._champ.aide}".strip())
            if signale:
                fautes.append(f"{TITRES[cote]}{ESPACE_INSECABLE}: {signale[0].lower()}{signale[1:]}")
        self.faute.setText("\n".join(fautes))
        self.faute.setVisible(bool(fautes))


class SaisieVente(QWidget):
    """Suit la vente qu'on lui montre et en publie une nouvelle à chaque frappe valide."""

    vente_saisie = Signal(object)
    """Émis avec la `Vente` modifiée."""
    etat_change = Signal()
    """Émis quand un champ devient ou cesse d'être en suspens."""
    recopie_demandee = Signal()
    """La personne veut partir de l'avant pour remplir l'après."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vente: Vente | None = None
        self._empile: bool | None = None
        self.nom = ChampSaisie(str, str, "", NOM_MAX)
        self.nom.valeur_saisie.connect(lambda nom: self._publier(nom=nom))
        self._etiquette_nom = ChampEtiquete("Nom de la vente", self.nom)
        self.recopier = QPushButton("Recopier l'avant dans l'après")
        self.recopier.setProperty("role", "lien")
        self.recopier.setToolTip("Partir de l'avant, pour ne changer ensuite que ce qui change")
        self.recopier.clicked.connect(self.recopie_demandee)
        self._titres = {cote: texte_brut(TITRES[cote], "fort") for cote in COTES}
        self.lignes = {champ.nom: LigneVente(champ) for champ in CHAMPS}
        for nom, ligne in self.lignes.items():
            for cote, saisie in ligne.saisies.items():
                saisie.valeur_saisie.connect(partial(self._publier_champ, cote, nom))
                saisie.etat_change.connect(self.etat_change)
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(theme().px(jetons.PAS[2]))
        self._grille.setVerticalSpacing(theme().px(jetons.PAS[0]) + jetons.ANNEAU)
        self.empiler(True)

    @property
    def en_suspens(self) -> list[str]:
        """Libellés des champs dont le texte affiché n'est pas la valeur : « Distance parcourue, après »."""
        return [
            f"{PAR_CHAMP[nom].libelle}, {TITRES[cote].lower()}"
            for nom, ligne in self.lignes.items()
            for cote, saisie in ligne.saisies.items()
            if saisie.en_suspens
        ]

    def montrer(self, vente: Vente, autre: bool) -> None:
        """Affiche une vente ; si c'en est une `autre`, les saisies en cours sont abandonnées."""
        self._vente = vente
        self.nom.fixer(vente.nom)
        for nom, ligne in self.lignes.items():
            for cote, saisie in ligne.saisies.items():
                saisie.fixer(getattr(getattr(vente, cote), nom))
        if autre:
            for champ in self._saisies():
                champ.restaurer()

    def abandonner(self) -> None:
        """Rend leur valeur aux champs laissés en suspens, sauf celui où l'on écrit."""
        for champ in self._saisies():
            if champ.en_suspens and not champ.hasFocus():
                champ.restaurer()

    def _saisies(self) -> list[ChampSaisie]:
        return [self.nom, *(saisie for ligne in self.lignes.values() for saisie in ligne.saisies.values())]

    def _publier_champ(self, cote: str, nom: str, valeur: Fraction) -> None:
        if self._vente is not None:
            self._publier(**{cote: replace(getattr(self._vente, cote), **{nom: valeur})})

    def _publier(self, **champs: Any) -> None:
        if self._vente is not None:
            self.vente_saisie.emit(replace(self._vente, **champs))

    @property
    def largeur(self) -> int:
        """Largeur à partir de laquelle les libellés tiennent à gauche des saisies."""
        px = theme().px
        saisies = 2 * (px(jetons.LARGEUR_SAISIE) + self._grille.horizontalSpacing())
        return px(jetons.LARGEUR_PREMIERE_COLONNE) + saisies

    def empiler(self, empile: bool) -> None:
        """À l'étroit, chaque libellé passe au-dessus de ses deux saisies."""
        if empile == self._empile:
            return
        self._empile = empile
        grille = self._grille
        while grille.count():
            grille.takeAt(0)
        base = 0 if empile else 1
        largeur = 2 if empile else 3
        rang = 0

        def poser(widget: QWidget, colonne: int, etendue: int = 1) -> None:
            grille.addWidget(widget, rang, colonne, 1, etendue)

        poser(self._etiquette_nom, 0, largeur)
        rang += 1
        poser(self.recopier, 0, largeur if empile else 1)
        rang += 1 if empile else 0
        for decalage, cote in enumerate(COTES):
            poser(self._titres[cote], base + decalage)
        rang += 1
        for ligne in self.lignes.values():
            poser(ligne.libelle, 0, largeur if empile else 1)
            rang += 1 if empile else 0
            for decalage, cote in enumerate(COTES):
                poser(ligne.saisies[cote], base + decalage)
            rang += 1
            poser(ligne.faute, 0, largeur)
            rang += 1
        for colonne in range(3):
            grille.setColumnMinimumWidth(colonne, 0)
            grille.setColumnStretch(colonne, 0)
        saisie = theme().px(jetons.LARGEUR_SAISIE)
        for colonne in (base, base + 1):
            grille.setColumnMinimumWidth(colonne, 0 if empile else saisie)
            grille.setColumnStretch(colonne, 1 if empile else 0)
        if not empile:
            grille.setColumnStretch(0, 1)
