"""Wires what answers without a model, asks in rows of questions, and reaches people."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.reaching import Reaching, make_readers
from bot.bootstrap.thread import make_hand_over, make_thread
from bot.domain.reaching import Address, Means
from bot.ports import Flow, Phrases, Storage
from bot.services.first_help import FirstHelp
from bot.services.keep_thread import KeepThread
from bot.services.mail_hand_over import MailHandOver
from bot.services.offer_hand_over import OfferHandOver
from bot.settings import Settings


@dataclass(frozen=True)
class Talking:
    """The services of first answers, of questions asked one after the other, and of messages."""

    first_help: FirstHelp
    thread: KeepThread
    hand_over: OfferHandOver
    reaching: Reaching


def make_talking(
    settings: Settings, storage: Storage, phrases: Phrases, reaching: Reaching, *flows: Flow
) -> Talking:
    """All of them on the real parts, with the flows of questions of others."""
    first_help = make_first_help(settings, phrases)
    thread = make_thread(storage, phrases, *flows, *reaching.flows)
    mail = _mail_of_hand_over(settings, phrases, reaching)
    hand_over = make_hand_over(storage, phrases, first_help.person, thread, mail)
    return Talking(first_help, thread, hand_over, reaching)


def make_first_help(settings: Settings, phrases: Phrases) -> FirstHelp:
    """What is answered before any model is asked, and what where the model knows no answer."""
    from connectors.text.requests import load_first_help

    return load_first_help(CONTENT, phrases, settings.operator_name, settings.operator_email)


def _mail_of_hand_over(
    settings: Settings, phrases: Phrases, reaching: Reaching
) -> MailHandOver | None:
    """What mails a hand-over to the operator's own address; None where none is named."""
    to = make_readers()[Means.MAIL].read(settings.operator_email)
    if not isinstance(to, Address):
        return None
    return MailHandOver(reaching.notify, reaching.mails, phrases, to)
