"""Carries the outcome of a competition over to the introductions of those who quoted in it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.introduction import (
    By,
    Introduction,
    IntroductionState,
    Step,
    Why,
    may_move,
    moved,
)
from bot.domain.notification import NotificationId
from bot.domain.outcome import Ended, NoAward, Outcome
from bot.domain.quote import OpenedQuote
from bot.ports import Phrases, Work
from bot.services.follow_steps import FollowsSteps


class FollowOutcome:
    """The same fact in both places, and told once: by the quote's message where one goes out."""

    def __init__(self, phrases: Phrases, steps: FollowsSteps) -> None:
        self._say = phrases.say
        self._steps = steps

    def after(
        self, work: Work, outcome: Outcome, quote: OpenedQuote, *, is_told: bool
    ) -> Sequence[NotificationId]:
        """Moves the firm's introduction for the opportunity on, in the caller's transaction.

        What it intends to tell, where nothing told the firm yet. One that stands so already, or
        may not be moved so, stays as it is.
        """
        firm = quote.owner.supplier
        those = work.introductions.of_supplier(firm) if firm else []
        one = next((o for o in those if o.opportunity == outcome.opportunity), None)
        after = self._moved(one, outcome, quote) if one else None
        if after is None or not work.introductions.advance(after) or is_told:
            return ()
        return self._steps.after_move(work, after)

    def _moved(
        self, one: Introduction, outcome: Outcome, quote: OpenedQuote
    ) -> Introduction | None:
        step = self._step(outcome, quote)
        is_new = step.state is not one.state and may_move(one.state, step.state, By.BUYER)
        return moved(one, step) if is_new else None

    def _step(self, outcome: Outcome, quote: OpenedQuote) -> Step:
        at, who = outcome.at, outcome.by
        if outcome.winner == quote.id:
            return Step(IntroductionState.WON, at, By.BUYER, who)
        if outcome.ended is Ended.AWARDED:
            return Step(IntroductionState.LOST, at, By.BUYER, who)
        reason = self._say(f"no_award.{outcome.why_nobody or NoAward.NONE_FITTED}.told")
        return Step(IntroductionState.DECLINED, at, By.BUYER, who, Why.OTHER, words=reason)
