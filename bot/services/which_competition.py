"""Which of what buyers posted an owner means who wants to ask or to answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.conversation import ConversationId
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.ports import Clock, Storage, Work
from bot.services.competition import Competition, Competitions, owner_of_talk
from bot.services.opportunity_at_hand import OpportunityAtHand


@dataclass(frozen=True, slots=True)
class Meant:
    """One that was posted here, or one that was posted elsewhere, or several to choose from."""

    competition: Competition | None = None
    elsewhere: Opportunity | None = None
    several: tuple[Competition, ...] = ()


class WhichCompetition:
    """What is pointed at or was last spoken of; else what the firm was invited to or began."""

    def __init__(
        self, storage: Storage, at_hand: OpportunityAtHand, competitions: Competitions, clock: Clock
    ) -> None:
        self._storage = storage
        self._at_hand = at_hand
        self._competitions = competitions
        self._clock = clock

    def of(
        self,
        conversation: ConversationId,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
    ) -> Meant:
        """What is meant; nothing guessed among several."""
        at_hand = self._at_hand.of(conversation, opportunity_id=opportunity_id, ordinal=ordinal)
        named = at_hand.opportunity.id if at_hand.opportunity else opportunity_id
        with self._storage.transaction() as work:
            owner = owner_of_talk(work, conversation)
            if named and (found := self._competitions.seen_by(work, owner, named)):
                return Meant(found)
            if at_hand.opportunity and (named or ordinal is not None):
                return Meant(elsewhere=at_hand.opportunity)
            mine = self._mine(work, conversation)
        if len(mine) == 1:
            return Meant(mine[0])
        return Meant(several=tuple(mine))

    def begun(
        self,
        conversation: ConversationId,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
    ) -> list[Competition]:
        """Those for which the owner has a quote, sent or not: the one that is meant, else all."""
        at_hand = self._at_hand.of(conversation, opportunity_id=opportunity_id, ordinal=ordinal)
        named = at_hand.opportunity.id if at_hand.opportunity else opportunity_id
        with self._storage.transaction() as work:
            owner = owner_of_talk(work, conversation)
            held = [
                self._competitions.of(work, one.opportunity) for one in work.quotes.all_of(owner)
            ]
        mine = [one for one in held if one]
        return [one for one in mine if one.opportunity == named] or mine

    def _mine(self, work: Work, conversation: ConversationId) -> list[Competition]:
        """What the owner has begun to answer or was invited to, and can still be answered."""
        owner, now = owner_of_talk(work, conversation), self._clock.now()
        begun = [self._competitions.of(work, one.opportunity) for one in work.quotes.all_of(owner)]
        invited = self._competitions.invited_to(work, owner.supplier, now) if owner.supplier else []
        found = {
            one.opportunity: one for one in [*begun, *invited] if one and one.takes_quotes(now)
        }
        return list(found.values())
