"""What every store of searches promises of those before the last: memory, SQLite, PostgreSQL."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.opportunity import OpportunityId
from bot.ports import Storage
from tests.examples import ALUM_ROCK, NOW, in_days

TALK = ConversationId("talk")
A, B, C = (OpportunityId(one) for one in "abc")


def search(words: str, *ranked: OpportunityId, shown: int = 0) -> Search:
    criteria = Criteria(words, ("cleaning",), ALUM_ROCK, max_value=Decimal("9.5"))
    return Search(TALK, criteria, ranked, shown, NOW, ranked[:shown])


FIRST, SECOND, THIRD = search("one", A, B, shown=1), search("two", B), search("three", C)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows a conversation with three searches, the first of two pages."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        for one in (search("one", A, B), FIRST, SECOND, THIRD):
            work.searches.save(one)
    return storage


def test_the_one_before_is_the_last_page_of_another_search(held: Storage) -> None:
    with held.transaction() as work:
        assert work.searches.latest(TALK) == THIRD
        assert work.searches.go_back(TALK, to_first=False) == SECOND
        assert work.searches.latest(TALK) == SECOND
        assert work.searches.go_back(TALK, to_first=False) == FIRST
        assert work.searches.go_back(TALK, to_first=False) is None
        assert work.searches.latest(TALK) == FIRST


def test_back_at_the_first_those_after_it_are_forgotten(held: Storage) -> None:
    with held.transaction() as work:
        assert work.searches.go_back(TALK, to_first=True) == FIRST
        assert work.searches.go_back(TALK, to_first=True) is None


def test_the_first_one_shown_is_known(held: Storage) -> None:
    with held.transaction() as work:
        assert work.searches.first_shown(TALK) is None
        work.searches.note_shown(TALK, [B, A], NOW)
        work.searches.note_shown(TALK, [C], in_days(-1))
        assert work.searches.first_shown(TALK) == B


def test_they_go_with_the_conversation(held: Storage) -> None:
    with held.transaction() as work:
        work.conversations.forget(TALK)
        work.conversations.start(TALK, "hash", NOW)
        assert work.searches.go_back(TALK, to_first=True) is None
