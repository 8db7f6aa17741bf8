"""Every opportunity gets the vector of its text, whatever stops it on the way."""

from __future__ import annotations

import numpy as np
import pytest

from bot.domain.errors import StorageUnavailableError
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import CpvCode, Opportunity, OpportunityId, Visibility
from bot.domain.work_words import work_text
from bot.services.embed_opportunities import OPPORTUNITIES_AT_A_TIME, embed_opportunities
from tests.examples import opportunity
from tests.fakes import FakeEncoder, FakeStorage

NAMES = {"90911200": "Building-cleaning services"}


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
    assert embed_opportunities(storage, encoder, NAMES) == 3
    with storage.transaction() as work:
        found = work.vectors.load(encoder.name)
    for one in stored:
        np.testing.assert_array_equal(found[one.id], encoder.encode([work_text(one, NAMES)])[0])


def test_a_second_run_encodes_nothing() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, encoder, NAMES)
    encoded = len(encoder.encoded)
    assert embed_opportunities(storage, encoder, NAMES) == 0
    assert len(encoder.encoded) == encoded


def test_only_what_changed_is_encoded_again() -> None:
    storage, encoder = storage_with(opportunity("a"), opportunity("b")), FakeEncoder()
    embed_opportunities(storage, encoder, NAMES)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("a"), opportunity("a", description="New words."))
    assert embed_opportunities(storage, encoder, NAMES) == 1
    assert encoder.encoded[-1].endswith("New words.")


def test_broken_off_it_goes_on_where_it_stopped() -> None:
    many = [opportunity(f"n{n}") for n in range(OPPORTUNITIES_AT_A_TIME + 5)]
    storage, encoder = storage_with(*many), FakeEncoder()
    storage.fails_at = 1
    with pytest.raises(StorageUnavailableError):
        embed_opportunities(storage, encoder, NAMES)
    storage.fails_at = None
    assert embed_opportunities(storage, encoder, NAMES) == 5
    assert len(encoder.encoded) == len(many)


def test_what_only_invited_firms_may_see_is_ready_for_the_day_it_is_advertised() -> None:
    storage = storage_with(opportunity("a", visibility=Visibility.INVITED))
    assert embed_opportunities(storage, FakeEncoder(), NAMES) == 1


def test_another_encoder_makes_vectors_of_its_own() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, encoder, NAMES)
    other = FakeEncoder()
    other.name = "another"
    assert embed_opportunities(storage, other, NAMES) == 1
    with storage.transaction() as work:
        assert work.vectors.load("another").keys() == {OpportunityId("a")}


def test_the_names_of_its_codes_are_part_of_its_text() -> None:
    storage, encoder = storage_with(opportunity("a", cpv=(CpvCode("90911200"),))), FakeEncoder()
    embed_opportunities(storage, encoder, NAMES)
    assert "Building-cleaning services" in encoder.encoded[0]


def test_progress_is_told_by_the_batch_and_adds_up() -> None:
    many = [opportunity(f"n{n}") for n in range(OPPORTUNITIES_AT_A_TIME + 5)]
    told: list[int] = []
    embed_opportunities(storage_with(*many), FakeEncoder(), NAMES, told.append)
    assert told == [OPPORTUNITIES_AT_A_TIME, 5]
