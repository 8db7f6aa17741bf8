"""What keeping the thread needs: flows of questions, and a store of where each stands."""

from __future__ import annotations

from typing import Protocol

from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Question, Taken, Unclear


class Flow(Protocol):
    """A purpose pursued by questions, such as a firm's page. It keeps no state of its own."""

    @property
    def name(self) -> str:
        """Names it in the store; never changed."""
        ...

    @property
    def title(self) -> str:
        """What it is, in an owner's words: "your page"."""
        ...

    def question(self, interview: Interview) -> Question | None:
        """The question at hand, None when all is asked; `interview.next_of` finds its key."""
        ...

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """Whether it answers the question at hand, well or badly, or corrects one before.

        Changes nothing, and may be asked more than once of one message. False leaves the message
        to the ordinary dialogue. Pressed options are not asked of.
        """
        ...

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """What the message answers; called once a message, so it may have effects."""
        ...

    def finish(self, interview: Interview) -> Reply:
        """Does what was asked for and tells it; done twice it must be as done once."""
        ...

    def leave(self, interview: Interview) -> Reply:
        """What to tell an owner who leaves it half done; its answers are kept."""
        ...


class InterviewRepository(Protocol):
    """Where interviews stand; deleted with their conversation."""

    def of(self, conversation_id: ConversationId) -> list[Interview]:
        """Those of the conversation, the one last heard of last."""
        ...

    def put(self, interview: Interview) -> None:
        """Stores it in place of the one of the same conversation and flow."""
        ...

    def remove(self, conversation_id: ConversationId, flow: str) -> None:
        """Removes it; removing twice is removing once."""
        ...
