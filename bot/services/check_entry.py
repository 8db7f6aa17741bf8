"""Says of an entry what the law asks, what is unclear, and under which codes it may be filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.clarity import Clarity, Unclear, too_short, unclear_in
from bot.domain.entry import Door, Entry
from bot.domain.entry_rules import (
    SECTIONS,
    EntryRules,
    Hurdle,
    is_a_contract,
    rules_for,
)
from bot.domain.money import Vat
from bot.domain.opportunity import CpvCode
from bot.domain.threshold_table import LegalSource
from bot.domain.working_days import working_days_until
from bot.services.buying_desk import BuyingDesk
from bot.services.explain_rules import sentence

_SAID = ("covered", "notices_open", "notices_invited", "below_floor", "payment")
"""Notes of a ruling that an officer is told; the rest is for whoever asks more."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A sentence with the place in the law where it stands, if the law says it."""

    words: str
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """All that is said of an entry; `hurdles` beside what stands in the way."""

    rules: EntryRules
    law: Sequence[SaidLine]
    hurdles: Sequence[tuple[Hurdle, SaidLine]]
    unclear: Sequence[SaidLine]
    codes: Sequence[tuple[CpvCode, str]]


class CheckEntry:
    """The checks that an officer sees while typing, and before posting; the same ones."""

    def __init__(self, desk: BuyingDesk) -> None:
        self._desk = desk

    def check(self, entry: Entry) -> CheckedEntry:
        """What is said of the entry now; nothing is stored."""
        now, buyer = self._desk.clock.now(), self._desk.buyer(entry.buyer)
        rules = rules_for(entry, buyer, now)
        return CheckedEntry(
            rules,
            self._law(entry, rules),
            [(one, self._hurdle(one, rules)) for one in rules.hurdles],
            [self._unclear(one) for one in self._remarks(entry, rules)],
            self._codes(entry),
        )

    def _law(self, entry: Entry, rules: EntryRules) -> list[SaidLine]:
        say, ruling = self._desk.phrases.say, rules.ruling
        if ruling is None:
            return [] if is_a_contract(entry) else [SaidLine(say("buying.law.only_asks"))]
        told = []
        if rules.value is not None:
            vat = (
                "buying.law.value_unsure" if entry.value.vat is Vat.UNKNOWN else "buying.law.value"
            )
            told.append(SaidLine(say(vat, amount=pounds(rules.value)), ruling.sources[0]))
        notes = {note.key: note for note in ruling.notes}
        found = [notes[key] for key in _SAID if key in notes]
        sources = {one.section: one for one in ruling.sources}
        told += [
            SaidLine(sentence(note, self._desk.phrases), sources.get(_SECTION_OF.get(note.key, "")))
            for note in found
        ]
        if entry.door is Door.INVITE:
            told.append(SaidLine(say("buying.law.invite")))
        return told

    def _hurdle(self, hurdle: Hurdle, rules: EntryRules) -> SaidLine:
        floor = pounds(rules.floor) if rules.floor is not None else ""
        threshold = rules.ruling.threshold if rules.ruling else None
        words = self._desk.phrases.say(
            f"hurdle.{hurdle}", floor=floor, threshold=pounds(threshold) if threshold else ""
        )
        return SaidLine(words, SECTIONS.get(hurdle))

    def _remarks(self, entry: Entry, rules: EntryRules) -> list[Clarity]:
        found = list(unclear_in(entry.title, entry.wanted, rules.value, self._desk.terms))
        now = self._desk.clock.now()
        if entry.deadline and entry.deadline > now and is_a_contract(entry):
            holidays = self._desk.holidays.between(now.date(), entry.deadline.date())
            days = working_days_until(entry.deadline, now, holidays)
            found += too_short(days, reaches_floor=rules.reaches_floor)
        return found

    def _unclear(self, one: Clarity) -> SaidLine:
        key = f"unclear.{one.kind}"
        if one.kind is Unclear.SHORT:
            return SaidLine(
                self._desk.phrases.say(key, fair=one.words, days=one.detail), one.source
            )
        words = self._desk.phrases.say(key, words=one.words, plain=one.detail)
        return SaidLine(words, one.source)

    def _codes(self, entry: Entry) -> list[tuple[CpvCode, str]]:
        """Those chosen, then those suggested."""
        codes = dict.fromkeys([*entry.cpv, *self._desk.codes.of(entry.title, entry.wanted)])
        return [(code, self._desk.code_names.get(code, "")) for code in codes]


_SECTION_OF = {
    "notices_open": "section 87(4)",
    "notices_invited": "section 87(4)",
    "below_floor": "section 87(4)",
    "payment": "section 88(2)",
    "covered": "section 3(2)",
}


def pounds(amount: Decimal) -> str:
    """A sum as people write it: "£12,000", "£11,999.99"."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"
