"""The flows of questions that a conversation may hold."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.clock import SystemClock
from bot.ports import Flow, Phrases, Storage
from bot.services.hand_over_flow import HandOverFlow
from bot.services.keep_thread import KeepThread
from bot.services.mail_hand_over import MailHandOver
from bot.services.offer_hand_over import OfferHandOver
from bot.services.offer_person import OfferPerson


def make_thread(storage: Storage, phrases: Phrases, *flows: Flow) -> KeepThread:
    """The keeper of the thread; a question left an hour ago is so in real time."""
    from connectors.text.requests import load_controls

    thread = KeepThread(storage, phrases, SystemClock(), load_controls(CONTENT))
    thread.register(*flows)
    return thread


def make_hand_over(
    storage: Storage,
    phrases: Phrases,
    person: OfferPerson,
    thread: KeepThread,
    mail: MailHandOver | None = None,
) -> OfferHandOver:
    """The offer to pass a conversation to a person; its flow is made known to the thread."""
    flow = HandOverFlow(storage, phrases, SystemClock(), person.name, mail)
    thread.register(flow)
    return OfferHandOver(person, thread, flow, storage, phrases)
