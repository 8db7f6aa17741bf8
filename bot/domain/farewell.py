"""When an erasure that was asked for by text may be done: once its answer has gone out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.notification import TO_BE_SENT, Notification, State

GONE_FOR = timedelta(minutes=1)
"""After this, reports of a text, and the same text delivered again, have mostly come."""

WAITS_AT_MOST = timedelta(days=1)

_ON_ITS_WAY = {*TO_BE_SENT, State.SENDING}


def may_be_erased(
    asked_at: datetime, messages: Iterable[Notification], now: datetime, *, is_answered: bool
) -> bool:
    """Whether nothing of the conversation is on its way any more, or a day has passed.

    `messages` are all that its number was sent; `is_answered` says that no text of it waits.
    """
    if now >= asked_at + WAITS_AT_MOST:
        return True
    since = [one for one in messages if one.created_at >= asked_at]
    return is_answered and all(_is_over(one, now) for one in since)


def _is_over(one: Notification, now: datetime) -> bool:
    moved_at = one.changed_at or one.created_at
    return one.state not in _ON_ITS_WAY and now >= moved_at + GONE_FOR
