"""Ce qui change d'un tarif à l'autre, en phrases : « abonnement 20 → 24 €/mois »."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from modele.catalogue.objets import Assiette, Composante, Formule, Option, Outil, Palier, Payeur, Taxe
from modele.nombres import ESPACE_INSECABLE, nombre
from modele.tarification.explications import date_du_tarif, palier_affiche

DEUX_POINTS = f"{ESPACE_INSECABLE}: "
_UNITES = {
    Assiette.AN: "€/an",
    Assiette.MOIS: "€/mois",
    Assiette.CA: "des ventes",
    Assiette.ENCAISSE_EN_LIGNE_TTC: "de ce qui est payé en ligne",
    Assiette.COMMANDES_EN_LIGNE: "€/commande",
    Assiette.CLIENTS_MOIS: "€/client et par mois",
    Assiette.MONTANT_LIBRE: "du montant choisi",
}
_PAYEURS = {
    Payeur.FERME: "la ferme",
    Payeur.CLIENT: "le client",
    Payeur.AMAP: "l'AMAP",
    Payeur.GERANT: "le gérant",
    Payeur.COMMERCANT: "le commerçant",
}
_TAXES = {Taxe.HT: "hors taxes", Taxe.NET: "net de taxe", Taxe.NON_PRECISE: "taxe non précisée"}
_COMPTE = (
    "nature",
    "assiette",
    "suivie",
    "clientele",
    "condition",
    "premiere_annee_seulement",
    "en_pourcentage",
)
"""Champs dont le changement ne se dit pas en un chiffre."""


def tarifs(avant: Outil, apres: Outil) -> Iterator[str]:
    """Phrases des prix qui changent pour un outil présent dans les deux éditions."""
    for mot, anciennes, nouvelles in (
        ("formule", avant.formules, apres.formules),
        ("option", avant.options, apres.options),
    ):
        for phrase in _porteurs(mot, anciennes, nouvelles):
            yield f"{apres.nom}{phrase}"
    if _defauts(avant) != _defauts(apres):
        yield f"{apres.nom}{DEUX_POINTS}la formule comptée sans choix de votre part n'est plus la même"
    yield from _non_chiffres(avant, apres)
    if avant.date_tarif != apres.date_tarif:
        dates = f"{date_du_tarif(avant.date_tarif)} → {date_du_tarif(apres.date_tarif)}"
        yield f"{apres.nom}{DEUX_POINTS}date des prix, {dates}"


def precisions(outil: Outil) -> Mapping[tuple[str, ...], tuple[str | None, ...]]:
    """Ce qui accompagne les prix sans les changer : descriptions, hypothèses, renvois au guide."""
    dites: dict[tuple[str, ...], tuple[str | None, ...]] = {
        ("frais", frais.texte): (frais.lignes, frais.doute, frais.identifiant, frais.payeur, frais.nature)
        for frais in outil.non_chiffres
    }
    for mot, porteurs in (("formule", outil.formules), ("option", outil.options)):
        for porteur in porteurs:
            cle = (mot, porteur.identifiant)
            dites[cle] = (porteur.lignes, porteur.description)
            for piece in porteur.composantes:
                dites[*cle, piece.identifiant] = (piece.lignes, piece.doute, piece.hypothese)
    return dites


def _porteurs(
    mot: str, anciens: Sequence[Formule | Option], nouveaux: Sequence[Formule | Option]
) -> Iterator[str]:
    """Suites de phrases, à partir du nom de l'outil."""
    avant = {porteur.identifiant: porteur for porteur in anciens}
    apres = {porteur.identifiant: porteur for porteur in nouveaux}
    for identifiant in (*apres, *(cle for cle in avant if cle not in apres)):
        ancien, nouveau = avant.get(identifiant), apres.get(identifiant)
        if nouveau is None:
            yield f"{DEUX_POINTS}{_citer(mot, avant[identifiant])} n'est plus proposée"
        elif ancien is None:
            yield f"{DEUX_POINTS}{_citer(mot, nouveau)} est nouvelle{_ses_prix(nouveau)}"
        else:
            if ancien.nom != nouveau.nom:
                yield f"{DEUX_POINTS}{_citer(mot, ancien)} s'appelle désormais « {nouveau.nom} »"
            # Une formule unique se passe de nom : « Kuupanda : abonnement 20 → 24 €/mois ».
            seule = mot == "formule" and len(nouveaux) == len(anciens) == 1
            debut = DEUX_POINTS if seule else f", {mot} {nouveau.nom}{DEUX_POINTS}"
            for phrase in _composantes(ancien.composantes, nouveau.composantes):
                yield f"{debut}{phrase}"


def _citer(mot: str, porteur: Formule | Option) -> str:
    article = "la formule" if mot == "formule" else "l'option"
    return f"{article} « {porteur.nom} »"


def _ses_prix(porteur: Formule | Option) -> str:
    return f" ({', '.join(map(_en_clair, porteur.composantes))})" if porteur.composantes else ""


def _composantes(anciennes: Sequence[Composante], nouvelles: Sequence[Composante]) -> Iterator[str]:
    avant = {composante.identifiant: composante for composante in anciennes}
    apres = {composante.identifiant: composante for composante in nouvelles}
    for identifiant in (*apres, *(cle for cle in avant if cle not in apres)):
        if identifiant not in apres:
            yield f"plus de frais « {avant[identifiant].libelle} » (c'était {_en_clair(avant[identifiant])})"
        elif identifiant not in avant:
            yield f"frais ajoutés, {_en_clair(apres[identifiant])}"
        else:
            yield from _composante(avant[identifiant], apres[identifiant])


