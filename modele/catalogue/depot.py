"""Relit le catalogue depuis base.sqlite.

`sqlite3` seul : importer SQLAlchemy coûte 275 ms au démarrage, or la grille doit être peinte avant.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from modele.catalogue import connexion as acces
from modele.catalogue import objets
from modele.catalogue.connexion import CatalogueIllisible
from modele.empreintes import sha256_des_octets, sha256_du_fichier

__all__ = ["CatalogueIllisible", "empreinte", "lignes_des_tables", "ouvrir_catalogue"]

Lignes = list[tuple[Any, ...]]
Groupes = dict[Any, tuple[Any, ...]]

# Les premières colonnes rattachent la ligne ; les suivantes suivent l'ordre des champs de l'objet.
_REQUETES: Mapping[str, str] = MappingProxyType(
    {
        "meta": "SELECT cle, valeur FROM meta WHERE cle <> 'empreinte' ORDER BY cle",
        "groupes": "SELECT identifiant, nom FROM groupes ORDER BY rang",
        "criteres": "SELECT identifiant, nom, groupe, definition, synthese FROM criteres ORDER BY rang",
        "outils": "SELECT identifiant, nom, categorie, site, date_tarif FROM outils ORDER BY identifiant",
        "clienteles": "SELECT outil, clientele FROM clienteles ORDER BY outil, rang",
        "labels": "SELECT outil, label FROM labels ORDER BY outil, rang",
        "faits": "SELECT outil, rubrique, texte, lignes, doute, adresse FROM faits ORDER BY outil, rang",
        "evaluations": "SELECT outil, critere, valeur, nuance, lignes, guide, doute FROM evaluations "
        "ORDER BY outil, rang",
        "formules": "SELECT outil, identifiant, nom, lignes, defaut, description FROM formules "
        "ORDER BY outil, rang",
        "formules_choisies": "SELECT outil, formule, champ, valeur FROM formules_choisies "
        "ORDER BY outil, formule, rang",
        "options": "SELECT outil, identifiant, nom, lignes, description FROM options ORDER BY outil, rang",
        "composantes": "SELECT numero, outil, formule, option, identifiant, libelle, nature, assiette, "
        "payeur, taxe, lignes, en_pourcentage, suivie, clientele, condition, premiere_annee_seulement, "
        "mois_offerts, plancher, plafond, bas, haut, doute, hypothese FROM composantes ORDER BY numero",
        "paliers": "SELECT composante, prix, jusqu_a, borne_incluse FROM paliers ORDER BY composante, rang",
        "non_chiffres": "SELECT outil, texte, lignes, doute, identifiant, payeur, nature FROM non_chiffres "
        "ORDER BY outil, rang",
        "guide_faits": "SELECT rubrique, texte, lignes, doute, adresse FROM guide_faits ORDER BY rang",
        "etapes": "SELECT numero, titre, lignes FROM etapes ORDER BY rang",
        "doutes": "SELECT code, titre, texte, lignes FROM doutes ORDER BY rang",
        "doutes_outils": "SELECT doute, outil FROM doutes_outils ORDER BY doute, rang",
        "exemples": "SELECT rang, nom, lignes FROM exemples ORDER BY rang",
        "exemples_colonnes": "SELECT exemple, colonne, ca, km, prix_km, heures_vente, heures_preparation, "
        "prix_heure, autres FROM exemples_colonnes ORDER BY exemple, colonne",
    }
)


def ouvrir_catalogue(chemin: Path, attendu: str | None = None) -> objets.Catalogue:
    """Catalogue contenu dans la base `chemin`, dont le fichier doit avoir le SHA-256 `attendu`, s'il est dit.

    Lève `CatalogueIllisible` (une phrase à montrer) si elle est absente, étrangère, d'une autre
    version, ou si son contenu n'est plus celui qui a été construit.
    """
    try:
        with acces.ouvrir(chemin) as connexion:
            if attendu is not None and sha256_du_fichier(chemin) != attendu:
                raise acces.abime(chemin)
            tables = lignes_des_tables(connexion)
            # Un octet changé passe souvent le contrôle de SQLite ; il ne doit pas devenir un autre prix.
            if attendu is None and scelle(connexion) != empreinte(tables):
                raise acces.abime(chemin)
        return _catalogue(tables)
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError) as faute:
        raise acces.abime(chemin) from faute


def scelle(connexion: sqlite3.Connection) -> object:
    """Empreinte du contenu que la base garde d'elle-même ; None si elle manque."""
    ligne = connexion.execute("SELECT valeur FROM meta WHERE cle = 'empreinte'").fetchone()
    return ligne[0] if ligne else None


