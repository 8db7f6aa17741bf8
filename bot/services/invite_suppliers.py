"""Finds firms for what was posted, by turns, and invites those that its buyer picks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.entry import Entry, EntryId, EntryState, Invitation
from bot.domain.errors import NotYoursError
from bot.domain.feedback import Owner
from bot.domain.notification import About
from bot.domain.officer import Officer
from bot.domain.opportunity import LONDON, Opportunity
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.signed_link import LinkPurpose
from bot.domain.supplier import SupplierId
from bot.ports import SignedLinks, Work
from bot.services.buying_desk import BuyingDesk
from bot.services.message_words import MessageWords
from bot.services.notify import Message, Notify
from bot.services.post_entry import PostEntry
from bot.services.who_can_do import BuyersList, WhoCanDo

AFTER_CLOSING = timedelta(days=30)
"""How long after closing a firm may still read what it was asked."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The firms for an entry, in their order, and which of them were invited already."""

    entry: Entry
    listed: BuyersList
    invited: Sequence[Invitation]

    @property
    def asked(self) -> frozenset[SupplierId]:
        """Who was invited."""
        return frozenset(one.supplier for one in self.invited)


@dataclass(frozen=True, slots=True)
class Invited:
    """What a firm was invited to answer, as it sees it."""

    entry: Entry
    supplier: SupplierId
    opportunity: Opportunity


class InviteSuppliers:
    """The list of `rotation.py` for an entry; a firm's place has no part in it, unless reserved."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        desk: BuyingDesk,
        post: PostEntry,
        who: WhoCanDo,
        notify: Notify,
        words: MessageWords,
        links: SignedLinks,
    ) -> None:
        self._desk = desk
        self._post = post
        self._who = who
        self._notify = notify
        self._words = words
        self._links = links

    def find(self, officer: Officer, entry: EntryId) -> Finding:
        """Firms that agreed to be shown and fit, five at most; asking again shows the same.

        Only for what is posted and takes answers; NotYoursError else.
        """
        held = self._open(officer, entry)
        listed = self._who.who_for(self._post.opportunity(held))
        with self._desk.storage.transaction() as work:
            return Finding(held, listed, work.entries.invitations(entry))

    def invite(self, officer: Officer, entry: EntryId, picked: Sequence[str]) -> set[SupplierId]:
        """Invites those that stand on the entry's list, each once; who is new. They are told.

        Whoever was not shown cannot be picked: no list is made by hand.
        """
        held, now = self._open(officer, entry), self._desk.clock.now()
        with self._desk.storage.transaction() as work:
            shown = set(work.showings.hold(held.opportunity_id))
            chosen = [SupplierId(one) for one in dict.fromkeys(picked) if one in shown]
            new = work.entries.invite(Invitation(entry, one, now, officer.id) for one in chosen)
            told = [self._message(held, one, *to) for one in new for to in _reached(work, one)]
        for message in told:
            self._notify.send(message)
        return new

    def _open(self, officer: Officer, entry: EntryId) -> Entry:
        with self._desk.storage.transaction() as work:
            held = self._desk.entry_of(work, officer, entry)
        if held.state_at(self._desk.clock.now()) is not EntryState.POSTED:
            raise NotYoursError("not open")
        return held

    def _message(
        self, entry: Entry, supplier: SupplierId, person: PersonId, to: Address
    ) -> Message:
        closes = entry.deadline.astimezone(LONDON) if entry.deadline else None
        day = f"{closes.day} {closes:%b, %H:%M}" if closes else ""
        about = f"{entry.id}.{supplier}"
        signed = self._links.sign(LinkPurpose.INVITED, about, self._lasting(entry))
        url = f"{self._desk.public_address}/invited/{signed}"
        words = self._words.of(
            "message.invited", buyer=entry.buyer, title=entry.title, day=day, url=url
        )
        return Message(
            key=f"invited:{entry.id}:{supplier[:18]}:{person[:18]}",
            to=to,
            about=About.INVITED,
            words=words,
            owner=Owner(person=person),
        )

    def opened(self, signed: str) -> Invited:
        """What the link's firm was invited to answer.

        NotYoursError for no link of ours, or an invitation that is not there any more;
        LinkEndedError for one that has ended.
        """
        entry_id, _, supplier = self._links.read(LinkPurpose.INVITED, signed).partition(".")
        with self._desk.storage.transaction() as work:
            held = work.entries.get(EntryId(entry_id))
            invited = {one.supplier for one in work.entries.invitations(EntryId(entry_id))}
        if held is None or supplier not in invited:
            raise NotYoursError("invitation")
        return Invited(held, SupplierId(supplier), self._post.opportunity(held))

    def _lasting(self, entry: Entry) -> timedelta:
        left = entry.deadline - self._desk.clock.now() if entry.deadline else timedelta()
        return max(left, timedelta()) + AFTER_CLOSING


def _reached(work: Work, supplier: SupplierId) -> list[tuple[PersonId, Address]]:
    """The firm's people by their numbers; the gate says whether they agreed to texts."""
    people = [one.person for one in work.people.members(supplier)]
    return [
        (person, point.address)
        for person in people
        for point in work.people.points(person)
        if point.address.means is Means.TEXT
    ]
