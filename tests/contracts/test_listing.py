"""What every store promises of the list for everybody."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId, Source, SuitableFor, Visibility
from bot.ports import Storage
from tests.examples import COUNCIL, NOW, in_days, opportunity

OURS = Source("buyer_list", None, NOW)
SOURCES = {"buyer_list"}


def saved(storage: Storage, *these: Opportunity) -> None:
    """Saves each under a process key that is its id."""
    with storage.transaction() as work:
        work.opportunities.save_all({ProcessKey(one.id): one for one in these})


def test_what_is_advertised_is_listed_with_what_it_is_narrowed_by(storage: Storage) -> None:
    kept = {"suitable_for": frozenset({SuitableFor.SME}), "reserved_for": "smeVcse"}
    saved(storage, opportunity("plain"), opportunity("small", **kept))
    with storage.transaction() as work:
        found = {one.id: one for one in work.listing.listed()}
        assert {one: (told.is_for_small, told.is_reserved) for one, told in found.items()} == {
            "plain": (False, False),
            "small": (True, True),
        }
        assert found[OpportunityId("plain")].postcode == "B9 4AA"
        assert [one.id for one in work.listing.listed([OpportunityId("small")])] == ["small"]
        assert work.listing.listed([]) == []


def test_what_is_for_invited_firms_is_never_listed_nor_given_out(storage: Storage) -> None:
    secret = opportunity("secret", visibility=Visibility.INVITED, source=OURS)
    saved(storage, secret)
    with storage.transaction() as work:
        assert work.listing.listed() == []
        assert work.listing.listed([secret.id]) == []
        assert work.listing.posted_here(SOURCES, None, 9) == []


def test_buyers_are_found_by_a_part_of_their_name(storage: Storage) -> None:
    trust = replace(COUNCIL, name="Westside 100% Trust")
    saved(storage, opportunity("one"), opportunity("two", buyer=trust))
    with storage.transaction() as work:
        naming = {one.id: one.naming for one in work.listing.listed()}
        assert work.listing.namings_of_buyers("SIDE") == set(naming.values())
        assert work.listing.namings_of_buyers("0% t") == {naming[OpportunityId("two")]}
        assert work.listing.namings_of_buyers("_estside") == set()


def test_samples_alone_are_nothing_real(storage: Storage) -> None:
    with storage.transaction() as work:
        assert not work.listing.has_real()
    saved(storage, opportunity("sample", is_sample=True))
    with storage.transaction() as work:
        assert not work.listing.has_real()
    saved(storage, opportunity("one"))
    with storage.transaction() as work:
        assert work.listing.has_real()


def test_what_was_posted_here_comes_in_its_order_a_part_at_a_time(storage: Storage) -> None:
    late = replace(OURS, as_of=in_days(1))
    saved(
        storage,
        opportunity("c", source=late),
        opportunity("b", source=OURS),
        opportunity("a", source=OURS),
        opportunity("another's"),
        opportunity("sample", source=OURS, is_sample=True),
    )
    with storage.transaction() as work:
        first = work.listing.posted_here(SOURCES, None, 2)
        assert [one.id for one in first] == ["a", "b"]
        rest = work.listing.posted_here(SOURCES, (first[-1].source.as_of, first[-1].id), 2)
        assert [one.id for one in rest] == ["c"]
        assert work.listing.posted_here(SOURCES, (in_days(1), "c"), 2) == []


def test_news_is_what_was_said_since_and_what_has_closed_since(storage: Storage) -> None:
    saved(
        storage,
        opportunity("said", source=replace(OURS, as_of=in_days(2))),
        opportunity("closed", source=OURS, deadline=in_days(3)),
        opportunity("open", source=OURS, deadline=in_days(9)),
        opportunity("closed before", source=OURS, deadline=in_days(1)),
    )
    with storage.transaction() as work:
        news = work.listing.posted_here(SOURCES, None, 9, (in_days(2), in_days(4)))
        assert [one.id for one in news] == ["closed", "said"]
