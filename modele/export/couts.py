"""Feuille « Coûts » : chaque ligne de chaque outil, quantité × prix, et les totaux nommés du contrat § 6."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from modele.catalogue.objets import Assiette, Composante, Condition, Payeur, Taxe
from modele.choix.objets import Resultat
from modele.export import expressions, mise_en_page, noms, styles
from modele.export.contexte import Contexte
from modele.export.ecriture import Formule
from modele.export.plume import Contenu, Plume
from modele.export.styles import Style, nombre
from modele.export.tarifs import CasesTarif, Cle, composantes_portees
from modele.tarification import explications
from modele.tarification.assiettes import est_due, grandeurs, montant_libre, quantite
from modele.tarification.calcul import palier_actif, tva_due
from modele.tarification.lignes import AVEC_TVA
from modele.tarification.resultat import CoutAnnuel, Ligne

TITRE = "Coûts"
LIGNE_ENTETE = 5
VOLET = "B6"
_LARGEURS = (36, 13, 14, 22, 12, 8, 14, 14, 14, 56)
_ZERO = Fraction(0)
_RIEN = Decimal("0.00")

PAYEURS: Mapping[Payeur, str] = {
    Payeur.FERME: "la ferme",
    Payeur.CLIENT: "vos clients",
    Payeur.AMAP: "l'AMAP",
    Payeur.GERANT: "le gérant",
    Payeur.COMMERCANT: "le commerçant",
}

_UNITES = {
    Assiette.AN: ("par an", styles.ENTIER),
    Assiette.MOIS: ("mois", styles.DECIMAL),
    Assiette.CA: ("€ HT de ventes", styles.DECIMAL),
    Assiette.ENCAISSE_EN_LIGNE_TTC: ("€ TTC payés en ligne", styles.DECIMAL),
    Assiette.COMMANDES_EN_LIGNE: ("commandes en ligne", styles.DECIMAL),
    Assiette.CLIENTS_MOIS: ("clients × mois", styles.ENTIER),
    Assiette.MONTANT_LIBRE: ("€ choisis par an", styles.DECIMAL),
}


def largeurs(_: Contexte) -> tuple[float, ...]:
    """Largeurs des colonnes."""
    return _LARGEURS


def ecrire(plume: Plume, contexte: Contexte, cases: Mapping[Cle, CasesTarif]) -> None:
    """Remplit la feuille et nomme les totaux ; `cases` vient de la feuille « Tarifs »."""
    fin = plume.colonnes
    plume.poser(1, 1, "Ce que coûte chaque outil", styles.TITRE, fin)
    plume.poser(
        2, 1,
        "Chaque ligne vaut quantité × prix, TVA comprise si la ferme ne la récupère pas, arrondie au centime ; le "
        "coût pour la ferme est la somme des lignes qu'elle paie. Les montants suivent « Ma ferme ».",
        styles.SOUS_TITRE, fin,
    )
    plume.poser(3, 1, Formule(noms.ALERTE_SAISIE, ""), styles.ALERTE_VIVE, fin)
    horizon = contexte.situation.horizon
    entetes: tuple[Contenu, ...] = (
        "Ligne de coût", "Payé par", "Quantité", "Unité", "Prix", "TVA", "1re année", "Année suivante",
        Formule(*_titre_horizon(horizon)), "Explication et source",
    )
    gauche, droite = styles.ENTETE, styles.ENTETE_NOMBRE
    plume.rangee(LIGNE_ENTETE, entetes, (gauche, gauche, droite, gauche, *(droite,) * 5, gauche))
    ligne = LIGNE_ENTETE + 1
    debuts = []
    for resultat in contexte.resultats:
        debuts.append(ligne)
        ligne = _Bloc(plume, contexte, resultat, cases, ligne).ecrire()
    mise_en_page.sauter_entre_blocs(plume, debuts)


def _titre_horizon(annees: int) -> tuple[str, str]:
    return 'IF(horizon>1,"Sur "&horizon&" ans","Sur 1 an")', f"Sur {annees} ans" if annees > 1 else "Sur 1 an"


@dataclass(frozen=True, slots=True)
class _Montant:
    """Ce que le moteur donne pour une ligne, année par année."""

    annee_1: Decimal = _RIEN
    annee_suivante: Decimal = _RIEN

    def horizon(self, annees: int) -> Decimal:
        return self.annee_1 + (annees - 1) * self.annee_suivante


@dataclass(frozen=True, slots=True)
class _Incertaine:
    """Composante au prix incertain : ses lignes, et ses formules au prix bas et au prix haut par année."""

    lignes: tuple[int, ...]
    prix: Mapping[str, tuple[str, str]]


class _Bloc:
    """Les lignes d'un outil, avec la formule et les options retenues à l'export."""

    def __init__(self, plume: Plume, contexte: Contexte, resultat: Resultat, cases: Mapping[Cle, CasesTarif],
                 ligne: int) -> None:
        self._plume = plume
        self._contexte = contexte
        self._cout = resultat.cout
        self._outil = resultat.cout.outil
        self._cases = cases
        self._ligne = ligne
        self._situation = contexte.situation
        self._valeurs = grandeurs(self._outil.clienteles, self._situation)
        self._premiere = _par_composante(self._cout.annee_1)
        self._suivante = _par_composante(self._cout.annee_suivante)
        self._incertaines: list[_Incertaine] = []

    def ecrire(self) -> int:
        """Écrit le bloc et rend la ligne qui le suit."""
        self._bande()
        debut = self._ligne
        payeurs = {Payeur.FERME}
        for porteur, composante in composantes_portees(self._cout.formule, self._cout.options):
            cle = (self._outil.identifiant, porteur.identifiant, composante.identifiant)
            self._composante(composante, self._cases[cle])
            payeurs.add(composante.payeur)
        if self._ligne == debut:
            self._plume.poser(self._ligne, 1, "Aucun frais chiffré par le guide pour la ferme.", styles.CORPS,
                              self._plume.colonnes)
            self._ligne += 1
        self._totaux((debut, self._ligne - 1), payeurs)
        self._non_chiffres()
        self._plume.espacer(self._ligne, 12)
        return self._ligne + 1

    def _bande(self) -> None:
        options = ", ".join(option.nom for option in self._cout.options)
        suite = f", options : {options}" if options else ""
        texte = f"{self._outil.nom} – {self._cout.formule.nom}{suite}"
        self._plume.poser(self._ligne, 1, texte, styles.BANDE, self._plume.colonnes)
        self._plume.espacer(self._ligne, 22)
        self._ligne += 1

    def _composante(self, composante: Composante, cases: CasesTarif) -> None:
        """Lignes d'une composante : son prix, puis les mois offerts, puis le plancher ou le plafond."""
        premiere = self._premiere.get(composante.identifiant, [])
        suivante = self._suivante.get(composante.identifiant, [])
        base = self._ligne
        quantite_due = self._quantite_due(composante)
        tva = self._tva(composante)
        self._rangee(
            composante, composante.libelle,
            quantite=Formule(expressions.quantite(composante, self._outil), quantite_due),
            prix=self._prix(composante, cases), tva=tva, explication=self._explication(composante, cases),
            montant=_Montant(_rang(premiere, 0), _rang(suivante, 0)),
        )
        offerte = 0
        if cases.mois_offerts:
            offerte = self._ligne
            part = Fraction(composante.mois_offerts, 12)
            prix = palier_actif(composante, self._valeurs).prix
            self._rangee(
                composante, explications.libelle_offert(composante),
                quantite=Formule(f"-C{base}*{cases.mois_offerts}/{noms.MOIS_PAR_AN}", -quantite_due * part),
                prix=Formule(f"E{base}", prix), tva=Formule(f"F{base}", tva.valeur) if tva else None,
                explication="La première année seulement.",
                montant=_Montant(_rang(premiere, 1)), premiere_seulement=True,
            )
        bornee = 0
        if cases.plancher or cases.plafond:
            bornee = self._ligne
            rang = 2 if cases.mois_offerts else 1
            self._borne(composante, cases, base, offerte, _Montant(_rang(premiere, rang), _rang(suivante, 1)))
        if (cases.bas or cases.haut) and composante.payeur is Payeur.FERME:
            lignes = tuple(ligne for ligne in (base, offerte, bornee) if ligne)
            self._incertaines.append(_Incertaine(lignes, {
                colonne: (
                    self._au_prix(composante, cases, cases.bas or f"E{base}", base, offerte if colonne == "G" else 0),
                    self._au_prix(composante, cases, cases.haut or f"E{base}", base,
                                  offerte if colonne == "G" else 0),
                )
                for colonne in (("G",) if composante.premiere_annee_seulement else ("G", "H"))
            }))

    def _quantite_due(self, composante: Composante) -> Fraction:
        libre = montant_libre(self._outil, self._situation)
        due = quantite(composante, self._valeurs, libre)
        return due if due is not None and est_due(composante, self._valeurs) else _ZERO

    def _prix(self, composante: Composante, cases: CasesTarif) -> Formule:
        paliers = [(palier.prix, palier.limite, palier.incluse) for palier in cases.paliers]
        suivie = expressions.grandeur_suivie(composante.suivie or Condition.TOUJOURS, self._outil)
        return Formule(expressions.selon_palier(suivie, paliers), palier_actif(composante, self._valeurs).prix)

    def _tva(self, composante: Composante) -> Formule | None:
        """Part de TVA à la charge de la ferme ; None pour un prix que la TVA ne majore jamais."""
        if composante.payeur is not Payeur.FERME or composante.taxe is Taxe.NET:
            return None
        taux = AVEC_TVA - 1 if tva_due(composante, self._situation) else _ZERO
        return Formule(f'IF(recupere_tva="{noms.OUI}",0,{noms.TVA_ACHATS})', taux)

    def _explication(self, composante: Composante, cases: CasesTarif) -> Contenu:
        suite = " ".join(
            partie for partie in (
                composante.hypothese,
                f"Lecture {composante.doute}." if composante.doute else "",
                explications.source(composante.lignes, self._outil.date_tarif) + ".",
            ) if partie
        )
        if len(cases.paliers) == 1:
            return suite
        textes = [(palier.texte, palier.limite, palier.incluse) for palier in cases.paliers]
        suivie = expressions.grandeur_suivie(composante.suivie or Condition.TOUJOURS, self._outil)
        actif = explications.palier_affiche(composante, palier_actif(composante, self._valeurs))
        return Formule(
            f'{expressions.selon_palier(suivie, textes)}&". "&{expressions.litteral(suite)}',
            f"Prix, {actif}. {suite}",
        )

    def _borne(self, composante: Composante, cases: CasesTarif, base: int, offerte: int,
               montant: _Montant) -> None:
        """Ligne du plancher et du plafond : ce qu'ils ajoutent aux lignes précédentes, ou 0."""
        tva = f"F{base}" if self._tva(composante) else ""
        formules = [
            self._si_due(composante, base, expressions.bornes(
                _exact(base, mois, f"E{base}", tva), f"{colonne}{base}" + (f"-{colonne}{mois}" if mois else ""),
                cases.plancher, cases.plafond, tva,
            ))
            for colonne, mois in (("G", offerte), ("H", 0))
        ]
        noms_bornes = [nom for nom, case in (("plancher", cases.plancher), ("plafond", cases.plafond)) if case]
        libelle = f"{' ou '.join(noms_bornes).capitalize()} ({composante.libelle.lower()})"
        sources = " et ".join(f"un {nom} annuel" for nom in noms_bornes)
        self._rangee(
            composante, libelle, quantite=None, prix=None, tva=None,
            explication=f"Le guide fixe {sources} (voir « Tarifs ») : s'il joue, cette ligne ramène la somme à sa "
                        "valeur.",
            montant=montant, formules=(formules[0], formules[1]),
        )

    def _au_prix(self, composante: Composante, cases: CasesTarif, prix: str, base: int, offerte: int) -> str:
        """Montant d'une composante si son prix était celui de la case `prix`."""
        tva = f"F{base}" if self._tva(composante) else ""
        arrondis = [f"ROUND({_exact(ligne, 0, prix, tva)},2)" for ligne in (base, offerte) if ligne]
        somme = "+".join(arrondis)
        if not (cases.plancher or cases.plafond):
            return somme
        ecart = expressions.bornes(_exact(base, offerte, prix, tva), "-".join(arrondis), cases.plancher,
                                   cases.plafond, tva)
        return f"{somme}+{self._si_due(composante, base, ecart)}"

    @staticmethod
    def _si_due(composante: Composante, base: int, expression: str) -> str:
        """Un plancher ne joue que si la composante est due."""
        toujours = composante.condition is Condition.TOUJOURS and composante.assiette is not Assiette.MONTANT_LIBRE
        return expression if toujours else f"IF(C{base}>0,{expression},0)"

    def _rangee(self, composante: Composante, libelle: str, *, quantite: Formule | None, prix: Formule | None,
                tva: Formule | None, explication: Contenu, montant: _Montant, premiere_seulement: bool = False,
                formules: tuple[str, str] | None = None) -> None:
        plume, ligne = self._plume, self._ligne
        unite, format_quantite = _UNITES[composante.assiette]
        if composante.premiere_annee_seulement:
            unite = "une seule fois"
        format_prix = styles.POURCENT_FIN if composante.en_pourcentage else styles.EUROS
        de_ferme = composante.payeur is Payeur.FERME
        corps = styles.CORPS if de_ferme else styles.CORPS_FAIBLE
        couleur = styles.TEXTE if de_ferme else styles.TEXTE_FAIBLE
        plume.poser(ligne, 1, libelle, corps)
        plume.poser(ligne, 2, PAYEURS[composante.payeur], corps)
        plume.poser(ligne, 3, quantite, nombre(format_quantite, couleur=couleur))
        plume.poser(ligne, 4, unite if quantite else "par an", corps)
        plume.poser(ligne, 5, prix, nombre(format_prix, couleur=couleur))
        plume.poser(ligne, 6, tva or "–", nombre(styles.POURCENT, couleur=couleur))
        style = nombre(styles.EUROS_OU_TIRET, couleur=couleur)
        produit = f"ROUND({_exact(ligne, 0, f'E{ligne}', f'F{ligne}' if tva else '')},2)"
        annee_1, suivante = formules or (produit, produit)
        plume.poser(ligne, 7, Formule(annee_1, montant.annee_1), style)
        if premiere_seulement or composante.premiere_annee_seulement:
            plume.poser(ligne, 8, 0, style)
        else:
            plume.poser(ligne, 8, Formule(suivante, montant.annee_suivante), style)
        plume.poser(ligne, 9, self._sur_horizon(ligne, montant), style)
        plume.poser(ligne, 10, explication, styles.NOTE)
        self._ligne += 1

    def _sur_horizon(self, ligne: int, montant: _Montant) -> Formule:
        return Formule(f"ROUND(G{ligne}+(horizon-1)*H{ligne},2)", montant.horizon(self._cout.annees))

    def _totaux(self, lignes: tuple[int, int], payeurs: set[Payeur]) -> None:
        cout = self._cout
        total = self._ligne
        self._total("Coût pour la ferme", Payeur.FERME, lignes,
                    _Montant(cout.annee_1.ferme, cout.annee_suivante.ferme),
                    Style(gras=True, a_la_ligne=True, fond=styles.ACCENT_DOUX, bord="dessus"))
        for colonne, nom in (("G", noms.annee_1), ("H", noms.annee_suivante), ("I", noms.horizon)):
            noms.definir(self._contexte.classeur, nom(self._outil.identifiant),
                         self._plume.absolue(f"{colonne}{total}"))
        if self._incertaines:
            self._fourchette(total)
        for payeur in (payeur for payeur in Payeur if payeur in payeurs and payeur is not Payeur.FERME):
            montant = _Montant(cout.annee_1.autres.get(payeur, _RIEN), cout.annee_suivante.autres.get(payeur, _RIEN))
            self._total(f"En plus, payé par {PAYEURS[payeur]}", payeur, lignes, montant, styles.CORPS_FAIBLE)

    def _total(self, libelle: str, payeur: Payeur, lignes: tuple[int, int], montant: _Montant, style: Style) -> None:
        debut, fin = lignes
        formules = [
            f'ROUND(SUMIF($B${debut}:$B${fin},"{PAYEURS[payeur]}",{colonne}${debut}:{colonne}${fin}),2)'
            for colonne in "GH"
        ]
        self._rangee_totale(libelle, (formules[0], formules[1]), montant, style)

    def _fourchette(self, total: int) -> None:
        """Totaux si les prix incertains étaient tous au plus bas, puis tous au plus haut."""
        cout = self._cout
        for rang, (libelle, nom, annee_1, suivante) in enumerate((
            ("… si le prix incertain est au plus bas", noms.bas, cout.annee_1.bas, cout.annee_suivante.bas),
            ("… si le prix incertain est au plus haut", noms.haut, cout.annee_1.haut, cout.annee_suivante.haut),
        )):
            formules = []
            for colonne in "GH":
                ecarts = [
                    f"-{colonne}{f'-{colonne}'.join(map(str, une.lignes))}+{une.prix[colonne][rang]}"
                    for une in self._incertaines if colonne in une.prix
                ]
                formules.append(f"ROUND({colonne}{total}{''.join(ecarts)},2)")
            noms.definir(self._contexte.classeur, nom(self._outil.identifiant),
                         self._plume.absolue(f"H{self._ligne}"))
            self._rangee_totale(libelle, (formules[0], formules[1]), _Montant(annee_1, suivante),
                                styles.CORPS_FAIBLE)

    def _rangee_totale(self, libelle: str, formules: tuple[str, str], montant: _Montant, style: Style) -> None:
        plume, ligne = self._plume, self._ligne
        chiffre = nombre(styles.EUROS, gras=style.gras, couleur=style.couleur, bord=style.bord, fond=style.fond)
        plume.poser(ligne, 1, libelle, style, 6)
        plume.poser(ligne, 7, Formule(formules[0], montant.annee_1), chiffre)
        plume.poser(ligne, 8, Formule(formules[1], montant.annee_suivante), chiffre)
        plume.poser(ligne, 9, self._sur_horizon(ligne, montant), chiffre)
        plume.poser(ligne, 10, "", style)
        self._ligne += 1

    def _non_chiffres(self) -> None:
        """Frais que le guide évoque sans montant : dits, jamais comptés pour 0."""
        for frais in self._outil.non_chiffres:
            self._plume.poser(self._ligne, 1, frais.texte, styles.CORPS_FAIBLE, 6)
            self._plume.poser(self._ligne, 7, "non chiffré", Style(
                couleur=styles.ALERTE, horizontal="right", bord="dessous"), 9)
            doute = f"Lecture {frais.doute}. " if frais.doute else ""
            source = explications.source(frais.lignes, self._outil.date_tarif)
            self._plume.poser(self._ligne, 10, f"{doute}{source}.", styles.NOTE)
            self._ligne += 1


def _par_composante(annee: CoutAnnuel) -> dict[str, list[Ligne]]:
    lignes: dict[str, list[Ligne]] = {}
    for ligne in annee.lignes:
        lignes.setdefault(ligne.composante, []).append(ligne)
    return lignes


def _rang(lignes: list[Ligne], rang: int) -> Decimal:
    return lignes[rang].montant if rang < len(lignes) else _RIEN


def _exact(ligne: int, offerte: int, prix: str, tva: str) -> str:
    """Montant non arrondi d'une ligne, mois offerts déduits, au prix d'une case."""
    nombre_du = f"(C{ligne}+C{offerte})" if offerte else f"C{ligne}"
    return f"{nombre_du}*{prix}" + (f"*(1+{tva})" if tva else "")
