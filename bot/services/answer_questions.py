"""An officer answers owners' questions; the answer goes to everybody who may answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.buyer_question import (
    LONGEST,
    LONGEST_REPLY,
    DeclineReason,
    Published,
    Question,
    QuestionId,
    QuestionState,
)
from bot.domain.entry import EntryId
from bot.domain.errors import InvalidInputError, NotYoursError
from bot.domain.notification import NotificationId
from bot.domain.officer import Officer
from bot.ports import Clock, Phrases, Work
from bot.services.buying_desk import BuyingDesk
from bot.services.competition import Competition, Competitions
from bot.services.quote_news import QuoteNews


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions on an entry; whose they are is not told."""

    competition: Competition
    waiting: Sequence[tuple[QuestionId, str]]
    published: Sequence[Published]
    declined: int


class AnswerQuestions:
    """Answers and refusals; each question is settled once."""

    def __init__(
        self,
        desk: BuyingDesk,
        competitions: Competitions,
        news: QuoteNews,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._competitions = competitions
        self._news = news
        self._say = phrases.say
        self._clock = clock

    def asked(self, officer: Officer, entry: EntryId) -> Asked:
        """The questions on an entry of the officer's buyer; NotYoursError for any other."""
        with self._desk.storage.transaction() as work:
            found = self._of(work, officer, entry)
            held = work.buyer_questions.of(found.opportunity)
            published = work.buyer_questions.published([found.opportunity])
        waiting = [(one.id, one.words) for one in held if one.state is QuestionState.WAITING]
        declined = sum(one.state is QuestionState.DECLINED for one in held)
        return Asked(found, waiting, published, declined)

    def answer(
        self, officer: Officer, entry: EntryId, question: QuestionId, words: str, reply: str
    ) -> None:
        """Publishes the answer beside the question as the officer words it, and tells owners.

        Raises InvalidInputError for an empty or endless answer, NotYoursError for a question on
        something else. One that was settled before stays as it was.
        """
        words, reply = " ".join(words.split()), reply.strip()
        if not reply or len(reply) > LONGEST_REPLY:
            raise InvalidInputError("reply")
        if not words or len(words) > LONGEST:
            raise InvalidInputError("words")
        with self._desk.storage.transaction() as work:
            found, held = self._held(work, officer, entry, question)
            now = self._clock.now()
            answered = replace(held, state=QuestionState.ANSWERED, settled_at=now, reply=reply)
            if not work.buyer_questions.settle(answered):
                return
            told = Published(question, found.opportunity, words, reply, now)
            work.buyer_questions.publish(told)
            meant = self._tell(work, found, answered, told)
        self._news.deliver(meant)

    def decline(
        self, officer: Officer, entry: EntryId, question: QuestionId, reason: DeclineReason
    ) -> None:
        """Settles it without an answer; only whoever asked is told, with the reason."""
        with self._desk.storage.transaction() as work:
            found, held = self._held(work, officer, entry, question)
            declined = replace(
                held,
                state=QuestionState.DECLINED,
                settled_at=self._clock.now(),
                reason=reason,
            )
            if not work.buyer_questions.settle(declined):
                return
            meant = self._news.intend(
                work,
                held.owner,
                f"declined:{question}",
                "message.question_declined",
                title=found.title,
                reason=self._say(f"decline.{reason}.told"),
            )
        self._news.deliver(meant)

    def _tell(
        self, work: Work, found: Competition, question: Question, told: Published
    ) -> list[NotificationId]:
        """Whoever asked and whoever is answering, each once."""
        owners = dict.fromkeys([question.owner, *work.quotes.answering(found.opportunity)])
        return [
            one
            for owner in owners
            for one in self._news.intend(
                work,
                owner,
                f"answered:{told.id}",
                "message.question_answered",
                title=found.title,
                words=told.words,
                reply=told.reply,
            )
        ]

    def _of(self, work: Work, officer: Officer, entry: EntryId) -> Competition:
        held = self._desk.entry_of(work, officer, entry)
        found = self._competitions.of(work, held.opportunity_id)
        if found is None:
            raise NotYoursError("entry")
        return found

    def _held(
        self, work: Work, officer: Officer, entry: EntryId, question: QuestionId
    ) -> tuple[Competition, Question]:
        found, held = self._of(work, officer, entry), work.buyer_questions.get(question)
        if held is None or held.opportunity != found.opportunity:
            raise NotYoursError("question")
        return found, held
