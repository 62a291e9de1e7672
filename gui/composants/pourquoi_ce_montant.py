"""« Pourquoi ce montant ? » : palier, hypothèse, source et doute de chaque ligne de coût."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.composants.mots_du_cout import CHARGES, fourchette
from gui.composants.texte_brut import texte_brut
from gui.theme.style import theme
from modele.catalogue.objets import Doute
from modele.nombres import ESPACE_INSECABLE, euros
from modele.tarification.resultat import CoutAnnuel, CoutOutil, Ligne

_DEUX_POINTS = f"{ESPACE_INSECABLE}:"


def introduction(cout: CoutOutil) -> str:
    """« Formule : Producteurs solo. Options : Logiciel de caisse. »"""
    phrases = [f"Formule{_DEUX_POINTS} {cout.formule.nom}.", cout.formule.description]
    if cout.options:
        phrases.append(f"Options{_DEUX_POINTS} {', '.join(option.nom for option in cout.options)}.")
    return " ".join(filter(None, phrases))


class Explication(NamedTuple):
    """Ce qu'on dit d'une ligne de coût : son titre, puis une phrase par sujet."""

    titre: str
    phrases: tuple[str, ...]


def explications(lignes: tuple[Ligne, ...], doutes: Mapping[str, Doute]) -> list[Explication]:
    """Une explication par ligne ; un doute partagé n'est exposé qu'à la première."""
    exposes: dict[str, str] = {}
    rendues = []
    for ligne in lignes:
        phrases = [ligne.detail]
        if ligne.payeur in CHARGES:
            phrases.append(f"{CHARGES[ligne.payeur][0]}{_DEUX_POINTS} jamais ajouté au coût de votre ferme.")
        if ligne.palier:
            phrases.append(f"Palier{_DEUX_POINTS} {ligne.palier}.")
        if incertain := fourchette(ligne.bas, ligne.haut):
            phrases.append(f"Prix incertain{_DEUX_POINTS} {incertain}.")
        if ligne.hypothese:
            phrases.append(f"Hypothèse{_DEUX_POINTS} {ligne.hypothese}")
        if doute := doutes.get(ligne.doute or ""):
            deja = exposes.setdefault(doute.code, ligne.libelle)
            renvoi = f"voir «{ESPACE_INSECABLE}{deja}{ESPACE_INSECABLE}»."
            texte = doute.texte if deja == ligne.libelle else renvoi
            phrases.append(f"Lecture incertaine ({doute.code}){_DEUX_POINTS} {texte}")
        phrases.append(f"Source{_DEUX_POINTS} {ligne.source}{_DEUX_POINTS} à confirmer.")
        rendues.append(Explication(f"{ligne.libelle}{_DEUX_POINTS} {euros(ligne.montant)}", tuple(phrases)))
    return rendues


class _Bloc(QFrame):
    """Carte d'une explication ; ses étiquettes resservent d'une ligne à l'autre."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "carte")
        self._titre = texte_brut(role="fort")
        self._phrases: list[QLabel] = []
        self._colonne = QVBoxLayout(self)
        marge = theme().px(8)
        self._colonne.setContentsMargins(marge, marge, marge, marge)
        self._colonne.setSpacing(theme().px(4))
        self._colonne.addWidget(self._titre)

    def montrer(self, explication: Explication) -> None:
        """Change de ligne."""
        self._titre.setText(explication.titre)
        while len(self._phrases) < len(explication.phrases):
            self._phrases.append(texte_brut(role="legende"))
            self._colonne.addWidget(self._phrases[-1])
        for rang, label in enumerate(self._phrases):
            label.setVisible(rang < len(explication.phrases))
            label.setText(explication.phrases[rang] if rang < len(explication.phrases) else "")
        self.setAccessibleName(explication.titre)
        self.setAccessibleDescription(" ".join(explication.phrases))


class PourquoiCeMontant(QWidget):
    """Une carte par ligne ; rien n'est écrit tant que la section est cachée."""

    def __init__(self, doutes: Mapping[str, Doute], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doutes = doutes
        self._a_montrer: tuple[CoutOutil, CoutAnnuel] | None = None
        self._introduction = texte_brut()
        self._blocs: list[_Bloc] = []
        self._colonne = QVBoxLayout(self)
        self._colonne.setContentsMargins(0, 0, 0, 0)
        self._colonne.setSpacing(theme().px(8))
        self._colonne.addWidget(self._introduction)

    def montrer(self, cout: CoutOutil, annee: CoutAnnuel) -> None:
        """Explique cette année de ce coût."""
        self._a_montrer = (cout, annee)
        if not self.isHidden():
            self._ecrire()

    def bloc(self, rang: int) -> QWidget | None:
        """Carte de la ligne de ce rang."""
        visibles = len(self._a_montrer[1].lignes) if self._a_montrer else 0
        return self._blocs[rang] if 0 <= rang < visibles else None

    def showEvent(self, evenement: QShowEvent) -> None:
        """Écrit ce qui a changé pendant que la section était cachée."""
        self._ecrire()
        super().showEvent(evenement)

    def _ecrire(self) -> None:
        if self._a_montrer is None:
            return
        cout, annee = self._a_montrer
        self._introduction.setText(introduction(cout))
        textes = explications(annee.lignes, self._doutes)
        while len(self._blocs) < len(textes):
            bloc = _Bloc()
            self._blocs.append(bloc)
            self._colonne.addWidget(bloc)
        for bloc, contenu in zip(self._blocs, textes, strict=False):
            bloc.montrer(contenu)
        for rang, bloc in enumerate(self._blocs):
            bloc.setVisible(rang < len(textes))
