"""Chaque garde refuse avec sa raison, vite et sans mémoire ; débranchée, le même fichier passerait."""

import ast
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from modele.catalogue.emplacements import RACINE
from modele.catalogue.objets import Catalogue
from modele.reprise import garde
from modele.reprise.fautes import ClasseurRefuse
from modele.reprise.lecture import Reprise, lire_classeur
from tests.reprise.fabrique import refaire, rempli

FEUILLE = "xl/worksheets/sheet2.xml"
SECONDES_MAX = 5
MEGAOCTETS_MAX = 300


def _apres(balise: bytes, ajout: bytes) -> Callable[[bytes], bytes]:
    def changer(contenu: bytes) -> bytes:
        assert balise in contenu
        return contenu.replace(balise, balise + ajout, 1)

    return changer


def _avant_racine(ajout: bytes) -> Callable[[bytes], bytes]:
    return lambda contenu: ajout + contenu.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>")


def _gros(octets: bytes) -> bytes:
    return refaire(octets, {"docProps/bruit.bin": Random(1).randbytes(garde.TAILLE_MAX)})


def _bombe(octets: bytes) -> bytes:
    return refaire(octets, {"docProps/bombe.bin": b"\0" * 20_000_000})


def _deplie_trop(octets: bytes) -> bytes:
    hasard = Random(2)
    blocs = b"".join(hasard.randbytes(600) + b"\0" * 19_400 for _ in range(1_600))
    return refaire(octets, {"docProps/long.bin": blocs})


def _trois_cents_parties(octets: bytes) -> bytes:
    return refaire(octets, {f"docProps/{rang}.bin": b"x" for rang in range(300)})


def _trois_millions_de_cellules(octets: bytes) -> bytes:
    # Des largeurs variées abaissent le taux de compression sous la limite.
    hasard = Random(3)
    morceaux = [
        b"<c/>" * hasard.randint(1, 12) + b"<c s='%d'/>" % hasard.randint(0, 9) for _ in range(400_000)
    ]
    assert sum(morceau.count(b"<") for morceau in morceaux) > 2_900_000
    return refaire(octets, {FEUILLE: _apres(b"<sheetData>", b"<row>" + b"".join(morceaux) + b"</row>")})


def _un_million_de_lignes(octets: bytes) -> bytes:
    hasard = Random(4)
    lignes = b"".join(b"<row r='%d'/>" % (50 + rang + hasard.randint(0, 9)) for rang in range(1_000_000))
    return refaire(octets, {FEUILLE: _apres(b"</row>", lignes)})


def _styles_sans_fin(octets: bytes) -> bytes:
    hasard = Random(8)
    styles = b"".join(b"<xf fontId='%d'/>" % hasard.randint(0, 99) for _ in range(60_000))
    return refaire(octets, {"xl/styles.xml": lambda c: c.replace(b"</cellXfs>", styles + b"</cellXfs>")})


def _entites(octets: bytes) -> bytes:
    return refaire(octets, {FEUILLE: _avant_racine(b'<!DOCTYPE x [<!ENTITY a "aaaa">]>')})


def _entites_en_utf_16(octets: bytes) -> bytes:
    return refaire(
        octets, {FEUILLE: lambda contenu: contenu.decode().replace("UTF-8", "UTF-16").encode("utf-16")}
    )


def _codage_etrange(octets: bytes) -> bytes:
    return refaire(octets, {FEUILLE: _avant_racine(b'<?xml version="1.0" encoding="cp037"?>')})


