"""What is answered to the wish to send a price, or to ask the buyer something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.buyer_question import Question
from bot.domain.consent import Channel
from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.payloads import meaning
from bot.domain.price_words import read_vat
from bot.domain.question_words import question_in, wants_answers
from bot.domain.quote_words import Wish, read_part, read_wish
from bot.ports import Phrases, Storage
from bot.services import ask_flow, quote_flow
from bot.services.ask_buyer import AskBuyer, NotAsked
from bot.services.ask_flow import AskFlow
from bot.services.channel_of import channel_of
from bot.services.competition import Competition, owner_of_talk
from bot.services.keep_thread import KeepThread
from bot.services.quote_flow import price_in
from bot.services.quote_questions import BACK, CHANGE, SEND, TELL
from bot.services.tell_quote import QUOTES, TellQuote
from bot.services.which_competition import WhichCompetition
from bot.services.write_quote import NotTaken, WriteQuote, Writing

ASKS = "ask_question_to_buyer"
ANSWERS = "answers"
"""What is done where no question is asked, but an answer looked for."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a message says of which one is meant: an id, or a place in the list.

    `step` is what was pressed to be done with it, as a Wish; None where the words say so.
    """

    opportunity: OpportunityId | None = None
    ordinal: int | None = None
    step: str | None = None


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
        """The first question of a quote, with what the message tells of it already taken in.

        Of one that was begun before: what the words ask for, be it to tell, change or take back.
        """
        wish = Wish(pointed.step) if pointed.step in set(Wish) else read_wish(said)
        if wish is not Wish.SEND:
            mine = self._which.begun(conversation, pointed.opportunity, pointed.ordinal)
            if len(mine) > 1:
                return [self._choose(QUOTES, "quote.which_begun", "", mine, wish)]
            if mine:
                held = self._write.begin(conversation, mine[0].opportunity)
                if isinstance(held, Writing):
                    return self._again(thread, conversation, said, held, wish)
        meant = self._which.of(conversation, pointed.opportunity, pointed.ordinal)
        if meant.elsewhere:
            return [self._elsewhere("quote.elsewhere", meant.elsewhere)]
        if meant.competition is None:
            return [self._choose(QUOTES, "quote.which", "quote.which_none", meant.several)]
        return self._begun(thread, conversation, said, meant.competition.opportunity)

    def _begun(
        self,
        thread: KeepThread,
        conversation: ConversationId,
        said: str,
        opportunity: OpportunityId,
    ) -> Sequence[Reply]:
        held = self._write.begin(conversation, opportunity)
        if isinstance(held, NotTaken):
            return [Reply(self._tell.why_not(held))]
        if not held.is_open:
            return [Reply(self._tell.stands(held)) if held.sent else _closed(self._tell, held)]
        begun = self._tell.begun(held, self._channel(conversation))
        price = price_in(said)
        if price is None and held.sent == held.quote.draft:
            return [self._stands(held)]
        held = self._priced(held, said)
        known = {
            **_NEW,
            quote_flow.QUOTE: held.quote.id,
        }
        return [Reply(begun), thread.begin(conversation, quote_flow.FLOW, known)]

    def _again(
        self,
        thread: KeepThread,
        conversation: ConversationId,
        said: str,
        held: Writing,
        wish: Wish,
    ) -> Sequence[Reply]:
        """What is asked for of a quote that was begun before."""
        if wish is Wish.LEAVE and self._write.leave(held.quote.id):
            return [Reply(self._say("quote.left", title=held.competition.title))]
        if wish in {Wish.TELL, Wish.LEAVE} or not held.is_open:
            return [self._stands(held)]
        known: dict[str, object] = {**_NEW, quote_flow.QUOTE: held.quote.id}
        if wish is Wish.TAKE_BACK:
            if not held.quote.counts:
                return [Reply(self._tell.draft_kept(held))]
            known[quote_flow.WISH] = Wish.TAKE_BACK.value
            return [thread.begin(conversation, quote_flow.FLOW, known)]
        if price_in(said) is None and not held.missing:
            part = read_part(said, held.competition.asks)
            known |= {quote_flow.REDO: part, CHANGE: not part}
        held = self._priced(held, said)
        return [thread.begin(conversation, quote_flow.FLOW, known)]

    def _channel(self, conversation: ConversationId) -> Channel:
        with self._storage.transaction() as work:
            return channel_of(work, conversation)

    def _priced(self, held: Writing, said: str) -> Writing:
        """With the price and VAT that the message tells."""
        price, vat = price_in(said), read_vat(said)
        if price is None:
            return held
        return self._write.write(
            held.quote.id, lambda offer: replace(offer, price=price, vat=vat or offer.vat)
        )

    def _stands(self, held: Writing) -> Reply:
        """How it stands, and while it is open what can be done with it."""
        words, about = self._tell.stands(held), held.quote.opportunity
        outcome = self._outcome(held)
        if outcome or not held.is_open:
            return Reply(outcome or words)
        ways = (Wish.CHANGE, Wish.TAKE_BACK) if held.quote.counts else (Wish.SEND,)
        choices = tuple(
            Choice(
                "",
                self._say(f"quote.choice.{one}"),
                meaning(QUOTES, opportunity_id=about, step=one.value),
            )
            for one in ways
        )
        return Reply(words, (), choices)

    def _outcome(self, held: Writing) -> str:
        with self._storage.transaction() as work:
            outcome = work.sealed_quotes.outcome(held.quote.opportunity)
        return self._tell.outcome(held, outcome) if outcome and held.sent else ""

    def question(
        self, thread: KeepThread, conversation: ConversationId, said: str, pointed: Pointed
    ) -> Sequence[Reply]:
        """Whether the question goes as it is, or what it is where the message does not say it."""
        meant = self._which.of(conversation, pointed.opportunity, pointed.ordinal)
        if pointed.step == ANSWERS or wants_answers(said):
            about = meant.competition.opportunity if meant.competition else None
            return [Reply(self._answers(conversation, about))]
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
        return [Reply(self._asking.opening(found, self._channel(conversation))), asked]

    def _answers(self, conversation: ConversationId, about: OpportunityId | None) -> str:
        """What came of the owner's questions, and what everybody reads on the one at hand."""
        with self._storage.transaction() as work:
            owner = owner_of_talk(work, conversation)
            own = work.buyer_questions.of_owner(owner)
            told = work.buyer_questions.published([about] if about else [])
        answered = {one.id for one in own} if about else set()
        lines = [self._line(one) for one in own if about in {None, one.opportunity}]
        lines += [
            self._say("ask.line.answered", words=one.words, reply=one.reply)
            for one in told
            if one.id not in answered
        ]
        bullets = [self._say("list.bullet", line=line) for line in lines]
        return "\n".join([self._say("ask.lines"), *bullets]) if lines else self._say("ask.none")

    def _line(self, one: Question) -> str:
        reason = self._say(f"decline.{one.reason}.told") if one.reason else ""
        facts = {"words": one.words, "reply": one.reply, "reason": reason}
        return self._say(f"ask.line.{one.state}", **facts)

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
        self,
        goal: str,
        key: str,
        key_of_none: str,
        several: Sequence[Competition],
        wish: Wish | None = None,
    ) -> Reply:
        if not several:
            return Reply(self._say(key_of_none))
        step = {"step": wish.value} if wish else {}
        choices = tuple(
            Choice("", one.title, meaning(goal, opportunity_id=one.opportunity, **step))
            for one in several
        )
        return Reply(self._say(key), (), choices)


_NEW: dict[str, object] = dict.fromkeys(
    (SEND, TELL, quote_flow.WISH, quote_flow.REDO, BACK, CHANGE)
)
"""What an interview that was left may still hold of the time before."""


def _closed(tell: TellQuote, held: Writing) -> Reply:
    why = NotTaken.WITHDRAWN if held.competition.entry.withdrawn_at else NotTaken.CLOSED
    return Reply(tell.why_not(why))


def meant(text: str) -> str | None:
    """What words mean that look for answers to questions; None for any others."""
    return meaning(ASKS, step=ANSWERS) if wants_answers(text) else None
