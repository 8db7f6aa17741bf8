"""An answer as plain texts: cards a line each, choices by number, the rest after "MORE"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.domain.conversation import Choice, Reply
from bot.domain.opportunity import LONDON
from bot.domain.payloads import read_meaning
from bot.domain.sms_pages import LONGEST, PLACES, SmsAnswer, cut, shortened
from bot.ports import PhoneCharacters, Phrases

TITLE = 50
"""Places that a title gets on its line."""
_DETAIL = "ask_opportunity_detail"


class RenderSms:
    """The same answer as in the chat, for a phone that shows nothing but letters."""

    def __init__(self, phrases: Phrases, characters: PhoneCharacters) -> None:
        self._phrases = phrases
        self._characters = characters

    def render(self, replies: Sequence[Reply]) -> SmsAnswer:
        """The texts, and what their numbers mean.

        A card's number means what "tell me more of it" means in the chat; the other choices count
        on from there. What may be said on a card itself has no number: words do it.
        """
        cards = [card for reply in replies for card in reply.cards]
        numbered, others = _by_number(replies, len(cards))
        told = [reply.text for reply in replies[:1] if reply.text]
        lines = [self._card(number, card) for number, card in enumerate(cards, start=1)]
        after = [reply.text for reply in replies[1:] if reply.text]
        counted = dict(enumerate(others, start=len(cards) + 1))
        offer = self._offer(counted, has_cards=bool(numbered))
        text = "\n".join([*told, *lines, *after, *([offer] if offer else [])])
        more = self._plain(self._phrases.say("sms.more"))
        places = LONGEST if any(reply.is_whole for reply in replies) else PLACES
        pages = cut(self._plain(text), more, self._characters.length, places)
        return SmsAnswer(pages, numbered | counted)

    def _offer(self, counted: Mapping[int, Choice], *, has_cards: bool) -> str:
        say = self._phrases.say
        ways = [say("sms.detail")] if has_cards else []
        ways += [say("sms.choice", number=n, label=one.label) for n, one in counted.items()]
        return say("sms.choices", choices=", ".join(ways)) if ways else ""

    def _card(self, number: int, card: Mapping[str, Any]) -> str:
        title = shortened(self._plain(card["title"]), TITLE, self._characters.length)
        facts = ", ".join([self._value(card["value"]), self._closing(card["deadline"])])
        return self._phrases.say("sms.card", number=number, title=title, facts=facts)

    def _value(self, value: Mapping[str, Any]) -> str:
        if value["amount"] is None:
            return self._phrases.say("sms.value.none")
        amount = Decimal(str(value["amount"]))
        stated = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
        told = self._phrases.say(
            "sms.value",
            amount=f"£{stated}",
            vat=self._phrases.say(f"sms.vat.{value['vat']}"),
            basis=self._phrases.say(f"sms.basis.{value['basis']}"),
        )
        return " ".join(told.split())

    def _closing(self, deadline: str | None) -> str:
        if not deadline:
            return self._phrases.say("sms.closes.unknown")
        day = datetime.fromisoformat(deadline).astimezone(LONDON)
        return self._phrases.say("sms.closes", day=f"{day:%-d %b}")

    def _plain(self, text: str) -> str:
        folded = self._characters.fold(text)
        return "\n".join(line for line in _lines(folded) if line)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield " ".join(line.split())


def _by_number(replies: Sequence[Reply], cards: int) -> tuple[dict[int, Choice], list[Choice]]:
    """The choices that tell more of a card, by its number, and all others that hold now."""
    details: dict[int, Choice] = {}
    others: list[Choice] = []
    for choice in (c for reply in replies for c in reply.choices if c.about is None):
        goal, facts = read_meaning(choice.payload)
        ordinal = facts.get("ordinal") if goal == _DETAIL else None
        if isinstance(ordinal, int) and 1 <= ordinal <= cards:
            details[ordinal] = choice
        else:
            others.append(choice)
    return details, others
