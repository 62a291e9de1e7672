"""Ce qu'un délégué lit de l'option que lui passe une vue, et que PySide ne type pas."""

from typing import Protocol, cast

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget


class OptionDeVue(Protocol):
    """Place, état et vue de la case à peindre."""

    rect: QRect
    state: QStyle.StateFlag
    widget: QWidget | None


def option_de_vue(option: QStyleOptionViewItem) -> OptionDeVue:
    """La même option, typée."""
    return cast(OptionDeVue, option)
