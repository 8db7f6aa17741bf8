"""Facts of an opportunity as its page and the lists show them: sums, days, what is left of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.money import Value
from bot.domain.opportunity import Opportunity
from bot.ports import Phrases
from bot.services.present_opportunity import PresentOpportunity

LONDON = ZoneInfo("Europe/London")
A_SHORT_LOOK = 150
"""Characters of a description in a list."""
A_SHORT_TITLE = 110
"""Characters of a title in a list: three lines of a phone. Its page has the whole."""


def value_text(phrases: Phrases, value: Value) -> str:
    """The value with its VAT and basis, or that there is none."""
    if value.amount is None:
        return phrases.say("value.not_stated")
    sum_of = f"{value.amount:,.0f}"
    return phrases.say(
        "value.stated",
        amount=f"£{sum_of}" if value.currency == "GBP" else f"{value.currency} {sum_of}",
        vat=phrases.say(f"value.vat.{value.vat}"),
        basis=phrases.say(f"value.basis.{value.basis}"),
    )


def when_text(moment: datetime | None) -> str | None:
    """A moment in London: "Monday 8 December 2025, 12:00"; None for none."""
    if moment is None:
        return None
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"


def day_text(moment: datetime) -> str:
    """The day of a moment in London: "8 December 2025"."""
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}"


def days_until(moment: datetime | None, now: datetime) -> int | None:
    """How many nights there are until a moment; None without one, or once it is over."""
    if moment is None or moment <= now:
        return None
    return (moment.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days


def in_a_list(
    present: PresentOpportunity, phrases: Phrases, one: Opportunity, now: datetime
) -> dict[str, Any]:
    """The opportunity as lists show it: its card, with its facts in words."""
    card = present.card(one, now)
    return {
        **card,
        "short_title": cut(card["title"], A_SHORT_TITLE),
        "kind_text": phrases.say(f"kind.{one.kind}"),
        "status_text": phrases.say(f"stands.{one.state_at(now)}"),
        "value_text": value_text(phrases, one.value),
        "deadline_text": when_text(one.deadline),
        "days": days_until(one.deadline, now),
        "short": cut(" ".join(one.description.split()), A_SHORT_LOOK),
        "is_suitable": "sme" in one.suitable_for,
    }


def cut(text: str, longest: int) -> str:
    """The text's whole words up to so many characters."""
    if len(text) <= longest:
        return text
    kept = text[: longest + 1].rpartition(" ")[0] or text[:longest]
    return f"{kept.rstrip(' .,;:-')}…"
