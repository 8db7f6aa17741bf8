"""The content of past spending: the table against what was published, the guide against trades."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.domain.spending import PayeePlace
from connectors.places.payee_places import PayeePlaces
from connectors.spending.guide_file import load_guide, load_published
from connectors.text.phrasebook import Phrasebook
from connectors.text.vocabulary import load_register, load_trades
from tests.running import ROOT

CONTENT = ROOT / "content"
REFERENCE = ROOT.parent / "shared" / "reference"
PUBLISHED = REFERENCE / "purchase_cards" / "birmingham_council_card_spend_by_category.csv"
PHRASES = Phrasebook(CONTENT / "phrases").phrases
GUIDE = load_guide(CONTENT)
(CARDS,) = load_published(CONTENT)


def published() -> list[dict[str, str]]:
    """The published totals, or none where they are not at hand: then the table stands alone."""
    if not PUBLISHED.exists():
        return []
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_table_is_what_the_published_totals_make(tmp_path: Path) -> None:
    table = CONTENT / "spending" / "birmingham_city_council_cards.csv"
    if published():
        script = [sys.executable, str(CONTENT / "spending" / "rebuild.py")]
        subprocess.run([*script, "--reference", str(REFERENCE), "--to", str(tmp_path)], check=True)
        assert (tmp_path / table.name).read_bytes() == table.read_bytes()
    assert table.read_text(encoding="utf-8").startswith("category,first_year,last_year,payments,")


def test_every_published_payment_is_a_payment_or_a_refund() -> None:
    rows = published()
    whole = CARDS.sum
    assert (whole.payments, CARDS.refunds) == (185_759, 149)
    if rows:
        assert whole.payments + CARDS.refunds == sum(int(row["payments"]) for row in rows)
        assert whole.total + CARDS.refunded == sum(Decimal(row["total_gbp"]) for row in rows)


def test_no_more_is_known_to_be_small_than_half_of_each_group_rounded_up() -> None:
    rows = published()
    for line in CARDS.lines:
        assert sorted(line.at_most) == list(line.at_most)
        groups = [int(r["payments"]) for r in rows if r["category"].strip() == line.category]
        assert line.at_most[-1] <= (sum((n + 1) // 2 for n in groups) if rows else line.payments)


def test_the_period_is_that_of_purchases_not_of_a_single_refund() -> None:
    assert (CARDS.sum.first.year, CARDS.sum.last.year) == (2014, 2018)  # type: ignore[union-attr]


def test_the_buyer_of_a_table_is_in_the_register() -> None:
    assert CARDS.buyer in {one.buyer.name for one in load_register(CONTENT)}


def test_every_trade_of_the_guide_is_a_trade() -> None:
    trades = {trade.name for trade in load_trades(CONTENT)}
    assert {name for heading in GUIDE.all() for name in heading.trades} <= trades


def test_every_reason_to_leave_something_out_has_words_and_no_other_has() -> None:
    reasons = {heading.left_out for heading in GUIDE.all() if heading.left_out}
    start = "spending.part.left_out."
    assert {key.removeprefix(start) for key in PHRASES if key.startswith(start)} == reasons


def test_no_heading_is_both_work_and_left_out() -> None:
    assert [one for one in GUIDE.all() if one.trades and one.left_out] == []


def test_the_guide_says_nothing_twice() -> None:
    read = yaml.safe_load((CONTENT / "spending" / "guide.yml").read_text(encoding="utf-8"))
    entries = [*read["headings"], *read["left_out"]]
    for words in ("exactly", "containing"):
        said = [str(one).lower() for entry in entries for one in entry.get(words, ())]
        assert [one for one in said if said.count(one) > 1] == []


@pytest.mark.parametrize(
    ("published", "plain"),
    [
        ("Ttavel Other (UK)", "Post, tickets and travel fares"),
        ("Fire/Sec'yAlarm/Eq't", "Alarms and fire equipment"),
        ("Hospitality", "Catering and hospitality"),
    ],
)
def test_a_misspelt_heading_has_a_plain_name(published: str, plain: str) -> None:
    assert GUIDE.read(published).name == plain


def test_the_councils_own_spelling_is_kept_beside_the_plain_name() -> None:
    (own,) = [line.category for line in CARDS.lines if line.category.startswith("Accom")]
    assert own != "Accommodation Hire"
    assert GUIDE.read(own).name == "Hire of rooms and accommodation"


@pytest.mark.parametrize(
    ("postcode", "town", "place"),
    [
        ("B9 4AA", "", PayeePlace.BIRMINGHAM),
        ("b94aa", "Leeds", PayeePlace.BIRMINGHAM),
        ("B91 3QB", "", PayeePlace.WEST_MIDLANDS),
        ("CV1 2WT", "", PayeePlace.WEST_MIDLANDS),
        ("LS1 4AP", "", PayeePlace.ELSEWHERE),
        ("", "BIRMINGHAM", PayeePlace.BIRMINGHAM),
        ("Solihull", "", PayeePlace.WEST_MIDLANDS),
        ("", "Leeds", PayeePlace.ELSEWHERE),
        ("", "", PayeePlace.NOT_STATED),
        ("", "N/A", PayeePlace.NOT_STATED),
    ],
)
def test_a_payee_is_placed_by_postcode_then_town(
    postcode: str, town: str, place: PayeePlace
) -> None:
    assert PayeePlaces(CONTENT).of(postcode, town) is place
