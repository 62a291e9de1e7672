"""Le catalogue réel, et de petits outils inventés, pour les tests du calcul."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

from modele.catalogue.objets import (
    Assiette, Catalogue, Categorie, Clientele, Composante, Condition, Critere, Formule, Nature,
    NonChiffre, Option, Outil, Palier, Payeur, Taxe,
)

DOSSIER = Path(__file__).resolve().parents[2] / "ressources" / "catalogue"


def _prix(table, cle_montant="montant", cle_taux="taux"):
    if cle_taux in table:
        return Fraction(table[cle_taux]) / 100
    return Fraction(table[cle_montant])


def _composante(t) -> Composante:
    pct = "taux" in t or any("taux" in p for p in t.get("paliers", []))
    k = Fraction(1, 100) if pct else Fraction(1)
    def frac(cle, k=Fraction(1)):
        return Fraction(t[cle]) * k if cle in t else None
    paliers = tuple(
        Palier(_prix(p), Fraction(p["jusqu_a"]) if "jusqu_a" in p else None, p.get("borne_incluse", False))
        for p in t.get("paliers", [t])
    ) if "paliers" in t else (Palier(_prix(t)),)
    return Composante(
        t["identifiant"], t["libelle"], Nature(t["nature"]), Assiette(t["assiette"]), paliers,
        Payeur(t["payeur"]), Taxe(t["taxe"]), t["lignes"], pct,
        Condition(t["suivie"]) if "suivie" in t else None,
        Clientele(t["clientele"]) if "clientele" in t else None,
        Condition(t.get("condition", "toujours")), t.get("premiere_annee_seulement", False),
        t.get("mois_offerts", 0), frac("plancher"), frac("plafond"), frac("bas", k), frac("haut", k),
        t.get("doute"), t.get("hypothese"),
    )


def outil_depuis(t: dict[str, Any]) -> Outil:
    return Outil(
        t["identifiant"], t["nom"], Categorie(t["categorie"]),
        tuple(Clientele(c) for c in t["clienteles"]), (), (),
        tuple(Formule(f["identifiant"], f["nom"], tuple(map(_composante, f.get("composantes", []))),
                      f["lignes"], f.get("defaut", False), tuple(f.get("defaut_si", {}).items()))
              for f in t["formules"]),
        tuple(Option(o["identifiant"], o["nom"], tuple(map(_composante, o["composantes"])), o["lignes"])
              for o in t.get("options", [])),
        tuple(NonChiffre(n["texte"], n["lignes"]) for n in t.get("non_chiffres", [])),
        tuple(t.get("labels_requis", ())), t.get("site", ""), t.get("date_tarif", ""),
    )


def catalogue() -> Catalogue:
    outils = []
    for f in sorted(DOSSIER.glob("*.toml")):
        t = tomllib.loads(f.read_text("utf-8"))
        if "formules" in t:
            outils.append(outil_depuis(t))
    c = tomllib.loads((DOSSIER / "criteres.toml").read_text("utf-8"))
    return Catalogue("1", "2023-01-01", tuple(outils), (), tuple(
        Critere(x["identifiant"], x["nom"], x["groupe"], x["definition"], x.get("synthese", False))
        for x in c["criteres"]))
