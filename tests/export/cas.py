"""Situations variées, et outils inventés qui combinent paliers, bornes, mois offerts et conditions."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from modele.catalogue.objets import (
    Assiette,
    Catalogue,
    Clientele,
    Composante,
    Condition,
    Nature,
    Outil,
    Palier,
    Payeur,
    Taxe,
)
from modele.prix_propose import PrixPropose, en_taux
from modele.situation import Situation
from modele.tarification.prix_proposes import Cible, cibles
from tests.modele.fabrique import catalogue, composante, outil, situation

TOUTES_OPTIONS = {"socleo": ("tpe", "caisse", "abonnements")}

ECRITES: dict[str, Situation] = {
    "vide": situation(),
    "exemple": situation(nom="Ferme exemple", ca_particuliers="30000"),
    "sous-60000": situation(ca_particuliers="59999.99"),
    "a-60000": situation(ca_particuliers="60000"),
    "pro-sous-120000": situation(ca_professionnels="119999.99", part_en_ligne_pro="40"),
    "pro-a-120000": situation(ca_professionnels="120000", organisation="collectif"),
    "sous-plancher": situation(ca_particuliers="1714.28"),
    "sur-plancher": situation(ca_particuliers="1714.29"),
    "au-plafond": situation(ca_particuliers="285714.29"),
    "tres-grand": situation(ca_particuliers="100000000", ca_professionnels="100000000", horizon=10),
    "sans-tva": situation(
        ca_particuliers="42123.45", ca_professionnels="8000", recupere_tva=False, options=TOUTES_OPTIONS
    ),
    "preparation": situation(ca_particuliers="33333.33", presence="preparation", recupere_tva=False),
    "depot-vente": situation(ca_particuliers="12500.50", presence="depot_vente", horizon=1),
    "prelevement": situation(
        ca_particuliers="18000", encaissement="prelevement", clients_actifs=137, horizon=2
    ),
    "sur-place": situation(ca_particuliers="18000", part_en_ligne="0", encaissement="prelevement"),
    "amap": situation(
        ca_particuliers="9000", recupere_tva=False, formules={"amapj": "heberge-ferme"}, taux_tva_ventes="10"
    ),
    "autres-formules": situation(
        ca_particuliers="300000",
        formules={
            "amapj": "auto-heberge",
            "cagette": "marche-avant-2023",
            "coopcircuits": "facture-gerant",
            "socleo": "collectif",
        },
    ),
    "libre": situation(ca_particuliers="5000", montants_libres={"local-bio": Fraction("123.45")}),
    "piege": situation(nom='  =1+1  _x0041_ & <b>"x"</b>', ca_particuliers="1000"),
    "besoins": situation(
        ca_particuliers="45000",
        ca_professionnels="25000",
        label="autre",
        exigences={
            "paiement-especes": "indispensable",
            "abonnement": "indispensable",
            "chorus-pro": "indispensable",
            "facturation": "souhaite",
        },
    ),
}


def au_hasard(hasard: Random) -> Situation:
    """Situation tirée au centime, sans formule ni option imposée."""

    def centiemes(maximum: int) -> Fraction:
        return Fraction(hasard.randint(0, maximum * 100), 100)

    return Situation(
        recupere_tva=hasard.random() < 0.5,
        taux_tva_ventes=Fraction(hasard.choice(["0", "5.5", "10", "20", "2.1"])),
        ca_particuliers=hasard.choice([Fraction(0), centiemes(400_000), centiemes(3_000)]),
        ca_professionnels=hasard.choice([Fraction(0), centiemes(400_000)]),
        part_en_ligne=centiemes(100),
        part_en_ligne_pro=centiemes(100),
        panier_moyen=Fraction(1, 100) + centiemes(300),
        panier_moyen_pro=Fraction(1, 100) + centiemes(3_000),
        clients_actifs=hasard.randint(0, 2_000),
        horizon=hasard.randint(1, 10),
    )


def saisies_de(modele: Situation, source: Situation) -> Situation:
    """`modele` avec les saisies que le classeur laisse changer, prises de `source`."""
    champs = (
        "recupere_tva",
        "taux_tva_ventes",
        "ca_particuliers",
        "ca_professionnels",
        "part_en_ligne",
        "part_en_ligne_pro",
        "panier_moyen",
        "panier_moyen_pro",
        "clients_actifs",
        "horizon",
    )
    return replace(modele, **{champ: getattr(source, champ) for champ in champs})


def _composante(hasard: Random, rang: int) -> Composante:
    assiette = hasard.choice(list(Assiette))
    en_pourcentage = assiette in (Assiette.CA, Assiette.ENCAISSE_EN_LIGNE_TTC)

    def prix() -> Fraction:
        return Fraction(hasard.randint(0, 30_000), 100_000 if en_pourcentage else 100)

    limites = sorted({Fraction(hasard.randint(100, 15_000_000), 100) for _ in range(hasard.randint(0, 2))})
    incluse = hasard.random() < 0.5
    paliers = (*(Palier(prix(), limite, incluse) for limite in limites), Palier(prix()))
    champs: dict[str, Any] = {
        "identifiant": f"piece-{rang}",
        "libelle": f"Pièce {rang}",
        "paliers": paliers,
        "suivie": hasard.choice(list(Condition)[1:]) if limites else None,
        "condition": hasard.choice([Condition.TOUJOURS, *Condition]),
        "clientele": hasard.choice([None, None, *Clientele]),
        "premiere_annee_seulement": hasard.random() < 0.2,
        "mois_offerts": hasard.choice([0, 0, 1, 3, 7, 12]),
        "plancher": hasard.choice([None, Fraction(hasard.randint(0, 50_000), 100)]),
        "plafond": hasard.choice([None, Fraction(hasard.randint(50_000, 500_000), 100)]),
        "payeur": hasard.choice([Payeur.FERME, Payeur.FERME, *Payeur]),
        "taxe": hasard.choice(list(Taxe)),
        "nature": hasard.choice(list(Nature)),
    }
    if not limites and hasard.random() < 0.5:
        champs["bas"] = paliers[0].prix * Fraction(4, 5)
        champs["haut"] = paliers[0].prix * Fraction(5, 4)
    return composante(assiette, **champs)


def outils_inventes(hasard: Random, combien: int) -> Catalogue:
    """Catalogue d'outils inventés, d'une à trois composantes."""

    def invente(rang: int) -> Outil:
        pieces = [_composante(hasard, place) for place in range(hasard.randint(1, 3))]
        clienteles = hasard.choice([tuple(Clientele), tuple(Clientele), (hasard.choice(list(Clientele)),)])
        return outil(*pieces, identifiant=f"outil-{rang:02}", clienteles=clienteles)

    return catalogue(*(invente(rang) for rang in range(combien)), criteres=("abc",))


def demi_centimes() -> tuple[Catalogue, Situation]:
    """Outils dont le coût tombe juste entre deux centimes, où seul l'arrondi vers le haut est admis."""
    taux = [Fraction(5 + 10 * rang, 1_000) for rang in range(20)]
    outils = [outil(composante(prix=str(un)), identifiant=f"taux-{rang:02}") for rang, un in enumerate(taux)]
    return catalogue(*outils), situation(ca_particuliers="1001", horizon=7)


