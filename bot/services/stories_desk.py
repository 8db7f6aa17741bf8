"""What an owner can do with stories of work that they won: tell, see, let stand, take down."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.conversation import ConversationId, Reply
from bot.domain.opportunity import OpportunityId
from bot.domain.payloads import meaning
from bot.domain.story_words import read_story_wish
from bot.domain.won_work import WonWork
from bot.ports import Storage
from bot.services.keep_stories import ANSWERS, KeepStories
from bot.services.keep_thread import KeepThread
from bot.services.story_flow import BUYER, NAME, OPPORTUNITY, StoryFlow
from bot.services.tell_stories import SHOW, TellStories


class StoriesDesk:
    """Each wish with its reply, in the chat and by text alike."""

    def __init__(
        self,
        storage: Storage,
        stories: KeepStories,
        tell: TellStories,
        flow: StoryFlow,
        thread: KeepThread,
    ) -> None:
        self._storage = storage
        self._stories = stories
        self._tell = tell
        self._flow = flow
        self._thread = thread

    def answer(self, conversation: ConversationId, wish: str, story: str | None = None) -> Reply:
        """The reply to a wish, about the story of that id where one is named."""
        match wish:
            case "show":
                waiting = self._stories.waiting(conversation)
                return self._tell.listed(self._stories.told(conversation), waiting)
            case "hide":
                return self._hide(conversation, story)
            case "forget":
                gone = self._stories.forget(conversation, story or "")
                return self._tell.said("story.forgotten" if gone else "story.not_there")
            case "let":
                return self._ask_again(conversation, story or "")
        return self._begin(conversation, story)

    def offer(
        self, conversation: ConversationId, opportunity: OpportunityId | None = None
    ) -> Reply | None:
        """The offer to tell how work went that was just won; None where none is to be told of.

        Without an opportunity it is about the work won last.
        """
        waiting = self._stories.waiting(conversation)
        those = {k: o for k, o in waiting.items() if opportunity in {None, o.opportunity}}
        for key, won in those.items():
            return self._tell.offered(key, won)
        return None

    def _begin(self, conversation: ConversationId, story: str | None) -> Reply:
        waiting = self._stories.waiting(conversation)
        meant = {k: o for k, o in waiting.items() if story in {None, k}}
        if not meant:
            if not self._stories.is_known(conversation):
                return self._tell.said("story.who")
            return self.answer(conversation, SHOW)
        if len(meant) > 1:
            return self._tell.which(meant)
        return self._ask(conversation, next(iter(meant.values())), {})

    def _ask_again(self, conversation: ConversationId, story: str) -> Reply:
        """The question whether it may be shown, with the story as it was told."""
        held = next((o for o in self._stories.told(conversation) if o.id == story), None)
        if held is None:
            return self._tell.said("story.not_there")
        won = WonWork(held.buyer, held.title, held.opportunity, held.told_at)
        told = {"needed": held.needed, "did": held.did, "came": held.came}
        return self._ask(conversation, won, told)

    def _ask(self, conversation: ConversationId, won: WonWork, told: Mapping[str, str]) -> Reply:
        """The first question that is left. What was begun about other work is forgotten."""
        with self._storage.transaction() as work:
            begun = next((o for o in work.interviews.of(conversation) if o.flow == NAME), None)
            is_same = begun and (won.buyer, won.opportunity) == (
                begun.answers.get(BUYER),
                begun.answers.get(OPPORTUNITY),
            )
            if begun and (told or not is_same):
                work.interviews.remove(conversation, NAME)
        known = {key: told.get(key, "") for key in ANSWERS} if told else None
        return self._thread.begin(conversation, NAME, self._flow.known(won, known))

    def _hide(self, conversation: ConversationId, story: str | None) -> Reply:
        shown = self._stories.shown(conversation)
        meant = [one for one in shown if story in {None, one.id}]
        if not meant:
            return self._tell.said("story.none_shown")
        if len(meant) > 1:
            return self.answer(conversation, SHOW)
        self._stories.hide(conversation, meant[0].id)
        return self._tell.hidden(meant[0])


def story_meant(text: str) -> str | None:
    """The payload of words about stories that are plain by themselves; None of any others.

    They work at every point, so that a yes is taken back as easily as it was given.
    """
    wish = read_story_wish(text)
    return meaning("report_outcome", story=wish.value) if wish else None
