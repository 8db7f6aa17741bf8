"""What stands between an entry and its posting: what is missing, and what the law asks first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain import threshold_table as table
from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.entry import Door, Entry
from bot.domain.money import Vat, including_vat
from bot.domain.opportunity import LONDON, Category, Kind
from bot.domain.reservation import areas_open_to
from bot.domain.threshold import PurchaseQuestion, Regime, Route, Ruling, judge
from bot.domain.threshold_table import LegalSource, notice_floor

_NOTICE = re.compile(r"(\d{6})-(20\d\d)")
_FIRST_YEAR = 2021
"""Find a Tender's first notices."""

_OUTSIDE = frozenset({BuyerClass.SCHOOL, BuyerClass.UTILITY})
_LONGEST_OPEN = 366
"""Days; beyond them a slip of the keyboard is likelier than a closing date."""


class Hurdle(StrEnum):
    """Why an entry cannot be posted as it is; each has its words, in the order of the form."""

    NO_TITLE = "no_title"
    NO_WORDS = "no_words"
    NO_PHASES = "no_phases"
    NO_VALUE = "no_value"
    NO_DEADLINE = "no_deadline"
    DEADLINE_PAST = "deadline_past"
    DEADLINE_FAR = "deadline_far"
    NO_DOOR = "no_door"
    VAT_UNKNOWN = "vat_unknown"
    COVERED = "covered"
    NOTICE_FIRST = "notice_first"
    NOTICE_WRONG = "notice_wrong"
    RESERVATION_CLOSED = "reservation_closed"
    BARRIERS_FIRST = "barriers_first"


SECTIONS: dict[Hurdle, LegalSource] = {
    Hurdle.COVERED: table.FULL_RULES[0],
    Hurdle.VAT_UNKNOWN: table.VAT_COUNTS,
    Hurdle.NOTICE_FIRST: table.SMALL_CONTRACTS[1],
    Hurdle.NOTICE_WRONG: table.SMALL_CONTRACTS[1],
    Hurdle.BARRIERS_FIRST: table.BARRIERS,
}
"""Which law speaks, where it is the law."""


@dataclass(frozen=True, slots=True)
class EntryRules:
    """What the law says of an entry, and what stands in the way of posting it.

    `value` is pounds with VAT over the whole term, the larger reading where VAT is not known; None
    without a value. `floor` is None for buyers whose small contracts need no notice.
    """

    value: Decimal | None
    floor: Decimal | None
    ruling: Ruling | None
    hurdles: tuple[Hurdle, ...]

    @property
    def reaches_floor(self) -> bool:
        """Whether notices are asked for at that value."""
        return self.value is not None and self.floor is not None and self.value >= self.floor


def rules_for(entry: Entry, buyer: Buyer, now: datetime) -> EntryRules:
    """The rules at that moment (aware). What only asks the market (no contract) needs no notice."""
    ruling = _ruling(entry, buyer, now.astimezone(LONDON).date())
    floor = None if buyer.buyer_class in _OUTSIDE else notice_floor(_class_of(buyer)).amount
    return EntryRules(
        value_with_vat(entry), floor, ruling, tuple(_hurdles(entry, buyer, ruling, now))
    )


def value_with_vat(entry: Entry) -> Decimal | None:
    """Pounds with VAT over the whole term; with VAT added where nobody knows whether it is in."""
    if entry.value.amount is None:
        return None
    vat = entry.value.vat
    return including_vat(entry.value.amount, Vat.EXCLUDED if vat is Vat.UNKNOWN else vat)


def is_a_contract(entry: Entry) -> bool:
    """Whether it asks for offers of work, not only for what the market thinks."""
    return entry.kind is not Kind.MARKET_ENGAGEMENT


def usual_notice_number(written: str, now: datetime) -> str | None:
    """The number of a Find a Tender notice ("007747-2026"), however spaced; None for no such."""
    found = _NOTICE.fullmatch("".join(written.split()))
    if not found or not _FIRST_YEAR <= int(found[2]) <= now.year:
        return None
    return found[0] if int(found[1]) else None


def _class_of(buyer: Buyer) -> BuyerClass:
    """The stricter class where it is not known."""
    unknown = buyer.buyer_class is BuyerClass.UNKNOWN
    return BuyerClass.CENTRAL if unknown else buyer.buyer_class


def _ruling(entry: Entry, buyer: Buyer, on: date) -> Ruling | None:
    if entry.value.amount is None or not is_a_contract(entry):
        return None
    return judge(
        PurchaseQuestion(
            buyer.buyer_class,
            entry.category or Category.SERVICES,
            entry.value.amount,
            entry.value.vat,
            on,
            Route.INVITED if entry.door is Door.INVITE else Route.OPEN,
        )
    )


def _hurdles(entry: Entry, buyer: Buyer, ruling: Ruling | None, now: datetime) -> list[Hurdle]:
    found = {
        Hurdle.NO_TITLE: not entry.title.strip(),
        Hurdle.NO_WORDS: not entry.wanted.strip(),
        Hurdle.NO_PHASES: entry.kind is Kind.CHALLENGE and not entry.phases,
        Hurdle.NO_VALUE: is_a_contract(entry) and not entry.value.amount,
        Hurdle.NO_DEADLINE: entry.deadline is None,
        Hurdle.DEADLINE_PAST: bool(entry.deadline and entry.deadline <= now),
        Hurdle.DEADLINE_FAR: bool(entry.deadline and (entry.deadline - now).days > _LONGEST_OPEN),
        Hurdle.NO_DOOR: entry.door is None,
        **_of_the_law(entry, buyer, ruling, now),
    }
    return [hurdle for hurdle in Hurdle if found[hurdle]]


def _of_the_law(
    entry: Entry, buyer: Buyer, ruling: Ruling | None, now: datetime
) -> dict[Hurdle, bool]:
    number = entry.notice_number
    is_unsure = ruling is not None and _hangs_on_vat(entry, buyer, ruling)
    covered = ruling is not None and ruling.regime is Regime.COVERED
    wants_notice = (
        ruling is not None
        and not covered
        and entry.door is Door.ADVERTISE
        and ruling.tender_notice_required is not False
    )
    is_wrong = number is not None and usual_notice_number(number, now) is None
    return {
        Hurdle.VAT_UNKNOWN: is_unsure,
        Hurdle.COVERED: covered,
        Hurdle.NOTICE_FIRST: wants_notice and number is None and not is_unsure,
        Hurdle.NOTICE_WRONG: is_wrong,
        Hurdle.RESERVATION_CLOSED: _is_closed(entry, buyer),
        Hurdle.BARRIERS_FIRST: barriers_are_due(entry, buyer) and entry.barriers is None,
    }


def _hangs_on_vat(entry: Entry, buyer: Buyer, ruling: Ruling) -> bool:
    """Whether what may be done here differs with and without VAT in the sum."""
    if entry.value.vat is not Vat.UNKNOWN:
        return False
    if ruling.regime is None and buyer.buyer_class is not BuyerClass.UNKNOWN:
        return True
    if entry.door is not Door.ADVERTISE or entry.notice_number is not None:
        return False
    return ruling.tender_notice_required is None and buyer.buyer_class is not BuyerClass.UNKNOWN


def _is_closed(entry: Entry, buyer: Buyer) -> bool:
    reserved = entry.reservation
    return reserved is not None and reserved.area not in areas_open_to(buyer)


def barriers_are_due(entry: Entry, buyer: Buyer) -> bool:
    """Whether small firms' barriers must be considered first: any contract of Part 6 (s.86)."""
    return is_a_contract(entry) and buyer.buyer_class not in _OUTSIDE
