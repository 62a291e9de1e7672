"""Feuille « Ma ferme » : les saisies qui recalculent tout, ce qui s'en déduit, les choix de l'export."""

from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation

from modele.catalogue.objets import Assiette, Clientele
from modele.export import mise_en_page, noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Contenu, Plume
from modele.export.styles import nombre, saisie
from modele.export.tarifs import composantes_portees
from modele.export.textes import typographie, une_ligne
from modele.lecture_situation import MONTANT_LIBRE_MAX
from modele.nombres import nombre as nombre_ecrit
from modele.nombres import texte_exact
from modele.situation import CHAMPS, GROUPES, Champ, Genre
from modele.tarification.assiettes import grandeurs

TITRE = "Ma ferme"
VOLET = "A5"
_LARGEURS = (40, 20, 16, 66, 44)
_TITRE_ERREUR_MAX = 32
_EXIGENCES = {"indispensable": "Indispensable", "souhaite": "Souhaité"}
_CENT = Fraction(100)

_FORMATS = {
    Genre.EUROS: styles.EUROS,
    Genre.POURCENTAGE: styles.POURCENT_FIN,
    Genre.ENTIER: styles.ENTIER,
    Genre.BOOLEEN: styles.ORDINAIRE,
    Genre.TEXTE: styles.ORDINAIRE,
}


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille et nomme ses cases."""
    _Feuille(plume, contexte).ecrire()


def _contributions(contexte: Contexte) -> list[Champ]:
    """Une saisie par outil dont la formule retenue prévoit une contribution libre."""
    return [
        Champ(
            noms.montant_libre(resultat.outil),
            Genre.EUROS,
            f"Contribution libre à {resultat.cout.outil.nom}",
            "contributions",
            "Ce que vous choisissez de verser chaque année ; 0 est possible.",
            maximum=MONTANT_LIBRE_MAX,
            unite="€/an",
        )
        for resultat in contexte.resultats
        if any(
            composante.assiette is Assiette.MONTANT_LIBRE
            for _, composante in composantes_portees(resultat.cout.formule, resultat.cout.options)
        )
    ]


def _attendu(champ: Champ) -> str:
    if champ.genre is Genre.BOOLEEN:
        return "Répondez oui ou non."
    sorte = "un nombre entier" if champ.genre is Genre.ENTIER else "un nombre"
    unite = f" {champ.unite}" if champ.unite else ""
    return f"Écrivez {sorte} de {nombre_ecrit(champ.minimum)} à {nombre_ecrit(champ.maximum)}{unite}."


class _Feuille:
    def __init__(self, plume: Plume, contexte: Contexte) -> None:
        self._plume = plume
        self._contexte = contexte
        self._ligne = 1
        self._controles: list[str] = []

    def ecrire(self) -> None:
        plume, fin = self._plume, self._plume.colonnes
        plume.poser(1, 1, "Ma ferme", styles.TITRE, fin)
        plume.poser(
            2,
            1,
            "Remplissez les cases à fond jaune : tous les coûts du classeur se recalculent.",
            styles.SOUS_TITRE,
            fin,
        )
        entetes = ("Ce que l'on demande", "Votre réponse", "Unité", "À quoi cela sert", "Contrôle")
        plume.rangee(
            4,
            entetes,
            (styles.ENTETE, styles.ENTETE_NOMBRE, styles.ENTETE_DECALE, styles.ENTETE, styles.ENTETE),
        )
        self._ligne = 5
        contributions = _contributions(self._contexte)
        titres = dict(GROUPES) | {"contributions": "Vos contributions libres"}
        for groupe, titre in titres.items():
            champs = [
                c for c in (*CHAMPS, *contributions) if c.groupe == groupe and c.genre is not Genre.CHOIX
            ]
            if champs:
                self._section(titre)
                for champ in champs:
                    self._saisie(champ)
        self._alerte()
        self._deduites()
        debut = self._ligne
        self._choix()
        self._besoins()
        mise_en_page.sauter_si_long(plume, debut)

    def _section(self, titre: str) -> None:
        self._plume.espacer(self._ligne, 26)
        self._plume.poser(self._ligne, 1, titre, styles.SECTION, self._plume.colonnes)
        self._ligne += 1

    def _saisie(self, champ: Champ) -> None:
        plume, ligne = self._plume, self._ligne
        a_droite = champ.genre is not Genre.TEXTE
        plume.poser(ligne, 1, champ.libelle, styles.CORPS_FORT)
        case = plume.poser(ligne, 2, self._valeur(champ), saisie(_FORMATS[champ.genre], a_droite=a_droite))
        unite = {"%": "", "": ""}.get(champ.unite, champ.unite)
        plume.poser(
            ligne, 3, unite or ("oui ou non" if champ.genre is Genre.BOOLEEN else ""), styles.CORPS_FAIBLE
        )
        plume.poser(ligne, 4, champ.aide, styles.CORPS)
        noms.definir(self._contexte.classeur, champ.nom, plume.absolue(case))
        self._valider(champ, case)
        if controle := _controle(champ, case):
            formule = Formule(typographie(f'IF({controle},"","À corriger. {_attendu(champ)}")'), "")
            self._controles.append(plume.poser(ligne, 5, formule, styles.CONTROLE))
        else:
            plume.poser(ligne, 5, "", styles.CORPS)
        self._ligne += 1

    def _valeur(self, champ: Champ) -> Contenu:
        if champ.groupe == "contributions":
            montants = {noms.montant_libre(o): m for o, m in self._contexte.situation.montants_libres.items()}
            return montants.get(champ.nom, Fraction(0))
        valeur = getattr(self._contexte.situation, champ.nom)
        if isinstance(valeur, bool):
            return noms.OUI if valeur else noms.NON
        if champ.genre is Genre.POURCENTAGE:
            return Fraction(valeur) / 100
        assert isinstance(valeur, (Fraction, int, str))
        return valeur

    def _valider(self, champ: Champ, case: str) -> None:
        echelle = _CENT if champ.genre is Genre.POURCENTAGE else Fraction(1)
        bas, haut = (texte_exact(borne / echelle) for borne in (champ.minimum, champ.maximum))
        match champ.genre:
            case Genre.TEXTE:
                regle = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=haut)
            case Genre.BOOLEEN:
                regle = DataValidation(type="list", formula1=f'"{noms.OUI},{noms.NON}"', allow_blank=False)
            case Genre.ENTIER:
                regle = DataValidation(type="whole", operator="between", formula1=bas, formula2=haut)
            case _:
                regle = DataValidation(type="decimal", operator="between", formula1=bas, formula2=haut)
        regle.showErrorMessage = regle.showInputMessage = True
        regle.errorTitle = regle.promptTitle = une_ligne(champ.libelle, _TITRE_ERREUR_MAX)
        texte = champ.genre is Genre.TEXTE
        regle.error = f"{nombre_ecrit(champ.maximum)} caractères au plus." if texte else _attendu(champ)
        regle.prompt = champ.aide
        regle.add(case)
        self._plume.feuille.add_data_validation(regle)

    def _alerte(self) -> None:
        """Phrase que « Synthèse » et « Coûts » répètent tant qu'une saisie est fausse."""
        tout = "&".join(self._controles)
        phrase = typographie("Une saisie de « Ma ferme » est à corriger : les coûts ne sont pas justes.")
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

    def _choix(self) -> None:
        self._section("Choix fixés à l'export")
        plume, fin = self._plume, self._plume.colonnes
        plume.poser(
            self._ligne,
            1,
            "Ils décident des formules retenues et des outils écartés. Pour en changer, "
            "revenez dans l'application et exportez de nouveau.",
            styles.NOTE,
            fin,
        )
        self._ligne += 1
        for champ in (champ for champ in CHAMPS if champ.genre is Genre.CHOIX):
            libelle = dict(champ.choix)[getattr(self._contexte.situation, champ.nom)]
            self._fixe(champ.libelle, libelle, champ.aide)
        for resultat in sorted(self._contexte.resultats, key=lambda resultat: resultat.outil):
            cout = resultat.cout
            options = ", ".join(option.nom for option in cout.options)
            suite = f"Options : {options}." if options else cout.formule.description
            self._fixe(f"Formule de {cout.outil.nom}", cout.formule.nom, suite)

    def _besoins(self) -> None:
        exigences = self._contexte.situation.exigences
        if not exigences:
            return
        self._section("Vos besoins")
        for critere in self._contexte.catalogue.criteres:
            if exigence := exigences.get(critere.identifiant):
                self._fixe(critere.nom, _EXIGENCES[exigence], critere.definition)

    def _fixe(self, libelle: str, valeur: str, aide: str) -> None:
        self._plume.poser(self._ligne, 1, libelle, styles.CORPS)
        self._plume.poser(self._ligne, 2, valeur, styles.CORPS_FORT, 3)
        self._plume.poser(self._ligne, 4, aide, styles.CORPS_FAIBLE, self._plume.colonnes)
        self._ligne += 1


def _controle(champ: Champ, case: str) -> str:
    """Condition vraie quand la saisie convient ; vide pour un texte, toujours admis."""
    if champ.genre is Genre.TEXTE:
        return ""
    if champ.genre is Genre.BOOLEEN:
        return f'OR({case}="{noms.OUI}",{case}="{noms.NON}")'
    echelle = _CENT if champ.genre is Genre.POURCENTAGE else Fraction(1)
    bas, haut = (texte_exact(borne / echelle) for borne in (champ.minimum, champ.maximum))
    entier = f",{case}=INT({case})" if champ.genre is Genre.ENTIER else ""
    # IF imbriqués : AND évaluerait la comparaison même sur un texte.
    return f"IF(ISNUMBER({case}),AND({case}>={bas},{case}<={haut}{entier}),FALSE)"
