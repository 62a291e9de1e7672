"""Ce qui fait reconnaître une base de catalogue, octet pour octet et par ce qu'elle dit."""

from pathlib import Path

from modele.catalogue.connexion import ouvrir
from modele.catalogue.depot import empreinte, lignes_des_tables, ouvrir_catalogue
from modele.catalogue.registre import Edition
from modele.empreintes import sha256_du_fichier


def empreinte_de(base: Path) -> str:
    """Empreinte du contenu d'une base ; lève `CatalogueIllisible`."""
    with ouvrir(base) as connexion:
        return empreinte(lignes_des_tables(connexion))


def temoin_de(base: Path) -> Edition:
    """Ce qu'il faut retenir d'une base pour la reconnaître ; lève `CatalogueIllisible`."""
    catalogue = ouvrir_catalogue(base)
    return Edition(
        int(catalogue.edition), catalogue.date, base.name, sha256_du_fichier(base), empreinte_de(base)
    )
