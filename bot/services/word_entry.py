"""The words of an entry: as an opportunity, as a request for quotation, as a draft notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bot.domain.entry import Entry
from bot.domain.entry_opportunity import PostedWords
from bot.domain.firm_page import Statement, StatementLine
from bot.domain.money import Value
from bot.domain.opportunity import LONDON, Kind
from bot.domain.reservation import Reservation
from bot.ports import Phrases

TERMS = ("pay", "cover", "choice", "change")
"""Terms in proportion to a small job, and where the law asks for one."""


class WordEntry:
    """Words from an entry's own fields; `public_address` is where the service is reached."""

    def __init__(self, phrases: Phrases, public_address: str) -> None:
        self._phrases = phrases
        self._address = public_address.rstrip("/")

    def posted(self, entry: Entry) -> PostedWords:
        """What is said of it to those who may see it."""
        return PostedWords(
            description=self.description(entry),
            how_to_respond=self._phrases.say(
                f"entry.respond.{entry.kind}", when=when(entry.deadline)
            ),
            url=f"{self._address}/opportunities/{entry.id}",
            reserved_for=self.reserved(entry.reservation) if entry.reservation else None,
        )

    def description(self, entry: Entry) -> str:
        """What is wanted, the phases with what is paid for each, and what firms are asked."""
        parts = [entry.wanted, self.phases(entry)]
        if entry.questions:
            asked = "\n".join(f"- {one}" for one in entry.questions)
            parts.append(self._phrases.say("entry.questions", questions=asked))
        return "\n\n".join(part for part in parts if part)

    def phases(self, entry: Entry) -> str:
        """Each phase of a challenge in a line; nothing for other kinds."""
        if entry.kind is not Kind.CHALLENGE or not entry.phases:
            return ""
        lines = [
            self._phrases.say(
                "entry.phase" if one.amount is None else "entry.phase_paid",
                phase=self._phrases.say(f"phase.{one.phase}"),
                outcome=one.outcome,
                amount=self._sum(one.amount),
            )
            for one in entry.phases
        ]
        return "\n".join([self._phrases.say("entry.phases"), *(f"- {line}" for line in lines)])

    def reserved(self, reservation: Reservation) -> str:
        """For whom it is reserved, in plain words."""
        return self._phrases.say(f"reserve.{reservation.area}", place=reservation.place or "")

    def value(self, value: Value) -> str:
        """The value as people write it, with what is known of VAT."""
        if value.amount is None:
            return self._phrases.say("value.not_stated")
        return self._phrases.say(f"entry.value.{value.vat}", amount=self._sum(value.amount))

    def closes(self, entry: Entry) -> str:
        """When it closes, as London writes it; nothing where no day is chosen."""
        return when(entry.deadline)

    def barriers(self, entry: Entry) -> str:
        """That small firms' barriers were considered, when, and what was made lower."""
        held = entry.barriers
        if held is None:
            return ""
        lowered = [self._phrases.say(f"barrier.{one}") for one in held.lowered]
        key = "barrier.lowered" if lowered else "barrier.considered"
        return self._phrases.say(key, when=when(held.at), what=", ".join(lowered))

    def request(self, entry: Entry) -> Statement:
        """A request for quotation of one page, with terms in proportion."""
        say = self._phrases.say
        facts = [
            ("buyer", entry.buyer, ""),
            ("closes", when(entry.deadline), say("request.london")),
            ("value", self.value(entry.value), ""),
            ("where", entry.postcode or say("entry.anywhere"), ""),
            ("reserved", self.reserved(entry.reservation) if entry.reservation else "", ""),
            *(("question", asked, "") for asked in entry.questions or (say("request.price"),)),
            *(
                (f"term.{one}", say(f"request.terms.{one}"), say(f"request.law.{one}"))
                for one in TERMS
            ),
        ]
        return self._page(say(f"request.kind.{entry.kind}"), entry, self.description(entry), facts)

    def details_notice(self, entry: Entry, facts: Sequence[tuple[str, str]]) -> Statement:
        """A draft of the contract details notice; `facts` are what is known of the contract."""
        say = self._phrases.say
        told = [
            ("buyer", entry.buyer, ""),
            ("reference", entry.notice_number or say("details.none"), ""),
            ("codes", ", ".join(entry.cpv), ""),
            *((name, value, "") for name, value in facts),
        ]
        return self._page(say("details.kind"), entry, entry.wanted, told)

    def _page(
        self, kind: str, entry: Entry, work: str, facts: Sequence[tuple[str, str, str]]
    ) -> Statement:
        say = self._phrases.say
        lines = (
            StatementLine(say(f"request.label.{name}"), value, origin)
            for name, value, origin in facts
            if value
        )
        return Statement(
            heading=entry.title,
            kind=kind,
            work=work,
            work_label=say("request.label.work"),
            lines=tuple(lines),
            says=say("request.how", url=f"{self._address}/opportunities/{entry.id}"),
            foot=say("request.foot", reference=entry.id[:8]),
            letters_note=say("statement.letters"),
        )

    def _sum(self, amount: Decimal | None) -> str:
        if amount is None:
            return ""
        whole = amount == amount.to_integral_value()
        return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def when(moment: datetime | None) -> str:
    """A moment as London writes it: "Tuesday 8 December 2026, 12:00"."""
    if moment is None:
        return ""
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"
