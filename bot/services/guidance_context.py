"""What a question comes to for the opportunity at hand: what its notice asks for, pays, allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.demand_patterns import Asked
from bot.domain.demands import Demand, demands_in
from bot.domain.opportunity import LONDON, Opportunity, SuitableFor, can_be_answered
from bot.domain.paper import Paper
from bot.domain.parts import lots_in
from bot.domain.small_rules import small_rules
from bot.ports import Phrases
from bot.services.coach_papers import CoachPapers
from bot.services.present_opportunity import PresentOpportunity, shortened

_TITLE_WORDS = 8
_QUOTED = 3
_QUOTED_WORDS = 7
_RESPOND_WORDS = 20
_RESERVED_WORDS = 14
_PAPERS = (Asked.INSURANCE, Asked.CHECK, Asked.PAPERS, Asked.BOND)

Lines = list[str]


class GuidanceContext:
    """Says in a sentence or two what holds for one opportunity; the rest is general guidance."""

    def __init__(
        self, phrases: Phrases, present: PresentOpportunity, papers: Sequence[Paper]
    ) -> None:
        self._say = phrases.say
        self._present = present
        self._coach = CoachPapers(phrases, present, papers)
        self._of_topic: dict[str, Callable[[Opportunity, datetime], Lines]] = {
            "documents": self._documents,
            "eligibility": self._eligibility,
            "payment": self._payment,
            "complex_terms": self._payment,
            "registration": self._respond,
            "threshold": self._standing,
            "suitability_check": self._first_check,
            "financial_limits": self._first_check,
            "reserved_contracts": self._reserved,
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

    def lines(self, topic: str, opportunity: Opportunity, said: str, now: datetime) -> Lines:
        """What holds for it, the most important first; what the owner has is held against it.

        Where the owner says nothing of what is there, what is asked for is only told. Empty for a
        topic that no notice says anything of.
        """
        if topic in {"documents", "eligibility"} and self._coach.is_told(said):
            demands = demands_in(opportunity.title, opportunity.description)
            return [*self._who_may(topic, opportunity), *self._coach.lines(said, demands)]
        of_topic = self._of_topic.get(topic)
        return of_topic(opportunity, now) if of_topic else []

    def title(self, opportunity: Opportunity) -> str:
        """Its title, cut where it is long."""
        words = opportunity.title.split()
        cut = " ".join(words[:_TITLE_WORDS])
        return f"{cut}…" if len(words) > _TITLE_WORDS else cut

    def _documents(self, o: Opportunity, _now: datetime) -> Lines:
        demands = demands_in(o.title, o.description)
        asked = [one for one in demands if one.kind in _PAPERS]
        if not asked:
            return [self._say("guidance.asks_nothing", title=self.title(o))]
        quoted = self._quoted(asked)
        return [self._say("guidance.asks_for", title=self.title(o), quotations=quoted)]

    def _eligibility(self, o: Opportunity, now: datetime) -> Lines:
        return [*self._who_may("eligibility", o), *self._documents(o, now)]

    def _who_may(self, topic: str, o: Opportunity) -> Lines:
        if topic != "eligibility" or not o.reserved_for:
            return []
        who = self._reserved_words(o)
        return [self._say("guidance.reserved_check", title=self.title(o), who=who)]

    def _payment(self, o: Opportunity, _now: datetime) -> Lines:
        holds = small_rules(o).payment
        return [self._say(f"guidance.payment.{holds}", title=self.title(o), buyer=self._buyer(o))]

    def _first_check(self, o: Opportunity, _now: datetime) -> Lines:
        holds = small_rules(o).no_first_check
        facts = {"title": self.title(o), "buyer": self._buyer(o)}
        return [self._say(f"guidance.first_check.{holds}", **facts)]

    def _standing(self, o: Opportunity, _now: datetime) -> Lines:
        standing = self._present.standing(o)
        return [self._say("guidance.standing", title=self.title(o), standing=standing)]

    def _respond(self, o: Opportunity, now: datetime) -> Lines:
        respond = shortened(self._present.card(o, now)["how_to_respond"], _RESPOND_WORDS)
        return [self._say("guidance.respond", title=self.title(o), respond=respond)]

    def _reserved(self, o: Opportunity, _now: datetime) -> Lines:
        if o.reserved_for:
            who = self._reserved_words(o)
            return [self._say("guidance.reserved", title=self.title(o), who=who)]
        suits = SuitableFor.SME in o.suitable_for
        key = "guidance.only_suitable" if suits else "guidance.not_reserved"
        return [self._say(key, title=self.title(o))]

    def _process(self, o: Opportunity, now: datetime) -> Lines:
        return [*self._deadline(o, now), *self._respond(o, now)]

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


def _cut(text: str, most: int = _QUOTED_WORDS) -> str:
    words = text.split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def _number(count: int) -> str:
    return "none" if count <= 0 else "one" if count == 1 else "many"
