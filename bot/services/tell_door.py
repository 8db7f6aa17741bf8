"""Tells an owner how to get to a buyer by the notice, or by writing to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from bot.domain.introduction import SharedFact
from bot.domain.opportunity import POSTED_HERE, Contact, Opportunity
from bot.domain.right_door import BY_THE_NOTICE, Door, contact_may_be_used
from bot.domain.working_days import LONDON
from bot.ports import Clock, Phrases
from bot.services.find_door import AtDoor
from bot.services.present_opportunity import PresentOpportunity
from bot.services.tell_profile import hour

LONGEST_LINK = 1_800
"""Characters of an address that every mail program opens."""


class TellDoor:
    """What to do, whom to ask and for how long, and that none of it is a bid."""

    def __init__(self, phrases: Phrases, present: PresentOpportunity, clock: Clock) -> None:
        self._say = phrases.say
        self._present = present
        self._clock = clock

    def words(
        self,
        at: AtDoor,
        firm: str = "",
        facts: Sequence[SharedFact] = (),
        *,
        by_text: bool = False,
    ) -> str:
        """The steps at that door; `firm` and `facts` are for a draft that the owner sends.

        By text the draft is plain lines: a link that opens a mail program is none there.
        """
        if at.door is Door.EXAMPLE:
            return self._say("door.example", title=at.title)
        if at.door in BY_THE_NOTICE and at.opportunity:
            card = self._present.card(at.opportunity, self._clock.now())
            return self._say(
                f"door.{at.door}",
                title=at.title,
                buyer=at.buyer,
                how=card["how_to_respond"],
                ask=self.whom_to_ask(at),
                still=self.still(at),
            )
        if at.door is Door.LEAD_YOURSELF and _is_posted_here(at):
            how = {"ask": self.whom_to_ask(at), "still": self.still(at)}
            return self._say("door.quote_here", title=at.title, buyer=at.buyer, **how)
        here = "title" if at.opportunity else "none"
        return self._say(
            f"door.{at.door}",
            title=at.title,
            buyer=at.buyer,
            here=self._say(f"door.here.{here}", title=at.title),
            ask=self.whom_to_ask(at),
            draft=self._draft(at, firm, facts, by_text=by_text),
            still=self.still(at),
        )

    def whom_to_ask(self, at: AtDoor) -> str:
        """The contact of the notice while it may be used, else the buyer's own mailbox."""
        one = at.opportunity
        if one and contact_may_be_used(one, self._clock.now()) and one.contact:
            until = ""
            if one.deadline:
                until = self._say("door.ask.until", day=day_and_month(one.deadline))
            return self._say("door.ask.contact", contact=_written(one.contact), until=until)
        if at.door in BY_THE_NOTICE:
            return self._say("door.ask.notice")
        if one and _is_posted_here(at) and at.door in {Door.LEAD, Door.LEAD_YOURSELF}:
            return self._say("door.ask.here", buyer=at.buyer)
        if at.registered and at.registered.mailbox:
            mailbox, source = at.registered.mailbox, at.registered.source
            return self._say("door.ask.mailbox", mailbox=mailbox, source=source)
        return self._say("door.ask.none")

    def still(self, at: AtDoor) -> str:
        """That it is no bid, and what must still be done by when."""
        kind = {Door.LEAD_YOURSELF: Door.LEAD, Door.NOTE_YOURSELF: Door.NOTE}.get(at.door, at.door)
        here = "_here" if kind is Door.LEAD and _is_posted_here(at) else ""
        return self._say(f"door.still.{kind}{here}", by=self.by(at.opportunity))

    def by(self, one: Opportunity | None) -> str:
        """By when an answer must be there."""
        if one is None or one.deadline is None or one.deadline <= self._clock.now():
            return self._say("door.by.unknown")
        here = one.deadline.astimezone(LONDON)
        return self._say("door.by.day", time=hour(here.time()), day=day_and_month(here))

    def _draft(self, at: AtDoor, firm: str, facts: Sequence[SharedFact], *, by_text: bool) -> str:
        kind = "lead" if at.door is Door.LEAD_YOURSELF else "note"
        firm = firm or self._say("draft.firm")
        told = [self._say("draft.fact", value=fact.value) for fact in facts]
        listed = "\n".join(told) or self._say("draft.facts.none")
        subject = self._say(f"draft.subject.{kind}", title=at.title, firm=firm)
        body = self._say(f"draft.body.{kind}", title=at.title, firm=firm, facts=listed)
        to = self._address(at)
        if by_text:
            where = self._say("door.draft.to", to=to) if to else self._say("door.draft.to_them")
            return self._say("door.draft.text", where=where, subject=subject, body=body)
        draft = self._say("door.draft", subject=subject, body=body)
        link = f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(body)}"
        if not to or len(link) > LONGEST_LINK:
            return draft
        return f"{draft}\n{self._say('door.draft.open', mailto=link)}"

    def _address(self, at: AtDoor) -> str:
        one = at.opportunity
        if one and contact_may_be_used(one, self._clock.now()) and one.contact:
            return one.contact.email or ""
        return (at.registered.mailbox or "") if at.registered else ""


def day_and_month(moment: datetime) -> str:
    """The day in London: "12 December 2026"."""
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B %Y}"


def _is_posted_here(at: AtDoor) -> bool:
    """Whether a price for it can be sent here, invited or not."""
    return at.opportunity is not None and at.opportunity.source.name == POSTED_HERE


def _written(contact: Contact) -> str:
    parts = (contact.name, contact.email, contact.phone, contact.url)
    return ", ".join(part for part in parts if part)
