from __future__ import annotations

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.errors import CarrierUnavailableError
from bot.domain.feedback import Owner
from bot.domain.notification import State, Withheld
from bot.domain.operator import Operator
from bot.domain.proof import (
    MOST_OF_ONE_CONVERSATION,
    MOST_TO_ONE_ADDRESS,
    Proof,
    ProofId,
    TooMany,
)
from bot.domain.reaching import Address, Means
from bot.services.prove_address import CodeOver, CodeSent, CodeWrong
from bot.services.recognise import Recognised
from tests.examples import NOW
from tests.services.reached import MAILBOX, MOBILE, OTHER_TALK, TALK, Reached

A_WRONG = {True: "000000", False: "111111"}


def wrong(reached: Reached) -> str:
    return A_WRONG[reached.code() != "000000"]


def numbered(n: int) -> Address:
    return Address(Means.TEXT, f"+4477009{n:05d}")


def test_the_code_that_came_back_proves_the_number() -> None:
    reached = Reached()
    assert reached.prove.ask(TALK, MOBILE) == CodeSent(MOBILE)
    found = reached.prove.take(TALK, reached.code())
    assert isinstance(found, Recognised)
    with reached.storage.transaction() as work:
        assert work.people.of_address(MOBILE) == found.person
        held = work.people.belonging(TALK)
    assert held is not None
    assert held.person == found.person


def test_a_mail_proves_an_address_in_the_same_way() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MAILBOX)
    to, subject, words = reached.mails.carried[0]
    assert (to, subject) == (MAILBOX, "Your code for Doorstep")
    assert "Eastside Hub" in words
    assert isinstance(reached.prove.take(TALK, reached.code(Means.MAIL)), Recognised)


def test_the_text_names_its_sender_and_says_how_to_stop() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    assert reached.texts.last.startswith("Doorstep, run by Eastside Hub: ")
    assert "STOP" in reached.texts.last


def test_the_code_is_nowhere_in_what_is_kept() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    with reached.storage.transaction() as work:
        held = work.proofs.of(TALK)
        words = [n.words for n in work.notifications.of(Owner(TALK))]
    assert held is not None
    assert reached.code() not in f"{held}{words}"


def test_a_wrong_code_says_how_many_tries_are_left_and_ends_after_five() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    told = [reached.prove.take(TALK, wrong(reached)) for _ in range(5)]
    assert told[:4] == [CodeWrong(4), CodeWrong(3), CodeWrong(2), CodeWrong(1)]
    assert isinstance(told[4], CodeOver)
    assert isinstance(reached.prove.take(TALK, reached.code()), CodeOver), "the right one neither"


@pytest.mark.parametrize(("minutes", "is_taken"), [(9.99, True), (10, False)])
def test_a_code_works_for_ten_minutes(minutes: float, is_taken: bool) -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    reached.clock.pass_by(minutes=minutes)
    assert isinstance(reached.prove.take(TALK, reached.code()), Recognised) is is_taken


def test_a_code_is_taken_once() -> None:
    reached = Reached()
    reached.proved(TALK)
    assert isinstance(reached.prove.take(TALK, reached.code()), CodeOver)


def test_a_code_of_another_conversation_is_none_here() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    assert isinstance(reached.prove.take(OTHER_TALK, reached.code()), CodeOver)


def test_a_new_code_ends_the_one_before() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    first = reached.code()
    reached.clock.pass_by(minutes=1)
    reached.prove.ask(TALK, MOBILE)
    if first != reached.code():
        assert isinstance(reached.prove.take(TALK, first), CodeWrong)
    assert isinstance(reached.prove.take(TALK, reached.code()), Recognised)


def test_codes_to_one_number_are_few_whoever_asks_and_counted_past_an_erasure() -> None:
    reached = Reached()
    for n in range(MOST_TO_ONE_ADDRESS):
        talk = (TALK, OTHER_TALK)[n % 2]
        assert reached.prove.ask(talk, MOBILE) == CodeSent(MOBILE)
        reached.clock.pass_by(minutes=1)
    with reached.storage.transaction() as work:
        work.conversations.forget(TALK)
        work.conversations.start(TALK, "hash", reached.clock.now())
    assert reached.prove.ask(TALK, MOBILE) is TooMany.ADDRESS
    reached.clock.pass_by(days=1)
    assert reached.prove.ask(TALK, MOBILE) == CodeSent(MOBILE)


def test_one_conversation_cannot_write_to_number_after_number() -> None:
    reached = Reached()
    asked = [reached.prove.ask(TALK, numbered(n)) for n in range(MOST_OF_ONE_CONVERSATION + 1)]
    assert asked[-1] is TooMany.CONVERSATION
    assert TooMany.CONVERSATION not in asked[:-1]


def test_all_together_cannot_write_to_any_number_of_numbers() -> None:
    reached = Reached()
    with reached.storage.transaction() as work:
        for n in range(200):
            one = Proof(ProofId(str(n)), ConversationId(str(n)), numbered(n), "hash", NOW)
            work.proofs.begin(one, str(n), str(n))
    assert reached.prove.ask(TALK, MOBILE) is TooMany.EVERYBODY


def test_the_same_number_can_be_proved_on_two_devices_in_one_minute() -> None:
    reached = Reached()
    for talk in (TALK, OTHER_TALK):
        assert reached.prove.ask(talk, MOBILE) == CodeSent(MOBILE)
        assert isinstance(reached.prove.take(talk, reached.code()), Recognised)
    assert reached.prove.ask(TALK, MOBILE) == CodeSent(MOBILE)


def test_two_codes_in_one_moment_are_one_too_many() -> None:
    reached = Reached()
    reached.prove.ask(TALK, MOBILE)
    reached.clock.pass_by(seconds=44)
    assert reached.prove.ask(TALK, MOBILE) is TooMany.WAIT
    reached.clock.pass_by(seconds=1)
    assert reached.prove.ask(TALK, MOBILE) == CodeSent(MOBILE)


def test_whoever_asks_learns_nothing_of_a_number_that_said_stop() -> None:
    reached = Reached()
    reached.stop.by_text(reached.came("STOP"))
    assert reached.prove.ask(TALK, MOBILE) == CodeSent(MOBILE)
    assert reached.texts.carried == []
    assert reached.prove.take(TALK, "123456") == CodeWrong(4)


def test_whoever_asks_learns_nothing_of_a_number_that_is_known() -> None:
    reached = Reached()
    reached.proved(TALK)
    reached.clock.pass_by(minutes=1)
    assert reached.prove.ask(OTHER_TALK, MOBILE) == CodeSent(MOBILE)
    with reached.storage.transaction() as work:
        assert work.people.belonging(OTHER_TALK) is None


def test_a_carrier_that_is_away_is_told() -> None:
    reached = Reached()
    reached.texts.fault = CarrierUnavailableError("away")
    assert reached.prove.ask(TALK, MOBILE) is State.TEMPORARY_FAILURE


def test_without_an_operator_no_code_is_even_made() -> None:
    reached = Reached(Operator())
    assert reached.prove.ask(TALK, MOBILE) is Withheld.NO_OPERATOR
    with reached.storage.transaction() as work:
        assert work.proofs.of(TALK) is None
