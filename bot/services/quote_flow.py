"""The questions of a quote: price, VAT, what the buyer asked, who the firm is; then it is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.domain.consent import Channel
from bot.domain.conversation import Reply
from bot.domain.errors import NotFoundError
from bot.domain.heard import SURE, Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.price_words import PriceFault, read_price, read_vat
from bot.domain.quote import LONGEST_ANSWER, LONGEST_FIRM, LONGEST_REACH, Offer, QuoteId, VatSaid
from bot.ports import Phrases
from bot.services.quote_news import QuoteNews
from bot.services.send_quote import SendQuote
from bot.services.tell_quote import TellQuote
from bot.services.write_quote import NotTaken, WriteQuote, Writing

FLOW = "quote"
QUOTE, PRICE, VAT, FIRM, REACH, TELL, SEND = (
    "quote",
    "price",
    "vat",
    "firm",
    "reach",
    "tell",
    "send",
)
_YES, _NO = "yes", "no"
_OTHER_BUSINESS = (
    "request_human", "complain", "restart", "cancel", "find_opportunities", "ask_question_to_buyer",
    "delete_my_data", "export_my_data", "unsubscribe_alerts", "help", "goodbye",
)  # fmt: skip
_A_WAY = re.compile(r"@|(?:\d[\s().-]*){7}")


class QuoteFlow:
    """The Flow named "quote". Each answer is in the draft at once, for any device."""

    name = FLOW

    def __init__(
        self, phrases: Phrases, write: WriteQuote, send: SendQuote, tell: TellQuote, news: QuoteNews
    ) -> None:
        self._say = phrases.say
        self._write = write
        self._send = send
        self._tell = tell
        self._news = news

    @property
    def title(self) -> str:
        """What it is, in an owner's words."""
        return self._say("quote.title")

    def question(self, interview: Interview) -> Question | None:
        """What is still missing from the draft; then whether to send it."""
        held = self._held(interview)
        key = self._key(interview, held) if held else None
        return self._question(key, held) if held and key else None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """A price, VAT, yes or no by what they are; own words unless they are plainly for else."""
        held = self._held(interview)
        key = self._key(interview, held) if held else None
        if key == PRICE:
            return read_price(heard.text) is not PriceFault.NONE and not Heard(heard.text).asks
        if key == VAT:
            return read_vat(heard.text) is not None or heard.is_for("affirm", "deny")
        if key in {TELL, SEND}:
            return heard.is_for("affirm", "deny", sure=0.0)
        if key == REACH:
            return bool(_A_WAY.search(heard.text))
        return not heard.is_for(*_OTHER_BUSINESS, sure=SURE) and not Heard(heard.text).asks

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """Keeps the answer in the draft."""
        held = self._held(interview)
        key = self._key(interview, held) if held else None
        if held is None or key is None:
            return Taken({})
        if key == PRICE:
            return self._take_price(held, heard)
        if key == VAT:
            return self._take_vat(held, heard)
        if key in {TELL, SEND}:
            return self._take_yes_or_no(held, key, heard)
        return self._take_words(held, key, heard)

    def finish(self, interview: Interview) -> Reply:
        """Sends it if they said so; the same draft twice is one quote."""
        held = self._held(interview)
        if held is None:
            return Reply(self._tell.why_not(NotTaken.NOT_HERE))
        if not interview.answers.get(SEND):
            return Reply(self._tell.draft_kept(held))
        sent = self._send.send(held.quote.id)
        if isinstance(sent, NotTaken):
            return Reply(self._tell.why_not(sent))
        return Reply(self._tell.receipt(sent))

    def leave(self, interview: Interview) -> Reply:
        """That the draft is kept."""
        held = self._held(interview)
        return Reply(self._tell.draft_kept(held) if held else self._say("quote.not_taken.not_here"))

    def _held(self, interview: Interview) -> Writing | None:
        try:
            return self._write.get(QuoteId(str(interview.answers.get(QUOTE, ""))))
        except NotFoundError:
            return None

    def _key(self, interview: Interview, held: Writing) -> str | None:
        """The part at hand: one gone back to, one that is missing, then the last questions."""
        asks = [ask.key for ask in held.competition.asks]
        if interview.at in {PRICE, VAT, FIRM, REACH, *asks}:
            return interview.at
        if missing := held.missing:
            return missing[0]
        if interview.answers.get(SEND) is not None:
            return None
        if interview.answers.get(TELL) is None and self._news.may_ask(held.quote.owner):
            return TELL
        return SEND

    def _question(self, key: str, held: Writing) -> Question:
        say = self._say
        if ask := next((one for one in held.competition.asks if one.key == key), None):
            words = say("quote.ask.answer", question=ask.words)
            return Question(key, words, ask.words, "", may_skip=False, takes_any_words=True)
        if key == VAT:
            ways = tuple(Option(one.value, say(f"quote.vat.{one}")) for one in VatSaid)
            why = say("quote.why.vat")
            return Question(
                VAT, say("quote.ask.vat"), say("quote.short.vat"), why, ways, may_skip=False
            )
        if key in {TELL, SEND}:
            yes_no = (Option(_YES, say(f"quote.yes.{key}")), Option(_NO, say(f"quote.no.{key}")))
            words, why = self._last_words(key, held), say(f"quote.why.{key}")
            return Question(key, words, say(f"quote.short.{key}"), why, yes_no, may_skip=False)
        words, short = say(f"quote.ask.{key}"), say(f"quote.short.{key}")
        why = say(f"quote.why.{key}")
        return Question(key, words, short, why, may_skip=False, takes_any_words=key == FIRM)

    def _last_words(self, key: str, held: Writing) -> str:
        if key == SEND:
            return self._say("quote.ask.send", summary=self._tell.summary(held))
        address = self._news.may_ask(held.quote.owner)
        return self._news.wording(address) if address else ""

    def _take_price(self, held: Writing, heard: Heard) -> Taken | Unclear:
        price = read_price(heard.text)
        if isinstance(price, PriceFault):
            return Unclear(self._say(f"quote.fault.{price}"))
        vat = read_vat(heard.text) or held.quote.draft.vat
        return self._kept(held, PRICE, lambda offer: replace(offer, price=price, vat=vat))

    def _take_vat(self, held: Writing, heard: Heard) -> Taken | Unclear:
        said = VatSaid(heard.option) if heard.option in set(VatSaid) else read_vat(heard.text)
        if said is None:
            return Unclear(self._say("quote.fault.vat"))
        says = self._say("quote.vat_unknown") if said is VatSaid.UNKNOWN else ""
        return self._kept(held, VAT, lambda offer: replace(offer, vat=said), says)

    def _take_yes_or_no(self, held: Writing, key: str, heard: Heard) -> Taken | Unclear:
        says_yes = heard.option == _YES or heard.goal == "affirm"
        if not says_yes and heard.option != _NO and heard.goal != "deny":
            return Unclear(self._say("quote.fault.yes_or_no"))
        address = self._news.may_ask(held.quote.owner) if key == TELL else None
        if address:
            self._news.answer(held.quote.owner, address, Channel.WEB_CHAT, agrees=says_yes)
        return Taken({key: says_yes})

    def _take_words(self, held: Writing, key: str, heard: Heard) -> Taken | Unclear:
        text = heard.text.strip()
        longest = {FIRM: LONGEST_FIRM, REACH: LONGEST_REACH}.get(key, LONGEST_ANSWER)
        if not text or len(text) > longest:
            return Unclear(self._say("quote.fault.too_long", longest=longest))
        if key == REACH and not _A_WAY.search(text):
            return Unclear(self._say("quote.fault.reach"))
        if key == FIRM:
            return self._kept(held, key, lambda offer: replace(offer, firm=text))
        if key == REACH:
            return self._kept(held, key, lambda offer: replace(offer, reach=text))
        return self._kept(
            held, key, lambda offer: replace(offer, answers={**offer.answers, key: text})
        )

    def _kept(
        self, held: Writing, key: str, change: Callable[[Offer], Offer], says: str = ""
    ) -> Taken:
        self._write.write(held.quote.id, change)
        return Taken({key: True}, says)


def price_in(text: str) -> Decimal | None:
    """A price that a message names beside its wish to send one."""
    price = read_price(text)
    return None if isinstance(price, PriceFault) else price
