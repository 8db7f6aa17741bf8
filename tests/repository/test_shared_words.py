"""What content/shared_words.yml and the vocabulary make of sentences as people write them."""

from __future__ import annotations

import json
from functools import cache

import pytest

from bot.bootstrap import CONTENT
from bot.domain.trade import Trades, in_plain
from connectors.text.vocabulary import load_shared_words, load_trades
from tests.repository.house import ROOT, SHARED, yaml_of

NOTICES = SHARED / "notices" / "pool.jsonl"


@cache
def trades() -> Trades:
    """The vocabulary as it is."""
    return load_trades(CONTENT)


def names(text: str) -> list[str]:
    """The trades that a text names."""
    return [trade.name for trade in trades().found_in(text)]


def test_every_trade_of_a_shared_word_is_one() -> None:
    for word in load_shared_words(CONTENT):
        told = {*word.bare, *word.helped}
        assert {trade.name for trade in trades().named(sorted(told))} == told, word.spellings


def test_what_a_word_brings_by_itself_can_be_helped_too() -> None:
    for word in load_shared_words(CONTENT):
        assert set(word.bare) <= set(word.helped), word.spellings


def test_no_spelling_stands_under_two_words() -> None:
    spellings = [one for word in load_shared_words(CONTENT) for one in word.spellings]
    assert len(spellings) == len(set(spellings))


def test_no_shared_word_is_part_of_the_name_of_a_place() -> None:
    said = {one for word in load_shared_words(CONTENT) for one in word.spellings}
    for area in yaml_of("content/places/areas.yml")["areas"]:
        for name in (area["name"], *area.get("also", ())):
            assert not said & set(name.lower().split()), name


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("I do a bit of everything in kitchens, mostly for the mosque", "catering"),
        ("we fit kitchens, worktops and units", "kitchens and bathrooms"),
        ("I clean kitchens and canopies", "deep cleaning"),
        ("I wash windows with my brother, two ladders", "window cleaning"),
        ("I fit windows and doors", "glazing"),
        ("we mop and polish floors in schools", "cleaning"),
        ("I lay floors in shops", "flooring"),
        ("I wash carpets with a machine", "carpet cleaning"),
        ("I sell and fit carpets", "flooring"),
        ("samosas and biryani for events", "buffet"),
        ("chairs and a stage for events", "event hire"),
        ("we plan events from start to finish", "event organising"),
        ("we have two halls to rent out", "venue hire"),
        ("I paint halls and landings", "painting and decorating"),
        ("I teach driving to ladies", "driving lessons"),
        ("driving, class 2 lorry", "transport"),
        ("driving kids with special needs", "school transport"),
        ("care for old people", "care work"),
        ("care of babies and toddlers", "childcare"),
        ("bars with mocktails for weddings", "event catering"),
        ("security bars, I weld them", "metalwork"),
        ("indoor plants, we water them", "gardening"),
        ("plant and diggers with operator", "groundworks"),
        ("coaching business owners", "consultancy"),
        ("coaching girls in cricket", "sports coaching"),
        ("coach, 49 seats, with driver", "minibus hire"),
        ("coach for a football team", "sports coaching"),
        ("lessons on the piano", "music"),
        ("maths lessons", "tutoring"),
        ("spraying cars and vans", "bodywork"),
        ("spraying walls and ceilings", "painting and decorating"),
        ("hair extensions", "hairdressing"),
        ("loft and house extensions", "building"),
        ("roof tiles and slates", "roofing"),
        ("tiles on bathroom walls", "tiling"),
        ("washing cars by hand", "car washing"),
        ("washing towels and sheets", "laundry"),
        ("dress alterations", "tailoring"),
        ("structural alterations to houses", "building"),
        ("decorating cakes", "bakery"),
        ("decorating walls and ceilings", "painting and decorating"),
        ("nursery for babies", "childcare"),
        ("nursery with shrubs and seedlings", "gardening"),
        ("I repair taxis, brakes and all", "vehicle repair"),
        ("I drive taxis at night", "taxi"),
        ("chippy, doors and skirting", "carpentry"),
        ("chippy, fish and chips", "catering"),
    ],
)
def test_the_rest_of_the_sentence_tells_which_trade_is_meant(text: str, first: str) -> None:
    assert names(text)[0] == first


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("kitchens", {"kitchens and bathrooms", "catering"}),
        ("windows", {"window cleaning", "glazing"}),
        ("floors", {"flooring", "cleaning"}),
        ("carpets", {"flooring", "carpet cleaning"}),
        ("coaching", {"sports coaching", "consultancy"}),
    ],
)
def test_where_nothing_tells_both_are_brought(text: str, both: set[str]) -> None:
    assert set(names(text)) == both


