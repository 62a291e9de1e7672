"""Met les deux pages en place : en-tête, blocs, blanc rendu utile, pied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter

from gui.impression import encre, formulaires
from gui.impression.bloc_outil import BlocOutil
from gui.impression.bloc_questions import BlocQuestions
from gui.impression.blocs import (
    FILET,
    LARGEUR,
    NUMERO,
    Bloc,
    Fixe,
    Phrases,
    Rangees,
    partager,
    titre_de_section,
)
from gui.impression.encre import mm
from gui.impression.graphe import BlocGraphe
from gui.impression.marques import Marque, Pave, Texte, a_droite, filet, peindre
from gui.impression.texte import abreger, couper, limiter
from gui.theme import papier
from modele.impression.objets import AvantApres, Document, PageDecision, PageSituation, Phrase, Seuils

NOMBRE = 2
_LIGNES_DU_NOM = 2
_HAUT = mm(papier.MARGE_HAUTE)
_BAS = mm(papier.HAUTEUR_PAGE - papier.MARGE_BASSE)
_BAS_DES_BLOCS = _BAS - mm(papier.HAUTEUR_PIED)
_ESPACE = Fixe(Pave(mm(papier.ECART_SECTION)))


@dataclass(frozen=True)
class Page:
    """Pavés posés du haut vers le bas ; tout tient entre les marges."""

    poses: tuple[tuple[float, Pave], ...]

    @property
    def bas(self) -> float:
        """Bas du dernier pavé avant le pied."""
        return max(y + pave.hauteur for y, pave in self.poses)

    def peindre(self, peintre: QPainter) -> None:
        """Peint la page ; l'unité du peintre est le centième de millimètre, l'origine le coin de la feuille."""
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        for y, pave in self.poses:
            peindre(peintre, pave.marques, mm(papier.MARGE_LATERALE), y)

    def peindre_a(self, peintre: QPainter, points_par_pouce: float) -> None:
        """Peint la page sur un support de cette définition, coin de la feuille à l'origine."""
        peintre.save()
        echelle = points_par_pouce / papier.RESOLUTION
        peintre.scale(echelle, echelle)
        self.peindre(peintre)
        peintre.restore()

    @property
    def texte(self) -> str:
        """Ce que dit la page, ligne à ligne."""
        return "\n".join(marque.texte for _, _, marque in self.marques() if isinstance(marque, Texte))

    def marques(self) -> Iterator[tuple[float, float, Marque]]:
        """Chaque marque et l'origine de son pavé."""
        for y, pave in self.poses:
            for marque in pave.marques:
                yield mm(papier.MARGE_LATERALE), y, marque


def composer(document: Document) -> tuple[Page, Page]:
    """Les deux pages, toujours deux."""
    return (
        _monter(document, 1, _entete(document), list(_situation(document.premiere))),
        _monter(document, 2, _entete_courant(document), list(_decision(document.seconde))),
    )


def _monter(document: Document, numero: int, entete: Pave, blocs: Sequence[Bloc]) -> Page:
    haut = _HAUT + entete.hauteur
    paves = partager(blocs, _BAS_DES_BLOCS - haut)
    reste = _BAS_DES_BLOCS - haut - sum(pave.hauteur for pave in paves)
    ecarts = sum(bloc is _ESPACE for bloc in blocs)
    aere = min(mm(papier.ECART_SECTION_MAX - papier.ECART_SECTION), max(0.0, reste) / max(1, ecarts))
    poses = [(_HAUT, entete)]
    y = haut
    for bloc, pave in zip(blocs, paves, strict=True):
        poses.append((y, pave))
        y += pave.hauteur + (aere if bloc is _ESPACE else 0)
    ecart = mm(papier.ECART_SECTION_MAX)
    libre = formulaires.notes(_BAS_DES_BLOCS - y - ecart)
    if libre is not None:
        poses.append((y + ecart, libre))
    poses.append((_BAS_DES_BLOCS, _pied(document, numero)))
    return Page(tuple(poses))


