"""Puts an owner's question to the buyer, without telling whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.amendment import Amendment
from bot.domain.buyer_question import (
    LONGEST,
    MOST_OPEN,
    Published,
    Question,
    QuestionId,
    QuestionState,
)
from bot.domain.entry import EntryId
from bot.domain.feedback import Owner
from bot.domain.identifying_words import tells_who
from bot.domain.opportunity import OpportunityId
from bot.domain.private_numbers import mask_private_numbers
from bot.ports import Clock, Storage, Work
from bot.services.competition import Competition, Competitions
from bot.services.tell_officers import TellOfficers


class NotAsked(StrEnum):
    """Why a question is not put; each has words of its own."""

    NOT_HERE = "not_here"
    CLOSED = "closed"
    QUESTIONS_OVER = "questions_over"
    TOO_MANY = "too_many"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class AskedNow:
    """A question that was put, and on what."""

    question: Question
    competition: Competition


class AskBuyer:
    """Questions to the buyers of what was posted here; by the domain's clock."""

    def __init__(
        self, storage: Storage, competitions: Competitions, officers: TellOfficers, clock: Clock
    ) -> None:
        self._storage = storage
        self._competitions = competitions
        self._officers = officers
        self._clock = clock

    def about(self, owner: Owner, opportunity: OpportunityId) -> Competition | NotAsked:
        """What would be asked about, or why nothing can be."""
        with self._storage.transaction() as work:
            return self._may_ask(work, owner, opportunity)

    def tells(self, owner: Owner, words: str) -> list[str]:
        """What in the words would tell everybody who asks, as written."""
        with self._storage.transaction() as work:
            firms = work.suppliers.get_many([owner.supplier]) if owner.supplier else []
            named = work.profiles.of(owner).name
        names = [one.name for one in firms] + ([named] if named else [])
        return tells_who(words, names)

    def ask(
        self, owner: Owner, opportunity: OpportunityId, words: str, question_id: QuestionId
    ) -> AskedNow | NotAsked:
        """Stores the question and tells the buyer's officers; the same id again is one question."""
        asked = mask_private_numbers(" ".join(words.split()))[:LONGEST]
        if not asked:
            return NotAsked.EMPTY
        with self._storage.transaction() as work:
            found = self._may_ask(work, owner, opportunity)
            if isinstance(found, NotAsked):
                return found
            question = Question(question_id, opportunity, owner, asked, self._clock.now())
            work.buyer_questions.ask(question)
            url = f"{self._officers.site}/buying/posts/{found.entry.id}/questions"
            meant = self._officers.intend(
                work,
                found.entry,
                f"question:{question_id}",
                "message.question_asked",
                "subject.question_asked",
                title=found.title,
                words=asked,
                url=url,
            )
        self._officers.deliver(meant)
        return AskedNow(question, found)

    def open_to_all(self, opportunity: OpportunityId) -> Competition | None:
        """What anybody may see of it; None for what was not posted here for everybody."""
        with self._storage.transaction() as work:
            return self._competitions.seen_by(work, Owner(), opportunity)

    def published(self, opportunity: OpportunityId) -> Sequence[Published]:
        """What everybody who sees the opportunity reads of its questions."""
        with self._storage.transaction() as work:
            return work.buyer_questions.published([opportunity])

    def amendments(self, opportunity: OpportunityId) -> Sequence[Amendment]:
        """What its buyer changed since it was posted, oldest first."""
        with self._storage.transaction() as work:
            return work.entries.amendments([EntryId(opportunity)])

    def own(self, owner: Owner, opportunity: OpportunityId) -> Sequence[Question]:
        """The owner's questions on it, oldest first."""
        with self._storage.transaction() as work:
            held = work.buyer_questions.of_owner(owner)
        return [one for one in held if one.opportunity == opportunity]

    def _may_ask(
        self, work: Work, owner: Owner, opportunity: OpportunityId
    ) -> Competition | NotAsked:
        found, now = self._competitions.seen_by(work, owner, opportunity), self._clock.now()
        if found is None:
            return NotAsked.NOT_HERE
        if not found.takes_quotes(now):
            return NotAsked.CLOSED
        if not found.takes_questions(now):
            return NotAsked.QUESTIONS_OVER
        mine = work.buyer_questions.of_owner(owner)
        waiting = [
            one
            for one in mine
            if one.opportunity == opportunity and one.state is QuestionState.WAITING
        ]
        return NotAsked.TOO_MANY if len(waiting) >= MOST_OPEN else found
