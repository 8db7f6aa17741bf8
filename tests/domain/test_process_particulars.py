"""What a process is recognised by, and which processes are compared at all."""

from __future__ import annotations

import pytest

from bot.domain.buyer import Buyer
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Source
from bot.domain.process_particulars import (
    Particulars,
    blocks_of,
    core_reference,
    particulars_of,
    portal_of,
    title_words,
)
from tests.examples import NOW, opportunity


def particulars(**changes: object) -> Particulars:
    return particulars_of(ProcessKey("p"), opportunity(**changes))


@pytest.mark.parametrize(
    "reference",
    ["HCC2416048", "IT-285-8679- HCC2416048", "HCC2416048 - AWARD", "hcc 2416048 (Award Notice)"],
)
def test_a_reference_is_one_whatever_a_portal_puts_around_it(reference: str) -> None:
    assert core_reference(reference) == "hcc2416048"


@pytest.mark.parametrize(
    ("reference", "core"),
    [
        ("LGSS001-DN311905-17874664", "dn311905"),
        ("RM6148..", "rm6148"),
        ("Waste Services", ""),
        ("ocds-b5fd17-dfa0f8b0-d050-4af0-a652-b9d0e1c7b3a1", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_what_names_the_purchase_is_a_reference(reference: str | None, core: str) -> None:
    assert core_reference(reference) == core


@pytest.mark.parametrize(
    ("reference", "is_a_number_of_a_portal"),
    [
        ("BIP987417594", True),
        ("C4N102053086", True),
        ("tender_509265/1524649", True),
        ("20251010183021-81165", True),
        ("BVF 2024-25 451", False),
        ("ETS/04/19", False),
    ],
)
def test_numbers_that_portals_give_each_notice_are_known(
    reference: str, is_a_number_of_a_portal: bool
) -> None:
    assert (portal_of(reference) is not None) == is_a_number_of_a_portal


def test_what_tells_only_how_it_was_published_is_no_word_of_the_title() -> None:
    plain = title_words("Grounds maintenance at Hob Moor")
    said = "RE-ADVERTISED: Grounds Maintenance at Hob Moor - Award Notice"
    assert title_words(said) == plain
    assert title_words("GB-Oxford: The provision of Grounds maintenance at Hob Moor") == plain


def test_numbers_stand_apart_from_the_words_but_for_those_of_the_reference() -> None:
    words, numbers = title_words("CBC-1849-T Roofs, Lot 2, 2025/26 (RFX10023)", "IT-33-RFX10023")
    assert words == ("cbc", "t", "roofs", "lot")
    assert numbers == ("1849", "2", "2025", "26")


def test_the_same_page_or_reference_puts_two_processes_in_one_block() -> None:
    guid = "6e659bf3-ed13-43d6-b0d2-e049d30de044"
    url = f"https://www.contractsfinder.service.gov.uk/Notice/{guid}"
    assert particulars(source=Source("contracts_finder", url, NOW)).page == guid
    one = particulars(title="Tree works", reference="TW/2026/17", buyer=Buyer("Eastside Council"))
    other = particulars(title="Felling", reference="TW-2026-17", buyer=Buyer("Somebody else"))
    assert blocks_of(one) & blocks_of(other)


def test_lots_and_years_of_one_title_are_in_no_block_together() -> None:
    one = particulars(title="Grounds maintenance lot 1", reference="GM-2026-100")
    other = particulars(title="Grounds maintenance lot 2", reference="GM-2026-100")
    assert not blocks_of(one) & blocks_of(other)


def test_a_buyer_is_one_however_its_name_is_spelt() -> None:
    one = particulars(buyer=Buyer("BIRMINGHAM CITY COUNCIL"))
    other = particulars(buyer=Buyer("Birmingham City Council - Procurement"))
    assert one.buyer == other.buyer
    assert blocks_of(one) == blocks_of(other)


def test_a_block_is_a_number_that_every_database_holds() -> None:
    every = blocks_of(particulars(reference="GM-2026-100"))
    assert len(every) == 3
    assert all(-(2**63) <= block < 2**63 for block in every)