def lignes_des_tables(connexion: sqlite3.Connection) -> dict[str, Lignes]:
    """Contenu de toutes les tables, dans l'ordre de lecture."""
    return {table: connexion.execute(requete).fetchall() for table, requete in _REQUETES.items()}


def empreinte(tables: Mapping[str, Lignes]) -> str:
    """SHA-256 du contenu, indépendant de la version de SQLite."""
    return sha256_des_octets(json.dumps(tables).encode("ascii"))


def _catalogue(tables: Mapping[str, Lignes]) -> objets.Catalogue:
    meta: dict[str, str] = dict(tables["meta"])
    return objets.Catalogue(
        edition=meta["edition"],
        date=meta["date"],
        outils=_outils(tables),
        groupes=tuple(objets.Groupe(*ligne) for ligne in tables["groupes"]),
        criteres=tuple(
            objets.Critere(identifiant, nom, groupe, definition, bool(synthese))
            for identifiant, nom, groupe, definition, synthese in tables["criteres"]
        ),
        guide=_guide(tables, meta),
    )


def _outils(tables: Mapping[str, Lignes]) -> tuple[objets.Outil, ...]:
    faits = _grouper((ligne[0], objets.Fait(*ligne[1:])) for ligne in tables["faits"])
    evaluations = _grouper(_evaluations(tables["evaluations"]))
    composantes = _composantes(tables)
    formules = _grouper(_formules(tables, composantes))
    options = _grouper(_options(tables, composantes))
    non_chiffres = _grouper(
        (
            outil,
            objets.NonChiffre(
                texte, lignes, doute, identifiant, objets.Payeur(payeur), objets.Nature(nature)
            ),
        )
        for outil, texte, lignes, doute, identifiant, payeur, nature in tables["non_chiffres"]
    )
    clienteles = _grouper((outil, objets.Clientele(mot)) for outil, mot in tables["clienteles"])
    labels = _grouper(tables["labels"])
    return tuple(
        objets.Outil(
            identifiant=identifiant,
            nom=nom,
            categorie=objets.Categorie(categorie),
            clienteles=clienteles.get(identifiant, ()),
            faits=faits.get(identifiant, ()),
            evaluations=evaluations.get(identifiant, ()),
            formules=formules.get(identifiant, ()),
            options=options.get(identifiant, ()),
            non_chiffres=non_chiffres.get(identifiant, ()),
            labels_requis=labels.get(identifiant, ()),
            site=site,
            date_tarif=date_tarif,
        )
        for identifiant, nom, categorie, site, date_tarif in tables["outils"]
    )


def _grouper(couples: Iterable[tuple[Any, Any]]) -> Groupes:
    """Seconds membres rangés par premier membre, dans l'ordre reçu."""
    groupes: defaultdict[Any, list[Any]] = defaultdict(list)
    for cle, valeur in couples:
        groupes[cle].append(valeur)
    return {cle: tuple(valeurs) for cle, valeurs in groupes.items()}


def _evaluations(lignes: Lignes) -> Iterator[tuple[str, objets.Evaluation]]:
    mots = {mot.value: mot for mot in objets.Valeur}
    for outil, critere, valeur, nuance, renvoi, guide, doute in lignes:
        imprimee = None if guide is None else mots[guide]
        yield outil, objets.Evaluation(critere, mots[valeur], nuance, renvoi, imprimee, doute)


