"""Les fichiers `.boussole` : seul un fichier intact, signé par une clé connue et valide est admis."""

import base64
import json
import os
import random
import stat
import sys
import unicodedata
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modele.catalogue import mise_a_jour
from modele.catalogue.lecture import CatalogueInvalide, lire_catalogue
from modele.catalogue.mise_a_jour import (
    TAILLE_MAX,
    MiseAJourRefusee,
    canonique,
    lire,
    publier,
    sceller,
    verifier,
)
from modele.catalogue.signature import identifiant
from tests.catalogue.mises_a_jour import Poste, acceptees, cle, ecrire_sources

SURROGAT = "\ud800"
ENORME = "1" * 5000


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Édition 2 du petit catalogue."""
    return ecrire_sources(
        tmp_path_factory.mktemp("edition") / "sources", 2, ("panier.toml", 'montant = "30"', 'montant = "31"')
    )


@pytest.fixture(scope="module")
def bonne(sources: Path) -> bytes:
    """La mise à jour que cette édition donne."""
    return publier(sources, cle())


def enveloppe(octets: bytes) -> dict[str, Any]:
    lue = json.loads(octets)
    assert isinstance(lue, dict)
    return lue


def refus(octets: bytes) -> str:
    """Phrase dite à la ferme : un groupe verbal qui suit « Le fichier « x » »."""
    with pytest.raises(MiseAJourRefusee) as faute:
        verifier(octets, acceptees())
    phrase = str(faute.value)
    assert phrase.endswith(".") and len(phrase) < 500
    assert not any(unicodedata.category(signe).startswith("C") for signe in phrase)
    return phrase


def test_une_mise_a_jour_dit_ce_que_disent_les_fichiers(sources: Path, bonne: bytes, tmp_path: Path) -> None:
    fichier = tmp_path / "Mise à jour.boussole"
    fichier.write_bytes(bonne)
    recue = lire(fichier, acceptees())
    assert recue.catalogue == lire_catalogue(sources)
    assert (recue.numero, recue.cle) == (2, identifiant(cle().public_key()))


def test_les_memes_fichiers_donnent_les_memes_octets(sources: Path, bonne: bytes) -> None:
    assert publier(sources, cle()) == bonne


def test_une_marque_d_ordre_ajoutee_par_un_editeur_de_texte_ne_gene_pas(bonne: bytes) -> None:
    assert verifier(b"\xef\xbb\xbf" + bonne, acceptees()) == verifier(bonne, acceptees())


def test_on_ne_publie_pas_un_catalogue_invalide(tmp_path: Path) -> None:
    sources = ecrire_sources(tmp_path / "s", 2, ("panier.toml", 'payeur = "gerant"', 'payeur = "banque"'))
    with pytest.raises(CatalogueInvalide, match="banque"):
        publier(sources, cle())


def avec(**changes: Any) -> Callable[[bytes], bytes]:
    """Change des champs sans refaire la signature ; None retire le champ."""

    def changer(octets: bytes) -> bytes:
        lue = {**enveloppe(octets), **changes}
        return json.dumps({champ: valeur for champ, valeur in lue.items() if valeur is not None}).encode()

    return changer


def remplacer(avant: bytes, apres: bytes) -> Callable[[bytes], bytes]:
    def changer(octets: bytes) -> bytes:
        assert avant in octets
        return octets.replace(avant, apres, 1)

    return changer


FALSIFIES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "sans signature": (avec(signature=None), "n'est pas signé"),
    "sans clé": (avec(cle=None), "n'est pas signé"),
    "signature vide": (avec(signature=""), "modifié depuis sa signature"),
    "signature d'autre chose": (
        avec(signature=base64.b64encode(cle().sign(b"autre")).decode()),
        "modifié depuis sa signature",
    ),
    "signature courte": (avec(signature="QUJD"), "modifié depuis sa signature"),
    "signature mal écrite": (avec(signature="é" * 88), "modifié depuis sa signature"),
    "prix changé": (remplacer(rb"\"31\"", rb"\"13\""), "modifié depuis sa signature"),
    "édition changée": (avec(edition="9"), "modifié depuis sa signature"),
    "date changée": (avec(date="2030-01-01"), "modifié depuis sa signature"),
    "autre clé annoncée": (avec(cle="0" * 16), "ne connaît pas"),
    "version suivante": (avec(boussole=2), "version plus récente"),
    "version nulle": (avec(boussole=0), "bien formée"),
    "version booléenne": (avec(boussole=True), "bien formée"),
    "version en texte": (avec(boussole="1"), "bien formée"),
    "version énorme": (remplacer(b'"boussole": 1', b'"boussole": ' + ENORME.encode()), "nombre"),
    "version à virgule": (remplacer(b'"boussole": 1', b'"boussole": 1.0'), "nombre"),
    "version en exposant": (remplacer(b'"boussole": 1', b'"boussole": 1e999999999'), "nombre"),
    "version NaN": (remplacer(b'"boussole": 1', b'"boussole": NaN'), "NaN"),
    "version infinie": (remplacer(b'"boussole": 1', b'"boussole": -Infinity'), "Infinity"),
    "champ en trop": (avec(autre=""), "bien formée"),
    "champ en moins": (avec(date=None), "bien formée"),
    "contenu en objet": (avec(contenu={}), "bien formée"),
    "clé en liste": (avec(cle=[]), "bien formée"),
    "champ répété": (remplacer(b'"boussole": 1,', b'"boussole": 1, "boussole": 1,'), "deux fois"),
    "substitut isolé": (avec(date=SURROGAT), "caractère illisible"),
    "substitut dans la clé": (avec(cle=SURROGAT), "bien formée"),
    "clé qui agit sur un terminal": (avec(cle="\x1b[2J"), "bien formée"),
    "vide": (lambda _: b"", "est vide"),
    "blancs": (lambda _: b" \n\t ", "est vide"),
    "zéros": (lambda _: bytes(100), "JSON"),
    "image": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
    "archive": (lambda _: b"PK\x03\x04" + bytes(40), "JSON"),
    "liste": (lambda _: b"[]", "n'est pas une mise à jour"),
    "autre JSON": (lambda _: b'{"ca_particuliers": 3}', "n'est pas une mise à jour"),
    "UTF-16": (lambda octets: octets.decode().encode("utf-16"), "UTF-8"),
    "latin-1": (lambda octets: octets.decode().encode("latin-1", "replace"), "UTF-8"),
    "crochets": (lambda _: b"[" * 200_000, "imbrique"),
    "accolades": (lambda _: b'{"a":' * 200_000, "imbrique"),
    "crochets fermés": (lambda _: b'{"boussole":' + b"[" * 90_000 + b"]" * 90_000 + b"}", "imbrique"),
    "suivi d'autre chose": (lambda octets: octets + b"{}", "JSON"),
    "trop gros": (lambda octets: octets + b" " * TAILLE_MAX, "trop gros"),
}


@pytest.mark.parametrize("cas", FALSIFIES)
def test_un_fichier_qui_n_est_pas_celui_signe_est_refuse(cas: str, bonne: bytes) -> None:
    changer, attendu = FALSIFIES[cas]
    assert attendu in refus(changer(bonne))


def test_une_cle_d_un_autre_editeur_est_refusee(sources: Path) -> None:
    assert "ne connaît pas" in refus(publier(sources, cle(1)))
    assert verifier(publier(sources, cle(1)), acceptees(0, 1)).numero == 2


def test_signer_sous_l_identifiant_d_un_autre_ne_suffit_pas(sources: Path) -> None:
    faux = enveloppe(publier(sources, cle(1)))
    faux["cle"] = identifiant(cle().public_key())
    faux["signature"] = base64.b64encode(cle(1).sign(mise_a_jour._message(faux))).decode()
    assert "modifié depuis sa signature" in refus(json.dumps(faux).encode())


def test_une_signature_ne_s_ecrit_que_d_une_facon(bonne: bytes) -> None:
    """Le dernier chiffre en base 64 a quatre bits libres : les changer rendrait les mêmes octets."""
    signature = enveloppe(bonne)["signature"]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    autre = f"{signature[:85]}{alphabet[alphabet.index(signature[85]) ^ 1]}=="
    assert base64.b64decode(autre, validate=True) == base64.b64decode(signature)
    assert "modifié depuis sa signature" in refus(avec(signature=autre)(bonne))


def test_une_signature_faite_pour_autre_chose_ne_sert_pas_ici(bonne: bytes) -> None:
    """Sans son préfixe, le message signé pourrait être celui d'un autre programme."""
    faux = enveloppe(bonne)
    nu = canonique({champ: valeur for champ, valeur in faux.items() if champ != "signature"}).encode()
    faux["signature"] = base64.b64encode(cle().sign(nu)).decode()
    assert "modifié depuis sa signature" in refus(json.dumps(faux).encode())


