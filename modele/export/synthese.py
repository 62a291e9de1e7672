"""Feuille « Synthèse » : les outils, leur statut, leur coût et ce que cela veut dire, sur une page."""

from openpyxl.formatting.rule import FormulaRule

from modele.catalogue.objets import Outil
from modele.choix.objets import Resultat, Statut
from modele.export import expressions, noms, styles
from modele.export.contexte import LOGICIEL, SANS_NOM, Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Contenu, Plume
from modele.export.styles import MOTS_STATUT, nombre
from modele.nombres import euros, pourcent
from modele.tarification.resultat import CoutOutil

TITRE = "Synthèse"
_LARGEURS = (25, 14, 27, 14, 14, 10, 14, 74)
_SANS_OBJET = "–"


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte, feuilles: list[tuple[str, str]]) -> int:
    """Remplit la feuille et rend la ligne des titres de colonnes ; `feuilles` : (titre, ce qu'on y trouve)."""
    fin = plume.colonnes
    nom = contexte.situation.nom.strip()
    plume.poser(1, 1, Formule(f'IF(nom="",{expressions.litteral(SANS_NOM)},nom)', nom or SANS_NOM),
                styles.TITRE, fin)
    plume.espacer(1, 30)
    edition = f"Catalogue : édition {contexte.catalogue.edition}"
    guide = contexte.catalogue.guide
    prix = f", prix du guide, vers {guide.date_tarifs} : à confirmer" if guide.date_tarifs else ""
    plume.poser(2, 1, f"Comparaison des outils de vente en ligne, établie le {contexte.date} avec {LOGICIEL}. "
                f"{edition}{prix}.", styles.SOUS_TITRE, fin)
    plume.poser(3, 1, Formule(noms.ALERTE_SAISIE, ""), styles.ALERTE_VIVE, fin)
    ligne = _ventes(plume, contexte, 4)
    entete = ligne + 1
    _tableau(plume, contexte, entete)
    ligne = plume.derniere_ligne + 1
    plume.poser(ligne, 1, contexte.comparaison.regle + " Un outil écarté reste affiché, en dernier, avec sa raison. "
                "Les frais sans prix dans le guide ne sont pas comptés : ils sont listés dans « Coûts ».",
                styles.Style(taille=9, couleur=styles.TEXTE_FAIBLE, a_la_ligne=True), fin)
    _sommaire(plume, ligne + 2, feuilles)
    return entete


def _ventes(plume: Plume, contexte: Contexte, ligne: int) -> int:
    """Ce que l'on compare, en quelques cases vives."""
    situation = contexte.situation
    plume.poser(ligne, 1, "Vos ventes par l'outil", styles.SECTION, plume.colonnes)
    plume.espacer(ligne, 24)
    for rang, (libelle, formule, valeur, format) in enumerate((
        ("Aux particuliers, HT par an", "ca_particuliers", situation.ca_particuliers, styles.EUROS),
        ("Aux professionnels, HT par an", "ca_professionnels", situation.ca_professionnels, styles.EUROS),
        ("Durée de la comparaison, en années", "horizon", situation.horizon, styles.ENTIER),
    ), start=1):
        plume.poser(ligne + rang, 1, libelle, styles.CORPS, 2)
        plume.poser(ligne + rang, 3, Formule(formule, valeur), nombre(format, gras=True))
        if rang == 1:
            plume.poser(ligne + rang, 4, "Tout se change dans « Ma ferme » : les montants ci-dessous suivent.",
                        styles.Style(couleur=styles.TEXTE_FAIBLE, retrait=1), plume.colonnes)
    return ligne + 4


