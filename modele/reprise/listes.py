"""Ce qui change dans les listes d'un dossier : essais, ventes, formations, questions.

Une vente et une réponse d'éditeur se changent dans le classeur : elles sont dites une à une. Le reste se compte.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from modele.catalogue.objets import Catalogue
from modele.dossiers.objets import Dossier, Question, Vente
from modele.lecture_vente import CHAMPS
from modele.nombres import ESPACE_INSECABLE, nombre
from modele.reprise.mots import Difference, cite, entre_guillemets, montant, nom_d_outil
from modele.reprise.ventes import MOMENTS

Paire = tuple[Any, Any]
"""Un élément avant et après ; None du côté où il n'est pas."""


def _sans_detail(_paire: Paire, _catalogue: Catalogue) -> Iterator[Difference]:
    return iter(())


@dataclass(frozen=True, slots=True)
class _Liste:
    """Liste d'un dossier, dont deux éléments de même clé sont deux états du même."""

    champ: str
    un: str
    plusieurs: str
    feminin: bool
    cle: Callable[[Any], Hashable]
    detail: Callable[[Paire, Catalogue], Iterator[Difference]] = field(default=_sans_detail)

    def dire(self, combien: int, participe: str) -> str:
        accord = ("e" if self.feminin else "") + ("s" if combien > 1 else "")
        return f"{combien} {self.plusieurs if combien > 1 else self.un} {participe}{accord}"


def listes(avant: Dossier, apres: Dossier, catalogue: Catalogue) -> Iterator[Difference]:
    """Changements de toutes les listes, dans l'ordre des pages."""
    for liste in _LISTES:
        yield from _comparer(liste, getattr(avant, liste.champ), getattr(apres, liste.champ), catalogue)


def _comparer(
    liste: _Liste, avant: Sequence[Any], apres: Sequence[Any], catalogue: Catalogue
) -> Iterator[Difference]:
    """Le détail de ce qui en a un, puis « 2 essais ajoutés », « 1 essai modifié »."""
    details: list[Difference] = []
    comptes: Counter[str] = Counter()
    for paire in _paires(liste, avant, apres):
        if du_detail := list(liste.detail(paire, catalogue)):
            details += du_detail
        else:
            comptes["ajouté" if paire[0] is None else "retiré" if paire[1] is None else "modifié"] += 1
    yield from details
    for participe in ("ajouté", "modifié", "retiré"):
        if combien := comptes[participe]:
            yield Difference(liste.dire(combien, participe))
    if not details and not comptes and tuple(avant) != tuple(apres):
        yield Difference(f"Ordre des {liste.plusieurs} changé")


def _paires(liste: _Liste, avant: Sequence[Any], apres: Sequence[Any]) -> Iterator[Paire]:
    """Ce qui n'est pas pareil des deux côtés, apparié par clé, dans l'ordre de `apres` puis de `avant`."""
    restes: dict[Hashable, list[Any]] = defaultdict(list)
    for element in _en_plus(avant, apres):
        restes[liste.cle(element)].append(element)
    for element in _en_plus(apres, avant):
        memes = restes[liste.cle(element)]
        yield (memes.pop(0) if memes else None), element
    for memes in restes.values():
        for element in memes:
            yield element, None


def _en_plus(elements: Sequence[Any], autres: Sequence[Any]) -> list[Any]:
    restes = Counter(autres)
    en_plus = []
    for element in elements:
        if restes[element]:
            restes[element] -= 1
        else:
            en_plus.append(element)
    return en_plus


def _detail_de_vente(paire: Paire, _catalogue: Catalogue) -> Iterator[Difference]:
    avant: Vente | None
    apres: Vente | None
    avant, apres = paire
    connue = avant or apres
    assert connue is not None
    titre = f"Vente {entre_guillemets(connue.nom)}" if connue.nom else "Vente sans nom"
    if avant is None or apres is None:
        yield Difference(f"{titre} {'ajoutée' if avant is None else 'retirée'}")
        return
    # L'outil d'une vente ne se change pas dans le classeur : il ne se dit pas case par case.
    if replace(apres, avant=avant.avant, apres=avant.apres) != avant:
        return
    for moment, mot in MOMENTS.items():
        for champ in CHAMPS:
            valeurs = [getattr(getattr(vente, moment), champ.nom) for vente in (avant, apres)]
            if valeurs[0] != valeurs[1]:
                en_euros = champ.unite.startswith("€")
                textes = [
                    montant(v) if en_euros else f"{nombre(v)}{ESPACE_INSECABLE}{champ.unite}" for v in valeurs
                ]
                yield Difference(f"{titre}, {mot}, {champ.libelle.lower()}", *textes)


def _detail_de_question(paire: Paire, catalogue: Catalogue) -> Iterator[Difference]:
    avant: Question | None
    apres: Question | None
    avant, apres = paire
    connue = avant or apres
    assert connue is not None
    reponses = [une.reponse if une else "" for une in paire]
    # Une question gardée pour sa seule réponse n'est ni ajoutée ni retirée : elle est proposée de toute façon.
    pareille = avant is None or apres is None or replace(apres, reponse=avant.reponse) == avant
    if pareille and reponses[0] != reponses[1]:
        titre = f"Réponse de {nom_d_outil(catalogue, connue.outil)} à {cite(connue.texte)}"
        yield Difference(titre, *map(cite, reponses))


_LISTES = (
    _Liste("essais", "essai", "essais", False, lambda essai: essai.outil),
    _Liste("ventes", "vente comparée", "ventes comparées", True, lambda vente: vente.nom, _detail_de_vente),
    _Liste("formations", "formation", "formations", True, lambda une: (une.personne, une.sujet)),
    _Liste(
        "questions",
        "question",
        "questions",
        True,
        lambda une: (une.outil, une.cle or une.texte),
        _detail_de_question,
    ),
)
