"""What an officer types is read as they mean it, and a slip is told by its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.domain.challenge import Phase
from bot.domain.entry import Barrier, Door, PhaseOffer
from bot.domain.entry_form import Fault, Fields, filled_in, with_barriers
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.opportunity import Kind
from tests.domain.test_entry_rules import READY
from tests.examples import NOW


def read(**fields: str) -> tuple[object, tuple[Fault, ...]]:
    said: Fields = {name.replace("__", "-"): [value] for name, value in fields.items()}
    found = filled_in(READY, said, NOW)
    return found.entry, found.faults


@pytest.mark.parametrize(
    ("said", "pounds"),
    [
        ("8000", "8000"),
        ("£8,000.50", "8000.50"),
        ("12k", "12000"),
        (" 9 ", "9"),
        ("1.5m", "1500000"),
    ],
)
def test_a_value_is_read_as_people_write_it(said: str, pounds: str) -> None:
    entry, faults = read(value=said, vat="excluded")
    assert faults == ()
    assert entry == replace(READY, value=Value(Decimal(pounds), Vat.EXCLUDED, Basis.TOTAL))


@pytest.mark.parametrize(
    "said",
    [
        "a lot",
        "-5",
        "0",
        "1e9",
        "=8000",
        "8000 pounds",
        "99999999999",
        "\N{ARABIC-INDIC DIGIT FIVE}k5",
    ],
)
def test_what_is_no_value_is_told_and_nothing_is_changed(said: str) -> None:
    assert read(value=said) == (READY, (Fault.VALUE,))


def test_no_value_is_none_and_vat_that_nobody_said_is_unknown() -> None:
    assert read(value="")[0] == replace(READY, value=NOT_STATED)
    assert read(value="5")[0] == replace(READY, value=Value(Decimal(5), Vat.UNKNOWN, Basis.TOTAL))


def test_it_closes_at_noon_in_london() -> None:
    entry, _ = read(deadline__day="1", deadline__month="7", deadline__year="27")
    assert entry == replace(READY, deadline=datetime(2027, 7, 1, 11, tzinfo=UTC))


@pytest.mark.parametrize("day", ["31", "0", "first", "99999999999999999999"])
def test_a_day_that_is_none_is_told(day: str) -> None:
    fields = {"deadline__day": day, "deadline__month": "2", "deadline__year": "2027"}
    assert read(**fields) == (READY, (Fault.DEADLINE,))


def test_words_are_kept_as_they_are_typed_without_control_characters() -> None:
    entry, faults = read(title="  =Two\tdays  ", wanted="<b>One</b>\r\ntwo\x07", door="invite")
    assert faults == ()
    assert entry == replace(READY, title="=Two days", wanted="<b>One</b>\ntwo", door=Door.INVITE)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"title": "x" * 151}, Fault.TITLE),
        ({"wanted": "x" * 5_001}, Fault.WANTED),
        ({"postcode": "nowhere"}, Fault.POSTCODE),
        ({"questions": "\n".join("abcdefghi")}, Fault.QUESTIONS),
        ({"outcome__call": "", "amount__call": "500"}, Fault.PHASES),
        ({"outcome__call": "x", "amount__call": "much"}, Fault.PHASES),
    ],
)
def test_what_is_too_long_or_unreadable_is_told(fields: dict[str, str], fault: Fault) -> None:
    assert read(**fields) == (READY, (fault,))


def test_the_value_of_a_challenge_is_what_its_steps_pay() -> None:
    fields = {
        "kind": "challenge",
        "outcome__call": "An idea",
        "outcome__trial": "It runs",
        "amount__trial": "5,000",
        "vat": "included",
    }
    entry, faults = read(**fields)
    assert faults == ()
    assert entry == replace(
        READY,
        kind=Kind.CHALLENGE,
        phases=(
            PhaseOffer(Phase.CALL, "An idea"),
            PhaseOffer(Phase.TRIAL, "It runs", Decimal(5000)),
        ),
        value=Value(Decimal(5000), Vat.INCLUDED, Basis.TOTAL),
    )


def test_a_kind_that_is_none_is_not_taken() -> None:
    assert read(kind="tender_of_sorts")[0] == READY


def test_barriers_are_recorded_only_where_that_was_ticked() -> None:
    bare = replace(READY, barriers=None)
    assert with_barriers(bare, {"lowered": ["time"]}, NOW).barriers is None
    held = with_barriers(bare, {"considered": ["yes"], "lowered": ["time", "x"]}, NOW).barriers
    assert held is not None
    assert held.lowered == (Barrier.TIME,)
