"""Ouvre la Boussole avec les bibliothèques de son paquet, avant celles du système."""

import runpy
import sys

RACINE = "/usr/lib/boussole-circuits-courts"
sys.path[:0] = [f"{RACINE}/app", f"{RACINE}/lib"]
runpy.run_path(f"{RACINE}/app/main.py", run_name="__main__")
