"""Guidance in the chat: the answer of the day, and for the opportunity at hand; then more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.bootstrap import CONTENT, make_phrases
from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.conversation import Choice as Offered
from bot.domain.conversation import ConversationId, Criteria, NewTurn, Reply, Search
from bot.domain.guidance import MOST_WORDS
from bot.domain.opportunity import Category, Contact, Opportunity, SuitableFor
from bot.services.explain_guidance import ExplainGuidance, GuidanceAnswer, GuidanceQuestion
from bot.services.guidance_context import GuidanceContext
from bot.services.hold_place import HoldPlace
from bot.services.last_explained import LastExplained
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.present_opportunity import PresentOpportunity
from connectors.places.gazetteer import Gazetteer
from connectors.places.reservable_places import ContentReservablePlaces
from connectors.places.said_places import GazetteerSaidPlaces
from connectors.text.guidance_files import GuidanceFiles
from tests.examples import NOW, in_days, opportunity
from tests.fakes import FakeClock
from tests.services.desk import TALK, Desk

SHELF = GuidanceFiles(CONTENT)
PHRASES = make_phrases()
ASKING = (
    "You must hold public liability insurance of £5 million and employers' liability insurance of "
    "£10 million. An enhanced DBS check is required. Two references are needed."
)


def make_context() -> GuidanceContext:
    """What says what holds for one opportunity, on the real places."""
    present = PresentOpportunity(PHRASES, "")
    said = GazetteerSaidPlaces(Gazetteer(CONTENT))
    place = HoldPlace(PHRASES, present, ContentReservablePlaces(CONTENT), said)
    return GuidanceContext(PHRASES, present, SHELF.papers(), place)


class Counter:
    """Where owners ask: some opportunities were shown, one of them may be spoken of."""

    def __init__(self, *shown: Opportunity, focus: int | None = None, now: datetime = NOW) -> None:
        self.desk = Desk(*shown)
        self.clock = FakeClock(now)
        self.at_hand = OpportunityAtHand(self.desk.storage)
        context = make_context()
        self.explain = ExplainGuidance(SHELF, self.at_hand, context, PHRASES, self.clock)
        ids = tuple(one.id for one in shown)
        if ids:
            with self.desk.storage.transaction() as work:
                focused = None if focus is None else ids[focus]
                work.searches.save(Search(TALK, Criteria(), ids, len(ids), NOW, ids, focus=focused))

    def ask(self, goal: str, said: str = "", **facts: Any) -> GuidanceAnswer:
        """The answer to a goal, as an owner said it or pressed it."""
        return self.explain.explain(GuidanceQuestion(TALK, f"ask_{goal}", said, **facts))


def service(**changes: Any) -> Opportunity:
    """A small cleaning service of a council."""
    return opportunity(**{"category": Category.SERVICES, **changes})


def about(one: Opportunity, goal: str, said: str = "", **facts: Any) -> str:
    """What is answered about the one opportunity that was shown."""
    return Counter(one).ask(goal, said, **facts).facts["answer"]


def test_each_goal_has_an_answer_with_its_source_and_more_to_press() -> None:
    for goal in ("process", "payment", "documents", "eligibility", "lost_bid", "worth_it"):
        told = Counter().ask(goal)
        assert told.response == "utter_guidance"
        assert len(told.facts["answer"].split()) <= MOST_WORDS
        assert ", from " in told.facts["source"]
        assert told.choices[0]["title"] == "Tell me more"


def test_more_is_told_in_steps_and_not_offered_again() -> None:
    told = Counter().ask("process", topic="payment", part="more")
    assert told.response == "utter_guidance_more"
    assert told.facts["steps"].count("\n") == 3
    assert "Tell me more" not in [one["title"] for one in told.choices]


def test_words_that_name_a_special_question_get_its_answer() -> None:
    told = Counter().ask("process", "but there is not enough time")
    assert "no least time" in told.facts["answer"]


def test_the_law_is_that_of_the_day() -> None:
    before = Counter(now=datetime(2025, 11, 8, tzinfo=UTC)).ask("reserved_contracts")
    since = Counter().ask("reserved_contracts")
    assert "Councils may not choose by place" in before.facts["answer"]
    assert "Since 4 February 2026" in since.facts["answer"]


def test_before_the_act_older_law_is_pointed_to() -> None:
    early = Counter(now=datetime(2025, 2, 23, tzinfo=UTC)).ask("payment")
    assert early.response == "utter_guidance_earlier_law"
    assert early.facts == {"since": "24 February 2025"}


def test_what_changed_is_told_with_days_and_sources_the_latest_first() -> None:
    told = Counter().ask("threshold", "what changed in the law?")
    assert told.response == "utter_guidance_changes"
    lines = told.facts["changes"].splitlines()
    assert lines[0].startswith("From 4 February 2026")
    assert "£214,904" in lines[1]
    assert len(told.facts["changes"].split()) <= MOST_WORDS


def test_a_change_that_is_to_come_is_not_told() -> None:
    told = Counter(now=datetime(2025, 11, 8, tzinfo=UTC)).ask("threshold", "what changed?")
    assert "2026" not in told.facts["changes"]


def test_among_several_that_were_shown_it_may_be_said_which_is_meant() -> None:
    counter = Counter(service(name="a"), service(name="b"))
    told = counter.ask("documents")
    titles = [one["title"] for one in told.choices]
    assert titles[:3] == ["Tell me more", "For number 1", "For number 2"]
    second = counter.ask("process", topic="documents", ordinal=2)
    assert second.facts["answer"].startswith("What I hold of")
    assert "For number 1" not in [one["title"] for one in second.choices]


def test_the_one_last_spoken_of_is_the_one_meant() -> None:
    counter = Counter(
        service(name="a", title="Windows"), service(name="b", title="Floors"), focus=1
    )
    assert "“Floors”" in counter.ask("documents").facts["answer"]


def test_documents_are_those_that_this_notice_asks_for() -> None:
    told = about(service(description=ASKING), "documents")
    assert told.startswith("“Cleaning of a primary school” asks for")
    assert "£5 million" in told
    assert len(told.split()) <= MOST_WORDS


def test_what_a_notice_does_not_say_is_not_taken_for_not_asked() -> None:
    assert "That may not be all" in about(service(), "documents")


def test_what_the_owner_has_is_held_against_what_is_asked() -> None:
    told = about(
        service(description=ASKING), "eligibility", "I have £2m public liability and a DBS"
    )
    assert "From what you say you have: a DBS check." in told
    assert "You have £2,000,000, it asks for £5,000,000" in told
    assert "Not named by you: employers' liability insurance, £10,000,000" in told
    assert "And 1 more" in told


def test_where_all_is_there_it_is_said_and_nothing_promised() -> None:
    said = "I have £5m public liability, £10m employers' liability, a DBS and references"
    told = about(service(description=ASKING), "documents", said)
    assert "That is all I see asked for" in told


@pytest.mark.parametrize(
    ("buyer_class", "words"),
    [
        (BuyerClass.SUB_CENTRAL, "By its notice the rule holds"),
        (BuyerClass.SCHOOL, "counts as a school"),
        (BuyerClass.UTILITY, "counts as a utility"),
        (BuyerClass.UNKNOWN, "I cannot tell"),
    ],
)
def test_payment_is_that_of_this_buyer(buyer_class: BuyerClass, words: str) -> None:
    told = about(service(buyer=Buyer("Eastside Body", buyer_class)), "payment")
    assert words in told
    assert "30 days" in told


def test_a_legal_trap_is_answered_from_the_notice() -> None:
    trap = "so it is definitely reserved for us?"
    assert "does not say that it is reserved" in about(service(), "reserved_contracts", trap)
    suits = service(suitable_for=frozenset({SuitableFor.SME}))
    assert "any firm may bid" in about(suits, "reserved_contracts", trap)
    reserved = service(reserved_for="smeVcse")
    assert "is kept for some, as its notice says: small" in about(
        reserved, "reserved_contracts", trap
    )


def test_a_reserved_one_asks_where_the_firm_is_based_and_works() -> None:
    told = about(service(reserved_for="Birmingham based SMEs"), "eligibility")
    assert "Where is your firm based, and where do you work from?" in told


def test_nobody_is_advised_to_go_to_court() -> None:
    told = Counter().ask("lost_bid", "can I sue them?").facts["answer"]
    assert "I cannot advise you on that" in told
    assert "write to its contact" in told


def test_the_effort_is_held_against_the_value() -> None:
    told = about(service(description=ASKING), "worth_it")
    assert "£20,000" in told
    assert "it asks for 4 papers or checks" in told
    assert "plus VAT, in all" in told
    assert "You have 20 days" in told


@pytest.mark.parametrize("hours", [1, 6, 20])
def test_a_deadline_is_told_to_the_hour(hours: float) -> None:
    told = about(service(deadline=in_days(hours / 24)), "process", "not enough time")
    assert "closes" in told
    assert ":00" in told


def test_one_that_is_over_takes_no_answers() -> None:
    told = about(service(deadline=in_days(-1)), "process")
    assert "takes no more answers" in told


def test_the_contact_is_named_only_while_it_can_be_answered() -> None:
    contact = Contact(email="buying@example.org")
    assert "buying@example.org" in about(service(contact=contact), "lost_bid")
    over = service(contact=contact, deadline=in_days(-1))
    assert "buying@example.org" not in about(over, "lost_bid")


def test_the_first_check_is_judged_for_this_buyer() -> None:
    said = "I failed the PQQ"
    assert "may not use a first check" in about(service(), "eligibility", said)
    school = service(buyer=Buyer("Eastside Academy", BuyerClass.SCHOOL))
    assert "It may use a first check" in about(school, "eligibility", said)


def test_every_topic_with_a_context_keeps_within_its_words() -> None:
    long = "Provision of a very long and winding list of works and services " * 3
    one = service(title=long, description=ASKING, contact=Contact(email="buying@example.org"))
    counter = Counter(one)
    context = make_context()
    for topic in context.topics:
        told = counter.ask("process", topic=topic).facts["answer"]
        assert len(told.split()) <= MOST_WORDS, topic
        assert (
            counter.ask("process", topic=topic).facts["answer"]
            != Counter().ask("process", topic=topic).facts["answer"]
        )


def test_where_one_paper_is_got_and_how_long_it_takes_is_told_or_to_be_asked() -> None:
    asked = "where do I get a DBS check and how long does it take?"
    told = Counter().ask("documents", asked).facts["answer"]
    assert told.startswith("About a DBS check: Ask the buyer which level it wants")
    assert "Ask how long it takes." in told
    one = about(service(description=ASKING), "documents", asked)
    assert one.startswith("About a DBS check: ")
    assert len(one.split()) <= MOST_WORDS


def test_one_that_is_kept_by_size_alone_says_what_small_is_and_nothing_of_place() -> None:
    told = about(service(reserved_for="small and medium-sized businesses"), "eligibility")
    assert "has under 250 staff" in told
    assert "based" not in told


def test_a_source_is_dated_by_the_figures_that_stand_in_it() -> None:
    year_before = Counter(now=datetime(2025, 11, 8, tzinfo=UTC)).ask("threshold").facts["source"]
    since = Counter().ask("threshold").facts["source"]
    assert "rows 11 and 12, from 24 February 2025" in year_before
    assert "rows 11 and 12, from 1 January 2026" in since


class TestMoreOfTheLast:
    def offered(self, counter: Counter, answer: GuidanceAnswer) -> LastExplained:
        """What was said last, as the conversation keeps it."""
        choices = tuple(Offered("", one["title"], one["payload"]) for one in answer.choices)
        with counter.desk.storage.transaction() as work:
            work.conversations.start(TALK, "hash", NOW)
            work.conversations.begin_turn(
                NewTurn("turn", TALK, "when?", None, NOW), abandon_before=NOW
            )
            work.conversations.finish_turn("turn", [Reply("So.", (), choices)], NOW)
        return LastExplained(counter.desk.storage)

    @pytest.mark.parametrize("said", ["tell me more", "more", "go on", "more please"])
    def test_a_bare_more_goes_on_with_what_was_explained(self, said: str) -> None:
        counter = Counter()
        last = self.offered(counter, counter.ask("payment"))
        assert last.topic(TALK, said) == "payment"

    @pytest.mark.parametrize("said", ["show me more", "more jobs", "next"])
    def test_more_of_the_list_is_not_taken_for_it(self, said: str) -> None:
        counter = Counter()
        last = self.offered(counter, counter.ask("payment"))
        assert last.topic(TALK, said) is None

    def test_where_nothing_was_explained_there_is_no_more(self) -> None:
        counter = Counter()
        assert LastExplained(counter.desk.storage).topic(TALK, "more") is None
        told = self.offered(counter, replace(counter.ask("payment"), choices=()))
        assert told.topic(ConversationId("talk"), "more") is None


def test_choices_say_what_they_ask_for() -> None:
    told = Counter().ask("payment")
    first = json.loads(told.choices[0]["payload"].removeprefix("/ask_process"))
    assert first == {"topic": "payment", "part": "more"}
