"""L'édition du catalogue en service : celle livrée avec l'application, ou une plus récente reçue depuis.

Une édition n'est lue que si son fichier est, octet pour octet, celui qui a été accepté ; sinon la dernière
bonne prend sa place, et `Actif.avis` le dit.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from modele import disque
from modele.catalogue import registre as registres
from modele.catalogue.connexion import CatalogueIllisible, abime, lisible
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE, SOURCES, TEMOIN
from modele.catalogue.objets import Catalogue
from modele.catalogue.registre import Edition, Registre, RegistreIllisible
from modele.catalogue.temoin import empreinte_de
from modele.empreintes import sha256_du_fichier
from modele.fautes import EntreeInvalide, FichierInaccessible, phrase
from modele.lecture_json import lire_json
from modele.nombres import date_francaise

DOSSIER = "catalogue"
GARDEES = 5
"""Éditions reçues que l'on garde ; les plus anciennes laissent la place."""
_RECEPTION = "reception.tmp.sqlite"


@dataclass(frozen=True, slots=True)
class Actif:
    """Le catalogue en service ; `avis` est une phrase à dire, vide quand tout va bien."""

    catalogue: Catalogue
    base: Path
    edition: Edition
    avis: str = ""


class Editions:
    """Les éditions que connaît un dossier de données ; None n'en connaît qu'une, celle livrée."""

    def __init__(
        self, donnees: Path | None, base: Path = BASE, temoin: Path = TEMOIN, sources: Path = SOURCES
    ) -> None:
        self._dossier = None if donnees is None else donnees / DOSSIER
        self._base = base
        self._temoin = temoin
        self._sources = sources

    def actif(self) -> Actif:
        """Le catalogue à employer ; lève `CatalogueIllisible` si aucune édition n'est bonne."""
        registre, avis = self._registre()
        abimees: list[Edition] = []
        for edition in self._candidates(registre):
            try:
                actif = self._ouvrir(edition)
            except CatalogueIllisible:
                abimees.append(edition)
                continue
            return replace(actif, avis=" ".join([*avis, *_plaintes(abimees, edition)]))
        if self.livree is None:
            raise CatalogueIllisible(
                f"Le catalogue livré avec l'application ne peut pas être vérifié : « {self._temoin.name} » "
                "manque ou est abîmé. Réinstallez l'application."
            )
        return self._refaire(self.livree)

    @cached_property
    def livree(self) -> Edition | None:
        """L'édition livrée avec l'application, ou None si l'on ne peut plus savoir ce qu'elle doit être."""
        try:
            return registres.lire_edition(lire_json(self._temoin), self._base.name)
        except (OSError, ValueError):
            return None

    def precedente(self) -> Edition | None:
        """La bonne édition qui servirait si l'on renonçait à celle en service, ou None."""
        registre, _ = self._registre()
        active = self.actif().edition
        for edition in self._candidates(registre):
            if edition.numero >= active.numero or edition.numero in registre.ecartees:
                continue
            with suppress(CatalogueIllisible):
                return self._ouvrir(edition).edition
        return None

    def ecartee(self) -> Edition | None:
        """La plus haute des éditions auxquelles la ferme a renoncé, si elle est au-dessus de celle en service."""
        registre, _ = self._registre()
        active = self.actif().edition
        renoncees = [
            edition
            for edition in self._candidates(registre)
            if edition.numero in registre.ecartees and edition.numero > active.numero
        ]
        for edition in sorted(renoncees, key=lambda edition: -edition.numero):
            with suppress(CatalogueIllisible):
                return self._ouvrir(edition).edition
        return None

    def accepter(self, catalogue: Catalogue, cle: str, jour: date) -> Actif:
        """Range une édition reçue et la met en service.

        Lève `EntreeInvalide` si elle n'est pas plus récente que celle en service, `FichierInaccessible` si le
        disque s'y refuse : celle en service le reste alors.
        """
        exiger_plus_recente(catalogue, self.actif().edition)
        self._ranger(catalogue, cle, jour)
        return self.actif()

    def revenir(self) -> Actif:
        """Renonce à l'édition en service pour la précédente ; le choix est retenu.

        Lève `EntreeInvalide` s'il n'y en a pas, `FichierInaccessible` si le disque s'y refuse.
        """
        precedente = self.precedente()
        if precedente is None:
            raise EntreeInvalide("Il n'y a pas d'édition précédente du catalogue à laquelle revenir.")
        registre, _ = self._registre()
        au_dessus = {e.numero for e in self._candidates(registre) if e.numero > precedente.numero}
        self._ecrire(replace(registre, ecartees=registre.ecartees | au_dessus))
        return self.actif()

    def reprendre(self, numero: int) -> Actif:
        """Remet en service une édition à laquelle la ferme avait renoncé ; lève `FichierInaccessible`."""
        registre, _ = self._registre()
        self._ecrire(replace(registre, ecartees=registre.ecartees - {numero}))
        return self.actif()

    def _registre(self) -> tuple[Registre, list[str]]:
        if self._dossier is None:
            return Registre(), []
        try:
            return registres.lire(self._dossier), []
        except RegistreIllisible:
            return Registre(), [
                "La liste des éditions reçues du catalogue ne se lit plus : celle livrée avec l'application "
                "est employée. Recevez à nouveau votre mise à jour pour la retrouver."
            ]

    def _candidates(self, registre: Registre) -> Iterator[Edition]:
        """De la meilleure à la moins bonne ; celles auxquelles on a renoncé en dernier recours."""
        livree = () if self.livree is None else (self.livree,)
        # À numéro égal, celle livrée d'abord : elle ne dépend pas du dossier de données.
        toutes = sorted((*livree, *registre.editions), key=lambda edition: -edition.numero)
        return iter(sorted(toutes, key=lambda edition: edition.numero in registre.ecartees))

    def _ouvrir(self, edition: Edition) -> Actif:
        chemin = self._chemin(edition)
        catalogue = ouvrir_catalogue(chemin, edition.sha256)
        if (catalogue.edition, catalogue.date) != (str(edition.numero), edition.date):
            raise abime(chemin)
        return Actif(catalogue, chemin, edition)

    def _chemin(self, edition: Edition) -> Path:
        if edition is self.livree or self._dossier is None:
            return self._base
        return self._dossier / edition.fichier

    def _refaire(self, livree: Edition) -> Actif:
        """Reconstruit l'édition livrée depuis ses fiches, si elles disent encore la même chose."""
        faute = abime(self._base)
        if self._dossier is None:
            raise faute
        from modele.catalogue.lecture import CatalogueInvalide, lire_catalogue

        try:
            edition = self._ranger(lire_catalogue(self._sources), livree.cle, None, livree.contenu)
        except (CatalogueInvalide, FichierInaccessible):
            raise faute from None
        return replace(
            self._ouvrir(edition),
            avis="Le catalogue livré avec l'application est abîmé : il a été refait à l'identique dans le "
            "dossier de vos données. Réinstallez l'application dès que possible.",
        )

    def _ranger(
        self, catalogue: Catalogue, cle: str, jour: date | None, contenu: str | None = None
    ) -> Edition:
        """Construit la base d'une édition, la relit, lui donne son nom, puis l'inscrit au registre."""
        from modele.catalogue.construction import construire

        if self._dossier is None:
            raise FichierInaccessible("Aucun dossier de données n'est ouvert pour garder cette édition.")
        registre, _ = self._registre()
        provisoire = self._dossier / _RECEPTION
        try:
            self._dossier.mkdir(parents=True, exist_ok=True)
            construire(catalogue, provisoire)
            resume = sha256_du_fichier(provisoire)
            if ouvrir_catalogue(provisoire, resume) != catalogue:
                raise abime(provisoire)
            ecrit = empreinte_de(provisoire)
            if contenu not in (None, ecrit):
                raise abime(self._base)
            edition = Edition(
                int(catalogue.edition),
                catalogue.date,
                f"edition-{catalogue.edition}-{resume[:8]}.sqlite",
                resume,
                ecrit,
                cle,
                jour.isoformat() if jour else "",
            )
            disque.remplacer(provisoire, self._dossier / edition.fichier)
            self._ecrire(_eclairci(registre.avec(edition)))
        except OSError as faute:
            raise self._refus(faute) from faute
        finally:
            with suppress(OSError):
                provisoire.unlink(missing_ok=True)
        return edition

    def _ecrire(self, registre: Registre) -> None:
        assert self._dossier is not None
        try:
            self._dossier.mkdir(parents=True, exist_ok=True)
            registres.ecrire(self._dossier, registre)
        except OSError as faute:
            raise self._refus(faute) from faute
        self._balayer(registre)

    def _refus(self, faute: OSError) -> FichierInaccessible:
        assert self._dossier is not None
        cause = phrase(OSError(faute.errno, faute.strerror or "le système a refusé"))
        return FichierInaccessible(
            f"L'édition du catalogue n'a pas pu être gardée dans « {lisible(self._dossier)} » : {cause}"
        )

    def _balayer(self, registre: Registre) -> None:
        """Retire les éditions que le registre ne cite plus et ce qu'une coupure a laissé."""
        assert self._dossier is not None
        cites = {edition.fichier for edition in registre.editions}
        for motif in ("edition-*.sqlite", ".*.tmp", _RECEPTION):
            for fichier in self._dossier.glob(motif):
                if fichier.name not in cites:
                    # Un fichier encore tenu partira la prochaine fois.
                    with suppress(OSError):
                        fichier.unlink()


