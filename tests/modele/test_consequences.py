"""Ce qu'une autre édition change pour une ferme."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from modele.catalogue.objets import Catalogue, Outil, Valeur
from modele.comparaison import comparer
from modele.consequences import consequences
from modele.nombres import ESPACE_INSECABLE
from modele.situation import EXEMPLE, Situation


def dites(avant: Catalogue, apres: Catalogue, situation: Situation) -> list[str]:
    """Phrases, espaces ordinaires."""
    return [
        phrase.replace(ESPACE_INSECABLE, " ").replace("\u202f", " ")
        for phrase in consequences(avant, apres, situation)
    ]


def au_prix(catalogue: Catalogue, outil: str, facteur: Fraction | int) -> Catalogue:
    """Édition où tous les prix d'un outil sont multipliés."""

    def changer(ancien: Outil) -> Outil:
        formules = tuple(
            replace(
                formule,
                composantes=tuple(
                    replace(
                        piece,
                        paliers=tuple(
                            replace(palier, prix=palier.prix * facteur) for palier in piece.paliers
                        ),
                        plancher=None,
                    )
                    for piece in formule.composantes
                ),
            )
            for formule in ancien.formules
        )
        return replace(ancien, formules=formules)

    return replace(
        catalogue, outils=tuple(changer(o) if o.identifiant == outil else o for o in catalogue.outils)
    )


FERME = Situation(
    nom="GAEC du Pré",
    ca_particuliers=Fraction(50_000),
    part_en_ligne=Fraction(0),
    exigences=MappingProxyType({"autonomie": "indispensable", "abonnement": "souhaite"}),
)


def _moins_cher(catalogue: Catalogue) -> tuple[str, str]:
    """Nom et coût du moins cher des deux outils qui restent."""
    resultats = [r for r in comparer(catalogue, FERME).resultats if r.statut != "ecarte"]
    premier = min(resultats, key=lambda r: r.cout.annee_suivante.ferme)
    return premier.cout.outil.nom, str(premier.cout.annee_suivante.ferme)


def deux_outils(catalogue: Catalogue) -> Catalogue:
    """Kuupanda (240 € par an) et Socleo (360 €)."""
    return replace(catalogue, outils=tuple(catalogue.par_outil[o] for o in ("kuupanda", "socleo")))


def test_le_moins_cher_change(catalogue: Catalogue) -> None:
    avant = deux_outils(catalogue)
    apres = au_prix(avant, "kuupanda", 2)
    assert (_moins_cher(avant), _moins_cher(apres)) == (("Kuupanda", "240.00"), ("Socleo", "360.00"))
    assert dites(avant, apres, FERME) == [
        "votre outil le moins cher change : Kuupanda (240 €) → Socleo (360 €)",
        "le coût par an change : Kuupanda 240 € → 480 €",
    ]


def test_le_moins_cher_reste_a_un_autre_prix(catalogue: Catalogue) -> None:
    avant = deux_outils(catalogue)
    assert dites(avant, au_prix(avant, "kuupanda", Fraction(11, 10)), FERME) == [
        "votre outil le moins cher reste Kuupanda, mais son coût passe de 240 € à 264 € par an"
    ]


def test_un_autre_outil_change_de_cout(catalogue: Catalogue) -> None:
    avant = deux_outils(catalogue)
    assert dites(avant, au_prix(avant, "socleo", 2), FERME) == [
        "le coût par an change : Socleo 360 € → 720 €"
    ]


def test_ex_aequo_et_au_dela_de_trois_outils(catalogue: Catalogue) -> None:
    avant = deux_outils(catalogue)
    assert "Kuupanda et Socleo (240 €)" in dites(avant, au_prix(avant, "socleo", Fraction(2, 3)), FERME)[0]
    tous = catalogue
    for outil in ("kuupanda", "socleo", "locavor", "cagette", "la-ruche-qui-dit-oui"):
        tous = au_prix(tous, outil, 2)
    (dit,) = [phrase for phrase in dites(catalogue, tous, EXEMPLE) if phrase.startswith("le coût")]
    assert dit.count("→") == 3 and dit.endswith(", 2 autres")


def test_plus_aucun_outil_ou_enfin_un(catalogue: Catalogue) -> None:
    avant = replace(catalogue, outils=(catalogue.par_outil["kuupanda"],))
    apres = replace(catalogue, outils=(catalogue.par_outil["nectargo"],))
    assert dites(avant, apres, FERME) == [
        "plus aucun outil ne porte toutes vos ventes (c'était Kuupanda (240 €))"
    ]
    assert dites(apres, avant, FERME) == ["un outil porte désormais toutes vos ventes : Kuupanda (240 €)"]


def test_un_outil_devient_ecarte(catalogue: Catalogue) -> None:
    avant = deux_outils(catalogue)
    socleo = avant.par_outil["socleo"]
    cases = tuple(
        replace(case, valeur=Valeur.NON) if case.critere == "autonomie" else case
        for case in socleo.evaluations
    )
    apres = replace(avant, outils=(avant.outils[0], replace(socleo, evaluations=cases)))
    (dit,) = dites(avant, apres, FERME)
    assert dit.startswith("Socleo est désormais écarté : « Vente en autonomie » est indispensable")
    assert dites(apres, avant, FERME) == ["Socleo n'est plus écarté"]


def test_ce_que_la_ferme_avait_choisi_n_existe_plus(catalogue: Catalogue) -> None:
    situation = replace(
        FERME,
        formules=MappingProxyType({"socleo": "collectif", "inconnu": "x"}),
        options=MappingProxyType({"socleo": ("tpe", "inconnue")}),
    )
    socleo = catalogue.par_outil["socleo"]
    moins = replace(socleo, formules=socleo.formules[:1], options=socleo.options[1:])
    apres = replace(
        catalogue,
        outils=tuple(moins if o is socleo else o for o in catalogue.outils),
        criteres=tuple(c for c in catalogue.criteres if c.identifiant != "abonnement"),
    )
    dit = dites(catalogue, apres, situation)
    nom = catalogue.par_critere["abonnement"].nom
    assert f"votre besoin « {nom} » n'existe plus dans cette édition" in dit
    assert sum("Socleo ne propose plus la formule" in phrase for phrase in dit) == 1
    assert sum("Socleo ne propose plus l'option" in phrase for phrase in dit) == 1
    assert not any("inconnu" in phrase for phrase in dit)


def test_une_edition_sans_effet_ne_dit_rien(catalogue: Catalogue) -> None:
    apres = replace(catalogue, edition="2", guide=replace(catalogue.guide, titre="Autre titre"))
    assert consequences(catalogue, apres, EXEMPLE) == ()
