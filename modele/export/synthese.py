"""Feuille « Synthèse » : les outils, leur statut, leur coût et ce que cela veut dire, sur une page."""

from openpyxl.formatting.rule import Rule

from modele.choix.objets import Resultat, Statut
from modele.export import expressions, noms, styles
from modele.export.contexte import LOGICIEL, SANS_NOM, Contexte
from modele.export.couts import titre_horizon
from modele.export.ecriture import Formule, Valeur
from modele.export.phrases import phrase
from modele.export.plume import Contenu, Plume
from modele.export.styles import MOTS_STATUT, nombre

TITRE = "Synthèse"
_LARGEURS = (25, 14, 27, 14, 14, 10, 14, 74)
_SANS_OBJET = "–"


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte, feuilles: list[tuple[str, str]]) -> int:
    """Remplit la feuille et rend la ligne des titres ; `feuilles` : (titre, ce qu'on y trouve)."""
    fin = plume.colonnes
    nom = Formule(f'IF(TRIM(nom)="",{expressions.litteral(SANS_NOM)},TRIM(nom))', contexte.ferme)
    plume.poser(1, 1, nom, styles.TITRE, fin)
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
    entete = ligne + 1
    _tableau(plume, contexte, entete)
    ligne = plume.derniere_ligne + 1
    plume.poser(
        ligne,
        1,
        contexte.comparaison.regle + " Un outil écarté reste affiché, en dernier, avec sa raison. "
        "Les frais sans prix dans le guide ne sont pas comptés : ils sont listés dans « Coûts ».",
        styles.NOTE_LIBRE,
        fin,
    )
    _sommaire(plume, ligne + 2, feuilles)
    return entete


def _ventes(plume: Plume, contexte: Contexte, ligne: int) -> int:
    """Ce que l'on compare, en quelques cases vives."""
    situation = contexte.situation
    plume.poser(ligne, 1, "Vos ventes par l'outil", styles.SECTION, plume.colonnes)
    plume.espacer(ligne, 24)
    cases: tuple[tuple[str, str, Valeur, str], ...] = (
        ("Aux particuliers, HT par an", "ca_particuliers", situation.ca_particuliers, styles.EUROS),
        ("Aux professionnels, HT par an", "ca_professionnels", situation.ca_professionnels, styles.EUROS),
        ("Durée de la comparaison, en années", "horizon", situation.horizon, styles.ENTIER),
    )
    for rang, (libelle, formule, valeur, format) in enumerate(cases, start=1):
        plume.poser(ligne + rang, 1, libelle, styles.CORPS, 2)
        plume.poser(ligne + rang, 3, Formule(formule, valeur), nombre(format, gras=True))
        if rang == 1:
            plume.poser(
                ligne + rang,
                4,
                "Tout se change dans « Ma ferme » : les montants ci-dessous suivent.",
                styles.DECALE_LIBRE,
                plume.colonnes,
            )
    return ligne + 4


def _tableau(plume: Plume, contexte: Contexte, entete: int) -> None:
    titres: tuple[Contenu, ...] = (
        "Outil",
        "Statut",
        "Formule retenue",
        "1re année",
        "Année suivante",
        "Part des ventes",
        titre_horizon(contexte),
        "En clair",
    )
    gauche, droite = styles.ENTETE, styles.ENTETE_NOMBRE
    plume.rangee(entete, titres, (gauche, styles.ENTETE_CENTRE, gauche, *(droite,) * 4, styles.ENTETE_DECALE))
    plume.espacer(entete, 32)
    for rang, resultat in enumerate(contexte.resultats, start=entete + 1):
        _rangee(plume, contexte, resultat, rang)
    premiere, derniere = entete + 1, entete + len(contexte.resultats)
    regles = plume.feuille.conditional_formatting
    for statut, mot in MOTS_STATUT.items():
        aspect = styles.differentiel(*styles.COULEURS_STATUT[statut], gras=True)
        regle = Rule(type="expression", dxf=aspect, formula=[f'$B{premiere}="{mot}"'])
        regles.add(f"B{premiere}:B{derniere}", regle)
    ecarte = Rule(
        type="expression",
        dxf=styles.differentiel(styles.TEXTE_FAIBLE),
        formula=[f'$B{premiere}="{MOTS_STATUT[Statut.ECARTE]}"'],
    )
    regles.add(f"A{premiere}:H{derniere}", ecarte)


def _rangee(plume: Plume, contexte: Contexte, resultat: Resultat, ligne: int) -> None:
    cout, outil = resultat.cout, resultat.cout.outil
    identifiant = outil.identifiant
    couvert = expressions.ca_couvert(outil)
    porte = cout.ca_couvert > 0
    plume.poser(ligne, 1, outil.nom, styles.CORPS_FORT)
    avec, sans = contexte.avec_ventes[identifiant], contexte.sans_ventes[identifiant]
    statut = Formule(
        f'IF({couvert}>0,"{MOTS_STATUT[avec.statut]}","{MOTS_STATUT[sans.statut]}")',
        MOTS_STATUT[resultat.statut],
    )
    case = plume.poser(ligne, 2, statut, styles.CENTRE)
    noms.definir(contexte.classeur, noms.statut(identifiant), plume.absolue(case))
    options = ", ".join(option.nom for option in cout.options)
    plume.poser(ligne, 3, cout.formule.nom + (f" (options : {options})" if options else ""), styles.CORPS)
    for colonne, nom, valeur in (
        (4, noms.annee_1, cout.annee_1.ferme),
        (5, noms.annee_suivante, cout.annee_suivante.ferme),
        (7, noms.horizon, cout.horizon),
    ):
        plume.poser(
            ligne,
            colonne,
            _si_porte(couvert, nom(identifiant), valeur if porte else _SANS_OBJET),
            nombre(styles.EUROS, gras=colonne == 5),
        )
    taux = cout.taux_effectif
    plume.poser(
        ligne,
        6,
        _si_porte(
            couvert, f"{noms.annee_suivante(identifiant)}/({couvert})", _SANS_OBJET if taux is None else taux
        ),
        nombre(styles.POURCENT),
    )
    plume.poser(ligne, 8, phrase(resultat, avec, sans, f"A{ligne}"), styles.CORPS_DECALE)


def _si_porte(couvert: str, formule: str, valeur: Valeur) -> Formule:
    return Formule(f'IF({couvert}>0,{formule},"{_SANS_OBJET}")', valeur)


def _sommaire(plume: Plume, ligne: int, feuilles: list[tuple[str, str]]) -> None:
    plume.poser(ligne, 1, "Dans ce classeur", styles.SECTION, plume.colonnes)
    plume.espacer(ligne, 24)
    for rang, (titre, contenu) in enumerate(feuilles, start=ligne + 1):
        plume.lier(rang, 1, noms.feuille(titre), titre, styles.LIEN)
        plume.poser(rang, 2, contenu, styles.LIBRE, plume.colonnes)
