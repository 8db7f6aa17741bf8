"""What every store of subscriptions, alerts and reminders promises: memory, SQLite, PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.domain.alert import Alert, AlertId, AlertRun, AlertText, Wanted
from bot.domain.change import Change, ChangeKind
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.reminder import Reminder
from bot.domain.subscription import Often, Rhythm, Subscription, SubscriptionId, Wishes
from bot.domain.supplier import SupplierId
from bot.domain.telling import Kind, Reason
from bot.domain.told_counts import ToldAt
from bot.ports import Storage
from tests.examples import NOW, in_days, opportunity, supplier

ANNA, BEN = PersonId("anna"), PersonId("ben")
FIRM, OTHER_FIRM = SupplierId("firm"), SupplierId("other firm")
TALK = ConversationId("talk")
JOB, OTHER_JOB = OpportunityId("job"), OpportunityId("other job")
HERS = Subscription(
    SubscriptionId("hers"),
    ANNA,
    FIRM,
    Means.TEXT,
    NOW,
    Rhythm(Often.WEEKLY, 3, frozenset({3, 5}), time(7, 30), time(19), True, 2),
    Wishes(Decimal("500.50"), Decimal(9000), frozenset({"cleaning", "catering"}), 3.5),
    near_misses=False,
    paused_until=in_days(3),
)
HER_TEXT = AlertText("u", HERS.id, ANNA, "other", 1, NOW)
HIS = Subscription(SubscriptionId("his"), BEN, FIRM, Means.TEXT, in_days(1))


def alert(name: str, person: PersonId = ANNA, **facts: object) -> Alert:
    whose = HERS.id if person == ANNA else HIS.id
    made = Alert(AlertId(name), whose, person, OpportunityId(name), 0.75, NOW)
    return replace(made, **facts)  # type: ignore[arg-type]


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage with two people, two firms, a conversation and two subscriptions."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.suppliers.save_all([supplier(FIRM), supplier(OTHER_FIRM)])
        work.people.prove(Address(Means.TEXT, "+447700900001"), NOW, ANNA)
        work.people.prove(Address(Means.TEXT, "+447700900002"), NOW, BEN)
        work.subscriptions.put(HERS)
        work.subscriptions.put(HIS)
    return storage


class TestSubscriptions:
    def test_a_subscription_comes_back_as_it_was(self, held: Storage) -> None:
        with held.transaction() as work:
            assert work.subscriptions.get_many([HERS.id, HIS.id]) == {HERS.id: HERS, HIS.id: HIS}
            assert work.subscriptions.of_person(ANNA) == [HERS]

    def test_one_person_has_one_for_a_firm_and_keeps_its_id(self, held: Storage) -> None:
        again = replace(HERS, id=SubscriptionId("new"), wishes=Wishes(), paused_until=None)
        with held.transaction() as work:
            work.subscriptions.put(again)
        with held.transaction() as work:
            assert work.subscriptions.of_person(ANNA) == [replace(again, id=HERS.id)]

    def test_those_standing_are_those_not_over(self, held: Storage) -> None:
        with held.transaction() as work:
            work.subscriptions.put(HIS.ended(in_days(2)))
            assert work.subscriptions.standing(in_days(1)) == [HERS, HIS.ended(in_days(2))]
            assert work.subscriptions.standing(in_days(2)) == [HERS]
            assert work.subscriptions.standing(NOW, [OTHER_FIRM]) == []
            assert work.subscriptions.standing(in_days(2), [FIRM]) == [HERS]

    def test_it_goes_with_its_person_and_all_that_they_were_told(self, held: Storage) -> None:
        with held.transaction() as work:
            work.alerts.add_new([alert("job"), alert("job", BEN, id=AlertId("b"))])
            work.people.forget(ANNA)
        with held.transaction() as work:
            assert work.subscriptions.standing(NOW) == [HIS]
            assert [one.person for one in work.alerts.due(NOW)] == [BEN]

    def test_it_goes_with_its_firm(self, held: Storage) -> None:
        with held.transaction() as work:
            work.alerts.add_new([alert("job")])
            work.suppliers.remove([FIRM])
        with held.transaction() as work:
            assert work.subscriptions.standing(NOW) == []
            assert work.alerts.due(NOW) == []


class TestAlerts:
    def test_the_same_event_for_the_same_person_is_held_once(self, held: Storage) -> None:
        with held.transaction() as work:
            first = work.alerts.add_new([alert("job"), alert("job", id=AlertId("twice"))])
            again = work.alerts.add_new([alert("job", id=AlertId("again"))])
            changed = work.alerts.add_new([alert("job", id=AlertId("c"), event="cancelled:x")])
            other = work.alerts.add_new([alert("job", BEN, id=AlertId("b"))])
        assert (first, again, changed, other) == (1, 0, 1, 1)

    def test_what_waits_is_due_from_its_moment_on(self, held: Storage) -> None:
        late, soon = alert("late", due_at=in_days(2)), alert("soon", due_at=in_days(1))
        told = alert("told").told("t", NOW)
        with held.transaction() as work:
            work.alerts.add_new([late, soon, told, alert("left").left(Reason.TOO_FAR, NOW)])
        with held.transaction() as work:
            assert work.alerts.due(in_days(1)) == [soon]
            assert work.alerts.due(in_days(2)) == [soon, late]

    def test_what_was_told_is_found_by_person_opportunity_and_link(self, held: Storage) -> None:
        best = alert("best", fit=0.9).told("t", NOW, "A")
        change = alert("best", id=AlertId("c"), event="e", kind=Kind.CHANGE).told("u", in_days(1))
        second = alert("second").told("t", NOW)
        with held.transaction() as work:
            work.alerts.add_new([second, best, change])
            text, other = AlertText("t", HERS.id, ANNA, "link", 2, NOW), replace(HER_TEXT, id="v")
            assert work.alerts.put_texts([text, other]) == {"t", "v"}
            again, new = replace(text, link="elsewhere"), replace(HER_TEXT, id="w", link="w")
            assert work.alerts.put_texts([again, new]) == {"w"}
            assert work.alerts.put_texts([]) == set()
        with held.transaction() as work:
            told = work.alerts.told([ANNA, BEN])
            assert (set(told[ANNA]), told[BEN]) == ({best, second, change}, [])
            assert told[ANNA][-1] == change
            assert work.alerts.of(best.opportunity) == [best, change]
            assert work.alerts.of_link("link") == [best, second]
            assert work.alerts.of_link("none") == []
            assert work.alerts.of_link("elsewhere") == []

    def test_what_became_of_it_is_stored(self, held: Storage) -> None:
        answered = replace(alert("job").told("t", NOW, "B"), answer=Wanted.INTERESTED)
        with held.transaction() as work:
            work.alerts.add_new([alert("job")])
            work.alerts.save([answered, alert("never held")])
            work.alerts.save([])
        with held.transaction() as work:
            assert work.alerts.told([ANNA])[ANNA] == [answered]
            assert work.alerts.due(in_days(9)) == []

    def test_what_was_left_is_found_by_its_reason_the_best_first(self, held: Storage) -> None:
        low = alert("low", fit=0.4).left(Reason.BELOW_CUT_OFF, NOW)
        high = alert("high", fit=0.5).left(Reason.BELOW_CUT_OFF, in_days(1))
        far = alert("far").left(Reason.TOO_FAR, NOW)
        with held.transaction() as work:
            work.alerts.add_new([low, high, far])
            assert work.alerts.left(HERS.id, [Reason.BELOW_CUT_OFF], NOW) == [high, low]
            assert work.alerts.left(HERS.id, [Reason.BELOW_CUT_OFF], in_days(1)) == [high]
            assert work.alerts.left(HIS.id, list(Reason), NOW) == []

    def test_segments_and_outcomes_are_counted_in_half_open_windows(self, held: Storage) -> None:
        moment = timedelta(seconds=1)
        with held.transaction() as work:
            his = AlertText("u", HIS.id, BEN, "m", 1, in_days(1))
            work.alerts.put_texts([AlertText("t", HERS.id, ANNA, "l", 2, NOW), his])
            work.alerts.add_new([alert("a").told("t", NOW), alert("b").left(Reason.TOO_FAR, NOW)])
            assert work.alerts.segments(NOW, in_days(1)) == 2
            assert work.alerts.segments(NOW, in_days(1) + moment) == 3
            assert work.alerts.segments(NOW - moment, NOW) == 0
            assert work.alerts.counted(NOW, in_days(1)) == {"told": 1, "too_far": 1}
            assert work.alerts.counted(in_days(1), in_days(2)) == {}

    def test_those_told_the_same_news_at_one_moment_are_counted(self, held: Storage) -> None:
        with held.transaction() as work:
            hers, late = alert("a").told("t", NOW), alert("b").told("t", in_days(1))
            his = replace(alert("c"), person=BEN, subscription=HIS.id).told("u", NOW)
            change = replace(alert("d"), event="cancelled", kind=Kind.CHANGE).told("v", NOW)
            his = replace(his, opportunity=hers.opportunity)
            work.alerts.add_new([hers, his, late, change, replace(alert("e"), event="left")])
            assert work.alerts.told_at(NOW, in_days(1)) == [ToldAt(NOW, hers.opportunity, 2)]
            assert work.alerts.told_at(in_days(2), in_days(3)) == []


class TestRuns:
    def test_runs_follow_one_another_and_a_number_is_given_once(self, held: Storage) -> None:
        first = AlertRun(1, NOW, "7", 3, "seed", {"told": 3})
        second = AlertRun(2, in_days(1), "9", 5, "other")
        with held.transaction() as work:
            assert work.alert_runs.last() is None
            assert work.alert_runs.put(first)
            assert not work.alert_runs.put(replace(second, number=1))
            assert work.alert_runs.put(second)
        with held.transaction() as work:
            assert work.alert_runs.last() == second
            assert work.alert_runs.latest(5) == [second, first]


class TestReminders:
    def test_a_reminder_is_due_until_it_was_told(self, held: Storage) -> None:
        one = Reminder(Owner(TALK), JOB, in_days(1), in_days(4))
        with held.transaction() as work:
            work.reminders.put(one)
            assert work.reminders.due(NOW) == []
            assert work.reminders.due(in_days(1)) == [one]
            work.reminders.told(one, in_days(1))
            assert work.reminders.due(in_days(2)) == []

    def test_one_owner_has_one_reminder_of_an_opportunity(self, held: Storage) -> None:
        def at(when: datetime, person: PersonId = ANNA) -> Reminder:
            return Reminder(Owner(person=person), JOB, when, in_days(9))

        with held.transaction() as work:
            work.reminders.put(at(in_days(1)))
            work.reminders.put(at(in_days(2)))
            work.reminders.put(at(in_days(3), BEN))
            due = work.reminders.due(in_days(5))
        assert due == [at(in_days(2)), at(in_days(3), BEN)]

    def test_it_goes_with_its_owner(self, held: Storage) -> None:
        with held.transaction() as work:
            work.reminders.put(Reminder(Owner(TALK), JOB, NOW, in_days(9)))
            work.reminders.put(Reminder(Owner(person=ANNA), JOB, NOW, in_days(9)))
            work.conversations.forget(TALK)
            work.people.forget(ANNA)
        with held.transaction() as work:
            assert work.reminders.due(in_days(1)) == []


def test_changes_are_found_in_the_order_in_which_they_were_noticed(storage: Storage) -> None:
    first = Change(JOB, ChangeKind.CANCELLED, in_days(-3), None, "now")
    second = Change(OTHER_JOB, ChangeKind.OPENED, in_days(-5), "planned", "tender")
    with storage.transaction() as work:
        for one in (JOB, OTHER_JOB):
            work.opportunities.save(ProcessKey(one), opportunity(one))
        work.changes.note([first], NOW)
        work.changes.note([second], in_days(1))
        assert list(work.changes.noted_after(0).values()) == [first, second]
        numbers = list(work.changes.noted_after(0))
        assert work.changes.noted_after(numbers[0]) == {numbers[1]: second}
        assert work.changes.noted_after(numbers[1]) == {}
