"""Les réponses des éditeurs : chacune revient à sa question, quoi qu'il soit arrivé à la feuille."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Question
from modele.export import noms
from modele.export.feuille_dossier import TITRE as CACHEE
from modele.questions import proposer
from modele.reprise.differences import differences
from modele.reprise.lecture import lire_classeur
from tests.export.tableur import cellule, ordinaires
from tests.reprise.fabrique import ecrire, retoucher, saisir


def _proposee(catalogue: Catalogue, outil: str, rang: int = 0) -> Question:
    """Question que l'application pose à un dossier vide."""
    return proposer(catalogue, Dossier("").situation, [outil])[rang]


def _rang(chemin: Path, catalogue: Catalogue, question: Question) -> int:
    """Rang de la ligne où cette question est écrite."""
    classeur = load_workbook(chemin)
    cherchee = (catalogue.par_outil[question.outil].nom, question.texte)
    for rang in range(1, 200):
        lue = (cellule(classeur, noms.outil_question(rang)), cellule(classeur, noms.question(rang)))
        if tuple(" ".join(une.value.split()) for une in lue) == tuple(" ".join(m.split()) for m in cherchee):
            return rang
    raise AssertionError(question)


def _repondre(chemin: Path, catalogue: Catalogue, question: Question, reponse: Any) -> Path:
    rang = _rang(chemin, catalogue, question)
    return retoucher(chemin, lambda classeur: saisir(classeur, {noms.reponse(rang): reponse}))


def _exporter(catalogue: Catalogue, tmp_path: Path, *questions: Question, entier: bool = True) -> Path:
    return ecrire(catalogue, Dossier("", questions=questions), tmp_path / "ferme.xlsx", entier)


def test_la_reponse_a_une_question_proposee_la_fait_garder(catalogue: Catalogue, tmp_path: Path) -> None:
    question = _proposee(catalogue, "socleo")
    chemin = _exporter(catalogue, tmp_path)
    _repondre(chemin, catalogue, question, "Trois mois, par courrier.")
    reprise = lire_classeur(chemin, catalogue)
    assert reprise.dossier.questions == (replace(question, reponse="Trois mois, par courrier."),)
    assert reprise.avis == ()
    (dite,) = differences(Dossier(""), reprise.dossier, catalogue)
    debut = question.texte[:60]
    assert ordinaires(dite.phrase) == (
        f"Réponse de Socleo à « {debut}… » : rien → « Trois mois, par courrier. »"
    )


def test_toute_reponse_devient_un_texte(catalogue: Catalogue, tmp_path: Path) -> None:
    reponses: list[tuple[Any, str]] = [
        (30, "30"),
        (30.5, "30.5"),
        (True, "oui"),
        (date(2026, 3, 12), "12/03/2026"),
        (datetime.fromisoformat("2026-03-12T14:30"), "12/03/2026 14h30"),
        ("  Oui\npuis non  ", "Oui\npuis non"),
        ("'=1+1", "'=1+1"),
        ("a_x0000__xD800_b", "ab"),
        ("x" * 5_000, "x" * 5_000),
    ]
    ecrites = {noms.reponse(rang): ecrite for rang, (ecrite, _) in enumerate(reponses, 1)}
    chemin = retoucher(_exporter(catalogue, tmp_path), lambda classeur: saisir(classeur, ecrites))
    lues = [question.reponse for question in lire_classeur(chemin, catalogue).dossier.questions]
    assert lues == [lue for _, lue in reponses]


def test_reponse_changee_puis_effacee(catalogue: Catalogue, tmp_path: Path) -> None:
    question = _proposee(catalogue, "cagette")
    reecrite = replace(_proposee(catalogue, "cagette", 1), texte="Et nos données ?", reponse="?")
    chemin = _exporter(catalogue, tmp_path, replace(question, reponse="Non"), reecrite)
    _repondre(chemin, catalogue, question, "Oui")
    _repondre(chemin, catalogue, reecrite, "En tableur")
    attendues = (replace(question, reponse="Oui"), replace(reecrite, reponse="En tableur"))
    assert lire_classeur(chemin, catalogue).dossier.questions == attendues
    _repondre(chemin, catalogue, question, None)
    _repondre(chemin, catalogue, reecrite, None)
    # La première redevient une question proposée ; les mots de la seconde sont ceux de la ferme.
    assert lire_classeur(chemin, catalogue).dossier.questions == (replace(reecrite, reponse=""),)


def test_question_de_la_ferme_et_question_refusee(catalogue: Catalogue, tmp_path: Path) -> None:
    mienne = Question("kuupanda", "Livrez-vous à Ambert ?")
    refusee = replace(_proposee(catalogue, "kuupanda"), retenue=False)
    chemin = _exporter(catalogue, tmp_path, mienne, refusee)
    _repondre(chemin, catalogue, mienne, "Le jeudi")
    assert lire_classeur(chemin, catalogue).dossier.questions == (
        replace(mienne, reponse="Le jeudi"),
        refusee,
    )
    with pytest.raises(KeyError):
        _rang(chemin, catalogue, refusee)


