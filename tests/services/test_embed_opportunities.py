"""Every opportunity gets the vector of its text, whatever stops it on the way."""

from __future__ import annotations

import numpy as np
import pytest

from bot.domain.errors import StorageUnavailableError
from bot.domain.matching import text_of
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId, Visibility
from bot.services.embed_opportunities import OPPORTUNITIES_AT_A_TIME, embed_opportunities
from tests.examples import opportunity
from tests.fakes import FakeEncoder, FakeStorage


def storage_with(*these: Opportunity) -> FakeStorage:
    """A storage that holds these."""
    storage = FakeStorage()
    with storage.transaction() as work:
        for one in these:
            work.opportunities.save(ProcessKey(one.id), one)
    return storage


def test_each_gets_the_vector_of_its_own_text() -> None:
    stored = [opportunity("a"), opportunity("b", title="Catering"), opportunity("c", deadline=None)]
    storage, encoder = storage_with(*stored), FakeEncoder()
    assert embed_opportunities(storage, encoder) == 3
    with storage.transaction() as work:
        found = work.vectors.load(encoder.name)
    for one in stored:
        np.testing.assert_array_equal(found[one.id], encoder.encode([text_of(one)])[0])


def test_a_second_run_encodes_nothing() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, encoder)
    encoded = len(encoder.encoded)
    assert embed_opportunities(storage, encoder) == 0
    assert len(encoder.encoded) == encoded


def test_only_what_changed_is_encoded_again() -> None:
    storage, encoder = storage_with(opportunity("a"), opportunity("b")), FakeEncoder()
    embed_opportunities(storage, encoder)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("a"), opportunity("a", description="New words."))
    assert embed_opportunities(storage, encoder) == 1
    assert encoder.encoded[-1].endswith("New words.")


def test_broken_off_it_goes_on_where_it_stopped() -> None:
    many = [opportunity(f"n{n}") for n in range(OPPORTUNITIES_AT_A_TIME + 5)]
    storage, encoder = storage_with(*many), FakeEncoder()
    storage.fails_at = 1
    with pytest.raises(StorageUnavailableError):
        embed_opportunities(storage, encoder)
    storage.fails_at = None
    assert embed_opportunities(storage, encoder) == 5
    assert len(encoder.encoded) == len(many)


def test_what_only_invited_firms_may_see_is_ready_for_the_day_it_is_advertised() -> None:
    storage = storage_with(opportunity("a", visibility=Visibility.INVITED))
    assert embed_opportunities(storage, FakeEncoder()) == 1


def test_another_encoder_makes_vectors_of_its_own() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, encoder)
    other = FakeEncoder()
    other.name = "another"
    assert embed_opportunities(storage, other) == 1
    with storage.transaction() as work:
        assert work.vectors.load("another").keys() == {OpportunityId("a")}
