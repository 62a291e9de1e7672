"""Fabrique ce que l'on remet à une ferme : installateur et dossier portable Windows, paquet Debian.

N'emploie que la bibliothèque standard ; rien d'ici n'est livré.
"""
