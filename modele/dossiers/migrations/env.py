"""Point d'entrée qu'Alembic exécute ; la connexion et sa transaction sont celles de l'appelant."""

from alembic import context

context.configure(connection=context.config.attributes["connexion"])
context.run_migrations()
