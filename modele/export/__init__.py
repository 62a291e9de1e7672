"""Le classeur Excel : une feuille par module, des formules qui recalculent ce que calcule le moteur."""
