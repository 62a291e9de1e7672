"""Paquet pour Debian 12, 13 et Ubuntu 24.04."""
