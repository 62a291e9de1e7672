"""Ce qu'Excel admet dans une formule ; au-delà, il refuserait le fichier entier."""

import re

LONGUEUR_MAX = 8_192
NIVEAUX_MAX = 64
ARGUMENTS_MAX = 255
TEXTE_MAX = 255
ETAPE_MAX = 6_000
"""Longueur à partir de laquelle une formule se découpe en étapes, ce qui laisse de la place autour."""

_TEXTE = re.compile(r'"((?:[^"]|"")*)"')


def exces(formule: str) -> str | None:
    """Ce qui dépasse, en mots, ou None si un tableur admet la formule."""
    if len(formule) > LONGUEUR_MAX - 1:
        return f"{len(formule) + 1} caractères, {LONGUEUR_MAX} admis"
    # Compter les signes suffit presque toujours, et coûte bien moins que de suivre les parenthèses.
    if formule.count("(") <= NIVEAUX_MAX and formule.count(",") < ARGUMENTS_MAX:
        return None
    niveaux, arguments = _profondeur_et_arguments(_TEXTE.sub("", formule))
    if niveaux > NIVEAUX_MAX:
        return f"{niveaux} niveaux de parenthèses, {NIVEAUX_MAX} admis"
    if arguments > ARGUMENTS_MAX:
        return f"{arguments} arguments d'une même fonction, {ARGUMENTS_MAX} admis"
    return None


def _profondeur_et_arguments(formule: str) -> tuple[int, int]:
    """Parenthèses ouvertes à la fois, et arguments de la fonction qui en a le plus."""
    ouvertes = [1]
    niveaux = arguments = 0
    for signe in formule:
        if signe == "(":
            ouvertes.append(1)
            niveaux = max(niveaux, len(ouvertes) - 1)
        elif signe == ")":
            arguments = max(arguments, ouvertes.pop())
        elif signe == ",":
            ouvertes[-1] += 1
    return niveaux, arguments
