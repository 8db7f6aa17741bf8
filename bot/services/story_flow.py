"""Asks three questions about work that was won, shows the story back, and asks to let it stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.conversation import Reply
from bot.domain.heard import SURE, Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.opportunity import OpportunityId
from bot.domain.won_work import LONGEST_ANSWER, WonWork
from bot.ports import Clock, Phrases
from bot.services.keep_stories import ANSWERS, KeepStories
from bot.services.tell_stories import TellStories

NAME = "story"
BUYER, TITLE, OPPORTUNITY, AGREE = "buyer", "title", "opportunity", "agree"
YES, NO = "yes", "no"
_MOST_OF_A_YES = 6
_OTHER_BUSINESS = frozenset(
    {
        "greet", "goodbye", "request_human", "complain", "restart", "cancel", "change_language",
        "delete_my_data", "export_my_data", "ask_privacy", "show_profile", "unsubscribe_alerts",
        "track_introduction", "withdraw_introduction",
    }
)  # fmt: skip
"""Goals that give way to no question which takes any words."""


class StoryFlow:
    """The Flow of a story; nothing stands on the page before a yes to just this story."""

    name = NAME

    def __init__(
        self, phrases: Phrases, stories: KeepStories, tell: TellStories, clock: Clock
    ) -> None:
        self._say = phrases.say
        self._stories = stories
        self._tell = tell
        self._clock = clock

    @property
    def title(self) -> str:
        """In an owner's words."""
        return self._say("story.title")

    def question(self, interview: Interview) -> Question | None:
        """Each of the three, then, if any was answered, whether it may be shown."""
        key = interview.next_of((*ANSWERS, AGREE))
        if key is None or (key == AGREE and not any(_told(interview).values())):
            return None
        if key == AGREE:
            return self._ask_agree(interview)
        words = self._say(f"story.ask.{key}", **_about(interview))
        short, why = self._say(f"story.short.{key}"), self._say(f"story.why.{key}")
        return Question(key, words, short, why, takes_any_words=True)

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """Any words that ask nothing and want nothing else; at the end a yes or a no."""
        if interview.next_of((*ANSWERS, AGREE)) == AGREE:
            few = len(heard.text.split()) <= _MOST_OF_A_YES
            return few and heard.is_for("affirm", "deny", sure=0.0)
        is_other = heard.is_for(*_OTHER_BUSINESS, sure=SURE)
        return any(c.isalpha() for c in heard.text) and not heard.asks and not is_other

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """The words as they are; of an answer that was changed the yes is asked for anew."""
        key = interview.next_of((*ANSWERS, AGREE))
        if key == AGREE:
            said = heard.option or {"affirm": YES, "deny": NO}.get(heard.goal)
            return Taken({AGREE: said}) if said else Unclear(self._say("story.unclear.agree"))
        words = " ".join(heard.text.split())
        if len(words) > LONGEST_ANSWER:
            return Unclear(self._say("story.unclear.long", longest=LONGEST_ANSWER))
        return Taken({key or "": words})

    def finish(self, interview: Interview) -> Reply:
        """Keeps the story, and the answer with the words that were read; twice is as once."""
        conversation = interview.conversation
        story = self._stories.keep(conversation, self._won(interview), _told(interview))
        if story is None:
            return Reply(self._say("story.nothing_told"))
        agrees = interview.answers.get(AGREE) == YES
        if not (agrees and story.agreed):
            asked = self._tell.asked(self._won(interview), _told(interview))
            self._stories.answer(conversation, story.id, asked, agrees=agrees)
        return self._tell.kept(story, agrees=agrees)

    def leave(self, interview: Interview) -> Reply:
        """That nothing stands anywhere."""
        del interview
        return Reply(self._say("story.left"))

    def known(self, won: WonWork, story: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The answers with which it begins: what it is about, and a story that is told again."""
        about = {BUYER: won.buyer, TITLE: won.title, OPPORTUNITY: won.opportunity}
        return {**about, **(story or {})}

    def _ask_agree(self, interview: Interview) -> Question:
        won = self._won(interview)
        words = self._tell.asked(won, _told(interview)).wording
        short, why = self._say("story.short.agree"), self._say("story.why.agree")
        options = tuple(Option(one, self._say(f"story.choice.{one}")) for one in (YES, NO))
        return Question(AGREE, words, short, why, options, may_skip=False, is_whole=True)

    def _won(self, interview: Interview) -> WonWork:
        answers = interview.answers
        about = answers.get(OPPORTUNITY)
        return WonWork(
            buyer=answers[BUYER],
            title=answers.get(TITLE) or "",
            opportunity=OpportunityId(about) if about else None,
            at=self._clock.now(),
        )


def _told(interview: Interview) -> dict[str, str]:
    return {key: interview.answers.get(key) or "" for key in ANSWERS}


def _about(interview: Interview) -> dict[str, str]:
    return {"buyer": interview.answers[BUYER], "title": interview.answers.get(TITLE) or ""}
