"""Des fiches TOML vérifiées aux objets figés du catalogue."""

from fractions import Fraction

from modele.catalogue import objets
from modele.catalogue.schema import (
    FicheColonneVente,
    FicheComposante,
    FicheCriteres,
    FicheFait,
    FicheFormule,
    FicheGuide,
    FicheOption,
    FicheOutil,
)


def catalogue(guide: FicheGuide, criteres: FicheCriteres, fiches: list[FicheOutil]) -> objets.Catalogue:
    """Catalogue complet, outils triés par identifiant."""
    return objets.Catalogue(
        edition=guide.edition,
        date=guide.date,
        outils=tuple(_outil(fiche) for fiche in sorted(fiches, key=lambda fiche: fiche.identifiant)),
        groupes=tuple(objets.Groupe(groupe.identifiant, groupe.nom) for groupe in criteres.groupes),
        criteres=tuple(
            objets.Critere(
                critere.identifiant, critere.nom, critere.groupe, critere.definition, critere.synthese
            )
            for critere in criteres.criteres
        ),
        guide=_guide(guide),
    )


def _outil(fiche: FicheOutil) -> objets.Outil:
    return objets.Outil(
        identifiant=fiche.identifiant,
        nom=fiche.nom,
        categorie=fiche.categorie,
        clienteles=tuple(fiche.clienteles),
        faits=_faits(fiche.faits),
        evaluations=tuple(
            objets.Evaluation(case.critere, case.valeur, case.nuance, case.lignes, case.guide, case.doute)
            for case in fiche.evaluations
        ),
        formules=tuple(_formule(formule) for formule in fiche.formules),
        options=tuple(_option(option) for option in fiche.options),
        non_chiffres=tuple(
            objets.NonChiffre(
                frais.texte, frais.lignes, frais.doute, frais.identifiant, frais.payeur, frais.nature
            )
            for frais in fiche.non_chiffres
        ),
        labels_requis=tuple(fiche.labels_requis),
        site=fiche.site or "",
        date_tarif=fiche.date_tarif,
    )


def _faits(fiches: list[FicheFait]) -> tuple[objets.Fait, ...]:
    return tuple(
        objets.Fait(fait.rubrique, fait.texte, fait.lignes, fait.doute, fait.adresse) for fait in fiches
    )


def _formule(fiche: FicheFormule) -> objets.Formule:
    return objets.Formule(
        identifiant=fiche.identifiant,
        nom=fiche.nom,
        composantes=tuple(_composante(piece) for piece in fiche.composantes),
        lignes=fiche.lignes,
        defaut=fiche.defaut,
        defaut_si=tuple(fiche.defaut_si.items()),
        description=fiche.description or "",
    )


def _option(fiche: FicheOption) -> objets.Option:
    return objets.Option(
        identifiant=fiche.identifiant,
        nom=fiche.nom,
        composantes=tuple(_composante(piece) for piece in fiche.composantes),
        lignes=fiche.lignes,
        description=fiche.description or "",
    )


def _composante(fiche: FicheComposante) -> objets.Composante:
    paliers = fiche.en_paliers()
    en_pourcentage = paliers[0].taux is not None
    return objets.Composante(
        identifiant=fiche.identifiant,
        libelle=fiche.libelle,
        nature=fiche.nature,
        assiette=fiche.assiette,
        paliers=tuple(
            objets.Palier(
                _prix(palier.taux if en_pourcentage else palier.montant, en_pourcentage) or Fraction(0),
                palier.jusqu_a,
                bool(palier.borne_incluse),
            )
            for palier in paliers
        ),
        payeur=fiche.payeur,
        taxe=fiche.taxe,
        lignes=fiche.lignes,
        en_pourcentage=en_pourcentage,
        suivie=fiche.suivie,
        clientele=fiche.clientele,
        condition=fiche.condition,
        premiere_annee_seulement=fiche.premiere_annee_seulement,
        mois_offerts=fiche.mois_offerts,
        plancher=fiche.plancher,
        plafond=fiche.plafond,
        bas=_prix(fiche.bas, en_pourcentage),
        haut=_prix(fiche.haut, en_pourcentage),
        doute=fiche.doute,
        hypothese=fiche.hypothese,
    )


def _prix(valeur: Fraction | None, en_pourcentage: bool) -> Fraction | None:
    """Prix tel que le calcul l'emploie : 1,8 % devient 0,018."""
    return valeur / 100 if valeur is not None and en_pourcentage else valeur


def _guide(fiche: FicheGuide) -> objets.Guide:
    return objets.Guide(
        faits=_faits(list(fiche.faits)),
        etapes=tuple(objets.Etape(etape.numero, etape.titre, etape.lignes) for etape in fiche.etapes),
        doutes=tuple(
            objets.Doute(doute.code, doute.titre, doute.texte, doute.lignes, tuple(doute.outils))
            for doute in fiche.doutes
        ),
        exemples=tuple(
            objets.ExempleVente(exemple.nom, _colonne(exemple.avant), _colonne(exemple.apres), exemple.lignes)
            for exemple in fiche.exemples
        ),
        titre=fiche.titre,
        date_tarifs=fiche.date_tarifs,
    )


def _colonne(fiche: FicheColonneVente) -> objets.ColonneVente:
    return objets.ColonneVente(**dict(fiche))
