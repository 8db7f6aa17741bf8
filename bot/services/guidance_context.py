"""What a question comes to for the opportunity at hand: what its notice asks for, pays, allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.demand_patterns import Asked
from bot.domain.demands import Demand, demands_in
from bot.domain.guidance_figures import figures_on
from bot.domain.money import Basis
from bot.domain.opportunity import LONDON, Opportunity, SuitableFor, can_be_answered
from bot.domain.paper import Paper
from bot.domain.parts import lots_in
from bot.domain.said_term import SaidTerm
from bot.domain.small_rules import small_rules
from bot.domain.standing import standing_of
from bot.ports import Phrases
from bot.services.coach_papers import CoachPapers
from bot.services.guidance_choices import Choice
from bot.services.hold_place import HoldPlace, Told
from bot.services.present_opportunity import PresentOpportunity, shortened
from bot.services.term_question import AboutPurchase, AskedTerm, choices_of_term

_SMALL = re.compile(r"\b(?:small|SMEs?)\b", re.IGNORECASE)
_TITLE_WORDS = 8
_QUOTED = 3
_QUOTED_WORDS = 7
_RESPOND_WORDS = 20
_RESERVED_WORDS = 14
_ON_WHO_MAY = {"reserved_contracts", "eligibility"}
_ON_PAPERS = {"documents", "eligibility"}
_PAPERS = (Asked.INSURANCE, Asked.CHECK, Asked.PAPERS, Asked.BOND)

Lines = list[str]


class GuidanceContext:
    """Says in a sentence or two what holds for one opportunity; the rest is general guidance."""

    def __init__(
        self,
        phrases: Phrases,
        present: PresentOpportunity,
        papers: Sequence[Paper],
        place: HoldPlace,
    ) -> None:
        self._say = phrases.say
        self._phrases = phrases
        self._present = present
        self._place = place
        self._coach = CoachPapers(phrases, present, papers)
        self._of_topic: dict[str, Callable[[Opportunity, datetime], Lines]] = {
            "documents": self._documents,
            "eligibility": self._documents,
            "payment": self._payment,
            "complex_terms": self._payment,
            "registration": self._respond,
            "threshold": self._standing,
            "suitability_check": self._first_check,
            "financial_limits": self._first_check,
            "reserved_contracts": self._only_suitable,
            "process": self._process,
            "short_deadlines": self._deadline,
            "worth_it": self._effort,
            "joint_bid": self._lots,
            "lost_bid": self._contact,
            "unclear_requirements": self._contact,
            "risk_on_you": self._documents,
        }

    @property
    def topics(self) -> frozenset[str]:
        """The topics of which something can be said for one opportunity."""
        return frozenset(self._of_topic)

    def lines(self, topic: str, opportunity: Opportunity, told: Told, now: datetime) -> Lines:
        """What holds for it, the most important first; what the owner says is held against it.

        For whom it is kept comes first, with where the firm is. Where the owner says nothing of
        papers, what is asked for is only told. Empty for a topic that no notice says anything of.
        """
        kept = self._kept_for(opportunity, told, now) if topic in _ON_WHO_MAY else []
        has_papers = topic in _ON_PAPERS and self._coach.is_told(told.said)
        of_place = bool(told.inside) or self._place.reads(told.said)
        if kept and (topic == "reserved_contracts" or (of_place and not has_papers)):
            return kept
        if has_papers:
            demands = demands_in(opportunity.title, opportunity.description)
            return [*kept, *self._coach.lines(told.said, demands)]
        if kept:
            return [*kept, *self._documents(opportunity, now, named="too")]
        of_topic = self._of_topic.get(topic)
        return of_topic(opportunity, now) if of_topic else []

    def of_paper(self, topic: str, said: str) -> Lines:
        """Where the paper that the owner asks about is got, whether or not one is at hand."""
        line = self._coach.of_one(said) if topic in _ON_PAPERS else None
        return [line] if line else []

    def choices(self, topic: str, opportunity: Opportunity, told: Told) -> Sequence[Choice]:
        """The answers to what is asked of the owner under those lines."""
        if topic == "threshold" and (asked := _asked_of_value(opportunity)):
            about = AboutPurchase(opportunity_id=str(opportunity.id))
            yearly = SaidTerm(1 if asked is AskedTerm.YEARS else None)
            return choices_of_term(asked, about, yearly, self._phrases)
        return self._place.choices(topic, opportunity, told)

    def title(self, opportunity: Opportunity) -> str:
        """Its title, cut where it is long."""
        words = opportunity.title.split()
        cut = " ".join(words[:_TITLE_WORDS])
        return f"{cut}…" if len(words) > _TITLE_WORDS else cut

    def _documents(self, o: Opportunity, _now: datetime, named: str = "named") -> Lines:
        """What it asks for; one that was spoken of just before is not named again."""
        demands = demands_in(o.title, o.description)
        asked = [one for one in demands if one.kind in _PAPERS]
        if not asked:
            return [self._say(f"guidance.asks_nothing.{named}", title=self.title(o))]
        key, quoted = f"guidance.asks_for.{named}", self._quoted(asked)
        return [self._say(key, title=self.title(o), quotations=quoted)]

    def _kept_for(self, o: Opportunity, told: Told, now: datetime) -> Lines:
        """For whom its notice says it is kept, and what the owner's own place comes to."""
        if not o.reserved_for:
            return []
        who, of_place = self._reserved_words(o), self._place.line(o, told)
        facts = {"title": self.title(o), "who": who}
        if of_place:
            return [self._say("guidance.reserved", **facts), of_place]
        if _SMALL.search(who):
            staff = figures_on(now.astimezone(LONDON).date())["sme_staff"].said
            return [self._say("guidance.reserved_size", **facts, staff=staff)]
        return [self._say("guidance.reserved_check", **facts)]

    def _payment(self, o: Opportunity, _now: datetime) -> Lines:
        holds = small_rules(o).payment
        return [self._say(f"guidance.payment.{holds}", title=self.title(o), buyer=self._buyer(o))]

    def _first_check(self, o: Opportunity, _now: datetime) -> Lines:
        holds = small_rules(o).no_first_check
        facts = {"title": self.title(o), "buyer": self._buyer(o)}
        return [self._say(f"guidance.first_check.{holds}", **facts)]

    def _standing(self, o: Opportunity, _now: datetime) -> Lines:
        standing = self._present.standing(o)
        said = self._say("guidance.standing", title=self.title(o), standing=standing)
        asked = _asked_of_value(o)
        return [said, *([self._say(f"guidance.value_for.{asked}")] if asked else [])]

    def _respond(self, o: Opportunity, now: datetime, named: str = "named") -> Lines:
        respond = shortened(self._present.card(o, now)["how_to_respond"], _RESPOND_WORDS)
        key = f"guidance.respond.{named}"
        return [self._say(key, title=self.title(o), respond=respond)]

    def _only_suitable(self, o: Opportunity, _now: datetime) -> Lines:
        suits = SuitableFor.SME in o.suitable_for
        key = "guidance.only_suitable" if suits else "guidance.not_reserved"
        return [self._say(key, title=self.title(o))]

    def _process(self, o: Opportunity, now: datetime) -> Lines:
        return [*self._deadline(o, now), *self._respond(o, now, named="too")]

    def _deadline(self, o: Opportunity, now: datetime) -> Lines:
        facts = {"title": self.title(o)}
        if o.deadline is None:
            return [self._say("guidance.no_deadline", **facts)]
        if not can_be_answered(o.state_at(now)):
            return [self._say("guidance.closed", **facts)]
        at = o.deadline.astimezone(LONDON)
        days = (at.date() - now.astimezone(LONDON).date()).days
        key = "guidance.deadline_today" if days == 0 else "guidance.deadline"
        year = f" {at.year}" if at.year != now.year else ""
        day = f"{at.day} {at:%B}{year}"
        return [self._say(key, **facts, day=day, time=f"{at:%H:%M}", days=days)]

    def _effort(self, o: Opportunity, now: datetime) -> Lines:
        """Effort against value: how many papers are asked for, how long is left, what it pays."""
        asked = sum(one.kind in _PAPERS for one in demands_in(o.title, o.description))
        value = self._value(o)
        key = "guidance.effort" if value else "guidance.effort_no_value"
        papers = self._say(f"guidance.papers.{_number(asked)}", papers=asked)
        facts = {"title": self.title(o), "papers": papers, "value": value}
        return [self._say(key, **facts), *self._deadline_alone(o, now)]

    def _value(self, o: Opportunity) -> str | None:
        if o.value.amount is None or o.value.currency != "GBP":
            return None
        vat = self._say(f"value.vat.{o.value.vat}")
        basis = self._say(f"value.basis.{o.value.basis}")
        return self._say("value.stated", amount=f"£{o.value.amount:,.0f}", vat=vat, basis=basis)

    def _deadline_alone(self, o: Opportunity, now: datetime) -> Lines:
        if o.deadline is None or not can_be_answered(o.state_at(now)):
            return []
        days = (o.deadline.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
        return [self._say(f"guidance.days_left.{_number(days)}", days=days)]

    def _lots(self, o: Opportunity, _now: datetime) -> Lines:
        lots = lots_in(o.title, o.description)
        if lots is None:
            return [self._say("guidance.no_lots", title=self.title(o))]
        quotation = lots.for_all or lots.for_one or lots.quotation
        return [self._say("guidance.lots", title=self.title(o), quotation=_cut(quotation))]

    def _contact(self, o: Opportunity, now: datetime) -> Lines:
        reachable = o.contact and can_be_answered(o.state_at(now))
        where = (o.contact.email or o.contact.phone or o.contact.url) if o.contact else None
        if not reachable or not where:
            return [self._say("guidance.no_contact", title=self.title(o))]
        return [self._say("guidance.contact", title=self.title(o), where=where)]

    def _buyer(self, o: Opportunity) -> str:
        return o.buyer.name or self._say("buyer.unnamed")

    def _reserved_words(self, o: Opportunity) -> str:
        return _cut(self._present.reserved_for(o) or "", _RESERVED_WORDS)

    def _quoted(self, demands: Sequence[Demand]) -> str:
        named = [self._say("list.quoted", words=_cut(one.quotation)) for one in demands[:_QUOTED]]
        return self._present.listing(named)


def _asked_of_value(o: Opportunity) -> AskedTerm | None:
    """What must be known of its sum before it can be judged, where its notice does not settle it.

    A notice that says itself on which side of the threshold it is leaves nothing open.
    """
    value, standing = o.value, standing_of(o)
    if value.amount is None or value.currency != "GBP" or o.above_threshold is not None:
        return None
    if standing.reason in {"another_law", "special_regime", "no_category", "no_class"}:
        return None
    if value.basis is Basis.YEARLY:
        return AskedTerm.YEARS
    return AskedTerm.BASIS if value.basis is Basis.UNKNOWN else None


def _cut(text: str, most: int = _QUOTED_WORDS) -> str:
    words = text.split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def _number(count: int) -> str:
    return "none" if count <= 0 else "one" if count == 1 else "many"
