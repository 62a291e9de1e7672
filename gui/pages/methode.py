"""Page « Méthode » : les sept étapes du guide à suivre, avec ce que la ferme y coche et y écrit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.composants.bandeau import Bandeau
from gui.composants.methode_disposition import defiler, largeur_de_lecture, ordonner_clavier
from gui.composants.methode_etape import VueEtape
from gui.composants.methode_etapes import BarreDEtapes, ListeEtapes
from gui.composants.methode_modele import QUESTIONS, ModeleEtapes, progres
from gui.composants.methode_preselection import Preselection
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.methode import Action, Etat, avancement
