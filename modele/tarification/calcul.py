"""Coût d'un outil pour une situation (contrat § 2)."""

from collections.abc import Sequence
from fractions import Fraction

from modele.catalogue.objets import Composante, Condition, Formule, Option, Outil, Palier, Payeur, Taxe
from modele.nombres import depuis_centimes
from modele.situation import Situation
from modele.tarification.assiettes import (
    Grandeurs,
    est_due,
    grandeur_suivie,
    grandeurs,
    montant_libre,
    quantite,
)
from modele.tarification.lignes import Part, rediger, repartir
from modele.tarification.resultat import CoutAnnuel, CoutOutil, Ligne


def formule_retenue(outil: Outil, situation: Situation) -> Formule:
    """Formule imposée par la situation, sinon celle que la situation désigne, sinon la formule par défaut.

    Une formule imposée que le catalogue ne connaît plus est sans effet.
    """
    imposee = outil.par_formule.get(situation.formules.get(outil.identifiant, ""))
    if imposee is not None:
        return imposee
    for formule in outil.formules:
        conditions = formule.defaut_si
        if conditions and all(getattr(situation, champ) == valeur for champ, valeur in conditions):
            return formule
    return next((formule for formule in outil.formules if formule.defaut), outil.formules[0])


def options_retenues(outil: Outil, situation: Situation) -> tuple[Option, ...]:
    """Options choisies pour l'outil, dans l'ordre du catalogue."""
    choisies = situation.options.get(outil.identifiant, ())
    return tuple(option for option in outil.options if option.identifiant in choisies)


def composantes_retenues(outil: Outil, situation: Situation) -> tuple[Composante, ...]:
    """Composantes de la formule retenue, des options choisies, puis frais dont la ferme a appris le prix."""
    composantes = formule_retenue(outil, situation).composantes
    for option in options_retenues(outil, situation):
        composantes += option.composantes
    return composantes + outil.frais_proposes


def tva_due(composante: Composante, situation: Situation) -> bool:
    """Vrai pour un prix non net payé par une ferme qui ne récupère pas la TVA : il est majoré de 20 %."""
    if situation.recupere_tva:
        return False
    return composante.payeur is Payeur.FERME and composante.taxe is not Taxe.NET


def palier_actif(composante: Composante, valeurs: Grandeurs) -> Palier:
    """Palier où tombe la grandeur suivie (les ventes couvertes si le tarif n'en nomme pas)."""
    *premiers, dernier = composante.paliers
    if premiers:
        grandeur = grandeur_suivie(composante.suivie or Condition.TOUJOURS, valeurs)
        for palier in premiers:
            limite = palier.jusqu_a
            if limite is None or grandeur < limite or (palier.borne_incluse and grandeur == limite):
                return palier
    return dernier


def _part(
    composante: Composante,
    situation: Situation,
    valeurs: Grandeurs,
    libre: Fraction | None,
    mois_offerts: int,
) -> Part | None:
    """Montants d'une composante pour une année ; None si elle n'est pas due."""
    qte = quantite(composante, valeurs, libre)
    if qte is None or not est_due(composante, valeurs):
        return None
    palier = palier_actif(composante, valeurs)
    tva = tva_due(composante, situation)
    retenu = bas = haut = repartir(composante, qte * palier.prix, tva, mois_offerts)
    if composante.bas is not None:
        bas = repartir(composante, qte * composante.bas, tva, mois_offerts)
    if composante.haut is not None:
        haut = repartir(composante, qte * composante.haut, tva, mois_offerts)
    return Part(composante, qte, palier, tva, mois_offerts, retenu, bas, haut)


def _annee(parts: Sequence[Part], outil: Outil) -> CoutAnnuel:
    ferme = bas = haut = 0
    propose = False
    autres: dict[Payeur, int] = {}
    for part in parts:
        payeur = part.composante.payeur
        if payeur is Payeur.FERME:
            ferme += part.retenu.total_arrondi
            bas += part.bas.total_arrondi
            haut += part.haut.total_arrondi
            # Un prix qui ne multiplie rien ne change pas ce coût.
            propose = propose or (part.palier.offre is not None and part.quantite > 0)
        else:
            autres[payeur] = autres.get(payeur, 0) + part.retenu.total_arrondi

    def lignes() -> tuple[Ligne, ...]:
        return tuple(ligne for part in parts for ligne in rediger(part, outil))

    return CoutAnnuel(
        ferme=depuis_centimes(ferme),
        bas=depuis_centimes(bas),
        haut=depuis_centimes(haut),
        autres={payeur: depuis_centimes(somme) for payeur, somme in autres.items()},
        rediger=lignes,
        propose=propose,
    )


def calculer(outil: Outil, situation: Situation, valeurs: Grandeurs | None = None) -> CoutOutil:
    """Coût de l'outil la première année, une année suivante et sur l'horizon (€).

    `valeurs` évite de recalculer les grandeurs quand plusieurs outils servent les mêmes clientèles.
    """
    if valeurs is None:
        valeurs = grandeurs(outil.clienteles, situation)
    libre = montant_libre(outil, situation)
    premiere: list[Part] = []
    suivante: list[Part] = []
    for composante in composantes_retenues(outil, situation):
        part = _part(composante, situation, valeurs, libre, composante.mois_offerts)
        if part is None:
            continue
        premiere.append(part)
        if part.mois_offerts:
            part = _part(composante, situation, valeurs, libre, 0)
        if part is not None and not composante.premiere_annee_seulement:
            suivante.append(part)
    annee_1 = _annee(premiere, outil)
    annee_suivante = annee_1 if suivante == premiere else _annee(suivante, outil)
    apres = situation.horizon - 1
    return CoutOutil(
        outil=outil,
        formule=formule_retenue(outil, situation),
        options=options_retenues(outil, situation),
        ca_couvert=valeurs.ca_couvert,
        ca_non_couvert=valeurs.ca_non_couvert,
        annee_1=annee_1,
        annee_suivante=annee_suivante,
        annees=situation.horizon,
        horizon=annee_1.ferme + apres * annee_suivante.ferme,
        horizon_bas=annee_1.bas + apres * annee_suivante.bas,
        horizon_haut=annee_1.haut + apres * annee_suivante.haut,
        non_chiffres=tuple(frais.texte for frais in outil.sans_prix),
    )
