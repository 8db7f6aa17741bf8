"""What the services ask of the store of people: what they proved, and where they belong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversation import ConversationId
from bot.domain.person import Belonging, ContactPoint, Invitation, Membership, PersonId
from bot.domain.proof import CodesSent, Proof, ProofId
from bot.domain.reaching import Address
from bot.domain.same_firm import FirmPair
from bot.domain.supplier import SupplierId


class ProofRepository(Protocol):
    """Proofs under way; deleted with their conversation."""

    def begin(self, proof: Proof, address_hash: str, conversation_hash: str) -> None:
        """Stores a proof in place of the conversation's last one, and counts its code as sent."""
        ...

    def of(self, conversation: ConversationId) -> Proof | None:
        """The conversation's last proof, open or not."""
        ...

    def open_to(self, address: Address, now: datetime) -> bool:
        """Whether a code that went to the address would still be taken in some conversation."""
        ...

    def count_try(self, proof: ProofId) -> None:
        """Counts a wrong code."""
        ...

    def settle(self, proof: ProofId, at: datetime) -> bool:
        """Stores that it was proved; False where it was already, or is no longer there."""
        ...

    def sent(self, address_hash: str, conversation_hash: str, since: datetime) -> CodesSent:
        """How many codes went out since then; those before it are forgotten."""
        ...


class PersonRepository(Protocol):
    """People with their addresses, their firms and their conversations."""

    def prove(self, address: Address, at: datetime, new: PersonId) -> PersonId:
        """Whose the address is, now proved once more; of a new person `new` where it was nobody's.

        Until the transaction ends, another that proves the same address waits or fails.
        """
        ...

    def add_point(self, point: ContactPoint) -> bool:
        """Gives a person one more address; False where it is somebody else's."""
        ...

    def of_address(self, address: Address) -> PersonId | None:
        """Whose address it is, or None."""
        ...

    def of_addresses(self, addresses: Sequence[Address]) -> Mapping[Address, PersonId]:
        """Whose each address is that is anybody's."""
        ...

    def points(self, person: PersonId) -> list[ContactPoint]:
        """A person's addresses, in the order in which they were first proved."""
        ...

    def points_of_each(
        self, people: Collection[PersonId]
    ) -> Mapping[PersonId, Sequence[ContactPoint]]:
        """The same for many at once; each of them is there, with none where none is held."""
        ...

    def join(self, membership: Membership) -> None:
        """Makes a person belong to a firm; again changes nothing."""
        ...

    def leave(self, person: PersonId, supplier: SupplierId) -> None:
        """Makes a person no longer belong to a firm; again changes nothing."""
        ...

    def firms(self, person: PersonId) -> list[Membership]:
        """The firms of a person, the first joined first."""
        ...

    def members(self, supplier: SupplierId) -> list[Membership]:
        """The people of a firm, the first joined first."""
        ...

    def memberships(self) -> list[Membership]:
        """Everybody's, the first joined first."""
        ...

    def belong(self, belonging: Belonging) -> None:
        """Stores whose a conversation is, in place of what was stored."""
        ...

    def belonging(self, conversation: ConversationId) -> Belonging | None:
        """Whose the conversation is, or None."""
        ...

    def conversations(self, person: PersonId) -> list[Belonging]:
        """A person's conversations, the last that became theirs first."""
        ...

    def conversations_of_each(
        self, people: Collection[PersonId]
    ) -> Mapping[PersonId, Sequence[Belonging]]:
        """The same for many at once; each of them is there, with none where none is held."""
        ...

    def forget(self, person: PersonId) -> None:
        """Deletes a person with all that hangs on them; their conversations are then nobody's."""
        ...

    def invite(self, invitation: Invitation) -> None:
        """Stores an invitation."""
        ...

    def take_invitation(self, code_hash: str, now: datetime) -> Invitation | None:
        """The open invitation of that code, used up by this call; None where there is none."""
        ...


class FirmPairRepository(Protocol):
    """Firms that may be the same, with evidence, and what their owners decided."""

    def note(self, pair: FirmPair) -> None:
        """Stores a pair, in place of what was stored of the same two."""
        ...

    def of(self, supplier: SupplierId) -> list[FirmPair]:
        """The pairs that have the firm, oldest first."""
        ...

    def all(self) -> list[FirmPair]:
        """Every pair, oldest first."""
        ...
