"""Reports of the provider: late, early, twice, in any order, and about nothing of ours."""

from __future__ import annotations

from itertools import permutations

import pytest

from bot.domain.errors import OutcomeUnknownError
from bot.domain.notification import State
from bot.domain.sending import LONGEST_WAIT, Attempt, ProviderError, Report, Then
from bot.services.hear_report import HearReport
from tests.fake_sending import FakeAttempts, MoodyCarrier
from tests.services.sending import NUMBER, Post, alert

ERRORS = {
    30003: ProviderError(30003, "off", Then.TRY_AGAIN, ""),
    30005: ProviderError(30005, "unknown", Then.NEVER_AGAIN, ""),
    21610: ProviderError(21610, "stopped", Then.SUPPRESS, ""),
    30002: ProviderError(30002, "suspended", Then.TELL_OPERATOR, ""),
}


def sent(then: object = None) -> tuple[Post, HearReport]:
    """An alert that the carrier took, and what hears of it."""
    office = Post(MoodyCarrier(then) if callable(then) else MoodyCarrier())
    office.mean(alert())
    office.send()
    return office, HearReport(office.storage, office.gate, ERRORS, office.clock)


def failed(code: int | None) -> Report:
    return Report("SM0", "alert", State.PERMANENT_FAILURE, code)


@pytest.mark.parametrize("order", list(permutations([State.SENT, State.SENT, State.DELIVERED])))
def test_in_whatever_order_they_come_it_was_delivered(order: tuple[State, ...]) -> None:
    office, reports = sent()
    for state in order:
        assert reports.hear(Report("SM0", "alert", state))
    assert office.state() is State.DELIVERED


def test_a_report_that_comes_before_the_answer_is_kept() -> None:
    def then(_: int, take: object) -> str:
        assert callable(take)
        given = str(take())
        reports.hear(Report(given, "alert", State.DELIVERED))
        return given

    office = Post(MoodyCarrier(then))
    office.mean(alert())
    reports = HearReport(office.storage, office.gate, ERRORS, office.clock)
    office.send()
    assert office.state() is State.DELIVERED
    assert office.last().provider_id == "SM0"


def test_a_report_that_comes_while_its_answer_is_stored_is_no_second_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office, reports = sent()
    real, looks = FakeAttempts.of_provider_id, list[str]()

    def stored_after_the_first_look(its: FakeAttempts, provider_id: str) -> Attempt | None:
        looks.append(provider_id)
        return real(its, provider_id) if len(looks) > 1 else None

    monkeypatch.setattr(FakeAttempts, "of_provider_id", stored_after_the_first_look)
    assert reports.hear(Report("SM0", "alert", State.DELIVERED))
    assert office.state() is State.DELIVERED
    assert caplog.records == []


def test_a_report_tells_of_a_message_whose_answer_was_lost() -> None:
    def then(_: int, take: object) -> str:
        assert callable(take)
        take()
        raise OutcomeUnknownError("lost")

    office, reports = sent(then)
    assert office.state() is State.SENDING
    assert reports.hear(Report("SM0", "alert", State.SENT))
    office.clock.pass_by(seconds=60)
    assert office.send() is None
    assert office.state() is State.SENT
    assert (office.carrier.calls, office.carrier.enquiries) == (1, 0)


def test_a_phone_that_was_off_is_tried_once_more_in_an_hour_however_often_it_is_told() -> None:
    office, reports = sent()
    assert reports.hear(failed(30003))
    assert reports.hear(failed(30003))
    assert office.state() is State.TEMPORARY_FAILURE
    (errand,) = office.storage.errands
    assert errand.after == LONGEST_WAIT
    office.clock.pass_by(hours=1)
    office.send()
    assert office.state() is State.SENT
    assert len(office.carrier.taken_by) == 2


def test_a_message_that_the_provider_made_two_of_is_told_and_changes_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    office, reports = sent()
    assert not reports.hear(Report("SM9", "alert", State.DELIVERED))
    assert not reports.hear(Report("SM9", "alert", State.PERMANENT_FAILURE, 30005))
    assert "was taken twice: as message SM0, and as SM9" in caplog.text
    assert (office.state(), office.last().provider_id) == (State.SENT, "SM0")
    assert office.send() is None
    assert office.carrier.calls == 1


def test_an_old_report_does_not_touch_the_second_try_unless_it_arrived_after_all() -> None:
    office, reports = sent()
    reports.hear(failed(30003))
    office.clock.pass_by(hours=1)
    office.send()
    assert reports.hear(failed(30005))
    assert office.state() is State.SENT
    assert reports.hear(Report("SM0", "alert", State.DELIVERED))
    assert office.state() is State.DELIVERED


@pytest.mark.parametrize("code", [30005, 12345, None])
def test_what_will_not_get_through_is_given_up(code: int | None) -> None:
    office, reports = sent()
    reports.hear(failed(code))
    assert office.state() is State.PERMANENT_FAILURE
    assert office.storage.errands == []
    assert office.last().code == code


def test_somebody_who_told_the_provider_to_stop_is_written_to_no_more() -> None:
    office, reports = sent()
    reports.hear(failed(21610))
    with office.storage.transaction() as work:
        assert office.gate.is_suppressed(work, NUMBER)


def test_a_fault_of_the_account_is_told(caplog: pytest.LogCaptureFixture) -> None:
    office, reports = sent()
    reports.hear(failed(30002))
    assert "suspended" in caplog.text
    assert office.state() is State.TEMPORARY_FAILURE


@pytest.mark.parametrize("key", ["alert", "other", None])
def test_a_report_about_nothing_of_ours_changes_nothing(key: str | None) -> None:
    office, reports = sent()
    assert not reports.hear(Report("SM99", key, State.DELIVERED))
    assert office.state() is State.SENT
