"""What both sides said after a win, as a coordinator reads it."""

from __future__ import annotations

from datetime import datetime

from bot.domain.after_winning import FollowUp, Side, Went, is_trouble
from bot.domain.introduction import Introduction, IntroductionState
from bot.domain.opportunity import LONDON
from bot.ports import Storage

_WORK = {
    Went.YES: "delivered",
    Went.PART: "delivered in part",
    Went.LATE: "delivered late",
    Went.NOT_YET: "not delivered yet",
    Went.NO: "fell through",
}
_PAY = {
    Went.YES: "paid within 30 days",
    Went.LATE: "paid late",
    Went.PART: "paid in part",
    Went.NOT_YET: "not invoiced yet",
    Went.NO: "not paid",
}


def follow_ups_of(storage: Storage, one: Introduction) -> list[FollowUp]:
    """What was asked after the win; nothing of one that was not won."""
    if one.state is not IntroductionState.WON:
        return []
    with storage.transaction() as work:
        return work.follow_ups.of(one.id)


def lines_of(those: list[FollowUp]) -> list[str]:
    """One line for each question: asked when, and what the side answered."""
    return [_line(one) for one in those]


def troubles_of(those: list[FollowUp]) -> list[str]:
    """Those lines that a person should look at."""
    return [f"  ! {_line(one)}" for one in those if is_trouble(one)]


def told_of(one: FollowUp) -> dict[str, str | int | None]:
    """The same for a program."""
    return {
        "days": one.days,
        "side": one.side.value,
        "asked_at": one.asked_at.isoformat(),
        "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        "delivered": one.delivered.value if one.delivered else None,
        "paid": one.paid.value if one.paid else None,
        "words": one.words,
        "who": one.who,
    }


def _line(one: FollowUp) -> str:
    who = "owner" if one.side is Side.OWNER else "buyer"
    if one.answered_at is None:
        return f"{one.days} days after the win, {who}: asked {_day(one.asked_at)}, no answer yet"
    work = [_WORK[one.delivered]] if one.delivered else []
    pay = [_PAY[one.paid]] if one.paid else []
    words = f": “{one.words}”" if one.words else ""
    said = ", ".join(work + pay)
    by = f" ({one.who})" if one.who else ""
    return f"{one.days} days after the win, {who}{by}, {_day(one.answered_at)}: {said}{words}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%-d %b %Y}"
