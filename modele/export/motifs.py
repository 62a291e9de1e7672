"""Feuille cachée « _motifs » : les phrases qui écartent un outil ou le réservent, selon les besoins saisis.

Une case par réponse du guide autre que oui : elle prolonge les phrases de la précédente de même genre
quand le besoin est indispensable. Aucune fonction de jonction de textes n'est sûre dans tous les tableurs.
"""

from dataclasses import replace
from fractions import Fraction
from typing import get_args

from openpyxl.utils import get_column_letter

from modele.catalogue.objets import Outil, Valeur
from modele.choix.moins_cher import en_lice, porte_toutes_les_ventes
from modele.choix.objets import Resultat, Statut
from modele.choix.statut import juger, valeur_pour
from modele.export import expressions, listes, noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Plume
from modele.export.styles import MOTS_STATUT, nombre
from modele.export.textes import typographie
from modele.situation import Label

TITRE = "_motifs"
_LARGEUR = 30.0
_HORS_LICE = "–"
_REFUS, _INCONNU, _RESERVE = range(3)
_AUCUNE_VENTE, _DES_VENTES = Fraction(0), Fraction(1)
_LABELS: tuple[Label, ...] = get_args(Label)
_GENRES = {
    Valeur.NON: _REFUS,
    Valeur.NON_PRECISE: _INCONNU,
    Valeur.PARTIEL: _RESERVE,
    Valeur.OPTION: _RESERVE,
}


_Suites = dict[tuple[str, Valeur], tuple[str, str]]
"""Phrase et formule de chaque réponse à chaque critère, les mêmes pour tous les outils."""


