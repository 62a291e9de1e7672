"""Fabrique le guide de l'utilisateur : captures, assemblage des aides, PDF."""
