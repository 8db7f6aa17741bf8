"""Tells how introductions stand, in words for their owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.introduction import REFUSALS, By, Introduction, IntroductionState, Step, Why
from bot.domain.introduction_limits import Refusal, Refused, gives_up_at
from bot.domain.opportunity import Opportunity
from bot.ports import Phrases, Storage
from bot.services.tell_after_win import TellAfterWin
from bot.services.tell_door import TellDoor, day_and_month

_WITH_REASON = {
    IntroductionState.REQUESTED: {Why.WRONG_PERSON, Why.BOUNCED},
    IntroductionState.DECLINED: {Why.NOT_NOW},
    IntroductionState.NO_ANSWER: {Why.CLOSED, Why.NOT_SENT, Why.NO_MAILBOX},
}
"""Steps that are told differently for these reasons."""


_TOLD_WORDS = frozenset(
    {
        IntroductionState.INVITED,
        IntroductionState.DECLINED,
        IntroductionState.WON,
        IntroductionState.LOST,
    }
)
"""Steps at which a buyer's own words are for the firm."""


_ENDS = ".!?…"


class TellIntroductions:
    """One line for each: who has it, since when, what they said, and what must be done now."""

    def __init__(self, storage: Storage, phrases: Phrases, door: TellDoor) -> None:
        self._storage = storage
        self._say = phrases.say
        self._door = door
        self._went = TellAfterWin(phrases)

    def listed(self, those: Sequence[Introduction]) -> str:
        """All of them, the last first."""
        if not those:
            return self._say("introduction.list.none")
        lines = [self._say("introduction.list.point", line=self.line(one)) for one in those]
        return self._say("introduction.list", lines="\n".join(lines))

    def line(self, one: Introduction) -> str:
        """The buyer, for what, and how it stands."""
        facts = {"buyer": one.buyer, "about": self.about(one), "stands": self.stands(one)}
        line = self._say("introduction.list.line", **facts)
        return " ".join(filter(None, [line, self._after(one)]))

    def stands(self, one: Introduction) -> str:
        """How it stands, as a sentence after the buyer's name."""
        promised = ""
        if one.answer_by:
            promised = self._say("introduction.promised", day=day_and_month(one.answer_by))
        last = one.last
        return self._say(
            f"introduction.stands.{key_of(last)}",
            day=day_and_month(last.at),
            promised=promised,
            by=self.by(one),
            advice=self.advice(last),
            until=day_and_month(last.until) if last.until else "",
            ends=day_and_month(gives_up_at(one)),
            wrote=self.written(last),
        )

    def about(self, one: Introduction) -> str:
        """For what, to stand after the buyer's name; empty for what it buys."""
        return f" {self._say('introduction.about', title=one.title)}" if one.title else ""

    def by(self, one: Introduction) -> str:
        """By when the owner must still answer what it is about."""
        return self._door.by(self._opportunity(one))

    def advice(self, step: Step) -> str:
        """What a reason is good for."""
        if step.state is IntroductionState.LOST:
            return self._say(f"advice.{step.why}" if step.why in REFUSALS else "advice.lost")
        is_no = step.state is IntroductionState.DECLINED and step.why and step.why != Why.NOT_NOW
        return self._say(f"advice.{step.why}") if is_no else ""

    def written(self, step: Step) -> str:
        """What a buyer wrote to the firm beside its answer, with a space before; else nothing."""
        is_told = step.by in {By.BUYER, By.COORDINATOR} and step.state in _TOLD_WORDS
        if not step.words or not is_told:
            return ""
        words = step.words if step.words[-1] in _ENDS else f"{step.words}."
        return f" {self._say('introduction.they_wrote', words=words)}"

    def refused(self, refusal: Refusal) -> str:
        """Why the firm is not put forward, and from when it can be asked again."""
        one, again = refusal.because_of, ""
        if refusal.again_at:
            is_until = refusal.why in {Refused.NOT_NOW, Refused.ANSWERED}
            key = "again" if is_until else "again_from"
            day = day_and_month(refusal.again_at)
            again = f" {self._say(f'introduction.refused.{key}', day=day)}"
        return self._say(
            f"introduction.refused.{refusal.why}",
            buyer=one.buyer,
            about=self.about(one),
            stands=self.stands(one),
            again=again,
        )

    def _after(self, one: Introduction) -> str:
        """What both sides said of how it went, once it was won."""
        if one.state is not IntroductionState.WON:
            return ""
        with self._storage.transaction() as work:
            return self._went.lines(work.follow_ups.of(one.id))

    def _opportunity(self, one: Introduction) -> Opportunity | None:
        if one.opportunity is None:
            return None
        with self._storage.transaction() as work:
            return work.opportunities.get(one.opportunity)


def key_of(step: Step) -> str:
    """Under which its words stand: its state, with the reason where that is told differently."""
    reasons: Mapping[IntroductionState, set[Why]] = _WITH_REASON
    tells = step.why in reasons.get(step.state, set())
    return f"{step.state}.{step.why}" if tells else step.state.value