def _composante(avant: Composante, apres: Composante) -> Iterator[str]:
    nom = _minuscule(apres.libelle)
    if any(getattr(avant, champ) != getattr(apres, champ) for champ in _COMPTE):
        yield f"{nom} ne se compte plus de la même façon ({_en_clair(avant)} → {_en_clair(apres)})"
    elif avant.paliers != apres.paliers:
        yield from _paliers(nom, avant, apres)
    for titre, ancien, nouveau in (
        ("au moins", avant.plancher, apres.plancher),
        ("au plus", avant.plafond, apres.plafond),
    ):
        if ancien != nouveau:
            yield f"{nom}, {titre} {_borne(ancien)} → {_borne(nouveau)}"
    if (avant.bas, avant.haut) != (apres.bas, apres.haut):
        yield f"{nom}, prix incertain{DEUX_POINTS}{_fourchette(avant)} → {_fourchette(apres)}"
    if avant.mois_offerts != apres.mois_offerts:
        yield f"{nom}, mois offerts {avant.mois_offerts} → {apres.mois_offerts}"
    if avant.payeur is not apres.payeur:
        yield f"{nom}, payé par {_PAYEURS[avant.payeur]} → par {_PAYEURS[apres.payeur]}"
    if avant.taxe is not apres.taxe:
        yield f"{nom}, {_TAXES[avant.taxe]} → {_TAXES[apres.taxe]}"
    if avant.libelle != apres.libelle:
        yield f"{_minuscule(avant.libelle)} s'appelle désormais « {apres.libelle} »"


def _paliers(nom: str, avant: Composante, apres: Composante) -> Iterator[str]:
    bornes = [[(p.jusqu_a, p.borne_incluse) for p in composante.paliers] for composante in (avant, apres)]
    if bornes[0] != bornes[1]:
        yield f"{nom}, {_tous(avant)} → {_tous(apres)}"
        return
    for ancien, nouveau in zip(avant.paliers, apres.paliers, strict=True):
        if ancien.prix != nouveau.prix:
            quand = palier_affiche(apres, nouveau)
            debut = f"{nom}, {quand}{DEUX_POINTS.rstrip()}" if quand else nom
            yield f"{debut} {_chiffre(avant, ancien.prix)} → {_prix(apres, nouveau)}"


def _tous(composante: Composante) -> str:
    dits = []
    for palier in composante.paliers:
        quand = palier_affiche(composante, palier)
        dits.append(f"{_prix(composante, palier)} ({quand})" if quand else _prix(composante, palier))
    return " puis ".join(dits)


def _en_clair(composante: Composante) -> str:
    """« abonnement 20 €/mois »."""
    return f"{_minuscule(composante.libelle)} {_tous(composante)}"


def _prix(composante: Composante, palier: Palier) -> str:
    """« 24 €/mois », « 1,8 % de ce qui est payé en ligne »."""
    unite = _UNITES[composante.assiette]
    if composante.assiette is Assiette.AN and composante.premiere_annee_seulement:
        unite = "€ une seule fois"
    return f"{_chiffre(composante, palier.prix)}{ESPACE_INSECABLE}{unite}"


def _chiffre(composante: Composante, prix: Fraction) -> str:
    """Le prix sans son unité ; le signe % en fait partie, car « 1,8 → 2 % » se lirait mal."""
    return f"{_exact(prix * 100)}{ESPACE_INSECABLE}%" if composante.en_pourcentage else _montant(prix)


def _montant(x: Fraction) -> str:
    """« 3 », « 3,60 » : un montant a deux décimales ou aucune, sauf s'il en demande davantage."""
    centimes = x * 100
    return nombre(x, 2) if centimes.denominator == 1 and x.denominator != 1 else _exact(x)


def _exact(x: Fraction) -> str:
    """Toutes les décimales : deux prix différents ne doivent jamais s'écrire pareil."""
    dit = nombre(x)
    if (x * 10_000).denominator == 1:
        return dit
    return nombre(x, 9).rstrip("0")


def _borne(montant: Fraction | None) -> str:
    return "rien" if montant is None else f"{_montant(montant)}{ESPACE_INSECABLE}€/an"


def _fourchette(composante: Composante) -> str:
    if composante.bas is None and composante.haut is None:
        return "prix sûr"
    dites = [
        f"{mot} {_chiffre(composante, prix)}"
        for mot, prix in (("de", composante.bas), ("à", composante.haut))
        if prix is not None
    ]
    return " ".join(dites)


def _defauts(outil: Outil) -> list[tuple[str, bool, tuple[tuple[str, str], ...]]]:
    return [(f.identifiant, f.defaut, f.defaut_si) for f in outil.formules if f.defaut or f.defaut_si]


def _non_chiffres(avant: Outil, apres: Outil) -> Iterator[str]:
    anciens = [frais.texte for frais in avant.non_chiffres]
    nouveaux = [frais.texte for frais in apres.non_chiffres]
    for texte in nouveaux:
        if texte not in anciens:
            yield f"{apres.nom}, frais sans prix{DEUX_POINTS}{texte}"
    for texte in anciens:
        if texte not in nouveaux:
            yield f"{apres.nom}, frais sans prix retirés{DEUX_POINTS}{texte}"


def _minuscule(libelle: str) -> str:
    # « TPE virtuel » garde ses capitales.
    return libelle if libelle[1:2].isupper() else libelle[:1].lower() + libelle[1:]
