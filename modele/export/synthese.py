"""Feuille « Synthèse » : les outils, leur statut, leur coût et ce que cela veut dire, sur une page."""

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from modele.choix.objets import Resultat, Statut
from modele.export import expressions, listes, noms, phrases_synthese, styles
from modele.export.calculs import Calculs
from modele.export.contexte import LOGICIEL, SANS_NOM, Contexte
from modele.export.couts import titre_horizon
from modele.export.ecriture import Contenu, Formule, Valeur
from modele.export.phrases import phrase
from modele.export.plume import Plume
from modele.export.points_seuils import Points
from modele.export.styles import MOTS_STATUT, nombre
from modele.export.textes import typographie

TITRE = phrases_synthese.FEUILLE
LIGNE_ENTETE = 14
_LARGEURS = (25, 7, 14, 30, 14, 14, 10, 15, 10, 84)
_BESOINS_DITS = "+".join(
    f'SUMPRODUCT(({noms.PLAGE_BESOINS}="{listes.BESOINS[exigence]}")*1)'
    for exigence in ("indispensable", "souhaite")
)
_SANS_OBJET = "–"


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(
    plume: Plume, contexte: Contexte, feuilles: list[tuple[str, str]], points: Points, calculs: Calculs
) -> None:
    """Remplit la feuille ; `feuilles` : (titre, ce qu'on y trouve)."""
    fin = plume.colonnes
    nom = Formule(f'IF(TRIM(nom)="",{expressions.litteral(SANS_NOM)},TRIM(nom))', contexte.ferme)
    plume.poser(1, 1, nom, styles.TITRE_LONG, fin)
    plume.espacer(1, 30)
    edition = f"Catalogue : édition {contexte.catalogue.edition}"
    guide = contexte.catalogue.guide
    prix = f", prix du guide, vers {guide.date_tarifs} : à confirmer" if guide.date_tarifs else ""
    plume.poser(
        2,
        1,
        f"Comparaison des outils de vente en ligne, établie le {contexte.date} avec {LOGICIEL}. "
        f"{edition}{prix}.",
        styles.SOUS_TITRE,
        fin,
    )
    plume.poser(3, 1, Formule(noms.ALERTE_SAISIE, ""), styles.ALERTE_VIVE, fin)
    ligne = _ventes(plume, contexte, 4)
    entete = LIGNE_ENTETE
    _tableau(plume, contexte, entete, points)
    lignes = (entete + 1, entete + len(contexte.resultats))
    for rang, formule in enumerate(phrases_synthese.trois_phrases(contexte, lignes, calculs)):
        plume.poser(ligne + rang, 1, formule, styles.LIBRE_FORT, fin)
    ligne = plume.derniere_ligne + 1
    plume.poser(
        ligne,
        1,
        "À l'export : "
        + contexte.comparaison.regle
        + " Un outil écarté reste affiché, en dernier, avec sa raison. "
        "Les frais sans prix dans le guide ne sont pas comptés : ils sont listés dans « Coûts ».",
        styles.NOTE_LIBRE,
        fin,
    )
    _sommaire(plume, ligne + 2, feuilles)


def _ventes(plume: Plume, contexte: Contexte, ligne: int) -> int:
    """Ce que l'on compare, en quelques cases vives."""
    situation = contexte.situation
    plume.poser(ligne, 1, "Vos ventes par l'outil", styles.SECTION, plume.colonnes)
    plume.espacer(ligne, 24)
    cases: tuple[tuple[str, str, Valeur, str], ...] = (
        ("Aux particuliers, HT par an", "ca_particuliers", situation.ca_particuliers, styles.EUROS),
        ("Aux professionnels, HT par an", "ca_professionnels", situation.ca_professionnels, styles.EUROS),
        ("Durée de la comparaison, en années", "horizon", situation.horizon, styles.ENTIER),
        ("Besoins dits", _BESOINS_DITS, len(situation.exigences), styles.ENTIER),
    )
    for rang, (libelle, formule, valeur, format) in enumerate(cases, start=1):
        plume.poser(ligne + rang, 1, libelle, styles.CORPS, 2)
        case = plume.poser(ligne + rang, 3, Formule(formule, valeur), nombre(format, gras=True))
        if formule == _BESOINS_DITS:
            noms.definir(contexte.classeur, noms.BESOINS_DITS, plume.absolue(case))
        if rang == 1:
            plume.poser(
                ligne + rang,
                4,
                "Tout se change dans « Ma ferme » et « Besoins » : ce qui suit se recalcule.",
                styles.DECALE_LIBRE,
                plume.colonnes,
            )
    return ligne + len(cases) + 2


