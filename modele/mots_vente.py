"""Les mots de l'avant / après : ce que l'on gagne ou perd, ce qu'il reste, ce que coûte l'outil."""

from fractions import Fraction

from modele.catalogue.objets import Outil
from modele.choix.phrases import citer, enumerer, montant
from modele.mots_du_cout import fourchette
from modele.nombres import ESPACE_INSECABLE, centimes, euros, nombre, pourcent
from modele.objectif_vente import Reponse
from modele.ventes_du_dossier import CoutOutilVente, SommeColonne, SommeVentes

SANS_NOM = "Vente sans nom"
SANS_OBJET = "–"
A_REMPLIR = f"Remplissez les deux colonnes{ESPACE_INSECABLE}: le résultat s'écrit ici à mesure."


def heures(x: Fraction) -> str:
    """« 78 heures », « 1,5 heure »."""
    return f"{nombre(x)}{ESPACE_INSECABLE}heure{'s' if abs(x) >= 2 else ''}"


def part(x: Fraction | None) -> str:
    """« 34,5 % », ou un tiret sans chiffre d'affaires."""
    return SANS_OBJET if x is None else pourcent(x)


def phrase_gain(somme: SommeVentes) -> str:
    """Ce que l'on gagne ou perd en passant de l'avant à l'après, en une phrase.

    Tant qu'une colonne est vide, dit ce qu'il reste à remplir : la comparer à rien tromperait.
    """
    avant, apres = somme.avant, somme.apres
    if avant.vide and apres.vide:
        return A_REMPLIR
    if avant.vide or apres.vide:
        manque, connue = ("Avant", apres) if avant.vide else ("Après", avant)
        suite = f"Remplissez la colonne {citer(manque)} pour comparer."
        return f"{_cout_seul(connue)} {suite}"
    sujet = "la vente" if len(somme.bilans) == 1 else "l'ensemble"
    pronom = "elle" if len(somme.bilans) == 1 else "il"
    debut, deja_nommee = _changement(somme, sujet)
    suite = _parts(avant.part_ca, apres.part_ca, pronom if deja_nommee else sujet)
    return f"{debut}{ESPACE_INSECABLE}; {suite}." if suite else f"{debut}."


def _cout_seul(colonne: SommeColonne) -> str:
    detail = f", {part(colonne.part_ca)} de votre chiffre d'affaires" if colonne.part_ca is not None else ""
    return f"La vente coûte {montant(colonne.cout)} par an{detail}."


def _changement(somme: SommeVentes, sujet: str) -> tuple[str, bool]:
    """Début de la phrase, et vrai s'il nomme déjà la vente."""
    gain, temps = centimes(somme.gain_euros), somme.gain_heures
    argent, duree = montant(abs(somme.gain_euros)), heures(abs(temps))
    maj = sujet[:1].upper() + sujet[1:]
    if gain > 0 and centimes(somme.gain_ca):
        # Dépenser moins en vendant moins n'est pas toujours un gain : `phrase_marge` en fait le compte.
        moins = f"{maj} coûte {argent} de moins par an"
        if temps > 0:
            return f"{moins}, et vous y passez {duree} de moins", True
        if temps < 0:
            return f"{moins}, mais vous y passez {duree} de plus", True
        return f"{moins}, pour le même temps", True
    if gain > 0:
        if temps > 0:
            return f"Vous gagnez {argent} et {duree} par an", False
        if temps < 0:
            return f"Vous gagnez {argent} par an, mais y passez {duree} de plus", False
        return f"Vous gagnez {argent} par an, pour le même temps", False
    if gain < 0:
        if temps > 0:
            return f"Vous gagnez {duree} par an, mais {sujet} coûte {argent} de plus", True
        if temps < 0:
            return f"{maj} coûte {argent} de plus par an, et vous y passez {duree} de plus", True
        return f"{maj} coûte {argent} de plus par an, pour le même temps", True
    if temps > 0:
        return f"Vous gagnez {duree} par an, pour le même coût", False
    if temps < 0:
        return f"Vous y passez {duree} de plus par an, pour le même coût", False
    return "Ni le coût ni le temps ne changent", False


