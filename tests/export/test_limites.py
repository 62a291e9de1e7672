"""Une formule qu'Excel n'ouvrirait pas passe par des étapes, ou l'export dit pourquoi il s'arrête."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.objets import Assiette, Catalogue, Condition, Formule, Nature, Option, Palier, Taxe
from modele.choix.objets import Comparaison
from modele.comparaison import comparer
from modele.dossiers.objets import Dossier
from modele.export import calculs, limites, noms, seuils
from modele.export.classeur import exporter
from modele.export.limites import exces
from modele.export.seuils import LIGNE_ENTETE
from modele.fautes import EntreeInvalide
from modele.situation import EXEMPLE
from modele.ventes_du_dossier import chiffrer
from tests.export.cas import agrandi
from tests.export.tableur import Tableur, case, cases, ordinaires
from tests.export.test_ventes import une_vente
from tests.modele.fabrique import catalogue, catalogue_reel, composante, outil, situation


def _imbriquee(niveaux: int) -> str:
    return "IF(" * niveaux + "1" + ",2,3)" * niveaux


@pytest.mark.parametrize(
    ("formule", "refus"),
    [
        ("1+1", None),
        ("A" * 8_191, None),
        ("A" * 8_192, "8193 caractères, 8192 admis"),
        (_imbriquee(64), None),
        (_imbriquee(65), "65 niveaux de parenthèses, 64 admis"),
        ("SUM(" + ",".join("1" * 255) + ")", None),
        ("SUM(" + ",".join("1" * 256) + ")", "256 arguments d'une même fonction, 255 admis"),
        ("+".join(["SUM(1,2)"] * 200), None),
        ('"' + "(,)" * 300 + '"', None),
        ('IF(A1="(""(",' * 70 + "1" + ")" * 70, "70 niveaux de parenthèses, 64 admis"),
    ],
)
def test_ce_qu_un_tableur_admet(formule: str, refus: str | None) -> None:
    assert exces(formule) == refus


def test_paliers_trop_nombreux_refuses_en_clair(tmp_path: Path) -> None:
    paliers = (*(Palier(Fraction(1), Fraction(limite)) for limite in range(1, 80)), Palier(Fraction(2)))
    un = outil(composante(paliers=paliers, suivie=Condition.TOUJOURS))
    invente, ancien = catalogue(un), tmp_path / "ferme.xlsx"
    ancien.write_bytes(b"ancien")
    with pytest.raises(EntreeInvalide) as faute:
        exporter(invente, comparer(invente, EXEMPLE), ancien)
    texte = str(faute.value)
    assert re.match(r"La formule de la case [A-Z]+\d+ de « Coûts ».*niveaux de parenthèses, 64 admis", texte)
    assert "\n" not in texte
    assert ancien.read_bytes() == b"ancien"
    assert [un.name for un in tmp_path.iterdir()] == ["ferme.xlsx"]


@dataclass(frozen=True)
class Grand:
    """Un grand catalogue, exporté puis recalculé."""

    attendue: Comparaison
    ecrit: Path
    recalcule: Workbook


def _longues_formules() -> Catalogue:
    """Un outil aux trente formules, de trois lignes à quatre paliers chacune : trop pour une seule case."""

    def formule(rang: int) -> Formule:
        paliers = tuple(Palier(Fraction(rang + place, 1000), Fraction(20_000 * place)) for place in (1, 2, 3))
        lignes = (
            composante(
                paliers=(*paliers, Palier(Fraction(rang + 5, 1000))), suivie=Condition.TOUJOURS, taxe=Taxe.HT
            ),
            composante(Assiette.MOIS, "3.5", identifiant="abonnement", nature=Nature.ABONNEMENT),
            composante(Assiette.CLIENTS_MOIS, "0.1", identifiant="clients", plancher=Fraction(100)),
        )
        return Formule(f"formule-{rang}", f"Formule {rang}", lignes, "1", defaut=rang == 7)

    prise = composante(Assiette.MOIS, "9.9", identifiant="prise", nature=Nature.OPTION)
    long = replace(
        outil(identifiant="long"),
        formules=tuple(formule(rang) for rang in range(30)),
        options=(Option("prise", "Option prise", (prise,), "1"), Option("laissee", "Laissée", (prise,), "1")),
    )
    return catalogue(long, outil(composante(prix="0.031"), identifiant="court"))


@pytest.fixture(scope="module")
def grands(tableur: Tableur, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Grand]:
    """Quarante outils et soixante critères, aux limites d'Excel puis dix fois plus étroites ; un outil très long."""
    dossier, sortie = tmp_path_factory.mktemp("grands"), tmp_path_factory.mktemp("recalcules")
    quarante = agrandi(catalogue_reel(), 40, 60)
    exigences = {critere.identifiant: "indispensable" for critere in quarante.criteres[:3]}
    ferme = situation(ca_particuliers="45000", ca_professionnels="3000")
    exigeante = replace(ferme, exigences={**exigences, quarante.criteres[-1].identifiant: "souhaite"})
    avec_option = replace(ferme, options={"long": ("prise",)})
    attendues = {
        "quarante": comparer(quarante, ferme),
        "etroit": comparer(quarante, exigeante),
        "long": comparer(_longues_formules(), avec_option),
    }
    exporter(quarante, attendues["quarante"], dossier / "quarante.xlsx")
    porteur = Dossier("Essai", avec_option, ventes=(une_vente("long", "70000"),))
    exporter(_longues_formules(), attendues["long"], dossier / "long.xlsx", dossier=porteur)
    with pytest.MonkeyPatch.context() as etroites:
        etroites.setattr(calculs, "ETAPE_MAX", limites.ETAPE_MAX // 10)
        etroites.setattr(seuils, "ETAPE_MAX", limites.ETAPE_MAX // 10)
        exporter(quarante, attendues["etroit"], dossier / "etroit.xlsx")
    recalcules = tableur.recalculer(sorted(dossier.glob("*.xlsx")), sortie)
    return {nom: Grand(une, dossier / f"{nom}.xlsx", recalcules[nom]) for nom, une in attendues.items()}


def test_toute_formule_tient_dans_un_tableur(grands: Mapping[str, Grand]) -> None:
    for nom, grand in grands.items():
        formules = [
            str(une.value)[1:] for _, une in cases(load_workbook(grand.ecrit)) if une.data_type == "f"
        ]
        assert all(exces(formule) is None for formule in formules), nom
        if nom == "etroit":
            assert any("'_calculs'!" in formule for formule in formules if "MID(" in formule)


def test_cent_soixante_outils_s_exportent(tmp_path: Path) -> None:
    beaucoup = agrandi(catalogue_reel(), 160, 60)
    exporter(beaucoup, comparer(beaucoup, EXEMPLE), tmp_path / "ferme.xlsx")
    seuils_ecrits = load_workbook(tmp_path / "ferme.xlsx", read_only=True)["Seuils"]
    assert "'_calculs'!" in str(seuils_ecrits["A4"].value), "les prix proposés de tous passent par des étapes"


def test_valeurs_gardees_egales_aux_recalculees(grands: Mapping[str, Grand]) -> None:
    for nom, grand in grands.items():
        comparees = 0
        for feuille, une in cases(load_workbook(grand.ecrit, data_only=True)):
            autre = grand.recalcule[feuille.title][une.coordinate].value
            lieu = (nom, feuille.title, une.coordinate, une.value, autre)
            if isinstance(une.value, int | float):
                assert abs(une.value - autre) <= 1e-9 * max(1, abs(une.value)), lieu
            elif une.value != "":
                assert une.value == autre, lieu
            comparees += 1
        assert comparees > 1_500


def test_couts_et_moins_chers_comme_le_moteur(grands: Mapping[str, Grand]) -> None:
    for nom, grand in grands.items():
        for resultat in grand.attendue.resultats:
            lu = case(grand.recalcule, noms.horizon(resultat.outil))
            assert abs(lu - float(resultat.cout.horizon)) < 1e-6, (nom, resultat.outil)
        cites = ordinaires(grand.recalcule["Seuils"].cell(LIGNE_ENTETE + 30, 3).value).split(", ")
        assert len(cites) >= (4 if nom == "quarante" else 1), (nom, cites)


def test_etapes_posees_pour_les_formules_trop_longues(grands: Mapping[str, Grand]) -> None:
    for nom, feuilles in (
        ("quarante", set()),
        ("etroit", {"Seuils", "Synthèse"}),
        ("long", {"Seuils", "_calculs"}),
    ):
        libelles = {
            ordinaires(une[0].value) for une in grands[nom].recalcule["_calculs"].iter_rows(max_col=1)
        }
        assert {
            f for f in ("Seuils", "Synthèse", "_calculs") if f"Étape de « {f} »" in libelles
        } == feuilles, nom


def test_vente_par_un_outil_aux_formules_nombreuses(grands: Mapping[str, Grand]) -> None:
    grand = grands["long"]
    chiffree = chiffrer(une_vente("long", "70000"), _longues_formules(), grand.attendue.situation)
    assert chiffree.outil is not None
    gain = case(grand.recalcule, noms.vente(1, "gain", "cout"))
    assert abs(gain + float(chiffree.outil.retenu)) < 1e-6
