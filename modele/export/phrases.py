"""Ce que chaque outil coûterait, et pourquoi il est écarté, en phrases qui suivent les saisies."""

from modele.catalogue.objets import Outil, Payeur
from modele.choix.objets import Resultat, Statut
from modele.export import expressions, noms
from modele.export.couts import AVEC_PROPOSE
from modele.export.ecriture import Formule
from modele.export.points_seuils import Points
from modele.export.styles import MOTS_STATUT
from modele.export.tarifs import NON_CHIFFRE, a_chiffrer, porteurs
from modele.export.textes import typographie
from modele.nombres import euros, pourcent
from modele.tarification.prix_proposes import composante_du_guide
from modele.tarification.resultat import CoutOutil

_PAR_ENDROITS = "par endroits "
_VOIR_SEUILS = " de ventes par an (voir « Seuils »)."
_APRES_L_ESPACE, _JUSQU_A_LA_FIN = 2, 32_000


def phrase(resultat: Resultat, nom: str, points: Points) -> Formule:
    """Ce que l'outil coûterait, où il est le moins cher, ses réserves, ou pourquoi il est écarté.

    `nom` est la case de son nom.
    """
    cout, outil = resultat.cout, resultat.cout.outil
    motifs, propose = noms.motifs(outil.identifiant), noms.propose(outil.identifiant)
    formule = (
        f'IF({noms.statut(outil.identifiant)}="{MOTS_STATUT[Statut.ECARTE]}",'
        f"MID({motifs},{_APRES_L_ESPACE},{_JUSQU_A_LA_FIN}),"
        f"{nom}&{_formule_cout(outil)}&{_formule_seuil(outil)}&{motifs}"
        f'&IF({propose}="",""," ")&{propose}{_formule_frais(outil)})'
    )
    ecarte = resultat.statut is Statut.ECARTE
    valeur = " ".join(resultat.motifs)
    if not ecarte:
        valeur = (
            _texte_cout(cout)
            + _texte_seuil(points, resultat.outil)
            + "".join(f" {motif}" for motif in resultat.motifs)
            + (f" {AVEC_PROPOSE}" if cout.annee_1.propose else "")
            + _frais(len(cout.non_chiffres))
        )
    return Formule(typographie(formule), typographie(valeur))


def _formule_seuil(outil: Outil) -> str:
    """« Le moins cher de 1 200 € à 30 000 € de ventes par an », aux lignes de « Seuils »."""
    de, a, lignes = (nommer(outil.identifiant) for nommer in (noms.seuil_de, noms.seuil_a, noms.seuil_lignes))
    return (
        f'IF({lignes}=0,""," Le moins cher "&IF({lignes}>ROUND(({a}-{de})/{noms.PAS_SEUILS},0),"",'
        f'"{_PAR_ENDROITS}")&"de "&{expressions.en_euros(de, centimes=False)}&" à "&'
        f'{expressions.en_euros(a, centimes=False)}&"{_VOIR_SEUILS}")'
    )


def _texte_seuil(points: Points, outil: str) -> str:
    rangs = points.rangs_les_moins_chers(outil)
    if not rangs:
        return ""
    de, a = (euros(points.ventes[rang], centimes=False) for rang in (rangs[0], rangs[-1]))
    par_endroits = "" if len(rangs) > rangs[-1] - rangs[0] else _PAR_ENDROITS
    return f" Le moins cher {par_endroits}de {de} à {a}{_VOIR_SEUILS}"


_UN_FRAIS = " Le guide évoque un autre frais sans en donner le prix."
_DES_FRAIS = " Le guide évoque {} autres frais sans en donner le prix."


def _frais(nombre_de_frais: int) -> str:
    """Frais évoqués sans prix, souvent des options ; vide s'il n'y en a pas."""
    if nombre_de_frais < 2:
        return _UN_FRAIS if nombre_de_frais else ""
    return _DES_FRAIS.format(nombre_de_frais)


def _formule_frais(outil: Outil) -> str:
    """La même phrase, pour les frais dont la ferme n'a pas dit le prix dans « Tarifs »."""
    if not a_chiffrer(outil):
        return f"&{expressions.litteral(_frais(len(outil.non_chiffres)))}" if outil.non_chiffres else ""
    combien = f'SUMPRODUCT(({noms.plage_frais(outil.identifiant)}="{NON_CHIFFRE}")*1)'
    avant, apres = _DES_FRAIS.split("{}")
    return f'&IF({combien}=0,"",IF({combien}=1,"{_UN_FRAIS}","{avant}"&{combien}&"{apres}"))'


def _incertain(outil: Outil) -> bool:
    """Vrai si une composante de l'outil a un prix encadré dans le guide."""
    composantes = (composante_du_guide(c) for porteur in porteurs(outil) for c in porteur.composantes)
    return any(c.payeur is Payeur.FERME and (c.bas is not None or c.haut is not None) for c in composantes)


def _formule_cout(outil: Outil) -> str:
    identifiant = outil.identifiant
    annee, premiere = noms.annee_suivante(identifiant), noms.annee_1(identifiant)
    couvert, reste = expressions.ca_couvert(outil), expressions.ca_non_couvert(outil)
    ventes = '" de vos ventes"'
    if reste != "0":
        portees = expressions.en_euros(f"({couvert})", centimes=False)
        ventes = f'IF({reste}>0," des "&{portees}&" qu\'il porterait",{ventes})'
    morceaux = [
        '" vous coûterait "',
        expressions.en_euros(annee),
        '" par an, soit "',
        expressions.en_pourcent(f"{annee}/({couvert})"),
        ventes,
        '"."',
        f'IF({premiere}={annee},""," La première année : "&{expressions.en_euros(premiere)}&".")',
    ]
    if _incertain(outil):
        bas, haut = noms.bas(identifiant), noms.haut(identifiant)
        morceaux.append(
            f'IF({bas}={haut},""," Prix incertain : de "&{expressions.en_euros(bas)}&" à "&'
            f'{expressions.en_euros(haut)}&".")'
        )
    return "&".join(morceaux)


def _texte_cout(cout: CoutOutil) -> str:
    annee, taux = cout.annee_suivante, cout.taux_effectif
    assert taux is not None
    ventes = "de vos ventes"
    if cout.ca_non_couvert > 0:
        ventes = f"des {euros(cout.ca_couvert, centimes=False)} qu'il porterait"
    phrases = [
        f"{cout.outil.nom} vous coûterait {euros(annee.ferme)} par an, soit {pourcent(taux)} {ventes}."
    ]
    if cout.annee_1.ferme != annee.ferme:
        phrases.append(f"La première année : {euros(cout.annee_1.ferme)}.")
    if annee.bas != annee.haut:
        phrases.append(f"Prix incertain : de {euros(annee.bas)} à {euros(annee.haut)}.")
    return " ".join(phrases)
