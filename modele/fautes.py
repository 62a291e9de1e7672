"""Fautes prévues, dont le texte est la phrase à montrer."""

import errno
import unicodedata


class EntreeInvalide(ValueError):
    """Ce que l'utilisateur a donné ne convient pas ; rien n'a été modifié."""


class SituationInvalide(EntreeInvalide):
    """Situation refusée : `champ` en cause, valeur `recu`, ce qui est `attendu`.

    Le message est une phrase française prête à lire.
    """

    def __init__(self, champ: str, recu: str, attendu: str, message: str) -> None:
        super().__init__(message)
        self.champ = champ
        self.recu = recu
        self.attendu = attendu


class FichierInaccessible(Exception):
    """Un fichier ou le disque empêche d'aller plus loin ; rien n'a été perdu."""


_CAUSES = {
    errno.ENOENT: "le fichier ou le dossier n'existe pas",
    errno.EACCES: "l'accès est refusé ; vérifiez les droits, ou fermez le fichier s'il est ouvert ailleurs",
    errno.EPERM: "l'accès est refusé par le système",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le disque est plein",
    errno.EROFS: "le support est en lecture seule",
    errno.EISDIR: "c'est un dossier, un fichier est attendu",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.ENAMETOOLONG: "le chemin est trop long",
    errno.EEXIST: "un fichier de ce nom existe déjà",
    errno.EIO: "le support n'a pas répondu ; vérifiez son branchement, ou la connexion s'il est synchronisé",
    errno.ETIMEDOUT: "le support a mis trop longtemps à répondre",
    errno.ENODEV: "le support a été retiré",
    errno.ENXIO: "le support a été retiré",
    errno.EBUSY: "un autre programme l'occupe",
    errno.EFBIG: "le disque est plein, ou le fichier trop gros pour lui",
    errno.EMFILE: "trop de fichiers sont ouverts ; fermez d'autres programmes",
    errno.ENFILE: "trop de fichiers sont ouverts ; fermez d'autres programmes",
}
_AUTRE = "le système s'y refuse"


def phrase(faute: BaseException) -> str:
    """Faute en une ligne de français ; la cause du système est traduite."""
    if isinstance(faute, OSError):
        cause = _CAUSES.get(faute.errno or 0)
        if cause is None and faute.errno is not None:
            # Le message du système est souvent en anglais : son numéro suffit à qui saura le lire.
            cause = f"{_AUTRE} (erreur {faute.errno})"
        if cause:
            lieu = f"« {_sur_une_ligne(faute.filename)} » : " if faute.filename else ""
            return f"{lieu}{cause}."
    return " ".join(str(faute).split())


def _sur_une_ligne(chemin: object) -> str:
    """Le chemin tel quel, sauf ses retours à la ligne et autres signes invisibles, qui deviennent « � »."""
    return "".join("�" if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in str(chemin))
