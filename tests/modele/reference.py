"""Évaluation directe d'un tarif, écrite sans rien du calcul de l'application, pour le vérifier.

Elle lit le contrat § 1 et § 2 en une passe, sans courbe, sans ligne et sans arrondi.
"""

from fractions import Fraction

from modele.catalogue.objets import Assiette, Clientele, Composante, Condition, Outil, Payeur, Taxe
from modele.situation import Situation


def cout_exact(
    outil: Outil, situation: Situation, ca_total: Fraction, annee: str, borne: str = "retenu"
) -> Fraction:
    """Coût non arrondi pour la ferme quand son chiffre d'affaires total vaut `ca_total`."""
    formule = outil.par_formule.get(situation.formules.get(outil.identifiant, ""), outil.formules[0])
    return sum(
        (_composante(c, outil, situation, ca_total, annee == "premiere", borne) for c in formule.composantes),
        Fraction(0),
    )


def _composante(
    c: Composante, outil: Outil, s: Situation, ca_total: Fraction, premiere: bool, borne: str
) -> Fraction:
    if c.payeur != Payeur.FERME or (c.premiere_annee_seulement and not premiere):
        return Fraction(0)
    echelle = ca_total / (s.ca_particuliers + s.ca_professionnels)
    tva = 1 + s.taux_tva_ventes / 100
    ca, en_ligne, commandes = {}, {}, {}
    for clientele, ventes, part, panier in (
        (Clientele.PARTICULIERS, s.ca_particuliers, s.part_en_ligne, s.panier_moyen),
        (Clientele.PROFESSIONNELS, s.ca_professionnels, s.part_en_ligne_pro, s.panier_moyen_pro),
    ):
        ca[clientele] = ventes * echelle if clientele in outil.clienteles else Fraction(0)
        en_ligne[clientele] = ca[clientele] * part / 100 * tva
        commandes[clientele] = en_ligne[clientele] / panier
    grandeur = {
        Condition.CA_PARTICULIERS: ca[Clientele.PARTICULIERS],
        Condition.CA_PROFESSIONNELS: ca[Clientele.PROFESSIONNELS],
        Condition.ENCAISSE_PARTICULIERS: en_ligne[Clientele.PARTICULIERS],
        Condition.ENCAISSE_PROFESSIONNELS: en_ligne[Clientele.PROFESSIONNELS],
    }
    if c.condition != Condition.TOUJOURS and grandeur[c.condition] == 0:
        return Fraction(0)
    clienteles = [c.clientele] if c.clientele else list(Clientele)
    quantite = {
        Assiette.AN: Fraction(1),
        Assiette.MOIS: Fraction(12),
        Assiette.CLIENTS_MOIS: 12 * s.clients_actifs * echelle,
        Assiette.MONTANT_LIBRE: s.montants_libres.get(outil.identifiant),
        Assiette.CA: sum(ca[k] for k in clienteles),
        Assiette.ENCAISSE_EN_LIGNE_TTC: sum(en_ligne[k] for k in clienteles),
        Assiette.COMMANDES_EN_LIGNE: sum(commandes[k] for k in clienteles),
    }[c.assiette]
    if quantite is None:
        return Fraction(0)
    prix = c.paliers[-1].prix
    for palier in reversed(c.paliers[:-1]):
        assert palier.jusqu_a is not None and c.suivie is not None
        suivie = grandeur[c.suivie]
        if suivie < palier.jusqu_a or (palier.borne_incluse and suivie == palier.jusqu_a):
            prix = palier.prix
    prix = {
        "retenu": prix,
        "bas": c.bas if c.bas is not None else prix,
        "haut": c.haut if c.haut is not None else prix,
    }[borne]
    montant = Fraction(quantite) * prix
    if premiere:
        montant = montant * (12 - c.mois_offerts) / 12
    if c.plancher is not None and montant < c.plancher:
        montant = c.plancher
    if c.plafond is not None and montant > c.plafond:
        montant = c.plafond
    return montant if s.recupere_tva or c.taxe == Taxe.NET else montant * Fraction(12, 10)
