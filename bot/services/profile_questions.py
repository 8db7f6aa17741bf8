"""Which question a profile needs next, and its words: at most five before work is shown."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.interview import Interview, Option, Question
from bot.domain.profile_facts import FirmProfile, Part
from bot.ports import Phrases
from bot.services.suggest_trades import SuggestTrades

MOST_AT_FIRST = 5
"""Questions before work is shown; a question back on the trade is one of them."""

FIRST = (Part.WORK, Part.TRADES, Part.PLACE, Part.TRAVEL, Part.SIZE, Part.NAME)
LATER = (Part.PEOPLE, Part.PAPERS, Part.HOURS, Part.REACH)
ONLY = "only"
"""The key of an interview's answers under which a single part stands that is to be asked."""

MORE = "more"
"""The key under which it stands that the later questions are asked too."""

ASKED_TRADE = "asked_trade"
"""The key under which it stands that a question went to the trade."""

ALONE = "alone"
"""The key under which it stands that nothing is asked but the single part."""

_ANY_WORDS = frozenset({Part.WORK, Part.NAME})
_OPTIONS: dict[Part, tuple[tuple[str, str], ...]] = {
    Part.TRAVEL: (("5 miles", ""), ("10 miles", ""), ("anywhere", "profile.choice.anywhere")),
    Part.SIZE: (
        ("up to £5,000", ""),
        ("up to £25,000", ""),
        ("any size", "profile.choice.any_size"),
    ),
    Part.PEOPLE: (("just me", "profile.choice.just_me"),),
    Part.PAPERS: (("none", "profile.choice.none_yet"),),
    Part.HOURS: (("any time", "profile.hours.any"),),
    Part.REACH: (
        ("text", "profile.way.text"),
        ("call", "profile.way.call"),
        ("e-mail", "profile.way.email"),
        ("this chat", "profile.way.chat"),
    ),
    Part.NAME: (("no name yet", "profile.choice.no_name"),),
}
"""What may be pressed: the answer as an owner would write it, and the key of its label if apart."""


class ProfileQuestions:
    """The questions in their order; what was said already is not asked again."""

    def __init__(self, phrases: Phrases, suggest: SuggestTrades) -> None:
        self._say = phrases.say
        self._suggest = suggest

    def next(self, interview: Interview, profile: FirmProfile) -> Question | None:
        """The question at hand, or None when all that was to be asked is answered or skipped."""
        key = self._key(interview, profile)
        return None if key is None else self.of(Part(key), profile)

    def of(self, part: Part, profile: FirmProfile) -> Question:
        """The question about a part."""
        return Question(
            part.value,
            self._say(f"profile.ask.{part}"),
            short=self._say(f"profile.short.{part}"),
            why=self._say(f"profile.why.{part}"),
            options=self._options(part, profile),
            takes_any_words=part in _ANY_WORDS,
        )

    def _key(self, interview: Interview, profile: FirmProfile) -> str | None:
        asked = self.asked(interview, profile)
        if interview.at in {part.value for part in Part}:
            return interview.at
        if interview.answers.get(ONLY):
            return str(interview.answers[ONLY])
        if interview.answers.get(ALONE):
            return None
        return interview.next_of([part.value for part in asked])

    def asked(self, interview: Interview, profile: FirmProfile) -> Sequence[Part]:
        """The parts to ask about, in their order."""
        needs_trade = profile.trades == () and bool(self.suggested(profile))
        asks_trade = needs_trade or bool(interview.answers.get(ASKED_TRADE))
        first = [part for part in FIRST if part is not Part.TRADES or asks_trade]
        own_words = [Part.WORK] if profile.work is None else []
        left = [*own_words, *first[MOST_AT_FIRST:], *LATER]
        later = left if interview.answers.get(MORE) else []
        return (*first[:MOST_AT_FIRST], *later)

    def suggested(self, profile: FirmProfile) -> tuple[str, ...]:
        """Trades that come near to the owner's own words."""
        return self._suggest.near(profile.work) if profile.work else ()

    def _options(self, part: Part, profile: FirmProfile) -> tuple[Option, ...]:
        if part is Part.TRADES:
            near = [Option(name, name) for name in self.suggested(profile)]
            return (*near, Option("none of these", self._say("profile.choice.none_of_these")))
        return tuple(Option(key, self._label(key, label)) for key, label in _OPTIONS.get(part, ()))

    def _label(self, key: str, label: str) -> str:
        return self._say(label) if label else key[:1].upper() + key[1:]
