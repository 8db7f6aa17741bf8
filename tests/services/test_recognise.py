from __future__ import annotations

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.opportunity import OpportunityId
from bot.domain.same_firm import PairState
from bot.domain.supplier import SupplierId
from bot.services.recognise import about_firm
from tests.examples import NOW
from tests.services.reached import (
    MAILBOX,
    MOBILE,
    OTHER_MOBILE,
    OTHER_TALK,
    TALK,
    THIRD_TALK,
    Reached,
)


def firm_of(reached: Reached, talk: ConversationId) -> str | None:
    with reached.storage.transaction() as work:
        firm = about_firm(work, talk)
    return firm.name if firm else None


def test_a_firm_is_registered_once_its_owner_is_proved() -> None:
    reached = Reached()
    reached.claims.names[TALK] = "Khan & Sons"
    found = reached.proved(TALK)
    assert found.chosen is not None
    assert found.chosen.name == "Khan & Sons"
    assert not found.was_here


def test_the_same_number_on_another_device_finds_the_firm_and_the_last_search_again() -> None:
    reached = Reached()
    reached.claims.names[TALK] = "Khan & Sons"
    first = reached.proved(TALK)
    search = Search(TALK, Criteria(words="cleaning"), (OpportunityId("one"),), 1, NOW)
    with reached.storage.transaction() as work:
        work.searches.save(search)
    again = reached.proved(OTHER_TALK)
    assert (again.person, again.chosen, again.was_here) == (first.person, first.chosen, True)
    with reached.storage.transaction() as work:
        taken_up = work.searches.latest(OTHER_TALK)
    assert taken_up is not None
    assert taken_up.criteria == search.criteria


def test_a_search_of_this_conversation_is_kept() -> None:
    reached = Reached()
    reached.proved(TALK)
    with reached.storage.transaction() as work:
        work.searches.save(Search(TALK, Criteria(words="cleaning"), (), 0, NOW))
        work.searches.save(Search(OTHER_TALK, Criteria(words="catering"), (), 0, NOW))
    reached.proved(OTHER_TALK)
    with reached.storage.transaction() as work:
        held = work.searches.latest(OTHER_TALK)
    assert held is not None
    assert held.criteria.words == "catering"


def test_a_profile_that_grows_after_the_proof_is_registered_then() -> None:
    reached = Reached()
    assert reached.recognise.registered(TALK) is None, "nobody's conversation registers nothing"
    assert reached.proved(TALK).chosen is None
    assert reached.recognise.registered(TALK) is None
    reached.claims.names[TALK] = "Khan & Sons"
    first, again = reached.recognise.registered(TALK), reached.recognise.registered(TALK)
    assert first is not None
    assert first == again


def test_a_person_of_two_firms_says_which() -> None:
    reached = Reached()
    reached.claims.names |= {TALK: "Khan & Sons", OTHER_TALK: "Clean Sweep"}
    reached.proved(TALK)
    second = reached.proved(OTHER_TALK)
    assert second.chosen is None, "another name may be another firm: it is asked"
    assert second.names == "Clean Sweep"
    assert firm_of(reached, OTHER_TALK) is None
    assert reached.recognise.another(OTHER_TALK) is not None
    assert firm_of(reached, OTHER_TALK) == "Clean Sweep"
    third = reached.proved(THIRD_TALK)
    assert third.chosen is None
    assert [one.name for one in third.firms] == ["Khan & Sons", "Clean Sweep"]
    assert reached.recognise.choose(THIRD_TALK, third.firms[1].id) == third.firms[1]
    assert firm_of(reached, THIRD_TALK) == "Clean Sweep"


def test_nobody_can_choose_a_firm_of_others() -> None:
    reached = Reached()
    reached.claims.names[TALK] = "Khan & Sons"
    found = reached.proved(TALK)
    assert found.chosen is not None
    reached.proved(OTHER_TALK, OTHER_MOBILE)
    assert reached.recognise.choose(OTHER_TALK, found.chosen.id) is None
    assert reached.recognise.choose(THIRD_TALK, found.chosen.id) is None
    assert firm_of(reached, OTHER_TALK) is None


