"""Whatever differs between what a source said and what is stored of it has a finding's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import SourceError
from bot.domain.money import to_pennies
from bot.domain.notice import CompiledNotice, FindingKind, Release
from bot.domain.opportunity import Opportunity
from bot.domain.place import usual_spelling
from bot.ports import ReleaseCompiler
from connectors.notices.dates import moment
from connectors.notices.ocds_release import as_release
from tests.connectors.notices.making import a_body
from tests.connectors.notices.test_any_release import NEARLY_PARTIES, NEARLY_RELEASES

K = FindingKind
WRONG_FORM = {K.UNREADABLE_FIELD}
TEXT = WRONG_FORM | {K.ESCAPED_TEXT, K.LOST_LINE_ENDS}
DATE = WRONG_FORM | {K.MALFORMED_DATE}
VALUE = WRONG_FORM | {
    K.PLACEHOLDER_VALUE,
    K.IMPLAUSIBLE_VALUE,
    K.MALFORMED_VALUE,
    K.MALFORMED_CURRENCY,
    K.RANGE_UPSIDE_DOWN,
}
Altered = Iterator[tuple[str, set[FindingKind]]]
"""What is stored differently, and the kinds of which one must name it."""

DIRTY_TEXT = st.sampled_from(
    ["a &amp; b", "a.rnrnB", "a\\r\\nb", "a\0b", "cafÃ©", "plain words", " a  b ", "x", ""]
)
DIRTY_DATE = st.sampled_from(
    ["2025-12-01T12:00:00Z", "2025-12-01", "1 December", "0001-01-01T00:00:00Z", "", 5, None]
)
DIRTY_FIGURE = st.sampled_from([None, 0, 1, 50, 9000, 1e15, "9,000", "9000", -4, True, [], "NaN"])
DIRTY_POSTCODE = st.sampled_from(["B9 5SS", "b95ss", "ZZ9 9ZZ", "Birmingham", "B8", "", 9, None])
DIRTY_CODE = st.sampled_from(["90910000", "90910000-9", "cleaning", 90910000, "9091", "", None])
ADDRESSES = st.lists(st.fixed_dictionaries({"postalCode": DIRTY_POSTCODE}), max_size=3)
ITEMS = st.fixed_dictionaries(
    {
        "classification": st.fixed_dictionaries({"scheme": st.just("CPV"), "id": DIRTY_CODE}),
        "deliveryAddresses": ADDRESSES,
    }
)
FIGURES = st.fixed_dictionaries(
    {"amount": DIRTY_FIGURE, "currency": st.sampled_from(["GBP", "eur", "pounds", None])}
)
DIRTY_TENDERS = st.fixed_dictionaries(
    {"title": DIRTY_TEXT.map(lambda text: f"Work: {text}")},
    optional={
        "description": DIRTY_TEXT,
        "value": FIGURES,
        "minValue": FIGURES,
        "items": st.lists(ITEMS, max_size=2),
        "tenderPeriod": st.fixed_dictionaries({"endDate": DIRTY_DATE}),
        "contractPeriod": st.fixed_dictionaries({"startDate": DIRTY_DATE, "endDate": DIRTY_DATE}),
        "status": st.sampled_from(["active", "complete", "open", "", None, 3]),
        "mainProcurementCategory": st.sampled_from(["goods", "services", "stuff", "", None, 3]),
        "aboveThreshold": st.sampled_from([True, False, "yes", 1, None]),
        "suitability": st.fixed_dictionaries({"sme": st.sampled_from([True, False, "Yes", None])}),
    },
)
DIRTY_RELEASES = st.builds(
    lambda tender, name: a_body(tender=tender, buyer={"name": name}),
    DIRTY_TENDERS,
    DIRTY_TEXT.map(lambda text: f"Council {text}"),
)
MANY = settings(max_examples=300, deadline=None)


@MANY
@given(body=DIRTY_RELEASES | NEARLY_RELEASES | NEARLY_PARTIES)
def test_whatever_is_altered_is_named(compiler: ReleaseCompiler, body: dict[str, Any]) -> None:
    release = as_release(body, "here")
    if not isinstance(release, Release):
        return
    try:
        notice = compiler.compile([release])
    except SourceError:
        return
    assert unnamed(body, notice) == []


def test_what_is_not_named_is_noticed(compiler: ReleaseCompiler) -> None:
    body = a_body(tender={"title": "Bread &amp; butter", "aboveThreshold": "yes"})
    release = as_release(body, "here")
    assert isinstance(release, Release)
    notice = compiler.compile([release])
    silent = CompiledNotice(notice.opportunity, ())
    assert unnamed(body, silent) == ["title", "aboveThreshold"]


@pytest.mark.parametrize("kind", sorted(K))
def test_a_repair_is_a_kind_of_its_own(kind: FindingKind) -> None:
    named_as_such = {"malformed", "placeholder", "implausible", "escaped", "lost", "unreadable"}
    if set(kind.split("_")) & named_as_such:
        assert kind.is_repair


def unnamed(body: Mapping[str, Any], notice: CompiledNotice) -> list[str]:
    """The fields that are stored differently without a finding that says so."""
    found = {one.kind for one in notice.findings}
    return [what for what, names in altered(body, notice.opportunity) if not names & found]


def altered(body: Mapping[str, Any], o: Opportunity) -> Altered:
    """Each field of which something else is stored than the release says."""
    tender = body.get("tender") or {}
    yield from texts_altered(body, tender, o)
    yield from value_altered(tender, o)
    yield from codes_altered(tender, o)
    yield from places_altered(tender, o)
    yield from days_altered(tender, o)
    if is_said(tender, "status", str) and tender["status"] not in KNOWN_STATUSES:
        yield "status", {K.UNKNOWN_WORD}
    if is_said(tender, "mainProcurementCategory", object):
        stored = o.category.value if o.category else None
        if tender["mainProcurementCategory"] != stored:
            yield "category", WRONG_FORM | {K.UNKNOWN_WORD}
    if tender.get("aboveThreshold") is not None and tender["aboveThreshold"] != o.above_threshold:
        yield "aboveThreshold", WRONG_FORM
    sme = said(tender.get("suitability"), "sme")
    if sme and (sme is not True or "sme" not in o.suitable_for):
        yield "suitability", WRONG_FORM


KNOWN_STATUSES = {
    "planning",
    "planned",
    "active",
    "cancelled",
    "unsuccessful",
    "complete",
    "withdrawn",
}


def days_altered(tender: Mapping[str, Any], o: Opportunity) -> Altered:
    """Days that were left out, a zone that was guessed, an award's day that was."""
    closes, term = said(tender.get("tenderPeriod"), "endDate"), tender.get("contractPeriod")
    if is_day_lost(closes, o.deadline):
        yield "deadline", DATE
    if moment(closes) and datetime.fromisoformat(str(closes).strip()).tzinfo is None:
        yield "zone", {K.DEADLINE_WITHOUT_ZONE, K.DEADLINE_WITHOUT_TIME}
    if is_day_lost(said(term, "startDate"), o.starts_on):
        yield "start", DATE
    if is_day_lost(said(term, "endDate"), o.ends_on):
        yield "end", DATE
    if o.awarded_at and tender.get("status") == "complete" and o.awarded_at == o.source.as_of:
        yield "award", {K.AWARD_WITHOUT_DATE}


