"""Tells a firm, in the chat and on the page about it, what buyers invited it to answer."""

from __future__ import annotations

from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.entry import Invitation
from bot.domain.held import Section, Somebody, Whose
from bot.domain.interview import State
from bot.domain.payloads import meaning
from bot.domain.supplier import SupplierId
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.competition import Competition, Competitions
from bot.services.quote_record import when
from bot.services.recognise import about_firm
from bot.services.tell_invited import TellInvited

QUOTES, ASKS = "submit_quote", "ask_question_to_buyer"


class HearInvitations:
    """Whoever could not be written to learns of it here; so does everybody else, once."""

    def __init__(
        self,
        storage: Storage,
        phrases: Phrases,
        competitions: Competitions,
        invited: TellInvited,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._say = phrases.say
        self._competitions = competitions
        self._invited = invited
        self._clock = clock

    def news(self, conversation: ConversationId) -> list[Reply]:
        """Invitations that the conversation's firm does not know of yet; each is told once."""
        with self._storage.transaction() as work:
            if work.people.belonging(conversation) is None or _is_asked(work, conversation):
                return []
            firm = about_firm(work, conversation)
            unseen = self._unseen(work, firm.id) if firm else []
            for invitation, _ in unseen:
                work.entries.see(invitation.entry, invitation.supplier, self._clock.now())
        return [self._reply(found) for _, found in unseen]

    def section(self, somebody: Somebody) -> Section | None:
        """What their firms were invited to answer, with its pages; None where nothing is."""
        firms = [SupplierId(one.id) for one in sorted(somebody) if one.whose is Whose.SUPPLIER]
        with self._storage.transaction() as work:
            asked = work.entries.invitations_of(firms) if firms else []
            told = [(one, self._found(work, one)) for one in asked]
        lines, links = [], []
        for one, found in told:
            if found:
                lines.append(self._line(one, found))
                path = self._invited.path(found.entry, one.supplier)
                links.append((self._say("invited.open", title=found.title), path))
        title = self._say("me.invited")
        return Section(title, tuple(lines), tuple(links)) if lines else None

    def _unseen(self, work: Work, firm: SupplierId) -> list[tuple[Invitation, Competition]]:
        now = self._clock.now()
        new = [one for one in work.entries.invitations_of([firm]) if one.seen_at is None]
        told = [(one, self._found(work, one)) for one in new]
        return [(one, found) for one, found in told if found and found.takes_quotes(now)]

    def _found(self, work: Work, one: Invitation) -> Competition | None:
        entry = work.entries.get(one.entry)
        return self._competitions.of(work, entry.opportunity_id) if entry else None

    def _line(self, one: Invitation, found: Competition) -> str:
        key = "invited.line" if found.takes_quotes(self._clock.now()) else "invited.line_over"
        facts = {"buyer": found.buyer, "title": found.title}
        return self._say(key, at=when(one.at), closes=when(found.deadline), **facts)

    def _reply(self, found: Competition) -> Reply:
        words = self._say(
            "invited.news", buyer=found.buyer, title=found.title, closes=when(found.deadline)
        )
        about = {"opportunity_id": found.opportunity}
        choices = tuple(
            Choice("", self._say(f"invited.choice.{goal}"), meaning(goal, **about))
            for goal in (QUOTES, ASKS)
        )
        return Reply(words, (), choices)


def _is_asked(work: Work, conversation: ConversationId) -> bool:
    """Whether a question waits for its answer, which news would come between."""
    return any(one.state is not State.RESTING for one in work.interviews.of(conversation))
