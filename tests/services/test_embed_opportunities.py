"""Every opportunity gets the vector of its text, whatever stops it on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import StorageUnavailableError
from bot.domain.index_row import over_from
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import CpvCode, Opportunity, Visibility, can_be_answered
from bot.domain.trade import Trade
from bot.domain.work_words import work_text
from bot.services.embed_opportunities import OPPORTUNITIES_AT_A_TIME, embed_opportunities
from bot.services.prepare_work import Vocabulary
from tests.domain.guesses import OPPORTUNITIES
from tests.examples import CLEANING, NOW, WINDOWS, in_days, opportunity
from tests.fake_index import vocabulary_of
from tests.fakes import FakeEncoder, FakeStorage

NAMES = {"90911200": "Building-cleaning services"}


def known(encoder: FakeEncoder | None = None, *trades: Trade) -> Vocabulary:
    """What rows are made with in these tests."""
    return vocabulary_of(trades or [CLEANING], encoder or FakeEncoder(), NAMES)


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
    assert embed_opportunities(storage, known(encoder)) == 3
    made, packing = known(encoder).made_with, known(encoder).packing
    with storage.transaction() as work:
        ready = work.vectors.ready(made, NOW)
        held = work.vectors.held(made, [one.id for one in stored])
    assert list(ready.ids) == ["a", "b", "c"]
    for one in stored:
        packed = packing.pack(encoder.encode([work_text(one, NAMES)]))
        assert held[one.id].vector == packed.tobytes()


def test_a_second_run_encodes_nothing() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, known(encoder))
    encoded = len(encoder.encoded)
    assert embed_opportunities(storage, known(encoder)) == 0
    assert len(encoder.encoded) == encoded


def test_only_what_changed_is_encoded_again() -> None:
    storage, encoder = storage_with(opportunity("a"), opportunity("b")), FakeEncoder()
    embed_opportunities(storage, known(encoder))
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("a"), opportunity("a", description="New words."))
    assert embed_opportunities(storage, known(encoder)) == 1
    assert encoder.encoded[-1].endswith("New words.")


def test_broken_off_it_goes_on_where_it_stopped() -> None:
    many = [opportunity(f"n{n}") for n in range(OPPORTUNITIES_AT_A_TIME + 5)]
    storage, encoder = storage_with(*many), FakeEncoder()
    storage.fails_at = 1
    with pytest.raises(StorageUnavailableError):
        embed_opportunities(storage, known(encoder))
    storage.fails_at = None
    assert embed_opportunities(storage, known(encoder)) == 5
    assert len(encoder.encoded) == len(many)


def test_what_only_invited_firms_may_see_is_ready_for_the_day_it_is_advertised() -> None:
    storage = storage_with(opportunity("a", visibility=Visibility.INVITED))
    assert embed_opportunities(storage, known()) == 1


def test_another_encoder_makes_vectors_of_its_own() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, known(encoder))
    other = FakeEncoder()
    other.name = "another"
    assert embed_opportunities(storage, known(other)) == 1
    with storage.transaction() as work:
        assert work.vectors.held(known(other).made_with, ["a"]).keys() == {"a"}


def test_the_names_of_its_codes_are_part_of_its_text() -> None:
    storage, encoder = storage_with(opportunity("a", cpv=(CpvCode("90911200"),))), FakeEncoder()
    embed_opportunities(storage, known(encoder))
    assert "Building-cleaning services" in encoder.encoded[0]


def test_progress_is_told_by_the_batch_and_adds_up() -> None:
    many = [opportunity(f"n{n}") for n in range(OPPORTUNITIES_AT_A_TIME + 5)]
    told: list[int] = []
    embed_opportunities(storage_with(*many), known(), told.append)
    assert told == [OPPORTUNITIES_AT_A_TIME, 5]


def test_a_moved_deadline_makes_facts_anew_but_no_vector() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, known(encoder))
    encoded = len(encoder.encoded)
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("a"), opportunity("a", deadline=in_days(99)))
    assert embed_opportunities(storage, known(encoder)) == 1
    assert len(encoder.encoded) == encoded
    with storage.transaction() as work:
        assert list(work.vectors.ready(known(encoder).made_with, in_days(50)).ids) == ["a"]


def test_a_new_trade_makes_facts_anew_but_no_vector() -> None:
    storage, encoder = storage_with(opportunity("a")), FakeEncoder()
    embed_opportunities(storage, known(encoder))
    encoded = len(encoder.encoded)
    assert embed_opportunities(storage, known(encoder, CLEANING, WINDOWS)) == 1
    assert len(encoder.encoded) == encoded


@settings(max_examples=60)
@given(OPPORTUNITIES, st.floats(-40, 40))
def test_what_is_said_to_be_over_cannot_be_answered(one: Opportunity, days: float) -> None:
    end, then = over_from(one), in_days(days)
    if end is not None and then >= end:
        assert not can_be_answered(one.state_at(then))
