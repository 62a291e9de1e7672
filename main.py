"""Lit la ligne de commande : ouvre la fenêtre, ou lance une sous-commande sans écran."""

import sys

PYTHON_MINIMAL = (3, 11)

if __name__ == "__main__":
    if sys.version_info[:2] < PYTHON_MINIMAL:
        print("Il faut Python 3.11, 3.12 ou 3.13 pour lancer l'application.", file=sys.stderr)
        sys.exit(3)

    from modele.processus import noter_depart

    noter_depart()
    from console.aiguillage import aiguiller

    sys.exit(aiguiller(sys.argv[1:]))
