"""Feuille « Sources et réserves » : d'où viennent les chiffres, ce qu'ils taisent, comment les lire."""

from dataclasses import replace

from modele.choix.objets import Statut
from modele.export import mise_en_page, styles
from modele.export.contexte import LOGICIEL, Contexte
from modele.export.mise_en_page import Page
from modele.export.plume import Plume
from modele.export.styles import ETATS, MOTS_STATUT, Style
from modele.inconnus import inconnus
from modele.nombres import date_francaise
from modele.tarification import explications
from modele.tarification.prix_proposes_en_mots import SANS_PRIX, dire

TITRE = "Sources et réserves"
LIGNE_ENTETE = 2
PAGE = Page(LIGNE_ENTETE, "A3")
_LARGEURS = (40, 106, 30)

_REGLES = (
    (
        "Une ligne",
        "Quantité × prix, arrondie au centime (demi-centime vers le haut). Les mois offerts, un plancher "
        "ou un plafond sont des lignes signées.",
    ),
    (
        "Coût pour la ferme",
        "Somme des lignes arrondies que la ferme paie. Les frais payés par vos clients, l'AMAP, "
        "le gérant ou le commerçant sont dits à part, jamais ajoutés.",
    ),
    (
        "1re année",
        "Avec la mise en service et les mois offerts. L'année suivante n'a ni l'une ni les autres.",
    ),
    ("Sur plusieurs années", "La première année, plus l'année suivante autant de fois qu'il reste d'années."),
    (
        "TVA",
        "Si la ferme ne récupère pas la TVA, un prix hors taxes, ou dont le guide ne précise pas la taxe, "
        "est majoré de 20 %. Un prix net de taxe ne l'est jamais.",
    ),
    ("Part des ventes", "Coût d'une année suivante divisé par les ventes que l'outil porterait."),
    (
        "Prix incertain",
        "Quand le guide laisse un doute chiffrable, un prix est retenu et le coût est encadré par un "
        "bas et un haut.",
    ),
)
_STATUTS = {
    Statut.RETENU: "Rien de ce que vous avez dit ne s'oppose à cet outil.",
    Statut.AVEC_RESERVE: "Un besoin indispensable n'est rempli qu'en partie, ou par une option payante.",
    Statut.A_VERIFIER: "Le guide ne dit rien d'un besoin indispensable : à demander à l'éditeur.",
    Statut.ECARTE: "L'outil ne porterait aucune de vos ventes, exige un label que vous n'avez pas, ou répond "
    "non à un besoin indispensable.",
}
_REPONSES = {
    "oui": "Le guide dit que l'outil le fait.",
    "partiel": "L'outil le fait en partie, ou sous condition : la nuance est dans « Fiches ».",
    "option": "L'outil le fait contre une option payante.",
    "non": "Le guide dit que l'outil ne le fait pas.",
    "non_precise": "Le guide ne le précise pas. Ce n'est pas un non : l'outil le fait peut-être. À demander "
    "à l'éditeur.",
}


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte) -> None:
    """Remplit la feuille."""
    _Feuille(plume, contexte).ecrire()


