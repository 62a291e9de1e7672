"""Une étape de la méthode : ce que dit le guide, ce que l'on y fait, ce que l'on coche et ce que l'on note."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.fiche_contenu import lignes_en_clair
from gui.composants.methode_case import CaseSouple
from gui.composants.methode_disposition import BoiteSouple, largeur_de_lecture
from gui.composants.methode_essais import JournalEssais
from gui.composants.methode_formations import PlanFormations
from gui.composants.methode_preselection import Preselection
from gui.composants.methode_saisie import NotesEtiquetees, ZoneBornee
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Fait
from modele.dossiers.objets import SuiviEtape
from modele.methode import ETAPES, EtatEtape

NOTES_MAX = 4000
Section = Preselection | JournalEssais | PlanFormations


class VueEtape(QWidget):
    """Ce qui est commun à toutes les étapes ; `sections` ajoute dessous ce qui est propre à une."""

    action_demandee = Signal(object)
    """Émis avec l'`Action` dont on a pris le bouton."""
    suivante_demandee = Signal()

    def __init__(
        self, session: Session, numero: int, sections: Iterable[Section] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.numero = numero
        self.sections = tuple(sections)
        self.cases: dict[str, CaseSouple] = {}
        self.boutons: dict[str, QPushButton] = {}
        px = theme().px
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), 0)
        colonne.setSpacing(px(jetons.PAS[4]))
        etape = next(e for e in session.catalogue.guide.etapes if e.numero == numero)
        colonne.addWidget(texte_brut(f"Étape {numero}. {etape.titre}", "titre"))
        haut = BoiteSouple(px(jetons.LARGEUR_ETROITE), px(jetons.PAS[4]))
        haut.ajouter(self._a_lire(), 3, largeur_de_lecture())
        haut.ajouter(self._a_faire(), 2)
        colonne.addWidget(haut)
        for section in self.sections:
            colonne.addWidget(section)
        colonne.addStretch(1)

    def montrer(self, etat: EtatEtape) -> None:
        """Suit le dossier."""
        suivi = self._suivi()
        for cle, case in self.cases.items():
            case.setChecked(cle in suivi.cases)
        self._compte.setText(f"{etat.cochees} sur {etat.total}")
        self.notes.fixer(suivi.notes)
        self.faite.setChecked(suivi.faite)
        for section in self.sections:
            section.montrer()

    def _suivi(self) -> SuiviEtape:
        return self._session.dossier.etapes.get(self.numero, SuiviEtape())

    def _a_lire(self) -> QWidget:
        """Le texte du guide et les points à vérifier."""
        paragraphes = self._paragraphes()
        self._compte = texte_brut("", "legende")
        bloc, colonne = _bloc()
        colonne.addWidget(texte_brut("Ce que dit le guide", "section"))
        for faits in paragraphes:
            colonne.addWidget(texte_brut(" ".join(fait.texte for fait in faits)))
        colonne.addWidget(texte_brut(_source(paragraphes), "legende"))
        colonne.addSpacing(theme().px(jetons.PAS[2]))
        titre = QHBoxLayout()
        titre.setSpacing(theme().px(jetons.PAS[1]))
        titre.addWidget(_titre_souple("À vérifier"))
        titre.addWidget(self._compte, 1)
        colonne.addLayout(titre)
        for case in ETAPES[self.numero].cases:
            souple = CaseSouple(case.libelle)
            souple.clicked.connect(lambda coche, cle=case.cle: self._cocher(cle, coche))
            self.cases[case.cle] = souple
            colonne.addWidget(souple)
        colonne.addSpacing(theme().px(jetons.PAS[1]))
        colonne.addWidget(self._fin())
        return bloc

    def _paragraphes(self) -> list[list[Fait]]:
        """Le texte de l'étape ; la première suit l'entrée en matière du guide, la dernière sa conclusion."""
        faits = self._session.catalogue.guide.faits
        generaux = [fait for fait in faits if fait.rubrique == "methode"]
        entree = generaux[:1] if self.numero == min(ETAPES) else []
        conclusion = generaux[1:] if self.numero == max(ETAPES) else []
        propres = [fait for fait in faits if fait.rubrique == f"methode-{self.numero}"]
        return [paragraphe for paragraphe in (entree, propres, conclusion) if paragraphe]

    def _a_faire(self) -> QWidget:
        """Les boutons et les notes."""
        bloc, colonne = _bloc()
        colonne.addWidget(texte_brut("Dans l'application", "section"))
        rangee = QWidget()
        boutons = DispositionSouple(rangee)
        boutons.setSpacing(theme().px(jetons.PAS[1]))
        for action in ETAPES[self.numero].actions:
            bouton = QPushButton(action.libelle)
            bouton.clicked.connect(lambda _=False, action=action: self.action_demandee.emit(action))
            self.boutons[action.cle] = bouton
            boutons.addWidget(bouton)
        colonne.addWidget(rangee)
        colonne.addSpacing(theme().px(jetons.PAS[2]))
        self.notes = NotesEtiquetees("Vos notes", ZoneBornee(NOTES_MAX, 6, 16))
        self.notes.zone.texte_saisi.connect(lambda notes: self._changer(notes=notes))
        colonne.addWidget(self.notes)
        return bloc

    def _fin(self) -> QWidget:
        bloc = QWidget()
        rangee = DispositionSouple(bloc)
        rangee.setSpacing(theme().px(jetons.PAS[2]))
        self.faite = CaseSouple("Étape faite", gras=True)
        self.faite.clicked.connect(lambda coche: self._changer(faite=coche))
        self.suivante = QPushButton("Étape suivante")
        self.suivante.setVisible(self.numero < len(ETAPES))
        self.suivante.clicked.connect(self.suivante_demandee)
        rangee.addWidget(self.faite)
        rangee.addWidget(self.suivante)
        return bloc

    def _cocher(self, cle: str, coche: bool) -> None:
        cochees = set(self._suivi().cases)
        cochees = cochees | {cle} if coche else cochees - {cle}
        connues = [case.cle for case in ETAPES[self.numero].cases]
        # Une case que cette version ne connaît pas reste dans le dossier.
        inconnues = [autre for autre in self._suivi().cases if autre not in connues]
        self._changer(cases=(*(c for c in connues if c in cochees), *inconnues))

    def _changer(self, **champs: Any) -> None:
        etapes: dict[int, SuiviEtape] = dict(self._session.dossier.etapes)
        etapes[self.numero] = replace(self._suivi(), **champs)
        self._session.modifier_dossier(etapes=_ranger(etapes))


def _ranger(etapes: Mapping[int, SuiviEtape]) -> Mapping[int, SuiviEtape]:
    """Étapes dans l'ordre, sans celles où il ne reste rien."""
    return MappingProxyType(
        {numero: suivi for numero, suivi in sorted(etapes.items()) if suivi != SuiviEtape()}
    )


def _titre_souple(mots: str) -> QLabel:
    titre = texte_brut(mots, "section")
    titre.setWordWrap(False)
    return titre


def _bloc() -> tuple[QWidget, QVBoxLayout]:
    bloc = QWidget()
    colonne = QVBoxLayout(bloc)
    colonne.setContentsMargins(0, 0, 0, 0)
    colonne.setSpacing(theme().px(jetons.PAS[0]))
    return bloc, colonne


def _source(paragraphes: list[list[Fait]]) -> str:
    """« Guide, l. 151, 156-163 » : de la première ligne à la dernière de chaque paragraphe."""
    plages = []
    for faits in paragraphes:
        bornes = dict.fromkeys((faits[0].lignes.split("-")[0], faits[-1].lignes.split("-")[-1]))
        plages.append("-".join(bornes))
    return f"Guide, {lignes_en_clair(';'.join(plages))}"
