"""Les deux pages qu'une ferme imprime : ce qu'elles disent, sans dire où."""
