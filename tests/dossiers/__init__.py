"""Base des dossiers : sur de vrais fichiers, jusque dans leurs accidents."""
