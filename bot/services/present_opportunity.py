"""Turns an opportunity into the card that every channel shows, in words an owner uses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from bot.domain.challenge import Phase
from bot.domain.match import Remark
from bot.domain.opportunity import BUYER_LIST, POSTED_HERE, Kind, Opportunity, can_be_answered
from bot.domain.place import HOME_REGION, Coverage
from bot.domain.remarks import Match
from bot.domain.standing import standing_of
from bot.ports import Phrases

_RESERVED_CODES = ("smeVcse",)
_NOT_ON_A_PORTAL = (BUYER_LIST, POSTED_HERE, "ocds")
"""What no portal that is known here shows: the service's own page is its page."""
_SEARCHABLE = ("contracts_finder", "contracts_finder_csv", "contracts_finder_v2")
"""What is found on Contracts Finder by the buyer's reference."""
_MONTHS = 12

ON_A_CARD = 4
"""Remarks for, and remarks against, on a card: what a phone shows; "why" tells all."""


class PresentOpportunity:
    """Makes cards; `public_url` is where this service is reached, for samples' own pages."""

    def __init__(self, phrases: Phrases, public_url: str) -> None:
        self._phrases = phrases
        self._public_url = public_url.rstrip("/")

    def match_card(self, match: Match, now: datetime) -> dict[str, Any]:
        """The card of a match, with distance and the most useful reasons."""
        return {
            **self.card(match.opportunity, now),
            "distance_miles": None if match.miles is None else round(match.miles, 1),
            "reasons": self.said(match.reasons[:ON_A_CARD]),
            "against": self.said(match.against[:ON_A_CARD]),
        }

    def said(self, remarks: Sequence[Remark]) -> list[str]:
        """The remarks as sentences, in their order."""
        return [self._phrases.say(r.key, **self._facts(r.facts)) for r in remarks]

    def card(self, opportunity: Opportunity, now: datetime) -> dict[str, Any]:
        """The card without a search: every field of the chat API, distance and reasons empty.

        A contact is shown only while the opportunity can be answered.
        """
        o = opportunity
        state = o.state_at(now)
        return {
            "id": o.id,
            "kind": o.kind.value,
            "title": o.title,
            "buyer": o.buyer.name or self._phrases.say("buyer.unnamed"),
            "value": _value(o),
            "deadline": o.deadline.isoformat() if o.deadline else None,
            "status": state.value,
            "distance_miles": None,
            "area": self._area(o),
            "reserved_for": self.reserved_for(o),
            "how_to_respond": self._how_to_respond(o),
            "contact": o.contact.named if o.contact and can_be_answered(state) else None,
            "reasons": [],
            "against": [],
            "source_url": self._source_url(o),
            "attribution": self._attribution(o),
            "as_of": o.source.as_of.isoformat(),
            "is_sample": o.is_sample,
        }

    def page(self, opportunity: Opportunity, now: datetime) -> dict[str, Any]:
        """The card with the whole description and its standing, for a page of its own.

        `also` is where the same was published too, each with the address of its page, or None.
        """
        return {
            **self.card(opportunity, now),
            "also": self._also(opportunity),
            "description": opportunity.description,
            "standing": self.standing(opportunity),
        }

    def standing(self, opportunity: Opportunity) -> str:
        """Whether it is below its threshold, and what that rests on or why it is not known."""
        standing = standing_of(opportunity)
        facts: dict[str, object] = dict(standing.facts)
        if isinstance(amount := facts.get("value"), Decimal):
            facts |= {"value": f"£{amount:,.0f}"}
        if "vat" in facts:
            facts |= {"vat": self._phrases.say(f"value.vat.{facts['vat']}")}
        return self._phrases.say(f"standing.{standing.reason}", **facts)

    def summary(self, opportunity: Opportunity) -> str:
        """The beginning of the description, to a sentence's end or about sixty words."""
        return shortened(opportunity.description) or self._phrases.say("summary.none")

    def bullets(self, lines: Sequence[str]) -> str:
        """The lines one under the other."""
        return "\n".join(self._phrases.say("list.bullet", line=line) for line in lines)

    def listing(self, names: Sequence[str]) -> str:
        """The names in one sentence: "a, b and c"."""
        if len(names) < 2:  # noqa: PLR2004 - one name has no "and"
            return "".join(names)
        return self._phrases.say("list.last", first=", ".join(names[:-1]), last=names[-1])

    def _facts(self, facts: Mapping[str, object]) -> dict[str, object]:
        told = dict(facts)
        if who := facts.get("who"):
            told["who"] = self._in_words(str(who))
        if phases := facts.get("phases"):
            told["phases"] = self._phases(cast("Sequence[Phase]", phases))
        if quotations := facts.get("quotations"):
            told["quotations"] = self._quoted(cast("Sequence[str]", quotations))
        if yearly := facts.get("yearly"):
            told["yearly"] = f"£{yearly:,.0f}"
        if amount := facts.get("pounds"):
            told["pounds"] = f"£{amount:,.0f}"
        if term := facts.get("term"):
            told["term"] = self._term(cast("int", term))
        return told

    def _quoted(self, quotations: Sequence[str]) -> str:
        return self.listing([self._phrases.say("list.quoted", words=one) for one in quotations])

    def _term(self, months: int) -> str:
        years, rest = divmod(months, _MONTHS)
        if rest:
            return self._phrases.say("term.months", months=months)
        return self._phrases.say("term.years", years=years)

    def _phases(self, phases: Sequence[Phase]) -> str:
        return self.listing([self._phrases.say(f"phase.{phase}") for phase in phases])

    def _also(self, o: Opportunity) -> list[dict[str, str | None]]:
        """Other pages, and other publishers even where the page is not known."""
        told: dict[str, str | None] = {}
        for source in o.elsewhere:
            words = self._phrases.say(f"where.{source.name}")
            is_other = words != self._phrases.say(f"where.{o.source.name}")
            if source.url != o.source.url and (source.url or is_other):
                told[words] = told.get(words) or source.url
        said = ((self._phrases.say("also.published", where=w), url) for w, url in told.items())
        return [{"words": words, "url": url} for words, url in said]

    def _attribution(self, o: Opportunity) -> str:
        """The line of each source, for what a card says may come from any of them."""
        lines = (self._phrases.say(f"source.{one.name}") for one in (o.source, *o.elsewhere))
        return " ".join(dict.fromkeys(lines))

    def reserved_for(self, o: Opportunity) -> str | None:
        """For whom the notice says it is reserved, in plain words where it is a code."""
        return self._in_words(o.reserved_for) if o.reserved_for else None

    def _in_words(self, reserved_for: str) -> str:
        parts = [part.strip() for part in reserved_for.split(",")]
        return ", ".join(
            self._phrases.say(f"reserved.{p}") if p in _RESERVED_CODES else p for p in parts
        )

    def _area(self, o: Opportunity) -> str | None:
        coverage: Coverage = o.coverage
        if coverage.postcode:
            return self.listing(coverage.postcodes)
        if coverage.nationwide:
            key = "area.nationwide" if o.kind is Kind.OPEN_FRAMEWORK else "area.country_only"
            return self._phrases.say(key)
        if not coverage.regions:
            return None
        named = coverage.named(HOME_REGION)
        regions = ", ".join(named)
        if others := len(coverage.regions) - len(named):
            return self._phrases.say("area.many", region=regions, others=others)
        key = "area.regions" if o.kind is Kind.OPEN_FRAMEWORK else "area.somewhere"
        return self._phrases.say(key, regions=regions)

    def _how_to_respond(self, o: Opportunity) -> str:
        if o.how_to_respond:
            return o.how_to_respond
        if o.source.name == BUYER_LIST:
            return self._phrases.say("respond.buyer_list")
        sentence = self._phrases.say(f"respond.{o.kind.value}")
        if o.source.url is None and o.reference and o.source.name in _SEARCHABLE:
            search = self._phrases.say("respond.search", reference=o.reference)
            return f"{search} {sentence}"
        return sentence

    def _source_url(self, o: Opportunity) -> str:
        on_page_of_its_own = o.source.name in _NOT_ON_A_PORTAL and not o.source.url
        if o.is_sample or on_page_of_its_own:
            return f"{self._public_url}/opportunities/{o.id}"
        return o.source.url or self._phrases.say(f"source_page.{o.source.name}")


def shortened(text: str, words: int = 60) -> str:
    """The first sentences of a text that fit in so many words; at least one, cut if too long."""
    flat = " ".join(text.split())
    kept = ""
    for sentence in re.split(r"(?<=[.!?])\s+", flat):
        if kept and len(f"{kept} {sentence}".split()) > words:
            break
        kept = f"{kept} {sentence}".strip()
    cut = kept.split()[:words]
    return kept if len(kept.split()) <= words else " ".join(cut) + "…"


def pounds(amount: Decimal) -> float:
    """An amount as the JSON number that the API gives."""
    return float(amount)


def _value(o: Opportunity) -> dict[str, Any]:
    amount = o.value.amount
    return {
        "amount": None if amount is None else pounds(amount),
        "currency": o.value.currency,
        "vat": o.value.vat.value,
        "basis": o.value.basis.value if amount is not None else "unknown",
    }
