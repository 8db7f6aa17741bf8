"""Understands the words that answer what the last answer asked: "in all", "3 years", "Solihull"."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.conversation import Choice, ConversationId
from bot.domain.heard import Heard
from bot.domain.yes_or_no import is_yes_or_no
from bot.ports import SaidPlaces, Storage
from bot.services.guidance_choices import INTENT as GUIDANCE
from bot.services.guidance_choices import meaning_of
from bot.services.hold_place import ASKED, INSIDE, OUTSIDE, UNSURE
from bot.services.last_offer import WHICH, WHICH_BUYER, LastOffer, carrying, named_by, with_fact
from bot.services.sum_question import SUM, another_sum, corrected, of_buyer, sum_answered
from bot.services.term_question import CHANGE, AskedTerm, term_answered

Facts = Mapping[str, Any]

_ASKED = "asked"
_LONGEST = 120
"""Characters of an answer; whoever writes more asks something new."""

_PLACES = {"first": 1, "1st": 1, "1": 1, "one": 1, "second": 2, "2nd": 2, "2": 2, "two": 2}
_PLACES |= {"third": 3, "3rd": 3, "3": 3, "three": 3}
_PLACE_IN_LIST = re.compile(
    rf"(?:for |about |i mean |it'?s )?(?:the |number |no\.? ?)?({'|'.join(_PLACES)})"
    r"(?: one| job)?(?: please)?",
    re.IGNORECASE,
)
"""Which of a page is meant; a page has three."""

_FEW_WORDS = 7
_LITTLE_WORDS = """
a address all also am and another are at base based be both branch business but company firm from
get got have head home hq i im in is it its just kitchen live main mainly mostly my near of office
on one only or our out over place postcode re registered s shop the there they too trade unit us van
ve we work working works workshop yard yes yeah
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_WHAT_CHANGES = re.compile(
    r"^\s*(?:and )?what (?:would|could|might|can) change (?:it|that|this)\W*$", re.IGNORECASE
)
_SOMEWHERE = re.compile(
    r"(?:(?:we|i)(?:'re| are|'m| am)? )?(?:both )?(?:based |working |work )?(?:in|from|at|near) "
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
)
"""A place by its capital letter, for towns far away that no table here has."""


