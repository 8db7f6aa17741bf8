"""Answers what people answer to alerts: 1 interested, 2 not for me, 3 more, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.alert import Alert, AlertAnswer, Wanted, answer_in, next_letter
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner, Verdict
from bot.domain.feedback_words import read_objection
from bot.domain.inbound import InboundText
from bot.domain.opportunity import Opportunity, OpportunityId, can_be_answered
from bot.ports import Clock, Storage, Work
from bot.services.compose_alert import ComposeAlert, open_of
from bot.services.give_feedback import GiveFeedback
from bot.services.introduce_by_text import IntroduceByText
from bot.services.keep_reminders import KeepReminders
from bot.services.word_alerts import WordAlerts

MOST_OTHERS = 3
"""What is told of those that came in the same text."""

_REASON_WITHIN = timedelta(hours=12)
_REASON_WORDS = 10


@dataclass(frozen=True, eq=False)
class AnswerDesk:
    """What answers are made with."""

    storage: Storage
    wording: WordAlerts
    compose: ComposeAlert
    feedback: GiveFeedback
    reminders: KeepReminders
    clock: Clock
    introduce: IntroduceByText | None = None


class AnswerAlert:
    """One digit, with the letter of an alert where several wait; all else is for the dialogue."""

    def __init__(self, desk: AnswerDesk) -> None:
        self._desk = desk

    def reply(self, conversation: ConversationId, text: InboundText) -> str | None:
        """The answer to a text that answers an alert; None for any other text.

        The same answer again is as once. Nothing is sent to a buyer by it: where the firm may be
        put forward, what would be sent is shown, and only a YES to that sends it.
        """
        answer = answer_in(text.words)
        with self._desk.storage.transaction() as work:
            person = work.people.of_address(text.sender)
            told = work.alerts.told([person])[person] if person else []
            meant = _meant(answer, told, open_of(told, self._desk.clock.now())) if answer else []
            if answer and not answer.letter and _asked_since(work, conversation, told):
                return None
            one = work.opportunities.get(meant[0].opportunity) if len(meant) == 1 else None
        if answer is None:
            return self._reason(conversation, told, text.words) if told else None
        if len(meant) > 1:
            return self._which(meant, answer)
        return self._answer(conversation, answer.wanted, meant[0], one, told) if meant else None

    def _answer(
        self,
        conversation: ConversationId,
        wanted: Wanted,
        alert: Alert,
        one: Opportunity | None,
        told: Sequence[Alert],
    ) -> str:
        now, wording = self._desk.clock.now(), self._desk.wording
        if one is None:
            return wording.gone()
        if wanted is Wanted.MORE:
            return self._more(alert, one, told)
        if wanted is Wanted.NOT_FOR_ME:
            self._judge(conversation, one, Verdict.NOT_FOR_ME, replace(alert, answer=wanted))
            return wording.not_for_me(one, now)
        if not can_be_answered(one.state_at(now)):
            return wording.over(one, now)
        self._judge(conversation, one, Verdict.INTERESTED, replace(alert, answer=wanted))
        reminder = self._desk.reminders.keep(Owner(person=alert.person), one)
        introduce = self._desk.introduce
        if introduce and (asked := introduce.words(conversation, one)):
            return wording.plain(asked)
        link = self._desk.compose.address_of(alert)
        return wording.interested(one, now, link, reminder.at if reminder else None)

    def _judge(
        self, conversation: ConversationId, one: Opportunity, verdict: Verdict, answered: Alert
    ) -> None:
        self._desk.feedback.give_on(conversation, one, verdict)
        with self._desk.storage.transaction() as work:
            work.alerts.save([answered])

    def _more(self, alert: Alert, one: Opportunity, told: Sequence[Alert]) -> str:
        """More of it; what came in the same text gets letters, so that it can be answered too."""
        now, others = self._desk.clock.now(), []
        last = next((a.letter for a in reversed(told) if a.letter), "")
        in_use = {a.letter for a in open_of(told, now)}
        same_text = [a for a in told if a.text == alert.text and a.id != alert.id]
        for other in same_text[:MOST_OTHERS]:
            known = self._opportunity(other.opportunity)
            if known:
                letter = other.letter or next_letter(last, in_use)
                last, in_use = letter, in_use | {letter}
                others.append((replace(other, letter=letter), known))
        with self._desk.storage.transaction() as work:
            work.alerts.save([other for other, _known in others])
        link = self._desk.compose.address_of(alert)
        listed = [(other.letter, known) for other, known in others]
        return self._desk.wording.more(one, now, link, listed)

    def _which(self, meant: Sequence[Alert], answer: AlertAnswer) -> str | None:
        found = ((a.letter, self._opportunity(a.opportunity)) for a in meant)
        known = [(letter, one) for letter, one in found if one]
        now = self._desk.clock.now()
        return self._desk.wording.which(known, answer.wanted.value, now) if known else None

    def _reason(
        self, conversation: ConversationId, told: Sequence[Alert], words: str
    ) -> str | None:
        """Thanks for the reason why the one last refused is none; None for other words."""
        said = read_objection(words)
        is_short = len(words.split()) <= _REASON_WORDS
        if said.verdict is not Verdict.NOT_FOR_ME or said.why is None or not is_short:
            return None
        with self._desk.storage.transaction() as work:
            last = next(reversed(work.feedback.of(Owner(conversation))), None)
        refused = {a.opportunity for a in told if a.answer is Wanted.NOT_FOR_ME}
        if last is None or last.why or last.opportunity not in refused:
            return None
        if self._desk.clock.now() - last.at > _REASON_WITHIN:
            return None
        give = self._desk.feedback.give
        give(conversation, last.verdict, said.why, words, opportunity_id=last.opportunity)
        return self._desk.wording.thanks_for_reason()

    def _opportunity(self, key: OpportunityId) -> Opportunity | None:
        with self._desk.storage.transaction() as work:
            return work.opportunities.get(key)


def _meant(answer: AlertAnswer, told: Sequence[Alert], waiting: Sequence[Alert]) -> list[Alert]:
    """The alerts that may be meant: the one of the letter, else those that wait, else the last."""
    if answer.letter:
        return [a for a in reversed(told) if a.letter == answer.letter][:1]
    if waiting:
        return list(waiting)
    return [a for a in reversed(told) if a.letter][:1]


def _asked_since(work: Work, conversation: ConversationId, told: Sequence[Alert]) -> bool:
    """Whether the last thing said by text, after every alert, offers numbered choices."""
    turns, last = work.conversations.turns(conversation), told[-1].settled_at if told else None
    if not turns or last is None:
        return False
    offers = any(choice.about is None for reply in turns[-1].replies for choice in reply.choices)
    return offers and turns[-1].at > last
