"""A purchase as an owner tells of it, and which notes of its ruling a short answer tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.light_touch import is_light_touch, may_be_light_touch
from bot.domain.money import Basis, Vat, including_vat
from bot.domain.opportunity import Category
from bot.domain.said_purchase import SaidPurchase
from bot.domain.said_term import SaidTerm
from bot.domain.threshold import Note, PurchaseQuestion, Route, Ruling
from bot.domain.threshold_table import KEPT_SMALL, LegalSource
from bot.services.threshold_answer import facts_on

_CHECKS = ("no_suitability", "works_no_suitability", "works_suitability", "covered_suitability")
_OF_CHECKS = ("section 85", "section 84", "section 22")
SIDES = ("below_threshold", "below_threshold_unregulated", "covered")
OF_CHANGE = ("would_be_covered", "would_be_small", "ordinary_contract", "figures_may_have_changed")
"""Notes that say what would change a ruling."""

_NOT_SAID = (*OF_CHANGE, "vat_added", "covered_payment")
"""Notes for which a short answer has no room."""


@dataclass(frozen=True, slots=True)
class AskedPurchase:
    """A purchase as it is judged: who buys, its sum, what was said of it, on which day.

    `cpv` are the codes of the trade that it is for, the most general first, if one was said.
    """

    buyer: str | None
    buyer_class: BuyerClass
    amount: Decimal
    said: SaidPurchase
    on: date
    cpv: tuple[str, ...] = ()

    @property
    def category(self) -> Category:
        """What is bought; a service that is surely light touch is taken for one."""
        if self.said.category is None and is_light_touch(self.cpv):
            return Category.LIGHT_TOUCH
        return self.said.category or Category.SERVICES

    @property
    def as_light_touch(self) -> AskedPurchase | None:
        """The same as a light-touch service, where it may be one; None where it is known."""
        is_open = self.said.category is None and self.category is Category.SERVICES
        main = self.cpv[:1]
        if not is_open or not main or not may_be_light_touch(main):
            return None
        return replace(self, said=replace(self.said, category=Category.LIGHT_TOUCH))

    @property
    def term(self) -> SaidTerm:
        """Whether its sum comes again, and for how long."""
        return self.said.term

    def question(self, vat: Vat) -> PurchaseQuestion:
        """What the law is asked about it, with that VAT; of a sum that comes again, a year's."""
        again = self.term.payments_a_year if self.term.months else None
        return PurchaseQuestion(
            self.buyer_class,
            self.category,
            self.amount * (again or 1),
            vat,
            self.on,
            Route.OPEN,
            basis=Basis.YEARLY if again else Basis.TOTAL,
            months=self.term.months,
            extension_months=self.term.extension_months if again else 0,
        )

    @property
    def whole(self) -> Decimal:
        """The sum of the whole term; with VAT where it was said to be left out."""
        return including_vat(self.question(self.said.vat).term_value, self.said.vat)


def limit_source(asked: AskedPurchase) -> LegalSource:
    """Where the threshold of the purchase stands."""
    facts = facts_on(asked.on, asked.category)
    return facts[asked.buyer_class].threshold.source


def in_order(ruling: Ruling, *, check_first: bool) -> list[Note]:
    """The notes that are told, in their order; where it is asked, that on a first check first."""
    notes = [note for note in ruling.notes if note.key not in _NOT_SAID]
    if not check_first:
        return notes
    return sorted(notes, key=lambda note: note.key not in {*_CHECKS, "school", "utility"})


def sources_of_change(ruling: Ruling) -> list[LegalSource]:
    """The limit, and what may make a small contract a large one."""
    limits = [one for one in ruling.sources if one.section.startswith("Schedule 1")]
    return list(dict.fromkeys([*limits, *(one for one in KEPT_SMALL if one in ruling.sources)]))


def check_source(ruling: Ruling) -> LegalSource | None:
    """The section that allows or forbids a first check."""
    return next((one for one in ruling.sources if one.section.startswith(_OF_CHECKS)), None)
