"""Feuille « Ma ferme » : les saisies qui recalculent tout, formules et options comprises, et leurs déduites."""

from collections.abc import Iterator
from fractions import Fraction

from modele.catalogue.objets import Assiette, Clientele
from modele.export import listes, mise_en_page, noms, saisies, styles
from modele.export.calculs import Calculs
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Plume
from modele.export.saisies import Saisie
from modele.export.styles import nombre
from modele.export.tarifs import porteurs
from modele.export.textes import typographie, une_ligne
from modele.lecture_situation import MONTANT_LIBRE_MAX
from modele.situation import CHAMPS, GROUPES, Champ, Genre
from modele.tarification.assiettes import grandeurs

TITRE = "Ma ferme"
VOLET = "A5"
_LARGEURS = (40, 30, 16, 62, 40)
_AIDE_MAX = 200
_CLE_FORMULES, _CLE_OPTIONS, _CLE_LIBRES = "Vos formules", "Vos options payantes", "Vos contributions libres"


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte, calculs: Calculs) -> None:
    """Remplit la feuille et nomme ses cases."""
    _Feuille(plume, contexte, calculs).ecrire()


def _de_situation(contexte: Contexte, champ: Champ) -> Saisie:
    valeur = getattr(contexte.situation, champ.nom)
    if champ.genre is Genre.BOOLEEN:
        affiche = noms.OUI if valeur else noms.NON
        return saisies.de_liste(
            champ.nom, champ.libelle, listes.OUI_NON, affiche, champ.aide, f"{noms.OUI} ou {noms.NON}"
        )
    if champ.genre is Genre.CHOIX:
        liste = listes.de_champ(champ.nom)
        return saisies.de_liste(champ.nom, champ.libelle, liste, liste.affiche(valeur), champ.aide)
    return saisies.de_champ(champ, valeur)


def _formules(contexte: Contexte) -> Iterator[Saisie]:
    """Une liste par outil qui a plusieurs formules."""
    for outil in contexte.outils:
        if len(outil.formules) > 1:
            liste = listes.de_formules(outil)
            choisie = contexte.situation.formules.get(outil.identifiant, "")
            yield saisies.de_liste(
                noms.formule(outil.identifiant),
                f"Formule de {outil.nom}",
                liste,
                liste.affiche(choisie),
                f"{outil.nom} : la formule d'abonnement à compter.",
                "retenue :",
            )


def _options(contexte: Contexte) -> Iterator[Saisie]:
    """Une case par option payante du catalogue."""
    for outil in contexte.outils:
        prises = contexte.situation.options.get(outil.identifiant, ())
        for option in outil.options:
            yield saisies.de_liste(
                noms.option(outil.identifiant, option.identifiant),
                f"{outil.nom} : {option.nom[:1].lower()}{option.nom[1:]}",
                listes.OUI_NON,
                noms.OUI if option.identifiant in prises else noms.NON,
                une_ligne(option.description or "Option payante, comptée si vous répondez oui.", _AIDE_MAX),
                f"{noms.OUI} ou {noms.NON}",
            )


def _contributions(contexte: Contexte) -> Iterator[Saisie]:
    """Une saisie par outil dont une formule ou une option prévoit une contribution libre."""
    for outil in contexte.outils:
        if any(
            c.assiette is Assiette.MONTANT_LIBRE for porteur in porteurs(outil) for c in porteur.composantes
        ):
            champ = Champ(
                noms.montant_libre(outil.identifiant),
                Genre.EUROS,
                f"Contribution libre à {outil.nom}",
                "",
                "Ce que vous choisissez de verser chaque année ; 0 est possible.",
                maximum=MONTANT_LIBRE_MAX,
                unite="€/an",
            )
            montant = contexte.situation.montants_libres.get(outil.identifiant, Fraction(0))
            yield saisies.de_champ(champ, montant)


