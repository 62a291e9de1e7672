"""Les signets d'un PDF écrit par Qt, qui n'en fait pas : chapitres et parties, dans le volet du lecteur.

Comme `gui.impression.metadonnees`, une mise à jour s'ajoute à la fin du fichier (norme PDF, § 7.5.6).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_FIN = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_SOMMAIRE_OUVERT = b"/PageMode /UseOutlines\n"


@dataclass(frozen=True, slots=True)
class Signet:
    """Un titre de niveau 1 ou 2, sa page à partir de 0, et sa hauteur au-dessus du bas, en points."""

    titre: str
    niveau: int
    page: int
    hauteur: float


def ajouter(pdf: bytes, signets: Sequence[Signet]) -> bytes:
    """Le PDF et ses signets ; lève `ValueError` s'il n'est pas fait comme Qt les fait."""
    trouvee = _FIN.search(pdf, pdf.rfind(b"trailer"))
    if trouvee is None:
        raise ValueError("ce PDF ne finit pas comme prévu")
    annonce, ancienne = re.sub(rb"/Prev \d+\s*", b"", trouvee[1]), trouvee[2]
    (taille, racine) = (_nombre(annonce, rb"/Size (\d+)"), _nombre(annonce, rb"/Root (\d+) 0 R"))
    catalogue = _dictionnaire(pdf, racine)
    arbre = _dictionnaire(pdf, _nombre(catalogue, rb"/Pages (\d+) 0 R"))
    enfants = re.search(rb"/Kids\s*\[(.*?)\]", arbre, re.DOTALL)
    pages = re.findall(rb"(\d+) 0 R", enfants[1]) if enfants else []
    objets = {racine: b"/Outlines %d 0 R\n%s%s" % (taille, _SOMMAIRE_OUVERT, catalogue)}
    objets |= _arbre(signets, pages, taille)
    suite, table = pdf if pdf.endswith(b"\n") else pdf + b"\n", b"xref\n"
    for numero, contenu in sorted(objets.items()):
        table += b"%d 1\n%010d 00000 n \n" % (numero, len(suite))
        suite += b"%d 0 obj\n<<\n%s>>\nendobj\n" % (numero, contenu)
    annonce = re.sub(rb"/Size \d+", b"/Size %d" % (taille + len(signets) + 1), annonce).rstrip()
    fin = b"trailer\n<<%s\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % (annonce, ancienne, len(suite))
    return suite + table + fin


def _arbre(signets: Sequence[Signet], pages: Sequence[bytes], tete: int) -> dict[int, bytes]:
    """Un objet par signet, à la suite de `tete`, leur racine ; les parties pendent à leur chapitre."""
    numeros = {rang: tete + 1 + rang for rang in range(len(signets))}
    chapitres = [rang for rang, signet in enumerate(signets) if signet.niveau == 1]
    objets = {tete: _enfants([numeros[rang] for rang in chapitres], len(chapitres))}
    objets[tete] += b"/Type /Outlines\n"
    for place, debut in enumerate(chapitres):
        fin = chapitres[place + 1] if place + 1 < len(chapitres) else len(signets)
        parties = [numeros[rang] for rang in range(debut + 1, fin)]
        # Un compte négatif : le chapitre se montre replié.
        objets[numeros[debut]] = _enfants(parties, -len(parties)) + b"/Parent %d 0 R\n" % tete
        for numero in parties:
            objets[numero] = b"/Parent %d 0 R\n" % numeros[debut]
        _relier(objets, parties)
    _relier(objets, [numeros[rang] for rang in chapitres])
    for rang, signet in enumerate(signets):
        titre = ("\ufeff" + signet.titre).encode("utf-16-be").hex().encode()
        cible = b"[%s 0 R /XYZ 0 %.1f null]" % (pages[signet.page], signet.hauteur)
        objets[numeros[rang]] += b"/Title <%s>\n/Dest %s\n" % (titre, cible)
    return objets


def _enfants(numeros: Sequence[int], compte: int) -> bytes:
    if not numeros:
        return b""
    return b"/First %d 0 R\n/Last %d 0 R\n/Count %d\n" % (numeros[0], numeros[-1], compte)


def _relier(objets: dict[int, bytes], numeros: Sequence[int]) -> None:
    for avant, apres in pairwise(numeros):
        objets[avant] += b"/Next %d 0 R\n" % apres
        objets[apres] += b"/Prev %d 0 R\n" % avant


def _nombre(texte: bytes, motif: bytes) -> int:
    trouve = re.search(motif, texte)
    if trouve is None:
        raise ValueError("ce PDF n'a pas le dictionnaire attendu")
    return int(trouve[1])


def _dictionnaire(pdf: bytes, numero: int) -> bytes:
    """Contenu du dernier état de l'objet `numero`, un dictionnaire."""
    tete = b"\n%d 0 obj\n<<\n" % numero
    debut = pdf.rindex(tete) + len(tete)
    return pdf[debut : pdf.rindex(b">>", debut, pdf.index(b"\nendobj\n", debut))]
