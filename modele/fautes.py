"""Fautes prévues, dont le texte est la phrase à montrer."""


class EntreeInvalide(ValueError):
    """Ce que l'utilisateur a donné ne convient pas ; rien n'a été modifié."""


class FichierInaccessible(Exception):
    """Un fichier ou le disque empêche d'aller plus loin ; rien n'a été perdu."""
