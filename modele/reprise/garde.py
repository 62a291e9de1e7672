"""Contrôle d'un classeur avant toute lecture : taille, bombes, macros, liens, types XML.

Un classeur vient d'une messagerie ou d'une clé : rien n'en est interprété avant ces contrôles, et ce
qu'ils laissent passer se lit en un temps et une mémoire bornés.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from modele.reprise.fautes import ClasseurRefuse

MEGA = 1_000_000
TAILLE_MAX = 5 * MEGA
DEPLIE_MAX = 30 * MEGA
RAPPORT_MAX = 150
PARTIES_MAX = 300
BALISES_MAX = 400_000
"""Un export de neuf outils en a cinquante mille ; un million de lignes, un million au moins."""
BALISES_HORS_CASES_MAX = 50_000
"""Styles et noms, qu'openpyxl garde tous en mémoire : un export en a moins de deux mille."""

_CASES = re.compile(rb"</?(?:\w+:)?(?:c|v|f|is|t|r|row|si)[\s/>]")
"""Balises des cellules et de leurs textes, qu'openpyxl lit au fil du fichier sans les garder."""
_XML = (".xml", ".rels", ".vml")
_DEBUT_XML = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*<|\0<|\xff\xfe|\xfe\xff")
_CODAGE = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CODAGES = (b"utf-8", b"us-ascii")
_TYPES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ANCIEN_OU_CHIFFRE = b"\xd0\xcf\x11\xe0"
_TYPES_DE_CONTENU = "[content_types].xml"
_PAS_UN_CLASSEUR = "Ce fichier n'est pas un classeur .xlsx."

_INTERDITS = (
    ("macro", "Ce classeur contient des macros : enregistrez-le au format .xlsx ordinaire, sans macro."),
    ("vba", "Ce classeur contient des macros : enregistrez-le au format .xlsx ordinaire, sans macro."),
    ("activex", "Ce classeur contient des contrôles qui exécutent du code : il n'a pas été lu."),
    ("dialogsheet", "Ce classeur contient des contrôles qui exécutent du code : il n'a pas été lu."),
    ("externallink", "Ce classeur contient des liens vers d'autres fichiers : rompez-les, puis réessayez."),
    ("connection", "Ce classeur va chercher des données ailleurs : il n'a pas été lu."),
    ("querytable", "Ce classeur va chercher des données ailleurs : il n'a pas été lu."),
    ("oleobject", "Ce classeur contient un autre fichier, incorporé : ôtez-le, puis réessayez."),
    ("embedding", "Ce classeur contient un autre fichier, incorporé : ôtez-le, puis réessayez."),
)
"""Mot cherché dans les noms de parties, les types de contenu et les relations, et phrase de refus."""


def octets_surs(chemin: Path) -> bytes:
    """Octets d'un classeur que rien n'interdit de lire.

    Lève `ClasseurRefuse` avec une raison, `OSError` si le fichier ne se lit pas.
    """
    with chemin.open("rb") as fichier:
        octets = fichier.read(TAILLE_MAX + 1)
    try:
        controler(octets)
    except ClasseurRefuse:
        raise
    except (
        BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        ParseError,
    ) as faute:
        raise ClasseurRefuse("Ce classeur est abîmé ou incomplet : demandez-le à nouveau.") from faute
    return octets


def controler(octets: bytes) -> None:
    """Lève `ClasseurRefuse`, ou la faute du module `zipfile` si l'archive est abîmée.

    Chaque `_exiger_…` est une défense à part : un essai coupe chacune et voit passer le fichier qu'elle arrête.
    """
    _exiger_taille(octets)
    _exiger_format_lisible(octets)
    _exiger_pas_opendocument(octets)
    _exiger_archive(octets)
    with ZipFile(BytesIO(octets)) as archive:
        parties = archive.infolist()
        _exiger_peu_de_parties(parties)
        _exiger_en_clair(parties)
        _exiger_compression_connue(parties)
        _exiger_place_bornee(parties)
        _exiger_taux_ordinaire(parties)
        noms = [partie.filename.lower() for partie in parties]
        _exiger_noms_distincts(noms)
        _exiger_types_de_contenu(noms)
        for nom in noms:
            _exiger_permis(nom)
        for nom, contenu in _contenus(archive, parties):
            if nom.endswith(".rels") or nom == _TYPES_DE_CONTENU:
                _exiger_relations_permises(contenu)


def _exiger_taille(octets: bytes) -> None:
    if len(octets) > TAILLE_MAX:
        raise ClasseurRefuse("Ce fichier dépasse 5 Mo : ce n'est pas un classeur de la Boussole.")


def _exiger_format_lisible(octets: bytes) -> None:
    if octets.startswith(_ANCIEN_OU_CHIFFRE):
        raise ClasseurRefuse(
            "Ce classeur est protégé par un mot de passe ou d'un ancien format : "
            "enregistrez-le au format .xlsx, sans mot de passe."
        )


def _exiger_pas_opendocument(octets: bytes) -> None:
    if b"opendocument" in octets[:100]:
        raise ClasseurRefuse("Ce classeur est au format OpenDocument : enregistrez-le au format .xlsx.")


