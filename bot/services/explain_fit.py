"""Says why a notice stands where it does in a profile's ranking, open or closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.conversation import Criteria
from bot.domain.fit import FEATURES
from bot.domain.match import (
    LONDON,
    MANY_CODES,
    Candidate,
    Case,
    Likeness,
    Remark,
    Wanted,
    days_left,
)
from bot.domain.matching import reach_of, trade_fit
from bot.domain.opportunity import Opportunity, can_be_answered
from bot.domain.place import Place, Reach
from bot.domain.profile import Profile
from bot.domain.remarks import Match
from bot.domain.search_words import SearchWords
from bot.domain.trade import PlainText
from bot.ports import BankHolidays, Gazetteer
from bot.services.work_index import Asked

NAMED_LIKE = 0.5
"""Likeness from which on the name of a code is near enough to an owner's words to be a reason."""

_COUNTED = timedelta(days=120)
_CODE_NAMES = FEATURES.index("code_names")
_OF_THE_WORK = frozenset({"reason.quote", "reason.title", "reason.code", "reason.words"})
_OF_PLACE = ("miles", "region", "nationwide", "far", "elsewhere", "place_", "office")
_OF_TIME = ("time", "closes_", "no_working", "one_working", "few_working", "no_deadline")
_OF_STATE = ("planned", "forecast")


@dataclass(frozen=True, slots=True)
class Question:
    """A profile, what an index says of its words, where it is (None if not known), and the day."""

    profile: Profile
    asked: Asked
    place: Place | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What speaks for and against, the most useful first."""

    reasons: list[Remark]
    against: list[Remark]


class ExplainFit:
    """Makes remarks; `home` stands in for the place of a firm that named none."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        subject: SearchWords,
        code_names: Mapping[str, str],
        home: Place,
        bank_holidays: BankHolidays,
    ) -> None:
        self._gazetteer = gazetteer
        self._subject = subject
        self._code_names = code_names
        self._home = home
        self._bank_holidays = bank_holidays

    def of_work_and_size(self, opportunity: Opportunity, at: int, question: Question) -> Said:
        """The remarks that place, time and state have no part in; `at` is its row in `asked`."""
        said = _without(self._said(opportunity, question), (*_OF_PLACE, *_OF_TIME, *_OF_STATE))
        return self._with_code(said, opportunity, question.asked, at)

    def of_everything(self, opportunity: Opportunity, at: int, question: Question) -> Said:
        """All remarks: of the place where it is known; of what is over, that it is over."""
        said = self._said(opportunity, question)
        if question.place is None:
            said = _without(said, _OF_PLACE)
        if not opportunity.is_known_at(question.now):
            said = _without(said, (*_OF_TIME, *_OF_STATE))
            said.against.insert(0, Remark("against.not_published"))
        elif not can_be_answered(opportunity.state_at(question.now)):
            said = _without(said, (*_OF_TIME, *_OF_STATE))
            said.against.insert(0, _over(opportunity, question.now))
        return self._with_code(said, opportunity, question.asked, at)

    def _with_code(self, said: Said, opportunity: Opportunity, asked: Asked, at: int) -> Said:
        """Where nothing else of the work is said, the name of its nearest code, if it is near."""
        if any(one.key in _OF_THE_WORK for one in said.reasons):
            return said
        code = asked.nearest_code(at)
        name = self._code_names.get(code) if code else None
        if name and asked.features[at, _CODE_NAMES] >= NAMED_LIKE:
            said.reasons.insert(0, Remark("reason.code_name", {"name": name}))
            if (kinds := len(opportunity.cpv)) > MANY_CODES:
                facts = {"trade": name.lower(), "kinds": kinds}
                said.against.insert(0, Remark("against.one_of_many", facts))
        else:
            said.against.insert(0, Remark("against.little_in_common"))
        return said

    def _said(self, opportunity: Opportunity, question: Question) -> Said:
        match = Match(self._case(opportunity, question), 0.0)
        return Said(list(match.reasons), list(match.against))

    def _case(self, opportunity: Opportunity, question: Question) -> Case:
        trades, place, now = question.asked.trades, question.place, question.now
        criteria = Criteria(
            words=self._subject.of(question.profile.text),
            trades=tuple(trade.name for trade in trades),
            max_value=question.profile.max_value,
        )
        title, description = PlainText(opportunity.title), PlainText(opportunity.description)
        found = (trade_fit(opportunity, title, description, trade) for trade in trades)
        fits = tuple(fit for fit in found if fit)
        reach, miles = Reach.UNKNOWN, None
        if place:
            reach, miles = self._gazetteer.reach(opportunity.coverage, place)
        candidate = Candidate(opportunity, Likeness(0.0), reach, miles, fits)
        wanted = Wanted(criteria, trades, place or self._home, place is not None)
        fit = max(fits, key=lambda one: one.relevance, default=None)
        days, holidays = days_left(opportunity, now), self._holidays_after(now.date())
        return Case(candidate, wanted, fit, reach_of(candidate), days, now, holidays)

    def _holidays_after(self, today: date) -> frozenset[date]:
        return self._bank_holidays.between(today, today + _COUNTED)


def _without(said: Said, starts: tuple[str, ...]) -> Said:
    def keep(remark: Remark) -> bool:
        return not remark.key.partition(".")[2].startswith(starts)

    return Said([r for r in said.reasons if keep(r)], [r for r in said.against if keep(r)])


def _over(opportunity: Opportunity, now: datetime) -> Remark:
    deadline = opportunity.deadline
    if deadline is None or deadline > now:
        return Remark("against.over")
    closed = deadline.astimezone(LONDON)
    return Remark("against.closed", {"day": f"{closed.day} {closed:%B %Y}"})
