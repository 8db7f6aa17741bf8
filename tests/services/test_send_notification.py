"""Sending: once, whatever the carrier does and wherever the process ends."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import (
    AccountAtFaultError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoNotTryAgainError,
    OptedOutError,
    OutcomeUnknownError,
)
from bot.domain.notification import About, NotificationId, State
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.domain.sending import LONGEST_WAIT, MOST_ATTEMPTS
from tests.examples import NOW
from tests.fake_sending import MoodyCarrier
from tests.services.sending import IN_DOUBT, NUMBER, OWNER, Post, alert

Take = Callable[[], str]


class EndedError(BaseException):
    """The process was killed."""


def first(fails: BaseException, *, taken: bool = False) -> Callable[[int, Take], str]:
    """The first call fails, the message taken or not; all others go well."""

    def then(number: int, take: Take) -> str:
        if number:
            return take()
        if taken:
            take()
        raise fails

    return then


def always(fails: Exception) -> Callable[[int, Take], str]:
    def then(_: int, __: Take) -> str:
        raise fails

    return then


def post(then: Callable[[int, Take], str] = lambda _, take: take()) -> Post:
    made = Post(MoodyCarrier(then))
    made.mean(alert())
    return made


def test_what_is_to_be_sent_is_sent_once() -> None:
    office = post()
    assert office.send() is None
    assert office.send() is None
    assert office.state() is State.SENT
    assert len(office.carrier.taken_by) == 1
    assert office.last().provider_id == "SM0"


def test_the_intent_is_committed_before_the_call() -> None:
    stored = []

    def then(_: int, take: Take) -> str:
        stored.append((office.state(), office.last().ended_at))
        return take()

    office = post(then)
    office.send()
    assert stored == [(State.SENDING, None)]


def test_nothing_is_sent_that_is_not_stored() -> None:
    assert Post().send("unknown") is None


@pytest.mark.parametrize("taken", [True, False])
@pytest.mark.parametrize("fault", [OutcomeUnknownError("lost"), EndedError()])
def test_a_doubt_is_resolved_by_asking_before_anything_goes_again(
    fault: BaseException, taken: bool
) -> None:
    office = post(first(fault, taken=taken))
    if isinstance(fault, EndedError):
        with pytest.raises(EndedError):
            office.send()
    else:
        errand = office.send()
        assert errand
        assert errand.after == IN_DOUBT
    assert office.state() is State.SENDING
    office.clock.pass_by(seconds=60)
    assert office.send() is None
    assert office.state() is State.SENT
    assert office.carrier.enquiries == 1
    assert len(office.carrier.taken_by) == 1
    assert office.last().number == (1 if taken else 2)


def test_nothing_is_asked_and_nothing_sent_while_it_may_still_arrive() -> None:
    office = post(first(OutcomeUnknownError("lost")))
    office.send()
    office.clock.pass_by(seconds=59)
    errand = office.send()
    assert errand
    assert errand.after == timedelta(seconds=1)
    assert (office.carrier.calls, office.carrier.enquiries) == (1, 0)


def test_two_in_doubt_with_the_same_words_do_not_claim_one_message() -> None:
    def then(number: int, take: Take) -> str:
        if number == 0:
            take()
        if number < 2:
            raise OutcomeUnknownError("lost")
        return take()

    office = Post(MoodyCarrier(then))
    office.mean(alert("one"), alert("other"))
    office.send("one")
    office.send("other")
    office.clock.pass_by(seconds=60)
    office.send("other")
    office.send("one")
    assert {office.state("one"), office.state("other")} == {State.SENT}
    assert len(office.carrier.taken_by) == 2
    assert office.last("one").provider_id != office.last("other").provider_id


def test_an_answer_that_names_another_texts_message_is_not_believed() -> None:
    # A line on which an answer came twice: the second is read as that to the next request.
    def then(_: int, take: Take) -> str:
        take()
        return "SM0"

    office = Post(MoodyCarrier(then))
    office.mean(alert("one"), alert("other", "Other work for you"))
    assert office.send("one") is None
    errand = office.send("other")
    assert errand
    assert errand.after == IN_DOUBT
    assert office.state("other") is State.SENDING
    office.clock.pass_by(seconds=60)
    assert office.send("other") is None
    assert (office.state("other"), office.last("other").provider_id) == (State.SENT, "SM1")
    assert office.carrier.calls == 2


def test_an_enquiry_that_fails_is_made_again_later() -> None:
    office = post(first(OutcomeUnknownError("lost"), taken=True))
    office.send()
    office.clock.pass_by(seconds=60)

    def away(to: Address, words: str, since: object) -> list[str]:
        raise CarrierUnavailableError("away", retry_after=30)

    asked, office.carrier.taken = office.carrier.taken, away  # type: ignore[method-assign]
    errand = office.send()
    assert errand
    assert errand.after == timedelta(seconds=30)
    assert office.state() is State.SENDING
    office.carrier.taken = asked  # type: ignore[method-assign]
    assert office.send() is None
    assert len(office.carrier.taken_by) == 1


def test_what_was_surely_not_taken_is_tried_again_after_a_wait() -> None:
    office = post(first(CarrierUnavailableError("busy", code=20429)))
    errand = office.send()
    assert errand
    assert errand.after == timedelta(seconds=15)
    assert office.state() is State.TEMPORARY_FAILURE
    assert office.last().code == 20429
    office.clock.pass_by(seconds=15)
    assert office.send() is None
    assert office.state() is State.SENT


def test_the_providers_own_wait_is_kept_where_it_is_longer() -> None:
    errand = post(first(CarrierUnavailableError("busy", retry_after=300))).send()
    assert errand
    assert errand.after == timedelta(seconds=300)


def test_an_account_at_fault_is_told_and_tried_each_hour(caplog: pytest.LogCaptureFixture) -> None:
    office = post(first(AccountAtFaultError("the account's token is wrong", code=20003)))
    errand = office.send()
    assert errand
    assert errand.after == LONGEST_WAIT
    assert "the account's token is wrong" in caplog.text
    assert office.state() is State.TEMPORARY_FAILURE


def test_it_is_given_up_after_the_last_attempt() -> None:
    office = post(always(CarrierUnavailableError("busy")))
    for _ in range(MOST_ATTEMPTS):
        assert office.send()
        office.clock.pass_by(seconds=1)
    assert office.send() is None
    assert office.state() is State.TECHNICAL_FAILURE
    assert office.carrier.calls == MOST_ATTEMPTS


def test_what_has_become_too_late_is_not_sent() -> None:
    office = Post()
    office.mean(replace(alert(), about=About.CODE, words="Your code is 123456"))
    office.clock.pass_by(minutes=10)
    assert office.send() is None
    assert office.state() is State.TECHNICAL_FAILURE
    assert office.carrier.calls == 0


def test_a_number_that_is_refused_is_not_tried_again() -> None:
    office = post(always(AddressRefusedError("no such number", code=21211)))
    assert office.send() is None
    assert office.state() is State.PERMANENT_FAILURE
    assert office.last().code == 21211


def test_somebody_who_told_the_provider_to_stop_gets_nothing_more() -> None:
    office = post(always(OptedOutError("stopped", code=21610)))
    office.send()
    with office.storage.transaction() as work:
        assert office.gate.is_suppressed(work, NUMBER)


def test_a_stop_that_is_heard_before_it_goes_is_heeded() -> None:
    office = post()
    with office.storage.transaction() as work:
        work.suppressions.add(Means.TEXT, office.gate.hash_of(NUMBER), NOW)
    assert office.send() is None
    assert office.state() is State.PERMANENT_FAILURE
    assert office.carrier.calls == 0


def test_a_stop_in_flight_lets_nothing_go_a_second_time() -> None:
    office = post(first(OutcomeUnknownError("lost")))
    office.send()
    with office.storage.transaction() as work:
        work.suppressions.add(Means.TEXT, office.gate.hash_of(NUMBER), NOW)
    office.clock.pass_by(seconds=60)
    assert office.send() is None
    assert office.state() is State.PERMANENT_FAILURE
    assert office.carrier.taken_by == {}


def test_nobody_off_the_list_gets_anything() -> None:
    office = Post(recipients=Recipients())
    office.mean(alert())
    office.send()
    assert office.state() is State.PERMANENT_FAILURE
    assert office.carrier.calls == 0


def test_a_code_that_went_is_no_longer_kept() -> None:
    office = Post()
    office.mean(replace(alert(), about=About.CODE, words="Your code is 123456"))
    office.send()
    with office.storage.transaction() as work:
        held = work.notifications.get(NotificationId("alert"))
    assert held
    assert "123456" not in held.words


def test_a_fault_that_nobody_knows_is_logged_without_number_or_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    office = post(always(DoNotTryAgainError("The provider takes nothing of ours.")))
    office.send()
    assert office.state() is State.TECHNICAL_FAILURE
    assert "takes nothing of ours" in caplog.text
    assert NUMBER.value not in caplog.text
    assert alert().words not in caplog.text


def test_what_was_erased_meanwhile_is_not_sent() -> None:
    office = post()
    with office.storage.transaction() as work:
        assert OWNER.person
        work.people.forget(OWNER.person)
    assert office.send() is None
    assert office.carrier.calls == 0
