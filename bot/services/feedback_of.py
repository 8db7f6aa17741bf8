"""What an owner said of opportunities, on whatever device they said it."""

from __future__ import annotations

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Owner
from bot.domain.person import Belonging
from bot.ports import Work
from bot.services.recognise import kept_for


def feedback_of(work: Work, conversation: ConversationId) -> list[Feedback]:
    """All that the conversation's owner said, oldest first.

    Of an owner who was recognised it is of all their conversations but those about another of
    their firms. Nothing is moved: each word goes when its own conversation does.
    """
    mine = work.people.belonging(conversation)
    others = work.people.conversations(mine.person) if mine else []
    about_it = [one.conversation for one in others if mine and _same_firm(work, mine, one)]
    talks = dict.fromkeys([*about_it, conversation])
    said = [each for talk in talks for each in work.feedback.of(Owner(talk))]
    return sorted(said, key=lambda one: one.at)


def _same_firm(work: Work, mine: Belonging, other: Belonging) -> bool:
    """Whether the two may be about one firm; of a conversation about none nobody can tell."""
    if mine.supplier is None or other.supplier is None:
        return True
    return kept_for(work, mine.supplier) == kept_for(work, other.supplier)
