"""Whether a message may go to an address: operator, allow-list, STOP, consent, enrolment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        return self.why_not_each(work, [(to, about, owner)])[0]

    def why_not_each(
        self, work: Work, meant: Sequence[tuple[Address, About, Owner]]
    ) -> list[Withheld | None]:
        """The same for each of many, however many with the same few questions to the store."""
        able = [one for one in meant if not self.unable(one[0])]
        suppressed = self._suppressed(work, [to for to, about, _ in able if _heeds_stop(about)])
        agreed = self._agreed(work, able)

        def judged(to: Address, about: About, owner: Owner) -> Withheld | None:
            if unable := self.unable(to):
                return unable
            if _heeds_stop(about) and to in suppressed:
                return Withheld.SUPPRESSED
            if self._came_back(work, to, about):
                return Withheld.UNREACHABLE
            return None if (to, about, owner) in agreed else Withheld.NO_CONSENT

        return [judged(*one) for one in meant]

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

    def _suppressed(self, work: Work, asked: Sequence[Address]) -> set[Address]:
        found: set[Address] = set()
        for means in {to.means for to in asked}:
            hashes = {self.hash_of(to): to for to in asked if to.means is means}
            found |= {hashes[one] for one in work.suppressions.among(means, list(hashes))}
        return found

    def _agreed(
        self, work: Work, meant: Sequence[tuple[Address, About, Owner]]
    ) -> set[tuple[Address, About, Owner]]:
        """Those that need no consent, and those whose owner gave it for that means."""
        to_contacts = {one for one in meant if _is_to_contact(one[1], one[2])}
        agreed = {one for one in to_contacts if _is_enrolled(work, *one)}
        agreed |= {one for one in meant if one[1] not in NEEDS_CONSENT} - to_contacts
        for about in {one[1] for one in meant} & set(NEEDS_CONSENT):
            asked = [one for one in meant if one[1] is about and one not in to_contacts]
            whose = work.people.of_addresses([to for to, _, _ in asked])
            mine = [one for one in asked if one[2].person and whose.get(one[0]) == one[2].person]
            people = {one: Owner(person=one[2].person) for one in mine}
            steps = work.consents.of_each(list(people.values()), NEEDS_CONSENT[about])
            agreed |= {one for one in mine if given(by(one[0].means, steps.get(people[one], [])))}
            if about is About.INVITED:
                agreed |= {one for one in mine if _may_be_called(work, *one)}
        return agreed


def _heeds_stop(about: About) -> bool:
    return about not in GOES_AFTER_STOP


def _may_be_called(work: Work, to: Address, _about: About, owner: Owner) -> bool:
    """Whether an invitation may go by mail: a firm of theirs agreed to be found by buyers.

    A buyer that asks such a firm for a price does what it agreed to, and promotes nothing. A text
    interrupts, and needs the consent to texts.
    """
    if to.means is not Means.MAIL or owner.person is None:
        return False
    firms = [one.supplier for one in work.people.firms(owner.person)]
    return any(one.shown_to_buyers for one in work.suppliers.get_many(firms))


def _is_to_contact(about: About, owner: Owner) -> bool:
    return about in TO_CONTACTS or owner.contact is not None


def _is_enrolled(work: Work, to: Address, about: About, owner: Owner) -> bool:
    """Whether the buyer's mailbox agreed: it confirmed and did not end; or is yet to confirm."""
    held = work.buyer_contacts.get(owner.contact) if owner.contact else None
    if held is None or held.address != to:
        return False
    return held.waits if about is About.ENROLMENT else held.stands
