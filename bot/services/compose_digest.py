"""Words a digest as a mail: leads with their answers one tap away, and a table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.buyer_contact import BuyerContactId
from bot.domain.digest import Week
from bot.domain.digest_contents import DigestContents, LeadsOfOne, LeadTold, NewSupplier
from bot.domain.feedback import Owner
from bot.domain.introduction import Introduction, SharedFact
from bot.domain.lead_answer import LeadChoice
from bot.domain.letter import LONGEST_PAGE, Block, Card, Link, Links, Paragraph, Points, Subheading
from bot.domain.mail import Attachment
from bot.domain.notification import About
from bot.domain.working_days import LONDON
from bot.ports import LeadTable, Phrases
from bot.services.contact_links import ContactLinks, LeadLink
from bot.services.notify import Message
from bot.services.plain_days import day_of
from bot.services.write_mail import MailToWrite, WriteMail

MOST_CARDS = (12, 8, 5, 2, 0)
"""Leads that stand whole in the mail: as many as a page may have that mailboxes show uncut."""
MOST_LINES, MOST_NEW = 40, 10
"""Further leads with one link each, and new firms; the table has all of them."""


class ComposeDigest:
    """Makes the message of a digest; the same contents make the same words."""

    def __init__(
        self, phrases: Phrases, mails: WriteMail, links: ContactLinks, table: LeadTable
    ) -> None:
        self._say = phrases.say
        self._mails = mails
        self._links = links
        self._table = table

    @staticmethod
    def key(contents: DigestContents) -> str:
        """Which mail it is: one a week and contact."""
        return digest_key(contents.week, contents.contact.id)

    def message(self, contents: DigestContents) -> Message:
        """The mail. Where it would be too long to be shown whole, fewer leads have all facts."""
        for cards in MOST_CARDS:
            message = self._mails.write(self._mail(contents, cards))
            if message.parts and len(message.parts.html.encode()) <= LONGEST_PAGE:
                break
        return message

    def _mail(self, contents: DigestContents, cards: int) -> MailToWrite:
        say, contact = self._say, contents.contact
        settings = self._links.contact(contact.id)
        leads = sum(1 for _ in contents.all_leads)
        subject = self._subject(leads)
        return MailToWrite(
            key=self.key(contents),
            to=contact.address,
            about=About.LEADS,
            owner=Owner(contact=contact.id),
            subject=subject,
            heading=say("digest.heading", buyer=contact.buyer),
            preview=subject,
            blocks=tuple(self._blocks(contents, cards)),
            why=say(
                "digest.why",
                agreed_by=contact.enrolment.agreed_by,
                day=day_of(contact.enrolment.agreed_at),
                often=say(f"digest.often.{contact.frequency}"),
            ),
            attachments=(self._attached(contents),),
            stop=Link(say("digest.stop"), settings),
            unsubscribe=f"{settings}/unsubscribe",
        )

    def _subject(self, leads: int) -> str:
        if leads:
            return self._say("digest.subject.one" if leads == 1 else "digest.subject", leads=leads)
        return self._say("digest.subject.none")

    def _blocks(self, contents: DigestContents, cards: int) -> Iterator[Block]:
        say = self._say
        yield Paragraph(say("digest.intro", week=day_of(contents.end)))
        if contents.leads:
            yield Paragraph(say("digest.tap"), is_quiet=True)
        left, lines = cards, MOST_LINES
        for one in contents.leads:
            yield from self._of_one(contents, one, left, lines)
            lines -= max(0, len(one.leads) - left)
            left = max(0, left - len(one.leads))
        if contents.unanswered:
            yield Subheading(say("digest.unanswered"))
            yield Paragraph(say("digest.promised", days=contents.contact.answers_within))
            yield Links(tuple(self._waits(contents, o) for o in contents.unanswered[:MOST_LINES]))
        if contents.outcomes:
            yield Subheading(say("digest.outcomes"))
            yield Points(tuple(self.outcome(one) for one in contents.outcomes[:MOST_LINES]))
        if contents.suppliers:
            yield Subheading(say("digest.suppliers"))
            yield Paragraph(say("digest.suppliers.told"), is_quiet=True)
            yield from (self._new(one) for one in contents.suppliers[:MOST_NEW])
        yield Paragraph(say("digest.table"), is_quiet=True)
        yield Paragraph(say("digest.marks"), is_quiet=True)

    def _of_one(
        self, contents: DigestContents, one: LeadsOfOne, left: int, lines: int
    ) -> Iterator[Block]:
        say = self._say
        yield Subheading(one.title or say("digest.notes"))
        if one.deadline:
            yield Paragraph(say("digest.closes", day=day_of(one.deadline)))
        yield from (self._card(contents, lead) for lead in one.leads[:left])
        rest = one.leads[left:]
        if rest and lines > 0:
            yield Links(tuple(self._line(contents, lead) for lead in rest[:lines]))
        hidden = len(rest) - max(0, lines)
        if hidden > 0:
            yield Paragraph(say("digest.more", more=hidden))

    def _card(self, contents: DigestContents, lead: LeadTold) -> Card:
        today = _today(contents)
        needs = (
            self._say("digest.meets", asked=one.asked, mark=self.mark(one.fact, today))
            for one in lead.needs
        )
        return Card(
            title=lead.introduction.firm,
            lines=tuple(self.fact(one, today) for one in lead.facts),
            points=tuple(needs),
            links=tuple(self._answer(contents, lead, choice) for choice in LeadChoice),
        )

    def _answer(self, contents: DigestContents, lead: LeadTold, choice: LeadChoice) -> Link:
        link = LeadLink(lead.introduction.id, contents.contact.id, choice)
        return Link(self._say(f"lead.choice.{choice}"), self._links.lead(link))

    def _line(self, contents: DigestContents, lead: LeadTold) -> Link:
        one = lead.introduction
        about = one.title or self._say("digest.what_you_buy")
        words = self._say("digest.line", firm=one.firm, about=about)
        return Link(words, self._links.lead(LeadLink(one.id, contents.contact.id)))

    def _waits(self, contents: DigestContents, lead: LeadTold) -> Link:
        line, since = self._line(contents, lead), day_of(lead.introduction.last.at)
        return Link(self._say("digest.waits", line=line.label, since=since), line.address)

    def _new(self, one: NewSupplier) -> Card:
        return Card(title=one.name, lines=(self._say("digest.own_words", words=one.work),))

    def fact(self, one: SharedFact, today: date) -> str:
        """A fact with what it stands on."""
        return self._say("digest.fact", fact=self.value(one), mark=self.mark(one, today))

    def value(self, one: SharedFact) -> str:
        """What a fact says, with what it is where that is not plain by itself."""
        if one.key in _NOT_PLAIN:
            return self._say(f"lead.fact.{one.key}", value=one.value)
        return one.value[:1].upper() + one.value[1:]

    def mark(self, one: SharedFact, today: date) -> str:
        """What a fact stands on, and until when a paper holds, or that it ran out before today."""
        say = self._say
        facts = {"source": one.source or say("lead.mark.some_register")}
        facts["on"] = f", {one.on.day} {one.on:%B %Y}" if one.on else ""
        facts |= {"registered": one.registered_as, "firm": one.trades_as}
        told = say(f"lead.mark.{one.mark}", **facts)
        if one.ends_on is None:
            return told
        key = "lead.mark.over" if one.is_over(today) else "lead.mark.until"
        return say(key, mark=told, day=f"{one.ends_on.day} {one.ends_on:%B %Y}")

    def outcome(self, one: Introduction) -> str:
        """What became of a lead, in one line."""
        about = one.title or self._say("digest.what_you_buy")
        return self._say(f"digest.outcome.{one.state}", firm=one.firm, about=about)

    def _attached(self, contents: DigestContents) -> Attachment:
        say = self._say
        lead, late = say("digest.kind.lead"), say("digest.kind.unanswered")
        done, new = say("digest.kind.outcome"), say("digest.kind.new_supplier")
        rows = [
            [say(f"digest.column.{name}") for name in _COLUMNS],
            *(self._row(contents, one, lead) for one in contents.all_leads),
            *(self._row(contents, one, late) for one in contents.unanswered),
            *([done, o.firm, o.title, "", self.outcome(o), ""] for o in contents.outcomes),
            *([new, o.name, "", "", o.work, ""] for o in contents.suppliers),
        ]
        name = say("digest.file", week=contents.week.name)
        return Attachment(name, "text/csv", self._table.csv(rows))

    def _row(self, contents: DigestContents, lead: LeadTold, kind: str) -> list[str]:
        one = lead.introduction
        today = _today(contents)
        facts = "; ".join(self.fact(fact, today) for fact in lead.facts)
        needs = "; ".join(need.asked for need in lead.needs)
        link = self._links.lead(LeadLink(one.id, contents.contact.id))
        return [kind, one.firm, one.title, needs, facts, link]


def digest_key(week: Week, contact: BuyerContactId) -> str:
    """Which mail a contact's digest of that week is."""
    return f"digest:{week.name}:{contact}"


def _today(contents: DigestContents) -> date:
    """The day on which it is made: the same for the same contents."""
    return contents.end.astimezone(LONDON).date()


_NOT_PLAIN = frozenset({"company_number", "ppon", "people", "hours", "place", "contact"})
"""Facts that say nothing without a word on what they are."""

_COLUMNS = ("kind", "firm", "about", "needs", "facts", "answer")
