"""What an owner is told of past spending, and where to ask."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.buyer import Buyer
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.spending import SpendingKind, SpendingRecord
from bot.domain.spending_guide import Heading, SpendingGuide
from bot.domain.trade import Trade, Trades
from bot.services.spending_records import SpendingRecords, slug
from bot.services.tell_spending import SpendingAnswer, TellSpending
from connectors.text.phrasebook import Phrasebook
from tests.examples import CATERING, CLEANING, NOW, WINDOWS, spending_line, spending_record
from tests.fakes import FakeStorage

PHRASES = Phrasebook(Path(__file__).parents[2] / "content" / "phrases")
COUNCIL, TRUST, HOUSING = "Eastside Council", "Eastside Trust", "Eastside Housing"
REGISTER = BuyerRegister(
    [
        RegisteredBuyer(Buyer(COUNCIL), (), True, "buying@eastside.example.org", "notice 1"),
        RegisteredBuyer(Buyer(TRUST), (), True, None, "notice 2"),
        RegisteredBuyer(Buyer(HOUSING), (), True, "buying@housing.example.org", "notice 3"),
    ]
)
BUFFET = Trade("buffet", ("55520000",), (), (), broader="catering")
GUIDE = SpendingGuide(
    {
        "Hospitality": Heading("Catering and hospitality", ("catering",)),
        "Cleaning": Heading("Cleaning", ("cleaning",)),
        "Window Cleaning": Heading("Window cleaning", ("window cleaning",)),
        "Books": Heading("Books"),
    },
    {},
)
CARDS = spending_record(
    spending_line("Hospitality", 1400, at_most=(0, 0, 0, 0, 690, 700, 700, 700)),
    spending_line("Books", 5000),
    spending_line("Window Cleaning", 1),
    buyer=COUNCIL,
)
PAYMENTS = spending_record(
    spending_line("Cleaning", 3, first=date(2025, 4, 1), last=date(2026, 3, 31),
                  at_most=(0, 0, 0, 0, 0, 0, 2, 3)),
    key="p",
    buyer=TRUST,
    kind=SpendingKind.PAYMENTS,
)  # fmt: skip


def teller(*held: SpendingRecord) -> TellSpending:
    storage = FakeStorage()
    with storage.transaction() as work:
        for one in held:
            work.spending.add(one, NOW)
    records = SpendingRecords(storage, [CARDS], GUIDE, REGISTER)
    return TellSpending(records, Trades([CLEANING, WINDOWS, CATERING, BUFFET]), PHRASES)


def tell(buyer: str | None, *trades: str) -> SpendingAnswer:
    return teller(PAYMENTS).tell(buyer, trades)


def test_a_trade_of_a_buyer_is_told_with_period_count_and_size() -> None:
    answer = tell(COUNCIL, "catering")
    assert answer.response == "utter_spending_of_trade"
    for part in (COUNCIL, "1,400 times", "from 2014 to 2018", "“Hospitality”"):
        assert part in answer.facts["told"]
    assert "at least 690 came to £200 or less" in answer.facts["told"]


def test_what_is_not_known_of_the_size_is_not_said() -> None:
    assert "or less" not in tell(COUNCIL, "window cleaning").facts["told"]


def test_the_sizes_of_published_payments_are_exact() -> None:
    told = tell(TRUST, "cleaning").facts["told"]
    assert "Of these, 2 came to £1,000 or less" in told
    assert "at least" not in told


def test_a_wide_trade_takes_in_the_narrower_ones() -> None:
    told = tell(None, "cleaning").facts["told"]
    assert COUNCIL in told
    assert TRUST in told


def test_where_nobody_paid_for_a_narrow_trade_the_wider_one_is_told_as_such() -> None:
    assert "may be catering" in tell(COUNCIL, "buffet").facts["told"]


@pytest.mark.parametrize(
    ("buyer", "ask"),
    [(COUNCIL, "buying@eastside.example.org"), (TRUST, "no address")],
)
def test_it_says_where_to_ask_and_how_that_is_known(buyer: str, ask: str) -> None:
    trade = "catering" if buyer == COUNCIL else "cleaning"
    facts = tell(buyer, trade).facts
    assert ask in facts["ask"]
    if "@" in ask:
        assert "notice 1" in facts["ask"]


def test_a_buyer_without_records_is_told_plainly() -> None:
    answer = tell(HOUSING, "catering")
    assert answer.response == "utter_spending_no_records"
    assert "buying@housing.example.org" in answer.facts["ask"]
    assert COUNCIL in answer.facts["held"]


def test_a_trade_that_is_in_no_heading_is_not_said_to_be_unwanted() -> None:
    answer = teller().tell(COUNCIL, ["beauty"])
    assert answer.response == "utter_spending_not_in_records"
    assert teller().tell(None, ["beauty"]).response == "utter_spending_nobody_seen"


def test_without_a_trade_the_usual_work_of_small_firms_is_told() -> None:
    answer = tell(COUNCIL)
    assert answer.response == "utter_spending_of_buyer"
    assert "Catering and hospitality: 1,400 times" in answer.facts["told"]
    assert "Window cleaning: once" in answer.facts["told"]
    assert "Books" not in answer.facts["told"]


def test_without_trade_and_buyer_it_asks() -> None:
    assert tell(None).response == "utter_spending_which"


def test_the_source_goes_with_every_figure() -> None:
    for answer in (tell(COUNCIL, "catering"), tell(COUNCIL), tell(TRUST, "cleaning")):
        assert "Open Government Licence" in answer.facts["source"]
    assert TRUST in tell(TRUST, "cleaning").facts["source"]


def test_where_a_search_found_too_little_one_record_is_added() -> None:
    answer = teller(PAYMENTS).where_to_ask(None, ["cleaning"])
    assert answer is not None
    assert answer.response == "utter_spending_where_to_ask"
    assert TRUST in answer.facts["told"]
    assert COUNCIL not in answer.facts["told"]


def test_where_no_record_helps_nothing_is_added() -> None:
    assert teller().where_to_ask(None, ["beauty"]) is None
    assert teller().where_to_ask(HOUSING, ["catering"]) is None
    assert teller().where_to_ask(None, []) is None


def test_the_latest_record_of_a_buyer_is_told() -> None:
    newer = spending_record(
        spending_line("Hospitality", 2, first=date(2025, 4, 1), last=date(2025, 4, 30)),
        key="n",
        buyer=COUNCIL,
        kind=SpendingKind.PAYMENTS,
    )
    told = teller(newer).tell(COUNCIL, ["catering"]).facts["told"]
    assert "2 times in April 2025" in told


def test_a_buyers_name_makes_an_address() -> None:
    assert slug("Women's & Children's NHS Trust") == "women-s-children-s-nhs-trust"
