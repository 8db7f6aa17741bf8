"""The sentences that an owner reads for and against a notice, whole and in words of the trade."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.bootstrap import CONTENT, make_phrases
from bot.domain.conversation import Criteria
from bot.domain.match import Candidate, Likeness, Wanted
from bot.domain.matching import judge, trade_fit
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.opportunity import Opportunity
from bot.domain.place import Coverage, Place, Point, Reach, miles_between
from bot.domain.trade import PlainText
from bot.services.present_opportunity import PresentOpportunity
from connectors.notices.calendar import EnglishBankHolidays
from connectors.text.vocabulary import load_trades
from tests.examples import opportunity

NOW = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)
HERE = Place("B8 3HJ", Point(52.4873, -1.8460))
THERE = Point(52.4773, -1.8165)
CLEANER = load_trades(CONTENT).found_in("cleaner")

HEALTH_CENTRES = opportunity(
    title="Two health centres in Stechford",
    description=(
        "Daily cleaning of two health centres. You must hold £5 million public liability insurance."
        " TUPE may apply to the staff of the present contractor."
    ),
    deadline=datetime(2025, 11, 21, 12, 0, tzinfo=UTC),
    value=Value(Decimal(54_000), Vat.EXCLUDED, Basis.TOTAL),
    starts_on=date(2026, 1, 1),
    ends_on=date(2028, 12, 31),
    coverage=Coverage("B33 8BL", THERE),
)


def said(one: Opportunity) -> tuple[list[str], list[str]]:
    """What a cleaner in Ward End is told for it and against it."""
    miles = miles_between(HERE.point, one.coverage.point) if one.coverage.point else None  # type: ignore[arg-type]
    texts = PlainText(one.title), PlainText(one.description)
    fits = tuple(fit for trade in CLEANER if (fit := trade_fit(one, *texts, trade)))
    reach = Reach.NEAR if miles is not None else Reach.UNKNOWN
    candidate = Candidate(one, Likeness(0.5, 0.5), reach, miles, fits)
    asked = Criteria(trades=("cleaning",), place=HERE)
    holidays = EnglishBankHolidays().between(NOW.date(), date(2026, 11, 10))
    match = judge(candidate, Wanted(asked, CLEANER, HERE, place_was_said=True), NOW, holidays)
    assert match
    present = PresentOpportunity(make_phrases(), "")
    return present.said(match.reasons), present.said(match.against)


def test_what_speaks_for_it_is_quoted_measured_and_counted() -> None:
    reasons, _ = said(HEALTH_CENTRES)
    assert "It says “Daily cleaning of two health centres”" in reasons
    assert "1.4 miles from B8 3HJ" in reasons
    assert "About £18,000 a year over 3 years" in reasons
    assert "Closes in 9 working days" in reasons


def test_what_speaks_against_it_is_quoted_too() -> None:
    _, against = said(HEALTH_CENTRES)
    assert any("£5 million public liability" in one for one in against)
    assert any("TUPE" in one and "ask" in one for one in against)


def test_what_the_notice_does_not_tell_is_said_not_to_be_known() -> None:
    bare = opportunity(
        title="Cleaning",
        description="Please ask for details.",
        value=NOT_STATED,
        deadline=None,
        coverage=Coverage(),
    )
    reasons, against = said(bare)
    assert not [one for one in reasons if "£" in one or "miles" in one or "working day" in one]
    unknown = [one for one in against if one.startswith("We don't know")]
    for what in ("the value", "where the work is", "when it closes"):
        assert any(what in one for one in unknown), against


def test_what_takes_more_hands_than_one_person_has_is_said() -> None:
    large = opportunity(
        value=Value(Decimal(900_000), Vat.EXCLUDED, Basis.TOTAL),
        starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31),
    )
    assert "About £300,000 a year: probably too much for one person" in said(large)[1]
    vast = opportunity(value=Value(Decimal(9_000_000), Vat.EXCLUDED, Basis.TOTAL))
    assert "Probably too large for a small firm on its own" in said(vast)[1]
