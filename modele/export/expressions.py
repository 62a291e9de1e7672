"""Fragments de formules : grandeurs de la ferme, prix par palier, montants écrits en français.

Une formule ne porte aucun prix : elle nomme une case de « Ma ferme » ou de « Tarifs ».
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from modele.catalogue.objets import Assiette, Clientele, Composante, Condition, Outil
from modele.export import noms
from modele.nombres import ESPACE_FINE, ESPACE_INSECABLE

LITTERAL_MAX = 250
"""Excel refuse un texte de plus de 255 caractères dans une formule."""


@dataclass(frozen=True, slots=True)
class Grandeurs:
    """Cases où lire ventes (€ HT/an), encaissé en ligne (€ TTC/an), commandes et clients × mois."""

    ca: Mapping[Clientele, str]
    encaisse: Mapping[Clientele, str]
    commandes: Mapping[Clientele, str]
    clients_mois: str = noms.CLIENTS_MOIS


DE_LA_FERME = Grandeurs(
    {Clientele.PARTICULIERS: "ca_particuliers", Clientele.PROFESSIONNELS: "ca_professionnels"},
    {
        Clientele.PARTICULIERS: noms.ENCAISSE_PARTICULIERS,
        Clientele.PROFESSIONNELS: noms.ENCAISSE_PROFESSIONNELS,
    },
    {
        Clientele.PARTICULIERS: noms.COMMANDES_PARTICULIERS,
        Clientele.PROFESSIONNELS: noms.COMMANDES_PROFESSIONNELS,
    },
)
_SUIVIES = {
    Condition.CA_PARTICULIERS: ("ca", Clientele.PARTICULIERS),
    Condition.CA_PROFESSIONNELS: ("ca", Clientele.PROFESSIONNELS),
    Condition.ENCAISSE_PARTICULIERS: ("encaisse", Clientele.PARTICULIERS),
    Condition.ENCAISSE_PROFESSIONNELS: ("encaisse", Clientele.PROFESSIONNELS),
}


def litteral(texte: str) -> str:
    """Texte entre guillemets, en morceaux qu'Excel accepte."""
    morceaux = [texte[debut : debut + LITTERAL_MAX] for debut in range(0, len(texte), LITTERAL_MAX)] or [""]
    return "&".join('"' + morceau.replace('"', '""') + '"' for morceau in morceaux)


def _somme(termes: Iterable[str]) -> str:
    return "+".join(termes) or "0"


def ca_couvert(outil: Outil, ventes: Grandeurs = DE_LA_FERME) -> str:
    """Ventes que l'outil porterait (€ HT/an)."""
    return _somme(ventes.ca[clientele] for clientele in outil.clienteles)


def ca_non_couvert(outil: Outil) -> str:
    """Ventes qui n'y passeraient pas (€ HT/an)."""
    return _somme(nom for clientele, nom in DE_LA_FERME.ca.items() if clientele not in outil.clienteles)


def quantite(composante: Composante, outil: Outil, ventes: Grandeurs = DE_LA_FERME) -> str:
    """Ce que le prix multiplie en un an ; 0 si la composante n'est pas due."""
    return si_due(composante, outil, _quantite_due(composante, outil, ventes), ventes)


def si_due(composante: Composante, outil: Outil, expression: str, ventes: Grandeurs = DE_LA_FERME) -> str:
    """L'expression, ou 0 quand la composante n'est pas due."""
    conditions = []
    if composante.condition is not Condition.TOUJOURS:
        conditions.append(grandeur_suivie(composante.condition, outil, ventes))
    if composante.assiette is Assiette.MONTANT_LIBRE:
        conditions.append(noms.montant_libre(outil.identifiant))
    for condition in conditions:
        expression = f"IF({condition}>0,{expression},0)"
    return expression


def _quantite_due(composante: Composante, outil: Outil, ventes: Grandeurs) -> str:
    clienteles = (composante.clientele,) if composante.clientele else outil.clienteles
    servies = [clientele for clientele in clienteles if clientele in outil.clienteles]
    match composante.assiette:
        case Assiette.AN:
            return "1"
        case Assiette.MOIS:
            return noms.MOIS_PAR_AN
        case Assiette.CLIENTS_MOIS:
            return ventes.clients_mois
        case Assiette.MONTANT_LIBRE:
            return noms.montant_libre(outil.identifiant)
        case Assiette.CA:
            return _somme(ventes.ca[clientele] for clientele in servies)
        case Assiette.ENCAISSE_EN_LIGNE_TTC:
            return _somme(ventes.encaisse[clientele] for clientele in servies)
        case Assiette.COMMANDES_EN_LIGNE:
            return _somme(ventes.commandes[clientele] for clientele in servies)


