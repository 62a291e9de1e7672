"""Le moteur d'un lot : une ferme à la fois, jamais deux classeurs en mémoire, et une synthèse à la fin.

Une ferme refusée, ou qu'un fichier empêche d'écrire, n'arrête pas les autres ; un disque plein, si.
"""

import errno
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from modele.catalogue.objets import Catalogue
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.fautes import FichierInaccessible, phrase
from modele.lot.noms_de_fichiers import NomsDeFichiers
from modele.lot.objets import Bilan, Etat, Faute, Ferme, FermeRefusee, Ligne, Lue
from modele.lot.resume import resumer
from modele.lot.sortie import Sortie
from modele.suivi import Annulee, Suivi
from modele.tarification.prix_proposes import appliquer

SYNTHESE = "synthese.xlsx"
_PAS = 100
_SANS_SUITE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""Disque plein ou en lecture seule : la ferme suivante n'aurait pas plus de chance."""


class Lot:
    """Fermes à traiter vers un dossier ; lève `FichierInaccessible` si ce dossier ne peut pas servir."""

    def __init__(self, fermes: Sequence[Ferme], sortie: Path, catalogue: Catalogue) -> None:
        self._fermes = tuple(fermes)
        self._catalogue = catalogue
        self._sortie = Sortie(sortie)
        self._noms = NomsDeFichiers([SYNTHESE])
        self._deja: dict[str, str] = {}
        self._arret = ""
        self.lignes: list[Ligne] = []

    @property
    def total(self) -> int:
        """Nombre de fermes du lot."""
        return len(self._fermes)

    @property
    def fini(self) -> bool:
        """Vrai quand il n'y a plus de ferme à traiter."""
        return bool(self._arret) or len(self.lignes) == self.total

    def suivante(self, suivi: Suivi | None = None) -> Ligne:
        """Traite la ferme suivante ; lève `Annulee` si le suivi le demande, et elle reste à traiter."""
        rang = len(self.lignes)
        part = _Part(suivi or Suivi(), rang * _PAS, self.total * _PAS)
        part.avancer(0, 1)
        ligne = self._traiter(self._fermes[rang], part)
        self.lignes.append(ligne)
        return ligne

    def finir(self) -> Bilan:
        """Écrit la synthèse, où les fermes qui restent sont dites « pas traitées » ; rend le bilan.

        Lève `FichierInaccessible` si elle ne peut pas être écrite.
        """
        from modele.lot.synthese import ecrire_synthese

        raison = Faute("", "", self._arret or "Le lot a été arrêté avant cette ferme.")
        restantes = (
            Ligne(ferme.source, ferme.repli, Etat.NON_TRAITEE, fautes=(raison,))
            for ferme in self._fermes[len(self.lignes) :]
        )
        lignes = (*self.lignes, *restantes)
        ecrire = partial(ecrire_synthese, self._catalogue, lignes)
        garde = self._sortie.ecrire(SYNTHESE, ecrire)
        return Bilan(lignes, SYNTHESE, garde)

    def _traiter(self, ferme: Ferme, suivi: Suivi) -> Ligne:
        try:
            lue = ferme.lire()
        except FermeRefusee as faute:
            nom = faute.nom.strip()
            # Son nom reste à elle : corrigée, elle ne prendra pas le fichier d'une autre.
            self._noms.reserver(nom or ferme.repli)
            return Ligne(ferme.source, nom or ferme.repli, Etat.REFUSEE, fautes=faute.fautes)
        except FichierInaccessible as faute:
            return self._empechee(ferme, ferme.repli, faute)
        nom = lue.dossier.situation.nom.strip() or ferme.repli
        fichier = self._noms.reserver(nom)
        a_ses_prix = appliquer(self._catalogue, lue.dossier.prix_proposes)
        comparaison = comparer(a_ses_prix, lue.dossier.situation)
        try:
            garde = self._sortie.ecrire(fichier, partial(self._exporter, comparaison, lue.dossier, suivi))
        except Annulee:
            raise
        except FichierInaccessible as faute:
            return replace(self._empechee(ferme, nom, faute), resume=resumer(comparaison))
        remarques = self._remarques(ferme, nom, lue, garde)
        return Ligne(ferme.source, nom, Etat.ECRITE, fichier, resumer(comparaison), remarques=remarques)

    def _exporter(self, comparaison: Comparaison, dossier: Dossier, suivi: Suivi, chemin: Path) -> None:
        from modele.export.classeur import exporter

        exporter(self._catalogue, comparaison, chemin, suivi, dossier)

    def _empechee(self, ferme: Ferme, nom: str, faute: FichierInaccessible) -> Ligne:
        cause = faute.__cause__
        if isinstance(cause, OSError) and cause.errno in _SANS_SUITE:
            self._arret = f"Le lot s'est arrêté avant cette ferme. {phrase(faute)}"
        return Ligne(ferme.source, nom, Etat.EMPECHEE, fautes=(Faute("", "", phrase(faute)),))

    def _remarques(self, ferme: Ferme, nom: str, lue: Lue, garde: str) -> tuple[str, ...]:
        remarques = list(lue.remarques)
        homonyme = self._deja.setdefault(nom.casefold(), ferme.source)
        if homonyme != ferme.source:
            remarques.append(f"Même nom que {homonyme}.")
        if garde:
            remarques.append(f"L'ancien classeur, changé depuis ou venu d'ailleurs, est gardé : {garde}.")
        return tuple(remarques)


class _Part(Suivi):
    """Suivi d'une ferme dans celui du lot, qui seul sait s'il est annulé."""

    def __init__(self, lot: Suivi, debut: int, total: int) -> None:
        super().__init__()
        self._lot = lot
        self._debut = debut
        self._total = total

    def avancer(self, fait: int, total: int) -> None:
        """Annonce l'avancement de tout le lot."""
        self._lot.avancer(self._debut + fait * _PAS // total, self._total)
