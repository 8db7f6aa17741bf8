"""What makes mails: their layout, and what writes them in an operator's name."""

from __future__ import annotations

from bot.domain.operator import Operator
from bot.ports import MailLayout, Phrases
from bot.services.message_words import MessageWords
from bot.services.write_mail import WriteMail


def make_mail_layout() -> MailLayout:
    """The one look of all mails."""
    from connectors.email.layout import MjmlLayout

    return MjmlLayout()


def make_write_mail(phrases: Phrases, operator: Operator) -> WriteMail:
    """What writes mails, in the operator's name."""
    words = MessageWords(phrases, operator)
    return WriteMail(make_mail_layout(), phrases, words, operator)
