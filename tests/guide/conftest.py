"""Les essais du guide ouvrent la même application que ceux de la fenêtre."""

from tests.gui.conftest import qapp, theme_clair

__all__ = ["qapp", "theme_clair"]