def _macro(octets: bytes) -> bytes:
    return refaire(octets, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _macro_deguisee(octets: bytes) -> bytes:
    genre = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ordinaire = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return refaire(octets, {"[Content_Types].xml": lambda contenu: contenu.replace(ordinaire, genre)})


def _lien_externe(octets: bytes) -> bytes:
    return refaire(octets, {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def _relation_externe(octets: bytes) -> bytes:
    relation = (
        b'<Relationship Id="rIdX" Type="http://x/image" Target="file://serveur/x" TargetMode="External"/>'
    )
    return refaire(
        octets,
        {
            "xl/_rels/workbook.xml.rels": lambda c: c.replace(
                b"</Relationships>", relation + b"</Relationships>"
            )
        },
    )


def _objet_incorpore(octets: bytes) -> bytes:
    return refaire(octets, {"xl/embeddings/oleObject1.bin": b"x"})


def _partie_en_double(octets: bytes) -> bytes:
    return refaire(octets, {FEUILLE.upper(): b"<worksheet/>"})


def _autre_compression(octets: bytes) -> bytes:
    tampon = BytesIO()
    with ZipFile(BytesIO(octets)) as source, ZipFile(tampon, "w", ZIP_BZIP2) as sortie:
        for nom in source.namelist():
            sortie.writestr(nom, source.read(nom))
    return tampon.getvalue()


def _feuille_deguisee(octets: bytes) -> bytes:
    """Deux millions de cellules dans une feuille que son nom ne dit pas être du XML."""
    hasard = Random(10)
    cellules = b"".join(
        b"<c/>" * hasard.randint(1, 12) + b"<c s='%d'/>" % hasard.randint(0, 9) for _ in range(250_000)
    )
    rangee = b"<row>" + cellules + b"</row>"
    deguisee = b" " * 2_000 + _partie(octets, FEUILLE).removeprefix(
        b"<?xml version='1.0' encoding='UTF-8'?>"
    ).replace(b"<sheetData>", b"<sheetData>" + rangee, 1)
    ailleurs = {
        nom: lambda contenu: contenu.replace(b"worksheets/sheet2.xml", b"worksheets/sheet2.dat")
        for nom in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml")
    }
    return refaire(octets, {"xl/worksheets/sheet2.dat": deguisee, **ailleurs})


def _partie(octets: bytes, nom: str) -> bytes:
    with ZipFile(BytesIO(octets)) as archive:
        return archive.read(nom)


def _noms_sans_fin(octets: bytes) -> bytes:
    """Cent mille noms dans un classeur rangé parmi les feuilles."""
    noms = b"".join(b"<definedName name='n%d'>A!$A$1</definedName>" % rang for rang in range(100_000))
    classeur = _partie(octets, "xl/workbook.xml").replace(b"<definedNames>", b"<definedNames>" + noms, 1)
    return refaire(
        octets,
        {
            "xl/worksheets/workbook.xml": classeur,
            "xl/worksheets/_rels/workbook.xml.rels": _partie(octets, "xl/_rels/workbook.xml.rels"),
            "[Content_Types].xml": lambda c: c.replace(b"/xl/workbook.xml", b"/xl/worksheets/workbook.xml"),
            "_rels/.rels": lambda c: c.replace(b"xl/workbook.xml", b"xl/worksheets/workbook.xml"),
        },
    )


def _entites_dans_les_relations(octets: bytes) -> bytes:
    return refaire(octets, {"_rels/.rels": _avant_racine(b'<!DOCTYPE x [<!ENTITY a "aaaa">]>')})


def _partie_chiffree(octets: bytes) -> bytes:
    """Le drapeau de chiffrement, posé dans l'en-tête et dans le sommaire d'une partie."""
    abimes = bytearray(octets)
    for signature, ecart in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        abimes[abimes.index(signature) + ecart] |= 1
    return bytes(abimes)


def _somme_fausse(octets: bytes) -> bytes:
    """Une image dont un octet a changé : le reste de l'archive est intact."""
    image = Random(11).randbytes(2_000)
    tampon = BytesIO(octets)
    with ZipFile(tampon, "a") as archive:
        archive.writestr("xl/media/image1.png", image)
    return tampon.getvalue().replace(image, image[:-1] + bytes([image[-1] ^ 1]))


def _de_ce_nom(nom: str) -> Callable[[bytes], bytes]:
    return lambda octets: refaire(octets, {nom: b"<x/>"})


def _relation(genre: bytes) -> Callable[[bytes], bytes]:
    relation = b'<Relationship Id="rIdX" Type="http://schemas/relationships/%s" Target="x.dat"/>' % genre
    fin = b"</Relationships>"
    return lambda octets: refaire(
        octets, {"xl/_rels/workbook.xml.rels": lambda contenu: contenu.replace(fin, relation + fin)}
    )


def _chiffre(octets: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + octets


def _opendocument(_: bytes) -> bytes:
    tampon = BytesIO()
    with ZipFile(tampon, "w") as sortie:
        sortie.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    return tampon.getvalue()


def _sans_type(_: bytes) -> bytes:
    tampon = BytesIO()
    with ZipFile(tampon, "w") as sortie:
        sortie.writestr("bonjour.txt", b"bonjour")
    return tampon.getvalue()


HOSTILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "plus de 5 Mo": (_gros, "5 Mo"),
    "bombe": (_bombe, "compressé à l'excès"),
    "plus de 30 Mo déplié": (_deplie_trop, "30 Mo"),
    "plus de 300 parties": (_trois_cents_parties, "300 parties"),
    "3 millions de cellules": (_trois_millions_de_cellules, "trop de cellules"),
    "1 million de lignes": (_un_million_de_lignes, "trop de cellules"),
    "styles sans fin": (_styles_sans_fin, "trop de cellules"),
    "noms sans fin": (_noms_sans_fin, "trop de cellules"),
    "feuille déguisée": (_feuille_deguisee, "trop de cellules"),
    "entités": (_entites, "entités XML"),
    "entités des relations": (_entites_dans_les_relations, "entités XML"),
    "UTF-16": (_entites_en_utf_16, "codage inattendu"),
    "EBCDIC": (_codage_etrange, "codage inattendu"),
    "macro": (_macro, "macros"),
    "macro déguisée": (_macro_deguisee, "macros"),
    "lien externe": (_lien_externe, "liens vers d'autres fichiers"),
    "relation externe": (_relation_externe, "un autre fichier"),
    "objet incorporé": (_objet_incorpore, "incorporé"),
    "partie en double": (_partie_en_double, "deux fois"),
    "contrôle ActiveX": (_de_ce_nom("xl/activeX/activeX1.xml"), "exécutent du code"),
    "boîte de dialogue": (_relation(b"dialogsheet"), "exécutent du code"),
    "connexion": (_de_ce_nom("xl/connections.xml"), "données ailleurs"),
    "requête": (_relation(b"queryTable"), "données ailleurs"),
    "objet OLE": (_relation(b"oleObject"), "incorporé"),
    "somme de contrôle fausse": (_somme_fausse, "abîmé"),
    "partie chiffrée": (_partie_chiffree, "est chiffré"),
    "bzip2": (_autre_compression, "façon inconnue"),
    "chiffré": (_chiffre, "mot de passe"),
    "OpenDocument": (_opendocument, "OpenDocument"),
    "autre archive": (_sans_type, "pas un classeur"),
    "texte": (lambda _: b"Bonjour", "pas un classeur"),
    "vide": (lambda _: b"", "pas un classeur"),
}


@dataclass(frozen=True)
class Coupe:
    """Une défense mise hors d'état, et le fichier qu'elle arrêtait.

    `ensuite` vaut None quand ce fichier passe alors tout le contrôle ; sinon, ce que dit la défense d'après.
    """

    fichier: str
    attribut: str
    par: object
    ensuite: str | None = None


def _rien(*_: object) -> None:
    """Défense coupée."""


def _sauf_images(archive: ZipFile, partie: zipfile.ZipInfo) -> bytes:
    return b"" if partie.filename.endswith(".png") else archive.read(partie)


SANS_FIN = 10**9
COUPES = (
    Coupe("plus de 5 Mo", "TAILLE_MAX", 10**8),
    Coupe("plus de 5 Mo", "_exiger_taille", _rien, "abîmé"),
    Coupe("chiffré", "_exiger_format_lisible", _rien, "pas un classeur"),
    Coupe("OpenDocument", "_exiger_pas_opendocument", _rien, "pas un classeur"),
    Coupe("texte", "_exiger_archive", _rien, "abîmé"),
    Coupe("plus de 300 parties", "PARTIES_MAX", 10**4),
    Coupe("plus de 300 parties", "_exiger_peu_de_parties", _rien),
    Coupe("partie chiffrée", "_exiger_en_clair", _rien, "abîmé"),
    Coupe("bzip2", "_exiger_compression_connue", _rien),
    Coupe("plus de 30 Mo déplié", "DEPLIE_MAX", SANS_FIN),
    Coupe("plus de 30 Mo déplié", "_exiger_place_bornee", _rien),
    Coupe("bombe", "RAPPORT_MAX", 10**6),
    Coupe("bombe", "_exiger_taux_ordinaire", _rien),
    Coupe("partie en double", "_exiger_noms_distincts", _rien),
    Coupe("autre archive", "_exiger_types_de_contenu", _rien),
    *(
        Coupe(fichier, "_exiger_permis", _rien)
        for fichier in (
            "macro",
            "lien externe",
            "objet incorporé",
            "macro déguisée",
            "contrôle ActiveX",
            "boîte de dialogue",
            "connexion",
            "requête",
            "objet OLE",
        )
    ),
    Coupe("relation externe", "_exiger_relations_permises", _rien),
    Coupe("3 millions de cellules", "BALISES_MAX", SANS_FIN),
    Coupe("1 million de lignes", "BALISES_MAX", SANS_FIN),
    Coupe("1 million de lignes", "_exiger_peu_de_balises", _rien),
    Coupe("styles sans fin", "BALISES_HORS_CASES_MAX", SANS_FIN),
    Coupe("noms sans fin", "_hors_cases", lambda _: 0),
    Coupe("feuille déguisée", "_est_du_xml", lambda nom, _: nom.endswith((".xml", ".rels"))),
    Coupe("entités", "_exiger_sans_entite", _rien),
    Coupe("entités des relations", "_exiger_sans_entite", _rien, "entités XML"),
    Coupe("UTF-16", "_exiger_codage_connu", _rien),
    Coupe("EBCDIC", "_exiger_codage_connu", _rien),
    Coupe("somme de contrôle fausse", "_lire", _sauf_images),
)


@pytest.fixture(scope="session")
def hostiles(exporte: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Les fichiers hostiles, écrits une fois."""
    dossier = tmp_path_factory.mktemp("hostiles")
    chemins = {}
    for rang, (nom, (fabriquer, _)) in enumerate(HOSTILES.items()):
        chemins[nom] = dossier / f"{rang:02}.xlsx"
        chemins[nom].write_bytes(fabriquer(exporte))
    return chemins


@pytest.mark.parametrize("nom", HOSTILES)
def test_fichier_hostile_refuse_avec_sa_raison(
    nom: str, hostiles: dict[str, Path], catalogue: Catalogue
) -> None:
    with pytest.raises(ClasseurRefuse, match=HOSTILES[nom][1]) as refus:
        lire_classeur(hostiles[nom], catalogue)
    assert str(refus.value).endswith(".")


@pytest.mark.parametrize("coupe", COUPES, ids=lambda coupe: f"{coupe.fichier} sans {coupe.attribut}")
def test_defense_coupee_le_fichier_passe(
    coupe: Coupe, hostiles: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ce fichier-là n'est arrêté que par cette défense-là : la couper le laisse passer, ou arriver à la suivante."""
    monkeypatch.setattr(garde, coupe.attribut, coupe.par)
    if coupe.ensuite is None:
        garde.octets_surs(hostiles[coupe.fichier])
    else:
        with pytest.raises(ClasseurRefuse, match=coupe.ensuite) as refus:
            garde.octets_surs(hostiles[coupe.fichier])
        monkeypatch.undo()
        with pytest.raises(ClasseurRefuse) as premier:
            garde.octets_surs(hostiles[coupe.fichier])
        assert str(refus.value) != str(premier.value)


def test_chaque_defense_est_coupee_une_fois() -> None:
    """Une défense ajoutée à la garde sans son fichier hostile fait rougir cet essai."""
    defenses = {nom for nom in vars(garde) if nom.startswith("_exiger_") or nom.endswith("_MAX")}
    assert defenses <= {coupe.attribut for coupe in COUPES}


def test_chaque_phrase_de_refus_est_provoquee() -> None:
    """Toute raison écrite dans la garde est celle d'au moins un fichier hostile."""
    arbre = ast.parse(Path(garde.__file__).read_text("utf-8"))
    dites = {raison for _, raison in garde._INTERDITS} | {garde._PAS_UN_CLASSEUR}
    for noeud in ast.walk(arbre):
        if (
            isinstance(noeud, ast.Call)
            and isinstance(noeud.func, ast.Name)
            and noeud.func.id == "ClasseurRefuse"
        ):
            (texte,) = noeud.args
            if isinstance(texte, ast.Constant):
                dites.add(texte.value)
    assert len(dites) >= 15
    for phrase in dites:
        assert any(re.search(raison, phrase) for _, raison in HOSTILES.values()), phrase


@pytest.mark.parametrize(("mot", "raison"), garde._INTERDITS)
def test_chaque_mot_interdit_l_est_par_son_nom_et_par_son_type(mot: str, raison: str, exporte: bytes) -> None:
    for hostile in (_de_ce_nom(f"xl/{mot}1.bin"), _relation(mot.encode())):
        with pytest.raises(ClasseurRefuse) as refus:
            garde.controler(hostile(exporte))
        assert str(refus.value) == raison


MESURE = """
import json, sys, time
from pathlib import Path
from modele.catalogue.depot import ouvrir_catalogue
from modele.catalogue.emplacements import BASE
from modele.reprise.fautes import ClasseurRefuse
from modele.reprise.lecture import lire_classeur
catalogue = ouvrir_catalogue(BASE)
mesures = {}
for chemin in sys.argv[1:]:
    debut = time.perf_counter()
    try:
        lire_classeur(Path(chemin), catalogue)
    except ClasseurRefuse:
        mesures[chemin] = time.perf_counter() - debut
# VmHWM repart de zéro à l'exécution ; ru_maxrss garderait la mémoire du processus qui a lancé celui-ci.
pic = next(ligne for ligne in Path("/proc/self/status").read_text().splitlines() if ligne.startswith("VmHWM"))
print(json.dumps([mesures, int(pic.split()[1]) / 1024]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mesure la mémoire comme Linux la compte")
def test_refus_en_moins_de_cinq_secondes_et_trois_cents_megaoctets(hostiles: dict[str, Path]) -> None:
    commande = [sys.executable, "-c", MESURE, *map(str, hostiles.values())]
    fini = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, timeout=120)
    assert fini.returncode == 0, fini.stderr
    mesures, memoire = json.loads(fini.stdout)
    assert len(mesures) == len(HOSTILES)
    assert max(mesures.values()) < SECONDES_MAX, mesures
    assert memoire < MEGAOCTETS_MAX


def test_au_plafond_de_balises_la_lecture_reste_bornee(exporte: bytes, tmp_path: Path) -> None:
    """Ce que la garde laisse passer de plus lourd se lit aussi sous les limites."""
    hasard = Random(9)

    def suite(balise: bytes, combien: int) -> bytes:
        return b"".join(balise % hasard.randint(0, 9) for _ in range(combien))

    cellules = b"<row r='60'>" + suite(b"<c s='%d'/>", garde.BALISES_MAX - 110_000) + b"</row>"
    styles = suite(b"<xf fontId='%d'/>", garde.BALISES_HORS_CASES_MAX - 5_000)
    noms = b"".join(b"<definedName name='n%d'>A!$A$1</definedName>" % r for r in range(20_000))
    lourd = tmp_path / "lourd.xlsx"
    lourd.write_bytes(refaire(exporte, {FEUILLE: _apres(b"</row>", cellules)}))
    autre = tmp_path / "autre.xlsx"
    autre.write_bytes(
        refaire(
            exporte,
            {
                "xl/styles.xml": lambda c: c.replace(b"</cellXfs>", styles + b"</cellXfs>"),
                "xl/workbook.xml": _apres(b"<definedNames>", noms),
            },
        )
    )
    for chemin in (lourd, autre):
        assert len(garde.octets_surs(chemin)) < garde.TAILLE_MAX
    programme = MESURE.replace("except ClasseurRefuse:\n        mes", "finally:\n        mes")
    if sys.platform == "linux":
        commande = [sys.executable, "-c", programme, str(lourd), str(autre)]
        fini = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, timeout=120)
        assert fini.returncode == 0, fini.stderr
        mesures, memoire = json.loads(fini.stdout)
        assert max(mesures.values()) < SECONDES_MAX, mesures
        assert memoire < MEGAOCTETS_MAX


def _tenter(octets: bytes, chemin: Path, catalogue: Catalogue) -> Reprise | None:
    chemin.write_bytes(octets)
    try:
        return lire_classeur(chemin, catalogue)
    except ClasseurRefuse:
        return None


def test_fichier_tronque_partout_est_refuse(exporte: bytes, catalogue: Catalogue, tmp_path: Path) -> None:
    hasard = Random(5)
    coupes = [
        0,
        1,
        4,
        30,
        len(exporte) - 1,
        len(exporte) - 22,
        *(hasard.randrange(len(exporte)) for _ in range(60)),
    ]
    for coupe in coupes:
        assert _tenter(exporte[:coupe], tmp_path / "coupe.xlsx", catalogue) is None, coupe


def test_octets_changes_au_hasard_ne_rendent_jamais_un_faux_dossier(
    exporte: bytes, catalogue: Catalogue, tmp_path: Path
) -> None:
    hasard = Random(6)
    refuses = 0
    for _ in range(150):
        octets = bytearray(exporte)
        for _ in range(hasard.choice([1, 1, 3, 20])):
            octets[hasard.randrange(len(octets))] ^= 1 << hasard.randrange(8)
        lue = _tenter(bytes(octets), tmp_path / "change.xlsx", catalogue)
        refuses += lue is None
        if lue is not None and lue.origine is not None:
            assert lue.dossier == rempli()
    assert refuses > 100


def test_octets_changes_sans_somme_de_controle(exporte: bytes, catalogue: Catalogue, tmp_path: Path) -> None:
    """Le XML abîmé sous une archive valable : refusé ou lu, jamais une autre faute."""
    hasard = Random(7)
    with zipfile.ZipFile(BytesIO(exporte)) as source:
        parties = {nom: source.read(nom) for nom in source.namelist()}
    for _ in range(80):
        nom = hasard.choice([*parties, "xl/workbook.xml", FEUILLE])
        contenu = bytearray(parties[nom])
        for _ in range(hasard.choice([1, 2, 8])):
            contenu[hasard.randrange(len(contenu))] = hasard.randrange(256)
        tampon = BytesIO()
        with ZipFile(tampon, "w", ZIP_DEFLATED) as sortie:
            for autre, octets in parties.items():
                sortie.writestr(autre, bytes(contenu) if autre == nom else octets)
        _tenter(tampon.getvalue(), tmp_path / "change.xlsx", catalogue)
