"""Answers a question on how public buying works: in general, and for the opportunity at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.conversation import ConversationId
from bot.domain.guidance import (
    MOST_WORDS,
    Guidance,
    in_force,
    longest_named,
    named_in,
    surely_named_in,
    within_words,
    words_in,
)
from bot.domain.guidance_figures import figures_on
from bot.domain.law_change import changes_until
from bot.domain.opportunity import OpportunityId
from bot.domain.threshold_table import ACT_IN_FORCE, LegalSource
from bot.ports import Clock, Phrases
from bot.ports.guidance import GuidanceShelf
from bot.services.guidance_choices import MORE, Choice, choices_under
from bot.services.guidance_context import GuidanceContext
from bot.services.hold_place import Told
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.threshold_answer import in_words

LONDON = ZoneInfo("Europe/London")
CHANGES = "law_changes"
PAPERS = "documents"
"""The topic that tells of papers."""

_NAMED_BY_TITLES = {CHANGES, "schools", "special_rules"}
_ALL_THAT_IS_ASKED = {"documents", "eligibility", "reserved_contracts"}
"""Topics of which what the notice says counts more than what holds in general."""
CHANGES_TOLD = 4
ROOM_FOR_CHANGES = MOST_WORDS - 6
SOURCES_CITED = 2


@dataclass(frozen=True, slots=True)
class GuidanceQuestion:
    """What an owner asks: the goal, their words, and what a choice or the message points at."""

    conversation: ConversationId
    goal: str
    said: str = ""
    topic: str | None = None
    part: str | None = None
    opportunity_id: OpportunityId | None = None
    ordinal: int | None = None
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class GuidanceAnswer:
    """Which response answers, the facts that fill it, and what may be pressed next."""

    response: str
    facts: dict[str, str] = field(default_factory=dict)
    choices: Sequence[Choice] = ()


class ExplainGuidance:
    """Guidance as it stands on the day that it is in London."""

    def __init__(
        self,
        shelf: GuidanceShelf,
        at_hand: OpportunityAtHand,
        context: GuidanceContext,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._shelf = shelf
        self._at_hand = at_hand
        self._context = context
        self._phrases = phrases
        self._clock = clock
        self._of_day: tuple[date | None, dict[str, Guidance]] = (None, {})

    def explain(self, question: GuidanceQuestion) -> GuidanceAnswer:
        """The answer: in at most eighty words, then more of it if that is asked for.

        The topic is the one chosen, else one that the words name, else the goal's own. What holds
        for the opportunity at hand comes first, and then as much of the general answer as fits.
        """
        held = self._held()
        if not held:
            return _earlier_law()
        if question.topic == CHANGES or self._asks_for_changes(question.said, held):
            return self._changes()
        guidance = self._meant(question, held)
        if guidance is None:
            return _earlier_law()
        if question.part == MORE:
            return self._more(guidance, held)
        return self._short(guidance, question, held)

    def named(self, said: str) -> str | None:
        """The topic that words name by themselves, whatever they were taken to be for."""
        held = self._held()
        if self._asks_for_changes(said, held):
            return CHANGES
        found = named_in(said, held.values())
        if found is None and PAPERS in held and self.asks_of_paper(said):
            return PAPERS
        return found.topic if found else None

    def surely_named(self, said: str) -> str | None:
        """The topic that a question surely means, whatever it would be taken for; or None."""
        held = [one for topic, one in self._held().items() if topic not in _NAMED_BY_TITLES]
        found = surely_named_in(said, held)
        return found.topic if found else None

    def asks_of_paper(self, said: str) -> bool:
        """Whether words ask where a paper is got, how long it takes or what it costs."""
        return bool(self._context.of_paper(PAPERS, said))

    def facet(self, said: str) -> str | None:
        """The topic that words name while one opportunity is spoken of, like its papers; or None.

        A topic that is named by what the opportunity itself may be called (a school) is no facet.
        """
        named = self.named(said)
        return None if named in _NAMED_BY_TITLES else named

    def follow_up(self, topic: str) -> Sequence[Choice]:
        """What may be pressed under an answer that another service gave on the topic."""
        held = self._held()
        return choices_under(held[topic], held, self._phrases, more=False) if topic in held else ()

    def _today(self) -> date:
        return self._clock.now().astimezone(LONDON).date()

    def _held(self) -> dict[str, Guidance]:
        """What holds today; worked out once a day, for each message asks for it."""
        today = self._today()
        day, held = self._of_day
        if day != today:
            held = in_force(self._shelf.guidance(), today, figures_on(today))
            self._of_day = (today, held)
        return held

    def _asks_for_changes(self, said: str, held: dict[str, Guidance]) -> bool:
        of_changes = longest_named(said, self._shelf.law_log().words)
        others = max((longest_named(said, one.words) for one in held.values()), default=0)
        return of_changes > others

    def _meant(self, question: GuidanceQuestion, held: dict[str, Guidance]) -> Guidance | None:
        if question.topic:
            return held.get(question.topic)
        return named_in(question.said, held.values()) or held.get(
            question.goal.removeprefix("ask_")
        )

    def _short(
        self, guidance: Guidance, question: GuidanceQuestion, held: dict[str, Guidance]
    ) -> GuidanceAnswer:
        at_hand = self._at_hand.of(
            question.conversation,
            opportunity_id=question.opportunity_id,
            ordinal=question.ordinal,
        )
        opportunity, topic = at_hand.opportunity, guidance.topic
        lines = self._context.of_paper(topic, question.said)
        asked: Sequence[Choice] = ()
        if opportunity:
            told = Told(question.said, at_hand.looked_near, question.inside)
            lines += self._context.lines(topic, opportunity, told, self._clock.now())
            asked = self._context.choices(topic, opportunity, told)
        could_be_of_one = opportunity is None and topic in self._context.topics
        shown = at_hand.shown if could_be_of_one else 0
        facts = {
            "answer": "\n\n".join(_fitting(lines, guidance)),
            "source": self._cited(guidance.sources),
        }
        choices = choices_under(guidance, held, self._phrases, more=False, shown=shown)
        return GuidanceAnswer("utter_guidance", facts, [*asked, *choices])

    def _more(self, guidance: Guidance, held: dict[str, Guidance]) -> GuidanceAnswer:
        steps = (
            self._phrases.say("guidance.step", about=step.about, text=step.text)
            for step in guidance.more
        )
        facts = {
            "title": guidance.title,
            "steps": "\n".join(steps),
            "source": self._cited(guidance.sources),
        }
        choices = choices_under(guidance, held, self._phrases, more=True)
        return GuidanceAnswer("utter_guidance_more", facts, choices)

    def _changes(self) -> GuidanceAnswer:
        told = changes_until(self._shelf.law_log().changes, self._today(), CHANGES_TOLD)
        lines = [
            self._phrases.say("guidance.change", since=in_words(one.effective), said=one.said)
            for one in told
        ]
        kept = within_words(lines, ROOM_FOR_CHANGES)
        sources = self._cited([one.source for one in told[: len(kept)]])
        return GuidanceAnswer(
            "utter_guidance_changes", {"changes": "\n".join(kept), "source": sources}
        )

    def _cited(self, sources: Sequence[LegalSource]) -> str:
        return "; ".join(
            self._phrases.say(
                "guidance.cited",
                title=one.title,
                section=one.section,
                since=in_words(one.valid_from),
            )
            for one in sources[:SOURCES_CITED]
        )


def _fitting(lines: list[str], guidance: Guidance) -> list[str]:
    """What holds for the one at hand, then of the general answer at least its beginning."""
    if not lines:
        return within_words(guidance.short)
    room = MOST_WORDS - words_in(guidance.short[:1])
    room = MOST_WORDS if guidance.topic in _ALL_THAT_IS_ASKED else room
    kept = within_words(lines, room)
    return within_words([" ".join(kept), *guidance.short])


def _earlier_law() -> GuidanceAnswer:
    return GuidanceAnswer("utter_guidance_earlier_law", {"since": in_words(ACT_IN_FORCE)})
