"""Tells an owner how a quote stands: what is in it, its receipt, and why one is not taken."""

from __future__ import annotations

from bot.domain.consent import Channel
from bot.domain.conversation import Choice, Reply
from bot.domain.outcome import Ended, NoAward, NotChosen, Outcome
from bot.domain.payloads import meaning
from bot.domain.quote import Ask, Offer
from bot.domain.quote_words import Wish
from bot.ports import Phrases
from bot.services.quote_links import QuoteLinks
from bot.services.quote_record import QuoteRecord, pounds, when
from bot.services.write_quote import NotTaken, Sent, Writing

QUOTES = "submit_quote"
"""The goal that is about quotes."""


class TellQuote:
    """Words for the chat and for texts; a page has its own."""

    def __init__(self, phrases: Phrases, links: QuoteLinks, record: QuoteRecord) -> None:
        self._say = phrases.say
        self._links = links
        self._record = record

    def why_not(self, why: NotTaken) -> str:
        """Why there is nothing to be written or sent."""
        return self._say(f"quote.not_taken.{why}")

    def summary(self, writing: Writing) -> str:
        """What would be sent, a line each."""
        offer, asks = writing.quote.draft, writing.competition.asks
        lines = [self._record.price(offer), *self._answers(offer, asks)]
        lines += [offer.firm, self._say("quote.line.reach", reach=offer.reach)]
        if offer.files:
            names = ", ".join(one.name for one in offer.files)
            lines.append(self._say("quote.line.files", names=names))
        return "\n".join(f"- {line}" for line in lines)

    def receipt(self, sent: Sent) -> str:
        """That it came: when to the second, what it says, and until when it is sealed."""
        quote, found = sent.quote, sent.competition
        return self._say(
            "quote.receipt",
            buyer=found.buyer,
            title=found.title,
            received=when(quote.received_at or quote.changed_at),
            price=self._record.price(quote.draft),
            sealed=when(found.deadline),
            link=self._links.url(quote.id),
        )

    def price(self, writing: Writing) -> str:
        """The price as it now stands in the draft."""
        offer = writing.quote.draft
        if offer.vat is None and offer.price is not None:
            return self._say("quote.price_now", price=pounds(offer.price))
        return self._say("quote.price_now", price=self._record.price(offer))

    def stands(self, writing: Writing) -> str:
        """How it stands: begun, sent, sealed, closed, called off, or what came of it."""
        quote, found = writing.quote, writing.competition
        key = "sent" if quote.counts else "draft"
        if not writing.is_open:
            key = "called_off" if found.entry.withdrawn_at else f"closed_{key}"
        offer = writing.sent or quote.draft
        return self._say(
            f"quote.stands.{key}",
            buyer=found.buyer,
            title=found.title,
            received=when(quote.received_at or quote.changed_at),
            price=self._record.price(offer),
            closes=when(found.deadline),
            link=self._links.url(quote.id),
        )

    def outcome(self, writing: Writing, outcome: Outcome) -> str:
        """What came of it for the firm that sent it."""
        say, found = self._say, writing.competition
        if outcome.winner == writing.quote.id:
            return say("quote.outcome.won", buyer=found.buyer)
        if outcome.ended is Ended.AWARDED:
            reason = outcome.reasons.get(writing.quote.id, NotChosen.CLOSE)
            return say(
                "quote.outcome.not_chosen",
                winner=outcome.winner_name,
                reason=say(f"not_chosen.{reason}.told"),
                advice=say(f"not_chosen.{reason}.advice"),
            )
        why = outcome.why_nobody or NoAward.NONE_FITTED
        return say("quote.outcome.nobody", reason=say(f"no_award.{why}.told"))

    def taken_back(self, writing: Writing, *, hears: bool) -> Reply:
        """That the buyer will see nothing of it, and that the draft is kept.

        `hears` is whether they would be told of a change; then they may say that they want none.
        """
        found, url = writing.competition, self._links.url(writing.quote.id)
        words = self._say(
            "quote.taken_back",
            buyer=found.buyer,
            title=found.title,
            closes=when(found.deadline),
            link=url,
        )
        if not hears:
            return Reply(words)
        about = meaning(QUOTES, opportunity_id=writing.quote.opportunity, step=Wish.LEAVE.value)
        leave = Choice("", self._say("quote.choice.leave"), about)
        once = self._say("quote.taken_back.hears", buyer=found.buyer)
        return Reply(f"{words}\n{once}", (), (leave,))

    def begun(self, writing: Writing, channel: Channel = Channel.WEB_CHAT) -> str:
        """What is said before the first question; by text in few words."""
        found = writing.competition
        if channel is Channel.TEXT:
            return self._say("quote.begin_by_text", title=found.title, closes=when(found.deadline))
        key = "quote.go_on" if writing.quote.draft.price is not None else "quote.begin"
        return self._say(
            key,
            buyer=found.buyer,
            title=found.title,
            closes=when(found.deadline),
            link=self._links.url(writing.quote.id),
        )

    def draft_kept(self, writing: Writing) -> str:
        """That nothing was sent, and how to go on."""
        url = self._links.url(writing.quote.id)
        return self._say("quote.kept", closes=when(writing.competition.deadline), link=url)

    def _answers(self, offer: Offer, asks: tuple[Ask, ...]) -> list[str]:
        return [f"{ask.words} {offer.answers.get(ask.key, '')}".strip() for ask in asks]
