"""Les dialogues à photographier : ceux que l'on construit, et ceux qui attendent une réponse."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.application import annoncer
from gui.composants.dialogue_lot import DialogueLot
from gui.composants.difference_edition import DifferenceEdition
from gui.composants.resume_reprise import ResumeReprise
from gui.fenetre import Fenetre
from gui.pages.accueil import PageAccueil
from modele.catalogue.differences import differences
from modele.catalogue.editions import Editions
from modele.catalogue.mise_a_jour import MiseAJour
from modele.dossiers.objets import Dossier, Question, Vente
from modele.questions import proposer
from modele.reception import DossierTouche, Proposition
from modele.reprise.fusion import mis_a_jour
from modele.reprise.lecture import Reprise

_INSISTER_MS = 20
_AVIS = (
    "Clients facturés chaque mois : « beaucoup » ne convient pas, il faut un nombre entier. "
    "La réponse d'avant est gardée."
)


def construits(fenetre: Fenetre) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Nom de chaque dialogue et de quoi le construire, prêt à montrer."""
    yield "dialogue-reprise", lambda: _resume(fenetre, connu=True)
    yield "dialogue-reprise-d-ailleurs", lambda: _resume(fenetre, connu=False)
    yield "dialogue-mise-a-jour", lambda: _mise_a_jour(fenetre)
    yield "dialogue-lot", lambda: _lot(fenetre, traite=False)
    yield "dialogue-lot-traite", lambda: _lot(fenetre, traite=True)
    yield "dialogue-tous-mes-dossiers", lambda: _dialogue_lot(fenetre, tous_mes_dossiers=True)


def modaux(fenetre: Fenetre) -> Iterator[tuple[str, Callable[[], object]]]:
    """Nom de chaque dialogue qui attend une réponse, et le geste qui l'ouvre."""
    fenetre.montrer("accueil")
    accueil = fenetre.page
    assert isinstance(accueil, PageAccueil)
    yield "dialogue-creer", accueil.nouveau.click
    yield "dialogue-renommer", accueil.bouton_renommer.click
    yield "dialogue-deja-ouverte", lambda: annoncer("L'application est déjà ouverte sur ces données.")


def pendant(ouvrir: Callable[[], object], faire: Callable[[QWidget], object]) -> None:
    """Ouvre un dialogue qui attend une réponse, fait ce qu'il faut pendant qu'il est là, et le referme."""

    def saisir() -> None:
        dialogue = QApplication.activeModalWidget()
        if dialogue is None:
            QTimer.singleShot(_INSISTER_MS, saisir)
            return
        try:
            faire(dialogue)
        finally:
            dialogue.close()

    QTimer.singleShot(0, saisir)
    ouvrir()


def _resume(fenetre: Fenetre, connu: bool) -> QWidget:
    """Le résumé d'un classeur où l'on a changé un nombre, un besoin, une vente et noté une réponse."""
    assert fenetre.session is not None
    catalogue, origine = fenetre.session.catalogue, fenetre.session.dossier
    lue = _change(origine, fenetre)
    reprise = Reprise(lue, origine if connu else None, (_AVIS,))
    futur = mis_a_jour(origine, reprise) if connu else None
    nom = f"Comparaison - {origine.nom or 'ma ferme'}.xlsx"
    return ResumeReprise(nom, reprise, origine if connu else None, futur, catalogue, fenetre)


def _change(dossier: Dossier, fenetre: Fenetre) -> Dossier:
    assert fenetre.session is not None
    catalogue = fenetre.session.catalogue
    critere = catalogue.criteres[0].identifiant
    situation = replace(
        dossier.situation,
        ca_particuliers=dossier.situation.ca_particuliers + Fraction(12_000),
        exigences={**dossier.situation.exigences, critere: "indispensable"},
    )
    premiere = proposer(catalogue, situation, [catalogue.outils[0].identifiant])[0]
    reponse: Question = replace(premiere, reponse="Oui, sans frais, dès mars 2027")
    exemples = (Vente(e.nom, e.avant, e.apres) for e in catalogue.guide.exemples[:1])
    return replace(
        dossier,
        situation=situation,
        questions=(*dossier.questions, reponse),
        ventes=(*dossier.ventes, *exemples),
    )


def _mise_a_jour(fenetre: Fenetre) -> QWidget:
    """Une édition où un abonnement augmente et où un outil a disparu."""
    actif = Editions(None).actif()
    outil, *_, disparu = actif.catalogue.outils
    formule, *autres = outil.formules
    composante, *reste = formule.composantes
    paliers = tuple(replace(palier, prix=palier.prix * Fraction(6, 5)) for palier in composante.paliers)
    formule = replace(formule, composantes=(replace(composante, paliers=paliers), *reste))
    outils = tuple(
        replace(autre, formules=(formule, *autres)) if autre is outil else autre
        for autre in actif.catalogue.outils
        if autre is not disparu
    )
    recu = replace(actif.catalogue, outils=outils, date="2027-01-15", edition=str(actif.edition.numero + 1))
    touche = DossierTouche(
        "GAEC des Ormes", ("Votre outil le moins cher change : Local.bio au lieu de Socleo.",)
    )
    changements = differences(actif.catalogue, recu)
    return DifferenceEdition(Proposition(MiseAJour(recu, "a1b2c3d4"), actif, changements, (touche,)), fenetre)


def _dialogue_lot(fenetre: Fenetre, tous_mes_dossiers: bool) -> DialogueLot:
    session, rangement = fenetre.session, fenetre.rangement
    assert session is not None and rangement is not None
    return DialogueLot(session, rangement, fenetre.travaux, fenetre.reglages, tous_mes_dossiers, fenetre)


def _lot(fenetre: Fenetre, traite: bool) -> QWidget:
    """Le lot d'un dossier de deux fermes, dont une est refusée, avant et après."""
    dialogue = _dialogue_lot(fenetre, tous_mes_dossiers=False)
    if traite:
        assert fenetre.rangement is not None
        fermes = fenetre.rangement.donnees / "Fermes du réseau"
        fermes.mkdir(exist_ok=True)
        (fermes / "ormes.json").write_text('{"nom": "Les Ormes", "ca_particuliers": 30000}', "utf-8")
        (fermes / "tilleuls.json").write_text('{"nom": "Les Tilleuls", "horizon": 99}', "utf-8")
        dialogue.entree, dialogue.sortie = fermes, fermes / "Classeurs"
        dialogue.commencer()
    return dialogue
