"""Being put before a buyer: by the right door, after a yes to exactly what is shown, and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.consent import Channel, Purpose
from bot.domain.conversation import Criteria, Reply, Search
from bot.domain.feedback import Owner, Verdict
from bot.domain.inbound import InboundText
from bot.domain.interview import Control
from bot.domain.introduction import IntroductionState, Mark, Why
from bot.domain.opportunity import BUYER_LIST, Contact, Kind, OpportunityId, Source
from bot.domain.payloads import read_meaning
from bot.domain.profile_facts import HeldPaper, JobSize, Part, People, Value
from bot.services.be_introduced import Meant, ProveFirst
from tests.examples import COUNCIL, NOW, buyer_contact, in_days, opportunity
from tests.services.introduced import PERSON, Introduced, declined
from tests.services.reached import MOBILE, TALK

S = IntroductionState
HERE = Source("posted_here", None, NOW)
NOTICE = Source("find_a_tender", "https://www.find-tender.service.gov.uk/Notice/1", NOW)
QUOTE = opportunity("quote", kind=Kind.QUICK_QUOTE, source=HERE, title="Cleaning of a hall")
CLEANS: dict[Part, Value] = {
    Part.NAME: "Spotless",
    Part.WORK: "We clean offices in Saltley",
    Part.TRADES: ("cleaning",),
    Part.PLACE: "B8 1AA",
    Part.PEOPLE: People(3, 3),
    Part.PAPERS: (HeldPaper("public liability insurance"),),
}
PLAIN = {part: value for part, value in CLEANS.items() if part is not Part.PAPERS}
MAILBOX = buyer_contact(buyer=COUNCIL.name, confirmed_at=NOW)


def owner(parts: dict[Part, Value] | None = None, *jobs: object) -> Introduced:
    """One proved owner of a firm, and a buyer that takes leads."""
    made = Introduced(*(jobs or (QUOTE,)), contacts=(MAILBOX,))  # type: ignore[arg-type]
    return made.with_firm(PLAIN if parts is None else parts)


def test_the_whole_way_from_the_request_to_the_buyers_answer_and_back() -> None:
    one = owner()
    shown = one.ask("quote").text
    assert "Cleaning of a hall" in shown
    assert "We clean offices in …" in shown
    assert "your own word" in shown
    assert "This is not a bid" in shown
    assert one.all == []
    receipt = one.say("yes").text
    assert "you must still send your price" in receipt
    [made] = one.all
    assert made.state is S.REQUESTED
    assert made.agreed.wording == shown
    assert made.agreed.channel is Channel.WEB_CHAT
    sent = one.move(replace(made, contact=MAILBOX.id, answer_by=in_days(7)), S.SENT)
    assert "They promised to answer by 30 November 2026." in one.texts.last
    one.move(sent, S.INVITED, who=MAILBOX.id)
    assert "invites you to quote for Cleaning of a hall" in one.texts.last
    assert "you must still send your price before" in one.texts.last
    assert "invited you to quote" in one.be.track(TALK).text


def test_a_buyer_bound_by_section_17_is_told_no_place_and_the_owner_reads_why() -> None:
    shown = owner().ask("quote").text
    assert "B8 1AA" not in shown
    assert "Saltley" not in shown
    assert "Where you are is left out" in shown


def test_nobody_is_put_forward_without_a_yes_to_what_was_shown() -> None:
    one = owner()
    one.ask("quote")
    with one.storage.transaction() as work:
        held = work.profiles.of(Owner(supplier=one.firm))
        told = held.told({Part.PEOPLE: People(9, 9)}, in_days(1))
        work.profiles.save(Owner(supplier=one.firm), told, held, NOW)
    again = one.say("yes").text
    assert "changed since I showed it" in again
    assert one.all == []
    one.say("yes")
    assert any(fact.value.startswith("9") for fact in one.all[0].shared)


def test_a_no_sends_nothing() -> None:
    one = owner()
    one.ask("quote")
    assert "nothing was sent" in one.say("no").text
    assert one.all == []


def test_what_is_wrong_is_put_right_before_it_is_sent() -> None:
    one = owner()
    one.ask("quote")
    assert "What should I put right?" in one.say("change it").text
    again = one.say("there are 5 of us now").text
    assert "5" in again
    assert "yes" in again
    one.say("change it")
    left = one.say("leave out how many we are").text
    assert "How many you are" not in left
    one.say("yes")
    assert "people" not in {fact.key for fact in one.all[0].shared}


def test_insurance_goes_with_its_last_day_and_a_day_that_is_past_is_asked_back() -> None:
    one = owner(CLEANS)
    assert "Until when does it run?" in one.ask("quote").text
    assert "past" in one.say("31 March 2026").text
    shown = one.say("31 March 2027").text
    assert "until 31 March 2027" in shown
    one.say("yes")
    [paper] = [fact for fact in one.all[0].shared if fact.key == "paper"]
    assert (paper.mark, str(paper.ends_on)) == (Mark.SELF_DECLARED, "2027-03-31")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Kind.TENDER, "in one way only"),
        (Kind.MARKET_ENGAGEMENT, "not a contract yet"),
        (Kind.OPEN_FRAMEWORK, "list of firms"),
    ],
)
def test_a_notice_is_answered_as_it_says_and_never_by_a_lead(kind: Kind, says: str) -> None:
    named = Contact("A. Officer", "a.officer@example.org")
    one = owner(None, replace(QUOTE, kind=kind, contact=named, source=NOTICE))
    told = one.ask("quote").text
    assert says in told
    assert "This is not a bid" in told
    assert "a.officer@example.org" in told
    assert "only while it is open" in told
    assert one.all == []
    assert one.thread.current(TALK) is None


def test_a_buyer_who_takes_no_leads_gets_nothing_and_the_owner_gets_a_draft() -> None:
    named = Contact("A. Officer", "a.officer@example.org")
    listed = replace(QUOTE, contact=named, source=replace(HERE, name=BUYER_LIST))
    one = Introduced(listed).with_firm(PLAIN)
    told = one.ask("quote").text
    assert "I send nothing" in told
    assert "Subject: Cleaning of a hall" in told
    assert "Spotless" in told
    assert "mailto:a.officer@example.org?subject=Cleaning%20of%20a%20hall" in told
    assert one.mails.carried == []


def test_what_was_posted_here_is_answered_here_whether_its_buyer_takes_leads_or_not() -> None:
    told = Introduced(QUOTE).with_firm(PLAIN).ask("quote").text
    assert "say “send my price”" in told
    assert "They get no list of firms from me" in told
    assert "Subject:" not in told, "there is nothing to write to them"
    assert "Whether they answer or not" in owner().ask("quote").text


def test_a_question_about_what_was_posted_here_is_put_here() -> None:
    asked = Meant(OpportunityId("quote"))
    assert "“ask them if…”" in owner().be.contact(TALK, asked).text


@pytest.mark.parametrize("said", ["no, leave it", "stop this please"])
def test_it_is_left_at_any_question_and_nothing_is_sent(said: str) -> None:
    one = owner(CLEANS)
    one.ask("quote")
    assert "nothing was sent" in one.say(said, "cancel").text
    assert one.all == []


def test_facts_that_are_told_instead_of_a_day_are_heeded() -> None:
    one = owner(CLEANS)
    one.ask("quote")
    shown = one.say("leave out how many we are").text
    assert "Left out." in shown
    assert "How many you are" not in shown
    more = "our public liability insurance is 2 million until march 2027"
    changed = one.say(more, "update_profile").text
    assert "(£2,000,000), until 31 March 2027" in changed
    assert "up to £2,000,000" not in changed, "what insurance covers is no size of job"


def test_what_changed_since_it_was_shown_is_shown_before_a_yes_counts() -> None:
    one = owner()
    one.ask("quote")
    one.keep.note(TALK, {Part.PEOPLE: People(9, 9)})
    interview = one.thread.current(TALK)
    assert interview
    question = one.thread._flows[interview.flow].question(interview)  # noqa: SLF001
    assert question
    assert "would read has changed" in question.short
    assert "9 people" in one.say("yes").text
    assert one.all == []
    assert one.say("yes").text.startswith("Done")


def test_a_change_may_be_asked_for_before_the_day_of_an_insurance_is_given() -> None:
    one = owner(CLEANS)
    one.ask("quote")
    assert "What should I put right?" in one.say("change something").text


def test_once_a_notice_is_over_its_officer_is_named_no_more() -> None:
    named = Contact("A. Officer", "a.officer@example.org")
    one = Introduced(replace(QUOTE, contact=named, deadline=in_days(-1))).with_firm(PLAIN)
    assert "a.officer" not in one.be.contact(TALK, Meant(OpportunityId("quote"))).text
    assert "a.officer" not in one.ask("quote").text


def test_nothing_open_is_a_note_of_what_the_firm_does() -> None:
    one = owner()
    shown = one.ask(buyer=COUNCIL.name).text
    assert "what your firm does" in shown
    one.say("yes")
    assert one.all[0].opportunity is None


def test_twice_is_once_and_the_owner_is_told_how_it_stands() -> None:
    one = owner()
    one.ask("quote")
    one.say("yes")
    assert "already" in one.ask("quote").text
    assert len(one.all) == 1


def test_a_no_with_a_reason_comes_as_plain_advice() -> None:
    one = owner()
    one.ask("quote")
    one.say("yes")
    sent = one.move(one.all[0], S.SENT)
    one.move(sent, S.DECLINED, **declined())
    assert "what papers do I need" in one.texts.last
    assert "said no" in one.ask("quote").text


def test_it_can_be_taken_back_at_any_time() -> None:
    one = owner()
    one.ask("quote")
    one.say("yes")
    assert "They never had it" in one.be.withdraw(TALK, Meant(), None).text
    assert one.all[0].state is S.WITHDRAWN
    assert "nothing to take back" in one.be.withdraw(TALK, Meant(), None).text
    one.clock.pass_by(hours=1)
    one.ask("quote")
    one.say("yes")
    one.move(one.all[0], S.SENT)
    assert "may keep a copy" in one.be.withdraw(TALK, Meant(), None).text


def test_where_several_may_be_meant_it_is_asked_which() -> None:
    one = owner()
    for what in ({"opportunity": "quote"}, {"buyer": COUNCIL.name}):
        one.ask(**what)
        one.say("yes")
    asked = one.be.withdraw(TALK, Meant(), None)
    assert len(asked.choices) == 2
    one.be.withdraw(TALK, Meant(), one.all[0].id)
    assert [o.state for o in one.all].count(S.WITHDRAWN) == 1


def test_an_outcome_that_the_owner_tells_moves_it_on() -> None:
    one = owner()
    one.ask("quote")
    one.say("yes")
    one.move(one.all[0], S.SENT)
    told = one.be.outcome(TALK, Verdict.WON, OpportunityId("quote"))
    assert told is not None
    assert "Well done" in told.text
    assert one.all[0].state is S.WON
    assert one.be.outcome(TALK, Verdict.WON, OpportunityId("another")) is None


def test_stop_ends_what_is_told() -> None:
    one = owner()
    one.ask("quote")
    one.say("yes")
    one.stop.in_chat(TALK)
    count = len(one.texts.carried)
    one.move(one.all[0], S.SENT)
    assert len(one.texts.carried) == count


def test_whoever_is_not_known_proves_a_number_first() -> None:
    one = Introduced(QUOTE, contacts=(MAILBOX,))
    assert one.ask("quote").text == "(proof)"
    assert "log in" in one.be.track(TALK).text


def test_the_yes_is_evidence_that_the_person_may_be_told() -> None:
    one = owner()
    one.ask("quote")
    one.say("yes")
    with one.storage.transaction() as work:
        [step] = work.consents.of(Owner(person=PERSON), Purpose.INTRODUCTION)
    assert step.wording == one.all[0].agreed.wording


class TestChasing:
    def sent(self) -> Introduced:
        one = owner()
        one.ask("quote")
        one.say("yes")
        one.move(replace(one.all[0], answer_by=in_days(7)), S.SENT)
        return one

    def test_a_buyer_is_reminded_once_and_then_it_is_closed_honestly(self) -> None:
        one = self.sent()
        assert one.chase.run() == {}
        one.clock.moment = in_days(8)
        assert one.chase.run() == {"nudge": 1}
        assert one.chase.run() == {}
        [(to, subject, _words)] = one.mails.carried
        assert to == MAILBOX.address
        assert "Spotless waits for your answer" in subject
        one.clock.moment = in_days(16)
        assert one.chase.run() == {"silent": 1}
        assert "did not answer" in one.texts.last
        assert one.all[0].last.why is Why.SILENT

    def test_a_notice_that_closes_while_it_waits_closes_it(self) -> None:
        one = self.sent()
        one.clock.moment = in_days(20)
        assert one.chase.run() == {"closed": 1}
        assert "has closed before they answered" in one.texts.last

    def test_both_sides_are_asked_after_a_win_once(self) -> None:
        one = self.sent()
        one.be.outcome(TALK, Verdict.WON, OpportunityId("quote"))
        one.clock.moment += timedelta(days=30)
        assert one.chase.run() == {"asked_after_win": 2}
        assert one.chase.run() == {}
        assert "Is it done, and paid within 30 days?" in one.texts.last
        assert "Was it delivered, and was it paid within 30 days?" in one.mails.last
        assert "https://doorstep.example/after/" in one.mails.last


def test_by_text_the_job_the_buyer_and_all_that_would_be_sent_stand_in_one_text() -> None:
    one = owner(CLEANS)
    asked = one.by_text.words(TALK, QUOTE)
    assert asked is not None
    assert "Reply YES" in asked
    assert COUNCIL.name in asked
    assert "Cleaning of a hall" in asked
    one.say("yes")
    assert one.all[0].agreed.wording in asked
    assert one.by_text.words(TALK, replace(QUOTE, kind=Kind.TENDER)) is None


def test_the_size_of_jobs_is_no_part_of_what_is_shared() -> None:
    shown = owner({**PLAIN, Part.SIZE: JobSize()}).ask("quote").text
    assert "£" not in shown


def test_whoever_has_too_thin_a_profile_is_asked_for_it_and_led_on_to_the_buyer() -> None:
    one = Introduced(QUOTE, contacts=(MAILBOX,)).known()
    asked = one.ask("quote").text
    assert f"Then I go on with {COUNCIL.name}." in asked
    one.say("We clean offices")
    shown = one.say("Our firm is called Spotless").text
    assert "I can put your firm forward" in shown, "the place and the size are not asked for"
    assert "Cleaning of a hall" in shown
    one.say("yes")
    [made] = one.all_of_owner
    assert (made.firm, made.opportunity) == ("Spotless", QUOTE.id)


def test_whoever_gives_no_name_is_told_what_is_missing_and_asked_no_more() -> None:
    one = Introduced(QUOTE, contacts=(MAILBOX,)).known()
    one.ask("quote")
    one.say("We clean offices")
    assert "Nothing was sent" in one.thread.steer(TALK, Control.SKIP).text


def test_what_was_wanted_before_a_number_was_proved_is_gone_on_with() -> None:
    one = Introduced(QUOTE, contacts=(MAILBOX,))
    first = one.be.begin(TALK, Meant(OpportunityId("quote")))
    assert isinstance(first, ProveFirst)
    assert first.wanted == ["quote", COUNCIL.name]
    one.with_firm(PLAIN)
    assert "Cleaning of a hall" in one.be.reply(TALK, first.wanted).text


def test_by_text_a_draft_is_plain_lines_with_the_address_on_its_own() -> None:
    named, listed = Contact(email="a.officer@example.org"), replace(HERE, name=BUYER_LIST)
    one = Introduced(replace(QUOTE, contact=named, source=listed)).with_firm(PLAIN)
    with one.storage.transaction() as work:
        work.inbound_texts.add(InboundText("t", MOBILE, "put me in touch", NOW))
        work.inbound_texts.begin_thread(MOBILE, TALK)
    told = one.ask("quote").text
    assert "mailto:" not in told
    assert "---" not in told
    assert "a.officer@example.org" in told.split("\n")
    assert "We would like to quote" in told


UNIVERSITIES = ["University of Birmingham", "Aston University", "Birmingham City University"]


def test_of_several_buyers_of_a_sort_each_is_offered_and_one_press_goes_on() -> None:
    one = owner()
    which = one.be.begin(TALK, Meant(words="put me in touch with the university"))
    assert isinstance(which, Reply)
    assert which.text == "Which one do you mean?"
    assert [choice.label for choice in which.choices] == UNIVERSITIES
    goal, facts = read_meaning(which.choices[1].payload)
    assert goal == "request_introduction"
    told = one.be.begin(TALK, Meant(buyer=facts["buyer"]))
    assert isinstance(told, Reply)
    assert "Aston University" in told.text


def test_whom_to_ask_is_asked_in_the_same_way() -> None:
    which = owner().be.contact(TALK, Meant(words="who do I ask at the uni?"))
    assert [read_meaning(choice.payload)[0] for choice in which.choices] == [
        "ask_buyer_contact"
    ] * 3


def test_a_sort_of_one_means_it() -> None:
    told = owner().be.begin(TALK, Meant(words="put me in touch with the university hospital"))
    assert isinstance(told, Reply)
    assert "University Hospitals Birmingham NHS Foundation Trust" in told.text


@pytest.mark.parametrize(
    ("buyer", "words", "named"),
    [
        ("Aston University", "put me in touch with the university", None),
        ("Sandwell Hospital", "put me in touch with the hospital", "the register's hospital"),
        ("Sandwell Hospital", "put me in touch with aston university", "Aston University"),
    ],
)
def test_what_is_spoken_of_is_meant_where_its_buyer_is_of_that_sort(
    buyer: str, words: str, named: str | None
) -> None:
    school = replace(COUNCIL, name=buyer)
    one = owner(None, replace(QUOTE, buyer=school))
    with one.storage.transaction() as work:
        page = (QUOTE.id,)
        work.searches.save(Search(TALK, Criteria(), page, 1, NOW, focus=QUOTE.id, last_page=page))
    told = one.be.begin(TALK, Meant(buyer=named, words=words))
    assert isinstance(told, Reply)
    assert ("Cleaning of a hall" in told.text) is (named != "Aston University")
