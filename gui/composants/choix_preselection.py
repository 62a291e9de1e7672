"""La présélection : deux à quatre outils gardés dans le dossier pour les voir côte à côte."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.composants.etiquettes import LigneSouple
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.objets import Resultat, Statut
from modele.choix.phrases import enumerer
from modele.nombres import ESPACE_INSECABLE

MINIMUM, MAXIMUM = 2, 4
_DEUX_POINTS = f"{ESPACE_INSECABLE}:"


def preselection(session: Session) -> tuple[str, ...]:
    """Outils présélectionnés que le catalogue connaît, dans l'ordre où la ferme les a gardés."""
    connus = session.catalogue.par_outil
    return tuple(outil for outil in session.dossier.preselection if outil in connus)


def basculer(session: Session, outil: str) -> str:
    """Ajoute ou retire un outil ; rend la phrase du refus, vide si c'est fait."""
    # Les outils d'une autre édition restent dans le dossier sans compter parmi les quatre.
    tous = session.dossier.preselection
    if outil in tous:
        session.modifier_dossier(preselection=tuple(garde for garde in tous if garde != outil))
    elif len(preselection(session)) >= MAXIMUM:
        nom = session.catalogue.par_outil[outil].nom
        return f"Quatre outils au plus{_DEUX_POINTS} décochez-en un pour présélectionner {nom}."
    else:
        session.modifier_dossier(preselection=(*tous, outil))
    return ""


def dire(session: Session) -> str:
    """« Présélection : Local.bio et Cagette (écarté). », et ce qui manque pour comparer."""
    par_outil = session.comparaison.par_outil
    gardes = [par_outil[outil] for outil in preselection(session)]
    if not gardes:
        return "Présélectionnez deux à quatre outils pour les voir côte à côte."
    noms = enumerer(map(_nommer, gardes))
    texte = f"Présélection{_DEUX_POINTS} {noms}{'' if noms.endswith('!') else '.'}"
    return texte if len(gardes) >= MINIMUM else f"{texte} Il en faut au moins un autre."


def _nommer(resultat: Resultat) -> str:
    nom = resultat.cout.outil.nom
    return f"{nom} (écarté)" if resultat.statut is Statut.ECARTE else nom


class BarrePreselection(QWidget):
    """Ce qui est présélectionné, et le bouton qui mène à l'autre vue."""

    suite_demandee = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texte = LigneSouple(self)
        self.bouton = QPushButton(self)
        self.bouton.clicked.connect(self.suite_demandee)
        disposition = QHBoxLayout(self)
        disposition.setContentsMargins(0, 0, 0, 0)
        disposition.setSpacing(theme().px(jetons.PAS[1]))
        disposition.addWidget(self.texte, 1)
        disposition.addWidget(self.bouton)

    def montrer(self, session: Session, mots: str, utile: bool) -> None:
        """Redit la présélection ; le bouton dit `mots` et ne paraît que s'il est utile."""
        self.texte.setText(dire(session))
        self.bouton.setText(mots)
        self.bouton.setVisible(utile)