def _parts(avant: Fraction | None, apres: Fraction | None, sujet: str) -> str:
    if avant is None or apres is None:
        return ""
    if part(avant) == part(apres):
        return f"{sujet} reste à {part(apres)} de votre chiffre d'affaires"
    return f"{sujet} passe de {part(avant)} à {part(apres)} de votre chiffre d'affaires"


def phrase_marge(somme: SommeVentes) -> str:
    """Ce que change le chiffre d'affaires, que le gain ne compte pas ; vide s'il ne change pas."""
    ecart = centimes(somme.gain_ca)
    if not ecart or somme.avant.vide or somme.apres.vide:
        return ""
    sens = "augmente" if ecart > 0 else "baisse"
    reste = centimes(somme.gain_marge)
    difference = (
        f"{montant(abs(somme.gain_marge))} de {'plus' if reste > 0 else 'moins'}" if reste else "autant"
    )
    return (
        f"Le chiffre d'affaires {sens} de {montant(abs(somme.gain_ca))}{ESPACE_INSECABLE}: "
        f"tous coûts retirés, il vous reste {difference}."
    )


def phrase_du_temps(somme: SommeVentes) -> str:
    """Prévient que les heures sont déjà comptées dans les euros ; vide si le temps ne change pas."""
    if not somme.gain_heures or somme.avant.vide or somme.apres.vide:
        return ""
    return "Vos heures sont comptées dans ces euros, au prix de l'heure indiqué."


def resume(somme: SommeVentes) -> str:
    """Le gain en quelques mots, sous le nom d'une vente."""
    if somme.avant.vide or somme.apres.vide:
        return "à remplir"
    gain = centimes(somme.gain_euros)
    if not gain:
        return "même coût"
    argent = montant(abs(somme.gain_euros))
    if gain > 0:
        return f"coûte {argent} de moins par an" if centimes(somme.gain_ca) else f"{argent} gagnés par an"
    return f"coûte {argent} de plus par an"


def phrase_outil(cout: CoutOutilVente) -> str:
    """« Cagette vous coûterait 486,54 € par an pour 5 406 € de ventes, soit 9,0 %. »"""
    if not cout.haut:
        return f"{cout.outil.nom} ne vous coûterait rien, d'après les prix que donne le guide."
    bas, haut = centimes(cout.bas), centimes(cout.haut)
    combien = euros(cout.retenu)
    if incertain := fourchette(bas, haut):
        combien = f"{incertain} ({combien} retenus)"
    taux = "" if cout.taux is None else f", soit {pourcent(cout.taux)}"
    return f"{cout.outil.nom} vous coûterait {combien} par an pour {montant(cout.ca)} de ventes{taux}."


def phrase_incompletes(combien: int) -> str:
    """Prévient que des ventes à remplir ne sont pas dans la somme."""
    if not combien:
        return ""
    if combien == 1:
        return "Une vente, encore à remplir, n'est pas comptée ici."
    return f"{nombre(combien)} ventes, encore à remplir, ne sont pas comptées ici."


def phrase_repetition(outils: tuple[Outil, ...]) -> str:
    """Prévient qu'un outil compté dans plusieurs ventes y compte plusieurs fois son abonnement."""
    if not outils:
        return ""
    noms = enumerer(outil.nom for outil in outils)
    return (
        f"Compté dans plusieurs ventes{ESPACE_INSECABLE}: {noms}. Si le prix comprend un abonnement, cette "
        "somme le compte plusieurs fois."
    )


def phrase_objectif(reponse: Reponse, ca: Fraction) -> str:
    """La réponse, puis où l'on en est avec le chiffre d'affaires de la colonne."""
    if not reponse.plages or not ca:
        return reponse.phrase
    tenu = any(plage.contient(ca) for plage in reponse.plages)
    constat = "vous y êtes" if tenu else "vous n'y êtes pas"
    return f"{reponse.phrase} Avec {montant(ca)}, {constat}."
