"""A process that was published twice is one opportunity: recognised, shown once, undone exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.change import Change, ChangeKind
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.joined import Group, Pair
from bot.domain.notice import ProcessKey, Release
from bot.domain.opportunity import Kind, Opportunity, OpportunityId, Source, Visibility
from bot.services.join_processes import join_anew, join_by_hand, join_held, keep_apart
from bot.services.list_joins import list_joins
from tests.examples import NOW, in_days, opportunity, pounds
from tests.fakes import FakeClock
from tests.services.test_import_notices import Importer

FACTS: dict[str, Any] = {
    "title": "Grounds maintenance of cemeteries",
    "description": "Mowing, hedges and leaves in the eleven cemeteries of the council.",
    "reference": "ENV-2026-017",
}
EXPORT = Source("contracts_finder_csv", None, NOW)


def release(key: str, day: int = 0, **changes: Any) -> Release:
    """A release about the cemeteries; the day tells two of one process apart."""
    said = opportunity(key, **{**FACTS, **changes})
    said = replace(said, source=replace(said.source, as_of=in_days(day)))
    body = {"opportunity": said, "forecast": changes.get("forecast")}
    return Release(ProcessKey(key), None, in_days(day), "ocds", body, f"{key}@{day}")


def roofs(key: str, **changes: Any) -> Release:
    """A release about something else."""
    facts = {"title": "Roof repairs", "reference": "ROOF-2026-3", "value": pounds(9_000)}
    return release(key, **{**facts, **changes})


FEED, ROW, ROOFS = release("feed"), release("row", source=EXPORT), roofs("roofs")


class Desk(Importer):
    """An importer whose joins can be looked at and worked with by hand."""

    def shown(self) -> dict[str, Opportunity]:
        """What is open, by id."""
        return self.held()

    def groups(self) -> list[Group]:
        """All groups."""
        with self.storage.transaction() as work:
            keys = {key for pair in work.joins.all_pairs() for key in pair.keys}
            return work.joins.groups_of(keys)

    def pairs(self) -> list[Pair]:
        """All pairs."""
        with self.storage.transaction() as work:
            return work.joins.all_pairs()

    def apart(self, one: str, other: str) -> None:
        """An operator keeps two apart."""
        with self.storage.transaction() as work:
            keep_apart(one, other, work, NOW)

    def together(self, one: str, other: str) -> None:
        """An operator joins two."""
        with self.storage.transaction() as work:
            join_by_hand(one, other, work, NOW)

    def changes(self, of: str) -> list[Change]:
        """What there is to tell of an opportunity."""
        with self.storage.transaction() as work:
            return work.changes.of(OpportunityId(of))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_process_that_is_published_twice_is_shown_once(desk: Desk) -> None:
    summary = desk.run([FEED, ROW, ROOFS])
    assert (summary.opportunities, summary.joined) == (3, 1)
    assert set(desk.shown()) == {"feed", "roofs"}
    assert [source.name for source in desk.shown()["feed"].elsewhere] == ["contracts_finder_csv"]


def test_the_evidence_is_kept(desk: Desk) -> None:
    desk.run([FEED, ROW, ROOFS])
    with desk.storage.transaction() as work:
        (listed,) = list_joins(work)
    assert listed.shown == "feed"
    assert listed.as_json()["ground"] == "same_reference"
    assert listed.as_json()["marks"]["title"] == 1
    assert listed.as_json()["second"]["source"] == "contracts_finder_csv"


def test_importing_again_changes_nothing(desk: Desk) -> None:
    first = desk.run([FEED, ROW, ROOFS])
    pairs, revision = desk.pairs(), desk.revision()
    assert desk.run([ROW, FEED, ROOFS]) == replace(first, unchanged=3)
    assert (desk.pairs(), desk.revision()) == (pairs, revision)


def test_what_is_no_longer_alike_is_shown_twice_again(desk: Desk) -> None:
    desk.run([FEED, ROW])
    desk.run([release("row", 1, source=EXPORT, reference="ENV-2026-099", title="Cemetery roads")])
    assert desk.pairs() == []
    assert set(desk.shown()) == {"feed", "row"}


def test_the_one_that_takes_answers_longer_takes_over(desk: Desk) -> None:
    desk.run([FEED, ROW])
    desk.run([release("row", 1, source=EXPORT, deadline=in_days(30))])
    assert set(desk.shown()) == {"row"}


def test_what_was_shown_is_told_of_what_the_other_feed_says(desk: Desk) -> None:
    desk.run([FEED, ROW])
    desk.run([release("row", 1, source=EXPORT, cancelled_at=in_days(1))])
    (change,) = desk.changes("feed")
    assert (change.kind, change.at) == (ChangeKind.CANCELLED, in_days(1))
    assert desk.changes("row") == []


def test_a_twin_that_says_nothing_new_is_no_change(desk: Desk) -> None:
    desk.run([FEED])
    desk.run([ROW])
    assert desk.changes("feed") == desk.changes("row") == []


def test_a_notice_that_is_withdrawn_to_be_published_again_is_not_called_off(desk: Desk) -> None:
    desk.run([release("old", -5, published_at=in_days(-9))])
    again = {"published_at": in_days(1), "deadline": in_days(40)}
    desk.run([release("new", 1, **again)])
    desk.run([release("old", 0, published_at=in_days(-9), cancelled_at=in_days(0))])
    assert set(desk.shown()) == {"new"}
    assert [change.kind for change in desk.changes("old")] == [ChangeKind.DEADLINE_MOVED]
    assert desk.changes("new") == []


def test_the_forecasts_of_one_process_are_one(desk: Desk) -> None:
    facts: dict[str, Any] = {"awarded_at": in_days(-1)}
    for key, source in (("feed", FEED.body["opportunity"].source), ("row", EXPORT)):
        forecast = opportunity(f"{key}-again", kind=Kind.RE_LET, deadline=None)
        one = release(key, source=source, **facts)
        desk.run([replace(one, body={**one.body, "forecast": forecast})])
    assert set(desk.shown()) == {"feed-again"}
    desk.apart("feed", "row")
    assert set(desk.shown()) == {"feed-again", "row-again"}


def test_what_becomes_a_matter_of_invited_firms_leaves_the_other_on_show(desk: Desk) -> None:
    desk.run([FEED, ROW])
    desk.run([release("feed", 1, visibility=Visibility.INVITED)])
    assert set(desk.shown()) == {"row"}
    assert desk.shown()["row"].elsewhere == ()


class TestByHand:
    def test_what_is_kept_apart_stays_so_whatever_is_imported(self, desk: Desk) -> None:
        desk.run([FEED, ROW])
        desk.apart("row", "feed")
        assert set(desk.shown()) == {"feed", "row"}
        desk.run([FEED, ROW, release("row", 1, source=EXPORT, value=pounds(20_001))])
        assert set(desk.shown()) == {"feed", "row"}
        assert [pair.kept_apart_at for pair in desk.pairs()] == [NOW]

    def test_taking_apart_leaves_each_exactly_as_if_it_had_come_alone(self, desk: Desk) -> None:
        other = release("row", source=EXPORT, cancelled_at=in_days(-1), value=pounds(20_001))
        desk.run([FEED, other])
        desk.apart("feed", "row")
        with desk.storage.transaction() as work:
            both = work.opportunities.get_many([OpportunityId("feed"), OpportunityId("row")])
        assert both == [FEED.body["opportunity"], other.body["opportunity"]]

    def test_what_only_invited_firms_may_see_is_not_joined_by_hand(self, desk: Desk) -> None:
        desk.run([FEED, roofs("secret", visibility=Visibility.INVITED)])
        with pytest.raises(InvalidInputError, match="invited"):
            desk.together("feed", "secret")

    def test_what_is_joined_by_hand_stays_so_however_unlike(self, desk: Desk) -> None:
        desk.run([FEED, ROOFS])
        desk.together("roofs", "feed")
        assert len(desk.shown()) == 1
        desk.run([roofs("roofs", day=1, value=pounds(1))])
        assert len(desk.shown()) == 1
        desk.apart("roofs", "feed")
        assert set(desk.shown()) == {"feed", "roofs"}

    def test_what_was_kept_apart_can_be_joined_again(self, desk: Desk) -> None:
        desk.run([FEED, ROW])
        desk.apart("feed", "row")
        desk.together("feed", "row")
        assert set(desk.shown()) == {"feed"}

    def test_a_name_that_nobody_has_and_one_process_twice_are_refused(self, desk: Desk) -> None:
        desk.run([FEED])
        with pytest.raises(NotFoundError):
            desk.apart("feed", "nobody")
        with pytest.raises(InvalidInputError):
            desk.together("feed", "feed")


class TestHeldBefore:
    def test_what_an_older_version_stored_is_compared_too(self, desk: Desk) -> None:
        with desk.storage.transaction() as work:
            for one in (FEED, ROW, ROOFS):
                work.opportunities.save(one.process_key, one.body["opportunity"])
        assert len(desk.shown()) == 3
        join_held(desk.storage, FakeClock(NOW))
        assert set(desk.shown()) == {"feed", "roofs"}

    def test_comparing_anew_comes_to_the_same_and_keeps_what_operators_said(
        self, desk: Desk
    ) -> None:
        desk.run([FEED, ROW, ROOFS, release("third")])
        desk.apart("feed", "row")
        groups = desk.groups()
        join_anew(desk.storage, FakeClock(NOW))
        assert desk.groups() == groups
        assert sum(pair.kept_apart_at is not None for pair in desk.pairs()) == 1


VARIANTS = st.lists(
    st.builds(
        release,
        st.sampled_from("abcdefghijkl"),
        st.integers(0, 3),
        source=st.sampled_from([FEED.body["opportunity"].source, EXPORT]),
        reference=st.sampled_from([None, "ENV-2026-017", "ENV-2026-018", "BIP987417594"]),
        deadline=st.sampled_from([in_days(20), in_days(30), None]),
        value=st.sampled_from([pounds(20_000), pounds(5)]),
    ),
    min_size=2,
    max_size=14,
    unique_by=lambda one: one.fingerprint,
)


def found(desk: Desk) -> list[tuple[object, object]]:
    """The pairs and their evidence, without the moment."""
    return [(one.keys, one.evidence) for one in sorted(desk.pairs(), key=lambda one: one.keys)]


@settings(max_examples=60, deadline=None)
@given(VARIANTS, st.randoms(), st.integers(1, 4))
def test_any_order_in_any_batches_comes_to_the_same(
    releases: list[Release], chance: Any, size: int
) -> None:
    at_once, in_parts = Desk(), Desk()
    at_once.run(releases)
    shuffled = list(releases)
    chance.shuffle(shuffled)
    for start in range(0, len(shuffled), size):
        in_parts.run(shuffled[start : start + size])
    assert in_parts.shown() == at_once.shown()
    assert in_parts.groups() == at_once.groups()
    assert found(in_parts) == found(at_once)
