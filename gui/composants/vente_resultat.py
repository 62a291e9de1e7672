"""Le résultat d'une vente, ou de plusieurs : la phrase, les barres et le tableau avant / après."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.composants.texte_brut import texte_brut
from gui.graphiques.barres_vente import POSTES, Barre, BarresVente, Groupe, Part, PastilleVente
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.phrases import montant
from modele.mots_vente import (
    SANS_OBJET,
    part,
    phrase_du_temps,
    phrase_gain,
    phrase_marge,
)
from modele.nombres import ESPACE_INSECABLE, euros, nombre
from modele.vente import Poste
from modele.ventes_du_dossier import CoutOutilVente, SommeVentes

COLONNES = ("avant", "après")
_DESSOUS = (
    ("cout", "Coût de la vente", "fort"),
    ("part", f"%{ESPACE_INSECABLE}du chiffre d'affaires", "fort"),
    ("a_part", "", "legende"),
    ("marge", "Reste, tous coûts retirés", ""),
    ("heures", "Temps passé", ""),
    ("reste", "Reste par heure, votre temps non compté", ""),
)


def groupe_de(titre: str, somme: SommeVentes) -> Groupe:
    """Les deux barres d'une vente, ou de la somme de plusieurs."""

    def barre(nom: str, cout: Fraction, lire: Callable[[Poste], Fraction]) -> Barre:
        parts = tuple(Part(p.cle, p.libelle, lire(p), montant(lire(p))) for p in somme.postes)
        return Barre(nom, montant(cout), parts)

    return Groupe(
        titre,
        (
            barre("Avant", somme.avant.cout, lambda p: p.avant),
            barre("Après", somme.apres.cout, lambda p: p.apres),
        ),
    )


class TableauVente(QWidget):
    """Postes (le motif de leur barre devant), coût, part, reste et temps, sur deux colonnes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._grille = QGridLayout(self)
        self._grille.setContentsMargins(0, 0, 0, 0)
        self._grille.setHorizontalSpacing(px(jetons.PAS[1]))
        self._grille.setVerticalSpacing(px(jetons.PAS[0]))
        self._grille.setColumnStretch(1, 1)
        # Deux colonnes de même largeur, que leurs montants soient longs ou courts.
        for colonne in (2, 3):
            self._grille.setColumnMinimumWidth(colonne, px(jetons.LARGEUR_COLONNE))
        self._lignes: dict[str, list[QWidget]] = {}
        self._libelles: dict[str, QLabel] = {}
        self.valeurs: dict[tuple[str, str], QLabel] = {}
        for rang, titre in enumerate(("Avant", "Après")):
            entete = texte_brut(titre, "legende")
            entete.setWordWrap(False)
            self._grille.addWidget(entete, 0, 2 + rang, Qt.AlignmentFlag.AlignRight)
        self._ajouter("ca", "Chiffre d'affaires", "")
        self._filet("filet")
        for cle in POSTES:
            self._ajouter(cle, "", "", PastilleVente(cle, self))
        self._filet("filet-fort")
        for cle, libelle, role in _DESSOUS:
            self._ajouter(cle, libelle, role)

    def montrer(self, somme: SommeVentes, a_part: CoutOutilVente | None = None) -> None:
        """Affiche un bilan ; `a_part` est un outil choisi que l'on ne compte pas."""
        avant, apres = somme.avant, somme.apres
        postes = {poste.cle: poste for poste in somme.postes}
        montants = [avant.ca, apres.ca, *(m for p in postes.values() for m in (p.avant, p.apres))]
        montants += [] if a_part is None else [a_part.retenu]
        avec_centimes = any(m.denominator != 1 for m in montants)

        def ecrire(x: Fraction) -> str:
            return euros(x, avec_centimes)

        self._poser("ca", ecrire(avant.ca), ecrire(apres.ca))
        for cle in POSTES:
            poste = postes.get(cle)
            self._montrer_ligne(cle, poste is not None)
            if poste is not None:
                self._poser(cle, ecrire(poste.avant), ecrire(poste.apres), poste.libelle)
        self._poser("cout", ecrire(avant.cout), ecrire(apres.cout))
        self._poser("part", part(avant.part_ca), part(apres.part_ca))
        self._montrer_ligne("a_part", a_part is not None)
        if a_part is not None:
            self._poser("a_part", "", ecrire(a_part.retenu), f"{a_part.outil.nom}, non compté")
        self._poser("marge", ecrire(avant.marge), ecrire(apres.marge))
        self._poser("heures", _duree(avant.heures), _duree(apres.heures))
        self._poser("reste", _par_heure(avant.reste_par_heure), _par_heure(apres.reste_par_heure))

    def _ajouter(self, cle: str, libelle: str, role: str, pastille: QWidget | None = None) -> None:
        rang = self._grille.rowCount()
        nom = texte_brut(libelle, role)
        widgets: list[QWidget] = [nom]
        if pastille is None:
            self._grille.addWidget(nom, rang, 0, 1, 2)
        else:
            self._grille.addWidget(pastille, rang, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grille.addWidget(nom, rang, 1)
            widgets.append(pastille)
        for colonne, titre in enumerate(COLONNES):
            valeur = texte_brut("", role)
            valeur.setWordWrap(False)
            self._grille.addWidget(valeur, rang, 2 + colonne, Qt.AlignmentFlag.AlignRight)
            self.valeurs[cle, titre] = valeur
            widgets.append(valeur)
        self._lignes[cle] = widgets
        self._libelles[cle] = nom

    def _filet(self, role: str) -> None:
        filet = QFrame(self)
        filet.setProperty("role", role)
        self._grille.addWidget(filet, self._grille.rowCount(), 0, 1, 4)

    def _montrer_ligne(self, cle: str, visible: bool) -> None:
        for widget in self._lignes[cle]:
            widget.setVisible(visible)

    def _poser(self, cle: str, avant: str, apres: str, libelle: str = "") -> None:
        nom = self._libelles[cle]
        if libelle:
            nom.setText(libelle)
        for titre, texte in zip(COLONNES, (avant, apres), strict=True):
            valeur = self.valeurs[cle, titre]
            if valeur.text() != texte:
                valeur.setText(texte)
                valeur.setAccessibleName(f"{nom.text()}, {titre}{ESPACE_INSECABLE}: {texte}")


def _duree(x: Fraction) -> str:
    return f"{nombre(x)}{ESPACE_INSECABLE}h"


def _par_heure(x: Fraction | None) -> str:
    return SANS_OBJET if x is None else euros(x)


class ResultatVente(QWidget):
    """Phrase, barres et tableau, mis à jour en place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrase = texte_brut("", "section")
        self.marge = texte_brut()
        self.temps = texte_brut("", "legende")
        self.barres = BarresVente()
        self.tableau = TableauVente(self)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(theme().px(jetons.PAS[1]))
        for widget in (self.phrase, self.marge, self.temps, self.barres, self.tableau):
            colonne.addWidget(widget)

    def montrer(self, somme: SommeVentes, a_part: CoutOutilVente | None = None) -> None:
        """Affiche un bilan."""
        _dire(self.phrase, phrase_gain(somme))
        _dire(self.marge, phrase_marge(somme))
        _dire(self.temps, phrase_du_temps(somme))
        self.barres.montrer((groupe_de("", somme),))
        self.tableau.montrer(somme, a_part)


def _dire(label: QLabel, texte: str) -> None:
    if label.text() != texte:
        label.setText(texte)
    label.setVisible(bool(texte))
