"""What every store promises of the people whom notices name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.notice import JsonBody, ProcessKey, Release
from bot.domain.opportunity import Contact, ContactUse, OpportunityId
from bot.ports import Storage
from tests.examples import NOW, in_days, opportunity

OFFICER = Contact("Jo Bloggs", "jo.bloggs@eastside.example", "0121 496 0000")
P, Q = ProcessKey("p"), ProcessKey("q")


def body(name: str = "Jo Bloggs") -> dict[str, Any]:
    point = {"name": name, "email": "jo@eastside.example", "telephone": "1"}
    return {"tender": {"title": "x"}, "parties": [{"name": "Eastside", "contactPoint": point}]}


def release(key: ProcessKey, print_: str, days: float = -40) -> Release:
    return Release(key, None, in_days(days), "ocds", body(), print_)


def hold(storage: Storage, key: ProcessKey, **facts: Any) -> None:
    known = {"published_at": in_days(-60), "contact": OFFICER}
    with storage.transaction() as work:
        work.opportunities.save(key, opportunity(key, **{**known, **facts}))
        work.releases.add_new([release(key, f"of {key}")])


def contact_of(storage: Storage, key: ProcessKey) -> Contact | None:
    with storage.transaction() as work:
        return work.opportunities.of_processes([key])[key].contact


def bodies(storage: Storage, key: ProcessKey) -> str:
    with storage.transaction() as work:
        return repr([one.body for one in work.releases.of_processes([key])[key]])


def test_a_notice_and_its_releases_forget_whom_they_named(storage: Storage) -> None:
    hold(storage, P, deadline=in_days(-31))
    hold(storage, Q, deadline=in_days(5))
    with storage.transaction() as work:
        assert work.contacts.ended(in_days(-30)) == 2
        assert work.contacts.drop_ended(in_days(-30), 9) == 2
        assert work.contacts.ended(in_days(-30)) == 0
        assert work.contacts.drop_ended(in_days(-30), 9) == 0
    assert contact_of(storage, P) is None
    assert "jo" not in bodies(storage, P).lower()
    assert contact_of(storage, Q) == OFFICER
    assert "Jo Bloggs" in bodies(storage, Q)


@pytest.mark.parametrize(
    ("ends", "until"),
    [
        ({"deadline": in_days(5)}, in_days(5)),
        ({"deadline": in_days(5), "cancelled_at": in_days(2)}, in_days(2)),
        ({"deadline": in_days(5), "awarded_at": in_days(3)}, in_days(3)),
        ({"deadline": None}, None),
    ],
)
def test_what_a_contact_may_be_used_for_and_how_long_is_held_with_it(
    storage: Storage, ends: dict[str, Any], until: object
) -> None:
    hold(storage, P, **ends)
    held = contact_of(storage, P)
    assert held
    assert (held.use, held.until) == (ContactUse.ENQUIRIES, until)
    hold(storage, P, deadline=in_days(9), title="Put off")
    again = contact_of(storage, P)
    assert again
    assert again.until == in_days(9), "a notice that goes on longer holds it as long"


def test_the_rest_of_the_notice_stays_as_it_was(storage: Storage) -> None:
    hold(storage, P, deadline=in_days(-31))
    with storage.transaction() as work:
        before = work.opportunities.of_processes([P])[P]
        work.contacts.drop_ended(in_days(-30), 9)
    with storage.transaction() as work:
        after = work.opportunities.of_processes([P])[P]
        assert after.title == before.title
        assert after.buyer == before.buyer
        assert "'title': 'x'" in repr(work.releases.of_processes([P])[P][0].body)


def test_an_officer_taken_out_is_left_as_publishers_do_it(storage: Storage) -> None:
    hold(storage, P, deadline=in_days(-31))
    with storage.transaction() as work:
        work.contacts.drop_ended(in_days(-30), 9)
        left = work.releases.of_processes([P])[P][0].body["parties"][0]["contactPoint"]
    assert left == {"email": ""}


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_an_officer_is_found_however_a_release_was_written(
    storage: Storage, separators: tuple[str, str]
) -> None:
    written = JsonBody(json.dumps(body(), separators=separators))
    with storage.transaction() as work:
        work.releases.add_new([replace(release(P, "f"), body=written)])
        assert work.contacts.ended(in_days(-30)) == 1
        assert work.contacts.drop_ended(in_days(-30), 9) == 1
        assert work.contacts.ended(in_days(-30)) == 0
    assert "jo" not in bodies(storage, P).lower()


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        ({"deadline": in_days(-30)}, True),
        ({"deadline": in_days(-29)}, False),
        ({"deadline": in_days(20), "awarded_at": in_days(-30)}, True),
        ({"deadline": in_days(20), "cancelled_at": in_days(-31)}, True),
        ({"deadline": None}, True),
        ({"deadline": None, "published_at": in_days(-3)}, False),
        ({"deadline": in_days(-40), "is_sample": True}, False),
    ],
)
def test_when_it_ends(storage: Storage, facts: dict[str, Any], ends: bool) -> None:
    hold(storage, P, **facts)
    with storage.transaction() as work:
        work.contacts.drop_ended(in_days(-30), 9)
    assert (contact_of(storage, P) is None) is ends


def test_a_release_of_no_opportunity_ends_by_its_own_day(storage: Storage) -> None:
    with storage.transaction() as work:
        work.releases.add_new([release(P, "1", -31), release(Q, "2", -29)])
        assert work.contacts.drop_ended(in_days(-30), 9) == 1
    assert "Jo" not in bodies(storage, P)
    assert "Jo" in bodies(storage, Q)


def test_no_more_than_the_limit_of_each_go_at_once(storage: Storage) -> None:
    hold(storage, P, deadline=in_days(-31))
    hold(storage, Q, deadline=in_days(-31))
    with storage.transaction() as work:
        assert [work.contacts.drop_ended(in_days(-30), 1) for _ in range(3)] == [2, 2, 0]


def test_the_same_notice_read_again_brings_nobody_back(storage: Storage) -> None:
    facts = {"deadline": in_days(-31), "published_at": in_days(-60), "contact": OFFICER}
    hold(storage, P, **facts)
    with storage.transaction() as work:
        work.contacts.drop_ended(in_days(-30), 9)
    with storage.transaction() as work:
        again = release(P, "of p")
        assert work.releases.add_new([again]) == []


def test_one_that_is_not_advertised_forgets_too(storage: Storage) -> None:
    from bot.domain.opportunity import Visibility

    hold(storage, P, deadline=in_days(-31), visibility=Visibility.INVITED)
    with storage.transaction() as work:
        work.contacts.drop_ended(NOW, 9)
        assert work.opportunities.get(OpportunityId("p")) is None
    assert contact_of(storage, P) is None
