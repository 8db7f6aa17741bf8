"""What stands between an entry and its posting: the floors, VAT, the past, reservations."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.entry import BarriersConsidered, Door, Entry, EntryId
from bot.domain.entry_rules import Hurdle, rules_for, usual_notice_number
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.officer import BuyerName
from bot.domain.opportunity import Category, Kind
from bot.domain.reservation import Reservation, ReservedArea
from tests.examples import NOW, in_days

COUNCIL = Buyer("Eastside Council", BuyerClass.SUB_CENTRAL, s17=True)
TRUST = Buyer("Eastside Trust", BuyerClass.CENTRAL)
SCHOOL = Buyer("Eastside Academy", BuyerClass.SCHOOL)
UNKNOWN = Buyer("Eastside Group")
READY = Entry(
    EntryId("e"),
    BuyerName("Eastside Council"),
    Kind.QUICK_QUOTE,
    NOW,
    NOW,
    title="Window cleaning",
    wanted="Two libraries, each month.",
    door=Door.ADVERTISE,
    category=Category.SERVICES,
    value=Value(Decimal(9_000), Vat.INCLUDED, Basis.TOTAL),
    deadline=in_days(14),
    barriers=BarriersConsidered(NOW),
)


def worth(amount: str, vat: Vat = Vat.INCLUDED, **changes: Any) -> Entry:
    return replace(READY, value=Value(Decimal(amount), vat, Basis.TOTAL), **changes)


def hurdles(entry: Entry, buyer: Buyer = COUNCIL) -> list[Hurdle]:
    return list(rules_for(entry, buyer, NOW).hurdles)


@pytest.mark.parametrize("buyer", [COUNCIL, TRUST, SCHOOL, UNKNOWN])
def test_a_small_whole_entry_has_nothing_in_its_way(buyer: Buyer) -> None:
    assert hurdles(READY, buyer) == []


@pytest.mark.parametrize(
    ("buyer", "amount", "is_barred"),
    [
        (COUNCIL, "29999.99", False),
        (COUNCIL, "30000", True),
        (TRUST, "11999.99", False),
        (TRUST, "12000", True),
        (UNKNOWN, "12000", True),
        (SCHOOL, "150000", False),
    ],
)
def test_at_the_floor_nothing_is_advertised_before_its_notice(
    buyer: Buyer, amount: str, is_barred: bool
) -> None:
    entry = worth(amount)
    assert hurdles(entry, buyer) == ([Hurdle.NOTICE_FIRST] if is_barred else [])
    assert hurdles(replace(entry, notice_number="007747-2026"), buyer) == []
    assert hurdles(replace(entry, door=Door.INVITE), buyer) == []


def test_vat_is_added_before_the_floor_is_looked_at() -> None:
    assert hurdles(worth("25000", Vat.EXCLUDED)) == [Hurdle.NOTICE_FIRST]
    assert hurdles(worth("24999.99", Vat.EXCLUDED)) == []


def test_where_all_hangs_on_vat_it_must_be_said() -> None:
    assert hurdles(worth("26000", Vat.UNKNOWN)) == [Hurdle.VAT_UNKNOWN]
    assert hurdles(worth("24000", Vat.UNKNOWN)) == []
    assert hurdles(worth("26000", Vat.UNKNOWN, door=Door.INVITE)) == []
    assert hurdles(worth("200000", Vat.UNKNOWN, door=Door.INVITE)) == [Hurdle.VAT_UNKNOWN]


@pytest.mark.parametrize("door", list(Door))
def test_what_reaches_the_threshold_is_not_bought_here(door: Door) -> None:
    assert hurdles(worth("207720", door=door)) == [Hurdle.COVERED]
    numbered = worth("207720", door=door, notice_number="007747-2026")
    assert hurdles(numbered) == [Hurdle.COVERED]


def test_asking_the_market_needs_no_value_notice_or_record() -> None:
    asked = replace(READY, kind=Kind.MARKET_ENGAGEMENT, value=NOT_STATED, barriers=None)
    assert hurdles(asked) == []


@pytest.mark.parametrize(
    ("changes", "hurdle"),
    [
        ({"title": " "}, Hurdle.NO_TITLE),
        ({"wanted": ""}, Hurdle.NO_WORDS),
        ({"value": NOT_STATED}, Hurdle.NO_VALUE),
        ({"deadline": None}, Hurdle.NO_DEADLINE),
        ({"deadline": NOW}, Hurdle.DEADLINE_PAST),
        ({"deadline": in_days(-1)}, Hurdle.DEADLINE_PAST),
        ({"deadline": in_days(400)}, Hurdle.DEADLINE_FAR),
        ({"door": None}, Hurdle.NO_DOOR),
        ({"kind": Kind.CHALLENGE}, Hurdle.NO_PHASES),
        ({"barriers": None}, Hurdle.BARRIERS_FIRST),
        ({"notice_number": "7747-2026"}, Hurdle.NOTICE_WRONG),
    ],
)
def test_what_is_missing_or_wrong_is_told(changes: dict[str, Any], hurdle: Hurdle) -> None:
    assert hurdles(replace(READY, **changes)) == [hurdle]


def test_a_school_need_not_record_barriers() -> None:
    assert hurdles(replace(READY, barriers=None), SCHOOL) == []


@pytest.mark.parametrize(
    ("buyer", "area", "is_closed"),
    [
        (COUNCIL, ReservedArea.OWN_AREA, False),
        (COUNCIL, ReservedArea.BORDERING, False),
        (TRUST, ReservedArea.COUNTY, False),
        (TRUST, ReservedArea.OWN_AREA, True),
        (UNKNOWN, ReservedArea.BORDERING, True),
    ],
)
def test_a_reservation_is_for_whom_the_law_allows_it(
    buyer: Buyer, area: ReservedArea, is_closed: bool
) -> None:
    entry = replace(READY, reservation=Reservation(area, "Birmingham", NOW))
    assert hurdles(entry, buyer) == ([Hurdle.RESERVATION_CLOSED] if is_closed else [])


@pytest.mark.parametrize("written", ["007747-2026", " 007747 - 2026 "])
def test_a_notice_number_is_read_however_it_is_spaced(written: str) -> None:
    assert usual_notice_number(written, NOW) == "007747-2026"


@pytest.mark.parametrize(
    "written", ["", "7747-2026", "007747-2027", "007747-2019", "000000-2026", "abc", "=007747-2026"]
)
def test_what_is_no_notice_number_is_none(written: str) -> None:
    assert usual_notice_number(written, NOW) is None
