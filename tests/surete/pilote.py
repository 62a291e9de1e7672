"""Conduit une fenêtre sans personne : des textes hostiles dans chaque champ, puis tout ce qui les montre."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLabel, QLineEdit, QWidget

from gui.captures import dialogues
from gui.composants.champ_saisie import ChampSaisie
from gui.composants.prix_propose_dialogue import DialoguePrixPropose
from gui.composants.zone_texte import ZoneTexte
from gui.effacement import DialogueEffacement
from gui.export_classeur import exporter_vers
from gui.fenetre import Fenetre
from gui.pages.accueil import PageAccueil
from gui.reprise_classeur import reprendre
from modele.dossiers.depot import DepotDossiers
from modele.dossiers.horloge import heure_locale
from modele.dossiers.sauvegardes import DEMANDE, copier_vers, sauvegarder
from modele.reprise.lecture import lire_classeur
from modele.suivi import Suivi
from tests.surete.exploration import champs, parcourir, reposer, textes_devines_riches
from tests.surete.textes import MARQUE, dossier_entier, tous_les_textes

FIGE_S = 30.0
LARGEUR_MAX = 1920


class Pilote:
    """Conduit une fenêtre et retient ce qui ne va pas."""

    def __init__(self, fenetre: Fenetre, plan: dict[str, Any]) -> None:
        self.fenetre = fenetre
        self.plan = plan
        self.sortie = Path(plan["sortie"])
        self.vus: set[str] = set()
        self.sites: set[str] = set()
        self.fautes: list[str] = []

    def conduire(self) -> None:
        """Tout le parcours, puis la fermeture."""
        session, rangement = self.fenetre.session, self.fenetre.rangement
        assert session is not None and rangement is not None
        rangement.ajouter(dossier_entier(session.catalogue))
        self.fenetre.travaux._synchrone = True
        for rang, canari in enumerate(self.plan["canaris"]):
            self._mesurer(f"canari {rang}", lambda canari=canari: self._essayer(canari))
            self._sortir(rang, canari)
        self._dialogues(self.plan["canaris"])
        self.garde = session.dossier
        rangement.enregistrer()
        self._sauvegarder()
        self.fenetre.close()

    def _essayer(self, canari: str) -> None:
        deja: set[int] = set()
        self._fautes_de_page: set[str] = set()

        def visiter(page: str) -> None:
            # Avant que le texte collé dans une recherche ne vide les listes.
            self._chercher_riches(page, self.fenetre)
            for champ in champs(self.fenetre):
                if id(champ) not in deja and champ.isVisible():
                    deja.add(id(champ))
                    self._mesurer(
                        f"{page}, {champ.accessibleName()}", lambda c=champ: self._coller(c, canari)
                    )
            self.fenetre.grab()
            self._chercher_riches(page, self.fenetre)

        parcourir(self.fenetre, visiter)
        self._vider_les_recherches()

    def _coller(self, champ: QWidget, canari: str) -> None:
        assert self.fenetre.session is not None
        nom = f"{type(champ).__name__} « {champ.accessibleName()} »"
        self._saisir(champ, canari)
        if not isinstance(champ, ChampSaisie | ZoneTexte):
            return
        dit = " ".join((getattr(champ, "faute", ""), champ.avis)).strip()
        if _par_le_presse_papiers(canari) in tous_les_textes(self.fenetre.session.dossier):
            return
        if not dit:
            self.fautes.append(f"{nom} a perdu en silence {canari[:40]!r}")
        elif not _montre(champ, dit):
            self.fautes.append(f"{nom} ne montre pas « {dit[:60]} »")
        if isinstance(champ, ChampSaisie) and champ.en_suspens:
            champ.restaurer()

    def _saisir(self, champ: QWidget, texte: str) -> None:
        self.vus.add(f"{type(champ).__name__} « {champ.accessibleName()} »")
        self.sites.update(getattr(champ, "_sites", ()))
        QGuiApplication.clipboard().setText(texte)
        champ.setFocus()
        champ.selectAll()
        champ.paste()
        reposer()

    def _vider_les_recherches(self) -> None:
        for champ in self.fenetre.findChildren(QLineEdit):
            if not isinstance(champ, ChampSaisie):
                champ.clear()
        reposer()

    def _chercher_riches(self, ou: str, racine: QWidget) -> None:
        for faute in textes_devines_riches(racine, MARQUE):
            self.fautes.append(f"{ou} : {faute}")

    def _sortir(self, rang: int, canari: str) -> None:
        """Enregistre, relit, exporte, reprend."""
        session, rangement = self.fenetre.session, self.fenetre.rangement
        assert session is not None and rangement is not None
        rangement.enregistrer()
        if not rangement.a_jour:
            self.fautes.append(f"canari {rang} non enregistré : {self.fenetre.bandeau.texte[:100]}")
        with DepotDossiers.ouvrir(rangement.base) as depot:
            if depot.lire(session.dossier.identifiant) != session.dossier:
                self.fautes.append(f"canari {rang} relu autrement")
        classeur = self.sortie / f"{rang}.xlsx"
        self._mesurer(f"export {rang}", lambda: exporter_vers(self.fenetre, classeur))
        if not classeur.exists():
            self.fautes.append(f"export {rang} : {self.fenetre.bandeau.texte[:100]}")
            return
        self._chercher_riches("bandeau", self.fenetre.bandeau)
        reprise = lire_classeur(classeur, session.catalogue, Suivi())
        if (
            reprise.dossier.notes != session.dossier.notes
            or reprise.dossier.questions != session.dossier.questions
        ):
            self.fautes.append(f"canari {rang} repris autrement")
        reprendre(self.fenetre, classeur)
        reposer()
        for dialogue in self.fenetre.findChildren(QDialog):
            if dialogue.isVisible():
                self._chercher_riches("reprise", dialogue)
                dialogue.grab()
                dialogue.reject()
        reposer()

    def _dialogues(self, canaris: list[str]) -> None:
        rangement = self.fenetre.rangement
        assert rangement is not None
        for nom, ouvrir in dialogues(self.fenetre):
            for canari in canaris:
                dialogue = ouvrir()
                dialogue.show()
                reposer()
                for champ in champs(dialogue):
                    self._coller_dans_un_dialogue(champ, canari)
                self._chercher_riches(nom, dialogue)
                dialogue.grab()
                if isinstance(dialogue, DialogueEffacement) and dialogue.tout_effacer.isEnabled():
                    self.fautes.append("un canari suffit à tout effacer")
                if isinstance(dialogue, DialoguePrixPropose):
                    self._noter_un_prix(dialogue)
                else:
                    dialogue.close()
                reposer()
        self.fenetre.montrer("accueil")
        for canari in canaris:
            self._nommer(canari)

    def _coller_dans_un_dialogue(self, champ: QWidget, canari: str) -> None:
        """Ce qui n'est pas encore accepté n'est pas au dossier : c'est la valeur du champ qui compte."""
        nom = f"{type(champ).__name__} « {champ.accessibleName()} »"
        self._saisir(champ, canari)
        dit = isinstance(champ, ChampSaisie) and (champ.faute or champ.avis)
        if isinstance(champ, ChampSaisie) and champ.valeur != _par_le_presse_papiers(canari):
            if not dit:
                self.fautes.append(f"{nom} a perdu en silence {canari[:40]!r}")
            elif not _montre(champ, dit):
                self.fautes.append(f"{nom} ne montre pas « {dit[:60]} »")

    def _noter_un_prix(self, dialogue: DialoguePrixPropose) -> None:
        assert self.fenetre.session is not None
        for champ, texte in ((dialogue.prix, "12"), (dialogue.le, "05/01/2026")):
            self._saisir(champ, texte)
        if dialogue.par.en_suspens:
            dialogue.par.restaurer()
        par = dialogue.par.valeur
        if not dialogue.noter.isEnabled():
            self.fautes.append("un prix proposé valable ne peut pas être noté")
            dialogue.close()
            return
        dialogue.noter.click()
        reposer()
        if par.strip() not in tous_les_textes(self.fenetre.session.dossier):
            self.fautes.append(f"le prix proposé a perdu {par[:40]!r}")
        self._chercher_riches("prix noté", self.fenetre)

    def _nommer(self, canari: str) -> None:
        """Crée un dossier de ce nom par le vrai dialogue ; refusé, il faut qu'une phrase le dise."""
        rempli = False

        def agir() -> None:
            nonlocal rempli
            dialogue = QApplication.activeModalWidget()
            if not isinstance(dialogue, QInputDialog) or not dialogue.isVisible():
                return
            self._chercher_riches("nom d'un dossier", dialogue)
            dialogue.grab()
            if dialogue.width() > LARGEUR_MAX:
                self.fautes.append("le dialogue du nom déborde de l'écran")
            if rempli:
                dialogue.reject()
                return
            rempli = True
            (champ,) = dialogue.findChildren(QLineEdit.origine)
            self.vus.add("QInputDialog « Nom de la ferme »")
            QGuiApplication.clipboard().setText(canari)
            champ.selectAll()
            champ.paste()
            dialogue.accept()

        page = self.fenetre.page
        assert isinstance(page, PageAccueil)
        veilleur = QTimer()
        veilleur.timeout.connect(agir)
        veilleur.start(20)
        page.nouveau.click()
        veilleur.stop()
        reposer()
        self.fenetre.montrer("accueil")

    def _sauvegarder(self) -> None:
        rangement = self.fenetre.rangement
        assert rangement is not None
        faite = sauvegarder(rangement.base, DEMANDE, heure_locale())
        if faite is not None:
            copier_vers(faite, self.sortie)

    def _mesurer(self, quoi: str, faire: Callable[[], object]) -> None:
        depart = time.monotonic()
        faire()
        if quoi.startswith("canari"):
            return
        if time.monotonic() - depart > FIGE_S:
            self.fautes.append(f"figé : {quoi}")


def _par_le_presse_papiers(texte: str) -> str:
    """Un demi-caractère y devient « ? » : cela se voit."""
    return texte.encode("utf-8", "replace").decode()


def _montre(champ: QWidget, dit: str) -> bool:
    """Vrai si une étiquette visible dit la même chose."""
    textes = [label.text() for label in champ.window().findChildren(QLabel) if label.isVisible()]
    return any(dit[1:] in texte or champ.avis[1:] in texte for texte in textes if champ.avis or dit)
