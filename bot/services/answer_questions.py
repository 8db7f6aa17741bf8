"""An officer answers owners' questions; the answer goes to everybody who may answer."""

from __future__ import annotations

import uuid
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
from bot.services.tell_everybody import TellEverybody
from bot.services.tell_invited import Saying


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions on an entry; whose they are is not told."""

    competition: Competition
    waiting: Sequence[tuple[QuestionId, str]]
    published: Sequence[Published]
    declined: int


class AnswerQuestions:
    """Answers and refusals; each question is settled once."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        desk: BuyingDesk,
        competitions: Competitions,
        news: QuoteNews,
        everybody: TellEverybody,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._competitions = competitions
        self._news = news
        self._everybody = everybody
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
        words, reply = _read(words, reply)
        with self._desk.storage.transaction() as work:
            found, held = self._held(work, officer, entry, question)
            now = self._clock.now()
            answered = replace(held, state=QuestionState.ANSWERED, settled_at=now, reply=reply)
            if not work.buyer_questions.settle(answered):
                return
            told = Published(question, found.opportunity, words, reply, now)
            work.buyer_questions.publish(told)
            meant = self._tell(work, found, told, "message.question_answered")
        self._everybody.deliver(meant)

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

    def add(self, officer: Officer, entry: EntryId, words: str, reply: str) -> None:
        """Publishes an answer that nobody asked for, and tells everybody, while it is open.

        Raises InvalidInputError as `answer` does, NotYoursError once it has closed. The same words
        twice are one.
        """
        words, reply = _read(words, reply)
        with self._desk.storage.transaction() as work:
            found, now = self._of(work, officer, entry), self._clock.now()
            if not found.takes_quotes(now):
                raise NotYoursError("not open")
            once = f"{entry} {words} {reply}"
            new = QuestionId(str(uuid.uuid5(uuid.NAMESPACE_OID, once)))
            held = work.buyer_questions.published([found.opportunity])
            if any(one.id == new for one in held):
                return
            told = Published(new, found.opportunity, words, reply, now)
            work.buyer_questions.publish(told)
            meant = self._tell(work, found, told, "message.answer_added")
        self._everybody.deliver(meant)

    def _tell(
        self, work: Work, found: Competition, told: Published, text: str
    ) -> Sequence[NotificationId]:
        """Whoever was invited, asked or is answering, each once."""
        say, title, buyer = self._say, found.title, found.buyer
        words, reply = told.words, told.reply

        def said(url: str) -> str:
            return self._everybody.words.of(
                text, title=title, buyer=buyer, words=words, reply=reply, url=url
            )

        saying = Saying(
            key=f"answered:{told.id}",
            text=said,
            subject=say("mail.answered.subject", title=title),
            heading=say("mail.answered.heading"),
            lines=(
                say("answered.before", title=title),
                say("answered.line", words=words, reply=reply),
            ),
            button=say("mail.answered.button"),
        )
        return self._everybody.intend(work, found.entry, lambda _hearer: saying)

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


def _read(words: str, reply: str) -> tuple[str, str]:
    words, reply = " ".join(words.split()), reply.strip()
    if not reply or len(reply) > LONGEST_REPLY:
        raise InvalidInputError("reply")
    if not words or len(words) > LONGEST:
        raise InvalidInputError("words")
    return words, reply
