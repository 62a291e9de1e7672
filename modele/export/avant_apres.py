"""Feuille « Avant-après » : chaque vente de la ferme, ou les exemples du guide, dont tout se recalcule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from modele.dossiers.objets import Vente
from modele.export import cout_de_vente, mise_en_page, noms, saisies, styles
from modele.export.calculs import Calculs
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule, Valeur
from modele.export.plume import Plume
from modele.export.styles import nombre
from modele.export.termes import BlocCouts
from modele.lecture_vente import CHAMPS
from modele.vente import BilanVente
from modele.ventes_du_dossier import VenteChiffree, chiffrer

TITRE = "Avant-après"
LIGNE_ENTETE = 4
VOLET = "B5"
_LARGEURS = (42, 18, 18, 16, 74)
_AVANT, _APRES = "B", "C"
_COLONNES = ((2, "avant"), (3, "apres"))
_SANS_OBJET = "–"
_FORMATS = {"km": styles.DECIMAL, "heures_vente": styles.DECIMAL, "heures_preparation": styles.DECIMAL}


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ventes(contexte: Contexte) -> tuple[Vente, ...]:
    """Ventes du dossier ; s'il n'en a pas, les exemples du guide."""
    if contexte.dossier.ventes:
        return contexte.dossier.ventes
    return tuple(Vente(e.nom, e.avant, e.apres) for e in contexte.catalogue.guide.exemples)


def ecrire(plume: Plume, contexte: Contexte, blocs: Mapping[str, BlocCouts], calculs: Calculs) -> None:
    """Remplit la feuille et nomme les saisies ; `blocs` vient de « Coûts »."""
    plume.poser(1, 1, "Vos ventes, avant et après", styles.TITRE, plume.colonnes)
    origine = (
        "Vos ventes, telles que vous les avez décrites."
        if contexte.dossier.ventes
        else "Exemples donnés par le guide (Haute-Loire) : remplacez-les par vos chiffres."
    )
    plume.poser(
        2,
        1,
        f"{origine} Les cases à fond jaune se changent ; un gain négatif est une perte.",
        styles.SOUS_TITRE,
        plume.colonnes,
    )
    plume.rangee(
        LIGNE_ENTETE,
        ("Par an", "Avant", "Après", "Gain", "À quoi cela sert"),
        (styles.ENTETE, *(styles.ENTETE_NOMBRE,) * 3, styles.ENTETE_DECALE),
    )
    ligne, debuts = LIGNE_ENTETE + 1, []
    for rang, vente in enumerate(ventes(contexte), start=1):
        debuts.append(ligne)
        ligne = _Vente(plume, contexte, blocs, calculs, vente, rang, ligne).ecrire() + 1
    if not debuts:
        plume.poser(ligne, 1, "Aucune vente décrite.", styles.CORPS, plume.colonnes)
    mise_en_page.sauter_entre_blocs(plume, debuts)


class _Vente:
    def __init__(
        self,
        plume: Plume,
        contexte: Contexte,
        blocs: Mapping[str, BlocCouts],
        calculs: Calculs,
        vente: Vente,
        rang: int,
        ligne: int,
    ) -> None:
        self._plume = plume
        self._contexte = contexte
        self._blocs = blocs
        self._calculs = calculs
        self._vente = vente
        self._rang = rang
        self._ligne = ligne
        self._chiffree: VenteChiffree = chiffrer(vente, contexte.catalogue, contexte.situation)
        self._lignes: dict[str, int] = {}

    def ecrire(self) -> int:
        plume = self._plume
        nom = self._vente.nom or f"Vente {self._rang}"
        plume.poser(self._ligne, 1, nom, styles.BANDE, plume.colonnes)
        plume.espacer(self._ligne, 22)
        self._ligne += 1
        for champ in CHAMPS:
            self._lignes[champ.nom] = self._ligne
            plume.poser(self._ligne, 1, champ.libelle, styles.CORPS)
            for colonne, moment in _COLONNES:
                valeur = getattr(self._vente.avant if moment == "avant" else self._vente.apres, champ.nom)
                nomme = replace(champ, nom=noms.vente(self._rang, moment, champ.nom))
                saisie = saisies.de_champ(nomme, valeur, _FORMATS.get(champ.nom, styles.EUROS))
                saisies.poser(plume, self._contexte, saisie, self._ligne, colonne)
            plume.poser(self._ligne, 4, "", styles.CORPS)
            plume.poser(self._ligne, 5, f"{champ.aide} En {champ.unite}.", styles.NOTE)
            self._ligne += 1
        self._outil()
        self._resultats()
        plume.espacer(self._ligne, 14)
        return self._ligne

    def _outil(self) -> None:
        """Coût de l'outil de vente dans la colonne « après », s'il est compté."""
        compte = self._chiffree.outil_compte
        if compte is None:
            return
        self._lignes["outil"] = self._ligne
        outil, ca = compte.outil, self._vente.apres.ca
        case = self._plume.absolue(f"{_APRES}{self._lignes['ca']}")
        termes = self._blocs[outil.identifiant].termes
        formule = cout_de_vente.cout(self._calculs, self._contexte.situation, outil, termes, (case, ca))
        self._plume.poser(self._ligne, 1, f"Outil de vente : {outil.nom}", styles.CORPS)
        self._plume.poser(self._ligne, 2, 0, nombre(styles.EUROS_OU_TIRET))
        self._plume.poser(self._ligne, 3, Formule(formule, compte.retenu), nombre(styles.EUROS))
        self._plume.poser(self._ligne, 4, "", styles.CORPS)
        aide = "Une année suivante, au tarif de votre ferme, pour ces seules ventes."
        self._plume.poser(self._ligne, 5, aide, styles.NOTE)
        self._ligne += 1

    def _resultats(self) -> None:
        bilan = self._chiffree.bilan
        outil = ",{outil}" if "outil" in self._lignes else ""
        cout = f"SUM({{km}}*{{prix_km}},({{heures_vente}}+{{heures_preparation}})*{{prix_heure}},{{autres}}{outil})"
        for rangee in (
            _Rangee(
                "cout", "Coût de la vente", cout, "cout", styles.EUROS, "Distance, temps, frais.", _MOINS
            ),
            _Rangee(
                "part",
                "Part du chiffre d'affaires",
                f'IF({{ca}}>0,{{cout}}/{{ca}},"{_SANS_OBJET}")',
                "part_ca",
                styles.POURCENT,
                "Coût ÷ chiffre d'affaires.",
            ),
            _Rangee(
                "marge", "Ce qui reste", "{ca}-{cout}", "marge", styles.EUROS, "Ventes moins coût.", _PLUS
            ),
            _Rangee(
                "heures",
                "Heures",
                "{heures_vente}+{heures_preparation}",
                "heures",
                styles.DECIMAL,
                "Vente et préparation.",
                _MOINS,
            ),
            _Rangee(
                "reste",
                "Ce qui reste par heure",
                f'IF({{heures}}>0,({{ca}}-{{cout}}+{{heures}}*{{prix_heure}})/{{heures}},"{_SANS_OBJET}")',
                "reste_par_heure",
                styles.EUROS,
                "Une fois les frais payés, avant de compter le temps.",
            ),
        ):
            self._rangee(rangee, bilan)

    def _rangee(self, rangee: "_Rangee", bilan: BilanVente) -> None:
        plume, ligne = self._plume, self._ligne
        self._lignes[rangee.cle] = ligne
        plume.poser(ligne, 1, rangee.libelle, styles.CORPS_FORT)
        valeurs: list[Valeur] = []
        for colonne, lettre, cote in ((2, _AVANT, bilan.avant), (3, _APRES, bilan.apres)):
            valeur = getattr(cote, rangee.attribut)
            valeurs.append(_SANS_OBJET if valeur is None else valeur)
            cases = {nom: f"{lettre}{une}" for nom, une in self._lignes.items()}
            formule = Formule(rangee.formule.format_map(cases), valeurs[-1])
            plume.poser(ligne, colonne, formule, nombre(rangee.format, gras=True))
        if rangee.gain:
            avant, apres = bilan.avant, bilan.apres
            ecart = getattr(apres, rangee.attribut) - getattr(avant, rangee.attribut)
            signes = (
                f"{_APRES}{ligne}-{_AVANT}{ligne}" if rangee.gain > 0 else f"{_AVANT}{ligne}-{_APRES}{ligne}"
            )
            gain = Formule(signes, ecart * rangee.gain)
            case = plume.poser(ligne, 4, gain, nombre(rangee.format, gras=True))
            nom = noms.vente(self._rang, "gain", rangee.cle)
            noms.definir(self._contexte.classeur, nom, plume.absolue(case))
        else:
            plume.poser(ligne, 4, "", styles.CORPS)
        plume.poser(ligne, 5, rangee.aide, styles.NOTE)
        self._ligne += 1


_MOINS, _PLUS = -1, 1


@dataclass(frozen=True, slots=True)
class _Rangee:
    """Résultat d'une vente ; `gain` est le signe de ce que l'on gagne quand il augmente, 0 si l'on n'en dit rien."""

    cle: str
    libelle: str
    formule: str
    attribut: str
    format: str
    aide: str
    gain: int = 0
