"""Words what is told by text: short, plain, with its sender, a link and how to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.alert_text import fitted, short_name, shortened
from bot.domain.change import Change
from bot.domain.money import Basis
from bot.domain.opportunity import Opportunity
from bot.domain.telling_time import LONDON
from bot.domain.text_cost import segments_of
from bot.ports import Phrases, TextAlphabet
from bot.services.present_opportunity import PresentOpportunity
from bot.services.present_opportunity import shortened as first_sentences

NEXT_YEAR_AFTER_DAYS = 300
"""A day so far ahead is told with its year."""

IN_A_LIST = 30
"""Characters of a title among several."""

_SUMMARY_WORDS = 25


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name texts go, and the address under which their links lie."""

    name: str
    site: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it would be sent, and how many segments it takes."""

    words: str
    segments: int


class WordAlerts:
    """Texts in the plain alphabet: in one segment where a shorter title allows, else in two."""

    def __init__(
        self,
        phrases: Phrases,
        alphabet: TextAlphabet,
        short_names: Mapping[str, str],
        present: PresentOpportunity,
        sender: Sender,
    ) -> None:
        self._phrases = phrases
        self._alphabet = alphabet
        self._short_names = short_names
        self._present = present
        self._sender = sender

    def news(
        self, one: Opportunity, now: datetime, link: str, letter: str = "", others: int = 0
    ) -> Composed:
        """That something fits; `letter` where several wait for an answer, `others` told with it."""
        say = self._phrases.say
        more = say("alert.others", count=others) if others else ""
        return self._text("alert.news", one, now, link, letter, others=more)

    def near_miss(self, one: Opportunity, now: datetime, link: str, letter: str = "") -> Composed:
        """That nothing fitted for weeks, and what came nearest."""
        return self._text("alert.near", one, now, link, letter)

    def change(self, change: Change, one: Opportunity, now: datetime, link: str) -> Composed:
        """What changed in something that was told."""
        key = f"alert.changed.{change.kind.value}"
        what = self._phrases.say(key, **self._facts(one, now))
        return self._text("alert.changed", one, now, link, what=what)

    def reminder(self, one: Opportunity, now: datetime, link: str) -> Composed:
        """That something kept closes soon."""
        return self._text("alert.reminder", one, now, link)

    def interested(
        self, one: Opportunity, now: datetime, link: str, reminded: datetime | None
    ) -> str:
        """The job, the buyer, that nothing was sent, how to respond, and that it is kept."""
        say = self._phrases.say
        kept = say("alert.answer.kept")
        if reminded:
            kept = say("alert.answer.kept_and_reminded", day=_day(reminded, now))
        how = self._present.card(one, now)["how_to_respond"]
        return self._said("alert.answer.interested", one, now, how=how, kept=kept, link=link)

    def not_for_me(self, one: Opportunity, now: datetime) -> str:
        """That it is told no more, and that a reason would help."""
        return self._said("alert.answer.not_for_me", one, now)

    def more(
        self, one: Opportunity, now: datetime, link: str, others: Sequence[tuple[str, Opportunity]]
    ) -> str:
        """More of it, and what else was told with it, each with the letter it now has."""
        card = self._present.card(one, now)
        summary = first_sentences(one.description, _SUMMARY_WORDS)
        facts = {"summary": summary, "how": card["how_to_respond"], "link": link}
        told = self._said("alert.answer.more", one, now, **facts)
        if not others:
            return told
        key = "alert.answer.more.other"
        listed = [self._said(key, other, now, letter=letter) for letter, other in others]
        also = self._phrases.say("alert.answer.more.others", listed="; ".join(listed))
        return f"{told} {self.plain(also)}"

    def which(self, those: Sequence[tuple[str, Opportunity]], digit: str, now: datetime) -> str:
        """The question which of several is meant."""
        key = "alert.answer.which.one"
        listed = [self._said(key, one, now, letter=letter) for letter, one in those]
        example = f"{those[0][0]}{digit}"
        words = self._phrases.say(
            "alert.answer.which", listed=self._present.listing(listed), example=example
        )
        return self.plain(words)

    def thanks_for_reason(self) -> str:
        """That a reason was heard."""
        return self._phrases.say("alert.answer.why")

    def over(self, one: Opportunity, now: datetime) -> str:
        """That nobody can answer it any more."""
        return self._said("alert.answer.over", one, now)

    def gone(self) -> str:
        """That it is no longer known."""
        return self._phrases.say("alert.answer.gone")

    @property
    def site(self) -> str:
        """The address under which links lie."""
        return self._sender.site

    def link_of(self, link: str) -> str:
        """The address that stands in a text."""
        return f"{self._sender.site}/o/{link}"

    def plain(self, words: str) -> str:
        """The words in the plain alphabet, with single spaces."""
        return " ".join(self._alphabet.folded(words).split())

    def segments(self, words: str) -> int:
        """How many segments such a text takes."""
        widths = self._alphabet.widths(words)
        if widths is not None:
            return segments_of(widths, is_plain=True)
        return segments_of(self._alphabet.other_widths(words), is_plain=False)

    def _text(
        self,
        key: str,
        one: Opportunity,
        now: datetime,
        link: str,
        letter: str = "",
        **facts: object,
    ) -> Composed:
        say = self._phrases.say
        told = {
            **self._facts(one, now),
            "sender": self._sender.name,
            "link": link,
            "reply": say("alert.reply", letter=letter),
            "stop": say("alert.stop"),
            **facts,
        }

        def write(title: str) -> str:
            return self.plain(say(key, **{**told, "title": title}))

        words = fitted(write, self.plain(one.title), self.segments)
        return Composed(words, self.segments(words))

    def _said(self, key: str, one: Opportunity, now: datetime, **facts: object) -> str:
        title = shortened(self.plain(one.title), IN_A_LIST)
        told = {**self._facts(one, now), "title": title, **facts}
        return self.plain(self._phrases.say(key, **told))

    def _facts(self, one: Opportunity, now: datetime) -> dict[str, object]:
        buyer = self.plain(one.buyer.name) or self._phrases.say("alert.no_buyer")
        return {
            "buyer": short_name(buyer, self._short_names),
            "value": self._value(one),
            "closes": self._closes(one, now),
        }

    def _value(self, one: Opportunity) -> str:
        say, value = self._phrases.say, one.value
        if value.amount is None:
            return say("alert.value.none")
        often = "yearly" if value.basis is Basis.YEARLY else "once"
        return say(f"alert.value.{often}.{value.vat.value}", amount=f"{value.amount:,.0f}")

    def _closes(self, one: Opportunity, now: datetime) -> str:
        if one.deadline is None:
            return self._phrases.say("alert.closes.none")
        return self._phrases.say("alert.closes.on", day=_day(one.deadline, now))


def _day(moment: datetime, now: datetime) -> str:
    """The day as London counts it, "12 Dec", with its year where that is not plain."""
    here = moment.astimezone(LONDON)
    is_far = abs((moment - now).days) > NEXT_YEAR_AFTER_DAYS
    return f"{here.day} {here:%b %Y}" if is_far else f"{here.day} {here:%b}"
