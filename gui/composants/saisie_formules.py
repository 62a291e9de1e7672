"""« Formules et options » : formule imposée, options payantes et contribution libre, outil par outil."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from gui.composants.champ_choix import ChampChoix
from gui.composants.champ_etiquete import ChampEtiquete
from gui.composants.champ_nombre import ChampNombre
from gui.composants.groupe_repliable import GroupeRepliable
from gui.composants.infobulle import expliquer
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from modele.catalogue.objets import Assiette, Option, Outil
from modele.lecture_situation import lire_situation
from modele.mots_du_cout import prix_en_mots
from modele.nombres import ESPACE_INSECABLE
from modele.situation import Genre
from modele.tarification.calcul import formule_retenue

SELON_LA_FERME = ""


class SaisieFormules(GroupeRepliable):
    """Un bloc par outil qui laisse un choix ; suit la session et la change par `publier`."""

    etat_change = Signal()
    """Émis quand une contribution devient ou cesse d'être en suspens."""

    def __init__(self, session: Session, publier: Callable[..., None], parent: QWidget | None = None) -> None:
        super().__init__("Formules et options", self._blocs, parent=parent)
        self._session = session
        self._publier = publier
        self.formules: dict[str, ChampChoix] = {}
        self.options: dict[tuple[str, str], QCheckBox] = {}
        self.montants: dict[str, ChampNombre] = {}
        self._suivis: list[Callable[[], None]] = []
        self.bascule.connect(self._suivre)
        session.comparaison_changee.connect(self._suivre)

    @property
    def en_suspens(self) -> list[str]:
        """Libellés des contributions dont le texte affiché n'est pas la valeur."""
        return [champ.accessibleName() for champ in self.montants.values() if champ.en_suspens]

    def _blocs(self) -> list[QWidget]:
        return [widget for outil in self._session.catalogue_du_guide.outils for widget in self._bloc(outil)]

    def _bloc(self, outil: Outil) -> list[QWidget]:
        widgets: list[QWidget] = []
        if len(outil.formules) > 1:
            widgets.append(self._formule(outil))
        if outil.options:
            titre = f"{outil.nom}{ESPACE_INSECABLE}: options payantes"
            widgets.append(texte_brut(titre))
            widgets += [self._option(outil, rang) for rang in range(len(outil.options))]
        if any(c.assiette is Assiette.MONTANT_LIBRE for f in outil.formules for c in f.composantes):
            widgets.append(self._montant(outil))
        return widgets

    def _formule(self, outil: Outil) -> QWidget:
        choix = ChampChoix([(SELON_LA_FERME, ""), *((f.identifiant, f.nom) for f in outil.formules)])
        choix.choisi.connect(partial(self._imposer, outil.identifiant))
        self.formules[outil.identifiant] = choix
        etiquete = ChampEtiquete(f"{outil.nom}{ESPACE_INSECABLE}: formule", choix)

        def suivre() -> None:
            situation = self._session.situation
            defaut = formule_retenue(outil, replace(situation, formules=MappingProxyType({})))
            texte = f"Selon votre ferme ({defaut.nom})"
            if choix.itemText(0) != texte:
                choix.setItemText(0, texte)
            # Une formule d'une autre édition est gardée, mais ne se propose pas.
            imposee = self._session.comparaison.situation.formules.get(outil.identifiant, SELON_LA_FERME)
            choix.fixer(imposee)
            compte = outil.par_formule[imposee] if imposee else defaut
            etiquete.changer_aide(compte.description)

        self._suivis.append(suivre)
        return etiquete

    def _option(self, outil: Outil, rang: int) -> QWidget:
        option = outil.options[rang]
        case = QCheckBox(option.nom.replace("&", "&&"))
        case.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        expliquer(case, option.nom, option.description)
        case.clicked.connect(lambda coche: self._cocher(outil, option.identifiant, coche))
        self.options[outil.identifiant, option.identifiant] = case
        etiquete = ChampEtiquete("", case, prix_en_mots(option))
        case.setAccessibleName(f"{outil.nom}, option {option.nom}")

        def suivre() -> None:
            session = self._session
            case.setChecked(option.identifiant in session.situation.options.get(outil.identifiant, ()))
            etiquete.changer_aide(_prix(option, session.catalogue.par_outil[outil.identifiant].par_option))

        self._suivis.append(suivre)
        return etiquete

    def _montant(self, outil: Outil) -> QWidget:
        def lire(texte: str) -> Any:
            saisie = {"montants_libres": {outil.identifiant: texte}}
            situation = lire_situation(saisie, self._session.catalogue)
            return situation.montants_libres[outil.identifiant]

        def suivre() -> None:
            champ.fixer(self._session.situation.montants_libres.get(outil.identifiant, 0))

        champ = ChampNombre(Genre.EUROS, lire, 0, "€/an")
        champ.valeur_saisie.connect(partial(self._verser, outil.identifiant))
        champ.etat_change.connect(self.etat_change)
        self.montants[outil.identifiant] = champ
        self._suivis.append(suivre)
        aide = "Ce que vous choisissez de verser chaque année."
        return ChampEtiquete(f"Contribution libre à {outil.nom}", champ, aide, "€/an")

    def _imposer(self, outil: str, formule: str) -> None:
        self._modifier("formules", outil, formule)

    def _cocher(self, outil: Outil, option: str, coche: bool) -> None:
        avant = self._session.situation.options.get(outil.identifiant, ())
        choisies = {*avant, option} if coche else {*avant} - {option}
        ordonnees = tuple(o.identifiant for o in outil.options if o.identifiant in choisies)
        d_ailleurs = tuple(o for o in avant if o not in outil.par_option)
        self._modifier("options", outil.identifiant, (*ordonnees, *d_ailleurs))

    def _verser(self, outil: str, montant: Any) -> None:
        self._modifier("montants_libres", outil, montant)

    def _modifier(self, champ: str, outil: str, valeur: Any) -> None:
        """Change la réponse d'un outil et garde celles des autres ; une réponse vide est retirée."""
        reponses: Mapping[str, Any] = getattr(self._session.situation, champ)
        autres = {cle: reponse for cle, reponse in reponses.items() if cle != outil}
        if valeur:
            autres[outil] = valeur
        self._publier(**{champ: MappingProxyType(autres)})

    def _suivre(self) -> None:
        if self.deplie:
            for suivre in self._suivis:
                suivre()


def _prix(du_guide: Option, comptees: Mapping[str, Option]) -> str:
    """Prix compté d'une option ; s'il a été proposé à la ferme, celui du guide à côté."""
    comptee, guide = prix_en_mots(comptees[du_guide.identifiant]), prix_en_mots(du_guide)
    proposee = any(palier.offre for c in comptees[du_guide.identifiant].composantes for palier in c.paliers)
    return (
        f"{comptee} (tarif proposé{ESPACE_INSECABLE}; guide{ESPACE_INSECABLE}: {guide})"
        if proposee
        else guide
    )
