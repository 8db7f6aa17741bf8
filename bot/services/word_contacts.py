"""The words of what a buyer's mailbox agrees to, and of the mail that asks it to confirm."""

from __future__ import annotations

from bot.domain.buyer_contact import BuyerContact
from bot.domain.feedback import Owner
from bot.domain.letter import Button, Link, Paragraph
from bot.domain.notification import About
from bot.ports import Phrases
from bot.services.contact_links import ContactLinks
from bot.services.notify import Message
from bot.services.plain_days import day_of
from bot.services.write_mail import MailToWrite, WriteMail


class WordContacts:
    """What is written to a mailbox before anything else is."""

    def __init__(self, phrases: Phrases, mails: WriteMail, links: ContactLinks) -> None:
        self._say = phrases.say
        self._mails = mails
        self._links = links

    @property
    def wording(self) -> str:
        """What a buyer agrees to."""
        return self._say("contact.agreement.wording")

    @property
    def version(self) -> str:
        """The version of the wording; it changes with it."""
        return self._say("contact.agreement.version")

    def confirmation(self, contact: BuyerContact) -> Message:
        """The one mail that goes to a mailbox which has not confirmed."""
        say, agreed = self._say, contact.enrolment
        told = say(
            "contact.confirm.told",
            agreed_by=agreed.agreed_by,
            buyer=contact.buyer,
            day=day_of(agreed.agreed_at),
            coordinator=agreed.enrolled_by,
        )
        link = Link(say("contact.confirm.button"), self._links.confirm(contact.id))
        return self._mails.write(
            MailToWrite(
                key=f"enrolment:{contact.id}:{agreed.enrolled_at:%Y%m%d%H%M%S}",
                to=contact.address,
                about=About.ENROLMENT,
                owner=Owner(contact=contact.id),
                subject=say("contact.confirm.subject", buyer=contact.buyer),
                heading=say("contact.confirm.heading"),
                blocks=(
                    Paragraph(told),
                    Paragraph(say("contact.confirm.words")),
                    Paragraph(agreed.wording),
                    Button(link),
                    Paragraph(say("contact.confirm.else"), is_quiet=True),
                ),
                why=say("contact.confirm.why", agreed_by=agreed.agreed_by),
            )
        )
