"""Cherche des mots dans toute l'aide, sans égard aux accents. Ne connaît pas Qt."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gui.aide.sujets import SUJETS, Section, Sujet, ancre, lire, sections

LETTRES_MIN = 2
_AUTOUR = 90
_DANS_LE_TITRE, _DANS_L_INTERTITRE, _DANS_LE_TEXTE = 9, 4, 1
_LIEN = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_DEBUTS = re.compile(r"^\s*(?:[-*]|\d+\.|>|#{1,6})[ \t]+|^[ \t]*\|[-| :]+\|[ \t]*$|\|", re.MULTILINE)
_DANS_LA_LIGNE = re.compile(r"[*`]")
_PONCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Une section où sont tous les mots ; l'extrait est en segments (texte, vrai s'il répond)."""

    sujet: str
    titre: str
    section: str
    extrait: tuple[tuple[str, bool], ...]
    valeur: int


def nu(markdown: str) -> str:
    """Le texte sans ses marques Markdown, sur une ligne."""
    return _resserre(_DANS_LA_LIGNE.sub("", _DEBUTS.sub(" ", _LIEN.sub(r"\1", markdown))))


def _resserre(texte: str) -> str:
    """Une ligne, sans espace de trop ; les espaces insécables le restent."""
    return re.sub(r"[ \t\r\n]+", " ", texte).strip(" ")


def replie(texte: str) -> str:
    """Minuscules sans accents, lettre pour lettre : les places restent les mêmes."""
    return "".join(unicodedata.normalize("NFD", lettre)[0].lower()[:1] or lettre for lettre in texte)


def chercher(texte: str) -> tuple[Trouvaille, ...]:
    """Sections où chaque mot de `texte` commence un mot, celles qui en parlent dans leur titre d'abord."""
    mots = [mot for mot in re.findall(r"\w+", replie(texte[:200])) if len(mot) >= LETTRES_MIN]
    if not mots:
        return ()
    motifs = [re.compile(rf"\b{re.escape(mot)}\w*") for mot in mots]
    trouvees = [trouvee for sujet in map(lire, SUJETS) for trouvee in _dans(sujet, motifs)]
    return tuple(sorted(trouvees, key=lambda trouvee: -trouvee.valeur))


def _dans(sujet: Sujet, motifs: list[re.Pattern[str]]) -> Iterator[Trouvaille]:
    titre = replie(sujet.titre)
    for section in sections(sujet):
        intertitre, texte = replie(section.titre), nu(section.texte)
        plat = replie(texte)
        valeur = 0
        for motif in motifs:
            ici = [
                poids
                for poids, lieu in (
                    # Le titre d'un sujet ne répond qu'une fois, par sa première section.
                    (_DANS_LE_TITRE, "" if section.titre else titre),
                    (_DANS_L_INTERTITRE, intertitre),
                    (_DANS_LE_TEXTE, plat),
                )
                if motif.search(lieu)
            ]
            if not ici:
                break
            valeur += max(ici)
        else:
            yield _trouvaille(sujet, section, texte, plat, motifs, valeur)


def _trouvaille(
    sujet: Sujet, section: Section, texte: str, plat: str, motifs: list[re.Pattern[str]], valeur: int
) -> Trouvaille:
    places = sorted({place.span() for motif in motifs for place in motif.finditer(plat)})
    premiere = places[0][0] if places else 0
    debut = _bord(texte, max(0, premiere - _AUTOUR), 1)
    fin = _bord(texte, min(len(texte), premiere + 2 * _AUTOUR), -1)
    segments: list[tuple[str, bool]] = [("… ", False)] if debut else []
    la = debut
    for depuis, jusque in places:
        if depuis < la or jusque > fin:
            continue
        segments += [(texte[la:depuis], False), (texte[depuis:jusque], True)]
        la = jusque
    segments.append((texte[la:fin] + (" …" if fin < len(texte) else ""), False))
    return Trouvaille(sujet.identifiant, sujet.titre, section.titre, tuple(segments), valeur)


def _bord(texte: str, place: int, sens: int) -> int:
    """Recule ou avance jusqu'au bord d'un mot."""
    while 0 < place < len(texte) and not texte[place - 1].isspace():
        place += sens
    return place


def echappe(texte: str) -> str:
    """Le texte tel quel dans du Markdown : aucune de ses marques n'agit."""
    return _PONCTUATION.sub(r"\\\1", _resserre(texte))


def page_de_resultats(texte: str) -> str:
    """Les résultats d'une recherche, en Markdown."""
    cherche = f"«\u00a0{echappe(texte)}\u00a0»"
    trouvees = chercher(texte)
    if not trouvees:
        return (
            f"# Rien pour {cherche}\n\nEssayez un seul mot, ou seulement son début. "
            "Le sommaire montre tous les sujets."
        )
    lignes = [f"# {len(trouvees)} résultat{'s' if len(trouvees) > 1 else ''} pour {cherche}", ""]
    for trouvee in trouvees:
        ou = echappe(trouvee.titre)
        adresse = f"{trouvee.sujet}.md"
        if trouvee.section:
            ou += f" › {echappe(trouvee.section)}"
            adresse += f"#{ancre(trouvee.section)}"
        extrait = "".join(
            f"**{echappe(mot)}**" if repond else _avec_ses_bords(mot) for mot, repond in trouvee.extrait
        )
        lignes += [f"## [{ou}]({adresse})", "", extrait.strip(), ""]
    return "\n".join(lignes)


def _avec_ses_bords(texte: str) -> str:
    """Échappe un segment en gardant l'espace de ses bords."""
    avant = " " if texte.startswith(" ") else ""
    apres = " " if texte.endswith(" ") else ""
    milieu = echappe(texte)
    return f"{avant}{milieu}{apres}" if milieu else avant