def test_une_question_refusee_ne_prend_pas_la_reponse_d_une_autre(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    refusee = replace(_proposee(catalogue, "kuupanda"), retenue=False)
    mienne = Question("kuupanda", refusee.texte)
    chemin = _exporter(catalogue, tmp_path, refusee, mienne)
    _repondre(chemin, catalogue, mienne, "Le jeudi")
    assert lire_classeur(chemin, catalogue).dossier.questions == (
        refusee,
        replace(mienne, reponse="Le jeudi"),
    )


def test_la_reponse_suit_la_question_de_l_export_meme_si_les_ventes_changent(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """Le tarif de Socleo dépend des ventes : changées dans le classeur, elles changeraient les mots de la question."""
    situation = replace(Dossier("").situation, ca_particuliers=Fraction(30_000))
    (tarif,) = [q for q in proposer(catalogue, situation, ["socleo"]) if q.cle.startswith("tarif-")]
    chemin = ecrire(catalogue, Dossier("", situation), tmp_path / "ferme.xlsx")
    _repondre(chemin, catalogue, tarif, "Toujours valable")
    retoucher(chemin, lambda classeur: saisir(classeur, {"ca_particuliers": 90_000}))
    reprise = lire_classeur(chemin, catalogue)
    assert tarif not in proposer(catalogue, reprise.dossier.situation, ["socleo"])
    assert reprise.dossier.questions == (replace(tarif, reponse="Toujours valable"),)


def _echanger(classeur: Workbook, un: int, autre: int) -> None:
    """Échange deux lignes entières, comme le ferait un tri : les noms, eux, restent à leur place."""
    feuille = classeur["Questions"]
    lignes = [cellule(classeur, noms.question(rang)).row for rang in (un, autre)]
    for colonne in (1, 2, 3):
        cases = [feuille.cell(ligne, colonne) for ligne in lignes]
        cases[0].value, cases[1].value = cases[1].value, cases[0].value


def test_feuille_triee(catalogue: Catalogue, tmp_path: Path) -> None:
    une, autre = _proposee(catalogue, "socleo"), _proposee(catalogue, "amapj")
    chemin = _exporter(catalogue, tmp_path)
    rangs = _rang(chemin, catalogue, une), _rang(chemin, catalogue, autre)
    _repondre(chemin, catalogue, une, "de Socleo")
    retoucher(chemin, lambda classeur: _echanger(classeur, *rangs))
    assert _rang(chemin, catalogue, une) == rangs[1]
    assert lire_classeur(chemin, catalogue).dossier.questions == (replace(une, reponse="de Socleo"),)


def test_sans_feuille_cachee_les_reponses_reviennent(catalogue: Catalogue, tmp_path: Path) -> None:
    question = _proposee(catalogue, "socleo")
    chemin = _exporter(catalogue, tmp_path, entier=False)
    _repondre(chemin, catalogue, question, "Aucun")
    reprise = lire_classeur(chemin, catalogue)
    assert reprise.origine is None
    assert reprise.dossier.questions == (replace(question, reponse="Aucun"),)


def test_question_d_une_autre_edition_est_gardee_avec_ses_mots(catalogue: Catalogue, tmp_path: Path) -> None:
    question = _proposee(catalogue, "socleo")
    chemin = _exporter(catalogue, tmp_path)
    rang = _rang(chemin, catalogue, question)
    mots = {noms.question(rang): "Une question d'autrefois ?", noms.reponse(rang): "Oui"}
    retoucher(chemin, lambda classeur: saisir(classeur, mots))
    lues = lire_classeur(chemin, catalogue).dossier.questions
    assert lues == (Question("socleo", "Une question d'autrefois ?", reponse="Oui"),)


def test_outil_que_le_guide_n_a_plus(catalogue: Catalogue, tmp_path: Path) -> None:
    question = _proposee(catalogue, "socleo")
    chemin = _repondre(_exporter(catalogue, tmp_path), catalogue, question, "Trois mois")
    sans_socleo = replace(catalogue, outils=tuple(o for o in catalogue.outils if o.identifiant != "socleo"))
    reprise = lire_classeur(chemin, sans_socleo)
    assert reprise.dossier.questions == ()
    assert reprise.avis == (
        "La réponse « Trois mois » n'est pas reprise : le guide ne connaît plus l'outil « Socleo ».",
    )


def test_classeur_d_avant_que_les_questions_aient_un_nom(catalogue: Catalogue, tmp_path: Path) -> None:
    """Sans savoir à quoi répond une case, mieux vaut le dire que de se tromper de question."""
    question = _proposee(catalogue, "socleo")
    chemin = _repondre(_exporter(catalogue, tmp_path), catalogue, question, "Trois mois")

    def oter_les_noms(classeur: Workbook) -> None:
        for nom in [nom for nom in classeur.defined_names if "question_" in nom]:
            del classeur.defined_names[nom]

    reprise = lire_classeur(retoucher(chemin, oter_les_noms), catalogue)
    assert reprise.dossier.questions == ()
    (avis,) = reprise.avis
    assert "à quelles questions" in avis


def test_feuille_supprimee_se_dit(catalogue: Catalogue, tmp_path: Path) -> None:
    gardee = replace(_proposee(catalogue, "socleo"), reponse="Trois mois")
    chemin = _exporter(catalogue, tmp_path, gardee)

    def oter(classeur: Workbook) -> None:
        assert CACHEE in classeur.sheetnames
        for titre in ("Questions", "Besoins", "Avant-après"):
            del classeur[titre]

    reprise = lire_classeur(retoucher(chemin, oter), catalogue)
    assert reprise.dossier.questions == (gardee,)
    assert [avis.split("»")[0].split("«")[1].strip() for avis in reprise.avis] == [
        "Besoins",
        "Avant-après",
        "Questions",
    ]
