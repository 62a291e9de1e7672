"""« On m'a proposé un autre tarif » : combien, quand, par qui."""

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_nombre import ChampNombre
from gui.composants.liens_de_prix import retour
from gui.composants.methode_saisie import LigneBornee, LigneDate
from gui.composants.texte_brut import texte_brut
from gui.theme import jetons
from gui.theme.style import theme
from modele.catalogue.objets import Composante, Payeur, Taxe
from modele.mots_du_cout import CHARGES
from modele.nombres import ESPACE_INSECABLE
from modele.prix_propose import PAR_MAX, PrixPropose, en_taux, est_valable, lire_par, lire_prix
from modele.situation import Genre
from modele.tarification.explications import unite
from modele.tarification.prix_proposes import Cible
from modele.tarification.prix_proposes_en_mots import guide_dit, ligne_dite

_DEUX_POINTS = f"{ESPACE_INSECABLE}:"
EXEMPLE = "M. Durand, par téléphone"
_TAXES = {
    Taxe.HT: f"{ESPACE_INSECABLE}HT",
    Taxe.NET: f"{ESPACE_INSECABLE}net",
    Taxe.NON_PRECISE: f"{ESPACE_INSECABLE}HT",
}


class DialoguePrixPropose(QDialog):
    """Note, modifie ou retire le prix proposé pour une ligne de tarif ; fermer, c'est renoncer."""

    sujet_d_aide = "cout"

    note = Signal(object)
    """Émis avec le `PrixPropose` à garder."""
    retire = Signal(object)
    """Émis avec la clé du prix à oublier."""

    def __init__(
        self, cible: Cible, actuel: PrixPropose | None, annees: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cible = cible
        self._actuel = actuel
        self._taux = en_taux(cible.composante.assiette)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Tarif proposé")
        self.prix = self._creer_prix()
        self.le = LigneDate()
        self.le.fixer(actuel.le if actuel else _aujourd_hui())
        self.par = LigneBornee(PAR_MAX, lire_par)
        self.par.fixer(actuel.par if actuel else "")
        self.par.setPlaceholderText(EXEMPLE)
        self.noter = QPushButton("Noter ce tarif" if actuel is None else "Changer ce tarif")
        self.noter.setProperty("role", "principal")
        self.noter.setDefault(True)
        self.noter.clicked.connect(self._noter)
        self.revenir = QPushButton(retour(cible))
        self.revenir.setVisible(actuel is not None)
        self.revenir.clicked.connect(self._retirer)
        self.renoncer = QPushButton("Renoncer")
        self.renoncer.clicked.connect(self.reject)
        for bouton in (self.revenir, self.renoncer):
            bouton.setAutoDefault(False)
        self._disposer(annees)
        for champ in (self.prix, self.le, self.par):
            champ.valeur_saisie.connect(self._regler)
            champ.etat_change.connect(self._regler)
        self._regler()
        self.prix.setFocus()

    @property
    def saisi(self) -> PrixPropose | None:
        """Le prix tel que les champs le disent ; None tant que l'un d'eux ne convient pas."""
        champs = (self.prix, self.le, self.par)
        if self.prix.valeur is None or any(champ.en_suspens for champ in champs):
            return None
        outil, porteur, composante, palier = self._cible.cle
        prix = PrixPropose(
            outil,
            porteur,
            composante,
            self._cible.composante.assiette.value,
            Fraction(self.prix.valeur) / (100 if self._taux else 1),
            self.le.valeur,
            self.par.valeur.strip(),
            palier,
        )
        return prix if est_valable(prix) else None

    def _creer_prix(self) -> ChampNombre:
        assiette, echelle = self._cible.composante.assiette, 100 if self._taux else 1

        def lire(texte: str) -> Any:
            return lire_prix(texte, assiette) * echelle

        valeur = None if self._actuel is None else self._actuel.prix * echelle
        genre = Genre.POURCENTAGE if self._taux else Genre.EUROS
        return ChampNombre(genre, lire, valeur, unite_du_champ(self._cible.composante))

    def _disposer(self, annees: int) -> None:
        px = theme().px
        contenu = QWidget()
        colonne = QVBoxLayout(contenu)
        # La barre de défilement, s'il en faut une, ne touche pas les champs.
        colonne.setContentsMargins(0, 0, px(jetons.PAS[1]), 0)
        colonne.setSpacing(px(jetons.PAS[2]))
        self.titre = texte_brut(self._cible.outil.nom, "section")
        self.ligne = texte_brut(ligne_dite(self._cible), "fort")
        self.avis: list[QLabel] = [texte_brut(texte, "legende") for texte in avis(self._cible, annees)]
        etiquetes = (
            ChampEtiquete("Tarif proposé", self.prix, _aide(self._cible), self._unite_entiere()),
            ChampEtiquete("Proposé le", self.le, "Le jour où on vous l'a dit, jj/mm/aaaa."),
            ChampEtiquete("Par", self.par, "Qui vous l'a proposé, et comment. Peut rester vide."),
        )
        for widget in (self.titre, self.ligne, *etiquetes, *self.avis):
            colonne.addWidget(widget)
        colonne.addStretch(1)
        defilant = QScrollArea()
        defilant.setWidget(contenu)
        defilant.setWidgetResizable(True)
        defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        defilant.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        disposition = QVBoxLayout(self)
        disposition.setSpacing(px(jetons.PAS[1]))
        disposition.addWidget(defilant, 1)
        # L'un sous l'autre : ils tiennent ainsi, le texte agrandi deux fois.
        for bouton in (self.noter, self.revenir, self.renoncer):
            disposition.addWidget(bouton)
        largeur = px(jetons.LARGEUR_FERME)
        haut = contenu.heightForWidth(largeur) if contenu.hasHeightForWidth() else contenu.sizeHint().height()
        boutons = sum(
            bouton.sizeHint().height() + px(jetons.PAS[1])
            for bouton in (self.noter, self.revenir, self.renoncer)
            if not bouton.isHidden()
        )
        taille = QSize(largeur + px(jetons.PAS[4]), haut + boutons + px(jetons.PAS[4]))
        fenetre = self.parentWidget()
        # Texte agrandi sur un petit écran : le formulaire ne dépasse pas la fenêtre.
        self.resize(taille.boundedTo(fenetre.window().size()) if fenetre is not None else taille)

    def _unite_entiere(self) -> str:
        return f"{unite_du_champ(self._cible.composante)} {unite(self._cible.composante)}"

    def _regler(self) -> None:
        self.noter.setEnabled(self.saisi is not None)

    def _noter(self) -> None:
        for champ in (self.prix, self.le, self.par):
            champ.terminer()
        prix = self.saisi
        if prix is not None:
            self.accept()
            self.note.emit(prix)

    def _retirer(self) -> None:
        self.accept()
        self.retire.emit(self._cible.cle)


def unite_du_champ(composante: Composante) -> str:
    """« € HT », « € net » ou « % »."""
    return "%" if en_taux(composante.assiette) else f"€{_TAXES[composante.taxe]}"


def avis(cible: Cible, annees: int) -> list[str]:
    """Ce que ce prix change, et ce qu'il ne change pas."""
    composante, phrases = cible.composante, []
    if cible.frais is not None:
        if composante.payeur is Payeur.FERME:
            phrases.append("Noté, ce frais compte dans le coût de l'outil, quelle que soit la formule.")
        if annees > 1:
            phrases.append(
                f"Un frais payé une seule fois{ESPACE_INSECABLE}? Divisez-le par vos {annees} années de "
                "comparaison."
            )
    if cible.palier_dit:
        phrases.append(f"Compté pour {cible.palier_dit}{ESPACE_INSECABLE}; ailleurs, le prix du guide reste.")
    if composante.mois_offerts or composante.plancher is not None or composante.plafond is not None:
        phrases.append("Mois offerts, plancher et plafond du guide restent comptés.")
    if composante.taxe is Taxe.NON_PRECISE:
        phrases.append("Le guide ne précise pas la taxe de ce prix : il est lu hors taxes.")
    if composante.payeur is not Payeur.FERME:
        charge = CHARGES[composante.payeur][0]
        phrases.append(f"{charge}{_DEUX_POINTS} jamais ajouté au coût de votre ferme.")
    guide = "" if cible.frais else f"{ESPACE_INSECABLE}; celui du guide reste affiché à côté"
    phrases.append(f"Ce prix ne vaut que pour ce dossier{guide}.")
    return phrases


def _aide(cible: Cible) -> str:
    entete = unite(cible.composante)
    guide = guide_dit(cible)
    dit = f"{guide[:1].upper()}{guide[1:]}." if cible.frais else f"Le guide dit {guide}."
    return f"{entete[:1].upper()}{entete[1:]}. {dit}"


def _aujourd_hui() -> str:
    return QDate.currentDate().toString(Qt.DateFormat.ISODate)