def _tableau(plume: Plume, contexte: Contexte, entete: int, points: Points) -> None:
    titres: tuple[Contenu, ...] = (
        "Outil",
        "Rang",
        "Statut",
        "Formule retenue",
        "1re année",
        "Année suivante",
        "Part des ventes",
        titre_horizon(contexte),
        "Souhaits remplis",
        "En clair",
    )
    gauche, centre, droite = styles.ENTETE, styles.ENTETE_CENTRE, styles.ENTETE_NOMBRE
    plume.rangee(entete, titres, (gauche, centre, centre, gauche, *(droite,) * 5, styles.ENTETE_DECALE))
    plume.espacer(entete, 32)
    premiere, derniere = entete + 1, entete + len(contexte.resultats)
    for rang, resultat in enumerate(contexte.resultats, start=premiere):
        _rangee(plume, contexte, resultat, rang, (premiere, derniere), points)
    regles = plume.feuille.conditional_formatting
    for statut, mot in MOTS_STATUT.items():
        aspect = styles.differentiel(*styles.COULEURS_STATUT[statut], gras=True)
        regle = Rule(type="expression", dxf=aspect, formula=[f'$C{premiere}="{mot}"'])
        regles.add(f"C{premiere}:C{derniere}", regle)
    ecarte = Rule(
        type="expression",
        dxf=styles.differentiel(styles.TEXTE_FAIBLE),
        formula=[f'$C{premiere}="{MOTS_STATUT[Statut.ECARTE]}"'],
    )
    regles.add(f"A{premiere}:{get_column_letter(plume.colonnes)}{derniere}", ecarte)


def _rangee(
    plume: Plume, contexte: Contexte, resultat: Resultat, ligne: int, lignes: tuple[int, int], points: Points
) -> None:
    cout, outil = resultat.cout, resultat.cout.outil
    identifiant = outil.identifiant
    couvert = expressions.ca_couvert(outil)
    porte = cout.ca_couvert > 0
    plume.poser(ligne, 1, outil.nom, styles.CORPS_FORT)
    plume.poser(ligne, 2, phrases_synthese.rang(contexte, resultat, ligne, lignes), styles.CENTRE)
    plume.poser(ligne, 3, Formule(noms.statut(identifiant), MOTS_STATUT[resultat.statut]), styles.CENTRE)
    plume.poser(ligne, 4, _formule_et_options(resultat), styles.CORPS)
    for colonne, nom, valeur in (
        (5, noms.annee_1, cout.annee_1.ferme),
        (6, noms.annee_suivante, cout.annee_suivante.ferme),
        (8, noms.horizon, cout.horizon),
    ):
        plume.poser(
            ligne,
            colonne,
            _si_porte(couvert, nom(identifiant), valeur if porte else _SANS_OBJET),
            nombre(styles.EUROS, gras=colonne == 6),
        )
    taux = cout.taux_effectif
    plume.poser(
        ligne,
        7,
        _si_porte(
            couvert, f"{noms.annee_suivante(identifiant)}/({couvert})", _SANS_OBJET if taux is None else taux
        ),
        nombre(styles.POURCENT),
    )
    souhaits = Formule(noms.souhaits(identifiant), len(resultat.souhaits_remplis))
    plume.poser(ligne, 9, souhaits, nombre(styles.ENTIER))
    plume.poser(ligne, 10, phrase(resultat, f"A{ligne}", points), styles.CORPS_DECALE)


def _formule_et_options(resultat: Resultat) -> Contenu:
    """Formule qui compte, puis options prises, vives quand il y a un choix."""
    outil, cout = resultat.cout.outil, resultat.cout
    nom = listes.nom_de_formule(outil, cout.formule.identifiant)
    formule = (
        noms.formule_retenue(outil.identifiant) if len(outil.formules) > 1 else expressions.litteral(nom)
    )
    texte = nom
    for option in outil.options:
        suite = typographie(f" + {option.nom[:1].lower()}{option.nom[1:]}")
        formule += f'&IF({noms.option(outil.identifiant, option.identifiant)}="{noms.OUI}",'
        formule += f'{expressions.litteral(suite)},"")'
        texte += suite if option in cout.options else ""
    return Formule(formule, texte) if formule.count("_") or outil.options else nom


def _si_porte(couvert: str, formule: str, valeur: Valeur) -> Formule:
    return Formule(f'IF({couvert}>0,{formule},"{_SANS_OBJET}")', valeur)


def _sommaire(plume: Plume, ligne: int, feuilles: list[tuple[str, str]]) -> None:
    plume.poser(ligne, 1, "Dans ce classeur", styles.SECTION, plume.colonnes)
    plume.espacer(ligne, 24)
    for rang, (titre, contenu) in enumerate(feuilles, start=ligne + 1):
        plume.lier(rang, 1, noms.feuille(titre), titre, styles.LIEN)
        plume.poser(rang, 2, contenu, styles.LIBRE, plume.colonnes)
