"""Ce que dit « À propos et méthode de calcul », en passages à lire."""

from collections.abc import Iterator
from pathlib import Path

from gui.composants.fiche_passages import Genre, Lien, Passage, Verbe, lignes_en_clair
from modele.catalogue.objets import Catalogue, Payeur
from modele.choix.objets import Comparaison
from modele.nombres import date_francaise
from modele.version import VERSION

SECTIONS: tuple[tuple[str, str], ...] = (
    ("sources", "Sources et dates"),
    ("calcul", "Comment un coût est calculé"),
    ("classement", "Comment les outils sont classés"),
    ("hypotheses", "Hypothèses, outil par outil"),
    ("doutes", "Lectures incertaines du guide"),
    ("limites", "Ce que la Boussole ne couvre pas"),
    ("neutralite", "Neutralité"),
    ("donnees", "Vos données"),
    ("versions", "Version et mises à jour"),
    ("licence", "Licence"),
)
"""Repère et titre de chaque section, dans l'ordre."""

_CALCUL = (
    "Chaque outil a une ou plusieurs formules. Sans choix de votre part, la Boussole prend celle qui correspond à "
    "votre situation, et le dit.",
    "Chaque ligne est une quantité multipliée par un prix du guide : douze mois à 20 €, 1,8 % du montant payé en "
    "ligne… Mois offerts, planchers et plafonds sont des lignes à part, pour que la somme tombe juste.",
    "Chaque ligne est arrondie au centime ; le total est la somme des lignes. Les seuils, eux, sont calculés sur "
    "les montants exacts.",
    "La première année compte la mise en service et les mois offerts ; les suivantes non.",
    "Si votre ferme ne récupère pas la TVA, 20 % s'ajoutent aux prix hors taxes, et à ceux dont le guide ne dit pas "
    "s'ils sont hors taxes. Ils ne s'ajoutent jamais aux prix nets.",
    "Un prix que le guide ne donne pas n'est jamais compté pour zéro : il est cité à part, « non chiffré ».",
    "Les frais payés par vos clients, par l'AMAP, par un gérant ou par un commerçant sont montrés, jamais ajoutés "
    "au coût de la ferme.",
    "Quand un prix est incertain, la Boussole en retient un et donne une fourchette.",
    "Le montant payé en ligne vient de vos ventes HT, de la part payée en ligne et de la TVA de vos produits ; le "
    "nombre de commandes, de ce montant divisé par le panier moyen.",
)
_CLASSEMENT = (
    "Pas de note sur 100, pas de pondération cachée : vous pouvez refaire le classement à la main.",
    "Un besoin indispensable écarte les outils pour lesquels le guide dit non. Si le guide ne le dit pas, l'outil "
    "reste, « à vérifier » ; s'il le dit en partie ou en option, l'outil reste, « avec réserve ».",
    "Un outil est écarté aussi s'il ne sert aucune de vos clientèles, ou s'il demande un label que vous n'avez pas.",
    "Parmi les autres, l'ordre est celui du nombre de souhaits remplis, puis du coût en année suivante. Les ex æquo "
    "restent ex æquo.",
    "Tant que vous n'avez pas dit vos besoins, l'ordre est alphabétique.",
    "Un outil en domine un autre quand il ne coûte pas plus cher et remplit au moins les mêmes souhaits.",
)
_LIMITES = (
    "Seuls les neuf outils du guide sont comparés. L'enquête citée par le guide en recense 58 : un outil absent "
    "d'ici n'est ni bon ni mauvais, il n'a pas été étudié.",
    "Les prix datent du guide, vers 2023. Ils ont pu changer : la page « Méthode » prépare les questions à poser.",
    "Le temps passé, la prise en main et le matériel ne sont pas dans le coût de l'outil ; « Avant / après » les "
    "prend en compte pour une vente.",
)
_MISES_A_JOUR = (
    "Rien n'est cherché sur Internet\u00a0: tout arrive par clé USB ou par courriel.",
    "Le programme\u00a0: fermez l'application, puis ouvrez le nouvel installateur. Vos dossiers restent. Sur une clé USB, "
    "remplacez le dossier «\u00a0programme\u00a0», jamais le dossier «\u00a0donnees\u00a0».",
    "Les prix et les fiches\u00a0: un fichier «\u00a0.boussole\u00a0» se reçoit à la page «\u00a0Données\u00a0», «\u00a0Catalogue\u00a0».",
    "F1, puis «\u00a0Sommaire\u00a0», «\u00a0Mettre à jour, sans internet\u00a0»\u00a0: pas à pas, et ce qui peut coincer.",
)
_NEUTRALITE = (
    "La Boussole n'est éditée par aucun des outils comparés, ne reçoit rien d'eux et n'affiche aucune publicité.",
    "Elle n'est pas éditée par les auteurs du guide. Elle en résume les faits, avec le numéro des lignes, pour que "
    "chacun puisse vérifier.",
)


