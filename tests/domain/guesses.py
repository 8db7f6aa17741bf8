"""Opportunities, owners' wishes and places of every sort, for properties."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from bot.domain.buyer import Buyer
from bot.domain.conversation import Criteria
from bot.domain.match import Candidate, Likeness, TradeFit, Wanted
from bot.domain.matching import judge, trade_fit
from bot.domain.money import Basis, Value
from bot.domain.opportunity import Kind, Opportunity, SuitableFor
from bot.domain.place import Coverage, Office, Place
from bot.domain.remarks import Match
from bot.domain.trade import PlainText, Trade
from tests.examples import (
    ALUM_ROCK,
    BORDESLEY,
    CATERING,
    CLEANING,
    HOME,
    LEEDS,
    NOW,
    WINDOWS,
    cpv,
    in_days,
    opportunity,
)
from tests.fakes import FakeGazetteer

REGIONS = ("West Midlands", "London", "United Kingdom", "Wales")
Asked = tuple[Candidate, Wanted]
GAZETTEER = FakeGazetteer(
    {"B9 4AA": BORDESLEY.point or LEEDS, "LS1 1AA": LEEDS}, ["West Midlands"], ["United Kingdom"]
)
_PLAIN = (
    "Cleaning cleaning catering services of schools and window-cleaning; the. CLEANER: café "
    "20,000 Buffets for, halls provision long-established"
)
_ASKING = [
    "must", "not", "TUPE", "4 lots", "bid for one lot", "public liability insurance of £5 million",
    "enhanced DBS check", "mandatory site visit", "Site visits are available", "two references",
]  # fmt: skip
_WORDS = st.sampled_from([*_PLAIN.split(), *_ASKING, "\n", "\N{BULLET}", "a\N{NO-BREAK SPACE}b"])
TEXTS = st.lists(_WORDS, max_size=24).map(" ".join)
CODES = st.lists(
    st.sampled_from(["90910000", "90900000", "90911300", "55520000", "45000000", "90000000"]
                    + [f"451{n}0000" for n in range(1, 9)]), unique=True, max_size=12,
).map(lambda codes: cpv(*codes))  # fmt: skip
AMOUNTS = st.none() | st.decimals(0, 10**8, places=2, allow_nan=False)
POSTCODES = st.sampled_from([None, "B9 4AA", "LS1 1AA", "B99 9ZZ"])
OFFICES = st.sampled_from([None, Office("Leeds LS1", is_near=False), Office("B4", is_near=True)])
MOMENTS = st.none() | st.floats(-3, 120).map(in_days)
DAYS = st.none() | st.integers(100, 2_000).map(lambda days: in_days(days).date())
TRADES = st.sampled_from([CLEANING, CATERING, WINDOWS])
PLACES = st.sampled_from([None, ALUM_ROCK, BORDESLEY, Place("Leeds", LEEDS), Place("AB10", None)])


@st.composite
def _coverages(draw: st.DrawFn) -> Coverage:
    names = draw(st.lists(st.sampled_from(REGIONS), unique=True, max_size=4))
    postcode = draw(POSTCODES)
    found = GAZETTEER.coverage(postcode, names)
    return Coverage(postcode, found.point, found.regions, found.nationwide, draw(OFFICES))


OPPORTUNITIES = st.builds(
    lambda number, **facts: opportunity(f"o{number}", **facts),
    number=st.integers(0, 10**6),
    kind=st.sampled_from(Kind),
    title=TEXTS,
    description=TEXTS,
    buyer=st.sampled_from([Buyer("Eastside Council"), Buyer("Westside Council"), Buyer("")]),
    value=st.builds(Value, AMOUNTS, basis=st.sampled_from(Basis)),
    cpv=CODES,
    coverage=_coverages(),
    deadline=MOMENTS,
    starts_on=DAYS,
    ends_on=DAYS,
    cancelled_at=st.sampled_from([None, None, None, in_days(-1)]),
    suitable_for=st.sampled_from([frozenset(), frozenset({SuitableFor.SME})]),
    reserved_for=st.sampled_from([None, "smeVcse"]),
)


@st.composite
def _wanted(draw: st.DrawFn) -> Wanted:
    trades = tuple(draw(st.lists(TRADES, unique=True, max_size=2)))
    place: Place | None = draw(PLACES)
    criteria = Criteria(
        words=draw(st.sampled_from(["", "cleaning halls", "buffets", "zebra"])),
        trades=tuple(trade.name for trade in trades),
        place=place,
        min_value=draw(st.none() | st.just(Decimal(5_000))),
        max_value=draw(st.none() | st.just(Decimal(100_000))),
        buyer=draw(st.sampled_from([None, None, "eastside council"])),
        within_miles=draw(st.sampled_from([None, None, 3.0])),
        closes_after=draw(st.sampled_from([None, None, in_days(2)])),
    )
    return Wanted(criteria, trades, place or HOME, place is not None)


WANTED = _wanted()


def candidate_for(one: Opportunity, asked: Wanted, likeness: Likeness) -> Candidate:
    """The opportunity as a search for this looks at it."""
    reach, miles = GAZETTEER.reach(one.coverage, asked.place)
    return Candidate(one, likeness, reach, miles, _fits(one, asked.trades))


def _fits(one: Opportunity, trades: tuple[Trade, ...]) -> tuple[TradeFit, ...]:
    title, description = PlainText(one.title), PlainText(one.description)
    return tuple(f for t in trades if (f := trade_fit(one, title, description, t)))


LIKENESSES = st.builds(Likeness, st.floats(0, 1), st.booleans())
ASKED = st.builds(
    lambda one, asked, likeness: (candidate_for(one, asked, likeness), asked),
    OPPORTUNITIES, WANTED, LIKENESSES,
)  # fmt: skip


def _fitting(one: Opportunity, asked: Wanted, likeness: Likeness) -> Match | None:
    """The match of an opportunity whose title names one of the trades, no limits asked."""
    named = replace(one, title=" ".join([*(t.name for t in asked.trades[:1]), one.title]))
    open_criteria = replace(
        asked.criteria, min_value=None, max_value=None, within_miles=None, closes_after=None,
        buyer=asked.criteria.buyer and named.buyer.name.lower(),
    )  # fmt: skip
    open_asked = replace(asked, criteria=open_criteria)
    return judge(candidate_for(named, open_asked, likeness), open_asked, NOW)


MATCHES = st.builds(
    _fitting, OPPORTUNITIES, WANTED, st.builds(Likeness, st.floats(0.5, 1), st.booleans())
).filter(lambda match: match is not None)
"""Opportunities that suit, with all that was known when they were judged."""