def is_day_lost(written: object, stored: object) -> bool:
    """Whether something is written and nothing stored."""
    return written is not None and words(written) != "" and (stored is None or not moment(written))


def texts_altered(body: Mapping[str, Any], tender: Mapping[str, Any], o: Opportunity) -> Altered:
    """Texts that differ by more than their spaces."""
    if words(tender.get("title")) != words(o.title):
        yield "title", TEXT
    if is_said(tender, "description", object) and words(tender["description"]) != words(
        o.description
    ):
        yield "description", TEXT
    named = said(body.get("buyer"), "name")
    if named and words(named) != words(o.buyer.name):
        yield "buyer", TEXT | {K.BUYER_RENAMED}
    if is_said(tender, "id", object) and words(tender["id"]) != words(o.reference):
        yield "reference", TEXT


def value_altered(tender: Mapping[str, Any], o: Opportunity) -> Altered:
    """The sum that counts (with VAT before without, the higher end of a range) and its currency."""
    stated = tender.get("value") or tender.get("minValue")
    if stated and not isinstance(stated, Mapping):
        yield "value", WRONG_FORM
        return
    gross, net = said(stated, "amountGross"), said(stated, "amount")
    amount = gross if gross is not None and gross != "" else net
    if amount in {0, ""} if isinstance(amount, int | float | str) else amount is None:
        return
    stored = None if o.value.amount is None else to_pennies(o.value.amount)
    if stored is None or isinstance(amount, bool) or stored != pennies(amount):
        yield "value", VALUE
    if stored is not None and words(said(stated, "currency")).upper() != o.value.currency:
        yield "currency", WRONG_FORM | {K.NO_CURRENCY}


def codes_altered(tender: Mapping[str, Any], o: Opportunity) -> Altered:
    """Codes of the items that are not among those stored."""
    for item in rows(tender.get("items")):
        one = item.get("classification")
        if isinstance(one, Mapping) and one.get("scheme") == "CPV" and one.get("id"):
            code = str(one["id"]).strip()
            if code[:8] not in o.cpv or code[8:] not in CHECK_DIGITS:
                yield "cpv", WRONG_FORM | {K.MALFORMED_CPV}


CHECK_DIGITS = {"", *(f"-{digit}" for digit in range(10))}


def places_altered(tender: Mapping[str, Any], o: Opportunity) -> Altered:
    """Postcodes of the delivery addresses that are not among those stored."""
    kept = o.coverage.postcodes
    for item in rows(tender.get("items")):
        for address in rows(item.get("deliveryAddresses")):
            written = address.get("postalCode")
            if not isinstance(written, str):
                if written is not None:
                    yield "postcode", WRONG_FORM
            elif written.strip(" \0") and usual_spelling(written) not in kept:
                yield "postcode", {K.MALFORMED_POSTCODE, K.ESCAPED_TEXT}


def is_said(thing: Mapping[str, Any], name: str, form: type) -> bool:
    """Whether something of that form stands there."""
    part = thing.get(name)
    return isinstance(part, form) and part is not None and words(part) != ""


def said(thing: object, name: str) -> Any:
    """What stands under a name of an object, if it is one."""
    return thing.get(name) if isinstance(thing, Mapping) else None


def rows(thing: object) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [one for one in thing if isinstance(one, Mapping)] if isinstance(thing, list) else []


def words(text: object) -> str:
    """A text without regard to its spaces; anything else in Python's own words."""
    return "".join(("" if text is None else str(text)).split())


def pennies(amount: object) -> int | None:
    """The figure as pence, or None where it is no figure."""
    try:
        return to_pennies(Decimal(str(amount)))
    except (ArithmeticError, ValueError):
        return None
