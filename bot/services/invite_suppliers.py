"""Finds firms for what was posted, by turns, and invites those that its buyer picks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.amendment import Amendment
from bot.domain.buyer_question import Published
from bot.domain.entry import Entry, EntryId, EntryState, Invitation
from bot.domain.errors import NotYoursError
from bot.domain.notification import NotificationId
from bot.domain.officer import Officer
from bot.domain.opportunity import LONDON, Opportunity
from bot.domain.signed_link import LinkPurpose
from bot.domain.supplier import SupplierId
from bot.ports import SignedLinks, Work
from bot.services.buying_desk import BuyingDesk
from bot.services.message_words import MessageWords
from bot.services.post_entry import PostEntry
from bot.services.tell_invited import Saying, TellInvited
from bot.services.who_can_do import BuyersList, WhoCanDo


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
    amendments: Sequence[Amendment] = ()
    published: Sequence[Published] = ()


class InviteSuppliers:
    """The list of `rotation.py` for an entry; a firm's place has no part in it, unless reserved."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        desk: BuyingDesk,
        post: PostEntry,
        who: WhoCanDo,
        tell: TellInvited,
        words: MessageWords,
        links: SignedLinks,
    ) -> None:
        self._desk = desk
        self._post = post
        self._who = who
        self._tell = tell
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
            meant = [one for firm in sorted(new) for one in self._intend(work, held, firm)]
        self._tell.deliver(meant)
        return new

    def path(self, entry: Entry, supplier: SupplierId) -> str:
        """The path of the page that shows an invited firm what it is asked."""
        return self._tell.path(entry, supplier)

    def seen(self, found: Invited) -> None:
        """Records that the firm knows of it."""
        with self._desk.storage.transaction() as work:
            work.entries.see(found.entry.id, found.supplier, self._desk.clock.now())

    def _open(self, officer: Officer, entry: EntryId) -> Entry:
        with self._desk.storage.transaction() as work:
            held = self._desk.entry_of(work, officer, entry)
        if held.state_at(self._desk.clock.now()) is not EntryState.POSTED:
            raise NotYoursError("not open")
        return held

    def _intend(self, work: Work, entry: Entry, firm: SupplierId) -> list[NotificationId]:
        """Stores what the firm is told, and by which means: none is not hidden from the officer."""
        closes = entry.deadline.astimezone(LONDON) if entry.deadline else None
        day = f"{closes.day} {closes:%b, %H:%M}" if closes else ""
        saying = self._saying(entry, day)
        meant = self._tell.intend(work, entry, firm, saying)
        work.entries.note_told(entry.id, firm, {means for means, _ in meant})
        return [one for _, one in meant]

    def _saying(self, entry: Entry, day: str) -> Saying:
        say, words, buyer, title = self._desk.phrases.say, self._words, entry.buyer, entry.title
        return Saying(
            key=f"invited:{entry.id}",
            text=lambda url: words.of(
                "message.invited", buyer=buyer, title=title, day=day, url=url
            ),
            subject=say("mail.invited.subject", buyer=buyer, title=title),
            heading=say("mail.invited.heading", buyer=buyer),
            lines=(
                say("mail.invited.before", buyer=buyer, title=title, day=day),
                entry.wanted,
            ),
            button=say("mail.invited.button"),
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
            changed = work.entries.amendments([held.id])
            published = work.buyer_questions.published([held.opportunity_id])
        made = self._post.opportunity(held)
        return Invited(held, SupplierId(supplier), made, changed, published)
