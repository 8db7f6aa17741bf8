"""What every Storage promises about postcodes that a directory told of."""

from __future__ import annotations

import pytest

from bot.domain.place import KeptPostcode, LocatedPostcode, Point
from bot.ports import Storage
from tests.examples import NOW, in_days

SALTLEY = LocatedPostcode("B8 1DE", Point(52.4900123, -1.8600456), "Alum Rock", "E05011120")
ISLAND = LocatedPostcode("JE2 3AB", None)


def kept(storage: Storage, postcode: str) -> KeptPostcode | None:
    """What another transaction reads."""
    with storage.transaction() as work:
        return work.postcodes.get(postcode)


@pytest.mark.parametrize("located", [SALTLEY, ISLAND])
def test_what_was_told_comes_back_as_it_was(storage: Storage, located: LocatedPostcode) -> None:
    with storage.transaction() as work:
        work.postcodes.keep(located.postcode, located, NOW)
    assert kept(storage, located.postcode) == KeptPostcode(located, NOW)


def test_that_nobody_knows_a_postcode_is_kept_too(storage: Storage) -> None:
    assert kept(storage, "B9 9ZZ") is None
    with storage.transaction() as work:
        work.postcodes.keep("B9 9ZZ", None, NOW)
    assert kept(storage, "B9 9ZZ") == KeptPostcode(None, NOW)


def test_the_last_word_counts(storage: Storage) -> None:
    with storage.transaction() as work:
        work.postcodes.keep("B8 1DE", None, in_days(-1))
        work.postcodes.keep("B8 1DE", SALTLEY, NOW)
    assert kept(storage, "B8 1DE") == KeptPostcode(SALTLEY, NOW)


def test_what_is_old_is_dropped_and_what_is_not_stays(storage: Storage) -> None:
    with storage.transaction() as work:
        work.postcodes.keep("B8 1DE", SALTLEY, in_days(-1))
        work.postcodes.keep("JE2 3AB", ISLAND, NOW)
        assert work.postcodes.drop_before(NOW) == 1
    assert kept(storage, "B8 1DE") is None
    assert kept(storage, "JE2 3AB") is not None