def passages(catalogue: Catalogue, comparaison: Comparaison, donnees: Path | None) -> Iterator[Passage]:
    """Toute la page, section par section."""
    yield Passage(Genre.TITRE, "À propos et méthode de calcul")
    yield Passage(
        Genre.CHAPEAU,
        "D'où viennent les chiffres, comment ils sont calculés, ce qui reste incertain.",
    )
    contenus = {
        "sources": _sources(catalogue),
        "calcul": _puces(_CALCUL),
        "classement": _classement(comparaison),
        "hypotheses": _hypotheses(catalogue),
        "doutes": _doutes(catalogue),
        "limites": _puces(_LIMITES),
        "neutralite": _puces(_NEUTRALITE),
        "donnees": _donnees(donnees),
        "versions": _versions(catalogue),
        "licence": _licence(),
    }
    for repere, titre in SECTIONS:
        yield Passage(Genre.SECTION, titre, repere=repere)
        yield from contenus[repere]


def _puces(textes: tuple[str, ...]) -> Iterator[Passage]:
    return (Passage(Genre.PUCE, texte) for texte in textes)


def _sources(catalogue: Catalogue) -> Iterator[Passage]:
    guide = catalogue.guide
    yield Passage(Genre.PHRASE, f"{guide.titre}.")
    yield Passage(
        Genre.PHRASE,
        f"Le guide ne porte pas de date ; ses repères les plus récents sont de {guide.date_tarifs}. Le catalogue de "
        f"l'application est l'édition {catalogue.edition}, du {date_francaise(catalogue.date)}.",
    )
    faits = sum(len(outil.faits) for outil in catalogue.outils) + len(guide.faits)
    yield Passage(
        Genre.PHRASE,
        f"Il compte {len(catalogue.outils)} outils, {faits} faits et {len(catalogue.criteres)} critères, chacun avec "
        "les lignes du guide d'où il vient.",
    )
    autres = [outil for outil in catalogue.outils if outil.date_tarif != guide.date_tarifs]
    for outil in autres:
        yield Passage(Genre.PUCE, f"tarif de {outil.date_tarif}.", tete=f"{outil.nom} :")


def _classement(comparaison: Comparaison) -> Iterator[Passage]:
    yield from _puces(_CLASSEMENT)
    yield Passage(Genre.NOTE, f"Pour votre ferme, en ce moment : {comparaison.regle}")


def _hypotheses(catalogue: Catalogue) -> Iterator[Passage]:
    for outil in catalogue.outils:
        dites: list[Passage] = []
        vues: set[str] = set()
        listes = [formule.composantes for formule in outil.formules]
        listes += [option.composantes for option in outil.options]
        for composantes in listes:
            for composante in composantes:
                if composante.hypothese and composante.hypothese not in vues:
                    vues.add(composante.hypothese)
                    qui = (
                        ""
                        if composante.payeur is Payeur.FERME
                        else f" (payé par : {composante.payeur.value})"
                    )
                    dites.append(
                        Passage(
                            Genre.PUCE,
                            composante.hypothese,
                            tete=f"{composante.libelle}{qui} :",
                            source=lignes_en_clair(composante.lignes),
                        )
                    )
        if dites:
            yield Passage(Genre.GROUPE, outil.nom)
            yield from dites


def _doutes(catalogue: Catalogue) -> Iterator[Passage]:
    yield Passage(
        Genre.PHRASE,
        "Le texte du guide a été lu par une machine : des virgules et des chiffres ont été perdus, des colonnes "
        "mêlées. Voici ce qui a été retenu, et pourquoi.",
    )
    for doute in catalogue.guide.doutes:
        yield Passage(
            Genre.PUCE,
            doute.texte,
            repere=f"doute:{doute.code}",
            tete=f"{doute.code}, {doute.titre}.",
            source=lignes_en_clair(doute.lignes),
        )


def _donnees(donnees: Path | None) -> Iterator[Passage]:
    yield Passage(
        Genre.PHRASE,
        "Tout ce que vous saisissez reste sur cet ordinateur. L'application n'ouvre aucune connexion, n'a pas de "
        "compte et n'envoie rien.",
    )
    if donnees is not None:
        yield Passage(
            Genre.PHRASE,
            str(donnees),
            tete="Vos dossiers sont dans :",
            liens=(Lien(Verbe.COPIER, "Copier ce chemin", str(donnees)),),
        )


def _versions(catalogue: Catalogue) -> Iterator[Passage]:
    yield Passage(
        Genre.PHRASE,
        f"Boussole circuits courts {VERSION}, catalogue édition {catalogue.edition} du "
        f"{date_francaise(catalogue.date)}.",
    )
    yield from _puces(_MISES_A_JOUR)


def _licence() -> Iterator[Passage]:
    yield Passage(
        Genre.PHRASE,
        "Logiciel libre sous licence GNU GPL, version 3 ou ultérieure : chacun peut l'utiliser, l'étudier, le "
        "modifier et le partager. Le guide appartient à ses auteurs.",
    )
    yield Passage(Genre.PHRASE, "Bâti avec Python, Qt (PySide6), SQLAlchemy, openpyxl et pydantic.")
