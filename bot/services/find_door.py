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
class WhichBuyer:
    """One of several buyers is meant: these, by their names."""

    names: tuple[str, ...]


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
        words: str = "",
    ) -> AtDoor | WhichBuyer | WhichOne:
        """The door to what is pointed at, to the buyer that is named, or to what is at hand.

        `words` may name a sort of buyers: then the one at hand if it is of it, else which of them.
        """
        points = opportunity_id is not None or ordinal is not None
        hand = self._at_hand.of(conversation, opportunity_id=opportunity_id, ordinal=ordinal)
        one = hand.opportunity
        if points or (one and self._is_of_sort(one, words)):
            return self.to_opportunity(one) if one else WhichOne(hand.shown)
        if buyer:
            return self.to_buyer(buyer)
        several = tuple(known.buyer.name for known in self._register.of_sort(words))
        if several:
            return WhichBuyer(several) if len(several) > 1 else self.to_buyer(several[0])
        return self.to_opportunity(one) if one else WhichOne(hand.shown)

    def _is_of_sort(self, one: Opportunity, words: str) -> bool:
        """Whether words like "the hospital" are of the buyer of what is at hand.

        Not where the register knows them for that very buyer: then it is named.
        """
        if any(one.buyer.name == o.buyer.name for o in self._register.of_sort(words)):
            return True
        named = self._register.find(words)
        if named and named.registered.buyer.name == one.buyer.name:
            return False
        said = words[named.start : named.end].lower() if named else ""
        sort = said.removeprefix("the ")
        return said != sort and sort in one.buyer.name.lower()

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
