"""Enrols buyers' mailboxes, lets them confirm, change how often mails come, and end them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.buyer_contact import (
    BuyerContact,
    BuyerContactId,
    Ended,
    Enrolment,
    Frequency,
    is_personal,
)
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.feedback import Owner
from bot.domain.notification import Notification, Withheld
from bot.domain.organisation_name import same_organisation_key
from bot.domain.reaching import Address, Unfit
from bot.domain.register import BuyerRegister
from bot.domain.signed_link import LinkPurpose
from bot.domain.trade import Trades
from bot.ports import AddressReader, Clock, Storage, Work
from bot.services.contact_links import ContactLinks
from bot.services.notify import Notify
from bot.services.word_contacts import WordContacts


@dataclass(frozen=True, slots=True)
class Enrolling:
    """What a coordinator notes of a mailbox; `allow_personal` where it is one person's, on purpose.

    `agreed_on` is the moment at which the buyer agreed to the words of `EnrolContacts.wording`.
    """

    buyer: str
    mailbox: str
    agreed_by: str
    agreed_on: datetime
    enrolled_by: str
    evidence: str = ""
    categories: tuple[str, ...] = ()
    frequency: Frequency = Frequency.WEEKLY
    answers_within: int = 5
    allow_personal: bool = False


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A mailbox as it now stands, and its confirming mail, or why that may not go."""

    contact: BuyerContact
    mail: Notification | Withheld


@dataclass(frozen=True, eq=False)
class ContactDesk:
    """What enrolling works with; its clock is real time."""

    storage: Storage
    register: BuyerRegister
    trades: Trades
    mailboxes: AddressReader
    links: ContactLinks
    words: WordContacts
    notify: Notify
    clock: Clock


