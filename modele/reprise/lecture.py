"""Reprise d'un classeur exporté : les cases visibles l'emportent, la feuille cachée porte le reste."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier
from modele.dossiers.texte import DossierIllisible, lire_dossier
from modele.export.feuille_dossier import FORMAT, LUS, MARQUE, empreinte
from modele.reprise.cases import lire_cases
from modele.reprise.fautes import ClasseurRefuse
from modele.reprise.garde import octets_surs
from modele.reprise.prix import noms_des_prix, prix_lus
from modele.reprise.saisies import noms_voulus, situation_lue
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

_SANS_DOSSIER = (
    "Ce classeur ne contient pas le dossier entier : seules ses réponses visibles sont reprises, sans les "
    "notes, les essais ni les ventes."
)
_MODIFIEE = (
    "La partie cachée de ce classeur a été modifiée ou abîmée : seules ses réponses visibles sont reprises, "
    "sans les notes, les essais ni les ventes."
)
_SANS_SAISIES = "Les cases à remplir de ce classeur n'ont pas été retrouvées : rien de ce qui y a été changé n'est repris."


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
    contenu = lire_cases(octets, (*noms_voulus(catalogue), *noms_des_prix(catalogue)))
    suivi.avancer(2, _ETAPES)
    reconnu = sum(nom in contenu.cases for nom in _RECONNAISSABLES) >= _RECONNUES_MIN
    origine, avis = _dossier_cache(contenu.cachees)
    if origine is None and not reconnu:
        raise ClasseurRefuse("Ce classeur n'a pas été exporté par la Boussole : rien n'y est à reprendre.")
    if origine is not None:
        avis = tuple(_inconnus(origine.situation, catalogue))
    depart = origine.situation if origine else Situation()
    situation, incomprises = situation_lue(contenu.cases, catalogue, depart)
    if not reconnu:
        incomprises = (_SANS_SAISIES, *incomprises)
    prix, refuses = prix_lus(
        contenu.cases, catalogue, origine.prix_proposes if origine else (), _aujourd_hui()
    )
    incomprises += refuses
    dossier = replace(origine or Dossier(""), nom=situation.nom, situation=situation, prix_proposes=prix)
    suivi.avancer(_ETAPES, _ETAPES)
    return Reprise(dossier, origine, (*avis, *incomprises))


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


def _inconnus(situation: Situation, catalogue: Catalogue) -> Iterator[str]:
    """Ce que le catalogue n'a plus et dont dépendait la comparaison du classeur."""
    for identifiant, formule in situation.formules.items():
        outil = catalogue.par_outil.get(identifiant)
        if outil and formule not in outil.par_formule:
            yield f"La formule choisie pour {outil.nom} n'existe plus : elle est gardée, sans effet."
    for critere, exigence in situation.exigences.items():
        if exigence == "indispensable" and critere not in catalogue.par_critere:
            yield f"Le critère « {critere} » n'existe plus : ce besoin est gardé, sans effet."