def largeurs(contexte: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return (_LARGEUR,) * (1 + len(contexte.resultats))


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille ; nomme le statut et les motifs de chaque outil."""
    plume.rangee(1, ("Critère", *(r.cout.outil.nom for r in contexte.resultats)), styles.ENTETE)
    for ligne, critere in enumerate(contexte.catalogue.criteres, start=2):
        plume.poser(ligne, 1, critere.nom, styles.CORPS)
    fin = len(contexte.catalogue.criteres) + 2
    libelles = (
        "Motifs propres",
        "Statut",
        "Motifs",
        "Coût si l'outil porte toutes les ventes",
        "Le plus bas",
    )
    for rang, libelle in enumerate(libelles):
        plume.poser(fin + rang, 1, libelle, styles.CORPS_FORT)
    suites: _Suites = {}
    for colonne, resultat in enumerate(contexte.resultats, start=2):
        _outil(plume, contexte, resultat, colonne, fin, suites)
        _lice(plume, contexte, resultat, colonne, fin + 3)
    lettre = get_column_letter(plume.colonnes)
    plage = f"$B${fin + 3}:${lettre}${fin + 3}"
    couts = [resultat.cout.annee_suivante.ferme for resultat in en_lice(contexte.comparaison)]
    plus_bas = Formule(f'IF(COUNT({plage})>0,MIN({plage}),"{_HORS_LICE}")', min(couts, default=_HORS_LICE))
    case = plume.poser(fin + 4, 2, plus_bas, nombre(styles.EUROS))
    noms.definir(contexte.classeur, noms.COUT_LE_PLUS_BAS, plume.absolue(case))


def _lice(plume: Plume, contexte: Contexte, resultat: Resultat, colonne: int, ligne: int) -> None:
    """Coût d'un outil comparable aux autres : possible, et qui porte toutes les ventes."""
    outil, identifiant = resultat.cout.outil, resultat.outil
    admis = resultat.statut is not Statut.ECARTE and porte_toutes_les_ventes(resultat)
    formule = Formule(
        f'IF(AND({noms.statut(identifiant)}<>"{MOTS_STATUT[Statut.ECARTE]}",'
        f'{expressions.ca_non_couvert(outil)}=0),{noms.annee_suivante(identifiant)},"{_HORS_LICE}")',
        resultat.cout.annee_suivante.ferme if admis else _HORS_LICE,
    )
    case = plume.poser(ligne, colonne, formule, nombre(styles.EUROS))
    noms.definir(contexte.classeur, noms.en_lice(identifiant), plume.absolue(case))


def _outil(
    plume: Plume, contexte: Contexte, resultat: Resultat, colonne: int, fin: int, suites: _Suites
) -> None:
    outil, exigences = resultat.cout.outil, contexte.situation.exigences
    lettre = get_column_letter(colonne)
    derniers = ["", "", ""]
    valeurs = ["", "", ""]
    for ligne, critere in enumerate(contexte.catalogue.criteres, start=2):
        valeur = valeur_pour(outil, critere.identifiant)
        genre = _GENRES.get(valeur)
        if genre is None:
            continue
        cle = (critere.identifiant, valeur)
        if cle not in suites:
            suites[cle] = _suite(contexte, resultat, critere.identifiant)
        phrase, suite = suites[cle]
        if exigences.get(critere.identifiant) == "indispensable":
            valeurs[genre] += phrase
        formule = f"{derniers[genre]}&{suite}" if derniers[genre] else suite
        plume.poser(ligne, colonne, Formule(formule, valeurs[genre]), styles.AUXILIAIRE)
        derniers[genre] = f"{lettre}{ligne}"
    refus, inconnus, reserves = (case or '""' for case in derniers)
    propres, texte = _propres(contexte, resultat)
    case = plume.poser(fin, colonne, Formule(propres, texte), styles.AUXILIAIRE)
    statut = (
        f'IF({case}&{refus}<>"","{MOTS_STATUT[Statut.ECARTE]}",IF({inconnus}<>"",'
        f'"{MOTS_STATUT[Statut.A_VERIFIER]}",IF({reserves}<>"","{MOTS_STATUT[Statut.AVEC_RESERVE]}",'
        f'"{MOTS_STATUT[Statut.RETENU]}")))'
    )
    adresse = plume.poser(fin + 1, colonne, Formule(statut, MOTS_STATUT[resultat.statut]), styles.AUXILIAIRE)
    noms.definir(contexte.classeur, noms.statut(outil.identifiant), plume.absolue(adresse))
    ecarte = f'{adresse}="{MOTS_STATUT[Statut.ECARTE]}"'
    motifs = Formule(
        f"IF({ecarte},{case}&{refus},{inconnus}&{reserves})",
        typographie("".join(f" {motif}" for motif in resultat.motifs)),
    )
    adresse = plume.poser(fin + 2, colonne, motifs, styles.AUXILIAIRE)
    noms.definir(contexte.classeur, noms.motifs(outil.identifiant), plume.absolue(adresse))


def _suite(contexte: Contexte, resultat: Resultat, critere: str) -> tuple[str, str]:
    """Phrase d'une réponse, et la formule qui la dit si le critère est indispensable."""
    phrase = typographie(" " + _phrase(contexte, resultat, critere))
    besoin = f'{noms.besoin(critere)}="{listes.BESOINS["indispensable"]}"'
    return phrase, f'IF({besoin},{expressions.litteral(phrase)},"")'


def _phrase(contexte: Contexte, resultat: Resultat, critere: str) -> str:
    """Ce que dirait le moteur si ce critère, et lui seul, pouvait écarter ou réserver l'outil."""
    outil, cout = resultat.cout.outil, replace(resultat.cout, ca_couvert=_DES_VENTES)
    situation = replace(contexte.situation, exigences={critere: "indispensable"}, label=_label_admis(outil))
    return juger(outil, cout, situation, contexte.catalogue)[1][-1]


def _propres(contexte: Contexte, resultat: Resultat) -> tuple[str, str]:
    """Ventes que l'outil ne porterait pas, label qu'il exige : formule, et texte d'aujourd'hui."""
    outil, cout = resultat.cout.outil, resultat.cout
    sans_besoin = replace(contexte.situation, exigences={})

    def motifs(ca: Fraction, label: Label) -> str:
        phrases = juger(
            outil, replace(cout, ca_couvert=ca), replace(sans_besoin, label=label), contexte.catalogue
        )
        return typographie("".join(f" {phrase}" for phrase in phrases[1]))

    sans_vente = motifs(_AUCUNE_VENTE, _label_admis(outil))
    formule = f'IF({expressions.ca_couvert(outil)}>0,"",{expressions.litteral(sans_vente)})'
    for label in _LABELS:
        if refus := motifs(_DES_VENTES, label):
            affiche = listes.de_champ("label").affiche(label)
            formule += f'&IF(label="{affiche}",{expressions.litteral(refus)},"")'
    actuels = juger(outil, cout, sans_besoin, contexte.catalogue)[1]
    return formule, typographie("".join(f" {phrase}" for phrase in actuels))


def _label_admis(outil: Outil) -> Label:
    return next((label for label in _LABELS if label in outil.labels_requis), _LABELS[0])
