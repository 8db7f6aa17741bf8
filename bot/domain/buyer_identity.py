"""Which of the buyers that notices name are one body: a pure function of all that is named.

Two namings are one body if their names have one key, or if they bear one stable identifier and
their names do not contradict it. Being one is passed on: A and B, B and C make A and C one. As
only what is named decides, neither the order of an import nor its repetition matters.

An identifier under a name that contradicts it joins nothing: agents publish for others, and leave
their own number there. Schools and parishes often share a name, so there the place counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import combinations

from bot.domain.buyer import Buyer, Identifier
from bot.domain.buyer_class import is_school
from bot.domain.organisation_name import same_organisation_key

_REGISTERS = (
    *("PPON", "COH", "CHC", "LAE", "NHS", "UKPRN", "MPR", "GOR", "EDU", "SC", "NIC"),
    *("LAS", "LANI", "SHPE", "HESA", "WALEDU", "SCOTEDU", "NIEDU"),
)
STABLE_SCHEMES = frozenset(f"GB-{register}" for register in _REGISTERS)
"""Registers whose numbers stay with one body. Portals' own numbers (GB-FTS, GB-SRS) do not."""

_FEWEST_WORDS = 2
_SHORTEST_ACRONYM = 3
_PARISH = re.compile(r"\b(?:(?:parish|town|community) council|parochial|church|village hall)\b")
_KINDS = {
    "council": re.compile(r"\b(?:council|borough)\b"),
    "university": re.compile(r"\buniversity\b(?! hospitals?\b)"),
    "nhs": re.compile(r"\b(?:nhs|hospitals?|healthcare)\b"),
    "police": re.compile(r"\b(?:police|constabulary)\b"),
    "fire": re.compile(r"\bfire\b"),
    "ministry": re.compile(r"^(?:ministry|department)\b"),
}
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in"})
_COUNCIL_WORDS = ("council", "borough", "city", "county", "district", "metropolitan")
_FORCE_WORDS = ("police", "constabulary", "crime", "commissioner", "office", "chief", "constable")
_OTHER_WORDS = ("nhs", "trust", "foundation", "fire", "rescue", "service", "authority")
_WORDS_OF_KIND = _SMALL_WORDS.union(_COUNCIL_WORDS, _FORCE_WORDS, _OTHER_WORDS)


def stable_identifiers(buyer: Buyer) -> tuple[Identifier, ...]:
    """The buyer's identifiers in registers that last, each in one spelling, in order."""
    found = {one for said in buyer.identifiers if (one := _stable(said.scheme, said.id))}
    return tuple(sorted(found, key=lambda one: (one.scheme, one.id)))


def keys_of(buyer: Buyer) -> tuple[str, ...]:
    """What a buyer may be known again by: its name's key first, then its stable identifiers."""
    return _name_key(buyer), *(f"{one.scheme}:{one.id}" for one in stable_identifiers(buyer))


def names_agree(one: str, other: str) -> bool:
    """Whether two names under one identifier may be names of one body; symmetric."""
    a, b = sorted((same_organisation_key(one), same_organisation_key(other)), key=len)
    if not a or is_school(one) != is_school(other):
        return False
    return a == b or _continues(a, b) or _same_words(a, b) or _abbreviates(a, b)


@dataclass(frozen=True)
class Body:
    """One body, and every way in which notices name it."""

    namings: tuple[Buyer, ...]

    @cached_property
    def buyer(self) -> Buyer:
        """All that the namings say together."""
        return reduce(Buyer.joined_with, self.namings)

    @cached_property
    def evidence(self) -> tuple[str, ...]:
        """The keys that more than one naming bears: why they are taken for one body."""
        borne = [key for naming in self.namings for key in keys_of(naming)]
        return tuple(sorted({key for key in borne if borne.count(key) > 1}))


def bodies_of(named: Iterable[Buyer]) -> list[Body]:
    """The bodies among those named, in an order that depends on nothing but them."""
    namings = sorted(set(named), key=repr)
    leader = list(range(len(namings)))
    for one, other in _pairs(namings):
        first, second = sorted((_lead(leader, one), _lead(leader, other)))
        leader[second] = first
    gathered: dict[int, list[Buyer]] = {}
    for at, naming in enumerate(namings):
        gathered.setdefault(_lead(leader, at), []).append(naming)
    return [Body(tuple(those)) for those in gathered.values()]


def _pairs(namings: Sequence[Buyer]) -> Iterator[tuple[int, int]]:
    """The pairs that are one body for a reason of their own."""
    bearers: dict[str, list[int]] = {}
    for at, naming in enumerate(namings):
        for key in keys_of(naming):
            bearers.setdefault(key, []).append(at)
    for key, those in bearers.items():
        for one, other in combinations(those, 2):
            if _are_one(key, namings[one], namings[other]):
                yield one, other


def _are_one(key: str, a: Buyer, b: Buyer) -> bool:
    """Whether two namings that both bear the key are one body for that."""
    if key != _name_key(a):
        return names_agree(a.name, b.name)
    return not (shares_its_name(a.name) and _contradict(a, b))


def _contradict(a: Buyer, b: Buyer) -> bool:
    """Whether one register has a number of its own for each."""
    first, second = stable_identifiers(a), stable_identifiers(b)
    registers = {one.scheme for one in first} & {one.scheme for one in second}
    return bool(registers) and not set(first) & set(second)


def _lead(leader: list[int], at: int) -> int:
    while leader[at] != at:
        leader[at] = leader[leader[at]]
        at = leader[at]
    return at


def _stable(scheme: str, number: str) -> Identifier | None:
    register = scheme.strip().upper()
    plain = "".join(number.upper().split()).removeprefix(f"{register}-")
    if register not in STABLE_SCHEMES or not re.search(r"[A-Z1-9]", plain):
        return None
    # Companies House numbers have eight characters; spreadsheets eat the zeros before them.
    padded = plain.zfill(8) if register == "GB-COH" and plain.isdecimal() else plain
    return Identifier(register, padded)


def _name_key(buyer: Buyer) -> str:
    key = same_organisation_key(buyer.name)
    if not key:
        return f"no name: {buyer!r}"
    district = buyer.district or ""
    if not shares_its_name(buyer.name):
        return f"name: {key}"
    # The clerk of a parish may move house, and its address with them.
    place = district if is_school(buyer.name) else re.split(r"[0-9]", district)[0]
    return f"name: {key} {place}".strip()


@lru_cache(maxsize=4096)
def shares_its_name(name: str) -> bool:
    """Whether many bear such a name, so that it means one body only with its place."""
    return is_school(name) or bool(_PARISH.search(same_organisation_key(name)))


def _continues(a: str, b: str) -> bool:
    """Whether the longer name is the shorter one and a department."""
    return len(a.split()) >= _FEWEST_WORDS and b.startswith(f"{a} ")


def _same_words(a: str, b: str) -> bool:
    """Whether bodies of one kind are named by the same words: "X Police", "PCC for X"."""
    kinds = [{kind for kind, words in _KINDS.items() if words.search(key)} for key in (a, b)]
    said = [{word for word in key.split() if word not in _WORDS_OF_KIND} for key in (a, b)]
    return kinds[0] == kinds[1] != set() and said[0] == said[1] != set()


def _abbreviates(a: str, b: str) -> bool:
    """Whether the shorter name is a word made of the first letters of the longer one's."""
    words = b.split()
    if " " in a or len(a) < _SHORTEST_ACRONYM or len(words) < _SHORTEST_ACRONYM:
        return False
    every = "".join(word[0] for word in words)
    great = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    return every.startswith(a) or great.startswith(a)
