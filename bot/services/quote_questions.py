"""The words of each question of a quote, with what may be pressed."""

from __future__ import annotations

from bot.domain.interview import Option, Question
from bot.domain.quote import VatSaid
from bot.domain.quote_words import FIRM, PRICE, REACH, VAT
from bot.ports import Phrases
from bot.services.quote_news import QuoteNews
from bot.services.tell_quote import TellQuote
from bot.services.write_quote import Writing

TELL, SEND, CHANGE, BACK = "tell", "send", "change", "back"
LAST = frozenset({TELL, SEND, CHANGE, BACK})
"""What is asked once all parts are there."""
YES, AGAIN, NO = "yes", "again", "no"


class QuoteQuestions:
    """Questions by their keys; those of the buyer are in the buyer's words."""

    def __init__(self, phrases: Phrases, tell: TellQuote, news: QuoteNews) -> None:
        self._say = phrases.say
        self._tell = tell
        self._news = news

    def parts(self, held: Writing) -> list[str]:
        """The keys of what a quote is made of, in the order in which they are asked."""
        return [PRICE, VAT, *(ask.key for ask in held.competition.asks), FIRM, REACH]

    def of(self, key: str, held: Writing) -> Question:
        """The question of that key."""
        if ask := next((one for one in held.competition.asks if one.key == key), None):
            words = self._say("quote.ask.answer", question=ask.words)
            return Question(key, words, ask.words, "", may_skip=False, takes_any_words=True)
        if key == VAT:
            ways = tuple(Option(one.value, self._say(f"quote.vat.{one}")) for one in VatSaid)
            return self._asked(VAT, ways, skip_means=VatSaid.UNKNOWN.value)
        if key == CHANGE:
            return self._asked(CHANGE, self._parts_to_press(held))
        if key in LAST:
            return self._last(key, held)
        return self._asked(key, takes_any_words=key == FIRM)

    def _asked(
        self,
        key: str,
        options: tuple[Option, ...] = (),
        *,
        takes_any_words: bool = False,
        skip_means: str = "",
    ) -> Question:
        return Question(
            key,
            self._say(f"quote.ask.{key}"),
            self._say(f"quote.short.{key}"),
            self._say(f"quote.why.{key}"),
            options,
            may_skip=False,
            takes_any_words=takes_any_words,
            skip_means=skip_means,
        )

    def _last(self, key: str, held: Writing) -> Question:
        say = self._say
        ways = (YES, AGAIN, NO) if key == SEND else (YES, NO)
        options = tuple(Option(one, say(f"quote.{one}.{key}")) for one in ways)
        short, why = say(f"quote.short.{key}"), say(f"quote.why.{key}")
        return Question(key, self._last_words(key, held), short, why, options, may_skip=False)

    def _last_words(self, key: str, held: Writing) -> str:
        if key == SEND:
            again = "quote.ask.send_again" if held.quote.counts else "quote.ask.send"
            return self._say(again, summary=self._tell.summary(held))
        if key == BACK:
            found = held.competition
            return self._say("quote.ask.back", title=found.title, buyer=found.buyer)
        address = self._news.may_ask(held.quote.owner)
        return self._news.wording(address) if address else ""

    def _parts_to_press(self, held: Writing) -> tuple[Option, ...]:
        asks = {ask.key: ask.words for ask in held.competition.asks}
        return tuple(
            Option(key, asks.get(key) or self._say(f"quote.part.{key}")) for key in self.parts(held)
        )
