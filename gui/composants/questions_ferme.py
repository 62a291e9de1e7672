"""Les six questions qui décrivent une ferme, et la phrase qui en dit le résultat."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gui.composants.grand_choix import Reponse
from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Comparaison, Statut
from modele.choix.phrases import compter, enumerer, montant
from modele.nombres import ESPACE_INSECABLE, pourcent
from modele.situation import PAR_CHAMP, Situation

EN_PARTIE = "partie"
Condition = Callable[[Situation], bool]


def _toujours(_situation: Situation) -> bool:
    return True


def _particuliers(situation: Situation) -> bool:
    return situation.ca_particuliers > 0 or situation.ca_professionnels == 0


def _professionnels(situation: Situation) -> bool:
    return situation.ca_professionnels > 0


def _paie_en_ligne(situation: Situation) -> bool:
    return _particuliers(situation) and situation.part_en_ligne > 0


@dataclass(frozen=True, slots=True)
class Saisie:
    """Un champ de la situation, tel que le formulaire le montre."""

    champ: str
    si: Condition = _toujours


@dataclass(frozen=True, slots=True)
class Choix:
    """Un champ répondu par de grandes cartes.

    `lire` donne la valeur de la carte à cocher, `ecrire` celle du champ pour une carte choisie, la
    situation servant à garder une valeur déjà saisie.
    """

    champ: str
    question: str
    reponses: tuple[Reponse, ...]
    si: Condition = _toujours
    lire: Callable[[Any], Hashable] = lambda valeur: valeur
    ecrire: Callable[[Any, Any], Any] = lambda carte, _actuelle: carte
    aide: str = ""


@dataclass(frozen=True, slots=True)
class Clientele:
    """Une clientèle que l'on coche, puis le montant des ventes qu'on lui fait."""

    champ: str
    mots: str
    precision: str
    si: Condition = _toujours


Bloc = Saisie | Choix | Clientele


@dataclass(frozen=True, slots=True)
class Question:
    """Une question du départ guidé, et pourquoi on la pose."""

    titre: str
    aide: str
    blocs: tuple[Bloc, ...]


def _choix(champ: str, *precisions: str, si: Condition = _toujours) -> Choix:
    """Les réponses d'un champ à choix, chacune avec sa précision."""
    description = PAR_CHAMP[champ]
    reponses = tuple(
        (cle, mots, precision) for (cle, mots), precision in zip(description.choix, precisions, strict=True)
    )
    return Choix(champ, description.libelle, reponses, si)


def _lire_part(part: Fraction) -> Hashable:
    return part if part in (0, 100) else EN_PARTIE


def _ecrire_part(carte: Any, actuelle: Fraction) -> Fraction:
    if carte != EN_PARTIE:
        return Fraction(carte)
    return Fraction(50) if actuelle in (0, 100) else actuelle


QUESTIONS: tuple[Question, ...] = (
    Question(
        "À qui vendez-vous, et pour combien\u00a0?",
        "Comptez seulement les ventes que l'outil porterait, hors taxes, sur une année.",
        (
            Clientele("ca_particuliers", "Des particuliers", "À la ferme, en AMAP, au drive, au marché."),
            Clientele("ca_professionnels", "Des professionnels", "Magasins, restaurants, cantines."),
        ),
    ),
    Question(
        "Que vaut une commande, et combien de clients par mois\u00a0?",
        "Certains outils font payer chaque commande ou chaque client. Un ordre de grandeur suffit.",
        (
            Saisie("panier_moyen", _particuliers),
            Saisie("clients_actifs", _particuliers),
            Saisie("panier_moyen_pro", _professionnels),
        ),
    ),
    Question(
        "Comment vos clients paieraient-ils\u00a0?",
        "Certains outils prennent une part de ce qui est payé en ligne.",
        (
            Choix(
                "part_en_ligne",
                "Les particuliers paieraient",
                (
                    (Fraction(100), "En ligne", "Tout se règle sur le site, à la commande."),
                    (Fraction(0), "Sur place", "Espèces, chèque ou carte, au retrait."),
                    (EN_PARTIE, "Les deux", "Précisez la part payée en ligne."),
                ),
                _particuliers,
                _lire_part,
                _ecrire_part,
            ),
            Saisie("part_en_ligne", _particuliers),
            Saisie("part_en_ligne_pro", _professionnels),
            _choix(
                "encaissement",
                "Le client paie à chaque commande.",
                "Le client est prélevé une fois par mois.",
                si=_paie_en_ligne,
            ),
        ),
    ),
    Question(
        "Quelle certification, et qui tient le compte\u00a0?",
        "Certains outils n'acceptent que le bio et la conversion\u00a0; certains prix dépendent de qui signe.",
        (
            _choix("label", "", "", "Sans label bio."),
            _choix("organisation", "Votre ferme signe avec l'éditeur.", "AMAP, association, drive commun."),
        ),
    ),
    Question(
        "Quel serait votre rôle aux distributions\u00a0?",
        "Quand un tiers organise la vente, sa commission peut dépendre de ce que vous faites (Locavor).",
        (
            _choix(
                "presence",
                "Vous remettez vos produits aux clients.",
                "Vous préparez les commandes, un tiers les remet.",
                "Vous déposez vos produits, un tiers s'occupe du reste.",
            ),
        ),
    ),
    Question(
        "Récupérez-vous la TVA, et sur combien d'années comparer\u00a0?",
        "Une mise en service payée une fois pèse moins sur plusieurs années.",
        (
            Choix(
                "recupere_tva",
                "La ferme récupère la TVA sur ses achats",
                (
                    (True, "Oui", "Le coût est compté hors taxes."),
                    (False, "Non", f"20{ESPACE_INSECABLE}% de TVA s'ajoutent aux prix hors taxes."),
                ),
            ),
            Saisie("horizon"),
        ),
    ),
)


def phrase_resultat(comparaison: Comparaison) -> str:
    """Ce que coûteraient les outils à la ferme qui vient de se décrire, et le moins cher."""
    situation = comparaison.situation
    if situation.ca_total == 0:
        return "Indiquez vos ventes à la première question pour savoir ce que coûterait chaque outil."
    ventes = f"Pour {montant(situation.ca_total)} de ventes par an"
    restants = [resultat for resultat in comparaison.resultats if resultat.statut is not Statut.ECARTE]
    candidats = en_lice(comparaison)
    if not candidats:
        restent = compter(len(restants), "outil")
        return f"{ventes}, {restent} sur {len(comparaison.resultats)} en porteraient une partie, aucun tout."
    couts = [resultat.cout.annee_suivante.ferme for resultat in candidats]
    premiers = moins_chers(candidats)
    noms = enumerer((resultat.cout.outil.nom for resultat in premiers), "ou")
    taux = premiers[0].cout.taux_effectif
    part = f" ({pourcent(taux)} de vos ventes)" if taux else ""
    if len(candidats) == 1:
        return f"{ventes}, seul {noms} les porterait toutes, pour {montant(couts[0])} par an{part}."
    return (
        f"{ventes}, {compter(len(candidats), 'outil')} les porteraient toutes, "
        f"de {montant(min(couts))} à {montant(max(couts))} par an. "
        f"Le moins cher serait {noms}, à {montant(min(couts))}{part}."
    )
