"""Les mots d'un tarif proposé : ce qu'il vise, ce qu'il vaut, ce que dit le guide, qui l'a proposé et quand."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from modele.catalogue.objets import Catalogue, Composante, Offre, Payeur
from modele.nombres import ESPACE_INSECABLE, euros, pourcent
from modele.prix_propose import PrixPropose, date_dite, en_taux
from modele.tarification.explications import UNITES, prix_affiche, prix_du_guide, unite
from modele.tarification.prix_proposes import Cible, cible_de, cibles, empechement
from modele.tarification.resultat import CoutOutil, Ligne

SANS_PRIX = "le guide n'en donne pas le prix"


@dataclass(frozen=True, slots=True)
class PrixDit:
    """Un tarif proposé, en mots ; `empechement` est vide quand il peut être compté.

    `propose` et `guide` sont des prix avec leur unité (« 24,00 € par mois ») ; `quand` commence par « le ».
    """

    outil: str
    ligne: str
    propose: str
    guide: str
    quand: str
    empechement: str


def dire(catalogue: Catalogue, prix: PrixPropose) -> PrixDit:
    """Mots d'un prix du dossier, que le catalogue connaisse encore ce qu'il vise ou non."""
    outil = catalogue.par_outil.get(prix.outil)
    nom = outil.nom if outil else prix.outil
    cible = cible_de(catalogue, prix)
    quand = origine(prix.le, prix.par)
    if refus := empechement(catalogue, prix):
        semblables = cibles(outil) if outil else ()
        connue = next((c.composante.libelle for c in semblables if c.cle[:3] == prix.cle[:3]), "")
        return PrixDit(nom, connue or prix.composante, _sans_composante(prix), "", quand, refus)
    assert cible is not None
    return PrixDit(nom, ligne_dite(cible), prix_dit(cible.composante, prix.prix), guide_dit(cible), quand, "")


def ligne_dite(cible: Cible) -> str:
    """« Abonnement », « Abonnement, offre particuliers (Producteurs solo ; moins de 60 000 € de ventes…) »."""
    precisions = []
    if cible.porteur and len(cible.outil.formules) + len(cible.outil.options) > 1:
        precisions.append(cible.porteur.nom)
    if cible.palier_dit:
        precisions.append(cible.palier_dit)
    suite = f" ({f'{ESPACE_INSECABLE}; '.join(precisions)})" if precisions else ""
    return f"{cible.composante.libelle}{suite}"


def prix_dit(composante: Composante, prix: Fraction) -> str:
    """« 20,00 € par mois », « 1,8 % du montant TTC payé en ligne »."""
    return f"{prix_affiche(composante, prix)} {unite(composante)}"


def guide_dit(cible: Cible) -> str:
    """Prix du guide avec son unité, et ce qui l'encadre s'il est incertain ; ou qu'il n'en donne pas."""
    if cible.frais is not None:
        return SANS_PRIX
    composante = cible.composante
    offre = Offre("", "", cible.palier.prix, composante.bas, composante.haut)
    prix, _, bornes = prix_du_guide(composante, offre).partition(", entre ")
    return f"{prix} {unite(composante)}" + (f", entre {bornes}" if bornes else "")


def origine(le: str, par: str) -> str:
    """« le 3 mars 2026, M. Durand, par téléphone »."""
    return f"le {date_dite(le)}" + (f", {par}" if par else "")


def lignes_proposees(cout: CoutOutil, payeur: Payeur | None = Payeur.FERME) -> tuple[Ligne, ...]:
    """Lignes comptées à un prix proposé, une par composante, que paie `payeur` (None : tous)."""
    trouvees: dict[str, Ligne] = {}
    for annee in (cout.annee_suivante, cout.annee_1):
        for ligne in annee.lignes:
            if ligne.tarif is not None and ligne.tarif.offre and payeur in (None, ligne.payeur):
                trouvees.setdefault(ligne.composante, ligne)
    return tuple(trouvees.values())


def phrases_des_lignes(cout: CoutOutil, payeur: Payeur | None = Payeur.FERME) -> Iterator[str]:
    """« Abonnement : 24,00 €, tarif proposé le 3 mars 2026, M. Durand ; guide : 20,00 €. »"""
    composantes = {c.identifiant: c for c in _composantes(cout)}
    for ligne in lignes_proposees(cout, payeur):
        assert ligne.tarif is not None and ligne.tarif.offre is not None
        composante, offre = composantes[ligne.composante], ligne.tarif.offre
        guide = prix_du_guide(composante, offre)
        reste = f"guide{ESPACE_INSECABLE}: {guide}" if guide else SANS_PRIX
        yield (
            f"{ligne.libelle}{ESPACE_INSECABLE}: {prix_dit(composante, ligne.tarif.prix)}, tarif proposé "
            f"{origine(offre.le, offre.par)}{ESPACE_INSECABLE}; {reste}."
        )


def resume_des_lignes(cout: CoutOutil) -> str:
    """« Tarif proposé : Abonnement, 24,00 € par mois (guide : 20,00 €). » ; vide au prix du guide."""
    composantes = {c.identifiant: c for c in _composantes(cout)}
    dits = []
    for ligne in lignes_proposees(cout):
        assert ligne.tarif is not None and ligne.tarif.offre is not None
        composante = composantes[ligne.composante]
        guide = prix_du_guide(composante, ligne.tarif.offre)
        reste = f"guide{ESPACE_INSECABLE}: {guide}" if guide else SANS_PRIX
        dits.append(f"{ligne.libelle}, {prix_dit(composante, ligne.tarif.prix)} ({reste})")
    if not dits:
        return ""
    mot = "Tarifs proposés" if len(dits) > 1 else "Tarif proposé"
    return f"{mot}{ESPACE_INSECABLE}: {f'{ESPACE_INSECABLE}; '.join(dits)}."


def _composantes(cout: CoutOutil) -> Iterator[Composante]:
    yield from cout.formule.composantes
    for option in cout.options:
        yield from option.composantes
    yield from cout.outil.frais_proposes


def _sans_composante(prix: PrixPropose) -> str:
    montant = pourcent(prix.prix, None) if en_taux(prix.assiette) else euros(prix.prix)
    mots = {assiette.value: mot for assiette, mot in UNITES.items()}
    return f"{montant} {mots.get(prix.assiette, '')}".strip()
