"""Gives an owner a link to the page about their firm; it opens for a time, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.conversation import ConversationId
from bot.domain.errors import NotFoundError
from bot.domain.profile_facts import FirmProfile
from bot.domain.signed_link import STATEMENT_LASTS, LinkPurpose
from bot.ports import SignedLinks
from bot.services.keep_profile import KeepProfile

_HOUR = timedelta(hours=1)


class OfferStatement:
    """Links about conversations; `public_url` is where this service is reached."""

    def __init__(self, links: SignedLinks, keep: KeepProfile, public_url: str) -> None:
        self._links = links
        self._keep = keep
        self._public_url = public_url.rstrip("/")

    @property
    def hours(self) -> int:
        """For how many hours a link opens."""
        return STATEMENT_LASTS // _HOUR

    def link(self, conversation: ConversationId) -> str:
        """The whole address of the page."""
        signed = self._links.sign(LinkPurpose.STATEMENT, conversation, STATEMENT_LASTS)
        return f"{self._public_url}/statements/{signed}"

    def opened(self, signed: str) -> FirmProfile:
        """The profile as it stands now; NotFoundError where it is no longer held.

        Raises what reading a link raises: NotYoursError, LinkEndedError.
        """
        conversation = ConversationId(self._links.read(LinkPurpose.STATEMENT, signed))
        profile = self._keep.of(conversation)
        if not profile.parts:
            raise NotFoundError("profile")
        return profile