class _Feuille:
    def __init__(self, plume: Plume, contexte: Contexte, calculs: Calculs) -> None:
        self._plume = plume
        self._contexte = contexte
        self._calculs = calculs
        self._ligne = 1
        self._controles: list[str] = []

    def ecrire(self) -> None:
        plume, fin = self._plume, self._plume.colonnes
        plume.poser(1, 1, "Ma ferme", styles.TITRE, fin)
        plume.poser(
            2,
            1,
            "Remplissez les cases à fond jaune : statuts, coûts, seuils et phrases se recalculent. Vos besoins "
            "sont dans la feuille « Besoins ».",
            styles.SOUS_TITRE,
            fin,
        )
        entetes = ("Ce que l'on demande", "Votre réponse", "Unité", "À quoi cela sert", "Contrôle")
        plume.rangee(
            4, entetes, (styles.ENTETE, styles.ENTETE, styles.ENTETE_DECALE, styles.ENTETE, styles.ENTETE)
        )
        self._ligne = 5
        for groupe, titre in GROUPES.items():
            champs = [champ for champ in CHAMPS if champ.groupe == groupe]
            self._groupe(titre, [_de_situation(self._contexte, champ) for champ in champs])
        debut = self._ligne
        self._groupe(_CLE_FORMULES, list(_formules(self._contexte)))
        self._groupe(_CLE_OPTIONS, list(_options(self._contexte)))
        self._groupe(_CLE_LIBRES, list(_contributions(self._contexte)))
        self._retenues()
        self._alerte()
        self._deduites()
        mise_en_page.sauter_si_long(plume, debut)

    def _groupe(self, titre: str, groupe: list[Saisie]) -> None:
        if groupe:
            self._section(titre)
            for saisie in groupe:
                self._saisie(saisie)

    def _section(self, titre: str) -> None:
        self._plume.espacer(self._ligne, 26)
        self._plume.poser(self._ligne, 1, titre, styles.SECTION, self._plume.colonnes)
        self._ligne += 1

    def _saisie(self, saisie: Saisie) -> None:
        plume, ligne = self._plume, self._ligne
        plume.poser(ligne, 1, saisie.libelle, styles.CORPS_FORT)
        case = saisies.poser(plume, self._contexte, saisie, ligne, 2)
        plume.poser(ligne, 3, saisie.unite, styles.CORPS_FAIBLE)
        plume.poser(ligne, 4, saisie.aide, styles.CORPS)
        if saisie.controle:
            condition = saisie.controle.format(case)
            formule = Formule(typographie(f'IF({condition},"","À corriger. {saisie.attendu}")'), "")
            self._controles.append(plume.poser(ligne, 5, formule, styles.CONTROLE))
        else:
            plume.poser(ligne, 5, "", styles.CORPS)
        self._ligne += 1

    def _retenues(self) -> None:
        """Formule qui compte, en face de chaque choix."""
        for outil in self._contexte.outils:
            if len(outil.formules) == 1:
                continue
            case = self._contexte.classeur.defined_names[noms.formule(outil.identifiant)].attr_text
            ligne = int(case.rsplit("$", 1)[1])
            retenue = self._contexte.comparaison.par_outil[outil.identifiant].cout.formule.identifiant
            formule = Formule(listes.formule_retenue(outil), listes.nom_de_formule(outil, retenue))
            adresse = self._plume.poser(ligne, 4, formule, styles.CORPS_FORT)
            nom = noms.formule_retenue(outil.identifiant)
            noms.definir(self._contexte.classeur, nom, self._plume.absolue(adresse))

    def _alerte(self) -> None:
        """Phrase que « Synthèse » et « Coûts » répètent tant qu'une saisie est fausse."""
        tout = self._calculs.joindre(
            TITRE,
            lambda lieu: [
                *((f"{lieu}{case}", "") for case in self._controles),
                (noms.ALERTE_BESOINS, ""),
                (noms.ALERTE_TARIFS, ""),
            ],
        )
        phrase = typographie(
            "Une saisie de « Ma ferme », « Besoins » ou « Tarifs » est à corriger : les résultats ne sont pas justes."
        )
        case = self._plume.poser(
            3, 1, Formule(f'IF({tout}="","","{phrase}")', ""), styles.ALERTE_VIVE, self._plume.colonnes
        )
        noms.definir(self._contexte.classeur, noms.ALERTE_SAISIE, self._plume.absolue(case))

    def _deduites(self) -> None:
        tous = grandeurs(tuple(Clientele), self._contexte.situation)
        self._section("Ce qui s'en déduit")
        for nom, libelle, formule, valeur, unite, aide, format in (
            (
                noms.ENCAISSE_PARTICULIERS,
                "Particuliers : payé en ligne",
                "ca_particuliers*part_en_ligne*(1+taux_tva_ventes)",
                tous.particuliers.encaisse,
                "€ TTC/an",
                "Ventes × part payée en ligne, TVA comprise.",
                styles.EUROS,
            ),
            (
                noms.ENCAISSE_PROFESSIONNELS,
                "Professionnels : payé en ligne",
                "ca_professionnels*part_en_ligne_pro*(1+taux_tva_ventes)",
                tous.professionnels.encaisse,
                "€ TTC/an",
                "Ventes × part payée en ligne, TVA comprise.",
                styles.EUROS,
            ),
            (
                noms.COMMANDES_PARTICULIERS,
                "Particuliers : commandes en ligne",
                f"{noms.ENCAISSE_PARTICULIERS}/panier_moyen",
                tous.particuliers.commandes,
                "commandes/an",
                "Montant payé en ligne ÷ panier moyen ; le nombre n'est pas arrondi.",
                styles.DECIMAL,
            ),
            (
                noms.COMMANDES_PROFESSIONNELS,
                "Professionnels : commandes en ligne",
                f"{noms.ENCAISSE_PROFESSIONNELS}/panier_moyen_pro",
                tous.professionnels.commandes,
                "commandes/an",
                "Montant payé en ligne ÷ panier moyen ; le nombre n'est pas arrondi.",
                styles.DECIMAL,
            ),
            (
                noms.CLIENTS_MOIS,
                "Factures mensuelles dans l'année",
                f"clients_actifs*{noms.MOIS_PAR_AN}",
                tous.clients_mois,
                "clients × mois",
                "Chaque client compté douze mois.",
                styles.ENTIER,
            ),
        ):
            plume, ligne = self._plume, self._ligne
            plume.poser(ligne, 1, libelle, styles.CORPS)
            case = plume.poser(ligne, 2, Formule(formule, valeur), nombre(format))
            plume.poser(ligne, 3, unite, styles.CORPS_FAIBLE)
            plume.poser(ligne, 4, aide, styles.CORPS_FAIBLE, plume.colonnes)
            noms.definir(self._contexte.classeur, nom, plume.absolue(case))
            self._ligne += 1
