"""Gathers what one contact is told: from the store alone, so that it can be gathered again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.buyer_contact import BuyerContact
from bot.domain.digest import Week
from bot.domain.digest_contents import (
    DigestContents,
    LeadsOfOne,
    LeadTold,
    NewSupplier,
    lead_item,
    may_see_places,
    outcome_item,
    supplier_item,
    unanswered_item,
)
from bot.domain.introduction import WAITING, Introduction, IntroductionState
from bot.domain.opportunity import Opportunity, OpportunityId, can_be_answered
from bot.domain.organisation_name import same_organisation_key
from bot.domain.register import BuyerRegister
from bot.domain.trade import Trades, cpv_fit
from bot.ports import Work
from bot.services.lead_mailboxes import mailbox_with
from bot.services.shown_firms import ShownFirms

MOST_SUPPLIERS = 200
"""New firms in one digest: what is over it is not kept for the next, so it is never reached."""
_LOOKED_AT = 300
"""Opportunities of a buyer by which it is known what it buys."""

_S = IntroductionState
_NEW = frozenset({_S.REQUESTED, _S.SENT, _S.SEEN})
_CAME_OF_IT = frozenset(_S) - _NEW


@dataclass
class DigestRound:
    """What the digests of one run share: looked up once, and forgotten with the run."""

    buyers: dict[str, bool | None] = field(default_factory=dict)
    buys: dict[str, frozenset[str]] = field(default_factory=dict)
    new: dict[tuple[datetime, datetime], list[tuple[NewSupplier, NewSupplier]]] = field(
        default_factory=dict
    )


class GatherDigest:
    """Each contact's contents, by what was told to it before and what it may see."""

    def __init__(self, register: BuyerRegister, trades: Trades, firms: ShownFirms) -> None:
        self._register = register
        self._trades = trades
        self._firms = firms

    def begin(self, work: Work) -> DigestRound:
        """What all digests of a run share."""
        bodies = work.buyers.bodies()
        named = {
            same_organisation_key(one.name): body.buyer.s17
            for body in bodies
            for one in body.namings
        }
        known = {same_organisation_key(o.buyer.name): o.buyer.s17 for o in self._register}
        return DigestRound(buyers={**named, **known})

    def of(
        self, work: Work, round_: DigestRound, contact: BuyerContact, week: Week
    ) -> DigestContents:
        """What the contact would be told in that week; nothing is stored."""
        last = work.digests.last_of(contact.id)
        # An agreement has the real time, which a clock that is fixed may never come to.
        enrolled_at = min(contact.enrolment.enrolled_at, week.goes_at)
        first = last.end if last else max(enrolled_at, week.first)
        end = max(first, week.goes_at)
        s17 = round_.buyers.get(contact.buyer_key)
        new = [o for o in work.introductions.of_buyer(contact.buyer, _NEW) if o.requested_at < end]
        held = _opportunities(work, new)
        unknown = set(work.digests.not_told(contact.id, [lead_item(o) for o in new]))
        told = [o for o in new if lead_item(o) not in unknown]
        fresh = self._fresh(work, contact, [o for o in new if lead_item(o) in unknown], held, end)
        late = [o for o in told if _is_due(o, end) and _has_it(work, contact, o)]
        late_items = set(work.digests.not_told(contact.id, [unanswered_item(o) for o in late]))
        return DigestContents(
            contact=contact,
            week=week,
            first=first,
            end=end,
            leads=self._by_opportunity(work, fresh, held, s17=s17),
            unanswered=self._told(
                work, [o for o in late if unanswered_item(o) in late_items], held, s17=s17
            ),
            outcomes=self._outcomes(work, contact, end),
            suppliers=self._suppliers(work, round_, contact, (first, end), week),
        )

    def told_of(self, work: Work, one: Introduction) -> LeadTold:
        """One lead as its buyer may see it."""
        held = _opportunities(work, [one])
        buyer = same_organisation_key(one.buyer)
        (told,) = self._told(work, [one], held, s17=self.begin(work).buyers.get(buyer))
        return told

    def _fresh(
        self,
        work: Work,
        contact: BuyerContact,
        new: Sequence[Introduction],
        held: dict[OpportunityId, Opportunity],
        end: datetime,
    ) -> list[Introduction]:
        """Those that are for this mailbox, and whose opportunity can still be answered."""
        others = [o for o in work.buyer_contacts.of_buyer(contact.buyer) if o.stands]
        is_open = {key: can_be_answered(about.state_at(end)) for key, about in held.items()}
        bought = {key: _bought(self._trades, [about]) for key, about in held.items()}
        found = []
        for one in new:
            if one.opportunity and not is_open.get(one.opportunity, False):
                continue
            trades = bought[one.opportunity] if one.opportunity else self._named_by(one)
            left = [o for o in others if o.id not in one.came_back_from]
            deals = [o for o in left if o.deals_with(trades)] or left
            if any(o.id == contact.id for o in deals):
                found.append(one)
        return found

    def _named_by(self, one: Introduction) -> frozenset[str]:
        said = " ".join(fact.value for fact in one.shared)
        return frozenset(trade.name for trade in self._trades.found_in(said))

    def _by_opportunity(
        self,
        work: Work,
        leads: Iterable[Introduction],
        held: dict[OpportunityId, Opportunity],
        *,
        s17: bool | None,
    ) -> tuple[LeadsOfOne, ...]:
        groups: dict[OpportunityId | None, list[Introduction]] = {}
        for one in leads:
            groups.setdefault(one.opportunity, []).append(one)
        return tuple(
            LeadsOfOne(
                opportunity=about,
                title=those[0].title,
                deadline=held[about].deadline if about else None,
                leads=self._told(work, those, held, s17=s17),
            )
            for about, those in groups.items()
        )

    def _told(
        self,
        work: Work,
        those: Iterable[Introduction],
        held: dict[OpportunityId, Opportunity],
        *,
        s17: bool | None,
    ) -> tuple[LeadTold, ...]:
        """The leads as the buyer may see them: a reservation opens places for its need alone."""
        decided = {key: work.showings.reservation_of(key) for key in held}
        found = []
        for one in those:
            about = held.get(one.opportunity) if one.opportunity else None
            reserved = decided[about.id] if about else None
            facts = self._firms.facts(
                one.shared, places=may_see_places(s17=s17, reservation=reserved)
            )
            found.append(LeadTold(one, facts, self._firms.needs(facts, about)))
        return tuple(found)

    def _outcomes(
        self, work: Work, contact: BuyerContact, end: datetime
    ) -> tuple[Introduction, ...]:
        """What became of leads that it was told of; not what it said itself."""
        those = [
            one
            for one in work.introductions.of_buyer(contact.buyer, _CAME_OF_IT)
            if one.last.at < end and one.last.who != contact.id
        ]
        leads = set(work.digests.not_told(contact.id, [lead_item(one) for one in those]))
        new = set(work.digests.not_told(contact.id, [outcome_item(one) for one in those]))
        return tuple(o for o in those if lead_item(o) not in leads and outcome_item(o) in new)

    def _suppliers(
        self,
        work: Work,
        round_: DigestRound,
        contact: BuyerContact,
        window: tuple[datetime, datetime],
        week: Week,
    ) -> tuple[NewSupplier, ...]:
        """Firms of its categories that lately agreed to be shown, in an order by lot."""
        wanted = frozenset(contact.categories) or self._buys(work, round_, contact)
        if not wanted:
            return ()
        places = may_see_places(s17=round_.buyers.get(contact.buyer_key), reservation=None)
        those = [
            whole if places else without
            for whole, without in self._new(work, round_, window)
            if wanted & set(without.trades)
        ]
        left = set(work.digests.not_told(contact.id, [supplier_item(one.id) for one in those]))
        key, said = work.showings.key(), f"{contact.id}\0{week.name}\0"

        def lot(one: NewSupplier) -> bytes:
            return hmac.digest(key, f"{said}{one.id}".encode(), hashlib.sha256)

        drawn = sorted((one for one in those if supplier_item(one.id) in left), key=lot)
        return tuple(drawn[:MOST_SUPPLIERS])

    def _new(
        self, work: Work, round_: DigestRound, window: tuple[datetime, datetime]
    ) -> list[tuple[NewSupplier, NewSupplier]]:
        """Each with its places and without them."""
        if window not in round_.new:
            round_.new[window] = [
                (
                    self._firms.new(one, trades, places=True),
                    self._firms.new(one, trades, places=False),
                )
                for one in work.suppliers.agreed_between(*window)
                for trades in [self._firms.trades_of(one)]
            ]
        return round_.new[window]

    def _buys(self, work: Work, round_: DigestRound, contact: BuyerContact) -> frozenset[str]:
        key = contact.buyer_key
        if key not in round_.buys:
            ids = sorted(work.buyers.opportunities_of(contact.buyer))[:_LOOKED_AT]
            round_.buys[key] = _bought(self._trades, work.opportunities.get_many(ids))
        return round_.buys[key]


def _is_due(one: Introduction, end: datetime) -> bool:
    """Whether the days in which an answer was promised are over, and no reminder went yet."""
    waits = one.state in WAITING and one.nudged_at is None
    return waits and one.answer_by is not None and one.answer_by <= end


def _has_it(work: Work, contact: BuyerContact, one: Introduction) -> bool:
    """Whether this mailbox is the one of its buyer that is to be reminded of it."""
    with_it = mailbox_with(work, one)
    return with_it is not None and with_it.id == contact.id


def _bought(trades: Trades, opportunities: Sequence[Opportunity]) -> frozenset[str]:
    """The trades whose codes the opportunities have."""
    codes = {str(code) for one in opportunities for code in one.cpv}
    return frozenset(
        trade.name
        for trade in trades
        if any(cpv_fit(own, code) == 1 for own in trade.cpv for code in codes)
    )


def _opportunities(
    work: Work, introductions: Iterable[Introduction]
) -> dict[OpportunityId, Opportunity]:
    ids = sorted({one.opportunity for one in introductions if one.opportunity})
    return {one.id: one for one in work.opportunities.get_many(ids)}
