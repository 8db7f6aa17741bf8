"""Changes a profile by what an owner says, at once; and takes the last change back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.conversation import ConversationId, Reply
from bot.domain.profile_answers import Reading
from bot.domain.profile_changes import changed, is_undoing, spoken_of
from bot.domain.profile_facts import HeldPaper, Part
from bot.domain.profile_words import ProfileReader
from bot.domain.trade import Trades
from bot.ports import Phrases
from bot.services.keep_profile import KeepProfile, ProfileChange
from bot.services.profile_endings import ProfileEndings
from bot.services.renew_papers import RenewPapers, tells_a_last_day


@dataclass(frozen=True, slots=True)
class Updated:
    """The reply to a change; or the part that a message speaks of without saying what it is now."""

    reply: Reply | None
    asks_for: Part | None = None


class UpdateProfile:
    """Changes by words; a message that names no new fact leads to the question about its part."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        phrases: Phrases,
        keep: KeepProfile,
        reader: ProfileReader,
        trades: Trades,
        endings: ProfileEndings,
        renew: RenewPapers,
    ) -> None:
        self._say = phrases.say
        self._keep = keep
        self._reader = reader
        self._trades = trades
        self._endings = endings
        self._renew = renew

    def update(self, conversation: ConversationId, text: str, places: Sequence[str]) -> Updated:
        """What the message changes; `places` are those that it names, in their usual spelling."""
        profile = self._keep.of(conversation)
        reading = changed(self._reader.told(text, places), text, profile, self._trades)
        if renewed := self._renewed(conversation, text, places, reading):
            return Updated(self._endings.of_change(renewed))
        if reading.changes:
            change = self._keep.note(conversation, reading.changes)
            notes = [self._say(f"profile.note.{n}", place=change.now.place) for n in reading.notes]
            return Updated(self._endings.of_change(change, " ".join(notes)))
        if reading.notes:
            notes = [self._say(f"profile.note.{n}", place=profile.place) for n in reading.notes]
            return Updated(Reply(" ".join(notes)))
        return Updated(None, next(iter(reading.doubts), None) or spoken_of(text))

    def _renewed(
        self, conversation: ConversationId, text: str, places: Sequence[str], reading: Reading
    ) -> ProfileChange | None:
        """A last day that is told of a paper: of one the firm has, else of one it says it has."""
        known = self._renew.take(conversation, text, _papers_in(reading))
        if known or not tells_a_last_day(text):
            return known
        named = _papers_in(self._reader.answer(Part.PAPERS, text, places)) or ()
        held = self._keep.of(conversation).papers or ()
        return self._renew.take(conversation, text, (*held, *named)) if named else None

    def tells(self, text: str, places: Sequence[str]) -> bool:
        """Whether the message says anything of a firm beyond doubt; nothing is changed."""
        return bool(self._reader.told(text, places).changes)

    def is_undoing(self, text: str) -> bool:
        """Whether the message asks for the last change to be taken back, and nothing else."""
        return is_undoing(text)

    def undo(self, conversation: ConversationId) -> Reply:
        """The last change taken back, once."""
        return self._endings.of_undoing(self._keep.undo(conversation))


def _papers_in(reading: Reading) -> tuple[HeldPaper, ...] | None:
    told = reading.changes.get(Part.PAPERS)
    if not isinstance(told, tuple):
        return None
    return tuple(one for one in told if isinstance(one, HeldPaper))