def complete(catalogue: Catalogue, hasard: Random, source: Situation, rang: int) -> Situation:
    """Ajoute à une situation label, besoins, formules et options ; chaque formule revient d'un rang à l'autre."""
    formules, options, libres = {}, {}, {}
    for un in catalogue.outils:
        choix = ["", *(formule.identifiant for formule in un.formules)]
        if retenue := choix[rang % len(choix)]:
            formules[un.identifiant] = retenue
        if un.options:
            options[un.identifiant] = tuple(
                option.identifiant for option in un.options if hasard.random() < 0.5
            )
        if hasard.random() < 0.3:
            libres[un.identifiant] = Fraction(hasard.randint(0, 50_000), 100)
    besoins = hasard.sample(catalogue.criteres, min(hasard.choice([0, 1, 2, 5, 12]), len(catalogue.criteres)))
    return replace(
        source,
        label=hasard.choice(["bio", "bio", "conversion", "autre"]),
        organisation=hasard.choice(["seule", "collectif"]),
        encaissement=hasard.choice(["carte", "prelevement"]),
        presence=hasard.choice(["present", "preparation", "depot_vente"]),
        formules=formules,
        options=options,
        montants_libres=libres,
        exigences={
            critere.identifiant: hasard.choice(["indispensable", "souhaite", "souhaite"])
            for critere in besoins
        },
    )


def prix_proposes(catalogue: Catalogue, hasard: Random, part: float = 0.5) -> tuple[PrixPropose, ...]:
    """Un prix proposé pour une part des lignes de tarif : tout autre, nul, ou celui du guide."""

    def prix(cible: Cible) -> Fraction:
        autre = Fraction(hasard.randint(0, 2_000), 10_000 if en_taux(cible.composante.assiette) else 100)
        return hasard.choice([autre, autre, autre, cible.palier.prix, Fraction(0)])

    return tuple(
        PrixPropose(
            *cible.cle[:3],
            cible.composante.assiette.value,
            prix(cible),
            f"2026-03-{hasard.randint(1, 28):02}",
            hasard.choice(["", "M. Durand, par téléphone", '=1+1 <b>"x"</b> _x0041_']),
            cible.palier.jusqu_a,
        )
        for outil in catalogue.outils
        for cible in cibles(outil)
        if hasard.random() < part
    )


def a_ce_montant(catalogue: Catalogue, hasard: Random, ventes: Fraction, rang: int) -> Situation:
    """Situation dont les ventes à chaque clientèle tombent juste au bord d'un palier, d'un plancher, ou à rien."""
    source = replace(au_hasard(hasard), ca_particuliers=ventes, ca_professionnels=ventes)
    if rang % 2:
        source = replace(source, ca_professionnels=Fraction(0))
    return complete(catalogue, hasard, source, rang)


def agrandi(catalogue: Catalogue, outils: int, criteres: int) -> Catalogue:
    """Catalogue de ce nombre d'outils et de critères, repris à la suite de ceux du guide."""
    connus, dits = catalogue.outils, catalogue.criteres
    return replace(
        catalogue,
        outils=tuple(
            replace(connus[rang % len(connus)], identifiant=f"outil-{rang}", nom=f"Outil-{rang:02}")
            for rang in range(outils)
        ),
        criteres=tuple(
            replace(
                dits[rang % len(dits)],
                identifiant=dits[rang].identifiant if rang < len(dits) else f"critere-{rang}",
            )
            for rang in range(criteres)
        ),
    )
