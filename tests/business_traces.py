"""What an owner's dealings with buyers leave behind, for the proof that erasing takes all of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.domain.amendment import Amendment, AmendmentId
from bot.domain.buyer_contact import BuyerContact
from bot.domain.buyer_question import Question, QuestionId
from bot.domain.conversation import ConversationId
from bot.domain.digest import Digest, DigestId, DigestItem, Told, Week
from bot.domain.entry import Entry, EntryId, Invitation
from bot.domain.feedback import Owner
from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.officer import BuyerName, Officer, OfficerId, Role, Session
from bot.domain.opportunity import Kind, OpportunityId
from bot.domain.outbox import ShownMessage
from bot.domain.person import PersonId
from bot.domain.quote import FileId, Offer, Quote, QuoteFile, QuoteId, VatSaid
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.ports import Work
from tests.examples import NOW, buyer_contact, in_days

COUNCIL = BuyerName("Eastside Council")
JOB = OpportunityId("one")
READER = "University of Eastside"
"""The buyer that read of the firm in a weekly mail alone."""


def leave_business(
    work: Work, talk: ConversationId, firm: SupplierId, message: NotificationId, said: str
) -> None:
    """A quote with a file, a question, an invitation, a new firm told of, a mail with a page."""
    _quote(work, Owner(talk), said)
    work.buyer_questions.ask(Question(QuestionId("asked"), JOB, Owner(talk), f"{said}?", NOW))
    work.entries.save(Entry(EntryId("post"), COUNCIL, Kind.QUICK_QUOTE, NOW, NOW))
    work.entries.invite([Invitation(EntryId("post"), firm, NOW, None)])
    page = Attachment("page.txt", "text/plain", said.encode())
    work.mail_parts.put(message, MailParts(html=f"<p>{said}</p>", attachments=(page,)))
    contact, week = buyer_contact(buyer=READER), Week(date(2025, 11, 10))
    work.buyer_contacts.add(contact)
    told = Digest(DigestId("told"), week, contact.id, in_days(-7), NOW, NOW, "digest:told")
    work.digests.put(told, [DigestItem(Told.NEW_SUPPLIER, str(firm), firm)])
    _mail_to_buyer(work, contact, told.message, said)
    _mail_to_officer(work, said)


def _mail_to_buyer(work: Work, contact: BuyerContact, key: str, said: str) -> None:
    """A week's mail to a buyer's mailbox that tells of the firm, with its page and table."""
    mail = Notification(
        NotificationId("week"),
        key,
        contact.address,
        About.LEADS,
        said,
        Owner(contact=contact.id),
        NOW,
        state=State.SENT,
    )
    work.notifications.put_all([mail])
    table = Attachment("leads.csv", "text/csv", said.encode())
    work.mail_parts.put(mail.id, MailParts(html=f"<p>{said}</p>", attachments=(table,)))
    work.outbox.add(ShownMessage(key, mail.to, "", said, NOW, said.encode()))


def _mail_to_officer(work: Work, said: str) -> None:
    """The question as an officer of the buyer was mailed it; it hangs on the officer."""
    to = Address(Means.MAIL, "ada@council.example")
    ada = work.people.prove(to, NOW, PersonId("ada"))
    mail = Notification(
        NotificationId("question"),
        "question:asked:ada",
        to,
        About.BUYERS_ERRAND,
        f"A firm asks: {said}?",
        Owner(person=ada),
        NOW,
        state=State.SENT,
    )
    work.notifications.put_all([mail])
    work.mail_parts.put(mail.id, MailParts(html=f"<p>{said}</p>"))
    work.outbox.add(ShownMessage(mail.key, to, "", mail.words, NOW, said.encode()))


def leave_officer(work: Work, person: PersonId, email: str) -> None:
    """An account to sign in with, a link that was sent, a session, an entry and a change."""
    officer = Officer(OfficerId(person), email, Role.OFFICER, COUNCIL, NOW)
    work.officers.add(officer)
    drafted = Entry(EntryId("drafted"), COUNCIL, Kind.QUICK_QUOTE, NOW, NOW, author=officer.id)
    work.entries.save(drafted)
    changed = Amendment(AmendmentId("changed"), drafted.id, NOW, (), "A slip", officer.id)
    work.entries.amend(changed)
    work.sessions.add_link("link", officer.id, NOW)
    work.sessions.begin("session", Session(officer.id, NOW, NOW))


def _quote(work: Work, owner: Owner, said: str) -> None:
    file = QuoteFile(FileId("file"), f"{said}.pdf", "application/pdf", 4, "digest", checked=True)
    offer = Offer(said, said, Decimal(90), VatSaid.INCLUDED, {"ask1": said}, (file,))
    quote = Quote(QuoteId("quote"), JOB, owner, NOW, NOW)
    work.quotes.begin(quote)
    work.quotes.add_file(quote.id, file, said.encode(), NOW)
    work.quotes.write(quote.id, offer, NOW)
    work.quotes.send(quote.id, offer, NOW)