@pytest.mark.parametrize(
    "text",
    [
        "I don't care", "take care mate", "you are driving me mad", "bin day b9", "hallo",
        "is it worth a survey", "who do you design this for", "moving on", "my classes are full",
        "near Hall Green", "Perry Bar", "give me a hand", "repairing my credit", "later then",
    ],
)  # fmt: skip
def test_what_everybody_says_is_no_trade(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("langar", "catering"), ("khansama", "catering"), ("gotowanie", "catering"),
        ("sambusa", "buffet"), ("hilib", "halal meat"), ("mishti", "bakery"),
        ("jharudar", "cleaning"), ("nadaafad", "cleaning"), ("tanzeef", "cleaning"),
        ("menajera", "cleaning"), ("dhisme", "building"), ("rajmistri", "building"),
        ("rigips", "plastering"), ("safedi", "painting and decorating"),
        ("rinjiye", "painting and decorating"), ("sabbak", "plumbing"), ("koronto", "electrical"),
        ("nijaar", "carpentry"), ("termopane", "glazing"), ("baghban", "gardening"),
        ("qashin", "waste clearance"), ("kabariwala", "recycling"), ("tatter", "recycling"),
        ("dareewal", "transport"), ("tagsi", "taxi"), ("makaanik", "vehicle repair"),
        ("denting", "bodywork"), ("macalin", "tutoring"), ("hifz", "tutoring"),
        ("ayah", "childcare"), ("dekh bhal", "care work"), ("turjubaan", "interpreting"),
        ("onubad", "translation"), ("dawarle", "tailoring"), ("chhapai", "printing"),
        ("waardiye", "security guarding"), ("hisab kitab", "bookkeeping"), ("pandal", "event hire"),
        ("hajaam", "hairdressing"), ("wakeel", "legal services"), ("janazah", "funeral services"),
        ("clening", "cleaning"), ("plasterin", "plastering"), ("electritian", "electrical"),
        ("carpenteer", "carpentry"), ("gardning", "gardening"), ("hairdreser", "hairdressing"),
    ],
)  # fmt: skip
def test_words_of_many_languages_and_misspelt_ones_lead_to_the_trade(said: str, trade: str) -> None:
    assert names(f"I do {said}") == [trade]


RIGHT_MENDINGS = {
    "buisness, > business", "collage, > college", "evenin > evening", "haircut > haircuts",
    "pothole > potholes", "recycle > recycler", "registerd > registered",
    "safegaurding > safeguarding", "samosa > samosas", "samosa, > samosas", "tshirts.. > tshirt",
}  # fmt: skip
"""Read by eye: of these only "collage" is another word, and a college is no trade."""


def mended(text: str) -> set[str]:
    """The words of a text that are taken for misspelt ones."""
    plain = in_plain(text)
    was, now = plain.split(), trades().mended(plain).split()
    return {f"{a} > {b}" for a, b in zip(was, now, strict=True) if a != b}


def test_no_held_out_message_is_read_as_a_trade_by_a_wrong_mending() -> None:
    lines = (ROOT / "tests" / "nlu" / "heldout.jsonl").read_text(encoding="utf-8").splitlines()
    found = set().union(*(mended(json.loads(line)["text"]) for line in lines))
    assert {one.strip(".,") for one in found} <= RIGHT_MENDINGS


def test_words_that_notices_are_made_of_are_nearly_never_mended() -> None:
    if not NOTICES.is_file():
        return
    lines = NOTICES.read_text(encoding="utf-8").splitlines()
    titles = [json.loads(line)["tender"]["title"] for line in lines]
    words = {word for title in titles for word in in_plain(title).split()}
    assert len(mended(" ".join(sorted(words)))) < len(words) / 100
