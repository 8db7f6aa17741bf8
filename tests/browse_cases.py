"""Opportunities in every state, in the database of a web process of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.challenge import Phase
from bot.domain.money import NOT_STATED
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import (
    Category,
    Contact,
    Kind,
    Opportunity,
    OpportunityId,
    Source,
    SuitableFor,
    Visibility,
)
from bot.domain.place import Coverage, Point
from connectors.storage.database import SqlStorage
from tests.examples import cpv, opportunity, pounds
from tests.running import Doorstep, web_alone

NOW = datetime(2025, 11, 8, tzinfo=UTC)
"""The day on which tests run Doorstep."""
COUNCIL = Buyer("Birmingham City Council", BuyerClass.SUB_CENTRAL, s17=True)
POSTED = Source("buyer_list", None, NOW - timedelta(days=2))
HIDDEN_TITLE = "Whispered gardening"
NASTY_TITLE = "Fences\x0b </script><script>alert(1)</script> & “gates”"
LONG_TITLE = "Maintenanceandrepair" * 12
CONTACT = Contact("The buying team", "buying@example.org", "0121 496 0000", None)


def one(name: str, days: float | None = 20, **changes: Any) -> Opportunity:
    """An opportunity of the council's that closes so many days after NOW."""
    facts: dict[str, Any] = {
        "id": OpportunityId(name),
        "buyer": COUNCIL,
        "published_at": NOW - timedelta(days=5),
        "deadline": None if days is None else NOW + timedelta(days=days),
        "coverage": Coverage("B9 4AA", Point(52.4770, -1.8580)),
        "category": Category.SERVICES,
        "contact": CONTACT,
        "source": replace(opportunity().source, as_of=NOW - timedelta(days=5)),
    }
    return opportunity(name, **{**facts, **changes})


def every_state() -> list[Opportunity]:
    """One for each thing that a page must say otherwise."""
    return [
        one("open", value=pounds(20_000), suitable_for=frozenset({SuitableFor.SME})),
        one("soon", 0.5, title="Window cleaning at the library", kind=Kind.QUICK_QUOTE),
        one("posted", source=POSTED, how_to_respond="Write to the team.", title="Hedges cut"),
        one("closed", -1, title="Closed cleaning"),
        one("awarded", 9, title="Awarded cleaning", awarded_at=NOW - timedelta(days=1)),
        one("cancelled", 9, title="Cancelled cleaning", cancelled_at=NOW - timedelta(days=1)),
        one("planned", None, title="Planned painting", kind=Kind.PLANNED, value=NOT_STATED),
        one("no-deadline", None, title="Cleaning without a day"),
        one("reserved", 11, title="Reserved cleaning", reserved_for="smeVcse"),
        one("wide", 12, title="Roofing", cpv=cpv("45261210"),
            coverage=Coverage(regions=("West Midlands",)), value=pounds(250_000)),
        one("challenge", 30, title="Cleaner air at bus stops", kind=Kind.CHALLENGE,
            phases=(Phase.CALL, Phase.PROOF)),
        one("nasty", 13, title=NASTY_TITLE, description="<img src=x onerror=alert(2)>"),
        one("long", 14, title=LONG_TITLE),
        one("secret", 9, title=HIDDEN_TITLE, visibility=Visibility.INVITED, source=POSTED),
        one("tomorrow's", 9, title="Not published yet", published_at=NOW + timedelta(days=1)),
    ]  # fmt: skip


def store(doorstep: Doorstep, these: Iterable[Opportunity]) -> None:
    """Saves each under a process key that is its id."""
    storage = SqlStorage(doorstep.database_url)
    with storage.transaction() as work:
        work.opportunities.save_all({ProcessKey(each.id): each for each in these})
    storage.close()


def started_with(folder: Path, these: Iterable[Opportunity], **changes: str) -> Doorstep:
    """The web process with these opportunities, once it answers."""
    doorstep = web_alone(folder, **changes).wait_for_page()
    store(doorstep, these)
    return doorstep
