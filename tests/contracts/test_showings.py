"""What every Storage promises about who was shown to buyers."""

from __future__ import annotations

import pytest

from bot.domain.opportunity import OpportunityId
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.rotation import Draw, Turns
from bot.domain.supplier import SupplierId
from bot.ports import Storage
from connectors.storage.database import SqlStorage
from tests.examples import NOW, in_days, supplier

NEED, OTHER = OpportunityId("need"), OpportunityId("other")
ADA, BEN, CY = (SupplierId(name) for name in ("ada", "ben", "cy"))


@pytest.fixture
def firms(storage: Storage) -> Storage:
    """A storage that holds three firms."""
    with storage.transaction() as work:
        work.suppliers.save_all([supplier(name) for name in (ADA, BEN, CY)])
    return storage


def test_who_was_shown_comes_back_in_order(firms: Storage) -> None:
    with firms.transaction() as work:
        assert work.showings.hold(NEED) == []
        work.showings.note(NEED, Draw((CY, ADA), {ADA: 1.0, CY: 1.0}), NOW)
    with firms.transaction() as work:
        assert work.showings.hold(NEED) == [CY, ADA]
        assert work.showings.hold(OTHER) == []


def test_more_may_be_shown_later_and_nobody_twice_for_one_need(firms: Storage) -> None:
    with firms.transaction() as work:
        work.showings.note(NEED, Draw((CY,), {CY: 1.0}), NOW)
    with firms.transaction() as work:
        work.showings.note(NEED, Draw((CY, ADA), {ADA: 1.0}), NOW)
    with firms.transaction() as work:
        assert work.showings.hold(NEED) == [CY, ADA]
        assert work.showings.turns_of([CY])[CY].shown == 1


def test_what_was_shown_and_due_adds_up(firms: Storage) -> None:
    with firms.transaction() as work:
        work.showings.note(NEED, Draw((ADA,), {ADA: 0.5, BEN: 0.5}), NOW)
        work.showings.note(OTHER, Draw((BEN,), {ADA: 0.25, BEN: 0.25}), NOW)
    with firms.transaction() as work:
        turns = work.showings.turns_of([ADA, BEN, CY])
    assert turns == {ADA: Turns(1, 0.75), BEN: Turns(1, 0.75)}


def test_a_firm_that_is_removed_leaves_no_showing(firms: Storage) -> None:
    with firms.transaction() as work:
        work.showings.note(NEED, Draw((CY, ADA), {ADA: 1.0, CY: 1.0}), NOW)
    with firms.transaction() as work:
        work.suppliers.remove([CY])
    with firms.transaction() as work:
        assert work.showings.hold(NEED) == [ADA]
        assert work.showings.turns_of([CY]) == {}
        work.showings.note(NEED, Draw((BEN,), {BEN: 1.0}), NOW)
    with firms.transaction() as work:
        assert work.showings.hold(NEED) == [ADA, BEN]


def test_the_secret_of_the_lots_stays_the_same(storage: Storage) -> None:
    with storage.transaction() as work:
        first = work.showings.key()
    with storage.transaction() as work:
        assert work.showings.key() == first != b""


def test_every_installation_has_a_secret_of_its_own(sqlite_url: str, postgresql_url: str) -> None:
    keys = set()
    for url in (sqlite_url, postgresql_url):
        storage = SqlStorage(url)
        with storage.transaction() as work:
            keys.add(work.showings.key())
        storage.close()
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)


@pytest.mark.parametrize(
    "decided",
    [
        Reservation(ReservedArea.UK, None, in_days(-3)),
        Reservation(ReservedArea.OWN_AREA, "Birmingham", in_days(-3)),
        Reservation(ReservedArea.BORDERING, "West Midlands", in_days(-3)),
    ],
)
def test_what_a_buyer_decided_comes_back_as_it_was(storage: Storage, decided: Reservation) -> None:
    with storage.transaction() as work:
        assert work.showings.reservation_of(NEED) is None
        work.showings.record(NEED, Reservation(ReservedArea.COUNTY, "Kent", in_days(-9)), NOW)
        work.showings.record(NEED, decided, NOW)
    with storage.transaction() as work:
        assert work.showings.reservation_of(NEED) == decided
        assert work.showings.reservation_of(OTHER) is None