def _exiger_archive(octets: bytes) -> None:
    if not octets.startswith(b"PK"):
        raise ClasseurRefuse(_PAS_UN_CLASSEUR)


def _exiger_peu_de_parties(parties: list[ZipInfo]) -> None:
    if len(parties) > PARTIES_MAX:
        raise ClasseurRefuse(f"Ce classeur compte plus de {PARTIES_MAX} parties : il n'a pas été lu.")


def _exiger_en_clair(parties: list[ZipInfo]) -> None:
    if any(partie.flag_bits & 1 for partie in parties):
        raise ClasseurRefuse("Ce classeur est chiffré : enregistrez-le sans mot de passe.")


def _exiger_compression_connue(parties: list[ZipInfo]) -> None:
    if any(partie.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for partie in parties):
        raise ClasseurRefuse("Ce classeur est compressé d'une façon inconnue : il n'a pas été lu.")


def _exiger_place_bornee(parties: list[ZipInfo]) -> None:
    """Taille annoncée ; `zipfile` ne déplie jamais plus que ce qui est annoncé."""
    if sum(partie.file_size for partie in parties) > DEPLIE_MAX:
        raise ClasseurRefuse("Ce classeur dépasse 30 Mo une fois déplié : il n'a pas été lu.")


def _exiger_taux_ordinaire(parties: list[ZipInfo]) -> None:
    if any(partie.file_size > RAPPORT_MAX * max(partie.compress_size, 1) for partie in parties):
        raise ClasseurRefuse(
            "Ce classeur est compressé à l'excès, comme un fichier piégé : il n'a pas été lu."
        )


def _exiger_noms_distincts(noms: list[str]) -> None:
    if len(set(noms)) != len(noms):
        raise ClasseurRefuse("Ce classeur contient deux fois la même partie : il n'a pas été lu.")


def _exiger_types_de_contenu(noms: list[str]) -> None:
    if _TYPES_DE_CONTENU not in noms:
        raise ClasseurRefuse(_PAS_UN_CLASSEUR)


def _exiger_permis(nom: str) -> None:
    for mot, raison in _INTERDITS:
        if mot in nom:
            raise ClasseurRefuse(raison)


def _contenus(archive: ZipFile, parties: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Contenu de chaque partie XML, sans type ni entité, d'un nombre total de balises borné."""
    en_tout = 0
    for partie in parties:
        nom = partie.filename.lower()
        contenu = _lire(archive, partie)
        if not _est_du_xml(nom, contenu):
            continue
        _exiger_codage_connu(contenu)
        _exiger_sans_entite(contenu)
        en_tout += contenu.count(b"<")
        _exiger_peu_de_balises(contenu, en_tout)
        yield nom, contenu


def _lire(archive: ZipFile, partie: ZipInfo) -> bytes:
    """La partie entière, même inutile : sa somme de contrôle n'est vérifiée qu'à la fin."""
    return archive.read(partie)


def _est_du_xml(nom: str, contenu: bytes) -> bool:
    """Vrai si openpyxl pourrait lire cette partie : ce n'est pas son nom qui en décide."""
    return nom.endswith(_XML) or _DEBUT_XML.match(contenu) is not None


def _exiger_peu_de_balises(contenu: bytes, en_tout: int) -> None:
    """Borne le travail d'openpyxl : en temps pour les cellules, en mémoire pour le reste, qu'il garde."""
    if en_tout > BALISES_MAX or _hors_cases(contenu) > BALISES_HORS_CASES_MAX:
        raise ClasseurRefuse("Ce classeur contient beaucoup trop de cellules : il n'a pas été lu.")


def _hors_cases(contenu: bytes) -> int:
    return contenu.count(b"<") - sum(1 for _ in _CASES.finditer(contenu))


def _exiger_codage_connu(contenu: bytes) -> None:
    codage = _CODAGE.match(contenu)
    en_octets_doubles = b"\0" in contenu[:4] or contenu[:2] in (b"\xff\xfe", b"\xfe\xff")
    if en_octets_doubles or (codage and codage[1].lower() not in _CODAGES):
        raise ClasseurRefuse("Ce classeur est écrit dans un codage inattendu : il n'a pas été lu.")


def _exiger_sans_entite(contenu: bytes) -> None:
    if _TYPES.search(contenu):
        raise ClasseurRefuse(
            "Ce classeur déclare des entités XML, comme un fichier piégé : il n'a pas été lu."
        )


def _exiger_relations_permises(contenu: bytes) -> None:
    try:
        racine: Element = fromstring(contenu, forbid_dtd=True)
    except DefusedXmlException as faute:
        raise ClasseurRefuse("Ce classeur déclare des entités XML : il n'a pas été lu.") from faute
    for element in racine:
        genre = element.get("Type", "") + element.get("ContentType", "")
        # « …/spreadsheetml.sheet.macroEnabled.main+xml » : le dernier morceau dit de quoi il s'agit.
        _exiger_permis(genre.rpartition("/")[2].lower())
        externe = element.get("TargetMode", "").lower() == "external"
        if externe and not genre.lower().endswith("/hyperlink"):
            raise ClasseurRefuse("Ce classeur va chercher un autre fichier : il n'a pas été lu.")
