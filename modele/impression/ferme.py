"""La ferme en clair : ses ventes, ses choix, ses besoins."""

from modele.catalogue.objets import Catalogue
from modele.impression.objets import ARemplir, Chiffre, Phrase, Rangee
from modele.nombres import ESPACE_INSECABLE, euros, nombre, pourcent
from modele.situation import PAR_CHAMP, Situation

_LABELS = {
    "bio": "Ferme certifiée bio",
    "conversion": "Ferme en conversion vers le bio",
    "autre": "Ferme sans certification bio",
}
_COMPTES = {
    "seule": "la ferme seule tient le compte chez l'éditeur",
    "collectif": "un collectif tient le compte chez l'éditeur",
}
_ENCAISSEMENTS = {"carte": "par carte bancaire", "prelevement": "par prélèvement mensuel"}
_A_DIRE = ("ca_particuliers", "panier_moyen", "clients_actifs", "ca_professionnels", "panier_moyen_pro")
SANS_BESOIN = Phrase("Aucun n'est dit : seuls les coûts départagent les outils.")


def chiffres(situation: Situation) -> tuple[Chiffre, ...]:
    """Ventes, paniers et clients : par clientèle en colonnes s'il y en a deux, vide sans vente."""
    particuliers, professionnels = situation.ca_particuliers > 0, situation.ca_professionnels > 0
    ventes_particuliers = Chiffre(euros(situation.ca_particuliers, False), "aux particuliers, HT par an")
    panier = Chiffre(euros(situation.panier_moyen), "panier moyen, TTC")
    clients = Chiffre(nombre(situation.clients_actifs), "clients facturés par mois")
    ventes_pros = Chiffre(euros(situation.ca_professionnels, False), "aux professionnels, HT par an")
    panier_pro = Chiffre(euros(situation.panier_moyen_pro), "panier professionnel, TTC")
    if particuliers and professionnels:
        panier = Chiffre(panier.valeur, "panier d'un particulier, TTC")
        total = Chiffre(euros(situation.ca_total, False), "de ventes en tout, HT par an")
        return ventes_particuliers, ventes_pros, total, panier, panier_pro, clients
    if particuliers:
        return ventes_particuliers, panier, clients
    return (ventes_pros, panier_pro) if professionnels else ()


def a_remplir(situation: Situation) -> tuple[ARemplir, ...]:
    """Ce qu'une ferme qui n'a pas dit ses ventes peut noter au stylo."""
    if situation.ca_total > 0:
        return ()
    champs = (PAR_CHAMP[nom] for nom in _A_DIRE)
    return tuple(ARemplir(champ.libelle, champ.unite) for champ in champs)


def situation_en_clair(situation: Situation) -> tuple[Phrase, ...]:
    """Le reste de la situation, en phrases."""
    phrases = [f"{_LABELS[situation.label]}{ESPACE_INSECABLE}; {_COMPTES[situation.organisation]}."]
    parts = [
        f"{pourcent(part / 100, None)} des ventes aux {qui}"
        for qui, ca, part in (
            ("particuliers", situation.ca_particuliers, situation.part_en_ligne),
            ("professionnels", situation.ca_professionnels, situation.part_en_ligne_pro),
        )
        if ca > 0
    ]
    moyen = _ENCAISSEMENTS[situation.encaissement]
    if parts:
        phrases.append(f"Payé en ligne{ESPACE_INSECABLE}: {' et '.join(parts)}, de préférence {moyen}.")
    presence = dict(PAR_CHAMP["presence"].choix)[situation.presence]
    phrases.append(
        f"Aux distributions d'un tiers{ESPACE_INSECABLE}: {presence[:1].lower()}{presence[1:]}. "
        f"TVA des produits{ESPACE_INSECABLE}: {pourcent(situation.taux_tva_ventes / 100, None)}."
    )
    phrases.append(
        "La ferme récupère la TVA sur ses achats."
        if situation.recupere_tva
        else "La ferme ne récupère pas la TVA sur ses achats."
    )
    # D'un seul tenant : les lignes se remplissent mieux.
    return (Phrase(" ".join(phrases)),)


def besoins(catalogue: Catalogue, situation: Situation) -> tuple[Rangee, ...]:
    """Indispensables puis souhaits, dans l'ordre du catalogue ; ceux qu'il ne connaît pas sont laissés."""
    rangees = []
    for exigence, titre in (("indispensable", "Indispensables"), ("souhaite", "Souhaités")):
        nommes = tuple(
            critere.nom
            for critere in catalogue.criteres
            if situation.exigences.get(critere.identifiant) == exigence
        )
        if nommes:
            rangees.append(Rangee(titre, (Phrase("", nommes, puces=True),)))
    return tuple(rangees) or (Rangee("", (SANS_BESOIN,)),)
