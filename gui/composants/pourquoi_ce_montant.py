"""« Pourquoi ce montant ? » : palier, hypothèse, source et doute de chaque ligne de coût."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.liens_de_prix import invitation, lien, nommer, retour
from gui.composants.texte_brut import texte_brut
from gui.theme.style import theme
from modele.catalogue.objets import Doute, Offre
from modele.mots_du_cout import CHARGES, fourchette
from modele.nombres import ESPACE_INSECABLE, euros
from modele.tarification import explications as explications_du_calcul
from modele.tarification.prix_proposes import Cible, cible_de_ligne, cibles
from modele.tarification.prix_proposes_en_mots import guide_dit, origine, prix_dit
from modele.tarification.resultat import CoutAnnuel, CoutOutil, Ligne

_DEUX_POINTS = f"{ESPACE_INSECABLE}:"


def introduction(cout: CoutOutil) -> str:
    """« Socleo. Formule : Producteurs solo. Options : Logiciel de caisse. »"""
    nom = cout.outil.nom if cout.outil.nom.endswith(("!", "?", ".")) else f"{cout.outil.nom}."
    phrases = [nom, f"Formule{_DEUX_POINTS} {cout.formule.nom}.", cout.formule.description]
    if cout.options:
        phrases.append(f"Options{_DEUX_POINTS} {', '.join(option.nom for option in cout.options)}.")
    return " ".join(filter(None, phrases))


class Explication(NamedTuple):
    """Ce qu'on dit d'une ligne de coût : son titre, puis une phrase par sujet.

    `cible` est ce dont on peut noter un prix proposé ; `propose` dit qu'il y en a un.
    """

    titre: str
    phrases: tuple[str, ...]
    cible: Cible | None = None
    propose: bool = False


def explications(cout: CoutOutil, annee: CoutAnnuel, doutes: Mapping[str, Doute]) -> list[Explication]:
    """Une explication par ligne, un doute partagé n'étant exposé qu'à la première ; puis les frais sans prix."""
    exposes: dict[str, str] = {}
    rendues = []
    for ligne in annee.lignes:
        cible = cible_de_ligne(cout, ligne)
        phrases = [ligne.detail, *_prix_propose(ligne, cible)]
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
        titre = f"{ligne.libelle}{_DEUX_POINTS} {euros(ligne.montant)}"
        rendues.append(Explication(titre, tuple(phrases), cible, _offre(ligne) is not None))
    return rendues + [
        _sans_prix(cible) for cible in cibles(cout.outil) if cible.frais in cout.outil.sans_prix
    ]


def _offre(ligne: Ligne) -> Offre | None:
    return ligne.tarif.offre if ligne.tarif else None


def _prix_propose(ligne: Ligne, cible: Cible | None) -> list[str]:
    """Qui a proposé le prix compté, puis celui du guide."""
    offre = _offre(ligne)
    if offre is None or cible is None:
        return []
    propose = prix_dit(cible.composante, ligne.prix)
    guide = guide_dit(cible)
    suite = f"{guide[:1].upper()}{guide[1:]}." if cible.frais else f"Tarif du guide{_DEUX_POINTS} {guide}."
    return [f"Tarif proposé {origine(offre.le, offre.par)}{_DEUX_POINTS} {propose}. {suite}"]


def _sans_prix(cible: Cible) -> Explication:
    """Un frais que le guide ne chiffre pas, et dont personne n'a dit le prix."""
    composante = cible.composante
    phrases = ["Le guide n'en donne pas le prix : ce frais n'est pas compté."]
    if composante.payeur in CHARGES:
        phrases.append(f"{CHARGES[composante.payeur][0]}.")
    source = explications_du_calcul.source(composante.lignes, cible.outil.date_tarif)
    phrases.append(f"Source{_DEUX_POINTS} {source}.")
    return Explication(f"{composante.libelle}{_DEUX_POINTS} non chiffré", tuple(phrases), cible)


class _Bloc(QFrame):
    """Carte d'une explication ; ses étiquettes et boutons resservent d'une ligne à l'autre."""

    tarif_demande = Signal(object)
    """Émis avec la `Cible` dont on veut noter ou changer le prix."""
    retour_demande = Signal(object)
    """Émis avec la `Cible` dont on veut reprendre le prix du guide."""

    def __init__(self) -> None:
        super().__init__()
        self._cible: Cible | None = None
        self.setProperty("role", "carte")
        self._titre = texte_brut(role="fort")
        self._phrases: list[QLabel] = []
        self._colonne = QVBoxLayout(self)
        marge = theme().px(8)
        self._colonne.setContentsMargins(marge, marge, marge, marge)
        self._colonne.setSpacing(theme().px(4))
        self._colonne.addWidget(self._titre)
        self.tarif, self.revenir = lien("", ""), lien("", "")
        self.tarif.clicked.connect(lambda: self.tarif_demande.emit(self._cible))
        self.revenir.clicked.connect(lambda: self.retour_demande.emit(self._cible))
        boutons = DispositionSouple()
        boutons.addWidget(self.tarif)
        boutons.addWidget(self.revenir)
        self._colonne.addLayout(boutons)

    def montrer(self, explication: Explication) -> None:
        """Change de ligne."""
        self._titre.setText(explication.titre)
        while len(self._phrases) < len(explication.phrases):
            self._phrases.append(texte_brut(role="legende"))
            # Avant les boutons, qui ferment la carte.
            self._colonne.insertWidget(self._colonne.count() - 1, self._phrases[-1])
        for rang, label in enumerate(self._phrases):
            label.setVisible(rang < len(explication.phrases))
            label.setText(explication.phrases[rang] if rang < len(explication.phrases) else "")
        cible = self._cible = explication.cible
        self.tarif.setVisible(cible is not None)
        if self.revenir.hasFocus() and not explication.propose:
            # Sans quoi le clavier, et la vue avec lui, sauteraient au prix d'une autre ligne.
            self.tarif.setFocus()
        self.revenir.setVisible(cible is not None and explication.propose)
        if cible is not None:
            nommer(self.tarif, invitation(cible, explication.propose), explication.titre)
            nommer(self.revenir, retour(cible), explication.titre)
        self.setAccessibleName(explication.titre)
        self.setAccessibleDescription(" ".join(explication.phrases))


class PourquoiCeMontant(QWidget):
    """Une carte par ligne et par frais sans prix ; rien n'est écrit tant que la section est cachée."""

    tarif_demande = Signal(object)
    """Émis avec la `Cible` dont on veut noter ou changer le prix."""
    retour_demande = Signal(object)
    """Émis avec la `Cible` dont on veut reprendre le prix du guide."""

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
        textes = explications(cout, annee, self._doutes)
        while len(self._blocs) < len(textes):
            bloc = _Bloc()
            bloc.tarif_demande.connect(self.tarif_demande)
            bloc.retour_demande.connect(self.retour_demande)
            self._blocs.append(bloc)
            self._colonne.addWidget(bloc)
        for bloc, contenu in zip(self._blocs, textes, strict=False):
            bloc.montrer(contenu)
        for rang, bloc in enumerate(self._blocs):
            bloc.setVisible(rang < len(textes))
