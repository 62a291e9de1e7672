"""« Et si… ? » : ce que devient le moins cher quand une réponse de la ferme varie, en phrases."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from modele.choix.phrases import montant
from modele.choix.phrases_seuils import Bloc, Noms, nommer
from modele.choix.robustesse import Bascule, Sensibilite
from modele.nombres import ESPACE_INSECABLE, nombre, pourcent
from modele.situation import PAR_CHAMP, Champ, Genre

_SUJETS = {
    "ca_particuliers": ("vos ventes aux particuliers", True),
    "ca_professionnels": ("vos ventes aux professionnels", True),
    "part_en_ligne": ("la part payée en ligne par les particuliers", False),
    "part_en_ligne_pro": ("la part payée en ligne par les professionnels", False),
    "panier_moyen": ("le panier moyen d'un particulier", False),
    "panier_moyen_pro": ("le panier moyen d'un professionnel", False),
    "clients_actifs": ("le nombre de clients facturés chaque mois", False),
    "taux_tva_ventes": ("la TVA de vos produits", False),
}
"""Comment nommer une réponse au milieu d'une phrase, et si elle est au pluriel."""


def blocs_et_si(sensibilites: Sequence[Sensibilite], noms: Noms) -> tuple[Bloc, ...]:
    """Un bloc par réponse dont un coût au moins dépend."""
    return tuple(_bloc(s, noms) for s in sensibilites if not s.sans_effet)


def sans_effet(sensibilites: Sequence[Sensibilite]) -> str:
    """Réponses dont aucun coût ne dépend ; chaîne vide s'il n'y en a pas."""
    sujets = [_SUJETS[s.champ][0] for s in sensibilites if s.sans_effet]
    return f"Sans effet sur ces coûts{ESPACE_INSECABLE}: {', '.join(sujets)}." if sujets else ""


def _bloc(sensibilite: Sensibilite, noms: Noms) -> Bloc:
    champ = PAR_CHAMP[sensibilite.champ]
    bas, haut = _valeur(champ, sensibilite.bas), _valeur(champ, sensibilite.haut)
    titre = f"{champ.libelle}{ESPACE_INSECABLE}: {_valeur(champ, sensibilite.valeur)}"
    # Aux deux bouts, une bascule ne sépare que cette valeur même, que la première phrase dit déjà.
    dedans = [b for b in sensibilite.bascules if sensibilite.bas < b.x < sensibilite.haut]
    au_bas, au_haut = nommer(sensibilite.au_bas, noms), nommer(sensibilite.au_haut, noms)
    if sensibilite.au_bas == sensibilite.au_haut and not dedans:
        pluriel = len(sensibilite.au_bas) > 1
        reste = "restent les moins chers" if pluriel else "reste le moins cher"
        return Bloc(titre, f"De {bas} à {haut}, {au_bas} {reste}.")
    phrases = [f"À {bas}, le moins cher est {au_bas}{ESPACE_INSECABLE}; à {haut}, {au_haut}."]
    phrases += [_vers_le_bas(champ, b, noms) for b in reversed(dedans) if b.x <= sensibilite.valeur]
    phrases += [_vers_le_haut(champ, b, noms) for b in dedans if b.x > sensibilite.valeur]
    return Bloc(titre, " ".join(phrases))


def _vers_le_bas(champ: Champ, bascule: Bascule, noms: Noms) -> str:
    sujet, pluriel = _SUJETS[champ.nom]
    passe = "passent" if pluriel else "passe"
    suite = _devient(bascule.avant, bascule.apres, noms)
    return f"Si {sujet} {passe} sous {_valeur(champ, bascule.x)}, {suite}."


def _vers_le_haut(champ: Champ, bascule: Bascule, noms: Noms) -> str:
    sujet, pluriel = _SUJETS[champ.nom]
    # Un nombre de clients est arrondi au-dessus : l'atteindre suffit.
    entier = champ.genre is Genre.ENTIER
    depasse = "atteint" if entier else "dépassent" if pluriel else "dépasse"
    suite = _devient(bascule.apres, bascule.avant, noms)
    return f"Si {sujet} {depasse} {_valeur(champ, bascule.x)}, {suite}."


def _devient(gagnants: tuple[str, ...], perdants: tuple[str, ...], noms: Noms) -> str:
    qui = nommer(gagnants, noms)
    if set(gagnants) & set(perdants):
        return f"{qui} sont à égalité" if len(gagnants) > 1 else f"{qui} est seul le moins cher"
    devient = "deviennent moins chers" if len(gagnants) > 1 else "devient moins cher"
    return f"{qui} {devient} que {nommer(perdants, noms)}"


def _valeur(champ: Champ, x: Fraction) -> str:
    if champ.genre is Genre.ENTIER:
        return nombre(ceil(x))
    if champ.genre is Genre.POURCENTAGE:
        return pourcent(x / 100, None if (x * 100).denominator == 1 else 2)
    return montant(x)
