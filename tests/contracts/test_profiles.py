"""What every store of profiles promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.person import Belonging, PersonId
from bot.domain.profile_facts import (
    Day,
    FirmProfile,
    HeldPaper,
    Hours,
    JobSize,
    Part,
    People,
    Reaching,
    TimeOfDay,
    Travel,
    Way,
)
from bot.domain.reaching import Address, Means
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Storage
from connectors.storage.database import SqlStorage
from tests.examples import NOW, in_days, supplier

TALK, OTHER_TALK = ConversationId("talk"), ConversationId("other")
FIRM = SupplierId("firm")
OWNER, OTHER, REGISTERED = Owner(TALK), Owner(OTHER_TALK), Owner(supplier=FIRM)
WHOLE = (
    FirmProfile()
    .told({Part.WORK: "We clean “schools”, i biura też", Part.TRADES: ("cleaning", "signs")}, NOW)
    .told(
        {
            Part.PLACE: "B8 1DE",
            Part.TRAVEL: Travel(3, 10),
            Part.SIZE: JobSize(Decimal("500.50"), Decimal(5_000)),
            Part.NAME: "احمد & Sons",
            Part.PEOPLE: People(2, 3),
            Part.PAPERS: (HeldPaper("a DBS check"), HeldPaper("public liability", Decimal(10))),
            Part.HOURS: Hours(
                (Day.MONDAY,), (Day.FRIDAY,), (TimeOfDay.MORNINGS,), time(9), time(17, 30)
            ),
            Part.REACH: Reaching((Way.TEXT, Way.CALL), "+441214960111"),
            Part.COMPANY_NUMBER: "01234567",
            Part.PPON: "PABC-1234-DEFG",
        },
        in_days(1),
    )
)
LITTLE = FirmProfile().told({Part.TRADES: (), Part.TRAVEL: Travel(None), Part.PAPERS: ()}, NOW)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows two conversations and one firm."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER_TALK, "hash", NOW)
        work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", NOW)])
    return storage


def save(storage: Storage, owner: Owner, now: FirmProfile, before: FirmProfile | None) -> None:
    with storage.transaction() as work:
        work.profiles.save(owner, now, before, NOW)


@pytest.mark.parametrize("profile", [WHOLE, LITTLE, FirmProfile()], ids=["whole", "little", "none"])
def test_a_profile_comes_back_as_it_was_with_each_moment(
    held: Storage, profile: FirmProfile
) -> None:
    save(held, OWNER, profile, WHOLE)
    with held.transaction() as work:
        assert work.profiles.of(OWNER) == profile
        assert work.profiles.before(OWNER) == WHOLE


def test_nothing_was_said_and_nothing_can_be_undone_at_first(held: Storage) -> None:
    with held.transaction() as work:
        assert work.profiles.of(OWNER) == FirmProfile()
        assert work.profiles.before(OWNER) is None


def test_saving_again_replaces_both(held: Storage) -> None:
    save(held, OWNER, LITTLE, FirmProfile())
    save(held, OWNER, WHOLE, None)
    with held.transaction() as work:
        assert (work.profiles.of(OWNER), work.profiles.before(OWNER)) == (WHOLE, None)


@pytest.mark.parametrize("owner", [OWNER, REGISTERED])
def test_it_is_its_owners_alone(held: Storage, owner: Owner) -> None:
    save(held, owner, WHOLE, None)
    with held.transaction() as work:
        others = [one for one in (OWNER, OTHER, REGISTERED) if one != owner]
        assert [work.profiles.of(one).parts for one in others] == [(), ()]


def test_removing_it_leaves_nothing_and_again_is_no_error(held: Storage) -> None:
    save(held, OWNER, WHOLE, LITTLE)
    for _ in range(2):
        with held.transaction() as work:
            work.profiles.remove(OWNER)
    with held.transaction() as work:
        assert work.profiles.of(OWNER).parts == ()
        assert work.profiles.before(OWNER) is None


def test_it_goes_with_its_conversation(held: Storage) -> None:
    save(held, OWNER, WHOLE, None)
    save(held, OTHER, LITTLE, None)
    with held.transaction() as work:
        work.conversations.forget(TALK)
    with held.transaction() as work:
        assert work.profiles.of(OWNER).parts == ()
        assert work.profiles.of(OTHER) == LITTLE


def test_a_conversation_speaks_of_its_own_profile_until_it_has_a_supplier(held: Storage) -> None:
    with held.transaction() as work:
        assert work.profiles.owner_of(TALK) == OWNER
        assert work.profiles.owner_of(ConversationId("unknown")) == Owner(ConversationId("unknown"))
        work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", NOW)])
        person = work.people.prove(Address(Means.TEXT, "+447700900123"), NOW, PersonId("person"))
        work.people.belong(Belonging(TALK, person, FIRM, NOW))
        assert work.profiles.owner_of(TALK) == REGISTERED


def test_in_a_database_it_goes_with_its_supplier(database_url: str) -> None:
    sql = SqlStorage(database_url)
    with sql.transaction() as work:
        work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", NOW)])
    save(sql, REGISTERED, WHOLE, None)
    with sql.transaction() as work:
        work.suppliers.remove([FIRM])
    with sql.transaction() as work:
        assert work.profiles.of(REGISTERED).parts == ()
    sql.close()


def test_firms_profiles_are_gone_through_some_at_a_time(held: Storage) -> None:
    told = FirmProfile().told({Part.NAME: "Spotless"}, NOW)
    names = [SupplierId(name) for name in ("a", "b", "c")]
    with held.transaction() as work:
        before = [firm for firm, _profile in work.profiles.of_suppliers(None, 99)]
        work.suppliers.save_all([supplier(name) for name in names])
        for name in names:
            work.profiles.save(Owner(supplier=name), told, None, NOW)
        first = work.profiles.of_suppliers(None, 2)
        rest = work.profiles.of_suppliers(first[-1][0], 99)
        found = [firm for firm, profile in [*first, *rest] if profile == told]
    assert sorted(set(found) - set(before)) == names
