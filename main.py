"""Lit la ligne de commande : ouvre la fenêtre, ou lance une sous-commande sans écran."""

import sys

if __name__ == "__main__":
    from console.processus import noter_depart

    noter_depart()
    from console.aiguillage import aiguiller

    sys.exit(aiguiller(sys.argv[1:]))