def test_un_fichier_tronque_est_refuse(bonne: bytes) -> None:
    for taille in (*range(40), *range(40, len(bonne) - 2, 397), len(bonne) - 2):
        refus(bonne[:taille])


def test_un_octet_change_est_refuse(bonne: bytes) -> None:
    hasard = random.Random(7)
    for _ in range(1_000):
        change = bytearray(bonne)
        change[hasard.randrange(len(bonne))] ^= 1 << hasard.randrange(8)
        refus(bytes(change))


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_des_octets_quelconques_sont_refuses(octets: bytes) -> None:
    refus(octets)


def signee(changer: Callable[[dict[str, Any]], object], bonne: bytes) -> bytes:
    """Mise à jour bien signée d'un contenu changé."""
    lue = enveloppe(bonne)
    contenu = json.loads(lue["contenu"])
    changer(contenu)
    return sceller(lue["edition"], lue["date"], canonique(contenu), cle())


def _imbriquer(contenu: dict[str, Any], combien: int) -> None:
    valeur: Any = "x"
    for _ in range(combien):
        valeur = [valeur]
    contenu["guide"]["titre"] = valeur


CONTENUS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "guide absent": (lambda c: c.pop("guide"), "ne contient pas un catalogue"),
    "pièce en trop": (lambda c: c.update(autre={}), "ne contient pas un catalogue"),
    "outils en table": (lambda c: c.update(outils={}), "ne contient pas un catalogue"),
    "aucun outil": (lambda c: c.update(outils=[]), "aucun outil"),
    "outil en texte": (lambda c: c["outils"].append("x"), "n'a pas la forme voulue"),
    "outil en double": (lambda c: c["outils"].append(c["outils"][0]), "est déjà l'outil"),
    "guide nul": (lambda c: c.update(guide=None), "n'a pas la forme voulue"),
    "champ inconnu": (lambda c: c["guide"].update(piege="x"), "clé inconnue"),
    "champ manquant": (lambda c: c["outils"][0].pop("nom"), "la clé manque"),
    "payeur inventé": (
        lambda c: c["outils"][1]["formules"][0]["composantes"][0].update(payeur="banque"),
        "n'est pas un payeur connu",
    ),
    "prix en nombre": (
        lambda c: c["outils"][1]["options"][0]["composantes"][0].update(montant=300),
        "n'est pas un nombre écrit en texte",
    ),
    "prix énorme": (
        lambda c: c["outils"][1]["options"][0]["composantes"][0].update(montant="9" * 5000),
        "n'est pas un nombre écrit en texte",
    ),
    "mois énormes": (
        lambda c: c["outils"][1]["formules"][0]["composantes"][0].update(mois_offerts=999_999_999),
        "hors bornes",
    ),
    "adresse de fichier": (
        lambda c: c["outils"][1].update(site="file:///etc/passwd"),
        "n'est pas une adresse",
    ),
    "caractère de commande": (lambda c: c["outils"][0].update(nom="a\x1bb"), "caractère de commande"),
    "caractère interdit en XML": (lambda c: c["outils"][0].update(nom="a\ufffeb"), "caractère de commande"),
    "édition nulle": (lambda c: c["guide"].update(edition="0"), "n'est pas une édition"),
    "autre édition": (lambda c: c["guide"].update(edition="3"), "annonce une édition"),
    "autre date": (lambda c: c["guide"].update(date="2031-01-01"), "annonce une édition"),
    "imbrication": (lambda c: _imbriquer(c, 40), "imbrique trop"),
}


