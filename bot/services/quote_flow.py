"""The questions of a quote: price, VAT, what the buyer asked, who the firm is; then it is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.domain.conversation import ConversationId, Reply
from bot.domain.errors import NotFoundError
from bot.domain.heard import SURE, Heard
from bot.domain.interview import Interview, Question, Taken, Unclear
from bot.domain.price_words import PriceFault, read_price, read_vat
from bot.domain.quote import LONGEST_ANSWER, LONGEST_FIRM, LONGEST_REACH, Offer, QuoteId, VatSaid
from bot.domain.quote_words import (
    FIRM,
    PRICE,
    REACH,
    VAT,
    Wish,
    asks_for_money,
    goes_back,
    names_vat,
    read_correction,
    read_part,
    wants_change,
)
from bot.ports import Phrases
from bot.services.quote_news import QuoteNews
from bot.services.quote_questions import (
    AGAIN,
    BACK,
    CHANGE,
    LAST,
    SEND,
    TELL,
    YES,
    QuoteQuestions,
)
from bot.services.send_quote import SendQuote
from bot.services.tell_quote import TellQuote
from bot.services.write_quote import NotTaken, WriteQuote, Writing

FLOW = "quote"
QUOTE, WISH, REDO = "quote", "wish", "redo"
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
        self._questions = QuoteQuestions(phrases, tell, news)

    @property
    def title(self) -> str:
        """What it is, in an owner's words."""
        return self._say("quote.title")

    def question(self, interview: Interview) -> Question | None:
        """What is still missing from the draft; then whether to send it."""
        held = self._held(interview)
        key = self._key(interview, held) if held else None
        return self._questions.of(key, held) if held and key else None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """A price, VAT, yes or no by what they are; own words unless they are plainly for else."""
        held = self._held(interview)
        key = self._key(interview, held) if held else None
        if held is None or key is None:
            return False
        is_steered = self._goes_back(held, key, heard) or _corrects(held, heard, key)
        return is_steered or self._answers(held, key, heard)

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """Keeps the answer in the draft."""
        held = self._held(interview)
        key = self._key(interview, held) if held else None
        if held is None or key is None:
            return Taken({})
        if self._goes_back(held, key, heard):
            return self._take_change(held, heard)
        if _corrects(held, heard, key):
            return self._take_correction(held, key, heard)
        if key in LAST:
            return self._take_last(interview.conversation, held, key, heard)
        take = {PRICE: self._take_price, VAT: self._take_vat}.get(key)
        return take(held, heard) if take else self._take_words(held, key, heard)

    def finish(self, interview: Interview) -> Reply:
        """Sends it or takes it back if they said so; the same twice is as once."""
        held = self._held(interview)
        if held is None:
            return Reply(self._tell.why_not(NotTaken.NOT_HERE))
        if interview.answers.get(WISH) == Wish.TAKE_BACK:
            return self._take_back(held, says_yes=bool(interview.answers.get(BACK)))
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

    def _take_back(self, held: Writing, *, says_yes: bool) -> Reply:
        if not says_yes:
            return Reply(self._tell.stands(held))
        taken = self._send.withdraw(held.quote.id)
        if isinstance(taken, NotTaken):
            return Reply(self._tell.why_not(taken))
        return self._tell.taken_back(taken, hears=self._send.hears_of_changes(taken.quote))

    def _held(self, interview: Interview) -> Writing | None:
        try:
            return self._write.get(QuoteId(str(interview.answers.get(QUOTE, ""))))
        except NotFoundError:
            return None

    def _key(self, interview: Interview, held: Writing) -> str | None:
        """The part at hand: one gone back to, one that is missing, then the last questions."""
        answers = interview.answers
        if answers.get(WISH) == Wish.TAKE_BACK:
            return BACK if answers.get(BACK) is None else None
        if part := self._asked_anew(interview, held) or next(iter(held.missing), None):
            return part
        if answers.get(SEND) is not None:
            return None
        asks_to_tell = answers.get(TELL) is None and self._news.may_ask(held.quote.owner)
        return TELL if asks_to_tell else SEND

    def _asked_anew(self, interview: Interview, held: Writing) -> str | None:
        """The part to be changed, or which one that is; else the one gone back to."""
        answers, parts = interview.answers, self._questions.parts(held)
        if answers.get(REDO) in parts:
            return str(answers[REDO])
        if answers.get(CHANGE):
            return CHANGE
        return interview.at if interview.at in parts else None

    def _answers(self, held: Writing, key: str, heard: Heard) -> bool:
        if key == PRICE:
            return read_price(heard.text) is not PriceFault.NONE and not Heard(heard.text).asks
        if key == VAT:
            return read_vat(heard.text) is not None or heard.is_for("affirm", "deny")
        if key in LAST:
            return heard.is_for("affirm", "deny", sure=0.0) or self._changes(held, key, heard)
        if key == REACH:
            return bool(_A_WAY.search(heard.text))
        return not heard.is_for(*_OTHER_BUSINESS, sure=SURE) and not Heard(heard.text).asks

    def _take_last(
        self, conversation: ConversationId, held: Writing, key: str, heard: Heard
    ) -> Taken | Unclear:
        if key == CHANGE or (key == SEND and self._changes(held, key, heard)):
            return self._take_change(held, heard)
        return self._take_yes_or_no(conversation, held, key, heard)

    def _goes_back(self, held: Writing, key: str, heard: Heard) -> bool:
        """Whether another part is to be said anew, whatever is asked now."""
        if heard.option or key in {SEND, CHANGE, BACK} or not goes_back(heard.text):
            return False
        return read_part(heard.text, held.competition.asks) not in {None, key}

    def _changes(self, held: Writing, key: str, heard: Heard) -> bool:
        if key == CHANGE:
            return read_part(heard.text, held.competition.asks) is not None
        return key == SEND and (heard.option == AGAIN or wants_change(heard.text))

    def _take_change(self, held: Writing, heard: Heard) -> Taken | Unclear:
        """The part that is named is asked for anew; where none is, which one."""
        parts = self._questions.parts(held)
        named = heard.option if heard.option in parts else None
        part = named or read_part(heard.text, held.competition.asks)
        return Taken({REDO: part, CHANGE: None} if part else {CHANGE: True})

    def _take_correction(self, held: Writing, key: str, heard: Heard) -> Taken | Unclear:
        said = read_correction(heard.text, may_be_bare=True)
        if said is None:
            return Unclear(self._say("quote.fault.none"))
        changed = self._write.write(
            held.quote.id,
            lambda offer: replace(
                offer, price=said.price or offer.price, vat=said.vat or offer.vat
            ),
        )
        says = self._tell.price(changed)
        return Taken({PRICE: True, **({VAT: True} if key == VAT else {})}, says)

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

    def _take_yes_or_no(
        self, conversation: ConversationId, held: Writing, key: str, heard: Heard
    ) -> Taken | Unclear:
        says_yes = heard.option == YES or heard.goal == "affirm"
        if not says_yes and heard.option != "no" and heard.goal != "deny":
            return Unclear(self._say("quote.fault.yes_or_no"))
        address = self._news.may_ask(held.quote.owner) if key == TELL else None
        if address:
            self._news.answer_in(conversation, held.quote.owner, address, agrees=says_yes)
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
        return self._kept(held, key, lambda offer: offer.with_answer(key, text))

    def _kept(
        self, held: Writing, key: str, change: Callable[[Offer], Offer], says: str = ""
    ) -> Taken:
        self._write.write(held.quote.id, change)
        return Taken({key: True, REDO: None}, says)


def price_in(text: str) -> Decimal | None:
    """A price that a message names beside its wish to send one."""
    price = read_price(text)
    return None if isinstance(price, PriceFault) else price


def _corrects(held: Writing, heard: Heard, key: str) -> bool:
    """Whether another price or VAT is said, though something else is asked."""
    if heard.option or key in {PRICE, BACK}:
        return False
    asked = next((one.words for one in held.competition.asks if one.key == key), "")
    is_sum = bool(asked) and names_vat(heard.text) and not asks_for_money(asked)
    bare = is_sum or key in {VAT, SEND, TELL, REACH, CHANGE}
    said = read_correction(heard.text, may_be_bare=bare)
    return said is not None and (key != VAT or said.price is not None)
