"""Made-up opportunities, buyers and places for tests; every fact can be changed by name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Enrolment
from bot.domain.conversation import Criteria
from bot.domain.match import Candidate, Likeness, Wanted
from bot.domain.money import Basis, Value, Vat
from bot.domain.opportunity import CpvCode, Kind, Opportunity, OpportunityId, Source
from bot.domain.place import Coverage, Place, Point, Reach
from bot.domain.reaching import Address, Means
from bot.domain.spending import SpendingKind, SpendingLine, SpendingRecord
from bot.domain.supplier import Agreement, Supplier, SupplierId
from bot.domain.trade import Trade

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BORDESLEY = Place("Bordesley Green", Point(52.4770, -1.8580))
ALUM_ROCK = Place("Alum Rock", Point(52.4873, -1.8460))
HOME = Place("East Birmingham", Point(52.4800, -1.8400))
LEEDS = Point(53.8008, -1.5491)
COUNCIL = Buyer("Eastside Council", BuyerClass.SUB_CENTRAL, s17=True)

CLEANING = Trade(
    "cleaning",
    cpv=("90910000",),
    says=("cleaner", "office cleaning"),
    buyer_says=("cleaning services", "window cleaning"),
)
CATERING = Trade(
    "catering", cpv=("55520000",), says=("caterer",), buyer_says=("catering services",)
)
WINDOWS = Trade("window cleaning", ("90911300",), ("window cleaner",), (), broader="cleaning")


def in_days(days: float) -> datetime:
    """A moment so many days after NOW."""
    return NOW + timedelta(days=days)


def pounds(amount: int | str) -> Value:
    """A total value without VAT."""
    return Value(Decimal(amount), Vat.EXCLUDED, Basis.TOTAL)


def cpv(*codes: str) -> tuple[CpvCode, ...]:
    """Codes of the Common Procurement Vocabulary."""
    return tuple(CpvCode(code) for code in codes)


def opportunity(name: str = "one", **changes: Any) -> Opportunity:
    """An open tender for cleaning at a school in Bordesley Green worth £20,000, with changes."""
    facts: dict[str, Any] = {
        "id": OpportunityId(name),
        "kind": Kind.TENDER,
        "title": "Cleaning of a primary school",
        "description": "Daily cleaning of classrooms and halls.",
        "buyer": COUNCIL,
        "source": Source("find_a_tender", "https://www.find-tender.service.gov.uk/Notice/1", NOW),
        "value": pounds(20_000),
        "cpv": cpv("90910000"),
        "coverage": Coverage(postcode="B9 4AA", point=BORDESLEY.point),
        "published_at": in_days(-2),
        "deadline": in_days(20),
    }
    return Opportunity(**{**facts, **changes})


def supplier(name: str = "firm", **changes: Any) -> Supplier:
    """A cleaner of Bordesley Green who agreed to be shown to buyers, with changes."""
    facts: dict[str, Any] = {
        "id": SupplierId(name),
        "name": f"{name} Limited",
        "text": "Office cleaning and school cleaning, evenings too.",
        "registered_at": in_days(-30),
        "postcode": "B9 4AA",
        "shown_to_buyers": Agreement(in_days(-30), "2026-11"),
    }
    return Supplier(**{**facts, **changes})


def buyer_contact(name: str = "contact", **changes: Any) -> BuyerContact:
    """Eastside Council's mailbox for quotes, enrolled and confirmed, with changes."""
    agreed = Enrolment(
        agreed_by="Priya Shah, head of procurement",
        agreed_at=in_days(-20),
        wording="Send us a weekly mail of local firms.",
        version="1",
        enrolled_by="Sam at the hub",
        enrolled_at=in_days(-19),
        evidence="mail of 3 November",
    )
    facts: dict[str, Any] = {
        "id": BuyerContactId(name),
        "buyer": COUNCIL.name,
        "address": Address(Means.MAIL, "procurement@eastside.example"),
        "enrolment": agreed,
        "confirmed_at": in_days(-18),
    }
    return BuyerContact(**{**facts, **changes})


def wanted(*trades: Trade, place: Place | None = None, **criteria: Any) -> Wanted:
    """What an owner of these trades asks for."""
    said = Criteria(trades=tuple(t.name for t in trades), place=place, **criteria)
    return Wanted(said, trades, place or HOME, place is not None)


def candidate(one: Opportunity, reach: Reach = Reach.NEAR, **facts: Any) -> Candidate:
    """The opportunity as a search looks at it."""
    known: dict[str, Any] = {"likeness": Likeness(0.5), "miles": None, "fits": ()}
    return Candidate(one, reach=reach, **{**known, **facts})


def spending_line(
    category: str = "Hospitality", payments: int = 5, total: int | str | Decimal = 500, **facts: Any
) -> SpendingLine:
    """Payments under a heading from 2014 to 2018, with changes."""
    period = {"first": date(2014, 1, 1), "last": date(2018, 12, 31)}
    return SpendingLine(category, payments=payments, total=Decimal(total), **{**period, **facts})


def spending_record(
    *lines: SpendingLine,
    key: str = "birmingham_city_council_cards",
    buyer: str = COUNCIL.name,
    kind: SpendingKind = SpendingKind.CARDS,
    **facts: Any,
) -> SpendingRecord:
    """What is published of a buyer's card payments, with changes."""
    return SpendingRecord(key, buyer, kind, lines, **facts)
