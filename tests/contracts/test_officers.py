"""What every store of people who sign in promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import InvalidInputError
from bot.domain.officer import (
    SESSION_LASTS,
    SESSION_RESTS,
    BuyerName,
    Officer,
    OfficerId,
    Role,
    Session,
)
from bot.ports import Storage
from tests.examples import NOW, in_days

COUNCIL, TRUST = BuyerName("Eastside Council"), BuyerName("Eastside Trust")
ADA = Officer(OfficerId("ada"), "ada@eastside.example", Role.BUYER_ADMIN, COUNCIL, NOW)
BEN = Officer(OfficerId("ben"), "ben@eastside.example", Role.OFFICER, COUNCIL, NOW)
CIS = Officer(OfficerId("cis"), "cis@trust.example", Role.OFFICER, TRUST, NOW)
DEV = Officer(OfficerId("dev"), "dev@doorstep.example", Role.OPERATOR, None, NOW)


def held(storage: Storage) -> Storage:
    with storage.transaction() as work:
        assert all(work.officers.add(one) for one in (CIS, BEN, ADA, DEV))
    return storage


def test_one_comes_back_as_it_was_by_id_and_by_address(storage: Storage) -> None:
    with held(storage).transaction() as work:
        assert work.officers.get(ADA.id) == ADA
        assert work.officers.of_email("dev@doorstep.example") == DEV
        assert work.officers.get(OfficerId("nobody")) is None
        assert work.officers.of_email("nobody@eastside.example") is None


def test_an_address_has_one_account(storage: Storage) -> None:
    with held(storage).transaction() as work:
        assert not work.officers.add(replace(ADA, id=OfficerId("another")))
        assert not work.officers.add(replace(ADA, email="another@eastside.example"))
        assert work.officers.all() == [DEV, ADA, BEN, CIS]


def test_a_buyer_has_its_own_officers_and_no_others(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.officers.save(replace(BEN, ended_at=NOW))
        assert work.officers.of_buyer(COUNCIL) == [ADA]
        assert work.officers.of_buyer(TRUST) == [CIS]
        assert work.officers.get(BEN.id) == replace(BEN, ended_at=NOW)


def test_what_changes_of_one_is_stored_and_nothing_else(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.officers.save(
            replace(BEN, role=Role.BUYER_ADMIN, signed_in_at=NOW, email="x@y.example")
        )
        work.officers.save(replace(BEN, id=OfficerId("nobody")))
        assert work.officers.get(BEN.id) == replace(BEN, role=Role.BUYER_ADMIN, signed_in_at=NOW)
        assert work.officers.get(OfficerId("nobody")) is None


def test_a_domain_is_one_buyers(storage: Storage) -> None:
    with storage.transaction() as work:
        work.officers.allow_domain("eastside.example", COUNCIL, NOW)
        work.officers.allow_domain("trust.example", COUNCIL, NOW)
        work.officers.allow_domain("trust.example", TRUST, NOW)
        assert work.officers.domains() == {"eastside.example": COUNCIL, "trust.example": TRUST}
        assert work.officers.refuse_domain("trust.example")
        assert not work.officers.refuse_domain("trust.example")
        assert work.officers.domains() == {"eastside.example": COUNCIL}


def test_a_link_is_used_once(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.sessions.add_link("hash", ADA.id, NOW)
        assert work.sessions.link("hash") == (ADA.id, NOW)
        assert work.sessions.use_link("hash", in_days(1))
        assert not work.sessions.use_link("hash", in_days(2))
        assert not work.sessions.use_link("another", NOW)
        assert work.sessions.link("hash") is None


def test_links_are_counted_for_whom_and_since_when_they_were_made(storage: Storage) -> None:
    with held(storage).transaction() as work:
        for name, who, days in (("a", ADA, -2.0), ("b", ADA, -1.0), ("c", BEN, -1.0)):
            work.sessions.add_link(name, who.id, in_days(days))
        work.sessions.use_link("b", NOW)
        assert work.sessions.links_since(ADA.id, in_days(-1.5)) == 1
        assert work.sessions.links_since(ADA.id, in_days(-3)) == 2


def test_a_session_is_seen_and_ended(storage: Storage) -> None:
    begun = Session(ADA.id, NOW, NOW)
    with held(storage).transaction() as work:
        work.sessions.begin("hash", begun)
        work.sessions.see("hash", in_days(1))
        assert work.sessions.get("hash") == replace(begun, seen_at=in_days(1))
        work.sessions.end("hash", in_days(2))
        work.sessions.end("hash", in_days(3))
        assert work.sessions.get("hash") == replace(begun, seen_at=in_days(1), ended_at=in_days(2))
        assert work.sessions.get("another") is None


def test_all_that_lets_somebody_in_ends_at_once(storage: Storage) -> None:
    with held(storage).transaction() as work:
        for who in (ADA, BEN):
            work.sessions.begin(f"s {who.id}", Session(who.id, NOW, NOW))
            work.sessions.add_link(f"l {who.id}", who.id, NOW)
        work.sessions.end_all_of(ADA.id, in_days(1))
        mine, other = work.sessions.get("s ada"), work.sessions.get("s ben")
        assert mine is not None
        assert mine.ended_at == in_days(1)
        assert other is not None
        assert other.ended_at is None
        assert work.sessions.link("l ada") is None
        assert work.sessions.link("l ben") == (BEN.id, NOW)


def test_a_session_lasts_a_working_day_at_most_and_rests_for_a_while() -> None:
    begun = Session(ADA.id, NOW, NOW)
    assert begun.is_open(NOW + SESSION_RESTS * 0.99)
    assert not begun.is_open(NOW + SESSION_RESTS)
    busy = replace(begun, seen_at=NOW + SESSION_LASTS)
    assert not busy.is_open(NOW + SESSION_LASTS)


@pytest.mark.parametrize(("role", "buyer"), [(Role.OFFICER, None), (Role.OPERATOR, COUNCIL)])
def test_a_role_goes_with_a_buyer_or_without(role: Role, buyer: BuyerName | None) -> None:
    with pytest.raises(InvalidInputError):
        replace(ADA, role=role, buyer=buyer)


def test_who_is_erased_as_a_person_has_no_account_left(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.sessions.begin("hash", Session(ADA.id, NOW, NOW))
        work.people.forget(ADA.person)
        assert work.officers.get(ADA.id) is None
        assert work.sessions.get("hash") is None
        assert work.officers.get(BEN.id) == BEN
