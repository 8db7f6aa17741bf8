"""Questions asked one after the other: where an interview stands, and how each step moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.conversation import ConversationId

LONG_AGO = timedelta(hours=1)
"""After this an owner is asked whether to go on, rather than the question again."""

MOST_DIGRESSIONS = 2
"""At so many in a row an owner is asked whether to go on."""


class Control(StrEnum):
    """What may be said to a question in place of an answer."""

    SKIP = "skip"
    BACK = "back"
    LEAVE = "leave"
    WHY = "why"
    GO_ON = "go_on"
    START_AGAIN = "start_again"


class State(StrEnum):
    """Whether the question is put, put in doubt ("shall we go on?"), or left until asked for."""

    OPEN = "open"
    DOUBTED = "doubted"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to press: its key for the flow, and its label for the owner."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question in the owner's words; `short` is how it is put again after something else.

    `why` tells why it is asked, empty if that is plain. `takes_any_words` where almost anything
    may be an answer, as for a name. `skip_means` is the option that "I do not know" stands for,
    where that is an answer. `is_whole` where a yes counts only for all of its words.
    """

    key: str
    words: str
    short: str = ""
    why: str = ""
    options: tuple[Option, ...] = ()
    may_skip: bool = True
    takes_any_words: bool = False
    skip_means: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Answers, by key, that a message held: to the question at hand, to others, or to several.

    `says` is what is told of them before the next question, if anything.
    """

    answers: Mapping[str, Any]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """An attempt at an answer that cannot be used; `says` tells what is needed.

    `options` stand in place of the question's own, if there are any.
    """

    says: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """Where an interview stands. Answers are what JSON can hold, by the keys of their questions.

    `path` are the keys answered or skipped, in order; `at` is the one gone back to, if any.
    `yields` while something else that was asked meanwhile waits for its own answer.
    """

    conversation: ConversationId
    flow: str
    begun_at: datetime
    heard_at: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    at: str | None = None
    state: State = State.OPEN
    digressions: int = 0
    unclear: int = 0
    yields: bool = False

    def next_of(self, keys: Sequence[str]) -> str | None:
        """The key gone back to, else the first that was neither answered nor skipped, or None."""
        if self.at in keys:
            return self.at
        return next((k for k in keys if k not in self.answers and k not in self.path), None)

    def is_long_ago(self, now: datetime) -> bool:
        """Whether so much time passed that the question may be forgotten."""
        return now - self.heard_at > LONG_AGO

    def taking(self, answers: Mapping[str, Any], now: datetime) -> Interview:
        """With the answers; one given before is replaced."""
        new = tuple(key for key in answers if key not in self.path)
        at = None if self.at in answers else self.at
        moved = replace(self, answers={**self.answers, **answers}, path=(*self.path, *new), at=at)
        return moved.listening(now)

    def skipping(self, key: str, now: datetime) -> Interview:
        """Without an answer to it; one given before stays."""
        path = self.path if key in self.path else (*self.path, key)
        return replace(self, path=path, at=None).listening(now)

    def back_from(self, key: str | None, now: datetime) -> Interview | None:
        """At the question before that key's; None where there is none."""
        before = self.path[: self.path.index(key)] if key in self.path else self.path
        return replace(self, at=before[-1]).listening(now) if before else None

    def at_question(self, key: str) -> Interview:
        """At the question of that key."""
        return replace(self, at=key)

    def listening(self, now: datetime) -> Interview:
        """With its question put anew."""
        return replace(self, heard_at=now, state=State.OPEN, digressions=0, unclear=0, yields=False)

    def misheard(self, now: datetime) -> Interview:
        """After an attempt that cannot be used."""
        return replace(self.listening(now), unclear=self.unclear + 1)

    def yielding(self) -> Interview:
        """While something asked meanwhile waits for its answer."""
        return replace(self, yields=True)

    def digressed(self, now: datetime) -> Interview:
        """After something else was spoken of: asked again, then doubted, then left to rest."""
        times = self.digressions + 1
        doubted = times >= MOST_DIGRESSIONS or self.is_long_ago(now)
        state = State.DOUBTED if doubted else State.OPEN
        state = State.RESTING if self.state is State.DOUBTED else state
        return replace(self, heard_at=now, state=state, digressions=times, yields=False)

    def resting(self, now: datetime) -> Interview:
        """Left, with all its answers, until the owner asks to go on."""
        return replace(self, heard_at=now, state=State.RESTING, digressions=0, yields=False)
