"""Sous-commande « catalogue » : construire la base, vérifier les fichiers, publier et recevoir une édition."""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from console import flux
from modele.catalogue import emplacements
from modele.catalogue.objets import Catalogue

PRECISER = "Précisez construire, verifier, publier, cle, recevoir ou --json, un seul."


def configurer(parseur: argparse.ArgumentParser) -> None:
    """Déclare les arguments et la fonction à exécuter."""
    _communs(parseur, False)
    parseur.set_defaults(action=None, executer=executer)
    actions = parseur.add_subparsers(title="actions", metavar="ACTION", parser_class=type(parseur))
    for nom, aide in _AIDES.items():
        action = actions.add_parser(nom, help=aide, description=aide.capitalize() + ".")
        action.set_defaults(action=nom)
        _communs(action, argparse.SUPPRESS)
        if nom == "publier":
            action.add_argument(
                "--cle", metavar="FICHIER", type=Path, required=True, help="clé privée de qui publie"
            )
            action.add_argument("fichier", metavar="SORTIE.boussole", type=Path, help="fichier à écrire")
        elif nom == "cle":
            action.add_argument("fichier", metavar="SORTIE", type=Path, help="fichier de la clé privée")
        elif nom == "recevoir":
            action.add_argument("fichier", metavar="FICHIER.boussole", type=Path, help="mise à jour à lire")
            action.add_argument("--accepter", action="store_true", help="met l'édition en service")


_AIDES: Mapping[str, str] = MappingProxyType(
    {
        "construire": "écrit base.sqlite depuis les fichiers du catalogue",
        "verifier": "contrôle les fichiers du catalogue",
        "publier": "écrit une mise à jour signée du catalogue",
        "cle": "crée la paire de clés de qui publie",
        "recevoir": "montre ce que changerait une mise à jour, et l'applique avec --accepter",
    }
)


def _communs(parseur: argparse.ArgumentParser, defaut: object) -> None:
    """Arguments admis avant comme après l'action ; après, ils ne doivent pas effacer ceux d'avant."""
    hors = argparse.SUPPRESS if defaut is argparse.SUPPRESS else None
    parseur.add_argument(
        "--json", action="store_true", default=defaut, help="écrit tout le catalogue en service en JSON"
    )
    parseur.add_argument(
        "--sources", metavar="DOSSIER", type=Path, default=hors, help="dossier des fichiers TOML"
    )
    parseur.add_argument("--base", metavar="FICHIER", type=Path, default=hors, help="base du catalogue")


def executer(choix: argparse.Namespace) -> int:
    """Exécute l'action demandée et rend son code de sortie (contrat § 5)."""
    if choix.json == (choix.action is not None):
        flux.dire(PRECISER)
        return 2
    return _ecrire_json(choix) if choix.json else _ACTIONS[choix.action](choix)


def _ecrire_json(choix: argparse.Namespace) -> int:
    from modele.catalogue.depot import ouvrir_catalogue
    from modele.catalogue.export_json import catalogue_json

    if choix.base is not None:
        catalogue = ouvrir_catalogue(choix.base)
    else:
        from console.en_service import catalogue_en_service

        catalogue = catalogue_en_service(choix)
    print(json.dumps(catalogue_json(catalogue), ensure_ascii=False, indent=1))
    return 0


def _lire(choix: argparse.Namespace) -> Catalogue | None:
    """Catalogue des fichiers TOML, ou None après en avoir dit toutes les fautes."""
    from modele.catalogue.lecture import CatalogueInvalide, lire_catalogue

    try:
        return lire_catalogue(choix.sources or emplacements.SOURCES)
    except CatalogueInvalide as faute:
        flux.dire("\n".join(faute.erreurs))
        return None


