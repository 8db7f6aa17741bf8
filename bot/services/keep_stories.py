"""Keeps what a firm tells of work that it won, and whose yes lets each story be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.after_winning import Story
from bot.domain.consent import Answer, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.person import PersonId
from bot.domain.won_work import WonWork, story_id
from bot.ports import Clock, Storage, Work
from bot.services.channel_of import channel_of
from bot.services.find_won_work import won_work
from bot.services.recognise import about_firm

_NOT_HELD = ""
"""Where another of the firm's people takes back a yes that was not theirs."""

ANSWERS = ("needed", "did", "came")
"""The three answers of a story, in the order in which they are asked for."""


@dataclass(frozen=True, slots=True)
class StoryAsked:
    """What was read: all of it, the question alone, and which version of its words."""

    wording: str
    question: str
    version: str


class KeepStories:
    """The stories of the conversation's firm; where none is known it has none. Times are real."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def told(self, conversation: ConversationId) -> list[Story]:
        """The firm's stories, the first told first."""
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
            return work.stories.of(firm.id) if firm else []

    def shown(self, conversation: ConversationId) -> tuple[Story, ...]:
        """Those alone that the firm said yes to."""
        return tuple(one for one in self.told(conversation) if one.agreed)

    def waiting(self, conversation: ConversationId) -> dict[str, WonWork]:
        """Work that the firm won and told no story of, by the id of one; the last won first."""
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
            if firm is None:
                return {}
            has = {one.id for one in work.stories.of(firm.id)}
            won = won_work(work, conversation, firm.id)
        by_id = {story_id(firm.id, one): one for one in won}
        return {key: one for key, one in by_id.items() if key not in has}

    def is_known(self, conversation: ConversationId) -> bool:
        """Whether it is known about which firm the conversation is."""
        with self._storage.transaction() as work:
            return about_firm(work, conversation) is not None

    def keep(
        self, conversation: ConversationId, won: WonWork, answers: Mapping[str, str]
    ) -> Story | None:
        """Stores the story in place of an earlier one of the same work, seen by nobody yet.

        The same answers again change nothing: a yes to them stands. None without a firm or words.
        """
        needed, did, came = (answers.get(key) or "" for key in ANSWERS)
        with self._storage.transaction() as work:
            firm = about_firm(work, conversation)
            if firm is None or not (needed or did or came):
                return None
            key, now = story_id(firm.id, won), self._clock.now()
            held = next((one for one in work.stories.of(firm.id) if one.id == key), None)
            if held and (held.needed, held.did, held.came) == (needed, did, came):
                return held
            told_at = held.told_at if held else now
            story = Story(
                key, firm.id, won.buyer, won.title, needed, did, came, told_at, won.opportunity
            )
            work.stories.put(story)
        return story

    def answer(
        self, conversation: ConversationId, story: str, asked: StoryAsked, *, agrees: bool
    ) -> bool:
        """Stores the answer to the question whether it may be shown.

        The yes is kept with the story and all that was read; with whoever answered only the
        question, so that a story which is taken back is gone. False without such a story.
        """
        said = Answer.YES if agrees else Answer.NO
        with self._storage.transaction() as work:
            held = self._held(work, conversation, story)
            belongs = work.people.belonging(conversation)
            if held is None or belongs is None:
                return False
            channel, now = channel_of(work, conversation), self._clock.now()
            step = Consent(Purpose.STORY, said, asked.wording, asked.version, channel, now)
            kept = replace(step, wording=asked.question)
            work.consents.note(Owner(person=belongs.person), kept)
            agreed_by = belongs.person if agrees else None
            shown = replace(held, agreed=step if agrees else None, agreed_by=agreed_by)
            work.stories.put(shown)
        return True

    def hide(self, conversation: ConversationId, story: str) -> Story | None:
        """Takes the yes back at once; the story is kept for its owner. None without such a one."""
        with self._storage.transaction() as work:
            held = self._held(work, conversation, story)
            belongs = work.people.belonging(conversation)
            if held is None or belongs is None:
                return None
            if held.agreed:
                self._take_back(work, conversation, belongs.person, held.agreed)
                work.stories.put(replace(held, agreed=None, agreed_by=None))
        return held

    def forget(self, conversation: ConversationId, story: str) -> bool:
        """Deletes it for good; False without such a one."""
        with self._storage.transaction() as work:
            held = self._held(work, conversation, story)
            if held:
                work.stories.remove(held.id)
        return held is not None

    def _take_back(
        self, work: Work, conversation: ConversationId, person: PersonId, agreed: Consent
    ) -> None:
        """Notes the end of the yes, beside the last question that was put to the person."""
        owner, channel = Owner(person=person), channel_of(work, conversation)
        asked = next(
            (o.wording for o in reversed(work.consents.of(owner, Purpose.STORY))), _NOT_HELD
        )
        step = replace(
            agreed,
            answer=Answer.WITHDRAWN,
            wording=asked,
            channel=channel,
            at=self._clock.now(),
        )
        work.consents.note(owner, step)

    def _held(self, work: Work, conversation: ConversationId, story: str) -> Story | None:
        """A story of the conversation's own firm, whatever id a message names."""
        firm = about_firm(work, conversation)
        those = work.stories.of(firm.id) if firm else []
        return next((one for one in those if one.id == story), None)
