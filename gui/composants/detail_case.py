"""Bandeau sous la grille : ce que le guide dit de la case choisie, et d'où cela vient."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.composants.choix_exigence import ChoixExigence
from gui.composants.formes import dessiner_etat
from gui.tableaux import phrases
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue, Critere, Evaluation
from modele.choix.objets import Comparaison, Resultat
from modele.choix.statut import valeur_pour

INVITE = "Choisissez une case pour lire ce que le guide en dit."


class SigneEtat(QWidget):
    """La forme d'un état de case, à la hauteur du texte ; le mot est écrit à côté."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._etat = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def montrer(self, etat: str) -> None:
        """Montre un état de `jetons.ETATS`, ou rien."""
        self._etat = etat
        self.setVisible(bool(etat))
        self.update()

    def sizeHint(self) -> QSize:
        """Carré à l'échelle du texte."""
        cote = theme().px(jetons.COTE_FORME)
        return QSize(cote, cote)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dessine la forme dans la couleur de l'état."""
        if self._etat:
            peintre = QPainter(self)
            couleur = theme().couleur(jetons.ETATS[self._etat][2])
            dessiner_etat(peintre, QRectF(self.rect()), self._etat, couleur)
            peintre.end()


class DetailCase(QFrame):
    """Nuance, définition, écart avec le tableau imprimé, doute, source ; et le besoin de la ferme."""

    exigence_demandee = Signal(str, str)
    """Critère, puis indispensable, souhaite ou chaîne vide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self.setAccessibleName("Détail de la case choisie")
        self._critere = ""
        self.signe = SigneEtat(self)
        self.titre = _etiquette(self, "fort")
        self.exigence = ChoixExigence(self)
        self.exigence.choisie.connect(self._demander)
        self.textes = QScrollArea(self)
        self.textes.setWidgetResizable(True)
        self.textes.setAccessibleName("Ce que dit le guide")
        contenu = QWidget(self.textes)
        contenu.setProperty("role", "papier")
        self.textes.setWidget(contenu)
        self.nuance = _etiquette(contenu, "")
        self.motif = _etiquette(contenu, "alerte")
        self.imprime = _etiquette(contenu, "alerte")
        self.doute = _etiquette(contenu, "alerte")
        self.definition = _etiquette(contenu, "legende")
        self.source = _etiquette(contenu, "legende")
        self._disposer(contenu)

    def _disposer(self, contenu: QWidget) -> None:
        t = theme()
        lignes = QVBoxLayout(contenu)
        lignes.setContentsMargins(0, 0, 0, 0)
        lignes.setSpacing(t.px(jetons.PAS[0]))
        for etiquette in (self.nuance, self.motif, self.imprime, self.doute, self.definition, self.source):
            lignes.addWidget(etiquette)
        lignes.addStretch()
        haut = QHBoxLayout()
        haut.setSpacing(t.px(jetons.PAS[1]))
        haut.addWidget(self.signe)
        haut.addWidget(self.titre, 1)
        haut.addWidget(self.exigence)
        disposition = QVBoxLayout(self)
        marge = t.px(jetons.PAS[1])
        disposition.setContentsMargins(t.px(jetons.PAS[2]), marge, marge, marge)
        disposition.setSpacing(t.px(jetons.PAS[0]))
        disposition.addLayout(haut)
        disposition.addWidget(self.textes, 1)

    def _demander(self, exigence: str) -> None:
        if self._critere:
            self.exigence_demandee.emit(self._critere, exigence)

    def montrer(self, catalogue: Catalogue, comparaison: Comparaison, outil: str, critere: str) -> None:
        """Montre une case, un outil entier, un critère seul, ou une invite si rien n'est choisi."""
        resultat = comparaison.par_outil.get(outil)
        choisi = catalogue.par_critere.get(critere)
        if self._critere != critere:
            self.textes.verticalScrollBar().setValue(0)
        self._critere = critere if choisi else ""
        self.exigence.setVisible(choisi is not None)
        if choisi:
            exigence = comparaison.situation.exigences.get(critere, "")
            self.exigence.montrer(exigence, choisi.nom)
        self._montrer_titre(resultat, choisi)
        self._montrer_reponse(catalogue, resultat, choisi)
        _ecrire(self.motif, phrases.phrase_motifs(resultat) if resultat else "")
        _ecrire(self.definition, f"Ce critère\u00a0: {choisi.definition}" if choisi else "")

    def _montrer_titre(self, resultat: Resultat | None, critere: Critere | None) -> None:
        nom = resultat.cout.outil.nom if resultat else ""
        morceaux = [nom, critere.nom if critere else ""]
        titre = " · ".join(morceau for morceau in morceaux if morceau)
        etat = ""
        if resultat and critere:
            valeur = valeur_pour(resultat.cout.outil, critere.identifiant)
            etat = valeur.value
            titre += f"\u00a0: {phrases.mot(valeur)}"
        self.signe.montrer(etat)
        _ecrire(self.titre, titre or INVITE)

    def _montrer_reponse(
        self, catalogue: Catalogue, resultat: Resultat | None, critere: Critere | None
    ) -> None:
        if resultat is None:
            _ecrire(self.nuance, "Choisissez aussi un outil pour lire sa réponse." if critere else "")
            for etiquette in (self.imprime, self.doute, self.source):
                _ecrire(etiquette, "")
            return
        outil = resultat.cout.outil
        if critere is None:
            _ecrire(self.nuance, " ".join(phrases.phrases_cout(resultat)[:1]))
            for etiquette in (self.imprime, self.doute):
                _ecrire(etiquette, "")
            _ecrire(self.source, phrases.reference(outil, None))
            return
        evaluation = outil.par_critere.get(critere.identifiant)
        _ecrire(self.nuance, phrases.nuance(evaluation))
        _ecrire(self.imprime, phrases.phrase_imprimee(evaluation))
        _ecrire(self.doute, _phrase_doute(catalogue, evaluation))
        _ecrire(self.source, phrases.reference(outil, evaluation))


def _phrase_doute(catalogue: Catalogue, evaluation: Evaluation | None) -> str:
    doute = catalogue.par_doute.get(evaluation.doute) if evaluation and evaluation.doute else None
    return f"Lecture incertaine ({doute.code}). {doute.texte}" if doute else ""


def _etiquette(parent: QWidget, role: str) -> QLabel:
    etiquette = QLabel(parent)
    etiquette.setTextFormat(Qt.TextFormat.PlainText)
    etiquette.setWordWrap(True)
    etiquette.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        etiquette.setProperty("role", role)
    return etiquette


def _ecrire(etiquette: QLabel, texte: str) -> None:
    etiquette.setText(texte)
    etiquette.setVisible(bool(texte))