def _formules(tables: Mapping[str, Lignes], composantes: Groupes) -> Iterator[tuple[str, objets.Formule]]:
    choix = _grouper(
        ((outil, formule), (champ, valeur)) for outil, formule, champ, valeur in tables["formules_choisies"]
    )
    for outil, identifiant, nom, lignes, defaut, description in tables["formules"]:
        yield (
            outil,
            objets.Formule(
                identifiant,
                nom,
                composantes.get((outil, identifiant, None), ()),
                lignes,
                bool(defaut),
                choix.get((outil, identifiant), ()),
                description,
            ),
        )


def _options(tables: Mapping[str, Lignes], composantes: Groupes) -> Iterator[tuple[str, objets.Option]]:
    for outil, identifiant, nom, lignes, description in tables["options"]:
        pieces = composantes.get((outil, None, identifiant), ())
        yield outil, objets.Option(identifiant, nom, pieces, lignes, description)


def _composantes(tables: Mapping[str, Lignes]) -> Groupes:
    """Composantes rangées par (outil, formule, option)."""
    paliers = _grouper(
        (composante, objets.Palier(Fraction(prix), _fraction(jusqu_a), bool(incluse)))
        for composante, prix, jusqu_a, incluse in tables["paliers"]
    )
    return _grouper((ligne[1:4], _composante(ligne, paliers[ligne[0]])) for ligne in tables["composantes"])


def _composante(ligne: tuple[Any, ...], paliers: tuple[objets.Palier, ...]) -> objets.Composante:
    (
        identifiant,
        libelle,
        nature,
        assiette,
        payeur,
        taxe,
        lignes,
        en_pourcentage,
        suivie,
        clientele,
        condition,
        premiere_annee,
        mois_offerts,
        plancher,
        plafond,
        bas,
        haut,
        doute,
        hypothese,
    ) = ligne[4:]
    return objets.Composante(
        identifiant=identifiant,
        libelle=libelle,
        nature=objets.Nature(nature),
        assiette=objets.Assiette(assiette),
        paliers=paliers,
        payeur=objets.Payeur(payeur),
        taxe=objets.Taxe(taxe),
        lignes=lignes,
        en_pourcentage=bool(en_pourcentage),
        suivie=None if suivie is None else objets.Condition(suivie),
        clientele=None if clientele is None else objets.Clientele(clientele),
        condition=objets.Condition(condition),
        premiere_annee_seulement=bool(premiere_annee),
        mois_offerts=mois_offerts,
        plancher=_fraction(plancher),
        plafond=_fraction(plafond),
        bas=_fraction(bas),
        haut=_fraction(haut),
        doute=doute,
        hypothese=hypothese,
    )


def _fraction(texte: str | None) -> Fraction | None:
    return None if texte is None else Fraction(texte)


def _guide(tables: Mapping[str, Lignes], meta: Mapping[str, str]) -> objets.Guide:
    outils = _grouper(tables["doutes_outils"])
    colonnes = {
        (exemple, colonne): objets.ColonneVente(*map(Fraction, nombres))
        for exemple, colonne, *nombres in tables["exemples_colonnes"]
    }
    return objets.Guide(
        faits=tuple(objets.Fait(*ligne) for ligne in tables["guide_faits"]),
        etapes=tuple(objets.Etape(*ligne) for ligne in tables["etapes"]),
        doutes=tuple(
            objets.Doute(code, titre, texte, lignes, outils.get(code, ()))
            for code, titre, texte, lignes in tables["doutes"]
        ),
        exemples=tuple(
            objets.ExempleVente(nom, colonnes[rang, "avant"], colonnes[rang, "apres"], lignes)
            for rang, nom, lignes in tables["exemples"]
        ),
        titre=meta["titre"],
        date_tarifs=meta["date_tarifs"],
    )
