"""Page « Seuils » : ce que coûte chaque outil selon les ventes, et où le moins cher change."""

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.composants.champ_choix import ChampChoix
from gui.composants.choix_segments import ChoixSegments
from gui.composants.disposition_souple import DispositionSouple
from gui.composants.invitation import Invitation
from gui.composants.lecture_seuils import LectureSeuils
from gui.composants.texte_brut import texte_brut
from gui.graphiques.graphe_seuils import GrapheSeuils
from gui.graphiques.style_outils import styles_des_outils
from gui.session import Session
from gui.theme import jetons
from gui.theme.style import theme
from modele.choix.analyse_seuils import Analyse, Periode, analyser, principaux
from modele.choix.dessin_seuils import Dessin, axe_autour, dessiner
from modele.choix.moins_cher import en_lice
from modele.choix.objets import Statut
from modele.choix.phrases import montant
from modele.choix.phrases_seuils import duree, resume, valeurs
from modele.choix.robustesse import CA_MAX, sensibilites
from modele.mots_du_cout import taxe_des_couts
from modele.nombres import ESPACE_INSECABLE

AUTOUR = "autour"
FINS_D_AXE = tuple(Fraction(fin) for fin in (50_000, 100_000, 200_000, 400_000))
_MODE_D_EMPLOI = "Le curseur suit la souris\u00a0; un clic ou les flèches ←\u00a0→ le posent."
TRACES_MAX = 20
"""Au-delà, ni les courbes ni la légende ne se lisent plus."""
EUROS, PARTS = "euros", "parts"


