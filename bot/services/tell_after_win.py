"""The words about how work went after a win: what each side said, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.after_winning import FollowUp, Side, Went, is_trouble
from bot.domain.conversation import Choice, Reply
from bot.domain.payloads import meaning
from bot.ports import Phrases
from bot.services.tell_door import day_and_month


class TellAfterWin:
    """Plain lines for whoever was asked, for the other side, and for a coordinator."""

    def __init__(self, phrases: Phrases) -> None:
        self._say = phrases.say

    def thanks(self, said: FollowUp, buyer: str) -> Reply:
        """What an owner is told: what was noted, what the law gives them, and who can help."""
        told = [self._say("after_win.thanks", said=self.said(said), buyer=buyer)]
        told += self.advice(said, buyer)
        return Reply("\n".join(told), (), self._ways(said), is_whole=is_trouble(said))

    def advice(self, said: FollowUp, buyer: str) -> list[str]:
        """What an owner can do about it."""
        return [self._say(f"after_win.advice.{key}", buyer=buyer) for key in _advice(said)]

    def said(self, one: FollowUp) -> str:
        """What was said of the work and of the pay, in a line."""
        parts = [
            self._say(f"after_win.{part}.{went}")
            for part, went in (("delivered", one.delivered), ("paid", one.paid))
            if went
        ]
        return "; ".join(parts) or self._say("after_win.nothing_said")

    def lines(self, those: Iterable[FollowUp]) -> str:
        """What both sides said so far, for the owner's list; empty where nobody has."""
        answered = [one for one in those if one.answered_at]
        latest = {one.side: one for one in sorted(answered, key=lambda one: one.days)}
        return " ".join(self._line(latest[side]) for side in Side if side in latest)

    def waits(self, buyer: str) -> Choice:
        """A button to answer what was asked."""
        words = self._say("after_win.choice.answer", buyer=buyer)
        return Choice("", words, meaning("report_outcome", after="answer"))

    def _line(self, one: FollowUp) -> str:
        day = day_and_month(one.answered_at) if one.answered_at else ""
        return self._say(f"after_win.line.{one.side}", day=day, said=self.said(one))

    def _ways(self, said: FollowUp) -> tuple[Choice, ...]:
        if not is_trouble(said):
            return ()
        person = Choice("", self._say("after_win.choice.person"), meaning("request_human"))
        law = Choice("", self._say("after_win.choice.law"), meaning("ask_payment"))
        return (person, law) if said.paid in {Went.LATE, Went.NO} else (person,)


def _advice(said: FollowUp) -> list[str]:
    """What is worth telling, the pay first: it is what a small firm lives on."""
    found = []
    match said.paid:
        case Went.NO:
            found.append("unpaid")
        case Went.LATE:
            found.append("paid_late")
        case Went.PART:
            found.append("paid_part")
        case Went.NOT_YET:
            found.append("not_due")
    match said.delivered:
        case Went.NO:
            found.append("fell_through")
        case Went.PART | Went.NOT_YET:
            found.append("goes_on")
    return found
