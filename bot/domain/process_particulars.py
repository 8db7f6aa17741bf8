"""What a process says of itself by which it may be recognised when it is published again."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import LONDON, CpvCode, Kind, Opportunity
from bot.domain.organisation_name import same_organisation_key
from bot.domain.place import Coverage

# Words that say how or that it was published, not what is bought.
_NOISE = frozenset(
    (
        "a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to",
        "with", "advert", "advertised", "advertisement", "amended", "award", "awarded", "awards",
        "contract", "framework", "invitation", "itt", "notice", "opportunity", "procurement",
        "provision", "quotation", "quote", "re", "readvertised", "readvertisement", "ref",
        "reissue", "reissued", "republished", "request", "retender", "retendered", "rfp", "rfq",
        "rft", "tender", "tendering", "tenders", "update", "updated",
    )
)  # fmt: skip
_PORTAL_PREFIX = re.compile(r"^GB-[A-Za-z .'-]+: ")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_APOSTROPHES = re.compile(r"['\u2019]")
_AWARD_SUFFIX = re.compile(r"[\s\-_(]*(?:award(?:ed)?|AW)(?:\s+notice)?\)?\s*$", re.IGNORECASE)
_DN_PROJECT = re.compile(r"\b(DN\d{5,7})(?:-\d+)?\b", re.IGNORECASE)
_IN_TEND = re.compile(r"^IT-\d+-\d+-\s*")
_PORTALS = {
    "proactis": re.compile(r"\bDN\d{5,7}\b", re.IGNORECASE),
    "delta": re.compile(r"^BIP\d+$"),
    "compete_for": re.compile(r"^C4N\d+$"),
    "my_tenders": re.compile(r"^MT\d+$"),
    "salesforce": re.compile(r"^CF-\d{7}"),
    "jaggaer": re.compile(r"^tender_\d+/\d+$"),
    "moment": re.compile(r"^\d{14}-\d+$"),
    "guid": re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE),
}
_OCID = re.compile(r"^ocds-", re.IGNORECASE)
_PAGE = re.compile(
    r"(?P<guid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|find-tender[^?#]*?/(?P<fts>\d{6}-\d{4})\b",
    re.IGNORECASE,
)
LARGEST_BLOCK = 8
"""What more processes share is a series of its buyer, and says nothing of any two of them."""
_OPENING = 300
_SHORTEST_REFERENCE = 5


@dataclass(frozen=True, slots=True)
class Particulars:
    """A process by itself: nothing in it depends on what else is held.

    `buyer` is the key of the name as this notice spells it; `opening` the beginning of the
    description in small letters, `text_mark` the same for the same whole description; `amount`
    is pounds as stated, `districts` the outward codes of where it is. Moments are aware UTC.
    """

    process_key: ProcessKey
    feed: str
    kind: Kind
    buyer: str
    title: str
    as_of: datetime
    reference: str | None = None
    page: str | None = None
    opening: str = ""
    text_mark: str = ""
    amount: Decimal | None = None
    cpv: tuple[CpvCode, ...] = ()
    districts: tuple[str, ...] = ()
    published_at: datetime | None = None
    deadline: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_awarded: bool = False


def particulars_of(process_key: ProcessKey, opportunity: Opportunity) -> Particulars:
    """The particulars of a process, from the opportunity that its own releases make."""
    o = opportunity
    text = " ".join(o.description.split()).casefold()
    return Particulars(
        process_key=process_key,
        feed=o.source.name,
        kind=o.kind,
        buyer=_buyer_key(o.buyer.name),
        title=o.title,
        as_of=o.source.as_of,
        reference=o.reference,
        page=_page(o.source.url),
        opening=text[:_OPENING],
        text_mark=hashlib.blake2b(text.encode(), digest_size=8).hexdigest(),
        amount=o.value.amount,
        cpv=tuple(sorted(set(o.cpv))),
        districts=_districts(o.coverage.postcode, o.coverage.regions),
        published_at=o.published_at,
        deadline=o.deadline,
        starts_on=o.starts_on,
        ends_on=o.ends_on,
        is_awarded=o.awarded_at is not None,
    )


def blocks_of(one: Particulars) -> frozenset[int]:
    """The blocks that a process is in: only processes that share one are compared.

    A block is a 64-bit number (signed, as databases hold it) made of a distinctive reference
    the notice's page, the buyer with the title's words, or the buyer with deadline and value;
    with the title's numbers, in which lots and years differ.
    """
    keys = [("page", one.page)] if one.page else []
    core = core_reference(one.reference)
    words, found = title_words(one.title, one.reference)
    numbers = " ".join(found)
    if len(core) >= _SHORTEST_REFERENCE:
        keys.append(("reference", f"{core}|{numbers}"))
    if one.buyer and words:
        keys.append(("title", f"{one.buyer}|{' '.join(sorted(words))}|{numbers}"))
    if one.buyer and one.deadline and one.amount is not None:
        day = london_day(one.deadline)
        keys.append(("terms", f"{one.buyer}|{day}|{one.amount:.0f}|{numbers}"))
    return frozenset(_block(*key) for key in keys)


@lru_cache(maxsize=4096)
def title_words(
    title: str, reference: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that say what is bought, in order, and the tokens with digits in them, sorted.

    What the reference says already, and what only tells how it was published, is left out.
    """
    plain = _APOSTROPHES.sub("", _PORTAL_PREFIX.sub("", title).casefold())
    tokens = [token for token in _WORD.findall(plain) if token not in _NOISE]
    words = tuple(token for token in tokens if token.isalpha())
    if len(words) == len(tokens):
        return words, ()
    said = _letters(reference or "")
    return words, tuple(sorted(t for t in tokens if not t.isalpha() and not _is_in(t, said)))


@lru_cache(maxsize=4096)
def core_reference(reference: str | None) -> str:
    """What two notices of one process share of a buyer's reference; "" if it says nothing.

    It has a digit at least. What a portal puts around it, and a mark that this is the award, is
    left out; identifiers of the publication itself are no reference.
    """
    if not reference or _OCID.match(reference):
        return ""
    project = _DN_PROJECT.search(reference)
    if project:
        return project[1].casefold()
    core = _letters(_IN_TEND.sub("", _AWARD_SUFFIX.sub("", reference.strip())))
    return core if _DIGIT.search(core) else ""


def portal_of(reference: str | None) -> str | None:
    """The portal that numbers its notices so: such a number says nothing of the process."""
    found = (name for name, form in _PORTALS.items() if reference and form.search(reference))
    return next(found, None)


def london_day(moment: datetime) -> date:
    """The day that the moment is in London."""
    return moment.astimezone(LONDON).date()


def _page(url: str | None) -> str | None:
    found = _PAGE.search(url or "")
    return (found["guid"] or found["fts"]).lower() if found else None


@lru_cache(maxsize=4096)
def _districts(postcode: str | None, regions: tuple[str, ...]) -> tuple[str, ...]:
    codes = Coverage(postcode, regions=regions).postcodes
    return tuple(sorted({code.split()[0] for code in codes}))


@lru_cache(maxsize=4096)
def _buyer_key(name: str) -> str:
    return same_organisation_key(name)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _is_in(token: str, said: str) -> bool:
    """Whether a token of the title repeats the reference; a short number might by chance."""
    return len(token) >= _SHORTEST_REFERENCE and token in said


def _block(sort: str, key: str) -> int:
    digest = hashlib.blake2b(f"{sort}|{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
