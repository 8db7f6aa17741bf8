"""What is given out as open data, a page at a time, and what never is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.domain.amendment import Amendment, AmendmentId, Part, PartChange
from bot.domain.entry import Entry, EntryId
from bot.domain.notice import ProcessKey
from bot.domain.officer import BuyerName
from bot.domain.opportunity import Kind, Opportunity, Source, Visibility
from bot.domain.publishing import Amended
from bot.services.publish_releases import ON_A_PAGE, PublishReleases
from bot.services.tell_amendment import WordAmendment
from tests.examples import NOW, in_days, opportunity
from tests.fakes import FakeClock, FakeStorage
from tests.services.reached import PHRASES

OURS = Source("buyer_list", None, NOW)


class FakeWriter:
    """Writes no more than the id and the moment."""

    prefix, is_registered = "ocds-aaaaaa", True

    def release(
        self, one: Opportunity, now: datetime, amended: Sequence[Amended] = ()
    ) -> Mapping[str, Any]:
        """The id, when it was asked for, and what was changed."""
        return {"id": one.id, "now": now, **({"amended": amended} if amended else {})}

    def package(
        self,
        releases: Sequence[Mapping[str, Any]],
        address: str,
        following: str | None,
        now: datetime,
    ) -> Mapping[str, Any]:
        """Everything that it was given."""
        return {"releases": releases, "uri": address, "next": following, "at": now}


def publishing(*these: Opportunity) -> PublishReleases:
    """On a store that has these."""
    storage = FakeStorage()
    with storage.transaction() as work:
        work.opportunities.save_all({ProcessKey(one.id): one for one in these})
    return PublishReleases(storage, FakeWriter(), WordAmendment(PHRASES), FakeClock(NOW))


def many(count: int) -> list[Opportunity]:
    """So many posted here, one after the other."""
    return [
        opportunity(f"n{n:03}", source=replace(OURS, as_of=in_days(n // 3))) for n in range(count)
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"source": Source("find_a_tender", None, NOW)},
        {"source": Source("contracts_finder", None, NOW)},
        {"source": Source("ocds", None, NOW)},
        {"source": OURS, "visibility": Visibility.INVITED},
        {"source": OURS, "is_sample": True},
    ],
)
def test_notices_of_others_invitations_and_samples_are_not_given_out(
    changes: dict[str, Any],
) -> None:
    ours = publishing(opportunity("no", **changes), opportunity("yes", source=OURS))
    assert [one["id"] for one in ours.everything()] == ["yes"]


@pytest.mark.parametrize("count", [0, 1, ON_A_PAGE, ON_A_PAGE + 1, 2 * ON_A_PAGE + 3])
def test_pages_hold_each_once_in_order_and_the_last_has_no_next(count: int) -> None:
    ours = publishing(*many(count))
    page = ours.page()
    seen = [one["id"] for one in page.releases]
    while page.last:
        page = ours.page(after=page.last)
        assert page.releases
        seen += [one["id"] for one in page.releases]
    assert seen == [f"n{n:03}" for n in range(count)]
    assert [one["id"] for one in ours.everything()] == seen


def test_what_has_closed_since_is_news() -> None:
    closed = opportunity("closed", source=replace(OURS, as_of=in_days(-9)), deadline=in_days(-1))
    still = opportunity("still", source=replace(OURS, as_of=in_days(-9)))
    page = publishing(closed, still).page(since=in_days(-2))
    assert [one["id"] for one in page.releases] == ["closed"]


def test_what_its_buyer_changed_since_is_given_out_with_it() -> None:
    made, one = publishing(opportunity("one", source=OURS)), EntryId("one")
    changed = Amendment(
        AmendmentId("a"), one, NOW, (PartChange(Part.TITLE, "Old", "New"),), "A slip", None
    )
    with made._storage.transaction() as work:  # noqa: SLF001 - the same store, not another
        work.entries.save(Entry(one, BuyerName("Council"), Kind.QUICK_QUOTE, NOW, NOW))
        work.entries.amend(changed)
    [told] = made.page().releases
    line = "It is now called \u201cNew\u201d. Before: \u201cOld\u201d."
    assert told["amended"] == [Amended("a", NOW, line, "A slip")]
