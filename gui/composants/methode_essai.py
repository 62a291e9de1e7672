"""Un essai du journal : outil, dates, trois notes, remarques ; replié, son titre le résume."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from gui.composants.champ_choix import ChampChoix
from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.choix_segments import ChoixSegments
from gui.composants.disposition_souple import DispositionSouple
from gui.composants.groupe_repliable import GroupeRepliable
from gui.composants.methode_disposition import BoiteSouple
from gui.composants.methode_preselection import nom_outil
from gui.composants.methode_saisie import LigneDate, NotesEtiquetees, ZoneBornee
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Essai
from modele.essais import comparer_essais
from modele.nombres import date_francaise, nombre

REMARQUES_MAX = 2000
DATES_INVERSEES = "La fin précède le début."
NOTES: tuple[tuple[str, str, str], ...] = (
    ("ergonomie", "Ergonomie", "Facile à prendre en main et à utiliser."),
    ("pertinence", "Pertinence", "Répond à ce dont la ferme a besoin."),
    ("efficacite", "Efficacité", "Fait gagner du temps ou des ventes."),
)
"""Champ d'`Essai`, nom, précision."""
_SANS_NOTE = "–"
_MEILLEURE = 5


class NoteSurCinq(QWidget):
    """Une note de 1 à 5, ou aucune."""

    donnee = Signal(object)
    """Émis avec la note, ou None, quand la personne la change."""

    def __init__(self, nom: str, precision: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choix = [(_SANS_NOTE, _SANS_NOTE), *((str(n), str(n)) for n in range(1, _MEILLEURE + 1))]
        self.segments = ChoixSegments(nom, choix)
        for cle, _ in choix:
            mots = "sans note" if cle == _SANS_NOTE else f"{cle} sur {_MEILLEURE}"
            self.segments.bouton(cle).setAccessibleName(f"{nom}, {mots}")
        self.segments.choisi.connect(lambda cle: self.donnee.emit(None if cle == _SANS_NOTE else int(cle)))
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[0]) // 2)
        colonne.addWidget(texte_brut(nom))
        colonne.addWidget(self.segments)
        colonne.addWidget(texte_brut(precision, "legende"))

    def fixer(self, note: int | None) -> None:
        """Montre une note sans rien émettre."""
        bloque = self.segments.blockSignals(True)
        self.segments.bouton(_SANS_NOTE if note is None else str(note)).setChecked(True)
        self.segments.blockSignals(bloque)


class CarteEssai(QFrame):
    """Un groupe qui se replie, dans une carte ; publie l'essai modifié à chaque changement."""

    essai_saisi = Signal(object)
    suppression_demandee = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "carte")
        self._catalogue = catalogue
        self._essai = Essai("")
        self.groupe = GroupeRepliable("", self._champs)
        self.groupe.bascule.connect(self._suivre_le_pli)
        px = theme().px
        disposition = QVBoxLayout(self)
        disposition.setContentsMargins(
            px(jetons.PAS[2]), px(jetons.PAS[0]), px(jetons.PAS[2]), px(jetons.PAS[0])
        )
        disposition.addWidget(self.groupe)

    def montrer(self, essai: Essai) -> None:
        """Prend l'essai ; les champs qui le disent déjà ne bougent pas."""
        self._essai = essai
        titre = titre_essai(self._catalogue, essai)
        if titre != self.groupe.titre.text():
            self.groupe.titre.setText(titre)
            self.groupe.titre.setAccessibleName(titre)
        if self.groupe.deplie:
            self._remplir_champs()

    def _champs(self) -> list[QWidget]:
        px = theme().px
        self.outil = ChampChoix([(outil.identifiant, outil.nom) for outil in self._catalogue.outils])
        self.outil.choisi.connect(lambda outil: self._publier(outil=outil))
        self.du, self.au = LigneDate(), LigneDate()
        self.du.valeur_saisie.connect(lambda iso: self._publier(du=iso))
        self.au.valeur_saisie.connect(lambda iso: self._publier(au=iso))
        quand = BoiteSouple(px(jetons.LARGEUR_ETROITE) // 2, px(jetons.PAS[2]))
        quand.ajouter(ChampEtiquete("Outil essayé", self.outil), 2)
        quand.ajouter(ChampEtiquete("Du", self.du), 1)
        quand.ajouter(ChampEtiquete("Au", self.au), 1)
        self.inversion = texte_brut(DATES_INVERSEES, "alerte")
        notes = BoiteSouple(px(jetons.LARGEUR_ETROITE), px(jetons.PAS[2]))
        self.notes: dict[str, NoteSurCinq] = {}
        for champ, nom, precision in NOTES:
            note = NoteSurCinq(nom, precision)
            note.donnee.connect(partial(self._noter, champ))
            self.notes[champ] = note
            notes.ajouter(note, 1)
        self.remarques = NotesEtiquetees("Remarques", ZoneBornee(REMARQUES_MAX, 2, 10))
        self.remarques.zone.texte_saisi.connect(lambda texte: self._publier(remarques=texte))
        self.supprimer = QPushButton("Supprimer cet essai")
        self.supprimer.setProperty("role", "lien")
        self.supprimer.clicked.connect(self.suppression_demandee)
        bas = QWidget()
        DispositionSouple(bas).addWidget(self.supprimer)
        return [quand, self.inversion, notes, self.remarques, bas]

    def _suivre_le_pli(self, deplie: bool) -> None:
        if deplie:
            self._remplir_champs()

    def _remplir_champs(self) -> None:
        essai = self._essai
        if self.outil.findData(essai.outil) < 0:
            self.outil.addItem(nom_outil(self._catalogue, essai.outil), essai.outil)
        self.outil.fixer(essai.outil)
        self.du.fixer(essai.du)
        self.au.fixer(essai.au)
        self.inversion.setVisible(bool(essai.du and essai.au) and essai.au < essai.du)
        for champ, note in self.notes.items():
            note.fixer(getattr(essai, champ))
        self.remarques.fixer(essai.remarques)

    def _noter(self, champ: str, note: int | None) -> None:
        self._publier(**{champ: note})

    def _publier(self, **champs: Any) -> None:
        essai = replace(self._essai, **champs)
        if essai != self._essai:
            self.essai_saisi.emit(essai)


def titre_essai(catalogue: Catalogue, essai: Essai) -> str:
    """« Kuupanda, du 3 mars 2026 au 12 mars 2026, moyenne 4,3 sur 5 »."""
    morceaux = [nom_outil(catalogue, essai.outil), _periode(essai)]
    (bilan,) = comparer_essais([essai])
    if bilan.moyenne is not None:
        morceaux.append(f"moyenne {nombre(bilan.moyenne, 1)} sur {_MEILLEURE}")
    return ", ".join(filter(None, morceaux))


def _periode(essai: Essai) -> str:
    du, au = _jour(essai.du), _jour(essai.au)
    if du and au:
        return f"le {du}" if du == au else f"du {du} au {au}"
    return f"à partir du {du}" if du else f"jusqu'au {au}" if au else ""


def _jour(iso: str) -> str:
    try:
        return date_francaise(iso)
    except ValueError:
        return ""
