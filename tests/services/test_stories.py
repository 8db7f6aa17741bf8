"""A story of work that was won: three questions, a yes to just it, and down again at a word."""

from __future__ import annotations

from dataclasses import replace

from bot.bootstrap import make_phrases
from bot.domain.consent import Answer, Channel, Purpose
from bot.domain.conversation import Reply
from bot.domain.feedback import Owner, Verdict
from bot.domain.held import Holder, Whose
from bot.domain.inbound import InboundText
from bot.domain.interview import Control
from bot.domain.introduction import IntroductionState
from bot.domain.opportunity import Kind, OpportunityId, Source
from bot.domain.payloads import read_meaning
from bot.domain.profile_facts import Part, Value
from bot.domain.won_work import WonWork
from bot.services.keep_stories import KeepStories
from bot.services.make_statement import MakeStatement
from bot.services.stories_about_me import StoriesAboutMe
from bot.services.stories_desk import StoriesDesk, story_meant
from bot.services.story_flow import StoryFlow
from bot.services.tell_profile import TellProfile
from bot.services.tell_stories import HIDE, LET, SHOW, TELL, TellStories
from tests.examples import COUNCIL, NOW, buyer_contact, opportunity
from tests.services.introduced import FIRM, PERSON, Introduced
from tests.services.reached import MOBILE, TALK

S = IntroductionState
HERE = Source("posted_here", None, NOW)
HALL = opportunity("hall", kind=Kind.QUICK_QUOTE, source=HERE, title="Cleaning of a hall")
ROOF = opportunity("roof", kind=Kind.QUICK_QUOTE, source=HERE, title="A roof")
CLEANS: dict[Part, Value] = {
    Part.NAME: "Spotless",
    Part.WORK: "We clean offices",
    Part.TRADES: ("cleaning",),
}
MAILBOX = buyer_contact(buyer=COUNCIL.name, confirmed_at=NOW)


class Telling(Introduced):
    """An owner who was put forward, and may tell what they won."""

    def __init__(self) -> None:
        super().__init__(HALL, ROOF, contacts=(MAILBOX,))
        self.tell = TellStories(make_phrases())
        self.stories = KeepStories(self.storage, self.clock)
        flow = StoryFlow(make_phrases(), self.stories, self.tell, self.clock)
        self.thread.register(flow)
        self.stories_desk = StoriesDesk(self.storage, self.stories, self.tell, flow, self.thread)
        self.with_firm(CLEANS)

    def win(self, opportunity_id: str = "hall") -> Telling:
        """They are put forward and say that they won it."""
        self.ask(opportunity_id)
        self.say("yes")
        self.move(replace(next(o for o in self.all if o.is_live), contact=MAILBOX.id), S.SENT)
        assert self.be.outcome(TALK, Verdict.WON, OpportunityId(opportunity_id))
        return self

    def press(self, reply: Reply, number: int = 0) -> Reply:
        """What a choice of the reply brings."""
        facts = read_meaning(reply.choices[number].payload)[1]
        return self.stories_desk.answer(TALK, facts["story"], facts.get("option"))

    def story(self, agrees: str = "yes") -> Reply:
        """Tells the whole story, and answers whether it may be shown."""
        offer = self.stories_desk.offer(TALK)
        assert offer
        self.press(offer)
        self.say("The hall had to be clean by eight every day")
        self.say("Two of us came at five")
        self.say("They asked us back")
        return self.say(agrees)

    def page(self) -> str:
        """What whoever has the page about the firm reads."""
        made = MakeStatement(make_phrases(), TellProfile(make_phrases()), self.clock)
        profile, shown = self.keep.of(TALK), self.stories.shown(TALK)
        told = made.page(profile, shown)
        assert [one.lines for one in told.stories] == [
            tuple(line for line in one.lines if line in made.text(profile, shown))
            for one in told.stories
        ]
        return "\n".join("\n".join([one.heading, *one.lines]) for one in told.stories)

    @property
    def answers(self) -> list[Answer]:
        """What the person was asked and answered of stories."""
        with self.storage.transaction() as work:
            steps = work.consents.of(Owner(person=PERSON), Purpose.STORY)
        return [one.answer for one in steps]


def test_a_win_is_offered_a_story_and_only_a_yes_lets_it_stand() -> None:
    one = Telling().win()
    offer = one.stories_desk.offer(TALK, OpportunityId("hall"))
    assert offer
    assert "three short questions" in offer.text
    assert "What did Eastside Council need?" in one.press(offer).text
    one.say("The hall had to be clean by eight every day")
    one.say("Two of us came at five")
    shown = one.say("They asked us back").text
    assert "What they needed: The hall had to be clean by eight every day" in shown
    assert "May the story" in shown
    assert one.page() == ""
    assert "stands on the page" in one.say("yes").text
    assert "Two of us came at five" in one.page()
    [story] = one.stories.told(TALK)
    assert story.agreed
    assert story.agreed.wording == shown
    assert (story.agreed.channel, story.agreed_by) == (Channel.WEB_CHAT, PERSON)
    assert one.stories_desk.offer(TALK) is None, "each work has one story"


