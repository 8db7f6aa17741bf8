"""What a buyer posted here, as those see it who may answer it or ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.buyer_question import questions_end
from bot.domain.conversation import ConversationId
from bot.domain.entry import Entry, may_see
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.quote import Ask, is_open
from bot.domain.supplier import SupplierId
from bot.ports import BankHolidays, Work
from bot.services.recognise import about_firm


@dataclass(frozen=True, slots=True)
class Competition:
    """An entry that was posted, what it asks, and until when it takes questions and quotes."""

    entry: Entry
    opportunity: OpportunityId
    posted_at: datetime
    deadline: datetime
    questions_end: datetime
    asks: tuple[Ask, ...]

    @property
    def title(self) -> str:
        """What is wanted, in a line."""
        return self.entry.title

    @property
    def buyer(self) -> str:
        """Who wants it."""
        return self.entry.buyer

    def takes_quotes(self, now: datetime) -> bool:
        """Whether a quote sent at that moment counts: half-open, and never once withdrawn."""
        return self.entry.withdrawn_at is None and is_open(self.deadline, now)

    def takes_questions(self, now: datetime) -> bool:
        """Whether a question asked at that moment is put to the buyer."""
        return self.takes_quotes(now) and now < self.questions_end


class Competitions:
    """Finds them; what was never posted here, or may not be seen, is as if it were not there."""

    def __init__(self, holidays: BankHolidays) -> None:
        self._holidays = holidays

    def of(self, work: Work, opportunity: OpportunityId) -> Competition | None:
        """The competition, whoever may see it; None for what was not posted here."""
        entry = work.entries.of_opportunity(opportunity)
        if entry is None or entry.posted_at is None or entry.deadline is None:
            return None
        first, last = entry.posted_at.date(), entry.deadline.date()
        holidays = self._holidays.between(first, last)
        asks = tuple(Ask(f"ask{n}", words) for n, words in enumerate(entry.questions, start=1))
        return Competition(
            entry,
            opportunity,
            entry.posted_at,
            entry.deadline,
            questions_end(entry.posted_at, entry.deadline, holidays),
            asks,
        )

    def seen_by(self, work: Work, owner: Owner, opportunity: OpportunityId) -> Competition | None:
        """The competition if the owner may see it; None else, as if there were none."""
        found = self.of(work, opportunity)
        if found is None:
            return None
        invited = frozenset(one.supplier for one in work.entries.invitations(found.entry.id))
        return found if may_see(found.entry, invited, owner.supplier) else None

    def invited_to(self, work: Work, supplier: SupplierId, now: datetime) -> list[Competition]:
        """Those that the supplier was invited to and that take quotes, the newest first."""
        ids = [one.entry for one in work.entries.invitations_of([supplier])]
        entries = [work.entries.get(one) for one in ids]
        found = [self.of(work, one.opportunity_id) for one in entries if one]
        return [one for one in found if one and one.takes_quotes(now)]


def owner_of_talk(work: Work, conversation: ConversationId) -> Owner:
    """Whose what is said in a conversation is: its firm's once it is known, else its own."""
    firm = about_firm(work, conversation)
    return Owner(supplier=firm.id) if firm else Owner(conversation)
