"""`main.py catalogue recevoir` : montre ce que changerait une mise à jour, et l'applique si on le demande."""

import argparse

from console.en_service import donnees_de
from modele.catalogue.editions import Editions
from modele.dossiers.objets import ResumeDossier
from modele.dossiers.verrou import Verrou
from modele.nombres import ESPACE_INSECABLE, date_francaise
from modele.reception import Proposition, acceptation, changer, examiner

BASE = "dossiers.sqlite"


def recevoir(choix: argparse.Namespace) -> int:
    """Lève `DejaOuverte` si la fenêtre est ouverte sur ces données : c'est à elle de recevoir."""
    donnees = donnees_de(choix)
    base = donnees / BASE
    verrou = Verrou.prendre(donnees) if choix.accepter or base.exists() else None
    try:
        editions = Editions(donnees)
        proposition = examiner(choix.fichier, editions, _dossiers(choix) if base.exists() else ())
        print(en_texte(proposition))
        if not choix.accepter:
            print("\nRien n'a changé. Relancez avec --accepter pour mettre cette édition en service.")
            return 0
        from modele.dossiers.horloge import heure_locale

        actif = changer(acceptation(proposition, editions), base, heure_locale())
        print(f"\nL'édition {actif.edition.numero} du catalogue est en service.")
        return 0
    finally:
        if verrou is not None:
            verrou.rendre()


def _dossiers(choix: argparse.Namespace) -> tuple[ResumeDossier, ...]:
    from modele.dossiers.ouverture import ouvrir

    with ouvrir(donnees_de(choix) / BASE) as depot:
        return depot.lister()


def en_texte(proposition: Proposition) -> str:
    """Les deux éditions, ce qui change de l'une à l'autre, et pour quels dossiers."""
    edition, recue = proposition.actif.edition, proposition.recue
    lignes = [
        f"Édition {edition.numero}, du {date_francaise(edition.date)} → édition {recue.numero}, du "
        f"{date_francaise(recue.catalogue.date)} (clé {recue.cle})"
    ]
    for groupe in proposition.changements:
        lignes += ["", groupe.titre, *(f"  {phrase}" for phrase in groupe.phrases)]
    if not proposition.changements:
        lignes += ["", "Les deux éditions disent la même chose."]
    if proposition.dossiers:
        lignes += ["", "Vos dossiers"]
        for dossier in proposition.dossiers:
            lignes += [f"  {dossier.nom}{ESPACE_INSECABLE}: {phrase}" for phrase in dossier.phrases]
    return "\n".join(lignes)
