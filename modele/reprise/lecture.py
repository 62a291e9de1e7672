"""Reprise d'un classeur exporté : les cases visibles l'emportent, la feuille cachée porte le reste."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.dossiers.texte import DossierIllisible, lire_dossier
from modele.export import avant_apres, besoins, questions
from modele.export.feuille_dossier import FORMAT, LUS, MARQUE, empreinte
from modele.reprise import reponses, ventes
from modele.reprise.cases import lire_cases
from modele.reprise.fautes import ClasseurRefuse
from modele.reprise.garde import octets_surs
from modele.reprise.prix import noms_des_prix, prix_lus
from modele.reprise.saisies import noms_de_la_situation, noms_des_besoins, situation_lue
from modele.reprise.valeurs import Lecteur
from modele.situation import Situation
from modele.suivi import Suivi

_RECONNAISSABLES = (
    "ca_particuliers",
    "ca_professionnels",
    "part_en_ligne",
    "part_en_ligne_pro",
    "panier_moyen",
    "panier_moyen_pro",
    "clients_actifs",
    "taux_tva_ventes",
    "recupere_tva",
    "horizon",
)
"""Saisies que tout classeur de la Boussole nomme (contrat § 6)."""
_RECONNUES_MIN = 5
_ETAPES = 3

_VISIBLES = (
    "seules ses réponses visibles sont reprises, sans les notes, les essais ni l'outil de chaque vente."
)
_SANS_DOSSIER = f"Ce classeur ne contient pas le dossier entier : {_VISIBLES}"
_MODIFIEE = f"La partie cachée de ce classeur a été modifiée ou abîmée : {_VISIBLES}"
_SANS_SAISIES = "Les cases à remplir de ce classeur n'ont pas été retrouvées : rien de ce qui y a été changé n'est repris."
_SANS_FEUILLE = (
    "La feuille « {} » de ce classeur n'a pas été retrouvée : ce qui y a été changé n'est pas repris."
)


@dataclass(frozen=True, slots=True)
class Reprise:
    """Ce que rapporte un classeur.

    `dossier` est à jour des cases visibles ; `origine` est le dossier tel qu'il a été exporté, ou None si
    le classeur ne le porte pas ; `avis` sont des phrases à montrer.
    """

    dossier: Dossier
    origine: Dossier | None
    avis: tuple[str, ...] = ()


def lire_classeur(chemin: Path, catalogue: Catalogue, suivi: Suivi | None = None) -> Reprise:
    """Lit un classeur exporté, d'Excel ou de LibreOffice ; à appeler hors du fil de la fenêtre.

    Lève `ClasseurRefuse` avec une raison, `OSError` si le fichier ne se lit pas, `Annulee` si le suivi
    le demande.
    """
    suivi = suivi or Suivi()
    suivi.avancer(0, _ETAPES)
    octets = octets_surs(chemin)
    suivi.avancer(1, _ETAPES)
    contenu = lire_cases(octets, _voulu(catalogue))
    suivi.avancer(2, _ETAPES)
    reconnu = sum(nom in contenu.cases for nom in _RECONNAISSABLES) >= _RECONNUES_MIN
    origine, avis = _dossier_cache(contenu.cachees)
    if origine is None and not reconnu:
        raise ClasseurRefuse("Ce classeur n'a pas été exporté par la Boussole : rien n'y est à reprendre.")
    if origine is not None:
        avis = tuple(inconnus(origine.situation, catalogue))
    lecteur = Lecteur(contenu.cases)
    dossier = dossier_a_jour(lecteur, catalogue, origine)
    suivi.avancer(_ETAPES, _ETAPES)
    manques = _manques(lecteur, catalogue) if reconnu else (_SANS_SAISIES,)
    return Reprise(dossier, origine, (*avis, *manques, *lecteur.avis))


def _voulu(catalogue: Catalogue) -> Callable[[str], bool]:
    """Vrai pour le nom d'une case où le classeur porte une réponse, ou ce qui la situe."""
    simples = frozenset((*noms_de_la_situation(catalogue), *noms_des_prix(catalogue)))
    return lambda nom: nom in simples or ventes.est_une_case(nom) or reponses.est_une_case(nom)


def dossier_a_jour(lecteur: Lecteur, catalogue: Catalogue, origine: Dossier | None) -> Dossier:
    """Dossier d'origine, ou vide, à jour de toutes les cases lues."""
    depart = origine or Dossier("")
    situation = situation_lue(lecteur, catalogue, depart.situation)
    # Les questions de l'export viennent de la situation d'alors, que des cases ont pu changer depuis.
    interrogee = depart.situation if origine else situation
    prix, refuses = prix_lus(lecteur.cases, catalogue, depart.prix_proposes, _aujourd_hui())
    lecteur.avis += refuses
    return replace(
        depart,
        prix_proposes=prix,
        nom=situation.nom,
        situation=situation,
        ventes=ventes.ventes_lues(lecteur, catalogue, origine),
        questions=reponses.questions_lues(lecteur, catalogue, interrogee, depart.questions),
    )


def _manques(lecteur: Lecteur, catalogue: Catalogue) -> tuple[str, ...]:
    """Feuilles à remplir dont plus aucune case n'a été retrouvée."""
    presentes = {
        besoins.TITRE: any(nom in lecteur for nom in noms_des_besoins(catalogue)),
        avant_apres.TITRE: any(map(ventes.est_une_case, lecteur.cases)),
        questions.TITRE: any(map(reponses.est_une_case, lecteur.cases)),
    }
    return tuple(_SANS_FEUILLE.format(titre) for titre, presente in presentes.items() if not presente)


def _aujourd_hui() -> str:
    return datetime.now().astimezone().date().isoformat()


def _dossier_cache(lignes: Sequence[str] | None) -> tuple[Dossier | None, tuple[str, ...]]:
    """Dossier de la feuille cachée, ou None et pourquoi ; refuse un format plus récent."""
    if lignes is None:
        return None, (_SANS_DOSSIER,)
    marque, version, somme, *morceaux = (*lignes, "", "", "")
    if marque == MARQUE and version.isascii() and version.isdigit() and int(version[:9]) > FORMAT:
        raise ClasseurRefuse(
            "Ce classeur a été écrit par une version plus récente de la Boussole : mettez l'application à "
            "jour, puis réessayez."
        )
    texte = "".join(morceaux)
    if marque != MARQUE or version not in LUS or somme != empreinte(texte):
        return None, (_MODIFIEE,)
    try:
        return lire_dossier(texte), ()
    except DossierIllisible:
        return None, (_MODIFIEE,)


def inconnus(situation: Situation, catalogue: Catalogue) -> Iterator[str]:
    """Ce que le catalogue n'a plus et dont dépendait la comparaison du classeur."""
    for identifiant, formule in situation.formules.items():
        outil = catalogue.par_outil.get(identifiant)
        if outil and formule not in outil.par_formule:
            yield f"La formule choisie pour {outil.nom} n'existe plus : elle est gardée, sans effet."
    for critere, exigence in situation.exigences.items():
        if exigence == "indispensable" and critere not in catalogue.par_critere:
            yield f"Le critère « {critere} » n'existe plus : ce besoin est gardé, sans effet."
