"""What content/trades.yml promises to everything that recognises or shows a trade."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SHARED = Path(__file__).parents[3] / "shared"
TRADES_FILE = ROOT / "content" / "trades.yml"
CPV_FILE = SHARED / "reference" / "cpv" / "CpvCodes.csv"

EVERYDAY_WORDS = frozenset(
    [
        "business",
        "care",
        "clearance",
        "contract",
        "contracts",
        "courses",
        "cover",
        "extensions",
        "firm",
        "food",
        "help",
        "home",
        "it",
        "job",
        "jobs",
        "local",
        "money",
        "new",
        "office",
        "people",
        "place",
        "removal",
        "school",
        "service",
        "services",
        "skip",
        "small",
        "supplies",
        "support",
        "thing",
        "things",
        "waste",
        "work",
        "workshops",
    ]
)
COMMONEST = (
    "catering",
    "cleaning",
    "building",
    "plastering",
    "painting and decorating",
    "roofing",
    "plumbing",
    "electrical",
    "carpentry",
    "gardening",
    "pest control",
    "taxi",
    "school transport",
    "courier",
    "tutoring",
    "childcare",
    "tailoring",
    "printing",
    "it support",
    "security guarding",
)


class Trade(TypedDict):
    """One entry of the file; it may have `but_not` and `works_on` besides."""

    trade: str
    cpv: list[str]
    says: list[str]
    buyer_says: list[str]
    broader: str | None


TRADES: list[Trade] = yaml.safe_load(TRADES_FILE.read_text(encoding="utf-8"))
NAMES = [trade["trade"] for trade in TRADES]
TRADE_OF_PHRASE = {
    phrase: trade["trade"]
    for trade in TRADES
    for phrase in (trade["trade"], *trade["says"], *trade["buyer_says"])
}


def phrases_of(trade: Trade) -> list[str]:
    """Every phrase of a trade, its name first."""
    return [trade["trade"], *trade["says"], *trade["buyer_says"]]


def without_accents(phrase: str) -> str:
    """The phrase as somebody types it without the accents of its language."""
    letters = unicodedata.normalize("NFKD", phrase.lower().replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def published_codes() -> frozenset[str] | None:
    """The codes of the published list, or None where the list is not at hand."""
    if not CPV_FILE.exists():
        return None
    lines = CPV_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("|", 1)[0] for line in lines)


PUBLISHED_CODES = published_codes()


def test_every_trade_has_the_same_five_facts() -> None:
    told = {frozenset(trade) - {"but_not", "works_on"} for trade in TRADES}
    assert told == {frozenset(Trade.__annotations__)}


def test_what_a_trade_is_not_holds_words_of_the_trade() -> None:
    for trade in TRADES:
        for phrase in trade.get("but_not", []):  # type: ignore[call-overload]
            holds = [one for one in phrases_of(trade) if f" {one} " in f" {phrase} "]
            assert holds, (trade["trade"], phrase)


def test_what_a_trade_works_on_are_other_trades() -> None:
    for trade in TRADES:
        works_on = trade.get("works_on", [])
        assert set(works_on) <= {*NAMES} - {trade["trade"]}, trade["trade"]  # type: ignore[arg-type]
        assert len(works_on) == len(set(works_on)), trade["trade"]  # type: ignore[arg-type]


def test_a_trade_is_named_once() -> None:
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", COMMONEST)
def test_the_commonest_trades_are_there(name: str) -> None:
    assert name in NAMES


@pytest.mark.parametrize("trade", TRADES, ids=NAMES)
def test_codes_have_eight_digits_and_are_in_the_published_list(trade: Trade) -> None:
    assert trade["cpv"]
    assert all(re.fullmatch(r"\d{8}", code) for code in trade["cpv"])
    assert PUBLISHED_CODES is None or set(trade["cpv"]) <= PUBLISHED_CODES


@pytest.mark.parametrize("trade", TRADES, ids=NAMES)
def test_a_trade_has_words_of_owners_and_of_buyers(trade: Trade) -> None:
    assert len(trade["says"]) >= 4
    assert len(trade["buyer_says"]) >= 2


def test_no_phrase_belongs_to_two_trades_even_with_its_accents_left_off() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for trade in TRADES:
        for phrase in phrases_of(trade):
            owners[without_accents(phrase)].add(trade["trade"])
    assert {phrase: names for phrase, names in owners.items() if len(names) > 1} == {}


def test_no_phrase_stands_twice_under_a_trade() -> None:
    assert [
        trade["trade"] for trade in TRADES if len(phrases_of(trade)) != len(set(phrases_of(trade)))
    ] == []


def test_phrases_are_lower_case_words_with_single_spaces() -> None:
    assert [
        phrase for phrase in TRADE_OF_PHRASE if phrase != " ".join(phrase.lower().split())
    ] == []


def test_no_phrase_is_an_everyday_word() -> None:
    assert EVERYDAY_WORDS.isdisjoint(TRADE_OF_PHRASE)


def test_a_wider_trade_is_a_trade_of_the_list_and_has_at_most_one_wider_one_itself() -> None:
    wider = {trade["trade"]: trade["broader"] for trade in TRADES}
    for broader in filter(None, wider.values()):
        above = wider[broader]
        assert above is None or wider[above] is None


@pytest.mark.parametrize(
    ("phrase", "trade"),
    [
        ("clening", "cleaning"),
        ("janitorial", "cleaning"),
        ("sprzatanie", "cleaning"),
        ("darzi", "tailoring"),
        ("sabzi", "fruit and veg"),
        ("mistri", "building"),
        ("budowlaniec", "building"),
        ("halwai", "catering"),
        ("mehndi", "beauty"),
        ("sparky", "electrical"),
        ("man and van", "removals"),
    ],
)
def test_the_words_of_the_street_lead_to_the_trade(phrase: str, trade: str) -> None:
    assert TRADE_OF_PHRASE[phrase] == trade
