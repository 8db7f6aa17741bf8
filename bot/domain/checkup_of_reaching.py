"""What reaching people comes to: whom it may write to, its secret, who waits, what is stuck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from bot.domain.checkup import CheckupLimits, Diagnosis, Noticed, ok, warning
from bot.domain.recipients import Recipients
from bot.domain.text_cost import Budget


def of_recipients(recipients: Recipients, *, sends: bool) -> Iterator[Diagnosis]:
    """Whom it may write to; nobody is right for trying out, and odd where an account is named."""
    if recipients.anybody:
        yield ok(Noticed.RECIPIENTS_ANYBODY)
    elif recipients.addresses:
        yield ok(Noticed.RECIPIENTS_LISTED, count=len(recipients.addresses))
    else:
        yield warning(Noticed.RECIPIENTS_NOBODY) if sends else ok(Noticed.RECIPIENTS_NOBODY)


def of_secret(name: str, *, is_open: bool) -> Iterator[Diagnosis]:
    """Whether anybody else of the machine could open what only the installation should."""
    yield warning(Noticed.KEY_OPEN, name=name) if is_open else ok(Noticed.KEY_KEPT)


def of_hand_overs(
    waiting: Sequence[datetime], now: datetime, limits: CheckupLimits
) -> Iterator[Diagnosis]:
    """How many people wait to be rung back, by the moments at which they asked, and since when."""
    if not waiting:
        yield ok(Noticed.HAND_OVERS_NONE)
        return
    since = min(waiting)
    is_long = now - since > timedelta(hours=limits.hand_over_waits_hours)
    noticed = Noticed.HAND_OVERS_LONG if is_long else Noticed.HAND_OVERS_WAIT
    facts = {"count": len(waiting), "since": since}
    yield warning(noticed, **facts) if is_long else ok(noticed, **facts)


def of_text_budget(budget: Budget, spent: Decimal) -> Iterator[Diagnosis]:
    """How this month's budget for texts stands, in pounds as the provider's price is set."""
    facts = {"spent": f"{spent:.2f}", "budget": f"{budget.monthly or 0:.2f}"}
    if budget.monthly is None:
        yield ok(Noticed.TEXTS_UNLIMITED, **facts)
    elif not budget.allows(spent, 1):
        yield warning(Noticed.TEXTS_SPENT, **facts)
    elif budget.is_low(spent):
        yield warning(Noticed.TEXTS_LOW, **facts)
    else:
        yield ok(Noticed.TEXTS_WITHIN, **facts)


def of_sending(stuck: int, most: int, limits: CheckupLimits) -> Iterator[Diagnosis]:
    """Whether any message should long have gone; counted up to `most`."""
    if stuck:
        minutes = limits.sending_late_minutes
        yield warning(Noticed.MESSAGES_STUCK, count=stuck, minutes=minutes, is_more=stuck >= most)
    else:
        yield ok(Noticed.MESSAGES_FINE)