class PageSeuils(QWidget):
    """Graphique à gauche, lecture à droite ; l'un sous l'autre quand la place manque."""

    page_demandee = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._perimee = True
        self._analyse: Analyse | None = None
        self._tracee: Analyse | None = None
        self._vers = ""
        styles = styles_des_outils(session.catalogue)
        self._noms = {outil.identifiant: outil.nom for outil in session.catalogue.outils}
        self.unite = ChoixSegments("Unité", ((EUROS, "€"), (PARTS, "% des ventes")))
        self.periode = ChoixSegments(
            "Durée", ((Periode.SUIVANTE, "Année suivante"), (Periode.PREMIERE, "An 1"), (Periode.HORIZON, ""))
        )
        self.unite.expliquer(EUROS, "Le coût en euros")
        self.unite.expliquer(PARTS, "Le coût rapporté aux ventes")
        self.periode.expliquer(Periode.SUIVANTE, "Une année ordinaire, sans la mise en service")
        self.periode.expliquer(Periode.PREMIERE, "La première année, mise en service et mois offerts compris")
        self.periode.expliquer(Periode.HORIZON, "La somme des années de la comparaison")
        self.axe = ChampChoix(
            ((AUTOUR, "Autour de vos ventes"), *((str(fin), f"Jusqu'à {montant(fin)}") for fin in FINS_D_AXE))
        )
        self.axe.setAccessibleName("Étendue du graphique")
        self.cadrer = QCheckBox("Cadrer sur les moins chers")
        self.legende = texte_brut(role="legende")
        self.graphe = GrapheSeuils(styles, self._noms)
        self.graphe.setAccessibleName("Coût de chaque outil selon vos ventes")
        self.hors_cadre = texte_brut(role="legende")
        # Chacun naît à sa place : changer de parent refait le style de tout ce qu'il contient.
        self._pile = QStackedWidget(self)
        self._cote_a_cote = QWidget(self._pile)
        self._defilement = QScrollArea(self._cote_a_cote)
        self._contenu = QWidget(self._defilement.viewport())
        self.lecture = LectureSeuils(styles, self._noms, self._contenu)
        self.invitation = Invitation()
        self._disposer()
        self._relier()

    @property
    def controles_de_vue(self) -> dict[str, QWidget]:
        """Ce que l'on choisit de voir."""
        return {"unite": self.unite, "periode": self.periode, "axe": self.axe, "cadrer": self.cadrer}

    @property
    def endroit(self) -> tuple[frozenset[str], Fraction | None]:
        """Outils laissés de côté, et ventes où le curseur est posé."""
        return self.lecture.legende.laisses(), self.graphe.pose

    def revenir(self, endroit: tuple[frozenset[str], Fraction | None]) -> None:
        """Décoche les outils laissés de côté et repose le curseur."""
        laisses, pose = endroit
        connus = {outil.identifiant for outil in self._session.catalogue.outils}
        if laisses & connus:
            self.lecture.legende.cocher(laisses & connus, False)
        if pose is not None:
            self.graphe.fixer_curseur(pose)

    def _disposer_graphique(self) -> None:
        px = theme().px
        self.axe.setFixedWidth(px(jetons.LARGEUR_ETENDUE))
        self.cadrer.setChecked(True)
        self.cadrer.setToolTip("Régler la hauteur du graphique sur la moitié la moins chère des outils")
        self._gauche = QWidget()
        commandes = DispositionSouple()
        commandes.setSpacing(px(jetons.PAS[2]))
        for widget in (self.unite, self.periode, self.axe, self.cadrer):
            commandes.addWidget(widget)
        colonne = QVBoxLayout(self._gauche)
        colonne.setContentsMargins(0, 0, 0, px(jetons.PAS[1]))
        colonne.setSpacing(px(jetons.PAS[1]))
        colonne.addLayout(commandes)
        colonne.addWidget(self.legende)
        colonne.addWidget(self.graphe, 1)
        colonne.addWidget(self.hors_cadre)

    def _disposer(self) -> None:
        px = theme().px
        self._disposer_graphique()
        self._sans_limite = self._defilement.maximumWidth()
        self._defilement.setWidgetResizable(True)
        self._defilement.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._defilement.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rangs = QVBoxLayout(self._contenu)
        self._rangs.setContentsMargins(0, 0, 0, 0)
        # À l'étroit jusqu'au premier redimensionnement : la page n'impose ainsi aucune taille.
        self._etroite = True
        self._rangs.addWidget(self._gauche)
        # Au plus large d'une colonne de lecture, la place en trop reste à droite.
        lecture = QHBoxLayout()
        lecture.addWidget(self.lecture, 1)
        lecture.addStretch()
        self._rangs.addLayout(lecture)
        self._defilement.setWidget(self._contenu)
        self._colonnes = QHBoxLayout(self._cote_a_cote)
        self._colonnes.setContentsMargins(0, 0, 0, 0)
        self._colonnes.setSpacing(px(jetons.PAS[4]))
        self._colonnes.addWidget(self._defilement)
        self._pile.addWidget(self._cote_a_cote)
        self._pile.addWidget(self.invitation)
        disposition = QVBoxLayout(self)
        marge = jetons.MARGE_PAGE
        disposition.setContentsMargins(marge, marge, marge, 0)
        disposition.setSpacing(px(jetons.PAS[1]))
        disposition.addWidget(texte_brut("Seuils", "titre"))
        disposition.addWidget(self._pile, 1)

    def _relier(self) -> None:
        session = self._session
        session.comparaison_changee.connect(self._perimer)
        session.selection_changee.connect(self._suivre_la_selection)
        for choix in (self.unite.choisi, self.periode.choisi, self.axe.choisi, self.cadrer.toggled):
            choix.connect(self._redessiner)
        self.lecture.legende.garde_change.connect(self.rafraichir)
        self.lecture.legende.outil_survole.connect(self._souligner)
        self.lecture.retour_demande.connect(lambda: self.graphe.fixer_curseur(None))
        self.graphe.curseur_deplace.connect(self._chiffrer)
        self.invitation.acceptee.connect(lambda: self.page_demandee.emit(self._vers))

    def showEvent(self, evenement: QShowEvent) -> None:
        """Se met à jour en paraissant."""
        super().showEvent(evenement)
        if self._perimee:
            self.rafraichir()

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une page étroite met le graphique au-dessus de la lecture, et défile d'un bloc."""
        super().resizeEvent(evenement)
        etroite = self.width() < theme().px(jetons.LARGEUR_DEUX_COLONNES)
        # Le graphique remplit ce qu'on voit d'abord ; le début de la lecture, dessous, invite à descendre.
        haut = self._pile.height() - theme().px(jetons.HAUTEUR_LIGNE)
        self._gauche.setMinimumHeight(haut if etroite else 0)
        if etroite == self._etroite:
            return
        self._etroite = etroite
        if etroite:
            self._rangs.insertWidget(0, self._gauche)
            self._defilement.setMinimumWidth(0)
            self._defilement.setMaximumWidth(self._sans_limite)
        else:
            self._colonnes.insertWidget(0, self._gauche, 1)
            self._defilement.setFixedWidth(theme().px(jetons.LARGEUR_COLONNE_SEUILS))

    def _suivre_la_selection(self, outil: str) -> None:
        """L'outil choisi ailleurs a toujours sa courbe ici."""
        if self._tracee is None or self._analyse is None:
            return
        if outil in self._analyse.courbes and outil not in self._tracee.courbes:
            self._perimer()
        else:
            self._souligner(outil)

    def _souligner(self, outil: str) -> None:
        """Épaissit la courbe désignée, sinon celle de l'outil que suit toute l'application."""
        self.graphe.souligner(outil or self._session.outil)

    def _perimer(self) -> None:
        self._perimee = True
        if self.isVisible():
            self.rafraichir()

    def rafraichir(self) -> None:
        """Refait l'analyse de la situation courante parmi les outils cochés."""
        self._perimee = False
        comparaison = self._session.comparaison
        candidats = {resultat.outil for resultat in en_lice(comparaison)}
        self._pile.setCurrentWidget(self._pile.widget(0) if candidats else self.invitation)
        if not candidats:
            self._inviter()
            return
        laisses = self.lecture.legende.laisses()
        gardes = tuple(r for r in comparaison.resultats if r.outil in candidats - laisses)
        self.periode.renommer(Periode.HORIZON, _annees(self._session.situation.horizon))
        self._redessiner()
        variations = sensibilites(replace(comparaison, resultats=gardes)) if len(gardes) > 1 else ()
        self.lecture.varier(variations)

    def _inviter(self) -> None:
        comparaison = self._session.comparaison
        if comparaison.situation.ca_total <= 0:
            self._vers = "ferme"
            phrase = "Indiquez vos ventes pour voir ce que chaque outil coûterait et où le moins cher change."
            self.invitation.inviter(phrase, "Indiquer vos ventes")
        elif all(resultat.statut is Statut.ECARTE for resultat in comparaison.resultats):
            self._vers = "ferme"
            self.invitation.inviter(
                "Vos besoins et votre label écartent tous les outils.", "Revoir vos besoins"
            )
        else:
            self._vers = "comparer"
            phrase = "Aucun outil non écarté ne porte à lui seul toutes vos ventes."
            self.invitation.inviter(phrase, "Voir la comparaison")

    def _redessiner(self) -> None:
        comparaison = self._session.comparaison
        ventes = comparaison.situation.ca_total
        x_max = axe_autour(ventes) if self.axe.currentData() == AUTOUR else Fraction(self.axe.currentData())
        laisses = self.lecture.legende.laisses()
        analyse = analyser(comparaison, Periode(self.periode.choix), max(x_max, CA_MAX), laisses)
        traces = principaux(analyse, ventes, TRACES_MAX, (self._session.outil,))
        tracee = replace(analyse, courbes={o: c for o, c in analyse.courbes.items() if o in traces})
        dessin = dessiner(tracee, x_max, self.unite.choix == PARTS, self.cadrer.isChecked())
        self._analyse, self._tracee = analyse, tracee
        self.graphe.montrer(analyse, dessin, ventes)
        self._souligner("")
        cout = f"Coût {taxe_des_couts(comparaison.situation)} pour votre ferme"
        quoi = "Part des ventes que coûte l'outil" if dessin.en_part else cout
        self.legende.setText(f"{quoi} {duree(analyse)}, selon les ventes HT d'une année. {_MODE_D_EMPLOI}")
        self.hors_cadre.setText(self._dire_hors_cadre(dessin, ventes))
        self.hors_cadre.setVisible(bool(self.hors_cadre.text()))
        candidats = [resultat.outil for resultat in en_lice(comparaison)]
        self.lecture.expliquer(comparaison, analyse, candidats, traces, ventes)
        self.lecture.suivre(self.graphe)
        self._chiffrer()

    def _dire_hors_cadre(self, dessin: Dessin, ventes: Fraction) -> str:
        phrases = []
        if dessin.hors_cadre:
            noms = ", ".join(self._noms[outil] for outil in dessin.hors_cadre)
            phrases.append(
                f"Dépassent le cadre{ESPACE_INSECABLE}: {noms}. Décochez «\u00a0Cadrer sur les moins chers\u00a0» pour tout voir."
            )
        if ventes > dessin.x_max:
            phrases.append(f"Vos ventes ({montant(ventes)}) sont au-delà de ce graphique.")
        return " ".join(phrases)

    def _chiffrer(self) -> None:
        analyse, tracee, x = self._analyse, self._tracee, self.graphe.curseur
        if analyse is not None and tracee is not None:
            situation = self._session.situation
            self.lecture.chiffrer(analyse, x, situation.ca_total, taxe_des_couts(situation))
            dits = (resume(analyse, self._noms), valeurs(tracee, x, self._noms))
            self.graphe.setAccessibleDescription(" ".join(dits))


def _annees(horizon: int) -> str:
    return f"{horizon}{ESPACE_INSECABLE}{'ans' if horizon > 1 else 'an'}"
