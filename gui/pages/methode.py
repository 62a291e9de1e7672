"""Page « Méthode » : les sept étapes du guide à suivre, avec ce que la ferme y coche et y écrit."""


