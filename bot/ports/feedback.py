"""What the services ask of the store of feedback, and of the consents that cover it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from bot.domain.consent import Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Lesson, Owner, Report


class FeedbackRepository(Protocol):
    """What owners said of opportunities; it is deleted with the conversation or supplier."""

    def note(self, owner: Owner, feedback: Feedback) -> None:
        """Stores one thing said; what was said before of the same stays as history."""
        ...

    def of(self, owner: Owner) -> list[Feedback]:
        """All that the owner said, in the order in which it was said."""
        ...

    def of_each(
        self, conversations: Collection[ConversationId]
    ) -> Mapping[ConversationId, Sequence[Feedback]]:
        """The same for many conversations at once; those that said nothing are left out."""
        ...

    def reports(self) -> list[Report]:
        """What owners say is wrong with notices, as it stands, by opportunity and reason."""
        ...

    def keep(self, lessons: Iterable[Lesson]) -> None:
        """Stores lessons, which hang on nobody."""
        ...

    def lessons(self) -> list[Lesson]:
        """All lessons kept, by month, opportunity and verdict: not in the order of keeping."""
        ...


class ConsentRepository(Protocol):
    """What people were asked and answered; it is deleted with the conversation or supplier."""

    def note(self, owner: Owner, consent: Consent) -> None:
        """Stores a step; those before it stay as evidence."""
        ...

    def of(self, owner: Owner, purpose: Purpose) -> list[Consent]:
        """The owner's steps for the purpose, in the order in which they were taken."""
        ...

    def of_each(
        self, owners: Sequence[Owner], purpose: Purpose
    ) -> Mapping[Owner, Sequence[Consent]]:
        """The same for several people at once; owners that are no person are left out."""
        ...

    def owners_agreeing(self, purpose: Purpose) -> list[Owner]:
        """Those whose last word on the purpose is yes."""
        ...
