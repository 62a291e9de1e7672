"""Fautes prévues de la ligne de commande : leur code de sortie et leur phrase."""

import errno

ENTREE_REFUSEE = 2
FICHIER_OU_DISQUE = 3


_CAUSES = {
    errno.ENOENT: "le fichier ou le dossier n'existe pas",
    errno.EACCES: "l'accès est refusé ; vérifiez les droits, ou fermez le fichier s'il est ouvert ailleurs",
    errno.EPERM: "l'accès est refusé par le système",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le support est en lecture seule",
    errno.EISDIR: "c'est un dossier, un fichier est attendu",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.ENAMETOOLONG: "le chemin est trop long",
    errno.EEXIST: "un fichier de ce nom existe déjà",
}


def phrase(faute: Exception) -> str:
    """Faute en une ligne de français."""
    if isinstance(faute, OSError):
        cause = _CAUSES.get(faute.errno or 0)
        if cause:
            lieu = f"« {faute.filename} » : " if faute.filename else ""
            return f"{lieu}{cause}."
    return " ".join(str(faute).split())
