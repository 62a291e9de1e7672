"""Installateur et dossier portable pour Windows 10 et 11."""
