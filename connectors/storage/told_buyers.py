"""What buyers' mailboxes were mailed about firms: who read of one, and the mails that name it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Select, delete, or_, select

from bot.domain.notification import TO_BE_SENT, State
from connectors.storage.batches import batches
from connectors.storage.digest_tables import buyer_contacts, digest_items, digests
from connectors.storage.introduction_tables import introductions
from connectors.storage.reaching_tables import notifications, outbox

_NEVER_ARRIVED = (*TO_BE_SENT, State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE)
_ABOUT_ONE = ("nudge:{}:", "follow-up:{}:")
"""How the keys of mails begin that are about one introduction."""


def buyers_who_read(firms: Collection[str]) -> Select[tuple[str]]:
    """The buyers whose mailbox was sent a weekly mail that names one of the firms.

    One whose mail is known never to have gone is not among them; one of whose mail that is no
    longer known is.
    """
    never = select(1).where(
        notifications.c.key == digests.c.message,
        notifications.c.state.in_([one.value for one in _NEVER_ARRIVED]),
    )
    return (
        select(buyer_contacts.c.buyer)
        .join(digests, digests.c.contact_id == buyer_contacts.c.id)
        .join(digest_items, digest_items.c.digest_id == digests.c.id)
        .where(digest_items.c.supplier_id.in_(firms), digests.c.message != "", ~never.exists())
    )


def forget_mails_about(connection: Connection, firms: Collection[str]) -> int:
    """Deletes the mails to buyers' mailboxes that name one of the firms; returns how many.

    They hold other firms too, so nobody gets a copy of them. Of one that did not go yet, what else
    it would have told is forgotten to have been told: the mailbox's next mail tells it.
    """
    keys = _keys_of(connection, firms)
    for some in batches(keys):
        waiting = select(notifications.c.key).where(
            notifications.c.key.in_(some),
            notifications.c.state.in_([one.value for one in TO_BE_SENT]),
        )
        connection.execute(delete(digests).where(digests.c.message.in_(waiting)))
        connection.execute(delete(outbox).where(outbox.c.key.in_(some)))
    return sum(
        connection.execute(delete(notifications).where(notifications.c.key.in_(some))).rowcount
        for some in batches(keys)
    )


def _keys_of(connection: Connection, firms: Collection[str]) -> list[str]:
    told = (
        select(digests.c.message)
        .join(digest_items, digest_items.c.digest_id == digests.c.id)
        .where(digest_items.c.supplier_id.in_(firms), digests.c.message != "")
    )
    keys = set(connection.scalars(told))
    theirs = select(introductions.c.id).where(introductions.c.supplier_id.in_(firms))
    to_buyers = notifications.c.contact_id.is_not(None)
    for one in list(connection.scalars(theirs)):
        about = or_(*(_begins(prefix.format(one)) for prefix in _ABOUT_ONE))
        keys |= set(connection.scalars(select(notifications.c.key).where(to_buyers, about)))
    return sorted(keys)


def _begins(prefix: str) -> ColumnElement[bool]:
    return notifications.c.key.startswith(prefix, autoescape=True)
