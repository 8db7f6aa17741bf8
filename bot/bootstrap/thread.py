"""The flows of questions that a conversation may hold."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.clock import SystemClock
from bot.ports import Phrases, Storage
from bot.services.keep_thread import KeepThread


def make_thread(storage: Storage, phrases: Phrases) -> KeepThread:
    """The keeper of the thread; a question left an hour ago is so in real time."""
    from connectors.text.requests import load_controls

    return KeepThread(storage, phrases, SystemClock(), load_controls(CONTENT))
