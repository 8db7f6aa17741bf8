"""Whether a message may go to an address: operator, allow-list, STOP, consent, enrolment."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.consent import by, given
from bot.domain.feedback import Owner
from bot.domain.keyed_hash import KeyedHash
from bot.domain.notification import (
    GOES_AFTER_STOP,
    NEEDS_CONSENT,
    TO_CONTACTS,
    About,
    Withheld,
)
from bot.domain.operator import Operator
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.ports import Carrier, Work

_USE = "suppression"


class MayWrite:
    """The one gate that every message passes, when it is meant and again when it goes."""

    def __init__(
        self,
        carriers: Mapping[Means, Carrier],
        operator: Operator,
        recipients: Recipients,
        hashes: KeyedHash,
    ) -> None:
        self._carriers = carriers
        self._operator = operator
        self._recipients = recipients
        self._hashes = hashes

    def why_not(self, work: Work, to: Address, about: About, owner: Owner) -> Withheld | None:
        """Why nothing may be sent, or None.

        Where messages are only shown, neither the operator nor the list is asked for.
        """
        if unable := self.unable(to):
            return unable
        if about not in GOES_AFTER_STOP and self.is_suppressed(work, to):
            return Withheld.SUPPRESSED
        if self._came_back(work, to, about):
            return Withheld.UNREACHABLE
        return None if self._is_agreed(work, to, about, owner) else Withheld.NO_CONSENT

    def unable(self, to: Address) -> Withheld | None:
        """Why this installation sends nothing there, whoever it belongs to; None if it would."""
        carrier = self._carriers.get(to.means)
        if carrier is None:
            return Withheld.NO_TRANSPORT
        if carrier.only_shows:
            return None
        if not self._operator.is_complete:
            return Withheld.NO_OPERATOR
        return None if self._recipients.allow(to) else Withheld.NOT_A_RECIPIENT

    def is_suppressed(self, work: Work, to: Address) -> bool:
        """Whether whoever has the address said STOP."""
        return work.suppressions.holds(to.means, self.hash_of(to))

    def hash_of(self, to: Address) -> str:
        """What stands for the address among the suppressions."""
        return self._hashes.of(_USE, to.value)

    def _came_back(self, work: Work, to: Address, about: About) -> bool:
        """Whether mails like this one came back. A code is tried: its owner is there, and waits."""
        if to.means is not Means.MAIL or about is About.CODE:
            return False
        return work.mail_troubles.is_stopped(self.hash_of(to), about)

    def _is_agreed(self, work: Work, to: Address, about: About, owner: Owner) -> bool:
        if about in TO_CONTACTS or owner.contact:
            return _is_enrolled(work, to, about, owner)
        purpose = NEEDS_CONSENT.get(about)
        if purpose is None:
            return True
        if owner.person is None or work.people.of_address(to) != owner.person:
            return False
        steps = work.consents.of(Owner(person=owner.person), purpose)
        return given(by(to.means, steps)) is not None


def _is_enrolled(work: Work, to: Address, about: About, owner: Owner) -> bool:
    """Whether the buyer's mailbox agreed: it confirmed and did not end; or is yet to confirm."""
    held = work.buyer_contacts.get(owner.contact) if owner.contact else None
    if held is None or held.address != to:
        return False
    return held.waits if about is About.ENROLMENT else held.stands
