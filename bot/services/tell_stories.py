"""The words about stories of work that was won: the offer, the question, the list, the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.after_winning import Story
from bot.domain.conversation import Choice, Reply
from bot.domain.payloads import meaning
from bot.domain.won_work import WonWork
from bot.ports import Phrases
from bot.services.keep_stories import ANSWERS, StoryAsked
from bot.services.plain_days import day_of

TELL, SHOW, HIDE, LET, FORGET = "tell", "show", "hide", "let", "forget"
"""What a choice asks for; it names the story by its id."""


class TellStories:
    """Replies; a story is always shown in its owner's own words."""

    def __init__(self, phrases: Phrases) -> None:
        self._say = phrases.say

    def asked(self, won: WonWork, told: Mapping[str, str]) -> StoryAsked:
        """The story as it would stand, and the question whether it may."""
        say = self._say
        question = say("consent.story.question", about=self.about(won.buyer, won.title))
        shown = say("story.shown_back", story=self.whole(won.buyer, won.title, told))
        return StoryAsked(f"{shown}\n{question}", question, say("consent.story.version"))

    def whole(self, buyer: str, title: str, told: Mapping[str, str]) -> str:
        """The story under its heading, a line for each answer that was given."""
        lines = [
            self._say("story.line", what=self._say(f"story.part.{key}"), words=told[key])
            for key in ANSWERS
            if told.get(key)
        ]
        return "\n".join([self.about(buyer, title), *lines])

    def about(self, buyer: str, title: str) -> str:
        """What it is about."""
        return self._say("story.about" if title else "story.about.buyer", title=title, buyer=buyer)

    def offered(self, story: str, won: WonWork) -> Reply:
        """That the firm may tell how it went."""
        words = self._say("story.offer", buyer=won.buyer)
        return Reply(words, (), (self._choice(TELL, story, "story.choice.tell"),))

    def kept(self, story: Story, *, agrees: bool) -> Reply:
        """That it is kept, who sees it, and how that is changed as easily."""
        key = "story.kept.shown" if agrees else "story.kept.hidden"
        way = HIDE if agrees else LET
        return Reply(self._say(key), (), (self._choice(way, story.id, f"story.choice.{way}"),))

    def which(self, waiting: Mapping[str, WonWork]) -> Reply:
        """Of which work the story is to be."""
        each = tuple(
            Choice(
                "",
                self.about(one.buyer, one.title),
                meaning("report_outcome", story=TELL, option=key),
            )
            for key, one in waiting.items()
        )
        return Reply(self._say("story.which"), (), each)

    def listed(self, told: Iterable[Story], waiting: Mapping[str, WonWork]) -> Reply:
        """Each story with who sees it, and what may be done with each."""
        those = list(told)
        if not those:
            if not waiting:
                return Reply(self._say("story.none"))
            ways = tuple(self._choice(TELL, key, "story.choice.tell") for key in list(waiting)[:1])
            return Reply(self._say("story.none_told"), (), ways)
        choices = [choice for one in those for choice in self._ways(one, many=len(those) > 1)]
        lines = [self._line(one) for one in those]
        return Reply("\n\n".join([self._say("story.list"), *lines]), (), tuple(choices))

    def line(self, one: Story) -> str:
        """One story in one line, for the page about its owner."""
        shown = self._say("story.seen.page" if one.agreed else "story.seen.nobody")
        return self._say("story.list.short", about=self.about(one.buyer, one.title), shown=shown)

    def hidden(self, story: Story) -> Reply:
        """That it stands on the page no more."""
        return Reply(self._say("story.hidden", about=self.about(story.buyer, story.title)))

    def said(self, key: str) -> Reply:
        """A plain answer."""
        return Reply(self._say(key))

    def _line(self, one: Story) -> str:
        told = {"needed": one.needed, "did": one.did, "came": one.came}
        day = day_of(one.agreed.at) if one.agreed else ""
        seen = self._say("story.seen.page_since" if one.agreed else "story.seen.nobody", day=day)
        return f"{self.whole(one.buyer, one.title, told)}\n{seen}"

    def _ways(self, one: Story, *, many: bool) -> list[Choice]:
        way = HIDE if one.agreed else LET
        return [
            self._choice(each, one.id, f"story.choice.{each}", one if many else None)
            for each in (way, FORGET)
        ]

    def _choice(self, way: str, story: str, label: str, of: Story | None = None) -> Choice:
        words = self._say(label)
        if of:
            words = self._say("story.choice.of", way=words, about=of.title or of.buyer)
        return Choice("", words, meaning("report_outcome", story=way, option=story))
