"""What is answered to the wish to send a price, or to ask the buyer something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.payloads import meaning
from bot.domain.price_words import read_vat
from bot.domain.question_words import question_in
from bot.ports import Phrases, Storage
from bot.services import ask_flow, quote_flow
from bot.services.ask_buyer import AskBuyer, NotAsked
from bot.services.ask_flow import AskFlow
from bot.services.competition import Competition, owner_of_talk
from bot.services.keep_thread import KeepThread
from bot.services.quote_flow import price_in
from bot.services.tell_quote import TellQuote
from bot.services.which_competition import WhichCompetition
from bot.services.write_quote import NotTaken, WriteQuote

QUOTES, ASKS = "submit_quote", "ask_question_to_buyer"


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a message says of which one is meant: an id, or a place in the list."""

    opportunity: OpportunityId | None = None
    ordinal: int | None = None


class QuotingDesk:
    """Both wishes begin alike: which one is meant, whether it was posted here, then questions."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        storage: Storage,
        phrases: Phrases,
        which: WhichCompetition,
        write: WriteQuote,
        tell: TellQuote,
        ask: AskBuyer,
        asking: AskFlow,
    ) -> None:
        self._storage = storage
        self._say = phrases.say
        self._which = which
        self._write = write
        self._tell = tell
        self._ask = ask
        self._asking = asking

    def quote(
        self, thread: KeepThread, conversation: ConversationId, said: str, pointed: Pointed
    ) -> Sequence[Reply]:
        """The first question of a quote, with what the message tells of it already taken in."""
        meant = self._which.of(conversation, pointed.opportunity, pointed.ordinal)
        if meant.elsewhere:
            return [self._elsewhere("quote.elsewhere", meant.elsewhere)]
        if meant.competition is None:
            return [self._choose(QUOTES, "quote.which", "quote.which_none", meant.several)]
        held = self._write.begin(conversation, meant.competition.opportunity)
        if isinstance(held, NotTaken):
            return [Reply(self._tell.why_not(held))]
        if not held.is_open:
            return [Reply(self._tell.why_not(NotTaken.CLOSED))]
        begun, price, vat = self._tell.begun(held), price_in(said), read_vat(said)
        if price is not None:
            held = self._write.write(
                held.quote.id, lambda offer: replace(offer, price=price, vat=vat or offer.vat)
            )
        known = {quote_flow.QUOTE: held.quote.id, quote_flow.SEND: None, quote_flow.TELL: None}
        return [Reply(begun), thread.begin(conversation, quote_flow.FLOW, known)]

    def question(
        self, thread: KeepThread, conversation: ConversationId, said: str, pointed: Pointed
    ) -> Sequence[Reply]:
        """Whether the question goes as it is, or what it is where the message does not say it."""
        meant = self._which.of(conversation, pointed.opportunity, pointed.ordinal)
        if meant.elsewhere:
            return [self._elsewhere("ask.elsewhere", meant.elsewhere)]
        if meant.competition is None:
            return [self._choose(ASKS, "ask.which", "ask.which_none", meant.several)]
        found = self._may_ask(conversation, meant.competition.opportunity)
        if isinstance(found, NotAsked):
            return [Reply(self._say(f"ask.not_asked.{found}"))]
        known = {
            ask_flow.ABOUT: found.opportunity,
            ask_flow.WORDS: question_in(said) or None,
            ask_flow.SEND: None,
        }
        asked = thread.begin(conversation, ask_flow.FLOW, known)
        return [Reply(self._asking.opening(found)), asked]

    def _may_ask(
        self, conversation: ConversationId, opportunity: OpportunityId
    ) -> Competition | NotAsked:
        with self._storage.transaction() as work:
            owner = owner_of_talk(work, conversation)
        return self._ask.about(owner, opportunity)

    def _elsewhere(self, key: str, one: Opportunity) -> Reply:
        """How it is done where it was published; nothing is passed on by the service."""
        how = one.how_to_respond or self._say("elsewhere.how")
        url = one.source.url or (one.buyer.website or "")
        where = self._say("elsewhere.link", url=url) if url else ""
        return Reply(self._say(key, title=one.title, buyer=one.buyer.name, how=how, where=where))

    def _choose(
        self, goal: str, key: str, key_of_none: str, several: Sequence[Competition]
    ) -> Reply:
        if not several:
            return Reply(self._say(key_of_none))
        choices = tuple(
            Choice("", one.title, meaning(goal, opportunity_id=one.opportunity)) for one in several
        )
        return Reply(self._say(key), (), choices)