def _construire(choix: argparse.Namespace) -> int:
    from modele.catalogue import construction
    from modele.fautes import FichierInaccessible

    catalogue = _lire(choix)
    if catalogue is None:
        return 2
    base = choix.base or emplacements.BASE
    if not base.parent.is_dir():
        raise FichierInaccessible(
            f"Le dossier « {base.parent} » n'existe pas : « {base.name} » n'y sera pas écrit."
        )
    if base.is_dir():
        raise FichierInaccessible(f"« {base} » est un dossier : donnez le nom d'un fichier.")
    construction.construire(catalogue, base)
    if base == emplacements.BASE:
        construction.ecrire_temoin(base, emplacements.TEMOIN)
    print(f"{base.name} écrit : {_effectifs(catalogue)}.")
    return 0


def _verifier(choix: argparse.Namespace) -> int:
    from modele.catalogue import construction

    catalogue = _lire(choix)
    if catalogue is None:
        return 2
    base = choix.base or emplacements.BASE
    print(f"Catalogue valide : {_effectifs(catalogue)}.")
    a_jour = construction.est_a_jour(catalogue, base)
    if base == emplacements.BASE:
        a_jour = a_jour and construction.temoin_a_jour(base, emplacements.TEMOIN)
    if a_jour:
        print(f"{base.name} est à jour.")
    else:
        print(f"{base.name} n'est pas à jour : lancez « main.py catalogue construire ».")
    return 0


def _publier(choix: argparse.Namespace) -> int:
    from modele import disque
    from modele.catalogue import mise_a_jour, signature
    from modele.catalogue.lecture import CatalogueInvalide
    from modele.fautes import EntreeInvalide

    sortie: Path = choix.fichier
    if sortie.suffix != mise_a_jour.SUFFIXE:
        raise EntreeInvalide(
            f"La mise à jour doit porter un nom en {mise_a_jour.SUFFIXE} (vous avez écrit « {sortie.name} »)."
        )
    cle = signature.lire_cle(choix.cle)
    try:
        octets = mise_a_jour.publier(choix.sources or emplacements.SOURCES, cle)
    except CatalogueInvalide as faute:
        flux.dire("\n".join(faute.erreurs))
        return 2
    # Relue comme une ferme la lira : on ne publie pas ce qui serait refusé.
    publique = cle.public_key()
    identifiant = signature.identifiant(publique)
    relue = mise_a_jour.verifier(octets, {identifiant: publique})
    disque.ecrire(sortie, octets)
    print(
        f"{sortie.name} écrit : édition {relue.numero}, du {relue.catalogue.date}, {_effectifs(relue.catalogue)}, "
        f"signée par la clé {identifiant}."
    )
    if identifiant not in signature.cles_acceptees(emplacements.CLES):
        flux.dire(
            "Cette clé n'est pas dans ressources/cles : l'application livrée refusera cette mise à jour."
        )
    return 0


def _cle(choix: argparse.Namespace) -> int:
    from modele.catalogue import signature

    identifiant = signature.creer_paire(choix.fichier)
    print(
        f"Clé {identifiant} : « {choix.fichier} » est privée, gardez-la pour vous et copiez-la en lieu sûr ; "
        f"« {choix.fichier.name}{signature.SUFFIXE} » est publique, à placer dans ressources/cles."
    )
    return 0


def _recevoir(choix: argparse.Namespace) -> int:
    from console.recevoir import recevoir

    return recevoir(choix)


_ACTIONS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {
        "construire": _construire,
        "verifier": _verifier,
        "publier": _publier,
        "cle": _cle,
        "recevoir": _recevoir,
    }
)


def _effectifs(catalogue: Catalogue) -> str:
    faits = sum(len(outil.faits) for outil in catalogue.outils) + len(catalogue.guide.faits)
    cases = sum(len(outil.evaluations) for outil in catalogue.outils)
    return (
        f"{len(catalogue.outils)} outils, {faits} faits, {len(catalogue.criteres)} critères, {cases} cases, "
        f"{len(catalogue.guide.doutes)} doutes"
    )
