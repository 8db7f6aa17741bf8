"""Finds what an owner was asked after a win and has not answered, and keeps what is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.after_winning import FollowUp, Side, Went, latest_open
from bot.domain.conversation import ConversationId
from bot.domain.introduction import LONGEST_WORDS, IntroductionId, IntroductionState
from bot.domain.won_work import WinId, Won
from bot.ports import Clock, Storage, Work
from bot.services.recognise import about_firm


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for its answer, and the win that it is about."""

    won: Won
    follow_up: FollowUp


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody says of how work went, in their own words too, and who it is."""

    delivered: Went | None
    paid: Went | None
    words: str = ""
    who: str = ""


class HearAfterWin:
    """What both sides say of work that was won; the last word of each stands."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def waiting(self, conversation: ConversationId) -> Waiting | None:
        """The question to the conversation's owner that was put last and waits, or None."""
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
            if firm is None:
                return None
            put_forward = [
                one
                for one in work.introductions.of_supplier(firm.id)
                if one.state is IntroductionState.WON
            ]
            won: list[Won] = [*put_forward, *work.wins.of_supplier(firm.id)]
            found = [Waiting(one, asked) for one in won if (asked := _asked(work, one))]
        return max(found, key=lambda one: one.follow_up.asked_at, default=None)

    def answer(
        self, introduction: IntroductionId | WinId, days: int, side: Side, said: Answered
    ) -> FollowUp | None:
        """Stores what a side says, in place of what it said before; None if it was not asked.

        The same again is as once.
        """
        with self._storage.transaction() as work:
            held = work.follow_ups.of(introduction)
            asked = next((o for o in held if (o.days, o.side) == (days, side)), None)
            if asked is None:
                return None
            heard = replace(
                asked,
                delivered=said.delivered,
                paid=said.paid,
                words=" ".join(said.words.split())[:LONGEST_WORDS],
                who=said.who,
                answered_at=self._clock.now(),
            )
            return heard if work.follow_ups.answer(heard) else None

    def owner_of(self, conversation: ConversationId) -> str:
        """Who answers there, by the id of the person."""
        with self._storage.transaction() as work:
            belongs = work.people.belonging(conversation)
        return belongs.person if belongs else ""


def _asked(work: Work, one: Won) -> FollowUp | None:
    return latest_open(o for o in work.follow_ups.of(one.id) if o.side is Side.OWNER)
