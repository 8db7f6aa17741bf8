"""Answers what was not understood or is not done here: a place to go, a question back, a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.signposts import Signpost, signpost_for
from bot.ports import Phrases
from bot.services.offer_person import OfferPerson

STRANGE = "out_of_scope"
ASKED_BACK = "utter_did_you_mean"
AT_MOST_TWICE = 2
OFFERED = 3
LIKELY_ENOUGH = 0.08
"""A goal less likely than this is no good guess to offer."""

SURELY_STRANGE = 0.4


@dataclass(frozen=True)
class Led:
    """The response, its facts, and the goals to offer as choices."""

    response: str
    facts: Mapping[str, str] = field(default_factory=dict)
    goals: tuple[str, ...] = ()


class LeadElsewhere:
    """Never guesses: what is not known is said not to be known."""

    def __init__(
        self, signposts: Sequence[Signpost], phrases: Phrases, person: OfferPerson
    ) -> None:
        self._signposts = tuple(signposts)
        self._phrases = phrases
        self._person = person

    def lead(self, text: str, ranking: Sequence[tuple[str, float]], asked_back: int) -> Led:
        """The answer to a message that is no clear request.

        `ranking` holds goals with their likelihoods, likeliest first; `asked_back` is how many
        times in a row "did you mean" was the answer before: after two a person is named.
        """
        guesses = tuple(
            goal for goal, likely in ranking if goal != STRANGE and likely >= LIKELY_ENOUGH
        )[:OFFERED]
        strange = dict(ranking).get(STRANGE, 0.0)
        if strange < SURELY_STRANGE and guesses and ranking[0][0] != STRANGE:
            return self._ask_back(guesses, asked_back)
        if signpost := signpost_for(text, self._signposts):
            return Led("utter_signpost", {"place": signpost.says})
        if strange < SURELY_STRANGE and guesses:
            return self._ask_back(guesses, asked_back)
        return Led("utter_out_of_scope")

    def label(self, goal: str) -> str:
        """The goal in plain words, as a button says it."""
        return self._phrases.say(f"goal.{goal}")

    def _ask_back(self, guesses: tuple[str, ...], asked_back: int) -> Led:
        if asked_back >= AT_MOST_TWICE:
            return Led("utter_lost", {"person": self._person.words()})
        return Led(ASKED_BACK, goals=guesses)
