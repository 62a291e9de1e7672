"""Les trois phrases de « Synthèse » et le rang de chaque outil, qui suivent saisies et besoins."""

from collections.abc import Collection

from modele.choix.moins_cher import en_lice, moins_chers
from modele.choix.objets import Resultat, Statut
from modele.export import expressions, noms
from modele.export.calculs import Calculs
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.styles import MOTS_STATUT
from modele.export.textes import propre, typographie
from modele.nombres import euros

FEUILLE = "Synthèse"
_SANS_RANG = "–"
_ECARTE = MOTS_STATUT[Statut.ECARTE]
_NOM, _RANG, _STATUT, _COUT, _SOUHAITS = "A", "B", "C", "F", "I"
_APRES_LA_VIRGULE, _JUSQU_A_LA_FIN = 3, 2_000


def rang(contexte: Contexte, resultat: Resultat, ligne: int, lignes: tuple[int, int]) -> Formule:
    """Place d'un outil : souhaits remplis, puis coût, les ex æquo au même rang ; « – » sans besoin dit."""
    statuts, couts, souhaits = (_plage(colonne, lignes) for colonne in (_STATUT, _COUT, _SOUHAITS))
    devant = (
        f'({statuts}<>"{_ECARTE}")*(({souhaits}>${_SOUHAITS}{ligne})'
        f"+({souhaits}=${_SOUHAITS}{ligne})*({couts}<${_COUT}{ligne}))"
    )
    return Formule(
        f'IF(OR({noms.BESOINS_DITS}=0,${_STATUT}{ligne}="{_ECARTE}"),"{_SANS_RANG}",1+SUMPRODUCT({devant}))',
        _rang(contexte, resultat),
    )


def _rang(contexte: Contexte, resultat: Resultat) -> int | str:
    if not contexte.situation.exigences or resultat.statut is Statut.ECARTE:
        return _SANS_RANG
    cle = _cle(resultat)
    return 1 + sum(_cle(autre) < cle for autre in contexte.resultats if autre.statut is not Statut.ECARTE)


def _cle(resultat: Resultat) -> tuple[int, object]:
    return -len(resultat.souhaits_remplis), resultat.cout.annee_suivante.ferme


def trois_phrases(
    contexte: Contexte, lignes: tuple[int, int], calculs: Calculs
) -> tuple[Formule, Formule, Formule]:
    """Combien d'outils restent possibles, le moins cher, le premier du classement."""
    return (
        _possibles(contexte, lignes),
        _moins_cher(contexte, lignes, calculs),
        _premier(contexte, lignes, calculs),
    )


def _possibles(contexte: Contexte, lignes: tuple[int, int]) -> Formule:
    compte = f'SUMPRODUCT(({_plage(_STATUT, lignes)}<>"{_ECARTE}")*1)'
    total = len(contexte.resultats)
    reste = sum(resultat.statut is not Statut.ECARTE for resultat in contexte.resultats)
    un, plusieurs = (
        f" outil sur {total} reste possible pour vous.",
        f" outils sur {total} restent possibles pour vous.",
    )
    return Formule(
        f'{compte}&IF({compte}>1,"{plusieurs}","{un}")', f"{reste}{plusieurs if reste > 1 else un}"
    )


def _moins_cher(contexte: Contexte, lignes: tuple[int, int], calculs: Calculs) -> Formule:
    """Parmi les outils non écartés qui portent toutes les ventes, comme dans l'application."""
    rien = "Aucun outil possible ne porte toutes vos ventes : leurs coûts ne se comparent pas."
    debut, minimum = "Le moins cher pour toutes vos ventes : ", noms.COUT_LE_PLUS_BAS
    plus_bas = moins_chers(en_lice(contexte.comparaison))
    gagnants = {resultat.outil for resultat in plus_bas}

    def morceaux(lieu: str) -> list[tuple[str, str]]:
        return [
            _cite(
                lieu, ligne, f"{noms.en_lice(resultat.outil)}={minimum}", resultat, resultat.outil in gagnants
            )
            for ligne, resultat in enumerate(contexte.resultats, start=lignes[0])
        ]

    cites = _apres_la_virgule(calculs.joindre(FEUILLE, morceaux))
    valeur = rien
    if plus_bas:
        texte = _enumeres(contexte, [resultat.outil for resultat in plus_bas])
        valeur = f"{debut}{texte}, {euros(plus_bas[0].cout.annee_suivante.ferme)} par an."
    return Formule(
        typographie(
            f'IF(ISNUMBER({minimum}),"{debut}"&{cites}&", "&{expressions.en_euros(minimum)}&" par an.","{rien}")'
        ),
        typographie(valeur),
    )


def _premier(contexte: Contexte, lignes: tuple[int, int], calculs: Calculs) -> Formule:
    """Premier du classement, ou comment en obtenir un."""
    invite = "Dites vos besoins dans « Besoins » pour classer les outils."
    rien = "Aucun outil ne convient à ces besoins : voyez lesquels assouplir."
    debut = "En tête, souhaits remplis puis coût : "

    def morceaux(lieu: str) -> list[tuple[str, str]]:
        return [
            _cite(lieu, ligne, f"{lieu}{_RANG}{ligne}=1", resultat, _rang(contexte, resultat) == 1)
            for ligne, resultat in enumerate(contexte.resultats, start=lignes[0])
        ]

    cites = _apres_la_virgule(calculs.joindre(FEUILLE, morceaux))
    rangs = _plage(_RANG, lignes)
    formule = f'IF({noms.BESOINS_DITS}=0,"{invite}",IF(COUNT({rangs})=0,"{rien}","{debut}"&{cites}&"."))'
    tetes = [resultat.outil for resultat in contexte.resultats if _rang(contexte, resultat) == 1]
    valeur = f"{debut}{_enumeres(contexte, tetes)}." if tetes else rien
    return Formule(typographie(formule), typographie(valeur if contexte.situation.exigences else invite))


def _cite(lieu: str, ligne: int, condition: str, resultat: Resultat, vraie: bool) -> tuple[str, str]:
    """Nom d'un outil, précédé d'une virgule, si la condition est vraie ; et ce que cela donne aujourd'hui."""
    suite = f", {typographie(propre(resultat.cout.outil.nom))}" if vraie else ""
    return f'IF({condition},", "&{lieu}{_NOM}{ligne},"")', suite


def _apres_la_virgule(cites: str) -> str:
    return f"MID({cites},{_APRES_LA_VIRGULE},{_JUSQU_A_LA_FIN})"


def _enumeres(contexte: Contexte, outils: Collection[str]) -> str:
    return ", ".join(propre(r.cout.outil.nom) for r in contexte.resultats if r.outil in outils)


def _plage(colonne: str, lignes: tuple[int, int]) -> str:
    return f"${colonne}${lignes[0]}:${colonne}${lignes[1]}"
