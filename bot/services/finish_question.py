"""Understands the words that answer what the last answer asked: "in all", "3 years", "Solihull"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.conversation import Choice, ConversationId
from bot.domain.yes_or_no import is_yes_or_no
from bot.ports import SaidPlaces, Storage
from bot.services.guidance_choices import INTENT as GUIDANCE
from bot.services.guidance_choices import meaning_of
from bot.services.hold_place import ASKED, INSIDE, OUTSIDE, UNSURE
from bot.services.last_offer import LastOffer, carrying, named_by, with_fact
from bot.services.term_question import CHANGE, AskedTerm, another_sum, term_answered

_ASKED = "asked"
_LONGEST = 120
"""Characters of an answer; whoever writes more asks something new."""

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
    ) -> None:
        self._offer = LastOffer(storage)
        self._places = places
        self._surely_named = surely_named

    def meaning(self, conversation: ConversationId, text: str) -> str | None:
        """What the words mean to the dialogue, as a choice would; None where nothing was asked.

        Whoever writes the very words of a choice means it, and a question that guidance knows by
        its words means that. None for anything else: it is then understood as ever.
        """
        if len(text) > _LONGEST:
            return None
        offered = self._offer.of_conversation(conversation)
        if pressed := named_by(offered, text):
            return pressed.payload
        if _WHAT_CHANGES.search(text) and (change := with_fact(offered, "part", CHANGE)):
            return change.payload
        if another := self._another_sum(offered, text):
            return another
        if (asked := carrying(offered, _ASKED)) and (answer := self._answered(asked[1], text)):
            return meaning_of(asked[0], **answer)
        topic = self._surely_named(text)
        return meaning_of(GUIDANCE, topic=topic, words=text) if topic else None

    def _another_sum(self, offered: Sequence[Choice], text: str) -> str | None:
        """The same question of another sum: "and at £300,000?" keeps the buyer and the work."""
        about = carrying(offered, "amount")
        facts = another_sum(about[1], text) if about else None
        return meaning_of(about[0], **facts) if about and facts else None

    def _answered(self, facts: Mapping[str, Any], text: str) -> Mapping[str, object] | None:
        if facts[_ASKED] == ASKED:
            return self._place(facts, text)
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