@pytest.mark.parametrize("cas", CONTENUS)
def test_un_contenu_signe_passe_les_memes_controles_que_les_fichiers(cas: str, bonne: bytes) -> None:
    changer, attendu = CONTENUS[cas]
    dit = refus(signee(changer, bonne))
    assert attendu in dit and "Prévenez la personne" in dit


ECRITURES: dict[str, tuple[Callable[[str], str], str]] = {
    "blancs": (lambda texte: texte.replace(":", ": ", 1), "sous la forme attendue"),
    "ordre": (lambda texte: json.dumps(json.loads(texte), separators=(",", ":")), "sous la forme attendue"),
    "marque d'ordre": (lambda texte: f"\ufeff{texte}", "sous la forme attendue"),
    "clé répétée": (lambda texte: texte.replace('{"criteres"', '{"criteres":1,"criteres"', 1), "deux fois"),
    "NaN": (lambda texte: texte.replace('"1.8"', "NaN").replace('"8.35"', "NaN"), "NaN"),
    "infini": (lambda texte: texte.replace('"8.35"', "Infinity"), "Infinity"),
    "virgule flottante": (lambda texte: texte.replace('"8.35"', "8.35"), "nombre"),
    "entier énorme": (lambda texte: texte.replace('"8.35"', ENORME), "nombre"),
    "exposant": (lambda texte: texte.replace('"8.35"', "1e9"), "nombre"),
    "négatif": (lambda texte: texte.replace('"8.35"', "-8"), "nombre"),
    "substitut isolé": (
        lambda texte: texte.replace("Panier date", r"Panier \udc80 date"),
        "caractère illisible",
    ),
    "crochets": (lambda _: "[" * 100_000, "imbrique"),
    "tronqué": (lambda texte: texte[:-1], "JSON"),
    "vide": (lambda _: "", "JSON"),
    "liste": (lambda _: "[]", "ne contient pas un catalogue"),
}


