"""Cases des prix proposés dans « Tarifs » : combien, le, par ; vides, le prix du guide est compté."""

from datetime import date
from fractions import Fraction

from modele.catalogue.objets import Formule, Offre, Option, Palier
from modele.export import noms, saisies, styles
from modele.export.contexte import Contexte
from modele.export.plume import Plume
from modele.export.regles import Regle
from modele.export.saisies import Saisie
from modele.export.styles import saisie
from modele.nombres import nombre as nombre_ecrit
from modele.nombres import texte_exact
from modele.prix_propose import LE_MIN, PAR_MAX, Cle, en_taux, prix_max
from modele.tarification.prix_proposes import Cible

_ORIGINE = date(1899, 12, 30)
"""Jour que les tableurs comptent pour zéro."""
LE_MAX = "2999-12-31"
_VIDER = "Effacez la case pour revenir au guide."


def numero_du_jour(jour: date) -> int:
    """Nombre de jours qu'un tableur écrit pour une date."""
    return (jour - _ORIGINE).days


def du_numero(numero: int) -> date:
    """Date d'un nombre de jours ; lève `OverflowError` ou `ValueError` hors de tout calendrier."""
    return date.fromordinal(_ORIGINE.toordinal() + numero)


def poser(
    plume: Plume, contexte: Contexte, cible: Cible, ligne: int, colonnes: tuple[int, int, int], format: str
) -> str:
    """Pose les trois cases d'une ligne de tarif et rend l'adresse du prix proposé."""
    compte = _compte(contexte, cible)
    prix, offre = (compte.prix, compte.offre) if compte else (None, None)
    posees = (_prix(cible, prix, format), _le(cible.cle, offre), _par(cible.cle, offre))
    cases = [
        saisies.poser(plume, contexte, une, ligne, colonne)
        for une, colonne in zip(posees, colonnes, strict=True)
    ]
    return cases[0]


def valable(case: str, assiette: str) -> str:
    """Condition vraie quand la case porte un prix admis ; imbriquée, pour ne comparer que des nombres."""
    return f"IF(ISNUMBER({case}),AND({case}>=0,{case}<={texte_exact(prix_max(assiette))}),FALSE)"


def _compte(contexte: Contexte, cible: Cible) -> Palier | None:
    """Palier compté pour cette cible, s'il l'est à un prix proposé."""
    outil = contexte.catalogue.par_outil[cible.outil.identifiant]
    composantes = outil.frais_proposes
    if cible.porteur is not None:
        porteurs: tuple[Formule | Option, ...] = (*outil.formules, *outil.options)
        composantes = next(p.composantes for p in porteurs if p.identifiant == cible.porteur.identifiant)
    for composante in composantes:
        if composante.identifiant == cible.composante.identifiant:
            for palier in composante.paliers:
                if palier.offre is not None and palier.jusqu_a == cible.palier.jusqu_a:
                    return palier
    return None


def _prix(cible: Cible, prix: Fraction | None, format: str) -> Saisie:
    assiette = cible.composante.assiette
    maximum = prix_max(assiette)
    borne = f"{nombre_ecrit(maximum * 100)} %" if en_taux(assiette) else f"{nombre_ecrit(maximum)} €"
    regle = Regle("decimal", "0", texte_exact(maximum), "between", vide_admis=True)
    attendu = f"Écrivez un nombre de 0 à {borne}, ou effacez la case."
    aide = f"Prix qu'on vous a proposé. {_VIDER}"
    return Saisie(noms.tarif(cible.cle), "Tarif proposé", prix, saisie(format), "", aide, "", attendu, regle)


def _le(cle: Cle, offre: Offre | None) -> Saisie:
    bornes = [str(numero_du_jour(date.fromisoformat(jour))) for jour in (LE_MIN, LE_MAX)]
    regle = Regle("date", bornes[0], bornes[1], "between", vide_admis=True)
    contenu = numero_du_jour(date.fromisoformat(offre.le)) if offre else None
    return Saisie(
        noms.tarif(cle, "le"),
        "Proposé le",
        contenu,
        saisie(styles.DATE),
        "",
        "Le jour où on vous l'a dit.",
        "",
        "Écrivez une date, jj/mm/aaaa.",
        regle,
    )


def _par(cle: Cle, offre: Offre | None) -> Saisie:
    regle = Regle("textLength", str(PAR_MAX), operator="lessThanOrEqual", vide_admis=True)
    return Saisie(
        noms.tarif(cle, "par"),
        "Proposé par",
        (offre.par if offre else "") or None,
        saisie(styles.ORDINAIRE, a_droite=False),
        "",
        "Qui vous l'a proposé, et comment.",
        "",
        f"{PAR_MAX} caractères au plus.",
        regle,
    )
