"""What every store of what opportunities' texts come to promises."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import pytest

from bot.domain.index_row import IndexRow, MadeWith, over_from
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId, Visibility
from bot.ports import Storage
from tests.examples import NOW, in_days, opportunity

SMALL, LARGE = MadeWith("small", "1"), MadeWith("large", "1")
OTHER_WORDS = MadeWith("small", "2")


def row(one: Opportunity, number: int = 1) -> IndexRow:
    """A row whose parts can be told apart."""
    parts = (bytes([number, n]) for n in range(4))
    return IndexRow(f"text {number}", *parts, over_from=over_from(one))


def saved(storage: Storage, *these: Opportunity) -> None:
    """Saves each under a process key that is its id."""
    with storage.transaction() as work:
        work.opportunities.save_all({ProcessKey(one.id): one for one in these})


def embed(storage: Storage, *these: Opportunity, made: MadeWith = SMALL) -> None:
    """Stores a row for each, numbered from 1."""
    with storage.transaction() as work:
        work.vectors.store(made, {one.id: row(one, n) for n, one in enumerate(these, start=1)})


def lacking(storage: Storage, made: MadeWith = SMALL, limit: int = 9) -> set[str]:
    """The ids of what has no row."""
    with storage.transaction() as work:
        return {str(one.id) for one in work.vectors.lacking(made, limit)}


def ready(
    storage: Storage,
    now: datetime = NOW,
    ids: Collection[str] | None = None,
    made: MadeWith = SMALL,
) -> list[str]:
    """The ids of the rows that are ready, in order."""
    asked = None if ids is None else [OpportunityId(one) for one in ids]
    with storage.transaction() as work:
        return sorted(work.vectors.ready(made, now, asked).ids)


def unready(storage: Storage, now: datetime = NOW, made: MadeWith = SMALL) -> list[str]:
    """The ids of what is shown and has no row."""
    with storage.transaction() as work:
        return sorted(work.vectors.unready(made, now, 9))


def changed(storage: Storage, since: str) -> set[str]:
    """The ids of what changed since that revision."""
    with storage.transaction() as work:
        return {str(one) for one in work.vectors.changed_since(since)}


def revision(storage: Storage) -> str:
    """The revision that the store has now."""
    with storage.transaction() as work:
        return work.opportunities.revision()


def joined(storage: Storage, *keys: str) -> None:
    """Makes the processes one, the first of them shown."""
    group = tuple(ProcessKey(key) for key in keys)
    with storage.transaction() as work:
        work.joins.regroup(group, [group])


A, B = opportunity("a"), opportunity("b")


def test_a_row_comes_back_for_its_opportunity(storage: Storage) -> None:
    saved(storage, A, B)
    embed(storage, A, B)
    with storage.transaction() as work:
        found = work.vectors.ready(SMALL, NOW)
    at = list(found.ids).index(B.id)
    columns = (found.vectors, found.facts, found.numbers, found.counts)
    assert [column[at] for column in columns] == [bytes([2, n]) for n in range(4)]
    assert ready(storage, made=LARGE) == []


def test_what_has_no_row_is_lacking_until_it_has(storage: Storage) -> None:
    saved(storage, A, B)
    assert lacking(storage) == {"a", "b"}
    embed(storage, A)
    assert lacking(storage) == {"b"}
    assert lacking(storage, LARGE) == {"a", "b"}


def test_no_more_are_lacking_than_asked_for(storage: Storage) -> None:
    saved(storage, *(opportunity(str(n)) for n in range(5)))
    assert len(lacking(storage, limit=2)) == 2


def test_a_changed_opportunity_lacks_a_row_again_and_keeps_its_vector(storage: Storage) -> None:
    saved(storage, A, B)
    embed(storage, A, B)
    saved(storage, opportunity("a", description="Quite another thing."))
    assert lacking(storage) == {"a"}
    assert ready(storage) == ["b"]
    with storage.transaction() as work:
        held = work.vectors.held(SMALL, [A.id, B.id, OpportunityId("none")])
    assert {one: kept.text_hash for one, kept in held.items()} == {"a": "text 1", "b": "text 2"}


def test_with_another_vocabulary_a_row_is_lacking_and_ready_meanwhile(storage: Storage) -> None:
    saved(storage, A)
    embed(storage, A)
    assert lacking(storage, OTHER_WORDS) == {"a"}
    assert ready(storage, made=OTHER_WORDS) == ["a"]
    assert unready(storage, made=OTHER_WORDS) == []


def test_storing_again_replaces_and_what_is_gone_is_passed_over(storage: Storage) -> None:
    saved(storage, A)
    embed(storage, A)
    embed(storage, B, A)
    with storage.transaction() as work:
        found = work.vectors.ready(SMALL, NOW)
    assert (list(found.ids), list(found.vectors)) == (["a"], [bytes([2, 0])])


@pytest.mark.parametrize(
    "unseen",
    [
        opportunity("b", visibility=Visibility.INVITED),
        opportunity("b", deadline=in_days(-1)),
        opportunity("b", cancelled_at=in_days(-1)),
        opportunity("b", awarded_at=in_days(-1)),
    ],
    ids=["invited", "closed", "cancelled", "awarded"],
)
def test_what_nobody_could_be_shown_is_neither_ready_nor_unready(
    storage: Storage, unseen: Opportunity
) -> None:
    saved(storage, A, unseen)
    assert unready(storage) == ["a"]
    embed(storage, A, unseen)
    assert ready(storage) == ["a"]
    assert unready(storage) == []


def test_of_what_is_asked_for_by_id_only_that_is_read(storage: Storage) -> None:
    saved(storage, A, B)
    embed(storage, A, B)
    assert ready(storage, ids=["b", "none"]) == ["b"]
    assert ready(storage, ids=[]) == []


def test_of_processes_that_are_one_the_one_that_is_shown_is_ready(storage: Storage) -> None:
    saved(storage, A, B, opportunity("c"))
    joined(storage, "a", "b")
    assert unready(storage) == ["a", "c"]
    embed(storage, A, B)
    with storage.transaction() as work:
        found = work.vectors.ready(SMALL, NOW)
    assert list(found.ids) == ["a"]
    assert found.joined == {"a"}
    assert unready(storage) == ["c"]


class TestWhatChanged:
    def test_what_came_and_what_its_row_did_is_told_once(self, storage: Storage) -> None:
        saved(storage, A)
        first = revision(storage)
        saved(storage, B)
        assert changed(storage, first) == {"b"}
        second = revision(storage)
        embed(storage, A)
        assert changed(storage, second) == {"a"}
        assert changed(storage, revision(storage)) == set()

    def test_what_is_gone_is_told(self, storage: Storage) -> None:
        saved(storage, A, opportunity("s", is_sample=True))
        before = revision(storage)
        with storage.transaction() as work:
            work.opportunities.remove([ProcessKey("a")])
            work.opportunities.remove_samples()
        assert changed(storage, before) == {"a", "s"}

    def test_what_was_joined_or_taken_apart_is_told(self, storage: Storage) -> None:
        saved(storage, A, B, opportunity("c"))
        before = revision(storage)
        joined(storage, "a", "b")
        assert changed(storage, before) == {"a", "b"}
        again = revision(storage)
        with storage.transaction() as work:
            work.joins.regroup([ProcessKey("a"), ProcessKey("b")], [])
        assert changed(storage, again) == {"a", "b"}

    def test_saving_the_same_again_changes_nothing(self, storage: Storage) -> None:
        saved(storage, A)
        before = revision(storage)
        saved(storage, A)
        assert revision(storage) == before


def test_the_rows_of_samples_go_with_them(storage: Storage) -> None:
    sample = opportunity("a", is_sample=True)
    saved(storage, sample)
    embed(storage, sample)
    with storage.transaction() as work:
        work.opportunities.remove_samples()
        assert work.vectors.held(SMALL, [sample.id]) == {}
