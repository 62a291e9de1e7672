"""« Tarifs qu'on vous a proposés » : tous ceux du dossier, comptés ou non, et de quoi les changer."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.composants.disposition_souple import DispositionSouple
from gui.composants.liens_de_prix import invitation, lien, retour
from gui.composants.prix_propose_gestes import GestesPrix
from gui.composants.texte_brut import texte_brut
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.nombres import ESPACE_INSECABLE
from modele.prix_propose import PrixPropose
from modele.tarification.prix_proposes import cible_de
from modele.tarification.prix_proposes_en_mots import SANS_PRIX, PrixDit, dire, lignes_proposees

TITRE = "Tarifs qu'on vous a proposés"
_DEUX_POINTS = f"{ESPACE_INSECABLE}:"


class _Carte(QFrame):
    """Un prix proposé."""

    def __init__(self, session: Session, gestes: GestesPrix, prix: PrixPropose) -> None:
        super().__init__()
        self.setProperty("role", "carte")
        dit, cible = dire(session.catalogue_du_guide, prix), cible_de(session.catalogue_du_guide, prix)
        titre = f"{dit.outil}{_DEUX_POINTS} {dit.ligne}"
        textes = phrases(session, prix, dit)
        colonne = QVBoxLayout(self)
        marge = theme().px(jetons.PAS[1])
        colonne.setContentsMargins(marge, marge, marge, marge)
        colonne.setSpacing(theme().px(jetons.PAS[0]))
        colonne.addWidget(texte_brut(titre, "fort"))
        for rang, texte in enumerate(textes):
            colonne.addWidget(
                texte_brut(texte, "alerte" if rang and not _compte(session, prix) else "legende")
            )
        self.setAccessibleName(titre)
        self.setAccessibleDescription(" ".join(textes))
        boutons = DispositionSouple()
        if cible is not None and not dit.empechement:
            self.changer = lien(invitation(cible, True), titre)
            self.changer.clicked.connect(lambda: gestes.proposer(cible))
            boutons.addWidget(self.changer)
        self.retirer = lien(retour(cible) if cible else "Oublier ce tarif", titre)
        self.retirer.clicked.connect(lambda: gestes.retirer(prix.cle))
        boutons.addWidget(self.retirer)
        colonne.addLayout(boutons)


class ListePrixProposes(QWidget):
    """Cachée tant que le dossier n'a aucun prix proposé ; refaite quand ils changent, ou ce qui en est compté."""

    def __init__(self, session: Session, gestes: GestesPrix, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gestes = gestes
        self._montres: tuple[object, ...] = ()
        self.cartes: list[_Carte] = []
        self._colonne = QVBoxLayout(self)
        self._colonne.setContentsMargins(0, theme().px(jetons.PAS[2]), 0, 0)
        self._colonne.setSpacing(theme().px(jetons.PAS[1]))
        self._colonne.addWidget(texte_brut(TITRE, "fort"))
        self.hide()

    def rafraichir(self) -> None:
        """Remet la liste au dossier ; ne refait rien si ce qu'elle dit n'a pas changé."""
        session = self._session
        prix = session.dossier.prix_proposes
        montres = tuple((un, _compte(session, un)) for un in prix)
        if montres == self._montres:
            return
        self._montres = montres
        for carte in self.cartes:
            self._colonne.removeWidget(carte)
            # Le bouton cliqué est dans la carte : elle ne disparaît qu'au tour suivant.
            carte.hide()
            carte.deleteLater()
        self.cartes = [_Carte(session, self._gestes, un) for un in prix]
        for carte in self.cartes:
            self._colonne.addWidget(carte)
        self.setVisible(bool(prix))


def phrases(session: Session, prix: PrixPropose, dit: PrixDit) -> list[str]:
    """Le prix et celui du guide, puis pourquoi il n'est pas compté s'il ne l'est pas."""
    guide = ""
    if dit.guide:
        guide = f" ({SANS_PRIX})" if dit.guide == SANS_PRIX else f" (guide{_DEUX_POINTS} {dit.guide})"
    textes = [f"{dit.propose}{guide}, proposé {dit.quand}."]
    if dit.empechement:
        textes.append(f"Gardé, mais sans effet. {dit.empechement}")
    elif not _compte(session, prix):
        textes.append(
            "Pas compté aujourd'hui : avec vos réponses, une autre formule ou un autre palier s'applique, ou "
            "rien n'est dû."
        )
    return textes


def _compte(session: Session, prix: PrixPropose) -> bool:
    """Vrai si la comparaison d'aujourd'hui compte ce prix, quel qu'en soit le payeur."""
    resultat = session.comparaison.par_outil.get(prix.outil)
    if resultat is None:
        return False
    porteurs = {"", resultat.cout.formule.identifiant, *(o.identifiant for o in resultat.cout.options)}
    return prix.porteur in porteurs and any(
        ligne.composante == prix.composante and ligne.tarif is not None and ligne.tarif.jusqu_a == prix.palier
        for ligne in lignes_proposees(resultat.cout, None)
    )
