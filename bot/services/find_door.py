"""Finds the door to a buyer: of the opportunity that is meant, or of a buyer that is named."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.buyer_contact import BuyerContact
from bot.domain.conversation import ConversationId
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.right_door import Door, door_to
from bot.ports import Clock, Storage, Work
from bot.services.opportunity_at_hand import OpportunityAtHand


@dataclass(frozen=True, slots=True)
class AtDoor:
    """The door with what stands behind it: the buyer's name, the opportunity where there is one.

    `mailbox` is the contact that takes leads, `registered` what the register knows of the buyer.
    """

    door: Door
    buyer: str
    opportunity: Opportunity | None
    mailbox: BuyerContact | None
    registered: RegisteredBuyer | None
    s17: bool | None

    @property
    def title(self) -> str:
        """What the opportunity is called; empty without one."""
        return self.opportunity.title if self.opportunity else ""


@dataclass(frozen=True, slots=True)
class WhichOne:
    """None is meant plainly: so many were shown last."""

    shown: int


class FindDoor:
    """Looks up what the domain decides by; times are those of the domain's clock."""

    def __init__(
        self, storage: Storage, at_hand: OpportunityAtHand, register: BuyerRegister, clock: Clock
    ) -> None:
        self._storage = storage
        self._at_hand = at_hand
        self._register = register
        self._clock = clock

    def of(
        self,
        conversation: ConversationId,
        *,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
        buyer: str | None = None,
    ) -> AtDoor | WhichOne:
        """The door to what is pointed at, to the buyer that is named, or to what is at hand."""
        points = opportunity_id is not None or ordinal is not None
        if buyer and not points:
            return self.to_buyer(buyer)
        hand = self._at_hand.of(conversation, opportunity_id=opportunity_id, ordinal=ordinal)
        if hand.opportunity is None:
            return WhichOne(hand.shown)
        return self.to_opportunity(hand.opportunity)

    def to_opportunity(self, one: Opportunity) -> AtDoor:
        """The door to the buyer of that opportunity."""
        return self._door(one.buyer.name, one)

    def to_buyer(self, buyer: str) -> AtDoor:
        """The door to a buyer of whom nothing open is spoken of."""
        return self._door(buyer, None)

    def again(self, opportunity_id: OpportunityId | None, buyer: str) -> AtDoor:
        """The same door as it stands now."""
        one = None
        if opportunity_id:
            with self._storage.transaction() as work:
                one = work.opportunities.get(opportunity_id)
        return self.to_opportunity(one) if one else self.to_buyer(buyer)

    def _door(self, name: str, one: Opportunity | None) -> AtDoor:
        registered = self._register.named(name)
        known = registered.buyer.name if registered else name
        with self._storage.transaction() as work:
            mailbox = mailbox_of(work, known)
        door = door_to(one, self._clock.now(), is_enrolled=mailbox is not None)
        said = one.buyer.s17 if one else None
        flag = registered.buyer.s17 if registered and registered.buyer.s17 is not None else said
        return AtDoor(door, known, one, mailbox, registered, flag)


def mailbox_of(work: Work, buyer: str) -> BuyerContact | None:
    """A mailbox of the buyer that takes leads, or None."""
    return next((one for one in work.buyer_contacts.of_buyer(buyer) if one.stands), None)
