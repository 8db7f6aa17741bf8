"""What others were told of somebody's questions and quotes: to officers, and to other firms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    delete,
    or_,
    select,
    update,
)

from connectors.storage.mail_tables import mail_parts
from connectors.storage.quote_tables import buyer_questions, outcomes, quotes
from connectors.storage.reaching_tables import notifications, outbox

_HIDDEN = "\u2022" * 6
"""What stands in place of a name that was taken out, as in place of a code."""

_NAMES_A_WINNER = ("outcome:{}:", "details-notice:{}:")
"""How the keys of messages begin that say who won: to the others, and to the buyer's officers."""

_WRITTEN = {"&": "(?:&amp;|&)", "'": "(?:'|&#39;|&#x27;|&apos;)", '"': '(?:"|&#34;|&quot;)'}


def forget_questions_told(connection: Connection, theirs: ColumnElement[bool]) -> int:
    """Deletes the mails that put those questions to officers; how many.

    `theirs` says which rows of `buyer_questions`.
    """
    asked = list(connection.scalars(select(buyer_questions.c.id).where(theirs)))
    count = 0
    for one in asked:
        is_about = _begins(notifications.c.key, f"question:{one}:")
        keys = list(connection.scalars(select(notifications.c.key).where(is_about)))
        connection.execute(delete(outbox).where(outbox.c.key.in_(keys)))
        connection.execute(delete(notifications).where(notifications.c.key.in_(keys)))
        count += len(keys)
    return count


def take_out_winners(connection: Connection, theirs: ColumnElement[bool]) -> int:
    """Takes the name of whoever won with those quotes out of what others were told; how many.

    The messages stay: they are the others' own, who read there why they were not chosen, or what
    they must publish. `theirs` says which rows of `quotes`.
    """
    count = 0
    for won in connection.execute(_won_with(theirs)).all():
        name = _however_written(won.winner_name)
        for message in _naming(connection, won.opportunity_id, name):
            _take_out(connection, message, name)
            count += 1
    return count


def _won_with(theirs: ColumnElement[bool]) -> Select[tuple[str, str]]:
    o = outcomes.c
    won = select(o.opportunity_id, o.winner_name).join(quotes, quotes.c.id == o.winner)
    return won.where(theirs, o.winner_name != "")


def _naming(
    connection: Connection, opportunity: str, name: re.Pattern[str]
) -> Iterator[Row[*tuple[Any, ...]]]:
    n = notifications.c
    keys = (_begins(n.key, key.format(opportunity)) for key in _NAMES_A_WINNER)
    query = select(n.id, n.key, n.subject, n.words).where(or_(*keys))
    for one in connection.execute(query).all():
        if name.search(one.words) or name.search(one.subject):
            yield one


def _take_out(
    connection: Connection, message: Row[*tuple[Any, ...]], name: re.Pattern[str]
) -> None:
    words = {
        "subject": name.sub(_HIDDEN, message.subject),
        "words": name.sub(_HIDDEN, message.words),
    }
    is_it = notifications.c.id == message.id
    connection.execute(update(notifications).where(is_it).values(**words))
    page = select(mail_parts.c.html).where(mail_parts.c.notification_id == message.id)
    if html := connection.scalar(page):
        is_its = mail_parts.c.notification_id == message.id
        without = update(mail_parts).where(is_its).values(html=name.sub(_HIDDEN, html))
        connection.execute(without)
    # The mail as a computer sends it is coded, so no name can be found in it: it goes as a whole.
    shown = update(outbox).where(outbox.c.key == message.key)
    connection.execute(shown.values(**words, source=None))


def _however_written(name: str) -> re.Pattern[str]:
    """The name in words and on pages, which write some signs otherwise and break lines."""
    parts = (_sign(one) for one in " ".join(name.split()))
    return re.compile("".join(parts))


def _sign(one: str) -> str:
    return r"\s+" if one == " " else _WRITTEN.get(one, re.escape(one))


def _begins(column: Column[str], prefix: str) -> ColumnElement[bool]:
    return column.startswith(prefix, autoescape=True)
