"""« Pourquoi ce montant ? » : palier, hypothèse, source et doute de chaque ligne de coût."""

from collections.abc import Mapping

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.composants.champ_etiquete import etiquette
from gui.composants.mots_du_cout import CHARGES, fourchette
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


def explications(lignes: tuple[Ligne, ...], doutes: Mapping[str, Doute]) -> list[tuple[str, str]]:
    """Titre et texte de chaque ligne ; un doute partagé n'est expliqué qu'à sa première ligne."""
    expliques: dict[str, str] = {}
    blocs = []
    for ligne in lignes:
        morceaux = [ligne.detail]
        if ligne.payeur in CHARGES:
            morceaux.append(f"{CHARGES[ligne.payeur][0]}{_DEUX_POINTS} jamais ajouté au coût de votre ferme.")
        if ligne.palier:
            morceaux.append(f"Palier{_DEUX_POINTS} {ligne.palier}")
        if incertain := fourchette(ligne.bas, ligne.haut):
            morceaux.append(f"Prix incertain{_DEUX_POINTS} {incertain}")
        if ligne.hypothese:
            morceaux.append(f"Hypothèse{_DEUX_POINTS} {ligne.hypothese}")
        if doute := doutes.get(ligne.doute or ""):
            if premiere := expliques.get(doute.code):
                suite = f"voir « {premiere} »"
            else:
                suite = f"{doute.titre}. {doute.texte}"
                expliques[doute.code] = ligne.libelle
            morceaux.append(f"Doute {doute.code}{_DEUX_POINTS} {suite}")
        morceaux.append(f"Source{_DEUX_POINTS} {ligne.source}{_DEUX_POINTS} à confirmer.")
        blocs.append((f"{ligne.libelle}{_DEUX_POINTS} {euros(ligne.montant)}", "\n".join(morceaux)))
    return blocs


class _Bloc(QFrame):
    """Explication d'une ligne."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "carte")
        self._titre = etiquette(role="fort")
        self._texte = etiquette(role="legende")
        disposition = QVBoxLayout(self)
        marge = theme().px(8)
        disposition.setContentsMargins(marge, marge, marge, marge)
        disposition.setSpacing(theme().px(4))
        disposition.addWidget(self._titre)
        disposition.addWidget(self._texte)

    def montrer(self, titre: str, texte: str) -> None:
        """Change de ligne."""
        self._titre.setText(titre)
        self._texte.setText(texte)
        self.setAccessibleName(titre)
        self.setAccessibleDescription(texte)


class PourquoiCeMontant(QWidget):
    """Une carte par ligne ; rien n'est écrit tant que la section est cachée."""

    def __init__(self, doutes: Mapping[str, Doute], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doutes = doutes
        self._a_montrer: tuple[CoutOutil, CoutAnnuel] | None = None
        self._introduction = etiquette()
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
            bloc.montrer(*contenu)
        for rang, bloc in enumerate(self._blocs):
            bloc.setVisible(rang < len(textes))
