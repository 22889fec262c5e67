"""Whoever is given as having said something: one or several, named or not, with what they are called besides."""

import re
from typing import Any

from tracker.domain.names import fold
from tracker.domain.sites import site_of
from tracker.domain.text import one_line
from tracker.domain.vocabulary import SourceKind
from tracker.ingest.lists.reviewed import Sayer
from tracker.ingest.lists.understanding import LONGEST_LINE, Understanding, texts, values

_MOST = 10
_MANY = (
    "several|multiple|various|many|numerous|different|diverse|unknown|anonymous|some|viral|social media|internet|online"
    "|facebook|twitter|x|instagram|whatsapp|tiktok|telegram|varias|varios|multiples|diversas|diversos|vários|várias"
    "|muchos|muitos|redes sociales|redes sociais|plusieurs|diverses|différentes|mehrere|verschiedene|viele|diverse"
    "|soziale medien|facebook nutzer|autori vari|più|różne|wiele|різні|разные|многие|مصادر|عدة|متعددة|कई|विभिन्न"
)
_WHO = (
    "sources|source|persons|people|person|users|user|posts|post|accounts|pages|websites|sites|media|netizens|claims"
    "|author|authors|outlets|fuentes|fuente|personas|usuarios|publicaciones|páginas|cuentas|fontes|fonte|pessoas"
    "|usuários|publicações|postagens|personnes|utilisateurs|internautes|publications|comptes|quellen|quelle|personen"
    "|nutzer|user|beiträge|fonti|utenti|źródła|użytkownicy|источники|пользователи|джерела|مستخدمون|مختلفة|स्रोत|लोग|यूज़र"
)
_NOBODY_WORDS = (
    "unknown|anonymous|various|several|multiple|n/a|na|none|viral|social media|internet|netizens|users|internautes"
    "|varios|varias|vários|várias|diversos|redes sociales|redes sociais|réseaux sociaux|soziale medien|facebook|twitter"
    "|whatsapp|instagram|tiktok|desconocido|desconhecido|inconnu|unbekannt|sconosciuto|nieznany|неизвестно|مجهول|अज्ञात"
    "|social media post|social media posts|viral post|viral posts|facebook post|viral message"
)
_NOBODY = frozenset(fold(one) for one in _NOBODY_WORDS.split("|"))
_MANY_WORDS = frozenset(fold(one) for one in _MANY.split("|"))
_WHO_WORDS = frozenset(fold(one) for one in _WHO.split("|"))
_TYPES = {
    "person": SourceKind.PERSON,
    "organization": SourceKind.ORGANISATION,
    "newsmediaorganization": SourceKind.OUTLET,
    "governmentorganization": SourceKind.GOVERNMENT,
}


def types_of(node: dict[str, Any]) -> list[str]:
    """Return the types of a node without their vocabulary, in lower case."""
    return [re.split(r"[/#:]", text)[-1].lower() for text in texts(node.get("@type"))]


def names_nobody(name: str) -> bool:
    """Tell whether words stand for people whom nobody names: "Várias fontes", "Facebook-Nutzer"."""
    folded = fold(name)
    if folded in _NOBODY:
        return True
    words = folded.split()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return any({one, other} & _MANY_WORDS and {one, other} & _WHO_WORDS for one, other in halves)


def sayers(reads: Understanding, value: Any) -> tuple[Sayer, ...]:
    """Return whoever an ``author`` names, each once; several names of one are a name and what it is called."""
    found: dict[str, Sayer] = {}
    given = values(value)
    for one in given[:_MOST]:
        sayer = _sayer(reads, one)
        if sayer is not None:
            found.setdefault(fold(sayer.name), sayer)
    if len(given) > _MOST:
        reads.note(f"{len(given)} are given as having said it; the first {_MOST} are taken.")
    return tuple(found.values())


def by_address(reads: Understanding, address: str) -> tuple[Sayer, ...]:
    """Return whoever has the page at an address, where nobody is named; nobody for an archive or a mailbox."""
    site = site_of(address)
    if not site:
        return ()
    reads.note(f"Nobody is named who said it; it is put down to whoever has the page at {site}.")
    return (Sayer(site, SourceKind.ACCOUNT if "/" in site else SourceKind.OUTLET),)


def _sayer(reads: Understanding, one: Any) -> Sayer | None:
    node = one if isinstance(one, dict) else {"name": one}
    names = [name for text in texts(node.get("name")) if (name := reads.plain(text, "The name of who said it"))]
    if not names:
        return None
    name, *besides = (one_line(name, LONGEST_LINE) for name in names)
    if besides:
        reads.note(
            f"{len(names)} names are given for one who said it; “{name}” is taken for the name, "
            f"“{'; '.join(besides)}” for what they are called."
        )
    if names_nobody(name):
        reads.note(f"“{name}” names nobody: whoever said it is kept as an unnamed source.")
        return Sayer(name, SourceKind.UNNAMED)
    kind = _kind(node)
    if besides and kind is SourceKind.ORGANISATION:
        reads.note(f"“{name}” is given as an organisation; since an office stands beside the name, it is a person.")
        kind = SourceKind.PERSON
    about = [*besides, *(reads.plain(text, "What they are") for text in texts(node.get("jobTitle")))]
    return Sayer(name, kind, "; ".join(filter(None, about)))


def _kind(node: dict[str, Any]) -> SourceKind:
    return next((_TYPES[one] for one in types_of(node) if one in _TYPES), SourceKind.UNKNOWN)
