"""Gives an owner a link to the page about their firm; it opens for a time, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.after_winning import Story
from bot.domain.conversation import ConversationId
from bot.domain.errors import NotFoundError
from bot.domain.fact_check import FactCheck
from bot.domain.profile_facts import FirmProfile
from bot.domain.signed_link import STATEMENT_LASTS, LinkPurpose
from bot.ports import SignedLinks, Storage
from bot.services.keep_profile import KeepProfile
from bot.services.shared_facts import standing_checks

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpenedFirm:
    """What whoever holds the link may read: profile, stories with a yes, what was checked."""

    profile: FirmProfile
    stories: tuple[Story, ...]
    checks: tuple[FactCheck, ...] = ()


class OfferStatement:
    """Links about conversations; `public_url` is where this service is reached."""

    def __init__(
        self, links: SignedLinks, keep: KeepProfile, storage: Storage, public_url: str
    ) -> None:
        self._links = links
        self._keep = keep
        self._storage = storage
        self._public_url = public_url.rstrip("/")

    @property
    def hours(self) -> int:
        """For how many hours a link opens."""
        return STATEMENT_LASTS // _HOUR

    def link(self, conversation: ConversationId) -> str:
        """The whole address of the page."""
        signed = self._links.sign(LinkPurpose.STATEMENT, conversation, STATEMENT_LASTS)
        return f"{self._public_url}/statements/{signed}"

    def opened(self, signed: str) -> OpenedFirm:
        """The profile and stories as they stand now; NotFoundError where no profile is held.

        Raises what reading a link raises: NotYoursError, LinkEndedError.
        """
        conversation = ConversationId(self._links.read(LinkPurpose.STATEMENT, signed))
        profile = self._keep.of(conversation)
        if not profile.parts:
            raise NotFoundError("profile")
        with self._storage.transaction() as work:
            firm = work.profiles.owner_of(conversation).supplier
            stories = work.stories.of(firm) if firm else []
            checks = standing_checks(work, firm, profile) if firm else {}
        shown = tuple(one for one in stories if one.agreed)
        return OpenedFirm(profile, shown, tuple(checks.values()))
