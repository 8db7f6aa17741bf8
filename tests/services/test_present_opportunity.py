"""The card that every channel shows."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import Buyer
from bot.domain.match import Remark
from bot.domain.matching import judge
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.opportunity import BUYER_LIST, Contact, Kind, Source
from bot.domain.place import Coverage
from bot.services.present_opportunity import PresentOpportunity, shortened
from connectors.text.phrasebook import Phrasebook
from tests.domain.guesses import MATCHES, OPPORTUNITIES
from tests.examples import ALUM_ROCK, NOW, candidate, in_days, opportunity, wanted

PHRASES = Phrasebook(Path(__file__).parents[2] / "content" / "phrases")
PRESENT = PresentOpportunity(PHRASES, "https://doorstep.example.org/")
FIELDS = {
    "id", "kind", "title", "buyer", "value", "deadline", "status", "distance_miles", "area",
    "reserved_for", "how_to_respond", "contact", "reasons", "against", "source_url",
    "attribution", "as_of", "is_sample",
}  # fmt: skip
SOURCES = (
    "find_a_tender", "contracts_finder", "contracts_finder_csv", "public_contracts_scotland",
    "sell2wales",
)  # fmt: skip
MAILBOX = Contact("Ms Example", "buy@example.org", None, None)


def card(**facts: Any) -> dict[str, Any]:
    """The card of an opportunity with these facts."""
    return PRESENT.card(opportunity(**facts), NOW)


@given(OPPORTUNITIES)
def test_a_card_has_every_field_of_the_api_and_is_fit_for_json(one: Any) -> None:
    made = PRESENT.card(one, NOW)
    assert set(made) == FIELDS
    assert json.loads(json.dumps(made)) == made


@given(MATCHES)
def test_every_reason_is_a_whole_sentence_of_the_phrasebook(match: Any) -> None:
    made = PRESENT.match_card(match, NOW)
    for said in (*made["reasons"], *made["against"]):
        assert said
        assert "{" not in said
        assert "None" not in said


@given(MATCHES)
def test_a_card_says_few_things_and_all_that_it_says_is_among_the_reasons(match: Any) -> None:
    made = PRESENT.match_card(match, NOW)
    assert made["reasons"] == PRESENT.said(match.reasons)[:4]
    assert made["against"] == PRESENT.said(match.against)[:4]


@pytest.mark.parametrize(
    ("remark", "sentence"),
    [
        (
            Remark("reason.yearly", {"yearly": Decimal(18_000), "term": 36}),
            "About £18,000 a year over 3 years",
        ),
        (
            Remark("reason.yearly_perhaps", {"yearly": Decimal(18_000), "term": 30}),
            "About £18,000 a year, if its value is for all 30 months",
        ),
        (
            Remark("against.checks", {"quotations": ("DBS check", "ISO 9001")}),
            "It asks for “DBS check” and “ISO 9001”",
        ),
        (Remark("reason.time", {"days": 13, "working": 9}), "Closes in 9 working days"),
    ],
)
def test_a_remark_is_a_sentence_that_an_owner_would_say(remark: Remark, sentence: str) -> None:
    assert PRESENT.said([remark]) == [sentence]


def test_a_card_of_a_match_has_its_distance_to_a_tenth() -> None:
    match = judge(candidate(opportunity(), miles=2.345), wanted(place=ALUM_ROCK), NOW)
    assert match is not None
    made = PRESENT.match_card(match, NOW)
    assert made["distance_miles"] == 2.3
    assert "2.3 miles from Alum Rock" in made["reasons"]


def test_no_distance_is_shown_to_who_named_no_place() -> None:
    match = judge(candidate(opportunity(), miles=2.345), wanted(), NOW)
    assert match is not None
    assert PRESENT.match_card(match, NOW)["distance_miles"] is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (
            Value(Decimal("19999.99"), Vat.EXCLUDED, Basis.YEARLY),
            {"amount": 19999.99, "currency": "GBP", "vat": "excluded", "basis": "yearly"},
        ),
        (NOT_STATED, {"amount": None, "currency": "GBP", "vat": "unknown", "basis": "unknown"}),
        (
            Value(None, Vat.INCLUDED, Basis.TOTAL),
            {"amount": None, "currency": "GBP", "vat": "included", "basis": "unknown"},
        ),
        (
            Value(Decimal(0), Vat.UNKNOWN, Basis.TOTAL, "EUR"),
            {"amount": 0, "currency": "EUR", "vat": "unknown", "basis": "total"},
        ),
    ],
)
def test_a_value_is_shown_with_its_vat_and_basis_or_as_unknown(
    value: Value, shown: dict[str, Any]
) -> None:
    assert card(value=value)["value"] == shown


@pytest.mark.parametrize(
    ("facts", "status", "is_named"),
    [
        ({}, "open", True),
        ({"kind": Kind.PLANNED, "deadline": None}, "planned", True),
        ({"deadline": NOW}, "closed", False),
        ({"cancelled_at": NOW}, "cancelled", False),
        ({"awarded_at": NOW}, "awarded", False),
    ],
)
def test_an_officer_is_named_only_while_it_can_be_answered(
    facts: dict[str, Any], status: str, is_named: bool
) -> None:
    made = card(contact=MAILBOX, **facts)
    assert made["status"] == status
    assert (made["contact"] is not None) is is_named
    assert is_named or "example.org" not in json.dumps(made)


def test_a_deadline_has_its_zone() -> None:
    assert card(deadline=in_days(1))["deadline"] == "2026-11-24T09:00:00+00:00"
    assert card(deadline=None)["deadline"] is None


@pytest.mark.parametrize(
    ("coverage", "kind", "area"),
    [
        (Coverage(), Kind.TENDER, None),
        (Coverage("B9 4AA", regions=("West Midlands",)), Kind.TENDER, "B9 4AA"),
        (Coverage(regions=("West Midlands",)), Kind.TENDER, "Somewhere in West Midlands"),
        (Coverage(regions=("West Midlands",)), Kind.OPEN_FRAMEWORK, "Anywhere in West Midlands"),
        (
            Coverage(regions=("England",), nationwide=True),
            Kind.OPEN_FRAMEWORK,
            "Anywhere in the country",
        ),
        (
            Coverage(regions=("England",), nationwide=True),
            Kind.TENDER,
            "The notice names only the country",
        ),
    ],
)
def test_an_area_is_never_made_exacter_than_the_notice(
    coverage: Coverage, kind: Kind, area: str | None
) -> None:
    assert card(coverage=coverage, kind=kind)["area"] == area


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_has_its_licence_line_and_somewhere_to_look(source: str) -> None:
    made = card(source=Source(source, None, NOW))
    assert "Open Government Licence" in made["attribution"]
    assert made["source_url"].startswith("https://")


def test_a_notice_is_linked_where_it_stands() -> None:
    assert card()["source_url"] == "https://www.find-tender.service.gov.uk/Notice/1"
    assert card()["as_of"] == NOW.isoformat()


def test_a_sample_is_linked_to_its_own_page_and_says_what_it_is() -> None:
    made = card(name="s", is_sample=True, source=Source("sample", None, NOW))
    assert made["source_url"] == "https://doorstep.example.org/opportunities/s"
    assert made["is_sample"] is True
    assert "made-up" in made["attribution"]


def test_what_a_buyer_sent_itself_says_so_and_is_linked_to_its_own_page_if_to_no_other() -> None:
    made = card(name="s", source=Source(BUYER_LIST, None, NOW), reference="BV-1")
    assert made["attribution"] == PHRASES.say("source.buyer_list")
    assert made["source_url"] == "https://doorstep.example.org/opportunities/s"
    linked = card(source=Source(BUYER_LIST, "https://example.org/windows", NOW))
    assert linked["source_url"] == "https://example.org/windows"


def test_what_a_buyer_sent_itself_is_not_to_be_looked_for_among_published_notices() -> None:
    made = card(source=Source(BUYER_LIST, None, NOW), reference="BV-1")
    assert made["how_to_respond"] == PHRASES.say("respond.buyer_list")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_how_to_respond(kind: Kind) -> None:
    assert card(kind=kind)["how_to_respond"]


def test_what_the_buyer_says_of_responding_goes_first() -> None:
    assert card(how_to_respond="Ring the bell.")["how_to_respond"] == "Ring the bell."


def test_a_notice_without_a_link_can_be_found_by_its_reference() -> None:
    made = card(source=Source("contracts_finder", None, NOW), reference="REF/7")
    assert "REF/7" in made["how_to_respond"]


def test_a_nameless_buyer_is_said_to_be_one() -> None:
    assert card(buyer=Buyer(""))["buyer"] == PHRASES.say("buyer.unnamed")


@pytest.mark.parametrize(
    ("reserved", "shown"),
    [
        (None, None),
        ("Sheltered workshops", "Sheltered workshops"),
        ("smeVcse, Suppliers in Kent", PHRASES.say("reserved.smeVcse") + ", Suppliers in Kent"),
    ],
)
def test_whom_it_is_reserved_for_is_said_in_words(reserved: str | None, shown: str | None) -> None:
    assert card(reserved_for=reserved)["reserved_for"] == shown


def test_a_page_of_its_own_has_the_whole_description() -> None:
    one = opportunity(description="word " * 500)
    assert PRESENT.page(one, NOW)["description"] == one.description


def test_where_else_it_was_published_is_told_with_its_page_and_its_attribution() -> None:
    page = "https://www.contractsfinder.service.gov.uk/Notice/1"
    elsewhere = (Source("contracts_finder", page, NOW), Source("contracts_finder_csv", None, NOW))
    one = opportunity(elsewhere=elsewhere)
    made = PRESENT.page(one, NOW)
    assert made["also"] == [{"words": "Also published on Contracts Finder", "url": page}]
    for source in (one.source, *elsewhere):
        assert PHRASES.say(f"source.{source.name}") in made["attribution"]
    assert PRESENT.page(opportunity(), NOW)["also"] == []


def test_the_page_that_is_shown_anyway_is_not_called_another() -> None:
    one = opportunity(source=Source("contracts_finder", "https://x.example", NOW))
    again = (Source("contracts_finder_csv", None, NOW), one.source)
    assert PRESENT.page(replace(one, elsewhere=again), NOW)["also"] == []


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_names_are_said_in_one_sentence(names: list[str], said: str) -> None:
    assert PRESENT.listing(names) == said


def test_lines_stand_one_under_the_other() -> None:
    assert PRESENT.bullets(["a", "b"]) == "\N{BULLET} a\n\N{BULLET} b"


def test_a_missing_description_is_said_to_be_missing() -> None:
    assert PRESENT.summary(opportunity(description=" \n")) == PHRASES.say("summary.none")


SENTENCES = st.lists(st.sampled_from(["One two.", "a", "Is it?", "No!\n\n", "e.g. this", "x" * 30]))


@given(SENTENCES.map(" ".join), st.integers(1, 70))
def test_a_summary_is_the_beginning_of_the_text_and_short(text: str, words: int) -> None:
    flat, short = " ".join(text.split()), shortened(text, words)
    assert flat.startswith(short.removesuffix("\u2026"))
    assert len(short.split()) <= words
    assert bool(short) == bool(flat)


def test_a_long_first_sentence_is_cut_whatever_follows() -> None:
    assert shortened("word " * 80 + "end. Next one.") == " ".join(["word"] * 60) + "\u2026"


def test_a_summary_ends_with_a_sentence_where_it_can() -> None:
    assert shortened("One two. " + "word " * 60) == "One two."


def test_of_a_publisher_that_is_not_known_no_portal_is_named() -> None:
    made = card(source=Source("ocds", None, NOW), reference="T-1")
    assert made["source_url"] == "https://doorstep.example.org/opportunities/one"
    assert "Contracts Finder" not in made["how_to_respond"]
    assert "Open Government Licence" not in made["attribution"]
