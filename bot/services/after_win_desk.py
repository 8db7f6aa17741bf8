"""Where an owner's words after a win are taken up: in the chat, and as the answer to a text."""

from __future__ import annotations

from datetime import datetime

from bot.domain.after_words import read_how_it_went, read_part
from bot.domain.conversation import ConversationId, Reply
from bot.domain.inbound import InboundText
from bot.domain.interview import Interview
from bot.domain.payloads import meaning
from bot.domain.yes_or_no import is_yes_or_no
from bot.ports import Phrases, Storage, Work
from bot.services.after_win_flow import DAYS, INTRODUCTION, NAME, AfterWinFlow
from bot.services.ask_after_win import owners_key
from bot.services.hear_after_win import HearAfterWin, Waiting
from bot.services.keep_thread import KeepThread


class AfterWinDesk:
    """Begins the questions; nothing is asked of whoever was not asked before."""

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        hear: HearAfterWin,
        flow: AfterWinFlow,
        thread: KeepThread,
    ) -> None:
        self._storage = storage
        self._say = phrases.say
        self._hear = hear
        self._flow = flow
        self._thread = thread

    def begin(self, conversation: ConversationId, words: str = "") -> Reply | None:
        """The first question that the words leave open, or the end; None where none waits."""
        waiting = self._hear.waiting(conversation)
        if waiting is None:
            return None
        self._forget_other(conversation, waiting)
        return self._thread.begin(conversation, NAME, self._flow.known(waiting, words))

    def nothing_waits(self) -> Reply:
        """That nothing is asked at the moment."""
        return Reply(self._say("after_win.gone"))

    def payload(self, conversation: ConversationId, text: str) -> str | None:
        """The payload of words that say how it went, while that is asked; None of all others."""
        if text.strip().endswith("?") or not read_how_it_went(text):
            return None
        if self._hear.waiting(conversation) is None:
            return None
        return meaning("report_outcome", after="answer", words=text)

    def take_up(self, conversation: ConversationId, text: InboundText) -> bool:
        """Puts the question behind a text that may answer the one which was texted last.

        True where the text is now an answer of the thread's, and nobody else's. False where
        something else was said or sent since, or the words are about something else.
        """
        if not _may_answer(text.words):
            return False
        waiting = self._hear.waiting(conversation)
        if waiting is None or self._is_busy(conversation, waiting):
            return False
        with self._storage.transaction() as work:
            if not _is_last(work, conversation, text, waiting):
                return False
        self._forget_other(conversation, waiting)
        self._thread.begin(conversation, NAME, self._flow.known(waiting))
        return True

    def _is_busy(self, conversation: ConversationId, waiting: Waiting) -> bool:
        """Whether another question stands open, or this one itself, which the thread then hears."""
        current = self._thread.current(conversation)
        return current is not None and (current.flow != NAME or _is_about(current, waiting))

    def _forget_other(self, conversation: ConversationId, waiting: Waiting) -> None:
        """What was half answered of an earlier question is no answer to this one."""
        with self._storage.transaction() as work:
            for one in work.interviews.of(conversation):
                if one.flow == NAME and not _is_about(one, waiting):
                    work.interviews.remove(conversation, NAME)


def _is_about(interview: Interview, waiting: Waiting) -> bool:
    begun = interview.answers.get(INTRODUCTION), interview.answers.get(DAYS)
    return begun == (waiting.won.id, waiting.follow_up.days)


def _may_answer(words: str) -> bool:
    is_plain = is_yes_or_no(words) is not None or read_part(words)
    return is_plain or bool(read_how_it_went(words))


def _is_last(work: Work, conversation: ConversationId, text: InboundText, waiting: Waiting) -> bool:
    """Whether the question went to that number, and nothing was said or told after it."""
    one, asked = waiting.won, waiting.follow_up
    sent = work.notifications.of_key(owners_key(one.id, asked.days))
    if sent is None or sent.to != text.sender:
        return False
    turns = work.conversations.turns(conversation)
    since = [turns[-1].at] if turns else []
    since += _alerted(work, text)
    return all(moment < sent.created_at for moment in since)


def _alerted(work: Work, text: InboundText) -> list[datetime]:
    person = work.people.of_address(text.sender)
    told = work.alerts.told([person])[person] if person else []
    return [alert.settled_at for alert in told[-1:] if alert.settled_at]
