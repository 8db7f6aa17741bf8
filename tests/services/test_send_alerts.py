"""What happens when work is published: who is told, when, once, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.domain.alert import Alert, AlertId, AlertState
from bot.domain.change import Change, ChangeKind
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.person import Belonging, PersonId
from bot.domain.reaching import Means
from bot.domain.subscription import Often, Rhythm, SubscriptionId, Wishes
from bot.domain.telling import Reason
from bot.domain.text_cost import Budget
from tests.examples import NOW, in_days, opportunity, pounds
from tests.services.alerts import SITE, Alerting, number

JOB = opportunity("job")


@pytest.fixture
def desk() -> Alerting:
    """Nobody has asked yet."""
    return Alerting()


def states(desk: Alerting, job: str = "job") -> list[tuple[str, Reason | None]]:
    return [(one.state.value, one.reason) for one in desk.alerts_of(job)]


def cancel(desk: Alerting, at: datetime) -> None:
    gone = replace(JOB, cancelled_at=at)
    desk.publish(gone)
    with desk.storage.transaction() as work:
        change = Change(JOB.id, ChangeKind.CANCELLED, at, None, at.isoformat())
        work.changes.note([change], at)


def test_whoever_asked_is_told_of_what_fits_with_all_they_need(desk: Alerting) -> None:
    desk.asks("ada")
    desk.publish(JOB)
    tally = desk.round()
    (text,) = desk.texts_to("ada")
    assert tally.counts == {"told": 1}
    for part in ("Doorstep:", "Cleaning of a primary", "Eastside Council", "20,000"):
        assert part in text
    for part in ("closes 13 Dec", f"{SITE}/o/", "1 interested 2 no 3 more", "STOP"):
        assert part in text
    assert len(text) <= 160
    assert desk.wording.segments(text) == 1


def test_nobody_is_told_the_same_twice_however_often_it_runs(desk: Alerting) -> None:
    desk.asks("ada")
    desk.publish(JOB)
    for _ in range(3):
        desk.round()
        desk.publish(replace(JOB, title="Cleaning of a primary school, again"))
        desk.clock.pass_by(hours=1)
    assert len(desk.texts_to("ada")) == 1


def test_whoever_does_other_work_is_not_told(desk: Alerting) -> None:
    desk.asks("ada")
    desk.publish(opportunity("food", title="Hot food", description="Catering.", cpv=()))
    desk.round()
    assert desk.texts_to("ada") == []


def test_what_was_there_before_the_first_run_is_told_to_nobody() -> None:
    desk = Alerting()
    desk.asks("ada")
    desk.round()
    assert desk.texts_to("ada") == []


def test_without_a_consent_nothing_goes_and_the_reason_is_kept(desk: Alerting) -> None:
    wish = desk.asks("ada")
    with desk.storage.transaction() as work:
        no = Consent(Purpose.ALERTS, Answer.WITHDRAWN, "", "1", Channel.TEXT, NOW, Means.TEXT)
        work.consents.note(Owner(person=wish.person), no)
    desk.publish(JOB)
    desk.round()
    assert desk.texts_to("ada") == []
    assert states(desk) == [("left", Reason.NO_CONSENT)]


def test_at_night_everybody_waits_and_in_the_morning_everybody_is_told(desk: Alerting) -> None:
    for name in ("ada", "ben", "cy"):
        desk.asks(name)
    desk.clock.moment = datetime(2026, 11, 23, 23, tzinfo=UTC)
    desk.publish(JOB)
    desk.round()
    assert desk.carrier.carried == []
    desk.clock.moment = datetime(2026, 11, 24, 8, tzinfo=UTC)
    desk.round()
    assert [len(desk.texts_to(name)) for name in ("ada", "ben", "cy")] == [1, 1, 1]


def test_what_comes_together_is_one_text_about_the_best(desk: Alerting) -> None:
    desk.asks("ada", Rhythm(Often.DAILY))
    desk.publish(JOB, opportunity("second"), opportunity("third"))
    desk.round()
    desk.clock.moment = datetime(2026, 11, 24, 8, tzinfo=UTC)
    desk.round()
    (text,) = desk.texts_to("ada")
    assert "+2 more at" in text
    assert {one.state for job in ("job", "second", "third") for one in desk.alerts_of(job)} == {
        AlertState.TOLD
    }


def test_a_week_has_no_more_texts_than_the_cap(desk: Alerting) -> None:
    desk.asks("ada", Rhythm(weekly_cap=2))
    for n in range(5):
        desk.publish(opportunity(f"job {n}"))
        desk.round()
        desk.clock.pass_by(hours=2)
    assert len(desk.texts_to("ada")) == 2
    desk.clock.pass_by(days=7)
    desk.round()
    assert len(desk.texts_to("ada")) == 3
    assert "+2 more" in desk.texts_to("ada")[-1]


def test_what_closed_while_it_waited_is_not_told(desk: Alerting) -> None:
    desk.asks("ada", paused_until=in_days(10))
    desk.publish(replace(JOB, deadline=in_days(9)))
    desk.round()
    desk.clock.pass_by(days=11)
    desk.round()
    assert desk.texts_to("ada") == []
    assert states(desk) == [("left", Reason.CLOSES_TOO_SOON)]


def test_what_was_too_small_and_grew_is_told_then(desk: Alerting) -> None:
    desk.asks("ada", wishes=Wishes(least=Decimal(30_000)))
    desk.publish(JOB)
    desk.round()
    assert states(desk) == [("left", Reason.TOO_SMALL)]
    desk.publish(replace(JOB, value=pounds(40_000)))
    desk.round()
    assert len(desk.texts_to("ada")) == 1


def test_a_cancellation_is_told_to_those_who_were_told_and_nobody_else(desk: Alerting) -> None:
    desk.asks("ada")
    desk.asks("ben", wishes=Wishes(least=Decimal(30_000)))
    desk.publish(JOB)
    desk.round()
    desk.clock.pass_by(hours=1)
    cancel(desk, in_days(0.03))
    desk.round()
    desk.round()
    assert len(desk.texts_to("ada")) == 2
    assert "called off" in desk.texts_to("ada")[-1]
    assert "STOP" in desk.texts_to("ada")[-1]
    assert desk.texts_to("ben") == []


def test_what_was_called_off_before_it_was_told_is_never_told(desk: Alerting) -> None:
    desk.asks("ada", Rhythm(Often.DAILY))
    desk.publish(JOB)
    desk.round()
    cancel(desk, in_days(0.1))
    desk.clock.pass_by(days=1)
    desk.round()
    assert desk.texts_to("ada") == []


def test_what_somebody_said_is_not_for_them_is_told_no_more(desk: Alerting) -> None:
    wish, talk = desk.asks("ada"), ConversationId("talk")
    with desk.storage.transaction() as work:
        work.conversations.start(talk, "hash", NOW)
        work.people.belong(Belonging(talk, wish.person, wish.supplier, NOW))
        work.feedback.note(Owner(talk), Feedback(JOB.id, Verdict.NOT_FOR_ME, NOW))
    desk.publish(JOB)
    desk.round()
    assert desk.texts_to("ada") == []
    assert states(desk) == [("left", Reason.NOT_FOR_THEM)]


def test_a_second_text_while_one_waits_has_a_letter_of_its_own(desk: Alerting) -> None:
    desk.asks("ada")
    desk.publish(JOB)
    desk.round()
    desk.clock.pass_by(hours=1)
    desk.publish(opportunity("second"))
    desk.round()
    first, second = desk.texts_to("ada")
    assert "1 interested" in first
    assert "C1 interested C2 no C3 more" in second


def test_a_spent_budget_ends_texts_until_the_next_month() -> None:
    desk = Alerting(Budget(Decimal("0.08"), Decimal("0.04")))
    for name in ("ada", "ben", "cy"):
        desk.asks(name)
    desk.publish(JOB)
    tally = desk.round()
    assert tally.counts == {"told": 2}
    assert tally.over_budget == 1
    assert desk.send.run().counts == {}
    desk.clock.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert desk.send.run().counts == {"told": 1}


def test_whoever_runs_it_is_warned_before_the_budget_is_spent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Alerting(Budget(Decimal("0.20"), Decimal("0.04")))
    for name in ("ada", "ben", "cy", "dee"):
        desk.asks(name)
    desk.publish(JOB)
    desk.round()
    assert [one.getMessage() for one in caplog.records] == [
        "Four fifths of the month's budget for texts are spent."
    ]


def test_made_up_examples_are_told_to_nobody(desk: Alerting) -> None:
    desk.asks("ada")
    desk.publish(replace(JOB, is_sample=True))
    desk.round()
    assert desk.texts_to("ada") == []


def test_a_run_that_breaks_off_is_as_none_and_the_next_does_it(desk: Alerting) -> None:
    desk.asks("ada")
    desk.publish(JOB)
    desk.storage.fails_at = 5
    with pytest.raises(Exception, match="busy or away"):
        desk.match.run()
    desk.storage.fails_at = None
    desk.round()
    assert len(desk.texts_to("ada")) == 1


def test_a_person_with_two_firms_is_told_once(desk: Alerting) -> None:
    first = desk.asks("ada")
    other = desk.asks("ben")
    with desk.storage.transaction() as work:
        work.subscriptions.put(replace(other, id=other.id, person=PersonId("ada")))
        work.subscriptions.put(replace(other, id=other.id).ended(NOW))
    desk.publish(JOB)
    desk.round()
    assert len(desk.texts_to("ada")) == 1
    assert first.person == "ada"


def test_more_people_than_are_told_together_are_all_told_once() -> None:
    desk = Alerting(at_a_time=2)
    names = ("ada", "ben", "cy", "dee", "eve")
    for name in names:
        desk.asks(name)
    desk.publish(JOB)
    assert desk.round().counts == {"told": 5}
    assert [len(desk.texts_to(name)) for name in names] == [1] * 5


def test_those_told_together_with_somebody_who_said_stop_are_told_all_the_same(
    desk: Alerting,
) -> None:
    for name in ("ada", "ben", "cy"):
        desk.asks(name)
    with desk.storage.transaction() as work:
        work.suppressions.add(Means.TEXT, desk.notify.gate.hash_of(number("ben")), NOW)
    desk.publish(JOB)
    assert desk.round().counts == {"told": 2, "no_consent": 1}
    assert [len(desk.texts_to(name)) for name in ("ada", "ben", "cy")] == [1, 0, 1]


def test_two_wishes_of_one_person_that_fall_due_together_count_as_one_history(
    desk: Alerting,
) -> None:
    """Somebody with two firms, told by each at another time of one job: the second knows it."""
    desk.asks("ada", Rhythm(weekly_cap=1))
    other = replace(desk.asks("ben", Rhythm(weekly_cap=1)), person=PersonId("ada"))
    with desk.storage.transaction() as work:
        work.people.forget(PersonId("ben"))
        work.subscriptions.put(other)
        work.opportunities.save(ProcessKey("job"), JOB)
        work.opportunities.save(ProcessKey("second"), opportunity("second"))
        for key, job in (("ada", "job"), ("ben", "second")):
            due = Alert(
                AlertId(key), SubscriptionId(key), PersonId("ada"), OpportunityId(job), 0.9, NOW
            )
            work.alerts.add_new([due])
    assert desk.send.run().counts == {"told": 1, "postponed": 1}
    assert len(desk.texts_to("ada")) == 1


def test_counts_of_a_run_can_be_published(desk: Alerting) -> None:
    desk.asks("ada")
    desk.asks("ben", wishes=Wishes(least=Decimal(30_000)))
    desk.publish(JOB)
    run = desk.match.run()
    assert run is not None
    assert run.counts == {"waiting": 1, "too_small": 1}
    with desk.storage.transaction() as work:
        assert work.alert_runs.last() == run
    desk.send.run()
    with desk.storage.transaction() as work:
        counted = work.alerts.counted(NOW, NOW + timedelta(days=1))
    assert counted == {"told": 1, "too_small": 1}
