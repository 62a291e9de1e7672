"""Ce que Qt n'écrit pas dans un PDF : l'auteur, la langue, et le titre en tête de fenêtre.

Une mise à jour s'ajoute à la fin du fichier, comme la norme PDF le prévoit (§ 7.5.6) ; rien d'écrit ne change.
"""

import re

_BANDE_ANNONCE = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_REFERENCE = rb"/%s (\d+) 0 R"
_LANGUE = b"/Lang (fr-FR)\n/ViewerPreferences << /DisplayDocTitle true >>\n"


def completer(pdf: bytes, auteur: str) -> bytes:
    """Le PDF avec son auteur et sa langue ; lève `ValueError` si sa fin n'est pas celle qu'écrit Qt."""
    fin = _BANDE_ANNONCE.search(pdf)
    if fin is None:
        raise ValueError("ce PDF ne finit pas comme prévu")
    annonce, ancienne = fin[1], fin[2]
    nom = b"/Author <" + ("\ufeff" + auteur).encode("utf-16-be").hex().encode() + b">\n"
    ajouts = {_numero(annonce, b"Info"): nom, _numero(annonce, b"Root"): _LANGUE}
    suite, table = pdf if pdf.endswith(b"\n") else pdf + b"\n", b"xref\n"
    for numero, ajout in sorted(ajouts.items()):
        table += b"%d 1\n%010d 00000 n \n" % (numero, len(suite))
        suite += _objet(pdf, numero, ajout)
    debut = len(suite)
    return (
        suite
        + table
        + b"trailer\n<<"
        + annonce.rstrip()
        + b"\n/Prev "
        + ancienne
        + b"\n>>\nstartxref\n%d\n%%%%EOF\n" % debut
    )


def _numero(annonce: bytes, cle: bytes) -> int:
    trouve = re.search(_REFERENCE % cle, annonce)
    if trouve is None:
        raise ValueError("ce PDF n'a pas de dictionnaire attendu")
    return int(trouve[1])


def _objet(pdf: bytes, numero: int, ajout: bytes) -> bytes:
    """L'objet `numero`, un dictionnaire, où `ajout` vient en tête."""
    tete = b"\n%d 0 obj\n<<\n" % numero
    debut = pdf.index(tete)
    fin = pdf.index(b"\nendobj\n", debut) + len(b"\nendobj\n")
    return tete[1:] + ajout + pdf[debut + len(tete) : fin]
