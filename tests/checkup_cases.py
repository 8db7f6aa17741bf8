"""Cases of a check-up: for each thing that may be noticed, what the parts of one look like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.domain.checkup import CheckupLimits, Diagnosis, Noticed, Verdict, broken
from bot.domain.checkup_of_contents import (
    of_complaints,
    of_feeds,
    of_figures,
    of_law,
    of_notices,
    of_reviews,
    of_vectors,
)
from bot.domain.checkup_of_installation import (
    DatabaseShape,
    ModelState,
    of_database,
    of_disk,
    of_files,
    of_model,
    of_operator,
    of_private_files,
    of_settings,
)
from bot.domain.checkup_of_mail import MailState, of_mail, of_mail_to_operator
from bot.domain.checkup_of_reaching import (
    of_hand_overs,
    of_recipients,
    of_secret,
    of_sending,
    of_text_budget,
)
from bot.domain.complaint import (
    About,
    Complaint,
    ComplaintForm,
    ComplaintId,
    ComplaintPromise,
    Outcome,
)
from bot.domain.feed import FeedName, FeedPosition
from bot.domain.law_change import LawChange
from bot.domain.operator import Operator
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.text_cost import Budget
from bot.domain.threshold_table import NEXT_CHANGE_EXPECTED, LegalSource

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
LIMITS = CheckupLimits(
    guidance_review_days=365,
    law_ahead_days=90,
    notices_old_days=14,
    sync_late_hours=26,
    hand_over_waits_hours=48,
    sending_late_minutes=60,
    disk_low_megabytes=1000,
    disk_full_megabytes=100,
)
NAMED = Operator("A Trust", "1 High Street", "charity 1", "a@example.org", "b", "c")
SHAPE = DatabaseShape(is_there=True, current="0002", newest="0002", known=frozenset({"0001"}))
FORM = ComplaintForm(About.DATA, "", "ada@example.org", "No.")
WAITING = Complaint(ComplaintId("C-22222222"), FORM, NOW - timedelta(days=28), TODAY)
ANSWERED = WAITING.answered(Outcome.UPHELD, "Sorry.", NOW)
PROMISE = ComplaintPromise(answer_days=28, acknowledge_days=30, keep_months=24, law=())
FEED = FeedName.FIND_A_TENDER


def days(count: float) -> timedelta:
    return timedelta(days=count)


def feed(age: timedelta, *, is_scheduled: bool = True) -> Iterable[Diagnosis]:
    position = FeedPosition(FEED, NOW - age, None, None, 1)
    return of_feeds({FEED: position}, NOW, LIMITS, is_scheduled=is_scheduled)


def unread(*, is_scheduled: bool) -> Iterable[Diagnosis]:
    return of_feeds({FEED: None}, NOW, LIMITS, is_scheduled=is_scheduled)


def law(*effective: date) -> Iterable[Diagnosis]:
    source = LegalSource("An Act", "s", "https://example.org", TODAY)
    changes = [LawChange("New", "New.", replace(source, valid_from=day)) for day in effective]
    return of_law(changes, TODAY, LIMITS)


def reviewed(age: timedelta) -> Iterable[Diagnosis]:
    return of_reviews([("Fresh", TODAY), ("Paid", TODAY - age)], TODAY, LIMITS)


def disk(megabytes: int) -> Iterable[Diagnosis]:
    return of_disk({"var": megabytes}, LIMITS)


def waiting(*ages: float) -> Iterable[Diagnosis]:
    return of_hand_overs([NOW - timedelta(hours=hours) for hours in ages], NOW, LIMITS)


def recipients(*numbers: str, anybody: bool = False, sends: bool = True) -> Iterable[Diagnosis]:
    listed = frozenset(Address(Means.TEXT, one) for one in numbers)
    return of_recipients(Recipients(listed, anybody=anybody), sends=sends)


def budget(monthly: str | None, spent: str) -> Iterable[Diagnosis]:
    limit = Budget(Decimal(monthly) if monthly else None, Decimal("0.05"))
    return of_text_budget(limit, Decimal(spent))


def complaints(now: datetime, *held: Complaint) -> Iterable[Diagnosis]:
    return of_complaints(held, now, PROMISE)


def figures(before: int) -> Iterable[Diagnosis]:
    return of_figures(NEXT_CHANGE_EXPECTED - days(before), LIMITS)


Case = tuple[Verdict, Noticed, Callable[[], Iterable[Diagnosis]]]
OK, WARNING, BROKEN = Verdict.OK, Verdict.WARNING, Verdict.BROKEN
CASES: Mapping[str, Case] = {
    "settings that go together": (
        OK, Noticed.SETTINGS_FINE, lambda: of_settings("127.0.0.1", "", None)),
    "an address for everybody": (
        OK, Noticed.SETTINGS_FINE, lambda: of_settings("0.0.0.0", "https://a.example", None)),
    "a host for everybody without an address": (
        WARNING, Noticed.NO_PUBLIC_ADDRESS, lambda: of_settings("0.0.0.0", "", None)),
    "a fixed clock": (WARNING, Noticed.CLOCK_FIXED, lambda: of_settings("::1", "", NOW)),
    "an operator": (OK, Noticed.OPERATOR_NAMED, lambda: of_operator(NAMED)),
    "an operator without an address": (
        WARNING, Noticed.OPERATOR_MISSING, lambda: of_operator(replace(NAMED, address=""))),
    "the newest migration": (OK, Noticed.DATABASE_FINE, lambda: of_database(SHAPE)),
    "an older migration": (
        BROKEN, Noticed.DATABASE_BEHIND, lambda: of_database(replace(SHAPE, current="0001"))),
    "no migration": (
        BROKEN, Noticed.DATABASE_BEHIND, lambda: of_database(replace(SHAPE, current=None))),
    "a migration of a newer version": (
        BROKEN, Noticed.DATABASE_AHEAD, lambda: of_database(replace(SHAPE, current="0003"))),
    "no database": (
        WARNING, Noticed.DATABASE_ABSENT, lambda: of_database(replace(SHAPE, is_there=False))),
    "a fresh model": (OK, Noticed.MODEL_FINE, lambda: of_model(ModelState.FRESH)),
    "a stale model": (WARNING, Noticed.MODEL_STALE, lambda: of_model(ModelState.STALE)),
    "no model": (WARNING, Noticed.MODEL_ABSENT, lambda: of_model(ModelState.ABSENT)),
    "all files": (OK, Noticed.FILES_FINE, lambda: of_files({"a": True, "b": True})),
    "a missing file": (BROKEN, Noticed.FILE_ABSENT, lambda: of_files({"a": True, "b": False})),
    "samples": (WARNING, Noticed.SAMPLES_ALONE, lambda: of_notices(0, None, NOW, LIMITS)),
    "notices of a fortnight ago": (
        OK, Noticed.NOTICES_FRESH, lambda: of_notices(9, NOW - days(14), NOW, LIMITS)),
    "notices of before": (
        WARNING, Noticed.NOTICES_OLD, lambda: of_notices(9, NOW - days(15), NOW, LIMITS)),
    "every vector": (OK, Noticed.VECTORS_FINE, lambda: of_vectors(0, 10)),
    "a vector lacking": (WARNING, Noticed.VECTORS_LACKING, lambda: of_vectors(1, 10)),
    "many vectors lacking": (WARNING, Noticed.VECTORS_LACKING, lambda: of_vectors(10, 10)),
    "a feed that nobody reads": (OK, Noticed.FEED_UNREAD, lambda: unread(is_scheduled=False)),
    "a feed that was to be read": (
        WARNING, Noticed.FEED_NEVER_BEGUN, lambda: unread(is_scheduled=True)),
    "a feed of yesterday": (OK, Noticed.FEED_FINE, lambda: feed(timedelta(hours=26))),
    "a scheduled feed of before": (WARNING, Noticed.FEED_LATE, lambda: feed(timedelta(hours=27))),
    "a feed read by hand last week": (
        OK, Noticed.FEED_FINE, lambda: feed(days(14), is_scheduled=False)),
    "a feed read by hand long ago": (
        WARNING, Noticed.FEED_LATE, lambda: feed(days(15), is_scheduled=False)),
    "texts checked a year ago": (OK, Noticed.REVIEWS_FINE, lambda: reviewed(days(365))),
    "a text checked before": (WARNING, Noticed.REVIEW_DUE, lambda: reviewed(days(366))),
    "figures for long": (OK, Noticed.FIGURES_FINE, lambda: figures(91)),
    "figures for not so long": (WARNING, Noticed.FIGURES_SOON, lambda: figures(90)),
    "figures on the day of the change": (WARNING, Noticed.FIGURES_PAST, lambda: figures(0)),
    "no change of the law": (OK, Noticed.LAW_QUIET, lambda: law(TODAY)),
    "a change far ahead": (OK, Noticed.LAW_AHEAD, lambda: law(TODAY + days(91))),
    "a change soon": (WARNING, Noticed.LAW_AHEAD, lambda: law(TODAY + days(90))),
    "no complaint that waits": (OK, Noticed.COMPLAINTS_NONE, lambda: complaints(NOW, ANSWERED)),
    "a complaint due today": (OK, Noticed.COMPLAINTS_OPEN, lambda: complaints(NOW, WAITING)),
    "a complaint due yesterday": (
        WARNING, Noticed.COMPLAINT_OVERDUE, lambda: complaints(NOW + days(1), WAITING)),
    "nobody who waits": (OK, Noticed.HAND_OVERS_NONE, waiting),
    "somebody who waits": (OK, Noticed.HAND_OVERS_WAIT, lambda: waiting(1, 48)),
    "somebody who waits for long": (WARNING, Noticed.HAND_OVERS_LONG, lambda: waiting(1, 49)),
    "anybody may be written to": (
        OK, Noticed.RECIPIENTS_ANYBODY, lambda: recipients(anybody=True)),
    "some may be written to": (
        OK, Noticed.RECIPIENTS_LISTED, lambda: recipients("+447700900123")),
    "nobody may be written to": (WARNING, Noticed.RECIPIENTS_NOBODY, recipients),
    "nobody could be written to": (
        OK, Noticed.RECIPIENTS_NOBODY, lambda: recipients(sends=False)),
    "no mail server": (OK, Noticed.MAIL_NONE, lambda: of_mail(MailState.NONE, "", "")),
    "a mail server": (OK, Noticed.MAIL_FINE, lambda: of_mail(MailState.TAKES, "mx", "")),
    "a mail server that is away": (
        BROKEN, Noticed.MAIL_AWAY, lambda: of_mail(MailState.AWAY, "mx", "")),
    "a mail server that refuses us": (
        BROKEN, Noticed.MAIL_WRONG, lambda: of_mail(MailState.WRONG, "mx", "No password.")),
    "an operator who may not be written to": (
        WARNING, Noticed.MAIL_NOT_TO_OPERATOR, lambda: of_mail_to_operator(is_allowed=False)),
    "every message on its way": (OK, Noticed.MESSAGES_FINE, lambda: of_sending(0, 10, LIMITS)),
    "a message that is stuck": (WARNING, Noticed.MESSAGES_STUCK, lambda: of_sending(1, 10, LIMITS)),
    "many messages that are stuck": (
        WARNING, Noticed.MESSAGES_STUCK, lambda: of_sending(10, 10, LIMITS)),
    "no budget for texts": (OK, Noticed.TEXTS_UNLIMITED, lambda: budget(None, "900")),
    "enough of a budget": (OK, Noticed.TEXTS_WITHIN, lambda: budget("100", "79.99")),
    "little of a budget": (WARNING, Noticed.TEXTS_LOW, lambda: budget("100", "80")),
    "a budget that is spent": (WARNING, Noticed.TEXTS_SPENT, lambda: budget("100", "100")),
    "a secret that is kept": (OK, Noticed.KEY_KEPT, lambda: of_secret("s", is_open=False)),
    "a secret that all can read": (
        WARNING, Noticed.KEY_OPEN, lambda: of_secret("s", is_open=True)),
    "a file of people's words that is kept close": (
        OK, Noticed.FILES_PRIVATE, lambda: of_private_files({"a": False})),
    "a file of people's words that all can read": (
        WARNING, Noticed.FILE_OPEN, lambda: of_private_files({"a": False, "b": True})),
    "room": (OK, Noticed.DISK_FINE, lambda: disk(1000)),
    "little room": (WARNING, Noticed.DISK_LOW, lambda: disk(999)),
    "hardly any room": (WARNING, Noticed.DISK_LOW, lambda: disk(100)),
    "no room": (BROKEN, Noticed.DISK_FULL, lambda: disk(99)),
}  # fmt: skip
"""What it looks like, and what is made of it; of others beside it nothing is said."""

NOT_ALONE = {
    Noticed.COMPLAINT_KEPT_LONG: lambda: complaints(NOW + days(800), ANSWERED),
}
"""What is noticed beside something else."""

NOT_OF_A_PART = {
    Noticed.SETTINGS_WRONG: broken(Noticed.SETTINGS_WRONG, why="They are wrong."),
    Noticed.DATABASE_AWAY: broken(Noticed.DATABASE_AWAY, why="No route."),
    Noticed.CHECK_FAILED: broken(Noticed.CHECK_FAILED, why="It broke."),
    Noticed.NOT_LOOKED: Diagnosis(Verdict.UNSEEN, Noticed.NOT_LOOKED),
}
"""What is noticed of looking itself."""
