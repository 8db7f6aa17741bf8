"""Puts a flow's question in words, with what may be pressed: answers, skip, why, leave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.conversation import Choice, Reply
from bot.domain.interview import Control, Option, Question, Unclear
from bot.domain.payloads import meaning
from bot.ports import Flow, Phrases

INTENT = "answer_question"
"""The goal of a message that answers; only the service says it, so nothing teaches it."""

_TRIES = 2
"""After so many attempts that cannot be used, leaving it is offered."""


class PutQuestion:
    """Questions as replies; each offers the ways that its state needs, and no more."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def question(self, question: Question, says: str = "") -> Reply:
        """The question, after what is said first."""
        ways = [Control.SKIP] if question.may_skip else []
        ways += [Control.WHY] if question.why else []
        words, choices = _joined(says, question.words), self._choices(question, ways)
        return Reply(words, (), choices, question.is_whole)

    def again(self, question: Question, unclear: Unclear, times: int) -> Reply:
        """The question put again after an attempt that cannot be used."""
        ways = [Control.SKIP] if question.may_skip else []
        ways += [Control.LEAVE] if times >= _TRIES else []
        options = unclear.options or question.options
        choices = (*_options(question.key, options), *self._ways(ways))
        return Reply(unclear.says, (), choices)

    def back_at(self, flow: Flow, question: Question) -> Reply:
        """A short line that leads back to the question."""
        asked = question.short or question.words
        words = self._phrases.say("thread.back_to", what=flow.title, question=asked)
        ways = [Control.SKIP, Control.LEAVE] if question.may_skip else [Control.LEAVE]
        return Reply(words, (), self._choices(question, ways))

    def in_doubt(self, flow: Flow) -> Reply:
        """Whether to go on at all."""
        words = self._phrases.say("thread.in_doubt", what=flow.title)
        return Reply(words, (), self._ways([Control.GO_ON, Control.LEAVE]))

    def ended(self, flow: Flow) -> Reply:
        """That it begins anew when asked for."""
        return Reply(self._phrases.say("thread.ended", what=flow.title))

    def nothing_asked(self) -> Reply:
        """That there is no question at hand."""
        return Reply(self._phrases.say("thread.nothing_asked"))

    def going_on(self, flow: Flow) -> str:
        """That it goes on where it was."""
        return self._phrases.say("thread.going_on", what=flow.title)

    def why(self, question: Question) -> str:
        """Why it is asked."""
        return question.why or self._phrases.say("thread.why_at_all")

    def no_way_back(self) -> str:
        """That it is the first question."""
        return self._phrases.say("thread.no_way_back")

    def needed(self, question: Question) -> str:
        """That this one cannot be skipped, and why where that is told."""
        return _joined(self._phrases.say("thread.needed"), question.why, with_=" ")

    def skipped(self) -> str:
        """That it is passed over."""
        return self._phrases.say("thread.skipped")

    def after(self, says: str, reply: Reply) -> Reply:
        """The reply with something said before it."""
        return replace(reply, text=_joined(says, reply.text))

    def _choices(self, question: Question, ways: Iterable[Control]) -> tuple[Choice, ...]:
        return (*_options(question.key, question.options), *self._ways(ways))

    def _ways(self, ways: Iterable[Control]) -> tuple[Choice, ...]:
        say = self._phrases.say
        return tuple(
            Choice("", say(f"choice.thread.{way}"), meaning(INTENT, control=way.value))
            for way in ways
        )


def _options(key: str, options: Iterable[Option]) -> tuple[Choice, ...]:
    return tuple(
        Choice("", one.label, meaning(INTENT, question=key, option=one.key)) for one in options
    )


def _joined(*parts: str, with_: str = "\n\n") -> str:
    return with_.join(part for part in parts if part)
