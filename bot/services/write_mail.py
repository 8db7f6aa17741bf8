"""Writes mails: every one names its sender, says why it came, and how such mails end."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.feedback import Owner
from bot.domain.letter import Block, Letter, Link
from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import About
from bot.domain.operator import Operator
from bot.domain.reaching import Address
from bot.ports import MailLayout, Phrases
from bot.services.message_words import MessageWords
from bot.services.notify import Message


@dataclass(frozen=True, slots=True)
class MailToWrite:
    """A mail in its parts; `key` says which, so it goes once.

    why           why whoever gets it does so, and how such mails end, as a sentence or two
    preview       a line that lists of mails show beside the subject
    stop          where one tap ends such mails, for people
    unsubscribe   the address that ends them by a POST without a question, for mail programs
    reply_to      where answers go; empty means to the operator
    answers       the Message-ID of the mail that it answers
    """

    key: str
    to: Address
    about: About
    owner: Owner
    subject: str
    heading: str
    blocks: tuple[Block, ...]
    why: str
    preview: str = ""
    attachments: tuple[Attachment, ...] = ()
    stop: Link | None = None
    unsubscribe: str = ""
    reply_to: str = ""
    answers: str = ""


class WriteMail:
    """Makes messages for Notify of what a mail is to say."""

    def __init__(
        self, layout: MailLayout, phrases: Phrases, words: MessageWords, operator: Operator
    ) -> None:
        self._layout = layout
        self._phrases = phrases
        self._words = words
        self._operator = operator

    def write(self, mail: MailToWrite) -> Message:
        """The message, as words and as a page that say the same."""
        foot = (self._sender(), mail.why, *self._questions(mail.to))
        letter = Letter(mail.heading, mail.blocks, foot, mail.preview, mail.stop)
        laid_out = self._layout.lay_out(letter)
        parts = MailParts(
            html=laid_out.html,
            attachments=mail.attachments,
            unsubscribe=mail.unsubscribe,
            reply_to=mail.reply_to or self._operator.email,
            answers=mail.answers,
        )
        return Message(
            mail.key, mail.to, mail.about, laid_out.words, mail.owner, mail.subject, parts
        )

    def _questions(self, to: Address) -> tuple[str, ...]:
        """Where questions go; the operator is not told to write to themselves."""
        contact = self._operator.email
        if not contact or contact.lower() == to.value:
            return ()
        return (self._phrases.say("mail.questions", contact=contact),)

    def _sender(self) -> str:
        sender, address = self._words.sender, self._operator.address
        if not address:
            return sender
        return self._phrases.say("mail.sender_and_address", sender=sender, address=address)
