"""Puts facts about a firm right on the way to a buyer: words, an insurance's last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.conversation import ConversationId
from bot.domain.heard import Heard
from bot.domain.profile_facts import HeldPaper, Part
from bot.domain.working_days import LONDON
from bot.ports import Clock
from bot.services.keep_profile import KeepProfile
from bot.services.profile_questions import FIRST
from bot.services.update_profile import UpdateProfile

_NEEDED = frozenset({Part.WORK, Part.TRADES, Part.NAME})
"""Without these nobody can be put forward."""

_INSURES = ("insurance", "liability", "indemnity")


class FirmFacts:
    """Reads and changes the profile of the conversation's firm."""

    def __init__(self, keep: KeepProfile, update: UpdateProfile, clock: Clock) -> None:
        self._keep = keep
        self._update = update
        self._clock = clock

    def uninsured_until(self, conversation: ConversationId) -> str | None:
        """The first insurance of which no last day is known, or one that is past; or None."""
        today = self._clock.now().astimezone(LONDON).date()
        papers = self._papers(conversation)
        return next((one.name for one in papers if _lacks_day(one, today)), None)

    def insure_until(self, conversation: ConversationId, day: date) -> None:
        """Notes the last day of that insurance; where none lacks one nothing changes."""
        name, papers = self.uninsured_until(conversation), self._papers(conversation)
        dated = tuple(replace(o, ends_on=day) if o.name == name else o for o in papers)
        if name:
            self._keep.note(conversation, {Part.PAPERS: dated})

    def left_to_ask(self, conversation: ConversationId) -> dict[str, Any]:
        """The answers with which a profile's questions ask what a buyer needs, and no more."""
        known = self._keep.of(conversation)
        said = {part.value: True for part in known.parts}
        passed = {part.value: False for part in FIRST if part not in _NEEDED}
        work = {Part.WORK.value: True} if known.names_work else {}
        return {**passed, **said, **work}

    def change(self, conversation: ConversationId, heard: Heard) -> str | None:
        """What was changed by the owner's words; None where they name nothing to change."""
        places = [str(one) for one in heard.facts.get("place", ())]
        reply = self._update.update(conversation, heard.text, places).reply
        return reply.text if reply else None

    def tells(self, heard: Heard) -> bool:
        """Whether the words say something of the firm beyond doubt; nothing is changed."""
        places = [str(one) for one in heard.facts.get("place", ())]
        return self._update.tells(heard.text, places)

    def _papers(self, conversation: ConversationId) -> tuple[HeldPaper, ...]:
        return self._keep.of(conversation).papers or ()


def _lacks_day(one: HeldPaper, today: date) -> bool:
    is_known = one.ends_on is not None and one.ends_on >= today
    return not is_known and any(word in one.name.lower() for word in _INSURES)
