"""The questions of a profile as a flow: what each message answers, and what comes at the end."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import SURE, Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.place import miles_between
from bot.domain.profile_answers import Note, Reading
from bot.domain.profile_changes import changed
from bot.domain.profile_facts import FirmProfile, Part, Travel, Value
from bot.domain.profile_words import ProfileReader
from bot.domain.trade import Trades
from bot.ports import Gazetteer, Phrases
from bot.services.keep_profile import KeepProfile
from bot.services.profile_endings import ProfileEndings
from bot.services.profile_questions import ALONE, ASKED_TRADE, MORE, ONLY, ProfileQuestions
from bot.services.tell_profile import TellProfile

FLOW = "profile"

_OTHER_BUSINESS = frozenset(
    {
        "greet", "goodbye", "thank", "request_human", "complain", "restart", "cancel",
        "change_language", "show_profile", "delete_my_data", "export_my_data", "show_more",
        "save_opportunity", "report_opportunity", "report_outcome", "subscribe_alerts",
        "change_alerts", "unsubscribe_alerts", "request_introduction", "track_introduction",
        "withdraw_introduction",
    }
)  # fmt: skip
"""Goals that give way to no question which takes any words."""

_SEARCHES = re.compile(
    r"^\W*(?:(?:can|could)\s+you\s+|please\s+)?(?:show|find|search|get|give|list)\s+(?:me|us|for|all|some|any)\b"
    r"|\b(?:any|what)\b.*\b(?:jobs?|work|contracts?|tenders?|going)\b",
    re.IGNORECASE,
)
_OWN_WORDS = frozenset({Part.WORK, Part.NAME, Part.PAPERS, Part.HOURS})


LEADS_ON = "leads_on"
"""The key under which it stands what an owner is led on to once the questions are answered."""


class LedOnTo(Protocol):
    """What the questions were on the way to."""

    def after_profile(self, conversation: ConversationId, wanted: object) -> Reply:
        """What is said next, now that they are answered."""
        ...


class ProfileFlow:
    """The Flow named "profile". What is said goes into the profile at once, and stays there."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        phrases: Phrases,
        keep: KeepProfile,
        reader: ProfileReader,
        questions: ProfileQuestions,
        tell: TellProfile,
        gazetteer: Gazetteer,
        endings: ProfileEndings,
        trades: Trades,
    ) -> None:
        self._say = phrases.say
        self._keep = keep
        self._reader = reader
        self._questions = questions
        self._tell = tell
        self._gazetteer = gazetteer
        self._endings = endings
        self._trades = trades
        self._after: LedOnTo | None = None

    def go_on_with(self, after: LedOnTo) -> None:
        """Whom an owner is led on to who was asked for the firm on the way to something else."""
        self._after = after

    @property
    def name(self) -> str:
        """Names it in the store."""
        return FLOW

    @property
    def title(self) -> str:
        """What it is, in an owner's words."""
        return self._say("profile.title")

    def question(self, interview: Interview) -> Question | None:
        """The question at hand."""
        return self._questions.next(interview, self._keep.of(interview.conversation))

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """Whether it answers the question at hand, or says anything else of the firm."""
        question = self.question(interview)
        is_question = Heard(heard.text).asks
        if question is None or is_question or _SEARCHES.search(heard.text):
            return False
        part = Part(question.key)
        reading = self._read(interview.conversation, part, heard)
        any_words = part in _OWN_WORDS or Note.UNKNOWN_PLACE in reading.notes
        if _is_on(part, reading) and (not any_words or self._reader.knows(part, reading)):
            return True  # a bare "20k" is the answer, whatever it would be for by itself
        if heard.asks or (any_words and heard.is_for(*_OTHER_BUSINESS, sure=SURE)):
            return False
        return bool(_is_on(part, reading) or reading.changes or reading.declined)

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """Notes what the message says; doubts of the part at hand are asked about."""
        question = self.question(interview)
        if question is None:
            return Taken({})
        part, conversation = Part(question.key), interview.conversation
        if heard.option:
            heard = Heard(heard.option, facts=self._places_of(part, heard.option))
        reading = self._read(conversation, part, heard)
        reading = self._measured(part, reading, self._keep.of(conversation))
        told = self._noted(conversation, reading)
        answers: dict[str, Any] = {one.value: True for one in reading.changes}
        if part is Part.TRADES:
            answers[ASKED_TRADE] = True
        elif reading.changes.get(Part.TRADES) == ():
            # Own words that name no trade leave the question on the trade open.
            del answers[Part.TRADES.value]
        if part in reading.doubts:
            unclear = self._which(part, reading.doubts[part])
            return replace(unclear, says=_joined(told, unclear.says))
        if reading.declined:
            answers |= {part.value: False}
        if part in reading.changes or reading.declined:
            skipped = self._say("thread.skipped") if reading.declined else ""
            return Taken({**answers, **_asked_once(interview)}, _joined(told, skipped))
        if answers:
            return Taken(answers, told)
        return Unclear(_joined(told, self._say(f"profile.unclear.{part}")))

    def finish(self, interview: Interview) -> Reply:
        """What the profile now says, and work that fits it."""
        if interview.answers.get(LEADS_ON) and self._after:
            return self._after.after_profile(interview.conversation, interview.answers[LEADS_ON])
        if interview.answers.get(ALONE):
            return self._endings.changed(interview.conversation)
        is_more = bool(interview.answers.get(MORE))
        return self._endings.done(interview.conversation, with_more=is_more)

    def leave(self, interview: Interview) -> Reply:
        """That what was said is kept."""
        return self._endings.left(interview.conversation)

    def _read(self, conversation: ConversationId, part: Part, heard: Heard) -> Reading:
        places = [str(one) for one in heard.facts.get("place", ())]
        reading = self._reader.answer(part, heard.text, places)
        if part in {Part.WORK, Part.TRADES} or Part.TRADES not in reading.changes:
            return reading
        # "I do plastering too" said to another question adds a trade.
        return changed(reading, heard.text, self._keep.of(conversation), self._trades)

    def _places_of(self, part: Part, option: str) -> Mapping[str, tuple[Any, ...]]:
        return {"place": (option,)} if part is Part.PLACE else {}

    def _measured(self, part: Part, reading: Reading, profile: FirmProfile) -> Reading:
        """A distance made of the places that the firm goes as far as.

        Where nobody knows yet where it is, one place by itself tells that.
        """
        if part is not Part.TRAVEL or not reading.as_far_as:
            return reading
        if profile.place is None:
            one, *others = reading.as_far_as
            changes = reading.changes if others else {**reading.changes, Part.PLACE: one}
            return replace(reading, changes=changes)
        home = self._gazetteer.find(profile.place)
        ends = [self._gazetteer.find(name) for name in reading.as_far_as]
        if home is None or home.point is None:
            return reading
        here = home.point
        miles = [miles_between(here, end.point) for end in ends if end and end.point]
        if not miles:
            return reading
        travel = Travel(max(math.ceil(max(miles)), 1))
        return replace(reading, changes={**reading.changes, Part.TRAVEL: travel})

    def _noted(self, conversation: ConversationId, reading: Reading) -> str:
        """What is told of what was taken: the parts, then how they were taken."""
        if not reading.changes and not reading.notes:
            return ""
        change = self._keep.note(conversation, reading.changes)
        told = self._tell.listed(change.now, reading.changes)
        noted = [self._say("profile.noted", told=told)] if told else []
        near = Note.UNKNOWN_TRADE in reading.notes and self._questions.suggested(change.now)
        told_of = [note for note in reading.notes if not (near and note is Note.UNKNOWN_TRADE)]
        notes = [self._note(note, change.now) for note in told_of]
        return " ".join([*noted, *notes])

    def _note(self, note: Note, profile: FirmProfile) -> str:
        return self._say(f"profile.note.{note}", place=profile.place or "")

    def _which(self, part: Part, values: tuple[Value, ...]) -> Unclear:
        words = [self._tell.value(part, FirmProfile(**{part.value: one})) for one in values]  # type: ignore[arg-type]
        options = tuple(Option(one, one[:1].upper() + one[1:]) for one in words)
        return Unclear(self._say("profile.unclear.which"), options)


def _is_on(part: Part, reading: Reading) -> bool:
    return part in reading.changes or part in reading.doubts or bool(reading.as_far_as)


def _asked_once(interview: Interview) -> Mapping[str, Any]:
    return {ONLY: None} if interview.answers.get(ONLY) else {}


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
