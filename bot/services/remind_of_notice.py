"""Reminds a buyer of the contract details notice that its outcome asks for, with a draft of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.buyer import Buyer
from bot.domain.entry import Entry
from bot.domain.entry_rules import is_a_contract
from bot.domain.feedback import Owner
from bot.domain.firm_page import Statement
from bot.domain.letter import Card, Paragraph
from bot.domain.money import Vat
from bot.domain.notification import About
from bot.domain.officer import Officer
from bot.domain.opportunity import Category
from bot.domain.reaching import Address, Means
from bot.domain.threshold import PurchaseQuestion, Route, judge
from bot.ports import Work
from bot.services.buying_desk import BuyingDesk
from bot.services.check_entry import pounds
from bot.services.notify import Message, Notify
from bot.services.word_entry import WordEntry
from bot.services.write_mail import MailToWrite, WriteMail


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: with whom, for how many pounds with VAT over the whole term, and when."""

    winner: str
    value: Decimal
    on: date


class RemindOfNotice:
    """Section 87(3): the notice is due as soon as reasonably practicable after signing."""

    def __init__(self, desk: BuyingDesk, notify: Notify, mails: WriteMail, word: WordEntry) -> None:
        self._desk = desk
        self._notify = notify
        self._mails = mails
        self._word = word

    def is_due(self, entry: Entry, signed: Signed) -> bool:
        """Whether the law asks for the notice: from the floor on, of buyers that Part 6 binds."""
        buyer = self._desk.buyer(entry.buyer)
        return is_a_contract(entry) and _notice_is_due(entry, buyer, signed)

    def draft(self, entry: Entry, signed: Signed) -> Statement:
        """The draft, as a page to take along; nothing is published."""
        facts = [
            ("supplier", signed.winner),
            ("sum", pounds(signed.value)),
            ("signed", f"{signed.on.day} {signed.on:%B %Y}"),
        ]
        return self._word.details_notice(entry, facts)

    def intend(self, work: Work, entry: Entry, signed: Signed) -> Sequence[Message]:
        """The reminders for the buyer's officers, in the caller's transaction; none if not due.

        The author's, or everybody's where the author has no account any more. Each goes once: the
        key is of the entry and the officer. `deliver` sends them once it has committed.
        """
        if not self.is_due(entry, signed):
            return ()
        officers = work.officers.of_buyer(entry.buyer)
        authors = [one for one in officers if one.id == entry.author]
        messages = [self._message(entry, signed, one) for one in authors or officers]
        for message in messages:
            self._notify.intend(work, message)
        return messages

    def deliver(self, messages: Sequence[Message]) -> None:
        """Sends what was intended; again sends nothing twice."""
        for message in messages:
            self._notify.send(message)

    def _message(self, entry: Entry, signed: Signed, officer: Officer) -> Message:
        say = self._desk.phrases.say
        facts = tuple((one.label, one.value) for one in self.draft(entry, signed).lines)
        return self._mails.write(
            MailToWrite(
                key=f"details-notice:{entry.id}:{officer.id}",
                to=Address(Means.MAIL, officer.email),
                about=About.BUYERS_ERRAND,
                owner=Owner(person=officer.person),
                subject=say("mail.details.subject"),
                heading=say("mail.details.heading"),
                blocks=(
                    Paragraph(say("mail.details.before", title=entry.title)),
                    Card(entry.title, (entry.wanted,), facts),
                ),
                why=say("mail.details.why"),
            )
        )


def _notice_is_due(entry: Entry, buyer: Buyer, signed: Signed) -> bool:
    ruling = judge(
        PurchaseQuestion(
            buyer.buyer_class,
            entry.category or Category.SERVICES,
            signed.value,
            Vat.INCLUDED,
            signed.on,
            Route.INVITED,
        )
    )
    return ruling.contract_details_notice_required is not False
