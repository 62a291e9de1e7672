"""Les défenses de la lecture, après la garde : chacune arrête un classeur, qui passe quand on la coupe."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import openpyxl.xml
import pytest
from defusedxml import DefusedXmlException
from openpyxl import Workbook

from modele.catalogue.objets import Catalogue
from modele.dossiers import texte
from modele.dossiers.objets import Essai
from modele.dossiers.texte import ecrire_dossier
from modele.export.feuille_dossier import FORMAT, empreinte
from modele.export.feuille_dossier import TITRE as CACHEE
from modele.reprise import cases, garde, lecture, reponses, ventes
from modele.reprise.fautes import ClasseurRefuse
from modele.reprise.lecture import Reprise, lire_classeur
from tests.reprise.fabrique import refaire, rempli, retoucher, saisir


def _designer(nom: str, adresse: str) -> Callable[[Workbook], None]:
    def retouche(classeur: Workbook) -> None:
        classeur.defined_names[nom].attr_text = adresse

    return retouche


def _cacher(lignes: list[str]) -> Callable[[Workbook], None]:
    def retouche(classeur: Workbook) -> None:
        for rang, ligne in enumerate(lignes, 1):
            classeur[CACHEE].cell(rang, 1).value = ligne

    return retouche


def _dossier_impossible() -> list[str]:
    """Un dossier bien scellé, mais qui note un essai 9 sur 5."""
    impossible = ecrire_dossier(replace(rempli(), essais=(Essai("socleo", ergonomie=9),)))
    return [lecture.MARQUE, str(FORMAT), empreinte(impossible), impossible]


def _en_morceaux(classeur: Workbook) -> None:
    """Le même texte, un caractère par ligne : plus de lignes qu'un export n'en écrit jamais."""
    feuille = classeur[CACHEE]
    entier = feuille["A4"].value
    for rang, lettre in enumerate(entier, 4):
        feuille.cell(rang, 1).value = lettre
        feuille.cell(rang, 1).data_type = "s"


def _anonyme(classeur: Workbook) -> None:
    """Il ne reste de la Boussole que trois noms."""
    del classeur[CACHEE]
    for nom in set(classeur.defined_names) - {"ca_particuliers", "panier_moyen", "horizon"}:
        del classeur.defined_names[nom]


def _refuse(reprise: Reprise | None) -> bool:
    return reprise is None


def _sans_horizon(reprise: Reprise | None) -> bool:
    """La case désignée n'a pas été lue : rien n'est dit de sa valeur."""
    return reprise is not None and reprise.avis == () and reprise.dossier == rempli()


def _sans_origine(reprise: Reprise | None) -> bool:
    return reprise is not None and reprise.origine is None


@dataclass(frozen=True)
class Borne:
    """Un classeur, ce que la lecture en fait, et la défense dont cela dépend."""

    retouche: Callable[[Workbook], None]
    arrete: Callable[[Reprise | None], bool]
    module: ModuleType
    attribut: str
    par: object


BORNES = {
    "case à la millionième ligne": Borne(
        _designer("horizon", "'Ma ferme'!$B$30000"), _sans_horizon, cases, "_LIGNES_MAX", 10**6
    ),
    "case à la millième colonne": Borne(
        _designer("horizon", "'Ma ferme'!$ALL$5"), _sans_horizon, cases, "_COLONNES_MAX", 10**4
    ),
    "feuille cachée sans fin": Borne(_en_morceaux, _sans_origine, cases, "_LIGNES_CACHEES_MAX", 10**5),
    "classeur d'ailleurs": Borne(_anonyme, _refuse, lecture, "_RECONNUES_MIN", 1),
    "format plus récent": Borne(
        _cacher(["boussole-circuits-courts", str(FORMAT + 1)]), _refuse, lecture, "FORMAT", FORMAT + 1
    ),
    "marque d'un autre programme": Borne(
        _cacher(["autre-programme"]), _sans_origine, lecture, "MARQUE", "autre-programme"
    ),
    "empreinte fausse": Borne(
        _cacher(["boussole-circuits-courts", str(FORMAT), "0" * 64]),
        _sans_origine,
        lecture,
        "empreinte",
        lambda _: "0" * 64,
    ),
    "dossier impossible": Borne(
        _cacher(_dossier_impossible()), _sans_origine, texte, "_verifier", lambda _: None
    ),
}


def _lire(fichier: Path, catalogue: Catalogue) -> Reprise | None:
    try:
        return lire_classeur(fichier, catalogue)
    except ClasseurRefuse:
        return None


@pytest.mark.parametrize("nom", BORNES)
def test_borne_coupee_le_classeur_passe(
    nom: str, fichier: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    borne = BORNES[nom]
    retoucher(fichier, borne.retouche)
    assert borne.arrete(_lire(fichier, catalogue))
    monkeypatch.setattr(borne.module, borne.attribut, borne.par)
    assert not borne.arrete(_lire(fichier, catalogue))


def test_les_bornes_de_la_lecture_sont_toutes_coupees() -> None:
    """Une borne ajoutée à la lecture sans son classeur fait rougir cet essai."""
    for module in (cases, lecture):
        bornes = {nom for nom in vars(module) if nom.endswith(("_MAX", "_MIN"))}
        coupees = {borne.attribut for borne in BORNES.values() if borne.module is module}
        assert bornes <= coupees, module


def test_les_rangs_de_cases_sont_bornes() -> None:
    """Le nombre de noms retenus ne dépend pas du fichier."""
    assert reponses.est_une_case("reponse_9999") and not reponses.est_une_case("reponse_10000")
    assert ventes.est_une_case("vente_9999_apres_ca") and not ventes.est_une_case("vente_10000_apres_ca")
    assert not ventes.est_une_case("vente_1_gain_ca") and not ventes.est_une_case("vente_0_avant_ca")


def test_sans_la_garde_openpyxl_refuse_encore_les_entites(
    fichier: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seconde défense : openpyxl lit le XML par defusedxml."""
    assert openpyxl.xml.DEFUSEDXML
    feuille = "xl/workbook.xml"
    entites = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    octets = refaire(
        fichier.read_bytes(),
        {feuille: lambda c: entites + c.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>")},
    )
    assert octets != fichier.read_bytes()
    fichier.write_bytes(octets)
    monkeypatch.setattr(garde, "_exiger_sans_entite", lambda _: None)
    with pytest.raises(ClasseurRefuse, match="abîmé") as refus:
        lire_classeur(fichier, catalogue)
    cause: BaseException | None = refus.value
    while cause is not None and not isinstance(cause, DefusedXmlException):
        cause = cause.__cause__ or cause.__context__
    assert cause is not None


def test_la_valeur_d_une_formule_saisie_est_lue(fichier: Path, catalogue: Catalogue) -> None:
    """« =12*3500 » vaut 42 000 : c'est la valeur que le tableur a gardée qui compte, jamais la formule."""

    def formule(contenu: bytes) -> bytes:
        assert b"<v>42000.25</v>" in contenu
        return contenu.replace(b"<v>42000.25</v>", b"<f>12*3500</f><v>42000</v>")

    fichier.write_bytes(refaire(fichier.read_bytes(), {"xl/worksheets/sheet2.xml": formule}))
    assert lire_classeur(fichier, catalogue).dossier.situation.ca_particuliers == 42_000
    retoucher(fichier, lambda classeur: saisir(classeur, {"ca_particuliers": "=12*3500"}))
    # Écrite par un programme qui ne calcule pas, elle n'a pas de valeur.
    (avis,) = lire_classeur(fichier, catalogue).avis
    assert "la case est vide" in avis
