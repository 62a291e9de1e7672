"""Ce qui empêche de reprendre un classeur."""

from modele.fautes import EntreeInvalide


class ClasseurRefuse(EntreeInvalide):
    """Classeur qui ne sera pas lu ; le message est la phrase à montrer."""
