"""Analyse de la ligne de commande avec des messages français."""

import argparse
import re
import sys
from typing import Any, NoReturn

from console import flux

_TRADUCTIONS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", r"\1 : \2 n'est pas proposé (choix : \3)"),
    (r"argument (.*?): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.*?): invalid (?:\w+) value: (.*)", r"\1 : \2 ne convient pas"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)


class Parseur(argparse.ArgumentParser):
    """Parseur dont les fautes tiennent sur une ligne, en français (code de sortie 2)."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Écrit la faute et quitte avec le code 2."""
        for anglais, francais in _TRADUCTIONS:
            if re.fullmatch(anglais, message, re.DOTALL):
                message = re.sub(anglais, francais, message, flags=re.DOTALL)
                break
        message = " ".join(message.split())
        flux.dire(f"{self.prog} : {message}. « {self.prog} --aide » liste ce qui est possible.")
        sys.exit(2)

    def print_help(self, file: Any = None) -> None:
        """Écrit l'aide ; contrairement à celle d'argparse, ne tait pas une sortie qui refuse."""
        print(self.format_help(), end="", file=file)

    def format_help(self) -> str:
        """Aide, avec « usage » en français."""
        return super().format_help().replace("usage:", "emploi :", 1)
