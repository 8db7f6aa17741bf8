"""What an installation holds comes to: notices, feeds, guidance, the law, complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.checkup import CheckupLimits, Diagnosis, Noticed, ok, warning
from bot.domain.complaint import Complaint, ComplaintPromise
from bot.domain.feed import FeedName, FeedPosition
from bot.domain.law_change import LawChange
from bot.domain.threshold_table import NEXT_CHANGE_EXPECTED

LONDON = ZoneInfo("Europe/London")


def of_notices(
    real: int, newest: datetime | None, now: datetime, limits: CheckupLimits
) -> Iterator[Diagnosis]:
    """Whether there is anything but samples, and how old the newest of it is."""
    if not real or newest is None:
        yield warning(Noticed.SAMPLES_ALONE)
        return
    days = (_day(now) - _day(newest)).days
    facts = {"real": real, "newest": _day(newest), "days": days}
    is_old = days > limits.notices_old_days
    yield warning(Noticed.NOTICES_OLD, **facts) if is_old else ok(Noticed.NOTICES_FRESH, **facts)


def of_vectors(lacking: int, most: int) -> Iterator[Diagnosis]:
    """Whether searches miss anything whose text was not worked out; counted up to `most`."""
    if lacking:
        yield warning(Noticed.VECTORS_LACKING, count=lacking, is_more=lacking >= most)
    else:
        yield ok(Noticed.VECTORS_FINE)


def of_feeds(
    positions: Mapping[FeedName, FeedPosition | None],
    now: datetime,
    limits: CheckupLimits,
    *,
    is_scheduled: bool,
) -> Iterator[Diagnosis]:
    """How far each feed has been read: by the schedule if there is one, else by hand."""
    patience = timedelta(hours=limits.sync_late_hours)
    if not is_scheduled:
        patience = timedelta(days=limits.notices_old_days)
    for feed, position in positions.items():
        if position is None:
            begun = warning(Noticed.FEED_NEVER_BEGUN, feed=feed)
            yield begun if is_scheduled else ok(Noticed.FEED_UNREAD, feed=feed)
        elif now - position.reached > patience:
            yield warning(Noticed.FEED_LATE, feed=feed, reached=position.reached)
        else:
            yield ok(Noticed.FEED_FINE, feed=feed, reached=position.reached)


def of_reviews(
    reviewed: Iterable[tuple[str, date]], today: date, limits: CheckupLimits
) -> Iterator[Diagnosis]:
    """Which texts nobody has held against their sources for too long, by name, the oldest first."""
    latest = today - timedelta(days=limits.guidance_review_days)
    held = sorted(reviewed, key=lambda one: one[1])
    due = [(name, day) for name, day in held if day < latest]
    for name, day in due:
        yield warning(Noticed.REVIEW_DUE, name=name, day=day)
    if not due:
        yield ok(Noticed.REVIEWS_FINE, count=len(held), day=held[0][1] if held else today)


def of_figures(today: date, limits: CheckupLimits) -> Iterator[Diagnosis]:
    """Whether the thresholds still hold, and for how long."""
    days = (NEXT_CHANGE_EXPECTED - today).days
    facts = {"day": NEXT_CHANGE_EXPECTED, "days": days}
    if days <= 0:
        yield warning(Noticed.FIGURES_PAST, **facts)
    elif days <= limits.law_ahead_days:
        yield warning(Noticed.FIGURES_SOON, **facts)
    else:
        yield ok(Noticed.FIGURES_FINE, **facts)


def of_law(changes: Iterable[LawChange], today: date, limits: CheckupLimits) -> Iterator[Diagnosis]:
    """Which changes of the law are still to come, the nearest first."""
    ahead = sorted((one for one in changes if one.effective > today), key=lambda c: c.effective)
    soon = today + timedelta(days=limits.law_ahead_days)
    for one in ahead:
        say = warning if one.effective <= soon else ok
        yield say(Noticed.LAW_AHEAD, title=one.title, day=one.effective)
    if not ahead:
        yield ok(Noticed.LAW_QUIET)


def of_complaints(
    complaints: Iterable[Complaint], now: datetime, promise: ComplaintPromise
) -> Iterator[Diagnosis]:
    """Which should have been answered or deleted, by reference, and how many wait."""
    held = list(complaints)
    waiting = [one for one in held if one.answer is None]
    overdue = [one for one in waiting if one.is_overdue(now)]
    for one in overdue:
        yield warning(Noticed.COMPLAINT_OVERDUE, reference=one.id, day=one.due)
    for one in (one for one in held if promise.is_kept_too_long(one, now)):
        yield warning(Noticed.COMPLAINT_KEPT_LONG, reference=one.id, months=promise.keep_months)
    if not waiting:
        yield ok(Noticed.COMPLAINTS_NONE)
    elif not overdue:
        nearest = min(one.due for one in waiting)
        yield ok(Noticed.COMPLAINTS_OPEN, count=len(waiting), day=nearest)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
