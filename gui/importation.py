"""Charge PySide en gardant l'import de Python."""

import builtins
import importlib


def charger_qt() -> None:
    """À appeler avant le premier import de PySide.

    PySide remplace `__import__` pour ses noms optionnels (`__feature__`), dont rien ici ne se sert : chaque module
    importé ensuite verrait son source relu et gardé en mémoire.
    """
    de_python = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = de_python
