"""Sending: attempts at a notification, what reports make of it, and when there is another try."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.reaching import Means

MOST_ATTEMPTS = 8
MOST_MAIL_ATTEMPTS = 40
"""A server that was away for most of a day loses no mail: its age alone ends it."""
LONGEST_WAIT = timedelta(hours=1)
URGENT = frozenset({About.CODE, About.CONFIRMATION, About.ANSWER, About.STOPPED})
"""What somebody is waiting for: it overtakes alerts."""

_FIRST_WAIT = timedelta(seconds=15)
_TIMES_LONGER = 3
_GOOD_FOR = {
    About.CODE: timedelta(minutes=10),
    About.ANSWER: timedelta(hours=1),
    About.STOPPED: timedelta(hours=1),
}
_GOOD_FOR_ANYTHING_ELSE = timedelta(hours=24)

_ORDER = (
    State.CREATED,
    State.SENDING,
    State.SENT,
    State.TEMPORARY_FAILURE,
    State.TECHNICAL_FAILURE,
    State.PERMANENT_FAILURE,
    State.DELIVERED,
)


class Then(StrEnum):
    """What is done about an error of a provider."""

    TRY_AGAIN = "try again"
    NEVER_AGAIN = "never again"
    SUPPRESS = "suppress"
    TELL_OPERATOR = "tell operator"


@dataclass(frozen=True, slots=True)
class ProviderError:
    """One error of a provider: its code, what it means, what is done, and who says so."""

    code: int
    means: str
    then: Then
    source: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call that was meant to be made; it is stored before the call is.

    Open (`ended_at` None) it says that nobody knows yet what came of it. `again_at` is when
    there is another, `code` the provider's error.
    """

    notification: NotificationId
    number: int
    begun_at: datetime
    ended_at: datetime | None = None
    provider_id: str | None = None
    code: int | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """A notification to be looked at, `after` a wait.

    `mark` says which look it is, and the same notification and mark is queued once. By `means` it
    waits only for what goes the same way.
    """

    notification: NotificationId
    mark: str = ""
    urgent: bool = False
    after: timedelta = timedelta()
    means: Means = Means.TEXT


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider says of a message it took: in any order, late, and more than once."""

    provider_id: str
    key: str | None
    state: State
    code: int | None = None


def lower_states(state: State) -> frozenset[State]:
    """The states from which a report of this one moves a notification on.

    A total order, so whatever order reports come in, the same state stands at the end.
    """
    return frozenset(_ORDER[: _ORDER.index(state)])


def onward(current: State, reported: State) -> State:
    """The state after a report: never an earlier one. Commutative, associative and idempotent."""
    return max(current, reported, key=_ORDER.index)


def state_after(reports: Iterable[State]) -> State:
    """Where a message stands after these reports."""
    return max((State.CREATED, *reports), key=_ORDER.index)


def wait_before(attempt: int) -> timedelta:
    """How long to wait before the attempt of that number: 15 seconds, 45, two minutes, an hour."""
    times: int = _TIMES_LONGER ** max(0, attempt - 2)
    return min(_FIRST_WAIT * times, LONGEST_WAIT)


def most_attempts(means: Means) -> int:
    """How often a message of these means is tried at most."""
    return MOST_MAIL_ATTEMPTS if means is Means.MAIL else MOST_ATTEMPTS


def is_stale(notification: Notification, now: datetime) -> bool:
    """Whether it is too late to send it: a code has ended, an answer is to a question long gone."""
    good_for = _GOOD_FOR.get(notification.about, _GOOD_FOR_ANYTHING_ELSE)
    return now >= notification.created_at + good_for


def errand_of(notification: Notification, mark: str = "", after: timedelta = timedelta()) -> Errand:
    """The errand that sends it."""
    urgent = notification.about in URGENT
    return Errand(notification.id, mark, urgent, after, notification.to.means)
