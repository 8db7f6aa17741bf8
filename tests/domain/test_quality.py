"""Counts of findings: shares, order, and one entry for each buyer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.notice import FindingKind
from bot.domain.quality import BuyerQuality, QualityReport
from tests.examples import NOW, in_days

K = FindingKind
COUNTS = st.dictionaries(st.sampled_from(FindingKind), st.integers(0, 40), max_size=5)
BUYERS = st.lists(
    st.builds(
        lambda name, found, more: BuyerQuality(
            name, 40 + more, max(found.values(), default=0), found
        ),
        st.sampled_from(["", "Eastside Council", "Eastside NHS Trust", "A school"]),
        COUNTS,
        st.integers(0, 99),
    )
)


def report(*buyers: BuyerQuality) -> QualityReport:
    """The report of these buyers."""
    return QualityReport.of(buyers)


def names(found: QualityReport) -> list[str]:
    """The buyers of a report, in order."""
    return [one.buyer for one in found.buyers]


@given(BUYERS)
def test_nothing_is_lost_or_counted_twice(counted: list[BuyerQuality]) -> None:
    made = report(*counted)
    assert made.whole.notices == sum(one.notices for one in counted)
    for kind in FindingKind:
        assert made.whole.found.get(kind, 0) == sum(one.found.get(kind, 0) for one in counted)
    assert len(set(names(made))) == len(made.buyers)


@given(BUYERS)
def test_the_order_in_which_buyers_are_counted_does_not_matter(counted: list[BuyerQuality]) -> None:
    assert report(*counted) == report(*reversed(counted))


@given(st.integers(1, 10_000), st.data())
def test_a_part_is_never_shown_as_none_or_all(notices: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, notices))
    percent = BuyerQuality("x", notices).percent(count)
    assert abs(percent - 100 * count / notices) < 1
    assert (percent == 0) is (count == 0)
    assert (percent == 100) is (count == notices)


def test_the_buyers_with_the_most_notices_come_first() -> None:
    made = report(BuyerQuality("B", 2), BuyerQuality("C", 9), BuyerQuality("A", 2))
    assert names(made) == ["C", "A", "B"]


def test_the_most_frequent_kind_comes_first_and_what_was_not_found_does_not_come() -> None:
    one = BuyerQuality("A", 9, 5, {K.NO_CPV: 2, K.NO_VALUE: 2, K.NO_PLACE: 5, K.NO_BUYER: 0})
    assert one.by_frequency == [(K.NO_PLACE, 5), (K.NO_VALUE, 2), (K.NO_CPV, 2)]
    assert one.kinds_a_notice == 1
    assert BuyerQuality("A", 0).kinds_a_notice == 0


def test_a_buyer_is_meant_by_its_whole_name_before_a_part_of_another() -> None:
    made = report(BuyerQuality("Eastside", 1), BuyerQuality("Eastside Council", 2))
    assert names(made.about(" EASTSIDE ")) == ["Eastside"]
    assert names(made.about("side c")) == ["Eastside Council"]
    assert names(made.about("west")) == []


def test_an_empty_name_means_only_those_without_one() -> None:
    made = report(BuyerQuality("", 1), BuyerQuality("Eastside Council", 2))
    assert names(made.about("")) == [""]


@pytest.mark.parametrize(("count", "is_tiny"), [(0, False), (1, True), (9, True), (10, False)])
def test_a_share_under_one_percent_is_known(count: int, is_tiny: bool) -> None:
    assert BuyerQuality("A", 1000).is_under_one_percent(count) is is_tiny


def test_the_day_and_the_sources_are_those_of_the_notices_counted() -> None:
    both = frozenset({"find_a_tender", "contracts_finder"})
    made = report(
        BuyerQuality("Eastside", 1, as_of=in_days(-9), sources=frozenset({"find_a_tender"})),
        BuyerQuality("Westside", 1, as_of=NOW, sources=both),
        BuyerQuality("Westside", 1, as_of=in_days(-3), sources=both),
    )
    assert (made.as_of, made.sources) == (NOW, ("contracts_finder", "find_a_tender"))
    only = made.about("eastside")
    assert (only.as_of, only.sources) == (in_days(-9), ("find_a_tender",))
    nobody = made.about("nobody")
    assert (nobody.as_of, nobody.sources) == (None, ())
