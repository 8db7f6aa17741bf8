"""What every store of recognised processes promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from bot.domain.joined import Pair, in_order
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Contact, Kind, OpportunityId, Source, Visibility
from bot.domain.process_marks import Feature
from bot.domain.process_particulars import LARGEST_BLOCK, Particulars, particulars_of
from bot.domain.same_process import Evidence, Ground
from bot.ports import Storage
from tests.examples import NOW, cpv, in_days, opportunity, pounds

A, B, C = (ProcessKey(name) for name in ("process-a", "process-b", "process-c"))
MARKS = {Feature.BUYER: 1.0, Feature.TITLE: 0.93, Feature.PLACE: None}
AB = Pair(A, B, Evidence(Ground.TWO_FEEDS, MARKS), NOW)
BC = Pair(B, C, Evidence(Ground.SAME_REFERENCE, {}), in_days(1), kept_apart_at=in_days(2))


def keep(storage: Storage, names: str = "abc", **changes: Any) -> None:
    """Stores an opportunity of each name under the key `process-<name>`."""
    with storage.transaction() as work:
        for name in names:
            key = ProcessKey(f"process-{name}")
            work.opportunities.save(key, opportunity(name, **changes))


def particulars(key: ProcessKey, **changes: Any) -> Particulars:
    """What the usual opportunity says of itself, with changes."""
    return particulars_of(key, opportunity(**changes))


def join(storage: Storage, *groups: tuple[ProcessKey, ...]) -> None:
    """Makes these the groups of a, b and c."""
    with storage.transaction() as work:
        work.joins.regroup([A, B, C], groups)


class TestParticulars:
    def test_they_come_back_as_they_were_noted(self, storage: Storage) -> None:
        keep(storage, "ab")
        full = Particulars(
            A, "find_a_tender", Kind.TENDER, "eastside", "Ä title", NOW, "R/1", "page", "text",
            "mark", Decimal("1.07"), cpv("1", "2"), ("B9",), in_days(1), in_days(2),
            date(2027, 1, 2), date(2027, 1, 3), is_awarded=True,
        )  # fmt: skip
        bare = Particulars(B, "ocds", Kind.PLANNED, "", "T", NOW)
        with storage.transaction() as work:
            work.joins.note([full, bare])
        with storage.transaction() as work:
            assert work.joins.particulars([A, B, C]) == {A: full, B: bare}

    def test_what_is_noted_again_replaces_what_was(self, storage: Storage) -> None:
        keep(storage, "ab")
        with storage.transaction() as work:
            work.joins.note([particulars(A), particulars(B)])
            touched = work.joins.note([particulars(A, title="Roofs", value=pounds(7))])
            assert (touched.noted_before, touched.pairs) == ({A}, frozenset())
            assert work.joins.particulars([A])[A].title == "Roofs"
            assert work.joins.note([particulars(A)]).pairs == {(A, B)}

    def test_those_that_share_a_block_are_candidates(self, storage: Storage) -> None:
        keep(storage, "abc")
        with storage.transaction() as work:
            other = particulars(C, title="Roofs", value=pounds(7))
            touched = work.joins.note([particulars(A), particulars(B), other])
            assert touched.pairs == {(A, B)}
            assert touched.noted_before == frozenset()

    def test_a_block_that_grows_too_large_is_no_ground_any_more(self, storage: Storage) -> None:
        names = "abcdefghi"
        keys = [ProcessKey(f"process-{name}") for name in names]
        assert len(names) == LARGEST_BLOCK + 1
        keep(storage, names)
        with storage.transaction() as work:
            touched = work.joins.note([particulars(key) for key in keys[:-1]])
            assert touched.pairs == {in_order(a, b) for a, b in combinations(keys[:-1], 2)}
            touched = work.joins.note([particulars(keys[-1])])
            assert (touched.noted_before, touched.pairs) == (frozenset(keys), frozenset())
            touched = work.joins.note([particulars(keys[0], title="Roofs", value=pounds(7))])
            assert touched.noted_before == frozenset(keys)
            assert touched.pairs == {in_order(a, b) for a, b in combinations(keys[1:], 2)}

    def test_what_lacks_them_is_named_but_no_sample_or_forecast_or_invitation(
        self, storage: Storage
    ) -> None:
        keep(storage, "ab")
        keep(storage, "c", visibility=Visibility.INVITED)
        keep(storage, "s", is_sample=True)
        keep(storage, "f", kind=Kind.RE_LET)
        keep(storage, "i", visibility=Visibility.INVITED)
        with storage.transaction() as work:
            assert set(work.joins.lacking(9)) == {A, B}
            assert len(work.joins.lacking(1)) == 1
            work.joins.note([particulars(A), particulars(B)])
            assert work.joins.lacking(9) == []
            assert work.joins.noted(None, 9) == [A, B]
            assert work.joins.noted(A, 9) == [B]
            assert work.joins.noted(None, 1) == [A]
            work.joins.forget([A])
            assert work.joins.noted(None, 9) == [B]
            assert work.joins.note([particulars(C)]).pairs == {(B, C)}


class TestPairs:
    @pytest.fixture(autouse=True)
    def _kept(self, storage: Storage) -> None:
        keep(storage)

    def test_they_come_back_with_their_evidence(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.joins.put([BC, AB])
        with storage.transaction() as work:
            assert work.joins.pairs_of([A]) == [AB]
            assert work.joins.pairs_of([B]) == [AB, BC]
            assert work.joins.pairs_of([]) == []
            assert work.joins.all_pairs() == [AB, BC]

    def test_a_pair_is_held_once_and_dropped_once(self, storage: Storage) -> None:
        apart = replace(AB, kept_apart_at=in_days(1))
        with storage.transaction() as work:
            work.joins.put([AB])
            work.joins.put([apart])
            assert work.joins.all_pairs() == [apart]
            work.joins.drop([AB.keys, BC.keys])
            assert work.joins.all_pairs() == []

    def test_it_goes_with_either_of_its_opportunities(self, storage: Storage) -> None:
        with storage.transaction() as work:
            work.joins.put([AB])
            work.opportunities.remove([B])
        with storage.transaction() as work:
            assert work.joins.all_pairs() == []

    def test_a_process_is_found_by_its_key_and_by_its_opportunitys_id(
        self, storage: Storage
    ) -> None:
        with storage.transaction() as work:
            assert work.joins.key_of("a") == work.joins.key_of("process-a") == A
            assert work.joins.key_of("nobody") is None


class TestGroups:
    def test_a_group_begins_with_the_one_that_is_shown(self, storage: Storage) -> None:
        keep(storage)
        join(storage, (C, A, B))
        with storage.transaction() as work:
            assert work.joins.groups_of([B]) == [(C, A, B)]
            assert work.joins.groups_of([ProcessKey("nobody")]) == []
            assert work.joins.count_hidden([A, B, C]) == 2
            work.joins.regroup([A, B, C], [(A, B)])
            assert work.joins.groups_of([A, B, C]) == [(A, B)]

    def test_it_is_read_once_whichever_is_asked_for(self, storage: Storage) -> None:
        keep(storage, "ab", source=Source("find_a_tender", "https://a.example", NOW))
        keep(storage, "c")
        join(storage, (B, A))
        ids = [OpportunityId(name) for name in "acb"]
        with storage.transaction() as work:
            assert [o.id for o in work.opportunities.get_many(ids)] == ["b", "c", "b"]
            assert {o.id for o in work.opportunities.not_over_at(NOW)} == {"b", "c"}
            assert work.opportunities.count_real() == 2
            seen = work.opportunities.get(OpportunityId("a"))
        assert seen is not None
        assert [source.url for source in seen.elsewhere] == ["https://a.example"]

    def test_what_another_says_of_it_is_told(self, storage: Storage) -> None:
        contact = Contact(email="buying@example.org")
        keep(storage, "a")
        keep(storage, "b", contact=contact, cancelled_at=NOW)
        join(storage, (A, B))
        with storage.transaction() as work:
            seen = work.opportunities.get(OpportunityId("a"))
            assert work.opportunities.not_over_at(NOW) == []
        assert seen is not None
        assert (seen.contact, seen.cancelled_at) == (contact, NOW)

    def test_one_that_is_over_does_not_end_the_one_that_is_shown(self, storage: Storage) -> None:
        keep(storage, "a")
        keep(storage, "b", deadline=in_days(-5))
        join(storage, (A, B))
        with storage.transaction() as work:
            assert [o.id for o in work.opportunities.not_over_at(NOW)] == ["a"]
            work.joins.regroup([A, B], [(B, A)])
            assert work.opportunities.not_over_at(NOW) == []

    def test_undoing_it_leaves_each_exactly_as_it_was(self, storage: Storage) -> None:
        keep(storage, "a")
        keep(storage, "b", cancelled_at=NOW, value=pounds(7))
        ids = [OpportunityId("a"), OpportunityId("b")]
        with storage.transaction() as work:
            before = work.opportunities.get_many(ids)
        join(storage, (A, B))
        join(storage)
        with storage.transaction() as work:
            assert work.opportunities.get_many(ids) == before

    def test_joining_changes_the_revision(self, storage: Storage) -> None:
        keep(storage)
        with storage.transaction() as work:
            before = work.opportunities.revision()
            work.joins.regroup([A, B], [(A, B)])
            assert work.opportunities.revision() != before
