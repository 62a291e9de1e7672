"""Ce qu'un logiciel de synchronisation peut laisser à côté de la base des dossiers."""

from pathlib import Path


def copies_voisines(base: Path) -> tuple[Path, ...]:
    """Copies « en conflit » de la base, par ordre de nom ; vide si le dossier ne se lit pas."""
    try:
        voisines = base.parent.glob(f"{base.stem}?*{base.suffix}")
        return tuple(sorted(copie for copie in voisines if copie.name != base.name and copie.is_file()))
    except OSError:
        return ()