class EnrolContacts:
    """Contacts from their agreement to their end. Nothing but one mail goes to one unconfirmed."""

    def __init__(self, desk: ContactDesk) -> None:
        self._desk = desk

    @property
    def wording(self) -> str:
        """What a buyer agrees to: to be read to them, or sent, before they are enrolled."""
        return self._desk.words.wording

    def enrol(self, asked: Enrolling) -> Enrolled:
        """Notes the mailbox with its agreement and asks it to confirm.

        One that waits, came back or was taken off by a coordinator begins anew. Raises
        InvalidInputError, saying what to do, for one that stands, unsubscribed by itself, seems
        to be a person's, or whose buyer or categories nobody knows.
        """
        address = self._address(asked)
        with self._desk.storage.transaction() as work:
            contact = self._contact(work, asked, address)
            held = next(
                (o for o in work.buyer_contacts.of_buyer(contact.buyer) if o.address == address),
                None,
            )
            contact = _anew(held, contact)
            if held:
                work.buyer_contacts.save(contact)
                # Mails that came back from it count no more: somebody there agreed anew.
                work.mail_troubles.lift(self._desk.notify.gate.hash_of(address))
            else:
                work.buyer_contacts.add(contact)
            mail = self._desk.notify.intend(work, self._desk.words.confirmation(contact))
        if isinstance(mail, Notification):
            mail = self._desk.notify.deliver(mail.id)
        return Enrolled(contact, mail)

    def all(self) -> Sequence[BuyerContact]:
        """All contacts, by buyer."""
        with self._desk.storage.transaction() as work:
            return work.buyer_contacts.all()

    def end(self, contact: str, why: Ended = Ended.BY_COORDINATOR) -> BuyerContact:
        """Ends the contact of that id, or of that address where one alone has it.

        Raises NotFoundError where there is none, InvalidInputError where several have it.
        """
        with self._desk.storage.transaction() as work:
            found = self._find(work, contact)
            work.buyer_contacts.end([found.id], why, self._desk.clock.now())
            return _held(work, found.id)

    def forget(self, contact: str) -> BuyerContact:
        """Deletes the contact with all that hangs on it; found as `end` does."""
        with self._desk.storage.transaction() as work:
            found = self._find(work, contact)
            work.buyer_contacts.remove([found.id])
            return found

    def opened(self, signed: str, purpose: LinkPurpose = LinkPurpose.CONTACT) -> BuyerContact:
        """The contact of the link.

        Raises NotYoursError or LinkEndedError for the link, NotFoundError for one erased since.
        """
        with self._desk.storage.transaction() as work:
            return _held(work, self._desk.links.read_contact(signed, purpose))

    def confirm(self, signed: str) -> BuyerContact:
        """Lets leads go to the mailbox; again changes nothing, nor where it has ended."""
        contact = self.opened(signed, LinkPurpose.CONFIRM_CONTACT)
        with self._desk.storage.transaction() as work:
            held = _held(work, contact.id)
            if held.waits:
                work.buyer_contacts.save(held.confirmed(self._desk.clock.now()))
            return _held(work, contact.id)

    def unsubscribe(self, signed: str) -> BuyerContact:
        """Ends all mails to the mailbox at once; again changes nothing."""
        contact = self.opened(signed)
        with self._desk.storage.transaction() as work:
            work.buyer_contacts.end([contact.id], Ended.UNSUBSCRIBED, self._desk.clock.now())
            return _held(work, contact.id)

    def resume(self, signed: str) -> BuyerContact:
        """Takes an unsubscribing back, for whoever reads the mailbox."""
        contact = self.opened(signed)
        with self._desk.storage.transaction() as work:
            work.buyer_contacts.save(_held(work, contact.id).resumed())
            return _held(work, contact.id)

    def change(self, signed: str, frequency: Frequency) -> BuyerContact:
        """Stores how often mails come from now on."""
        contact = self.opened(signed)
        with self._desk.storage.transaction() as work:
            work.buyer_contacts.save(replace(_held(work, contact.id), frequency=frequency))
            return _held(work, contact.id)

    def _address(self, asked: Enrolling) -> Address:
        address = self._desk.mailboxes.read(asked.mailbox)
        if isinstance(address, Unfit):
            raise InvalidInputError(f"{asked.mailbox} is no e-mail address.")
        if is_personal(address) and not asked.allow_personal:
            raise InvalidInputError(
                f"{address.value} looks like one person's mailbox. Ask for a team's, which goes on "
                "when somebody leaves; or say --personal if this one is meant."
            )
        return address

    def _contact(self, work: Work, asked: Enrolling, address: Address) -> BuyerContact:
        unknown = set(asked.categories) - {one.name for one in self._desk.trades}
        if unknown:
            raise InvalidInputError(
                f"These are no trades of the list: {', '.join(sorted(unknown))}."
            )
        enrolment = Enrolment(
            agreed_by=asked.agreed_by,
            agreed_at=asked.agreed_on,
            wording=self.wording,
            version=self._desk.words.version,
            enrolled_by=asked.enrolled_by,
            enrolled_at=self._desk.clock.now(),
            evidence=asked.evidence,
        )
        return BuyerContact(
            id=BuyerContactId(str(uuid.uuid4())),
            buyer=self._buyer(work, asked.buyer),
            address=address,
            enrolment=enrolment,
            categories=asked.categories,
            frequency=asked.frequency,
            answers_within=asked.answers_within,
        )

    def _buyer(self, work: Work, said: str) -> str:
        registered, key = self._desk.register.named(said), same_organisation_key(said)
        if registered:
            return registered.buyer.name
        for body in work.buyers.bodies():
            if key in {same_organisation_key(one.name) for one in body.namings}:
                return body.buyer.name
        raise InvalidInputError(f"No buyer called {said} is in the register or in a notice held.")

    def _find(self, work: Work, said: str) -> BuyerContact:
        found = work.buyer_contacts.get(BuyerContactId(said))
        address = self._desk.mailboxes.read(said)
        those = [found] if found else []
        if isinstance(address, Address):
            those = work.buyer_contacts.of_address(address)
        if not those:
            raise NotFoundError(f"There is no contact {said}.")
        if len(those) > 1:
            raise InvalidInputError(f"{said} serves several buyers: name its id.")
        return those[0]


def _anew(held: BuyerContact | None, new: BuyerContact) -> BuyerContact:
    if held is None:
        return new
    if held.stands:
        raise InvalidInputError(f"{held.address.value} is enrolled for {held.buyer} already.")
    if held.ended is Ended.UNSUBSCRIBED:
        raise InvalidInputError(
            f"{held.address.value} unsubscribed. Only whoever reads it can take that back, by the "
            "link at the end of any of its mails."
        )
    return replace(new, id=held.id)


def _held(work: Work, contact: BuyerContactId) -> BuyerContact:
    found = work.buyer_contacts.get(contact)
    if found is None:
        raise NotFoundError("contact")
    return found


def owner_of(contact: BuyerContact) -> Owner:
    """Whose messages to the contact are."""
    return Owner(contact=contact.id)
