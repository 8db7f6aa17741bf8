"""One firm that two people registered apart: noticed, told to neither, joined when both agree."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.bootstrap import make_phrases
from bot.domain.consent import Answer, Channel, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.feedback import Owner
from bot.domain.held import Holder, Whose
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.profile_facts import FirmProfile, Part
from bot.domain.reaching import Address, Means
from bot.domain.same_firm import PairState, SameGround
from bot.domain.supplier import SupplierId
from bot.services.firms_twice import FirmsTwice
from bot.services.recognise import firms_of
from connectors.storage.database import SqlStorage
from tests.contracts.conftest import migrated_file, sqlite_url
from tests.examples import NOW, supplier
from tests.fakes import FakeClock, FakeStorage

__all__ = ["migrated_file", "sqlite_url"]

ADA, BEN, CAT = (PersonId(one) for one in ("ada", "ben", "cat"))
NUMBERS = {ADA: "+447700900123", BEN: "+447700900124", CAT: "+447700900125"}
BOTH = (SupplierId("of ada"), SupplierId("of ben"))


@dataclass
class Town:
    """People who each registered a firm, and what notices."""

    storage: FakeStorage | SqlStorage = field(default_factory=FakeStorage)

    def __post_init__(self) -> None:
        self.twice = FirmsTwice(self.storage, make_phrases(), FakeClock(NOW))

    def registers(
        self, person: PersonId, name: str, postcode: str | None = "B9 4AA", number: str = ""
    ) -> SupplierId:
        firm, talk = SupplierId(f"of {person}"), ConversationId(f"talk {person}")
        at = NOW + timedelta(minutes=len(NUMBERS) if person == CAT else [ADA, BEN].index(person))
        with self.storage.transaction() as work:
            work.suppliers.save_all(
                [replace(supplier(firm), name=name, postcode=postcode, registered_at=at)]
            )
            work.conversations.start(talk, "hash", NOW)
            work.people.prove(Address(Means.TEXT, NUMBERS[person]), NOW, person)
            work.people.join(Membership(person, firm, Joined.FOUNDED, NOW))
            work.people.belong(Belonging(talk, person, firm, NOW))
            if number:
                told = FirmProfile().told({Part.COMPANY_NUMBER: number}, NOW)
                work.profiles.save(Owner(supplier=firm), told, None, NOW)
        return firm

    def firm_of(self, person: PersonId) -> SupplierId | None:
        with self.storage.transaction() as work:
            held = work.people.belonging(ConversationId(f"talk {person}"))
        return held.supplier if held else None


@pytest.fixture
def town() -> Town:
    """Ada and Ben registered one firm, each without knowing of the other."""
    town = Town()
    town.registers(ADA, "Khan & Sons")
    town.registers(BEN, "Khan and Sons Ltd")
    return town


def test_it_is_noticed_with_its_grounds_and_how_to_ask_each(town: Town) -> None:
    (found,) = town.twice.all()
    assert found.pair.grounds == {SameGround.NAME, SameGround.POSTCODE}
    assert found.pair.state is PairState.NOTICED
    assert [side.addresses[0].value for side in found.sides] == [NUMBERS[ADA], NUMBERS[BEN]]
    assert not any(side.agreed for side in found.sides)


def test_a_name_alone_is_no_ground_between_strangers() -> None:
    town = Town()
    town.registers(ADA, "Khan & Sons", "B9 4AA")
    town.registers(BEN, "Khan & Sons", "B8 1DE")
    town.registers(CAT, "Khan & Sons", None)
    assert town.twice.all() == []


def test_a_number_that_is_given_out_once_is_enough() -> None:
    town = Town()
    town.registers(ADA, "Khan & Sons", "B9 4AA", "01234567")
    town.registers(BEN, "Amma's Kitchen", "B8 1DE", "01234567")
    town.registers(CAT, "Another", "B8 1DE", "07654321")
    (found,) = town.twice.all()
    assert found.pair.grounds == {SameGround.NUMBER}


def test_two_firms_of_one_person_are_their_own_to_decide(town: Town) -> None:
    with town.storage.transaction() as work:
        work.people.join(Membership(ADA, BOTH[1], Joined.INVITED, NOW))
    assert town.twice.all() == []


@pytest.mark.parametrize("agreed_by", [(), BOTH[:1], BOTH[1:]])
def test_it_is_not_joined_before_both_agreed(town: Town, agreed_by: tuple[SupplierId, ...]) -> None:
    with pytest.raises(InvalidInputError):
        town.twice.join(*BOTH, agreed_by)
    assert town.firm_of(BEN) == BOTH[1]


def test_what_is_not_noticed_is_not_joined(town: Town) -> None:
    cats = town.registers(CAT, "Another")
    with pytest.raises(NotFoundError):
        town.twice.join(BOTH[0], cats, [BOTH[0], cats])


def test_joined_both_speak_for_one_firm_and_each_consent_is_kept_with_its_words(
    town: Town,
) -> None:
    town.twice.join(*BOTH, BOTH)
    assert town.firm_of(ADA) == town.firm_of(BEN) == BOTH[0]
    with town.storage.transaction() as work:
        assert [one.id for one in firms_of(work, BEN)] == [BOTH[0]]
        for firm in BOTH:
            (step,) = work.consents.of(Owner(supplier=firm), Purpose.ONE_FIRM)
            assert (step.answer, step.channel) == (Answer.YES, Channel.COORDINATOR)
            assert step.wording == town.twice.wording
    town.twice.join(*BOTH, BOTH)
    (found,) = town.twice.all()
    assert found.pair.state is PairState.JOINED
    assert all(side.agreed for side in found.sides)


def test_it_can_be_undone_and_each_has_their_own_again(town: Town) -> None:
    town.twice.join(*BOTH, BOTH)
    town.twice.part(*BOTH)
    assert (town.firm_of(ADA), town.firm_of(BEN)) == BOTH
    with town.storage.transaction() as work:
        assert [one.id for one in firms_of(work, BEN)] == [BOTH[1]]
        steps = work.consents.of(Owner(supplier=BOTH[1]), Purpose.ONE_FIRM)
    assert [one.answer for one in steps] == [Answer.YES, Answer.WITHDRAWN]
    town.twice.join(*BOTH, BOTH)
    assert town.firm_of(BEN) == BOTH[0]


@pytest.fixture
def in_a_database(sqlite_url: str) -> Town:
    """The same two in a real database, where what is held of each is worked out."""
    town = Town(SqlStorage(sqlite_url))
    town.registers(ADA, "Khan & Sons")
    town.registers(BEN, "Khan and Sons Ltd")
    return town


def test_nothing_of_one_is_in_what_is_held_of_the_other_before(in_a_database: Town) -> None:
    town = in_a_database
    assert len(town.twice.all()) == 1
    with town.storage.transaction() as work:
        about = work.held.about(work.held.whole(Holder(Whose.PERSON, ADA)))
    told = str(about)
    assert "Khan & Sons" in told
    assert not any(of_ben in told for of_ben in ("Ltd", BEN, BOTH[1], NUMBERS[BEN]))


def test_one_who_erases_themselves_takes_nothing_of_the_other_along(in_a_database: Town) -> None:
    town = in_a_database
    town.twice.join(*BOTH, BOTH)
    with town.storage.transaction() as work:
        work.held.erase(work.held.whole(Holder(Whose.PERSON, ADA)))
    with town.storage.transaction() as work:
        assert work.people.firms(BEN)
        assert [one.id for one in firms_of(work, BEN)] == [BOTH[0]]
        assert work.people.of_address(Address(Means.TEXT, NUMBERS[ADA])) is None
