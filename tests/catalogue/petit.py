"""Un petit catalogue complet, sur lequel les essais introduisent une faute à la fois."""

from pathlib import Path

CRITERES = """\
[[groupes]]
identifiant = "synthese"
nom = "Synthèse du guide"

[[groupes]]
identifiant = "gestion"
nom = "Facturation et gestion"

[[criteres]]
identifiant = "autonomie"
groupe = "synthese"
nom = "Vente en autonomie"
synthese = true
definition = "La ferme organise elle-même ses ventes."

[[criteres]]
identifiant = "chorus-pro"
groupe = "gestion"
nom = "Chorus Pro"
definition = "Les factures partent vers Chorus Pro."
"""

GUIDE = """\
edition = "1"
date = "2026-11-23"
titre = "Petit guide"
date_tarifs = "2023"

[[faits]]
rubrique = "introduction"
texte = "Les circuits courts se développent."
lignes = "3-5"

[[faits]]
rubrique = "methode-2"
texte = "Faites le tour de vos forces."
lignes = "170"
doute = "D02"

[[etapes]]
numero = 1
titre = "Les besoins"
lignes = "153-154"

[[etapes]]
numero = 2
titre = "Les ressources"
lignes = "165"

[[exemples]]
nom = "Vente n° 1"
lignes = "127-135"
[exemples.avant]
ca = "5561"
km = "528"
prix_km = "0.5"
heures_vente = "36.25"
heures_preparation = "60"
prix_heure = "12"
[exemples.apres]
ca = "5406"
km = "440"
prix_km = "0.45"
heures_vente = "30"
heures_preparation = "30"
prix_heure = "12.5"
autres = "0.1"

[[doutes]]
code = "D01"
titre = "Panier : 1,5 % et non 15 %"
texte = "La virgule a été perdue au préavis."
lignes = "812-816"
outils = ["panier"]

[[doutes]]
code = "D02"
titre = "Les lignes de lien"
texte = "Elles priment sur le texte lu."
lignes = ""
"""

PANIER = """\
identifiant = "panier"
nom = "Panier"
categorie = "ferme"
clienteles = ["particuliers", "professionnels"]
site = "https://panier.example/a?b=c"
date_tarif = "2023"
labels_requis = ["bio", "conversion"]

[[formules]]
identifiant = "solo"
nom = "Solo"
description = "Pour une ferme."
defaut_si = { organisation = "seule" }
lignes = "619-647"

[[formules.composantes]]
identifiant = "abonnement"
libelle = "Abonnement"
nature = "abonnement"
assiette = "mois"
suivie = "ca_particuliers"
paliers = [
    { montant = "30", jusqu_a = "60000", borne_incluse = false },
    { montant = "45", jusqu_a = "90000.5", borne_incluse = true },
    { montant = "60" },
]
condition = "ca_particuliers"
clientele = "particuliers"
mois_offerts = 3
payeur = "ferme"
taxe = "non_precise"
lignes = "625-629"
doute = "D01"
hypothese = "Le seuil est annuel."

[[formules.composantes]]
identifiant = "commission"
libelle = "Commission"
nature = "commission"
assiette = "ca"
taux = "8.35"
bas = "7.5"
haut = "8.5"
plancher = "60"
plafond = "10000"
payeur = "gerant"
taxe = "ht"
lignes = "1116;1130-1137"

[[formules]]
identifiant = "collectif"
nom = "Collectif"
defaut_si = { organisation = "collectif" }
lignes = "620"

[[options]]
identifiant = "caisse"
nom = "Caisse"
lignes = "650"

[[options.composantes]]
identifiant = "caisse-mise-en-service"
libelle = "Caisse, mise en service"
nature = "option"
assiette = "an"
montant = "300"
premiere_annee_seulement = true
payeur = "ferme"
taxe = "net"
lignes = "650"

[[non_chiffres]]
identifiant = "frais-bancaires"
nature = "paiement"
texte = "Frais bancaires : prix non indiqué"
lignes = "553"
doute = "D02"

[[faits]]
rubrique = "identite"
texte = "Panier date de 2013."
lignes = "300"

[[faits]]
rubrique = "paiement"
texte = "Paiement par chèque à la livraison des œufs."
lignes = "418-420;426"
doute = "D01"
adresse = "mailto:a@b.fr"

[[evaluations]]
critere = "autonomie"
guide = "non"
valeur = "option"
nuance = "La ferme tient sa boutique."
lignes = "258"
doute = "D02"

[[evaluations]]
critere = "chorus-pro"
valeur = "non_precise"
nuance = "Le guide ne le dit pas."
lignes = ""
"""

MARCHE = """\
identifiant = "marche"
nom = "Marché"
categorie = "tiers"
clienteles = ["particuliers"]
date_tarif = "2023-06"

[[formules]]
identifiant = "standard"
nom = "Standard"
defaut = true
lignes = "1116"

[[non_chiffres]]
identifiant = "abonnement-des-magasins"
payeur = "commercant"
texte = "Abonnement des magasins : prix non indiqué"
lignes = "975-976"

[[faits]]
rubrique = "resiliation"
texte = "Aucun préavis n'est demandé."
lignes = "434"

[[evaluations]]
critere = "autonomie"
guide = "oui"
valeur = "oui"
nuance = "Oui."
lignes = "256"

[[evaluations]]
critere = "chorus-pro"
valeur = "oui"
nuance = "Envoi à Chorus Pro."
lignes = "744"
"""

FICHIERS = {"criteres.toml": CRITERES, "guide.toml": GUIDE, "panier.toml": PANIER, "marche.toml": MARCHE}


def ecrire(dossier: Path) -> Path:
    """Écrit le petit catalogue dans `dossier` et rend celui-ci."""
    dossier.mkdir(parents=True, exist_ok=True)
    for nom, contenu in FICHIERS.items():
        (dossier / nom).write_text(contenu, encoding="utf-8")
    return dossier


def modifier(fichier: Path, avant: str, apres: str) -> None:
    """Remplace un passage, qui doit paraître une seule fois."""
    contenu = fichier.read_text(encoding="utf-8")
    assert contenu.count(avant) == 1, f"{contenu.count(avant)} fois : {avant}"
    fichier.write_text(contenu.replace(avant, apres), encoding="utf-8")
