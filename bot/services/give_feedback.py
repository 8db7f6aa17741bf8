"""Takes what an owner thinks of an opportunity, so that the next search heeds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.conversation import ConversationId, Criteria
from bot.domain.feedback import (
    KEPT,
    MOST_WORDS,
    Feedback,
    Owner,
    Seen,
    Verdict,
    Why,
    latest,
    seen_of,
    standing,
)
from bot.domain.feedback_effect import effect_told, leaning_of
from bot.domain.match import Remark
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.ports import Clock, Storage
from bot.services.describe_opportunity import DescribeOpportunity, Pointed
from bot.services.feedback_of import feedback_of
from bot.services.find_opportunities import FindOpportunities


@dataclass(frozen=True, slots=True)
class Given:
    """What was stored, of which opportunity, and what its reason changes; None without one."""

    opportunity: Opportunity
    feedback: Feedback
    effect: Remark | None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing was stored: it may be meant of any of these, in the order shown."""

    shown: tuple[Opportunity, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What an owner says of one, and why if they say that too."""

    verdict: Verdict
    why: Why | None = None
    words: str = ""


class GiveFeedback:
    """What owners say of opportunities that they were shown; the last word on each stands."""

    def __init__(
        self,
        storage: Storage,
        find: FindOpportunities,
        describe: DescribeOpportunity,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._find = find
        self._describe = describe
        self._clock = clock

    def give(  # noqa: PLR0913 - what is said, and the ways to point
        self,
        conversation: ConversationId,
        verdict: Verdict,
        why: Why | None = None,
        words: str = "",
        *,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
        trade: str | None = None,
    ) -> Given | Unclear | None:
        """Stores the verdict on the opportunity meant; it becomes the one last spoken of.

        It is found as `describe` finds it, but never guessed among several: Unclear then. None if
        nothing was shown, or there is no such one. Saying the same again stores it again, and
        changes nothing.
        """
        pointed = self._describe.pointed_at(conversation, opportunity_id, ordinal, trade)
        if pointed is None:
            return None
        if pointed.guessed:
            return Unclear(pointed.shown)
        with self._storage.transaction() as work:
            history = feedback_of(work, conversation)
        return self._store(conversation, pointed, history, Said(verdict, why, words))

    def give_on(self, conversation: ConversationId, one: Opportunity, verdict: Verdict) -> Given:
        """Stores the verdict on an opportunity that the caller has; it becomes the one spoken of.

        Saying the same again stores it again, and changes nothing.
        """
        with self._storage.transaction() as work:
            search = work.searches.latest(conversation)
            history = feedback_of(work, conversation)
        pointed = Pointed(one, guessed=False, search=search, shown=(one,))
        return self._store(conversation, pointed, history, Said(verdict))

    def take_back(
        self, conversation: ConversationId, opportunity_id: OpportunityId | None = None
    ) -> Opportunity | None:
        """Takes back the verdict on that opportunity, else what hid one last; None without one."""
        owner = Owner(conversation)
        with self._storage.transaction() as work:
            stands = standing(feedback_of(work, conversation))
            hidden = [key for key, one in stands.items() if one.hides]
            key = opportunity_id or next(reversed(hidden), None)
            found = work.opportunities.get_many([key]) if key in stands and key else []
            if not found or key is None:
                return None
            back = replace(
                stands[key], verdict=Verdict.TAKEN_BACK, why=None, words="", at=self._clock.now()
            )
            work.feedback.note(owner, back)
        return found[0]

    def kept(self, conversation: ConversationId) -> list[tuple[Opportunity, Verdict]]:
        """What the owner likes, applied for, won or lost, the last marked first."""
        with self._storage.transaction() as work:
            stands = standing(feedback_of(work, conversation))
            marks = {key: one.verdict for key, one in stands.items() if one.verdict in KEPT}
            found = work.opportunities.get_many(list(reversed(marks)))
        return [(one, marks[one.id]) for one in found if one.id in marks]

    def _store(
        self,
        conversation: ConversationId,
        pointed: Pointed,
        history: Sequence[Feedback],
        said: Said,
    ) -> Given:
        one, search = pointed.opportunity, pointed.search
        before = latest(history, one.id)
        # A reason that is given after the verdict is still about what was seen with it.
        seen = before.seen if before and before.verdict is said.verdict else self._seen(pointed)
        now, words = self._clock.now(), said.words[:MOST_WORDS]
        new = Feedback(one.id, said.verdict, now, said.why, words, seen)
        with self._storage.transaction() as work:
            work.feedback.note(Owner(conversation), new)
            if search:
                work.searches.save(replace(search, focus=one.id))
        effect = effect_told(said.why, leaning_of([*history, new])) if said.why else None
        return Given(one, new, effect)

    def _seen(self, pointed: Pointed) -> Seen:
        criteria = pointed.search.criteria if pointed.search else Criteria()
        match = self._find.judge_one(pointed.opportunity, criteria)
        return seen_of(pointed.opportunity, match)
