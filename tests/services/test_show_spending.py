"""What the pages of past spending show."""

from __future__ import annotations

from datetime import date

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.spending import (
    PayeePlace,
    SpendingKind,
    SpendingLine,
    SpendingRecord,
    YearSize,
)
from bot.domain.spending_guide import Heading, Reason, SpendingGuide
from bot.services.show_spending import MOST_ROWS, RecordPage, ShowSpending
from bot.services.spending_records import SpendingRecords
from tests.examples import NOW, spending_line, spending_record
from tests.fakes import FakeStorage
from tests.services.test_tell_spending import PHRASES

COUNCIL = "Eastside Council"
REGISTER = BuyerRegister(
    [
        RegisteredBuyer(Buyer(COUNCIL, BuyerClass.SUB_CENTRAL), (), True, "a@example.org", "n1"),
        RegisteredBuyer(Buyer("Eastside Trust"), (), True, None, "n2"),
    ]
)
GUIDE = SpendingGuide(
    {
        "Cleaning": Heading("Cleaning", ("cleaning",)),
        "Clening": Heading("Cleaning", ("cleaning",)),
        "Pay": Heading("Pay", left_out=Reason("salaries")),
    },
    {},
)
YEAR = {"first": date(2025, 4, 1), "last": date(2026, 3, 31)}


def shown(*lines: SpendingLine, kind: SpendingKind = SpendingKind.PAYMENTS) -> RecordPage:
    return shown_record(spending_record(*lines, buyer=COUNCIL, kind=kind))


def shown_record(record: SpendingRecord) -> RecordPage:
    page = ShowSpending(
        SpendingRecords(FakeStorage(), [record], GUIDE, REGISTER), REGISTER, PHRASES
    )
    found = page.buyer("eastside-council")
    assert found is not None
    return found.records[0]


def test_headings_of_one_meaning_stand_together_under_their_plain_name() -> None:
    (row,) = shown(spending_line("Cleaning", 3), spending_line("Clening", 1)).headings
    assert (row.label, row.payments, row.also) == ("Cleaning", 4, ("Clening",))


def test_the_longest_bar_is_whole_and_none_is_longer() -> None:
    rows = shown(spending_line("Cleaning", 8), spending_line("Widgets", 2)).headings
    assert [row.share for row in rows] == [100.0, 25.0]


def test_a_heading_without_a_name_says_so() -> None:
    (row,) = shown(spending_line("", 2)).headings
    assert row.label == PHRASES.say("spending.no_heading")


def test_what_is_not_shown_is_counted() -> None:
    page = shown(*(spending_line(f"Heading {n}") for n in range(MOST_ROWS + 3)))
    assert (len(page.headings), page.more_headings) == (MOST_ROWS, 3)


def test_places_and_parts_add_up_to_the_whole() -> None:
    page = shown(
        spending_line("Cleaning", 2, 900, place=PayeePlace.BIRMINGHAM, size=YearSize.UNDER_1000),
        spending_line("Cleaning", 1, 90_000, size=YearSize.UNDER_100000),
        spending_line("Pay", 1, 700, size=YearSize.UNDER_1000),
    )
    assert sum(row.total for row in page.places) == page.whole.total
    assert sum(row.total for row in page.parts) == page.whole.total
    assert page.parts[0].payments == 2
    assert page.limit == 25_000


def test_it_is_known_whether_a_small_firm_could_have_supplied_any() -> None:
    assert shown(spending_line("Cleaning", size=YearSize.UNDER_1000)).has_small
    assert not shown(spending_line("Cleaning", size=YearSize.LARGER)).has_small


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    line = spending_line("Cleaning")
    for held, told in (("https://example.org", "https://example.org"), ("javascript:1", None)):
        assert (
            shown_record(spending_record(line, buyer=COUNCIL, source_url=held)).source_url == told
        )


def test_money_that_came_back_has_no_bar() -> None:
    page = shown(spending_line("Cleaning", 0, -50, size=YearSize.UNDER_1000))
    assert [row.share for row in page.parts] == [0.0]


def test_a_part_of_a_year_is_marked() -> None:
    assert not shown(spending_line("Cleaning", **YEAR)).is_part_of_a_year
    short = {"first": date(2025, 4, 1), "last": date(2025, 6, 30)}
    assert shown(spending_line("Cleaning", **short)).is_part_of_a_year


def test_of_cards_neither_places_nor_parts_are_claimed() -> None:
    page = shown(spending_line("Cleaning"), kind=SpendingKind.CARDS)
    assert (page.places, page.parts, page.months) == ((), (), None)


def test_buyers_without_records_are_named() -> None:
    storage = FakeStorage()
    records = SpendingRecords(storage, [], GUIDE, REGISTER)
    page = ShowSpending(records, REGISTER, PHRASES)
    assert page.without_records() == [COUNCIL, "Eastside Trust"]
    with storage.transaction() as work:
        work.spending.add(spending_record(spending_line("Cleaning"), buyer=COUNCIL), NOW)
    assert page.without_records() == ["Eastside Trust"]
    assert [one.mailbox for one in page.buyers()] == ["a@example.org"]


def test_there_is_no_page_of_a_buyer_without_records() -> None:
    records = SpendingRecords(FakeStorage(), [], GUIDE, REGISTER)
    assert ShowSpending(records, REGISTER, PHRASES).buyer("eastside-trust") is None