def test_what_one_proves_in_one_conversation_is_one_persons() -> None:
    reached = Reached()
    first, second = reached.proved(TALK), reached.proved(TALK, MAILBOX)
    assert first.person == second.person
    with reached.storage.transaction() as work:
        assert [one.address for one in work.people.points(first.person)] == [MOBILE, MAILBOX]


def test_an_address_that_is_anothers_stays_theirs() -> None:
    reached = Reached()
    theirs = reached.proved(OTHER_TALK, OTHER_MOBILE).person
    mine = reached.proved(TALK).person
    assert reached.proved(TALK, OTHER_MOBILE).person == theirs != mine


class TestPeopleOfOneFirm:
    def test_an_invitation_lets_one_more_person_in_once(self) -> None:
        reached = Reached()
        reached.claims.names[TALK] = "Khan & Sons"
        reached.proved(TALK)
        code = reached.share.invite(TALK)
        assert code is not None
        reached.proved(OTHER_TALK, OTHER_MOBILE)
        joined = reached.share.accept(OTHER_TALK, f" {code.lower()} ")
        assert joined is not None
        assert firm_of(reached, OTHER_TALK) == "Khan & Sons"
        reached.proved(THIRD_TALK, MAILBOX)
        assert reached.share.accept(THIRD_TALK, code) is None

    def test_it_lasts_seven_days_and_opens_nothing_to_whoever_proved_nothing(self) -> None:
        reached = Reached()
        reached.claims.names[TALK] = "Khan & Sons"
        reached.proved(TALK)
        code = reached.share.invite(TALK) or ""
        assert reached.share.accept(OTHER_TALK, code) is None
        reached.proved(OTHER_TALK, OTHER_MOBILE)
        reached.clock.pass_by(days=7)
        assert reached.share.accept(OTHER_TALK, code) is None

    def test_there_is_none_without_a_firm_and_its_person(self) -> None:
        reached = Reached()
        assert reached.share.invite(TALK) is None
        reached.proved(TALK)
        assert reached.share.invite(TALK) is None


class TestOneFirmTwice:
    def twice(self) -> tuple[Reached, SupplierId, SupplierId]:
        reached = Reached()
        reached.claims.names |= {TALK: "Khan & Sons", OTHER_TALK: "Clean Sweep"}
        first = reached.proved(TALK).chosen
        reached.proved(OTHER_TALK)
        reached.claims.names[OTHER_TALK] = "Khan and Sons Ltd"
        second = reached.recognise.another(OTHER_TALK)
        assert first is not None
        assert second is not None
        return reached, first.id, second.id

    def test_it_is_noticed_and_asked_until_it_is_decided(self) -> None:
        reached, first, second = self.twice()
        found = reached.share.twice(TALK)
        assert found is not None
        assert {one.id for one in found} == {first, second}
        assert reached.share.decide(TALK, first, second, PairState.APART)
        assert reached.share.twice(TALK) is None

    def test_joined_they_are_one_and_put_apart_they_are_as_they_were(self) -> None:
        reached, first, second = self.twice()
        assert reached.share.twice(TALK)
        assert reached.share.decide(TALK, first, second, PairState.JOINED)
        assert firm_of(reached, OTHER_TALK) == "Khan & Sons"
        assert len(reached.proved(THIRD_TALK).firms) == 1
        assert reached.share.decide(TALK, first, second, PairState.APART)
        assert firm_of(reached, OTHER_TALK) == "Khan and Sons Ltd"

    def test_somebody_else_decides_nothing(self) -> None:
        reached, first, second = self.twice()
        assert reached.share.twice(TALK)
        reached.proved(THIRD_TALK, OTHER_MOBILE)
        assert not reached.share.decide(THIRD_TALK, first, second, PairState.JOINED)
        assert reached.share.twice(THIRD_TALK) is None
