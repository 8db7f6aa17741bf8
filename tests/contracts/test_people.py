"""What every store of people promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.person import Belonging, ContactPoint, Invitation, Joined, Membership, PersonId
from bot.domain.proof import CodesSent, Proof, ProofId
from bot.domain.reaching import Address, Means
from bot.domain.same_firm import FirmPair, PairState, SameGround
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Storage
from tests.examples import NOW, in_days

TALK, OTHER_TALK = ConversationId("talk"), ConversationId("other")
FIRM, OTHER_FIRM = SupplierId("firm"), SupplierId("other firm")
PERSON, OTHER = PersonId("person"), PersonId("other person")
NUMBER, OTHER_NUMBER = Address(Means.TEXT, "+447700900123"), Address(Means.TEXT, "+447700900124")
MAILBOX = Address(Means.MAIL, "aisha@example.org")
PROOF = Proof(ProofId("proof"), TALK, NUMBER, "code hash", NOW)
INVITATION = Invitation("hash", FIRM, PERSON, NOW)
A_DAY_AGO = in_days(-1)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows two conversations, two firms and two people."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER_TALK, "hash", NOW)
        firms = [Supplier(one, "A firm", "cleaning", NOW) for one in (FIRM, OTHER_FIRM)]
        work.suppliers.save_all(firms)
        work.people.prove(NUMBER, NOW, PERSON)
        work.people.prove(OTHER_NUMBER, NOW, OTHER)
    return storage


class TestPeople:
    def test_whoever_proves_an_address_again_is_who_they_were(self, held: Storage) -> None:
        with held.transaction() as work:
            assert work.people.prove(NUMBER, in_days(1), PersonId("new")) == PERSON
            assert work.people.of_address(NUMBER) == PERSON
            assert work.people.points(PERSON) == [ContactPoint(PERSON, NUMBER, in_days(1))]
            assert work.people.points(PersonId("new")) == []
            each = work.people.points_of_each([PERSON, OTHER, PersonId("new")])
            assert each == {one: work.people.points(one) for one in each}
            assert [len(points) for points in each.values()] == [1, 1, 0]

    def test_a_person_has_several_addresses_and_none_of_somebody_elses(self, held: Storage) -> None:
        with held.transaction() as work:
            assert work.people.add_point(ContactPoint(PERSON, MAILBOX, NOW))
            assert work.people.add_point(ContactPoint(PERSON, MAILBOX, NOW))
            assert not work.people.add_point(ContactPoint(PERSON, OTHER_NUMBER, NOW))
        with held.transaction() as work:
            assert [one.address for one in work.people.points(PERSON)] == [NUMBER, MAILBOX]
            assert work.people.of_address(OTHER_NUMBER) == OTHER
            whose = work.people.of_addresses([NUMBER, OTHER_NUMBER])
            assert whose == {NUMBER: work.people.of_address(NUMBER), OTHER_NUMBER: OTHER}
            assert work.people.of_addresses([]) == {}

    def test_people_belong_to_firms_and_firms_have_people(self, held: Storage) -> None:
        first = Membership(PERSON, OTHER_FIRM, Joined.FOUNDED, in_days(2))
        second = Membership(PERSON, FIRM, Joined.INVITED, NOW)
        third = Membership(OTHER, FIRM, Joined.FOUNDED, NOW)
        with held.transaction() as work:
            for one in (first, second, third, replace(first, at=in_days(9))):
                work.people.join(one)
        with held.transaction() as work:
            assert work.people.firms(PERSON) == [first, second]
            assert work.people.members(FIRM) == [second, third]

    def test_a_conversation_is_one_persons_and_the_last_said_stands(self, held: Storage) -> None:
        mine, later = Belonging(TALK, PERSON, None, NOW), Belonging(TALK, OTHER, FIRM, in_days(1))
        with held.transaction() as work:
            work.people.belong(mine)
            assert work.people.belonging(TALK) == mine
            work.people.belong(later)
            assert work.people.belonging(TALK) == later
            assert work.people.belonging(OTHER_TALK) is None
            assert work.people.conversations(PERSON) == []
            assert work.people.conversations(OTHER) == [later]

    def test_conversations_are_told_the_last_first(self, held: Storage) -> None:
        first, second = (
            Belonging(TALK, PERSON, FIRM, NOW),
            Belonging(OTHER_TALK, PERSON, None, in_days(1)),
        )
        with held.transaction() as work:
            work.people.belong(first)
            work.people.belong(second)
            assert work.people.conversations(PERSON) == [second, first]
            each = work.people.conversations_of_each([PERSON, OTHER])
            assert each == {PERSON: [second, first], OTHER: []}
            work.conversations.forget(OTHER_TALK)
            assert work.people.conversations(PERSON) == [first]

    def test_a_person_is_forgotten_with_all_that_hangs_on_them(self, held: Storage) -> None:
        with held.transaction() as work:
            work.people.join(Membership(PERSON, FIRM, Joined.FOUNDED, NOW))
            work.people.join(Membership(OTHER, FIRM, Joined.INVITED, NOW))
            work.people.belong(Belonging(TALK, PERSON, FIRM, NOW))
            work.people.invite(INVITATION)
            work.people.forget(PERSON)
        with held.transaction() as work:
            assert work.people.of_address(NUMBER) is None
            assert [one.person for one in work.people.members(FIRM)] == [OTHER]
            assert work.people.belonging(TALK) is None
            assert work.conversations.get(TALK) is not None
            assert work.people.take_invitation("hash", NOW) is None

    @pytest.mark.parametrize(
        ("after", "opens"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)]
    )
    def test_an_invitation_opens_once_and_for_seven_days(
        self, held: Storage, after: timedelta, opens: bool
    ) -> None:
        with held.transaction() as work:
            work.people.invite(INVITATION)
            assert work.people.take_invitation("another", NOW) is None
        with held.transaction() as work:
            taken = work.people.take_invitation("hash", NOW + after)
            assert taken == (INVITATION if opens else None)
            assert work.people.take_invitation("hash", NOW) is None


class TestProofs:
    def test_a_conversation_has_one_proof_the_last(self, held: Storage) -> None:
        with held.transaction() as work:
            work.proofs.begin(PROOF, "to", "of")
            newer = replace(PROOF, id=ProofId("newer"), address=MAILBOX, made_at=in_days(1))
            assert work.proofs.of(TALK) == PROOF
            work.proofs.begin(newer, "to", "of")
            assert work.proofs.of(TALK) == newer
            assert work.proofs.of(OTHER_TALK) is None

    def test_wrong_codes_are_counted_and_it_is_proved_once(self, held: Storage) -> None:
        with held.transaction() as work:
            work.proofs.begin(PROOF, "to", "of")
            work.proofs.count_try(PROOF.id)
            work.proofs.count_try(PROOF.id)
            assert work.proofs.of(TALK) == replace(PROOF, tries=2)
            assert [work.proofs.settle(PROOF.id, in_days(1)) for _ in range(2)] == [True, False]
            assert work.proofs.of(TALK) == replace(PROOF, tries=2, proved_at=in_days(1))
            assert not work.proofs.settle(ProofId("none"), NOW)

    def test_whether_a_code_to_an_address_would_be_taken(self, held: Storage) -> None:
        with held.transaction() as work:
            work.proofs.begin(PROOF, "to", "of")
            assert work.proofs.open_to(NUMBER, NOW)
            assert not work.proofs.open_to(OTHER_NUMBER, NOW)
            assert not work.proofs.open_to(NUMBER, PROOF.ends_at)
            for _ in range(5):
                work.proofs.count_try(PROOF.id)
            assert not work.proofs.open_to(NUMBER, NOW)

    def test_codes_are_counted_by_address_conversation_and_all_past_an_erasure(
        self, held: Storage
    ) -> None:
        with held.transaction() as work:
            work.proofs.begin(replace(PROOF, made_at=in_days(-2)), "to", "of")
            work.proofs.begin(PROOF, "to", "of")
            work.proofs.begin(replace(PROOF, id=ProofId("b"), conversation=OTHER_TALK), "to", "c")
            work.proofs.begin(replace(PROOF, id=ProofId("c")), "elsewhere", "of")
            work.conversations.forget(TALK)
        with held.transaction() as work:
            assert work.proofs.of(TALK) is None
            assert work.proofs.sent("to", "of", A_DAY_AGO) == CodesSent(2, 2, 3)
            assert work.proofs.sent("new", "of", A_DAY_AGO) == CodesSent(0, 2, 3)


class TestFirmPairs:
    PAIR = FirmPair(FIRM, OTHER_FIRM, frozenset({SameGround.NAME}), PairState.NOTICED, NOW)

    def test_a_pair_is_found_by_either_firm_and_the_last_said_of_it_stands(
        self, held: Storage
    ) -> None:
        turned = FirmPair(
            OTHER_FIRM, FIRM, frozenset(SameGround), PairState.JOINED, in_days(1), PERSON
        )
        with held.transaction() as work:
            work.firm_pairs.note(self.PAIR)
            assert work.firm_pairs.of(OTHER_FIRM) == [self.PAIR]
            work.firm_pairs.note(turned)
        with held.transaction() as work:
            assert work.firm_pairs.of(FIRM) == work.firm_pairs.of(OTHER_FIRM) == [turned]
            assert work.firm_pairs.of(SupplierId("none")) == []
            assert work.firm_pairs.all() == [turned]

    def test_it_outlives_whoever_decided_about_it(self, held: Storage) -> None:
        with held.transaction() as work:
            work.firm_pairs.note(replace(self.PAIR, by=PERSON))
            work.people.forget(PERSON)
        with held.transaction() as work:
            assert work.firm_pairs.of(FIRM) == [self.PAIR]
