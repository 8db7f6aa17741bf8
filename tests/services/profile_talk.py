"""An owner who makes a profile: real words, trades and places, on a storage in memory."""

from __future__ import annotations

from functools import cache

from bot.bootstrap import CONTENT, make_fit_model, make_phrases, make_vocabulary
from bot.bootstrap.profile import make_profile_desk
from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import Heard
from bot.domain.interview import Control
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.domain.payloads import read_meaning
from bot.domain.place import Place
from bot.domain.profile_facts import FirmProfile
from bot.services.embed_opportunities import embed_opportunities
from bot.services.find_opportunities import FindOpportunities
from bot.services.keep_thread import KeepThread
from bot.services.locate_place import LocatePlace
from bot.services.opportunity_index import OpportunityIndex
from bot.services.prepare_work import Vocabulary
from bot.services.profile_flow import FLOW
from bot.services.suiting import Suiting
from bot.settings import Settings
from connectors.dialogue.facts import FactFinder
from connectors.places.gazetteer import Gazetteer
from connectors.text.requests import load_controls
from tests.examples import NOW
from tests.fakes import FakeBankHolidays, FakeClock, FakeStorage

TALK, OTHER = ConversationId("talk"), ConversationId("other")


@cache
def _known() -> Vocabulary:
    return make_vocabulary()


@cache
def _facts() -> FactFinder:
    return FactFinder.from_content(CONTENT)


class Owner:
    """Talks about a firm; what is understood of a message is its facts alone."""

    def __init__(self, *jobs: Opportunity) -> None:
        self.storage, self.clock, known = FakeStorage(), FakeClock(NOW), _known()
        gazetteer, phrases = Gazetteer(CONTENT), make_phrases()
        with self.storage.transaction() as work:
            for one in (TALK, OTHER):
                work.conversations.start(one, "hash", NOW)
            for job in jobs:
                work.opportunities.save(ProcessKey(job.id), job)
        embed_opportunities(self.storage, known)
        home = gazetteer.find("East Birmingham") or Place("East Birmingham", None)
        suiting = Suiting(OpportunityIndex(self.storage, known, gazetteer), make_fit_model())
        holidays = FakeBankHolidays()
        self.find = FindOpportunities(
            self.storage, suiting, gazetteer, known.trades, self.clock, home, holidays
        )
        places = LocatePlace(gazetteer, self.storage, None, self.clock)
        settings = Settings(DOORSTEP_SECRET="s" * 40, DOORSTEP_NOW=NOW.date().isoformat())
        self.desk = make_profile_desk(settings, self.storage, places, gazetteer, known, self.find)
        self.thread = KeepThread(self.storage, phrases, self.clock, load_controls(CONTENT))
        self.thread.register(self.desk.flow)
        self.last = Reply("")

    @property
    def profile(self) -> FirmProfile:
        """What is kept so far."""
        return self.desk.keep.of(TALK)

    @property
    def labels(self) -> list[str]:
        """What may be pressed under the last answer."""
        return [choice.label for choice in self.last.choices if not choice.about]

    def begin(self, text: str = "") -> str:
        """The beginning, for an owner's words."""
        beginning = self.desk.begin.begin(TALK, text, _places(text))
        self.last = self.thread.begin(TALK, FLOW, beginning.answers)
        return f"{beginning.says}\n{self.last.text}"

    def more(self) -> str:
        """The questions that were left for later."""
        beginning = self.desk.begin.more(TALK)
        self.last = self.thread.begin(TALK, FLOW, beginning.answers)
        return f"{beginning.says}\n{self.last.text}"

    def answer(self, *texts: str) -> str:
        """What is answered to the last of the messages; each must be taken as an answer."""
        for text in texts:
            assert self.takes(text), f"“{text}” was taken for something else"
        return self.last.text

    def takes(self, text: str, goal: str = "out_of_scope", sure: float = 0.3) -> bool:
        """Whether the message is an answer or steers, which is then taken."""
        standing = self.thread.standing(TALK)
        heard = _heard(text, goal, sure)
        payload = self.thread.steering_in(standing, text) or self.thread.answer_in(standing, heard)
        if payload is None:
            return False
        _goal, facts = read_meaning(payload)
        if control := facts.get("control"):
            self.last = self.thread.steer(TALK, Control(control))
        else:
            said, question = facts.get("said") or "", facts.get("question")
            self.last = self.thread.take(TALK, said, question, facts.get("option"))
        return True

    def press(self, label: str) -> str:
        """What is answered to a choice under the last question."""
        choice = next(one for one in self.last.choices if one.label == label)
        facts = read_meaning(choice.payload)[1]
        if control := facts.get("control"):
            self.last = self.thread.steer(TALK, Control(control))
        else:
            self.last = self.thread.take(TALK, "", facts.get("question"), facts.get("option"))
        return self.last.text

    def change(self, text: str) -> str:
        """What is answered to a change outside the questions; empty where it asks for a part."""
        updated = self.desk.update.update(TALK, text, _places(text))
        self.last = updated.reply or Reply("")
        return self.last.text


def _heard(text: str, goal: str, sure: float) -> Heard:
    facts: dict[str, list[object]] = {}
    for one in _facts().find(text):
        facts.setdefault(one.kind, []).append(one.value)
    return Heard(
        text, goal, sure, {kind: tuple(dict.fromkeys(those)) for kind, those in facts.items()}
    )


def _places(text: str) -> list[str]:
    return [str(one.value) for one in _facts().find(text) if one.kind == "place"]