def _tableau(plume: Plume, contexte: Contexte, entete: int) -> None:
    annees = contexte.situation.horizon
    titres: tuple[Contenu, ...] = (
        "Outil", "Statut", "Formule retenue", "1re année", "Année suivante", "Part des ventes",
        Formule('IF(horizon>1,"Sur "&horizon&" ans","Sur 1 an")', f"Sur {annees} ans" if annees > 1 else "Sur 1 an"),
        "En clair",
    )
    gauche, droite = styles.ENTETE, styles.ENTETE_NOMBRE
    plume.rangee(entete, titres, (gauche, styles.ENTETE_CENTRE, gauche, *(droite,) * 4, gauche))
    plume.espacer(entete, 32)
    for rang, resultat in enumerate(contexte.resultats, start=entete + 1):
        _rangee(plume, contexte, resultat, rang)
    premiere, derniere = entete + 1, entete + len(contexte.resultats)
    regles = plume.feuille.conditional_formatting
    for statut, mot in MOTS_STATUT.items():
        couleur, fond = styles.COULEURS_STATUT[statut]
        regles.add(f"B{premiere}:B{derniere}",
                   FormulaRule(formula=[f'$B{premiere}="{mot}"'], font=styles.differentiel(couleur, gras=True).font,
                               fill=styles.differentiel(couleur, fond).fill))
    ecarte = styles.differentiel(styles.TEXTE_FAIBLE)
    regles.add(f"A{premiere}:H{derniere}",
               FormulaRule(formula=[f'$B{premiere}="{MOTS_STATUT[Statut.ECARTE]}"'], font=ecarte.font))


def _rangee(plume: Plume, contexte: Contexte, resultat: Resultat, ligne: int) -> None:
    cout, outil = resultat.cout, resultat.cout.outil
    identifiant = outil.identifiant
    couvert = expressions.ca_couvert(outil)
    porte = cout.ca_couvert > 0
    plume.poser(ligne, 1, outil.nom, styles.CORPS_FORT)
    avec, sans = contexte.avec_ventes[identifiant], contexte.sans_ventes[identifiant]
    statut = Formule(f'IF({couvert}>0,"{MOTS_STATUT[avec.statut]}","{MOTS_STATUT[sans.statut]}")',
                     MOTS_STATUT[resultat.statut])
    case = plume.poser(ligne, 2, statut, styles.Style(horizontal="center", bord="dessous"))
    noms.definir(contexte.classeur, noms.statut(identifiant), plume.absolue(case))
    options = ", ".join(option.nom for option in cout.options)
    plume.poser(ligne, 3, cout.formule.nom + (f" (options : {options})" if options else ""), styles.CORPS)
    for colonne, nom, valeur in (
        (4, noms.annee_1, cout.annee_1.ferme),
        (5, noms.annee_suivante, cout.annee_suivante.ferme),
        (7, noms.horizon, cout.horizon),
    ):
        plume.poser(ligne, colonne, _si_porte(couvert, nom(identifiant), valeur if porte else _SANS_OBJET),
                    nombre(styles.EUROS, gras=colonne == 5))
    taux = cout.taux_effectif
    plume.poser(ligne, 6, _si_porte(couvert, f"{noms.annee_suivante(identifiant)}/({couvert})",
                                    _SANS_OBJET if taux is None else taux), nombre(styles.POURCENT))
    plume.poser(ligne, 8, _phrase(resultat, avec, sans, f"A{ligne}"), styles.CORPS)


def _si_porte(couvert: str, formule: str, valeur: Contenu) -> Formule:
    assert not isinstance(valeur, (Formule, type(None))) and not hasattr(valeur, "year")
    return Formule(f'IF({couvert}>0,{formule},"{_SANS_OBJET}")', valeur)  # type: ignore[arg-type]


def _phrase(resultat: Resultat, avec: Resultat, sans: Resultat, nom: str) -> Formule:
    """Ce que l'outil coûterait et pourquoi il est écarté ou à vérifier, en une phrase vive."""
    cout = resultat.cout
    couvert = expressions.ca_couvert(cout.outil)
    if avec.statut is Statut.ECARTE:
        formule, valeur = _motifs(avec), _texte_motifs(resultat)
        if avec.motifs != sans.motifs:
            formule = f"IF({couvert}>0,{formule},{_motifs(sans)})"
        return Formule(formule, valeur)
    suite = _suite(cout, avec)
    formule = f"IF({couvert}>0,{nom}&{_formule_cout(cout.outil, bool(_incertain(cout)))}" + (
        f"&{expressions.litteral(suite)}" if suite else "") + f",{_motifs(sans)})"
    valeur = _texte_motifs(resultat) if cout.ca_couvert <= 0 else _texte_cout(cout) + suite
    return Formule(formule, valeur)


