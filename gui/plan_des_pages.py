"""Les pages de l'application, dans l'ordre du rail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entree:
    """Une page : `libelle` tient sous l'icône, `titre` se lit en entier, `classe` est dans `module`."""

    identifiant: str
    libelle: str
    titre: str
    icone: str
    module: str
    classe: str


PAGES: tuple[Entree, ...] = (
    Entree("accueil", "Accueil", "Accueil", "accueil", "gui.pages.accueil", "PageAccueil"),
    Entree("ferme", "Ma ferme", "Ma ferme et mes besoins", "ferme", "gui.pages.ferme", "PageFerme"),
    Entree("comparer", "Comparer", "Comparer les outils", "comparer", "gui.pages.comparer", "PageComparer"),
    Entree("fiches", "Fiches", "Les neuf fiches du guide", "fiches", "gui.pages.fiches", "PageFiches"),
    Entree(
        "seuils",
        "Seuils",
        "Seuils : à partir de quelles ventes changer",
        "seuils",
        "gui.pages.seuils",
        "PageSeuils",
    ),
    Entree(
        "avant-apres",
        "Avant /\naprès",
        "Avant et après : le coût d'une vente",
        "avant-apres",
        "gui.pages.avant_apres",
        "PageAvantApres",
    ),
    Entree("methode", "Méthode", "Méthode en sept étapes", "methode", "gui.pages.methode", "PageMethode"),
    Entree("donnees", "Données", "Vos données", "donnees", "gui.pages.donnees", "PageDonnees"),
    Entree(
        "a-propos",
        "À propos",
        "À propos et méthode de calcul",
        "a-propos",
        "gui.pages.a_propos",
        "PageAPropos",
    ),
)
PAGE_DE_DEPART = "comparer"
AVEC_PANNEAU = frozenset({"comparer"})
"""Pages que le calculateur accompagne."""
