"""What keeps small firms out without need is found, and nothing that must be asked is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.bootstrap.buying import make_jargon
from bot.domain.clarity import Unclear, too_short, unclear_in

TERMS = make_jargon()


def kinds(wanted: str, value: str | None = "10000") -> list[Unclear]:
    worth = None if value is None else Decimal(value)
    return [one.kind for one in unclear_in("Window cleaning", wanted, worth, TERMS)]


@pytest.mark.parametrize(
    ("wanted", "value", "is_much"),
    [
        ("You must hold £10 million public liability insurance.", "10000", True),
        ("You must hold £10m public liability insurance.", None, True),
        ("You must hold £5 million public liability insurance.", "10000", False),
        ("You must hold £5,000,000 public liability insurance.", "1000", True),
        ("You must hold £1m public liability insurance.", "500", False),
        ("You must hold public liability insurance.", "500", False),
    ],
)
def test_more_cover_than_the_job_needs_is_told(
    wanted: str, value: str | None, is_much: bool
) -> None:
    assert (Unclear.COVER in kinds(wanted, value)) is is_much


@pytest.mark.parametrize(
    "wanted", ["A minimum turnover of £200,000.", "Send audited accounts for three years."]
)
def test_asking_for_turnover_or_accounts_is_told_with_section_85(wanted: str) -> None:
    (found,) = unclear_in("Cleaning", wanted, None, ())
    assert found.kind is Unclear.TURNOVER
    assert found.source.section == "section 85(1)"


def test_a_first_stage_is_told() -> None:
    assert kinds("Firms that pass the PQQ are shortlisted.")[0] is Unclear.FIRST_STAGE


def test_trade_talk_is_told_with_its_plain_meaning() -> None:
    found = [
        one
        for one in unclear_in("Cleaning", "Send RAMS with the ITQ, by call-off.", None, TERMS)
        if one.kind is Unclear.JARGON
    ]
    assert [one.words for one in found] == ["RAMS", "ITQ", "call-off"]
    assert all(one.detail for one in found)


@pytest.mark.parametrize(
    "wanted",
    [
        "Mark out lots of parking bays: line marking and scoring.",
        "Two anchor points on the roof. Send us your quote.",
        "Public liability insurance and a DBS check.",
        "Clean the windows, inside and out.",
    ],
)
def test_plain_words_are_left_alone(wanted: str) -> None:
    assert kinds(wanted) == []


def test_few_working_days_are_told_and_more_are_asked_for_where_notices_are_due() -> None:
    assert too_short(5, reaches_floor=False) == ()
    (short,) = too_short(4, reaches_floor=False)
    assert (short.kind, short.words, short.detail) == (Unclear.SHORT, "5", "4")
    assert too_short(9, reaches_floor=True)[0].words == "10"
