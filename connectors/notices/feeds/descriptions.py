"""What is particular to each public feed of OCDS release packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC

from bot.domain.feed import FeedName, Window

RELEASES_ON_A_PAGE = "100"
"""The most that either feed gives at once."""


@dataclass(frozen=True, slots=True)
class FeedDescription:
    """How a feed is asked.

    `official_host` is the one its links name. `pace` is the least pause between two calls, and
    `block` how long to stay away when it refuses without saying for how long; both in seconds.
    """

    name: FeedName
    official_host: str
    path: str
    window: Callable[[Window], Mapping[str, str]]
    pace: float
    block: float


def _updated(window: Window) -> Mapping[str, str]:
    """Exactly 19 characters without a zone, taken as UTC.

    If the feed means London's time it is an hour behind in summer, and nothing is lost: the
    windows follow each other all the same, and overlap by more than the hour of a changed clock.
    """
    return {
        "updatedFrom": f"{window.start.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "updatedTo": f"{window.end.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
    }


def _published(window: Window) -> Mapping[str, str]:
    return {
        "publishedFrom": f"{window.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "publishedTo": f"{window.end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


FIND_A_TENDER = FeedDescription(
    FeedName.FIND_A_TENDER,
    official_host="www.find-tender.service.gov.uk",
    path="/api/1.0/ocdsReleasePackages",
    window=_updated,
    pace=1,
    block=60,
)

# Whoever breaks its limit again and again is shut out for some minutes.
CONTRACTS_FINDER = FeedDescription(
    FeedName.CONTRACTS_FINDER,
    official_host="www.contractsfinder.service.gov.uk",
    path="/Published/Notices/OCDS/Search",
    window=_published,
    pace=5,
    block=300,
)

DESCRIPTIONS = {one.name: one for one in (FIND_A_TENDER, CONTRACTS_FINDER)}
