"""The links that buyers' contacts are sent: each for one thing, and nobody else can make one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.buyer_contact import CONFIRMATION_LASTS, BuyerContactId
from bot.domain.errors import NotYoursError
from bot.domain.introduction import IntroductionId
from bot.domain.lead_answer import LeadChoice
from bot.domain.signed_link import CONTACT_LASTS, LEAD_LASTS, LinkPurpose
from bot.ports import SignedLinks

_LEAD_PARTS = 3
_ONLY_SHOWS = "look"


@dataclass(frozen=True, slots=True)
class LeadLink:
    """What a link to a lead is for: which, in which mailbox, and the answer that was tapped.

    `choice` is None for a link that only shows it.
    """

    introduction: IntroductionId
    contact: BuyerContactId
    choice: LeadChoice | None = None


class ContactLinks:
    """Signed links under the service's public address."""

    def __init__(self, links: SignedLinks, address: str) -> None:
        self._links = links
        self._address = address.rstrip("/")

    def confirm(self, contact: BuyerContactId) -> str:
        """Where somebody who reads the mailbox confirms it."""
        signed = self._links.sign(LinkPurpose.CONFIRM_CONTACT, contact, CONFIRMATION_LASTS)
        return f"{self._address}/contacts/{signed}/confirm"

    def contact(self, contact: BuyerContactId) -> str:
        """Where it is changed how often mails come; with `/unsubscribe` after it, ended."""
        signed = self._links.sign(LinkPurpose.CONTACT, contact, CONTACT_LASTS)
        return f"{self._address}/contacts/{signed}"

    def lead(self, link: LeadLink) -> str:
        """Where a lead is shown with the tapped answer, to be given by a press there."""
        choice = link.choice.value if link.choice else _ONLY_SHOWS
        about = f"{link.introduction} {link.contact} {choice}"
        return f"{self._address}/leads/{self._links.sign(LinkPurpose.LEAD, about, LEAD_LASTS)}"

    def read_contact(self, signed: str, purpose: LinkPurpose) -> BuyerContactId:
        """Whose link it is; NotYoursError for a false one, LinkEndedError for an old one."""
        return BuyerContactId(self._links.read(purpose, signed))

    def read_lead(self, signed: str) -> LeadLink:
        """What the link is for; raises as `read_contact` does."""
        parts = self._links.read(LinkPurpose.LEAD, signed).split(" ")
        if len(parts) != _LEAD_PARTS or parts[2] not in {*LeadChoice, _ONLY_SHOWS}:
            raise NotYoursError("link")
        introduction, contact, choice = parts
        chosen = None if choice == _ONLY_SHOWS else LeadChoice(choice)
        return LeadLink(IntroductionId(introduction), BuyerContactId(contact), chosen)