class FinishQuestion:
    """Turns an answer in words into the choice that it comes to, with what the question carried."""

    def __init__(
        self,
        storage: Storage,
        places: SaidPlaces,
        surely_named: Callable[[str], str | None] = lambda _said: None,
        buyer_named: Callable[[str], str | None] = lambda _said: None,
    ) -> None:
        self._offer = LastOffer(storage)
        self._places = places
        self._surely_named = surely_named
        self._buyer_named = buyer_named

    def meaning(self, conversation: ConversationId, text: str) -> str | None:
        """What the words mean to the dialogue, as a choice would; None where nothing was asked.

        Whoever writes the very words of a choice means it. None for anything else: it is then
        understood as ever.
        """
        if len(text) > _LONGEST:
            return None
        offered = self._offer.of_conversation(conversation)
        if pressed := named_by(offered, text):
            return pressed.payload
        about_it = (
            self._of_buyers,
            self._what_changes,
            self._another_sum,
            self._asked_for,
            self._put_right,
        )
        return next((one for of in about_it if (one := of(offered, text))), None)

    def is_guided(self, text: str) -> bool:
        """Whether guidance surely knows the message by its words."""
        return len(text) <= _LONGEST and self._surely_named(text) is not None

    def guided(self, heard: Heard) -> str | None:
        """The guidance that its words surely name, with the buyer and the sum that it speaks of."""
        topic = self._surely_named(heard.text)
        facts = {kind: heard.fact(kind) for kind in ("buyer", "amount") if heard.fact(kind)}
        return meaning_of(GUIDANCE, topic=topic, words=heard.text, **facts) if topic else None

    def may_name_buyer(self, conversation: ConversationId, text: str) -> bool:
        """Whether a limit was told last, so that a few words may name another buyer."""
        offered = self._offer.of_conversation(conversation)
        return len(text.split()) <= _FEW_WORDS and carrying(offered, "amount") is not None

    def meaning_of_buyer(self, conversation: ConversationId, heard: Heard) -> str | None:
        """The same question of the buyer that the words name; None where they say more."""
        offered = self._offer.of_conversation(conversation)
        return _of_ruling(offered, lambda about: of_buyer(about, heard))

    def _of_buyers(self, offered: Sequence[Choice], text: str) -> str | None:
        """One of several buyers that were offered: by its place, its name, or a word of its own."""
        asked = json.dumps({_ASKED: WHICH_BUYER})[1:-1]
        those = [one for one in offered if asked in one.payload]
        if not those or len(text.split()) > _FEW_WORDS:
            return None
        if number := _PLACE_IN_LIST.fullmatch(text.strip(" .!?")):
            place = _PLACES[number[1].lower()]
            return those[place - 1].payload if place <= len(those) else None
        named = self._buyer_named(text)
        words = {word.casefold() for word in _WORD.findall(text)}
        own = [one for one in those if words & (_words_of(one) - _shared_words(those))]
        found = [one for one in those if one.label == named] or own
        return found[0].payload if len(found) == 1 else None

    def _what_changes(self, offered: Sequence[Choice], text: str) -> str | None:
        change = with_fact(offered, "part", CHANGE) if _WHAT_CHANGES.search(text) else None
        return change.payload if change else None

    def _asked_for(self, offered: Sequence[Choice], text: str) -> str | None:
        """The answer to what the last answer asked."""
        return _again(offered, _ASKED, lambda facts: self._answered(facts, text))

    def _another_sum(self, offered: Sequence[Choice], text: str) -> str | None:
        """The same question of another sum: "and at £300,000?" keeps the buyer and the work."""
        return _of_ruling(offered, lambda about: another_sum(about, text))

    def _put_right(self, offered: Sequence[Choice], text: str) -> str | None:
        """The same question with what "no, 50k" or "3 years" puts in its place."""

        def mended(about: Facts) -> Facts | None:
            return corrected(about, text) if about.get(_ASKED) != SUM else None

        return _of_ruling(offered, mended)

    def _answered(self, facts: Mapping[str, Any], text: str) -> Mapping[str, object] | None:
        if facts[_ASKED] == ASKED:
            return self._place(facts, text)
        if facts[_ASKED] == SUM:
            return sum_answered(facts, text)
        if facts[_ASKED] == WHICH:
            number = _PLACE_IN_LIST.fullmatch(text.strip(" .!?"))
            return {"ordinal": _PLACES[number[1].lower()]} if number else None
        return term_answered(facts, text) if facts[_ASKED] in [*AskedTerm] else None

    def _place(self, facts: Mapping[str, Any], text: str) -> Mapping[str, object] | None:
        kept = {name: one for name, one in facts.items() if name != "inside"}
        agrees = is_yes_or_no(text)
        if agrees is not None:
            return {**kept, "inside": INSIDE if agrees else OUTSIDE}
        if _SOMEWHERE.fullmatch(text.strip(" .!")) and not self._places.read(text).all:
            return {**kept, "inside": UNSURE}
        rest = {word.lower() for word in _WORD.findall(self._places.rest(text))}
        is_answer = self._places.read(text).all and rest <= _LITTLE
        return {**kept, "words": text} if is_answer else None


def _words_of(one: Choice) -> set[str]:
    return {word.casefold() for word in _WORD.findall(one.label)}


def _shared_words(those: Sequence[Choice]) -> set[str]:
    """The words that stand in the labels of more than one, and little ones."""
    seen = Counter(word for one in those for word in _words_of(one))
    return {word for word, times in seen.items() if times > 1} | _LITTLE


def _again(
    offered: Sequence[Choice], fact: str, changed: Callable[[Facts], Facts | None]
) -> str | None:
    """The payload of the first choice that carries the fact, with its facts so changed."""
    found = carrying(offered, fact)
    facts = changed(found[1]) if found else None
    return meaning_of(found[0], **facts) if found and facts else None


def _of_ruling(offered: Sequence[Choice], changed: Callable[[Facts], Facts | None]) -> str | None:
    """The payload of the purchase that was spoken of, with its facts so changed.

    The choice of what would change it carries just what was said; others what they would answer.
    """
    change = with_fact(offered, "part", CHANGE)
    return _again([change, *offered] if change else offered, "amount", changed)