def test_a_no_keeps_the_story_for_its_owner_alone_and_can_become_a_yes() -> None:
    one = Telling().win()
    kept = one.story("no")
    assert "nobody else sees it" in kept.text
    assert one.page() == ""
    again = one.press(kept)
    assert "Two of us came at five" in again.text
    one.say("yes")
    assert "Two of us came at five" in one.page()
    assert one.answers == [Answer.NO, Answer.YES]


def test_it_is_taken_down_in_one_word_and_the_evidence_stays() -> None:
    one = Telling().win()
    one.story()
    assert read_meaning(story_meant("take my story down") or "")[1] == {"story": HIDE}
    assert "Taken down" in one.stories_desk.answer(TALK, HIDE).text
    assert one.page() == ""
    assert one.answers == [Answer.YES, Answer.WITHDRAWN]
    assert "No story of yours stands" in one.stories_desk.answer(TALK, HIDE).text


def test_a_story_that_is_told_anew_needs_a_new_yes() -> None:
    one = Telling().win()
    one.story()
    [first] = one.stories.told(TALK)
    told = {"needed": first.needed, "did": "Three of us came", "came": first.came}
    won = WonWork(first.buyer, first.title, first.opportunity, NOW)
    again = one.stories.keep(TALK, won, told)
    assert again
    assert again.id == first.id
    assert one.page() == "", "the yes was to other words"
    shown = one.stories_desk.answer(TALK, LET, first.id).text
    assert "Three of us came" in shown
    one.say("yes")
    assert "Three of us came" in one.page()


def test_each_of_several_stories_is_agreed_to_apart() -> None:
    one = Telling().win("hall").win("roof")
    which = one.stories_desk.answer(TALK, TELL)
    labels = [choice.label for choice in which.choices]
    hall, roof = (one.tell.about(COUNCIL.name, t) for t in ("Cleaning of a hall", "A roof"))
    assert sorted(labels) == sorted([hall, roof])
    one.press(which, labels.index(hall))
    for answer in ("A clean hall", "We cleaned it", "It shines", "yes"):
        one.say(answer)
    one.stories_desk.answer(TALK, TELL)
    for answer in ("A dry roof", "We mended it", "It is dry", "no"):
        one.say(answer)
    assert "We cleaned it" in one.page()
    assert "We mended it" not in one.page()
    listed = one.stories_desk.answer(TALK, SHOW)
    assert "kept for you alone" in listed.text
    assert "It stands on your page since" in listed.text
    assert len(listed.choices) == 4


def test_answers_may_be_skipped_and_nothing_told_is_no_story() -> None:
    one = Telling().win()
    offer = one.stories_desk.offer(TALK)
    assert offer
    one.press(offer)
    for _ in range(2):
        one.thread.steer(TALK, Control.SKIP)
    assert "there is no story" in one.thread.steer(TALK, Control.SKIP).text
    assert one.stories.told(TALK) == []


def test_a_story_begun_about_other_work_is_not_mixed_up() -> None:
    one = Telling().win("hall").win("roof")
    which = one.stories_desk.answer(TALK, TELL)
    one.press(which, 1)
    one.say("A clean hall")
    assert "What did" in one.press(which, 0).text
    for answer in ("A dry roof", "We mended it", "It is dry", "yes"):
        one.say(answer)
    assert "A clean hall" not in one.page()


def test_words_that_are_too_long_are_asked_for_again() -> None:
    one = Telling().win()
    offer = one.stories_desk.offer(TALK)
    assert offer
    one.press(offer)
    assert "600 characters at most" in one.say("word " * 130).text


def test_the_buyers_word_of_a_win_offers_it_by_text() -> None:
    one = Telling()
    one.ask("hall")
    one.say("yes")
    sent = one.move(replace(one.all[0], contact=MAILBOX.id), S.SENT)
    one.move(one.move(sent, S.QUOTED), S.WON)
    assert "Reply STORY" in one.texts.last
    assert story_meant("STORY")


def test_by_text_the_yes_is_noted_as_given_by_text() -> None:
    one = Telling().win()
    with one.storage.transaction() as work:
        work.inbound_texts.add(InboundText("t1", MOBILE, "story", NOW))
        work.inbound_texts.begin_thread(MOBILE, TALK)
    one.story()
    [story] = one.stories.told(TALK)
    assert story.agreed
    assert story.agreed.channel is Channel.TEXT


def test_the_page_about_them_lists_stories_and_an_erased_firm_has_none() -> None:
    one = Telling().win()
    one.story()
    about = StoriesAboutMe(one.storage, make_phrases(), one.tell)
    section = about.section(frozenset({Holder(Whose.SUPPLIER, FIRM)}))
    assert section
    assert "on the page about your firm" in section.paragraphs[0]
    assert about.section(frozenset({Holder(Whose.SUPPLIER, "other")})) is None
    with one.storage.transaction() as work:
        work.suppliers.remove([FIRM])
        assert work.stories.of(FIRM) == []


def test_whoever_has_won_nothing_or_is_not_known_is_told_how_a_story_comes_about() -> None:
    nobody = Telling()
    assert "There is no story yet" in nobody.stories_desk.answer(TALK, TELL).text
    with nobody.storage.transaction() as work:
        work.people.forget(PERSON)
    assert "Say “log in” first" in nobody.stories_desk.answer(TALK, TELL).text