def exiger_plus_recente(catalogue: Catalogue, active: Edition) -> None:
    """Lève `EntreeInvalide` si ce catalogue n'est pas plus récent que l'édition en service."""
    if int(catalogue.edition) == active.numero:
        raise EntreeInvalide(f"L'édition {active.numero} du catalogue est déjà en service.")
    if int(catalogue.edition) < active.numero:
        raise EntreeInvalide(
            f"Cette mise à jour apporte l'édition {catalogue.edition} du catalogue, plus ancienne que "
            f"l'édition {active.numero} en service."
        )


def _eclairci(registre: Registre) -> Registre:
    numeros = sorted((edition.numero for edition in registre.editions), reverse=True)
    return registre.sans(frozenset(numeros[GARDEES:]))


def _plaintes(abimees: list[Edition], employee: Edition) -> Iterator[str]:
    for edition in abimees:
        ailleurs = (
            f"l'édition {employee.numero}, du {date_francaise(employee.date)}, est employée à sa place."
        )
        if not edition.cle and not edition.recue_le:
            yield (
                f"Le catalogue livré avec l'application est abîmé : {ailleurs} Réinstallez l'application "
                "dès que possible."
            )
        else:
            yield (
                f"L'édition {edition.numero} du catalogue est abîmée : {ailleurs} Recevez à nouveau la mise "
                "à jour pour la retrouver."
            )