def _entete(document: Document) -> Pave:
    """Objet de la feuille et date, puis le nom de la ferme en grand."""
    surtitre, titre = encre.LEGENDE, encre.TITRE
    y = encre.base(surtitre)
    marques: list[Marque] = [
        Texte(0, y, document.titre, surtitre),
        a_droite(LARGEUR, y, document.date, surtitre),
    ]
    y = surtitre.interligne
    lignes = couper(document.ferme, titre, LARGEUR)
    if len(lignes) > _LIGNES_DU_NOM:
        # Un nom très long se lit mieux en plus petit que coupé.
        titre = encre.CHIFFRE
        lignes = limiter(document.ferme, titre, LARGEUR, _LIGNES_DU_NOM + 1)
    for ligne in lignes:
        marques.append(Texte(0, y + encre.base(titre), ligne, titre))
        y += titre.interligne
    return Pave(y + mm(papier.ECART_ENTETE), tuple(marques))


def _entete_courant(document: Document) -> Pave:
    """Nom de la ferme et date, en petit."""
    style, legende = encre.FORT, encre.LEGENDE
    y = encre.base(style)
    place = LARGEUR - encre.largeur(document.date, legende) - mm(papier.GOUTTIERE)
    marques = (
        Texte(0, y, abreger(document.ferme, style, place), style),
        a_droite(LARGEUR, y, document.date, legende),
    )
    return Pave(style.interligne + mm(papier.ECART_ENTETE), marques)


def _pied(document: Document, numero: int) -> Pave:
    style, hauteur = encre.LEGENDE, mm(papier.HAUTEUR_PIED)
    y = hauteur - style.interligne + encre.base(style)
    page = f"Page {numero} sur {NOMBRE}"
    place = LARGEUR - encre.largeur(page, style) - mm(papier.GOUTTIERE)
    return Pave(
        hauteur,
        (
            filet(0, LARGEUR, hauteur - style.interligne - mm(papier.ECART_LIGNE)),
            Texte(0, y, abreger(document.pied, style, place), style),
            a_droite(LARGEUR, y, page, style),
        ),
    )


def _situation(page: PageSituation) -> Iterator[Bloc]:
    yield titre_de_section("Votre situation")
    if page.chiffres:
        yield formulaires.chiffres(page.chiffres)
    yield Phrases(page.situation, minimum_voulu=4)
    if page.a_remplir:
        yield formulaires.liste_a_remplir(page.a_remplir)
    yield _ESPACE
    yield titre_de_section("Vos besoins")
    for rangee in page.besoins:
        yield Phrases(rangee.phrases, 2, rangee.titre)
    yield _ESPACE
    yield titre_de_section(page.titre_outils or "Les outils", page.regle)
    for rang, outil in enumerate(page.outils):
        yield BlocOutil(outil, premier=rang == 0)
    if page.aussi_possibles:
        yield FILET
        yield Phrases((page.aussi_possibles,), 1, "Aussi possibles")
    if page.invitation:
        yield Phrases(page.invitation, minimum_voulu=4)
    if page.ecartes:
        yield _ESPACE
        yield titre_de_section("Écartés, et pourquoi")
        yield Rangees(page.ecartes, minimum_voulu=3)


def _decision(page: PageDecision) -> Iterator[Bloc]:
    yield from _seuils(page.seuils)
    yield _ESPACE
    yield from _avant_apres(page.vente)
    yield _ESPACE
    if page.questions:
        yield titre_de_section("Questions à poser aux éditeurs")
        yield BlocQuestions(page.questions)
        yield _ESPACE
    yield titre_de_section("Hypothèses, dates et source")
    for rangee in page.hypotheses:
        yield Phrases(rangee.phrases, 2, rangee.titre)
    for rangee in page.dates:
        yield Phrases(rangee.phrases, 2, rangee.titre)


def _seuils(seuils: Seuils) -> Iterator[Bloc]:
    titre = "Le moins cher selon vos ventes"
    if seuils.graphique is None:
        yield titre_de_section(titre)
        yield Phrases((Phrase(seuils.legende),))
        return
    yield titre_de_section(titre, seuils.legende)
    yield BlocGraphe(seuils.graphique)
    yield Phrases(seuils.zones, 5, puce=NUMERO)
    yield Phrases(seuils.phrases, 3)


def _avant_apres(vente: AvantApres) -> Iterator[Bloc]:
    yield titre_de_section("Une vente, avant et après")
    if vente.a_remplir:
        yield Phrases(vente.phrases, 2)
        yield formulaires.grille_a_remplir(vente.a_remplir, formulaires.COLONNES[:2])
    else:
        yield formulaires.bilan(vente.lignes, vente.phrases)
