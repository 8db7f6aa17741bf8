"""Asking for texts about work: what is asked, what begins, how it is changed and ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.bootstrap import make_phrases
from bot.bootstrap.subscribing import make_subscribing
from bot.domain.alert_words import SaidTrade
from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.heard import Heard
from bot.domain.interview import Interview
from bot.domain.person import Belonging, PersonId
from bot.domain.subscription import Often
from bot.services.alerts_flow import OFTEN, WORK, AlertsFlow
from bot.services.begin_alerts import BeginAlerts
from bot.services.keep_profile import KeepProfile
from bot.services.recognise import Recognise
from bot.services.subscribe import Chosen, Subscribe
from bot.services.tell_subscription import TellSubscription
from bot.services.tell_wish import TellWish
from tests.examples import BORDESLEY, NOW
from tests.fakes import FakeClock, FakeStorage
from tests.services.alerts import number
from tests.services.reached import Reached

TALK, ADA = ConversationId("talk"), PersonId("ada")
FEASTS = {"eid": [(date(2027, 3, 9), date(2027, 3, 11))]}
PHRASES = make_phrases()


@dataclass
class Asking:
    """A conversation whose owner proved a number."""

    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))

    def __post_init__(self) -> None:
        recognise = Recognise(self.storage, KeepProfile(self.storage, self.clock), self.clock)
        self.subscribe = Subscribe(self.storage, recognise, FEASTS, self.clock)
        self.tell = TellSubscription(PHRASES, self.clock)
        with self.storage.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)

    def prove(self) -> None:
        """Makes the conversation Ada's."""
        with self.storage.transaction() as work:
            work.people.prove(number("ada"), NOW, ADA)
            work.people.belong(Belonging(TALK, ADA, None, NOW))

    def search(self, **criteria: object) -> None:
        """Notes what was last searched for."""
        with self.storage.transaction() as work:
            work.searches.save(Search(TALK, Criteria(**criteria), (), 0, NOW))  # type: ignore[arg-type]


@pytest.fixture
def asking() -> Asking:
    """A proved owner."""
    asking = Asking()
    asking.prove()
    return asking


def test_nothing_begins_without_a_proved_number() -> None:
    assert Asking().subscribe.begin(TALK, "cleaning", Chosen(Often.DAILY)) is None


def test_a_subscription_begins_with_a_firm_that_buyers_never_see(asking: Asking) -> None:
    asking.search(trades=("cleaning",), place=BORDESLEY)
    begun = asking.subscribe.begin(TALK, "cleaning", Chosen(Often.WEEKLY, 2))
    assert begun is not None
    assert (begun.rhythm.often, begun.rhythm.weekday, begun.person) == (Often.WEEKLY, 2, ADA)
    with asking.storage.transaction() as work:
        (firm,) = work.suppliers.get_many([begun.supplier])
    assert (firm.text, firm.shown_to_buyers) == ("cleaning", None)
    assert asking.subscribe.of(TALK) == begun


def test_beginning_again_keeps_one_and_takes_the_new_choice(asking: Asking) -> None:
    first = asking.subscribe.begin(TALK, "cleaning", Chosen(Often.DAILY))
    second = asking.subscribe.begin(TALK, "cleaning", Chosen(Often.AT_ONCE))
    assert first is not None
    assert second is not None
    assert second.id == first.id
    with asking.storage.transaction() as work:
        assert work.subscriptions.of_person(ADA) == [second]


def test_the_work_last_searched_for_need_not_be_asked(asking: Asking) -> None:
    assert asking.subscribe.known_work(TALK) is None
    asking.search(trades=("cleaning",), words="carpets")
    assert asking.subscribe.known_work(TALK) == "cleaning, carpets"


def test_rules_are_changed_in_words_and_told_in_words(asking: Asking) -> None:
    asking.subscribe.begin(TALK, "cleaning", Chosen(Often.AT_ONCE))
    asking.subscribe.change(TALK, "not before 9 and only over £500", [])
    asking.subscribe.change(TALK, "not catering", [SaidTrade("catering", 4)])
    said = asking.subscribe.change(TALK, "within 3 miles, max 2 a week", [])
    assert said is not None
    assert asking.tell.rules(said.subscription) == (
        "I text you as soon as something fits, between 9am and 8pm, at most 2 times a week, "
        "only from £500 up, nothing for catering, only within 3 miles."
    )