def grandeur_suivie(condition: Condition, outil: Outil, ventes: Grandeurs = DE_LA_FERME) -> str:
    """Grandeur qui ouvre une composante ou choisit son palier."""
    if condition is Condition.TOUJOURS:
        return f"ROUND({ca_couvert(outil, ventes)},6)"
    famille, clientele = _SUIVIES[condition]
    if clientele not in outil.clienteles:
        return "0"
    nom: str = getattr(ventes, famille)[clientele]
    # Une grandeur saisie se compare telle quelle ; un produit de nombres à virgule peut frôler la borne.
    return nom if nom in DE_LA_FERME.ca.values() else f"ROUND({nom},6)"


def grandeur_a(condition: Condition, outil: Outil, fois: str, ventes: Grandeurs = DE_LA_FERME) -> str:
    """Grandeur qui choisit un palier si les ventes étaient multipliées par `fois`."""
    if condition is Condition.TOUJOURS:
        return f"ROUND(({ca_couvert(outil, ventes)})*{fois},6)"
    famille, clientele = _SUIVIES[condition]
    nom = getattr(ventes, famille)[clientele] if clientele in outil.clienteles else ""
    return f"ROUND({nom}*{fois},6)" if nom else "0"


def selon_palier(grandeur: str, paliers: list[tuple[str, str | None, bool]]) -> str:
    """Choix d'une case parmi (case, case de la limite, limite incluse), dans l'ordre des paliers."""
    *premiers, (dernier, _, _) = paliers
    expression = dernier
    for case, limite, incluse in reversed(premiers):
        assert limite is not None
        expression = f"IF({grandeur}{'<=' if incluse else '<'}{limite},{case},{expression})"
    return expression


def bornes(avant: str, arrondis: str, plancher: str | None, plafond: str | None, tva: str) -> str:
    """Écart qu'un plancher ou un plafond ajoute à un montant exact `avant`, déjà compté par `arrondis`."""
    majore = [f"{case}*(1+{tva})" if tva else case for case in (plancher, plafond) if case]
    if plancher and plafond:
        bas, haut = majore
        dedans = f"AND(ROUND({avant},6)>=ROUND({bas},6),ROUND({avant},6)<=ROUND({haut},6))"
        cible = f"MIN(MAX({avant},{bas}),{haut})"
    else:
        signe, choix = (">=", "MAX") if plancher else ("<=", "MIN")
        dedans = f"ROUND({avant},6){signe}ROUND({majore[0]},6)"
        cible = f"{choix}({avant},{majore[0]})"
    return f"IF({dedans},0,ROUND(ROUND({cible},2)-{arrondis},2))"


def _entier_groupe(nombre: str) -> str:
    """Partie entière d'un nombre positif, « 1 234 567 », sans fonction qui dépende de la langue."""
    fine = f'"{ESPACE_FINE}"'

    def tranche(diviseur: str) -> str:
        return f'RIGHT("00"&MOD(INT({nombre}{diviseur}),1000),3)'

    return (
        f"IF({nombre}<1000,INT({nombre}),IF({nombre}<1000000,INT({nombre}/1000)&{fine}&{tranche('')},"
        f"INT({nombre}/1000000)&{fine}&{tranche('/1000')}&{fine}&{tranche('')}))"
    )


def en_euros(montant: str, centimes: bool = True) -> str:
    """« 1 234,56 € » en texte ; `montant` est une case positive ou nulle, arrondie au centime."""
    if not centimes:
        return f'{_entier_groupe(f"ROUND({montant},0)")}&"{ESPACE_INSECABLE}€"'
    decimales = f'RIGHT("0"&ROUND(({montant}-INT({montant}))*100,0),2)'
    return f'{_entier_groupe(montant)}&","&{decimales}&"{ESPACE_INSECABLE}€"'


def en_pourcent(fraction: str) -> str:
    """« 2,7 % » en texte."""
    dixiemes = f"ROUND({fraction}*1000,0)"
    return f'{_entier_groupe(f"({dixiemes}/10)")}&","&MOD({dixiemes},10)&"{ESPACE_INSECABLE}%"'
