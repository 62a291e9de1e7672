"""Bandeau sous la grille : ce que le guide dit de la case choisie, et d'où cela vient."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.composants.choix_exigence import ChoixExigence
from gui.composants.etiquettes import etiquette
from gui.composants.signe_etat import Legende, SigneEtat
from gui.tableaux import phrases
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue, Critere, Evaluation
from modele.choix.objets import Comparaison, Resultat
from modele.choix.statut import valeur_pour
from modele.mots_du_cout import phrase_date, phrase_proposes

INVITE = "Choisissez une case pour lire ce que le guide en dit."
SANS_OUTIL = "Choisissez une case de cette ligne pour lire la réponse d'un outil."


class DetailCase(QFrame):
    """Nuance, source, écart avec le tableau imprimé, doute, définition ; et le besoin de la ferme."""

    exigence_demandee = Signal(str, str)
    """Critère, puis indispensable, souhaite ou chaîne vide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self.setAccessibleName("Détail de la case choisie")
        self._critere = ""
        self.signe = SigneEtat(self)
        self.titre = etiquette(self, "fort", coupee=True)
        self.exigence = ChoixExigence(self)
        self.exigence.choisie.connect(self._demander)
        self.lecture = QScrollArea(self)
        self.lecture.setProperty("role", "lecture")
        self.lecture.setWidgetResizable(True)
        self.lecture.setAccessibleName("Ce que dit le guide")
        contenu = QWidget(self.lecture)
        contenu.setProperty("role", "papier")
        self.lecture.setWidget(contenu)
        self.legende = Legende(contenu)
        self.nuance = etiquette(contenu, coupee=True)
        self.source = etiquette(contenu, "legende", coupee=True)
        self.imprime = etiquette(contenu, "alerte", coupee=True)
        self.doute = etiquette(contenu, "alerte", coupee=True)
        self.motif = etiquette(contenu, "alerte", coupee=True)
        self.definition = etiquette(contenu, "legende", coupee=True)
        self._etiquettes = (
            self.nuance,
            self.source,
            self.imprime,
            self.doute,
            self.motif,
            self.definition,
        )
        self._haut = QHBoxLayout()
        self._lignes = QVBoxLayout(contenu)
        self._etroit = False
        self._disposer()

    def _disposer(self) -> None:
        t = theme()
        self._lignes.setContentsMargins(0, 0, 0, 0)
        self._lignes.setSpacing(t.px(jetons.PAS[0]))
        for widget in (self.legende, *self._etiquettes):
            self._lignes.addWidget(widget)
        self._lignes.addStretch()
        self._haut.setContentsMargins(jetons.ANNEAU, 0, jetons.ANNEAU, 0)
        self._haut.setSpacing(t.px(jetons.PAS[1]))
        self._haut.addWidget(self.signe)
        self._haut.addWidget(self.titre, 1)
        self._haut.addWidget(self.exigence)
        disposition = QVBoxLayout(self)
        marge = jetons.PAS[1]
        disposition.setContentsMargins(jetons.PAS[2], marge, marge, marge)
        disposition.setSpacing(jetons.PAS[0])
        disposition.addLayout(self._haut)
        disposition.addWidget(self.lecture, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """À l'étroit, le choix du besoin passe sous le texte et laisse sa place au titre."""
        super().resizeEvent(event)
        etroit = self.width() < theme().px(jetons.LARGEUR_ETROITE)
        if etroit != self._etroit:
            self._etroit = etroit
            if etroit:
                self._lignes.insertWidget(self._lignes.count() - 1, self.exigence)
            else:
                self._haut.addWidget(self.exigence)

    def _demander(self, exigence: str) -> None:
        if self._critere:
            self.exigence_demandee.emit(self._critere, exigence)

    def montrer(self, catalogue: Catalogue, comparaison: Comparaison, outil: str, critere: str) -> None:
        """Montre une case, un outil entier, un critère seul, ou une invite si rien n'est choisi."""
        resultat = comparaison.par_outil.get(outil)
        choisi = catalogue.par_critere.get(critere)
        self._critere = choisi.identifiant if choisi else ""
        self.exigence.setVisible(choisi is not None)
        if choisi:
            self.exigence.montrer(comparaison.situation.exigences.get(critere, ""), choisi.nom)
        etat = valeur_pour(resultat.cout.outil, critere).value if resultat and choisi else ""
        self.signe.montrer(etat)
        self.titre.setText(_titre(resultat, choisi))
        self.legende.setVisible(resultat is None and choisi is None)
        textes = _textes(catalogue, resultat, choisi)
        if textes[0] != self.nuance.text():
            self.lecture.verticalScrollBar().setValue(0)
        for ligne, texte in zip(self._etiquettes, textes, strict=True):
            ligne.setText(texte)
            ligne.setVisible(bool(texte))


def _titre(resultat: Resultat | None, critere: Critere | None) -> str:
    if resultat is None:
        return critere.nom if critere else INVITE
    outil = resultat.cout.outil
    if critere is None:
        return f"{outil.nom}\u00a0: {jetons.STATUTS[resultat.statut.value][0]}"
    return f"{phrases.mot(valeur_pour(outil, critere.identifiant))} · {outil.nom} · {critere.nom}"


def _textes(
    catalogue: Catalogue, resultat: Resultat | None, critere: Critere | None
) -> tuple[str, str, str, str, str, str]:
    """Nuance, source, case imprimée, doute, motifs, définition."""
    definition = f"Ce critère\u00a0: {critere.definition}" if critere else ""
    if resultat is None:
        return SANS_OUTIL if critere else "", "", "", "", "", definition
    outil, motif = resultat.cout.outil, phrases.phrase_motifs(resultat)
    if critere is None:
        couvre = resultat.cout.ca_couvert > 0
        if not couvre:
            return "", "", "", "", motif, ""
        dits = (phrases.phrases_cout(resultat)[0], *phrases.charges_d_autrui(resultat.cout))
        sources = (phrase_proposes(resultat.cout), phrase_date(outil, resultat.cout.propose))
        return " ".join(dits), " ".join(filter(None, sources)), "", "", motif, ""
    evaluation = outil.par_critere.get(critere.identifiant)
    return (
        phrases.nuance(evaluation),
        phrases.reference(outil, evaluation),
        phrases.phrase_imprimee(evaluation),
        _phrase_doute(catalogue, evaluation),
        motif,
        definition,
    )


def _phrase_doute(catalogue: Catalogue, evaluation: Evaluation | None) -> str:
    doute = catalogue.par_doute.get(evaluation.doute) if evaluation and evaluation.doute else None
    return f"Lecture incertaine ({doute.code}). {doute.texte}" if doute else ""
