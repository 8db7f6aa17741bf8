"""Feedback, consents and lessons in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.consent import Consent, Purpose, given
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Lesson, Owner, Report, Verdict, Why, standing
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId


@dataclass
class FeedbackTables:
    """Everything held; a copy is a snapshot."""

    feedback: list[tuple[Owner, Feedback]] = field(default_factory=list)
    consents: list[tuple[Owner, Consent]] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)

    def __copy__(self) -> FeedbackTables:
        return FeedbackTables(list(self.feedback), list(self.consents), list(self.lessons))

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        self.feedback = [row for row in self.feedback if row[0].conversation != conversation]
        self.consents = [row for row in self.consents if row[0].conversation != conversation]

    def forget_person(self, person: PersonId) -> None:
        """What a database does when the person's row goes."""
        self.consents = [row for row in self.consents if row[0].person != person]


class FakeFeedback:
    """The FeedbackRepository in memory."""

    def __init__(self, tables: FeedbackTables) -> None:
        self._tables = tables

    def note(self, owner: Owner, feedback: Feedback) -> None:
        self._tables.feedback.append((owner, feedback))

    def of(self, owner: Owner) -> list[Feedback]:
        return [one for whose, one in self._tables.feedback if whose == owner]

    def of_each(
        self, conversations: Collection[ConversationId]
    ) -> dict[ConversationId, list[Feedback]]:
        said = {one: self.of(Owner(one)) for one in conversations}
        return {one: those for one, those in said.items() if those}

    def reports(self) -> list[Report]:
        found: dict[tuple[OpportunityId, Why], list[Feedback]] = defaultdict(list)
        for owner in dict.fromkeys(whose for whose, _one in self._tables.feedback):
            for one in standing(self.of(owner)).values():
                if one.verdict is Verdict.REPORTED and one.why:
                    found[one.opportunity, one.why].append(one)
        return [
            Report(*key, len(those), max(one.at for one in those))
            for key, those in sorted(found.items())
        ]

    def keep(self, lessons: Iterable[Lesson]) -> None:
        self._tables.lessons += lessons

    def lessons(self) -> list[Lesson]:
        return sorted(self._tables.lessons, key=lambda one: (one.month, one.opportunity))


class FakeConsents:
    """The ConsentRepository in memory."""

    def __init__(self, tables: FeedbackTables) -> None:
        self._tables = tables

    def note(self, owner: Owner, consent: Consent) -> None:
        self._tables.consents.append((owner, consent))

    def of(self, owner: Owner, purpose: Purpose) -> list[Consent]:
        return [
            one for whose, one in self._tables.consents if whose == owner and one.purpose is purpose
        ]

    def of_each(
        self, owners: Sequence[Owner], purpose: Purpose
    ) -> Mapping[Owner, Sequence[Consent]]:
        people = [one for one in owners if one == Owner(person=one.person)]
        return {one: self.of(one, purpose) for one in people}

    def owners_agreeing(self, purpose: Purpose) -> list[Owner]:
        owners = dict.fromkeys(whose for whose, _one in self._tables.consents)
        return [owner for owner in owners if given(self.of(owner, purpose))]