def _motifs(resultat: Resultat) -> str:
    return expressions.litteral(_texte_motifs(resultat))


def _texte_motifs(resultat: Resultat) -> str:
    return " ".join(resultat.motifs)


def _suite(cout: CoutOutil, avec: Resultat) -> str:
    """Ce qui ne dépend pas des montants : réserves et frais sans prix."""
    phrases = list(avec.motifs)
    if nombre_de_frais := len(cout.non_chiffres):
        phrases.append(
            "Un frais sans prix dans le guide est à ajouter." if nombre_de_frais == 1
            else f"{nombre_de_frais} frais sans prix dans le guide sont à ajouter."
        )
    return "".join(f" {phrase}" for phrase in phrases)


def _incertain(cout: CoutOutil) -> bool:
    """Vrai si une composante de la formule ou des options a un prix encadré."""
    composantes = [*cout.formule.composantes, *(c for option in cout.options for c in option.composantes)]
    return any(c.payeur.value == "ferme" and (c.bas is not None or c.haut is not None) for c in composantes)


def _formule_cout(outil: Outil, incertain: bool) -> str:
    identifiant = outil.identifiant
    annee, premiere = noms.annee_suivante(identifiant), noms.annee_1(identifiant)
    couvert, reste = expressions.ca_couvert(outil), expressions.ca_non_couvert(outil)
    ventes = '" de vos ventes"'
    if reste != "0":
        ventes = f'IF({reste}>0," des "&{expressions.en_euros(f"({couvert})", False)}&" qu\'il porterait",{ventes})'
    morceaux = [
        '" vous coûterait "', expressions.en_euros(annee), '" par an, soit "',
        expressions.en_pourcent(f"{annee}/({couvert})"), ventes, '"."',
        f'IF({premiere}={annee},""," La première année : "&{expressions.en_euros(premiere)}&".")',
    ]
    if incertain:
        bas, haut = noms.bas(identifiant), noms.haut(identifiant)
        morceaux.append(f'IF({bas}={haut},""," Prix incertain : de "&{expressions.en_euros(bas)}&" à "&'
                        f'{expressions.en_euros(haut)}&".")')
    return "&".join(morceaux)


def _texte_cout(cout: CoutOutil) -> str:
    annee, taux = cout.annee_suivante, cout.taux_effectif
    assert taux is not None
    ventes = "de vos ventes"
    if cout.ca_non_couvert > 0:
        ventes = f"des {euros(cout.ca_couvert, centimes=False)} qu'il porterait"
    phrases = [f"{cout.outil.nom} vous coûterait {euros(annee.ferme)} par an, soit {pourcent(taux)} {ventes}."]
    if cout.annee_1.ferme != annee.ferme:
        phrases.append(f"La première année : {euros(cout.annee_1.ferme)}.")
    if annee.bas != annee.haut:
        phrases.append(f"Prix incertain : de {euros(annee.bas)} à {euros(annee.haut)}.")
    return " ".join(phrases)


def _sommaire(plume: Plume, ligne: int, feuilles: list[tuple[str, str]]) -> None:
    plume.poser(ligne, 1, "Dans ce classeur", styles.SECTION, plume.colonnes)
    plume.espacer(ligne, 24)
    for rang, (titre, contenu) in enumerate(feuilles, start=ligne + 1):
        plume.lier(rang, 1, noms.feuille(titre), titre, styles.LIEN)
        plume.poser(rang, 2, contenu, styles.LIBRE, plume.colonnes)
