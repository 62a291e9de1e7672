"""Ce que coûtent les exigences : outils écartés de peu, prix de chaque indispensable, outils qui restent."""

from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from modele.catalogue.objets import Catalogue, Valeur
from modele.choix.moins_cher import en_lice, moins_chers, porte_toutes_les_ventes
from modele.choix.objets import Comparaison, Resultat, Statut
from modele.choix.phrases import citer, compter, enumerer, montant
from modele.choix.statut import valeur_pour
from modele.situation import Situation


@dataclass(frozen=True, slots=True)
class EcarteDePeu:
    """Outil qu'un seul indispensable écarte : il revient si l'on renonce à `critere`."""

    outil: str
    critere: str


@dataclass(frozen=True, slots=True)
class CoutExigence:
    """Prix d'un indispensable : coût le plus bas avec lui, et sans lui, les autres besoins inchangés.

    Montants en € par an (année suivante), parmi les outils qui portent toutes les ventes ; None quand
    aucun ne le fait. `surcout` n'est jamais négatif ; None si l'un des deux coûts manque.
    """

    critere: str
    surcout: Decimal | None
    cout_avec: Decimal | None
    cout_sans: Decimal | None
    moins_chers_avec: tuple[str, ...]
    moins_chers_sans: tuple[str, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Retrait:
    """Outils qu'un indispensable écarte ; `seul` nomme ceux que rien d'autre n'écarte."""

    critere: str
    outils: tuple[str, ...]
    seul: tuple[str, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class Decompte:
    """Outils qui restent, ce que chaque indispensable retire, et ceux qu'écarte autre chose qu'un besoin."""

    restent: int
    total: int
    phrase: str
    retraits: tuple[Retrait, ...]
    hors_besoins: tuple[str, ...]


def assouplir(situation: Situation, critere: str) -> Situation:
    """Situation où `critere` redevient indifférent."""
    exigences = {c: exigence for c, exigence in situation.exigences.items() if c != critere}
    return replace(situation, exigences=MappingProxyType(exigences))


def _hors_besoins(resultat: Resultat) -> bool:
    """Vrai si une autre cause qu'un indispensable écarte l'outil (ventes, label)."""
    return resultat.statut is Statut.ECARTE and len(resultat.motifs) > len(resultat.criteres_en_cause)


def _seule_cause(resultat: Resultat) -> str | None:
    """L'indispensable qui, seul, écarte l'outil."""
    if resultat.statut is not Statut.ECARTE or _hors_besoins(resultat):
        return None
    return resultat.criteres_en_cause[0] if len(resultat.criteres_en_cause) == 1 else None


def ecartes_de_peu(comparaison: Comparaison) -> tuple[EcarteDePeu, ...]:
    """Outils écartés par un seul indispensable évalué `non`, dans l'ordre d'affichage."""
    causes = ((outil, _seule_cause(comparaison.par_outil[outil])) for outil in comparaison.ordre)
    return tuple(EcarteDePeu(outil, critere) for outil, critere in causes if critere is not None)


def _indispensables(situation: Situation) -> tuple[str, ...]:
    return tuple(c for c, exigence in situation.exigences.items() if exigence == "indispensable")


def couts_des_exigences(comparaison: Comparaison) -> tuple[CoutExigence, ...]:
    """Prix de chaque indispensable, dans l'ordre où la ferme les a donnés.

    Rien n'est recalculé : renoncer à un critère ne ramène que les outils qu'il est seul à écarter.
    """
    avec = moins_chers(en_lice(comparaison))

    def cout(critere: str) -> CoutExigence:
        sans = moins_chers(
            resultat
            for resultat in comparaison.resultats
            if (resultat.statut is not Statut.ECARTE or _seule_cause(resultat) == critere)
            and porte_toutes_les_ventes(resultat)
        )
        cout_avec = avec[0].cout.annee_suivante.ferme if avec else None
        cout_sans = sans[0].cout.annee_suivante.ferme if sans else None
        return CoutExigence(
            critere=critere,
            surcout=None if cout_avec is None or cout_sans is None else cout_avec - cout_sans,
            cout_avec=cout_avec,
            cout_sans=cout_sans,
            moins_chers_avec=tuple(resultat.outil for resultat in avec),
            moins_chers_sans=tuple(resultat.outil for resultat in sans),
            phrase=_phrase_cout(cout_avec, cout_sans, sans),
        )

    return tuple(cout(critere) for critere in _indispensables(comparaison.situation))


def _phrase_cout(avec: Decimal | None, sans: Decimal | None, gagnants: tuple[Resultat, ...]) -> str:
    noms = enumerer((resultat.cout.outil.nom for resultat in gagnants), "ou")
    if sans is None:
        return "Même sans cette exigence, aucun outil ne porte toutes vos ventes."
    if avec is None:
        return (
            "Avec cette exigence, aucun outil ne reste pour toutes vos ventes\u00a0; "
            f"sans elle, {noms} les porterait pour {montant(sans)}/an."
        )
    if avec == sans:
        return "Cette exigence ne change pas le coût le plus bas."
    return f"Cette exigence vous coûte {montant(avec - sans)}/an par rapport à {noms}."


def decompter(catalogue: Catalogue, comparaison: Comparaison) -> Decompte:
    """Combien d'outils restent, et quel besoin a retiré quel outil."""
    resultats = comparaison.resultats
    restent = sum(resultat.statut is not Statut.ECARTE for resultat in resultats)

    def retrait(critere: str) -> Retrait:
        retires = [r for r in resultats if valeur_pour(r.cout.outil, critere) is Valeur.NON]
        nom = citer(catalogue.par_critere[critere].nom)
        noms = enumerer(resultat.cout.outil.nom for resultat in retires)
        return Retrait(
            critere=critere,
            outils=tuple(resultat.outil for resultat in retires),
            seul=tuple(resultat.outil for resultat in retires if _seule_cause(resultat) == critere),
            phrase=f"{nom} écarte {noms}." if retires else f"{nom} n'écarte aucun outil.",
        )

    return Decompte(
        restent=restent,
        total=len(resultats),
        phrase=_phrase_reste(restent, len(resultats)),
        retraits=tuple(retrait(critere) for critere in _indispensables(comparaison.situation)),
        hors_besoins=tuple(resultat.outil for resultat in resultats if _hors_besoins(resultat)),
    )


def _phrase_reste(restent: int, total: int) -> str:
    if restent == 0:
        return f"Il ne reste aucun outil sur {total}."
    return f"Il reste {compter(restent, 'outil')} sur {total}."
