"""Begins a profile, or goes on with it: what was said before is not asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.conversation import ConversationId
from bot.domain.profile_facts import FirmProfile, JobSize, Part, Value
from bot.domain.profile_words import ProfileReader
from bot.ports import Phrases, Storage
from bot.services.keep_profile import KeepProfile
from bot.services.profile_questions import MORE
from bot.services.tell_profile import TellProfile


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is said before the first question, and the answers that are known already."""

    says: str
    answers: Mapping[str, Any]


class BeginProfile:
    """Takes up what the message and the last search tell of the firm, and says so."""

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        keep: KeepProfile,
        tell: TellProfile,
        reader: ProfileReader,
    ) -> None:
        self._storage = storage
        self._say = phrases.say
        self._keep = keep
        self._tell = tell
        self._reader = reader

    def begin(self, conversation: ConversationId, text: str, places: Sequence[str]) -> Beginning:
        """The beginning for an owner's words; `places` are those that they name."""
        known = self._keep.of(conversation)
        told = self._reader.told(text, places) if text else None
        changes: dict[Part, Value | None] = {
            part: value
            for part, value in self._searched(conversation).items()
            if part not in known.parts
        }
        changes |= told.changes if told else {}
        profile = self._keep.note(conversation, changes).now
        return Beginning(self._opening(profile), _known(profile))

    def more(self, conversation: ConversationId) -> Beginning:
        """The beginning of the questions that were left for later."""
        profile = self._keep.of(conversation)
        return Beginning(self._say("profile.go_on"), {**_known(profile), MORE: True})

    def _opening(self, profile: FirmProfile) -> str:
        begin = self._say("profile.begin")
        if not profile.parts:
            return begin
        told = self._tell.listed(profile, profile.parts)
        return f"{begin} {self._say('profile.begin_known', told=told)}"

    def _searched(self, conversation: ConversationId) -> dict[Part, Value]:
        """What the owner looked for last tells what they do, where, and up to which size."""
        with self._storage.transaction() as work:
            last = work.searches.latest(conversation)
        if last is None:
            return {}
        said, found = last.criteria.as_said(), dict[Part, Value]()
        if said.trades:
            found[Part.TRADES] = said.trades
        if said.place:
            found[Part.PLACE] = said.place.name
        if said.max_value is not None:
            found[Part.SIZE] = JobSize(said.min_value, said.max_value)
        return found


def _known(profile: FirmProfile) -> dict[str, Any]:
    work = {Part.WORK.value: True} if profile.names_work else {}
    return work | {part.value: True for part in profile.parts}