@pytest.mark.parametrize("cas", ECRITURES)
def test_un_contenu_signe_mais_mal_ecrit_est_refuse(cas: str, bonne: bytes) -> None:
    changer, attendu = ECRITURES[cas]
    lue = enveloppe(bonne)
    change = changer(lue["contenu"])
    assert change != lue["contenu"]
    assert attendu in refus(sceller(lue["edition"], lue["date"], change, cle()))


_FEUILLES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 999_999_999),
    st.text(max_size=8),
    st.sampled_from(["1", "non", "D01"]),
)
_VALEURS = st.recursive(
    _FEUILLES, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3)
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(donnees=st.data())
def test_aucun_contenu_signe_ne_fait_tomber_la_lecture(donnees: st.DataObject, bonne: bytes) -> None:
    lue = enveloppe(bonne)
    contenu = deepcopy(json.loads(lue["contenu"]))
    noeud: Any = contenu
    for _ in range(donnees.draw(st.integers(0, 6))):
        cles = list(noeud) if isinstance(noeud, dict) else list(range(len(noeud)))
        choisie = donnees.draw(st.sampled_from(cles))
        if not isinstance(noeud[choisie], (dict, list)) or not noeud[choisie]:
            noeud[choisie] = donnees.draw(_VALEURS)
            break
        noeud = noeud[choisie]
    else:
        if isinstance(noeud, dict):
            noeud[donnees.draw(st.text(max_size=6))] = donnees.draw(_VALEURS)
        else:
            noeud.append(donnees.draw(_VALEURS))
    octets = sceller(lue["edition"], lue["date"], canonique(contenu), cle())
    try:
        recue = verifier(octets, acceptees())
    except MiseAJourRefusee as faute:
        assert not any(unicodedata.category(signe).startswith("C") for signe in str(faute))
    else:
        assert recue.numero == 2


def test_la_phrase_nomme_le_fichier(bonne: bytes, tmp_path: Path) -> None:
    fichier = tmp_path / "abc.boussole"
    fichier.write_bytes(bonne[:-40])
    with pytest.raises(MiseAJourRefusee, match=r"^Le fichier « abc.boussole » n'est pas du JSON"):
        lire(fichier, acceptees())


def test_un_fichier_trop_gros_n_est_pas_lu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fichier = tmp_path / "gros.boussole"
    with fichier.open("wb") as flux:
        flux.truncate(50 * 1024**3)

    def interdit(*_: object, **__: object) -> None:
        raise AssertionError("le fichier ne doit pas être ouvert")

    monkeypatch.setattr(Path, "open", interdit)
    with pytest.raises(MiseAJourRefusee, match="trop gros"):
        lire(fichier, acceptees())


def test_un_fichier_qui_grossit_pendant_la_lecture_reste_borne(
    bonne: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fichier = tmp_path / "grossit.boussole"
    fichier.write_bytes(bonne + b" " * TAILLE_MAX)
    vrai = Path.stat

    def petit(ici: Path, **options: Any) -> os.stat_result:
        lu = list(vrai(ici, **options))
        lu[stat.ST_SIZE] = 10
        return os.stat_result(lu)

    monkeypatch.setattr(Path, "stat", petit)
    with pytest.raises(MiseAJourRefusee, match="trop gros"):
        lire(fichier, acceptees())


@pytest.mark.skipif(sys.platform == "win32", reason="tubes nommés POSIX")
def test_un_tube_n_est_pas_attendu(tmp_path: Path) -> None:
    tube = tmp_path / "tube.boussole"
    os.mkfifo(tube)
    with pytest.raises(MiseAJourRefusee, match="n'est pas un fichier"):
        lire(tube, acceptees())
    with pytest.raises(MiseAJourRefusee, match="n'est pas un fichier"):
        lire(tmp_path, acceptees())


def test_un_refus_ne_touche_a_rien(bonne: bytes, tmp_path: Path) -> None:
    poste = Poste.installer(tmp_path)
    poste.accepter(2)
    fichier = poste.racine / "recue.boussole"
    for changer, _ in FALSIFIES.values():
        octets = changer(bonne)
        if len(octets) > 1_000_000:
            continue
        fichier.write_bytes(octets)
        avant = poste.etat()
        with pytest.raises(MiseAJourRefusee):
            lire(fichier, acceptees())
        assert poste.etat() == avant