class _Feuille:
    def __init__(self, plume: Plume, contexte: Contexte) -> None:
        self._plume = plume
        self._contexte = contexte
        self._ligne = LIGNE_ENTETE + 1
        self._sections: list[int] = []

    def ecrire(self) -> None:
        plume = self._plume
        plume.poser(1, 1, TITRE, styles.TITRE, plume.colonnes)
        entetes = (styles.ENTETE, styles.ENTETE, styles.ENTETE_DECALE)
        plume.rangee(LIGNE_ENTETE, ("Sujet", "Ce qu'il faut savoir", "Où dans le guide"), entetes)
        self._section("D'où viennent ces chiffres")
        for libelle, texte in self._origine():
            self._rangee(libelle, texte)
        self._d_une_autre_edition()
        self._section("Comment le coût est calculé")
        for libelle, texte in _REGLES:
            self._rangee(libelle, texte)
        self._section("Ce que veulent dire les réponses")
        for valeur, etat in ETATS.items():
            self._rangee(
                etat.affiche, _REPONSES[valeur.value], style=replace(styles.CORPS_FORT, couleur=etat.couleur)
            )
        for statut, texte in _STATUTS.items():
            self._rangee(MOTS_STATUT[statut].capitalize(), texte)
        self._proposes()
        self._frais()
        self._doutes()
        self._section("Droits")
        for libelle, texte in self._droits():
            self._rangee(libelle, texte)
        mise_en_page.garder_avec_la_suite(plume, PAGE, self._sections)

    def _origine(self) -> list[tuple[str, str]]:
        catalogue, guide = self._contexte.catalogue, self._contexte.catalogue.guide
        rangees = [("Guide", f"{guide.titre}.")] if guide.titre else []
        if guide.date_tarifs:
            rangees.append(
                (
                    "Date des prix",
                    f"Vers {guide.date_tarifs}, selon le guide. Les prix ont pu changer : "
                    "confirmez-les auprès de l'éditeur avant de vous engager.",
                )
            )
        rangees += [
            (
                "Catalogue",
                f"Édition {catalogue.edition}, mise à jour le {date_francaise(catalogue.date)}, "
                f"{len(catalogue.outils)} outils et {len(catalogue.criteres)} critères.",
            ),
            (
                "Classeur",
                f"Établi le {self._contexte.date} avec {LOGICIEL}, hors ligne ; rien n'a été transmis.",
            ),
            (
                "Neutralité",
                f"{self._contexte.comparaison.regle} Aucun outil n'est mis en avant ; un outil absent du "
                "guide n'est pas comparé.",
            ),
        ]
        return rangees

    def _proposes(self) -> None:
        """Prix proposés du dossier, comptés ou non, à l'export."""
        guide, prix = self._contexte.catalogue_du_guide, self._contexte.dossier.prix_proposes
        if not prix:
            return
        self._section("Tarifs qu'on vous a proposés, à l'export")
        for dit in (dire(guide, un) for un in prix):
            phrases = [f"{dit.ligne} : {dit.propose}.", f"Proposé {dit.quand}."]
            if dit.guide and dit.guide != SANS_PRIX:
                phrases.append(f"Guide : {dit.guide}.")
            sort = f"sans effet. {dit.empechement}" if dit.empechement else "remplace le prix du guide"
            self._rangee(dit.outil, " ".join(phrases), sort)

    def _d_une_autre_edition(self) -> None:
        """Ce que le dossier garde et que ce catalogue ne connaît pas : dit, jamais compté."""
        gardes = inconnus(self._contexte.catalogue_du_guide, self._contexte.dossier)
        if not gardes:
            return
        self._section("Gardé d'une autre édition du catalogue")
        for garde in gardes:
            self._rangee("", garde)

    def _frais(self) -> None:
        """Frais évoqués sans montant, outil par outil."""
        outils = [outil for outil in self._contexte.catalogue.outils if outil.non_chiffres]
        if not outils:
            return
        self._section("Frais que le guide ne chiffre pas")
        for outil in outils:
            for rang, frais in enumerate(outil.non_chiffres):
                source = explications.source(frais.lignes, outil.date_tarif)
                self._rangee("" if rang else outil.nom, frais.texte, source)

    def _doutes(self) -> None:
        """Lectures incertaines, celles qui touchent un outil d'abord."""
        doutes = self._contexte.catalogue.guide.doutes
        if not doutes:
            return
        self._section("Lectures incertaines du guide")
        for doute in sorted(doutes, key=lambda doute: (not doute.outils, doute.code)):
            self._rangee(
                f"{doute.code} – {doute.titre}", doute.texte, f"l. {doute.lignes.replace(';', ', ')}"
            )

    def _droits(self) -> list[tuple[str, str]]:
        return [
            (
                "Textes du guide",
                "Repris et remis en clair ; ils restent à leurs auteurs, que le guide nomme. Citez le "
                "guide si vous diffusez ce classeur.",
            ),
            ("Logiciel", f"{LOGICIEL} est un logiciel libre, sous licence GNU GPL version 3 ou ultérieure."),
            (
                "Ce classeur",
                "Il est à vous : vous pouvez le modifier, l'imprimer, le transmettre à qui vous conseille.",
            ),
        ]

    def _section(self, titre: str) -> None:
        self._sections.append(self._ligne)
        self._plume.poser(self._ligne, 1, titre, styles.SECTION, self._plume.colonnes)
        self._plume.espacer(self._ligne, 28)
        self._ligne += 1

    def _rangee(self, libelle: str, texte: str, source: str = "", style: Style = styles.CORPS_FORT) -> None:
        plume = self._plume
        plume.poser(self._ligne, 1, libelle, style)
        if source:
            plume.poser(self._ligne, 2, texte, styles.CORPS)
            plume.poser(self._ligne, 3, source, styles.NOTE)
        else:
            plume.poser(self._ligne, 2, texte, styles.CORPS, 3)
        self._ligne += 1
