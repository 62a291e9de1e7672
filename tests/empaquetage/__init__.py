"""Ce que l'on remet à une ferme."""
