"""The links by which either side says how work went: each for one question, and signed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.after_winning import Side
from bot.domain.errors import NotYoursError
from bot.domain.introduction import IntroductionId
from bot.domain.signed_link import AFTER_WIN_LASTS, LinkPurpose
from bot.domain.won_work import WinId
from bot.ports import SignedLinks

_PARTS = 4


@dataclass(frozen=True, slots=True)
class AfterWinLink:
    """Which question, and who is asked: the id of a person or of a buyer's contact."""

    introduction: IntroductionId | WinId
    days: int
    side: Side
    who: str


class AfterWinLinks:
    """Signed links under the service's public address."""

    def __init__(self, links: SignedLinks, address: str) -> None:
        self._links = links
        self._address = address.rstrip("/")

    def address(self, link: AfterWinLink) -> str:
        """Where it is asked; a press there answers."""
        about = f"{link.introduction} {link.days} {link.side} {link.who}"
        signed = self._links.sign(LinkPurpose.AFTER_WIN, about, AFTER_WIN_LASTS)
        return f"{self._address}/after/{signed}"

    def read(self, signed: str) -> AfterWinLink:
        """What the link is for; NotYoursError for a false one, LinkEndedError for an old one."""
        parts = self._links.read(LinkPurpose.AFTER_WIN, signed).split(" ")
        if len(parts) != _PARTS or not parts[1].isdigit() or parts[2] not in set(Side):
            raise NotYoursError("link")
        introduction, days, side, who = parts
        return AfterWinLink(IntroductionId(introduction), int(days), Side(side), who)