def test_a_weekly_rule_names_its_day_and_a_pause_its_end(asking: Asking) -> None:
    asking.subscribe.begin(TALK, "cleaning", Chosen(Often.AT_ONCE))
    asking.subscribe.change(TALK, "only mondays", [])
    said = asking.subscribe.change(TALK, "pause till after eid", [])
    assert said is not None
    told = asking.tell.rules(said.subscription)
    assert "every Monday" in told
    assert told.endswith("Nothing comes before 13 March.")


def test_words_that_change_nothing_store_nothing(asking: Asking) -> None:
    begun = asking.subscribe.begin(TALK, "cleaning", Chosen(Often.AT_ONCE))
    said = asking.subscribe.change(TALK, "hello there", [])
    assert said is not None
    assert (said.subscription, said.changed) == (begun, ())


def test_ending_ends_at_once_and_again_is_nothing(asking: Asking) -> None:
    asking.subscribe.begin(TALK, "cleaning", Chosen(Often.AT_ONCE))
    assert asking.subscribe.end(TALK) == 1
    assert asking.subscribe.end(TALK) == 0
    assert asking.subscribe.of(TALK) is None
    assert asking.subscribe.change(TALK, "less", []) is None


def test_whoever_ended_can_begin_again_with_the_same_rules(asking: Asking) -> None:
    asking.subscribe.begin(TALK, "cleaning", Chosen(Often.AT_ONCE))
    asking.subscribe.change(TALK, "within 3 miles", [])
    asking.subscribe.end(TALK)
    asking.clock.pass_by(days=3)
    begun = asking.subscribe.begin(TALK, "cleaning", Chosen(Often.DAILY))
    assert begun is not None
    assert (begun.wishes.within_miles, begun.began_at) == (3, asking.clock.now())


@pytest.mark.parametrize(
    ("text", "often", "day"),
    [("every friday", "weekly", 4), ("straight away please", "at_once", 0), ("daily", "daily", 0)],
)
def test_how_often_is_taken_in_words(text: str, often: str, day: int) -> None:
    flow = _flow(Asking())
    taken = flow.take(_at_often(flow), Heard(text))
    assert getattr(taken, "answers", None) == {"often": often, "day": day}


def test_whoever_asks_again_before_their_yes_is_not_asked_how_often_again() -> None:
    reached = Reached()
    reached.proved(TALK)
    talk = _begins(reached)
    assert talk.reply(TALK).text.startswith("What work")
    thread = talk._thread  # noqa: SLF001 - the same that the chat answers by
    thread.take(TALK, Heard("office cleaning").packed(), WORK, None)
    asked = thread.take(TALK, Heard("every friday").packed(), OFTEN, None)
    assert "every Friday" in asked.text
    again = talk.reply(TALK)
    assert "every Friday" in again.text
    assert "YES" in again.text
    assert len(reached.texts.carried) == 2, "the code, and the text that asks for a YES"


def test_what_is_no_answer_to_how_often_is_left_to_the_dialogue() -> None:
    flow = _flow(Asking())
    assert not flow.is_answer(_at_often(flow), Heard("any catering in B9?"))


def _flow(asking: Asking) -> AlertsFlow:
    wish = None  # nothing is finished here
    return AlertsFlow(PHRASES, asking.subscribe, asking.tell, wish)  # type: ignore[arg-type]


def _at_often(flow: AlertsFlow) -> Interview:
    interview = Interview(TALK, flow.name, NOW, NOW).taking({"work": "cleaning"}, NOW)
    question = flow.question(interview)
    assert question is not None
    assert question.key == "often"
    return interview


def _begins(reached: Reached) -> BeginAlerts:
    asking = make_subscribing(
        reached.clock,
        reached.storage,
        PHRASES,
        reached.recognise,
        (reached.alerts, TellWish(reached.alerts, PHRASES)),
    )
    return asking.begin
