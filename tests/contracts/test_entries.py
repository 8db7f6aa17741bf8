"""What every store of entries and invitations promises: in memory, SQLite, PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.amendment import Amendment, AmendmentId, Part, PartChange
from bot.domain.challenge import Phase
from bot.domain.entry import (
    Barrier,
    BarriersConsidered,
    Door,
    Entry,
    EntryId,
    EntryState,
    Invitation,
    PhaseOffer,
    may_see,
)
from bot.domain.errors import InvalidInputError
from bot.domain.money import Basis, Value, Vat
from bot.domain.officer import BuyerName, Officer, OfficerId, Role
from bot.domain.opportunity import Category, Kind
from bot.domain.reaching import Means
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.supplier import SupplierId
from bot.ports import Storage
from tests.examples import NOW, cpv, in_days, supplier

COUNCIL, TRUST = BuyerName("Eastside Council"), BuyerName("Eastside Trust")
ADA = Officer(OfficerId("ada"), "ada@eastside.example", Role.OFFICER, COUNCIL, NOW)
BARE = Entry(EntryId("bare"), COUNCIL, Kind.QUICK_QUOTE, NOW, in_days(-1))
FULL = Entry(
    EntryId("full"),
    COUNCIL,
    Kind.CHALLENGE,
    NOW,
    NOW,
    title="Fewer missed bins",
    wanted="=Streets without bins \u201cleft over\u201d",
    door=Door.INVITE,
    category=Category.SERVICES,
    value=Value(Decimal("11999.99"), Vat.INCLUDED, Basis.TOTAL),
    cpv=cpv("90500000"),
    questions=("When can you begin?",),
    phases=(
        PhaseOffer(Phase.CALL, "An idea"),
        PhaseOffer(Phase.TRIAL, "It runs", Decimal("5000.50")),
    ),
    postcode="B9 4AA",
    starts_on=date(2027, 1, 4),
    deadline=in_days(10),
    reservation=Reservation(ReservedArea.OWN_AREA, "Birmingham", NOW),
    barriers=BarriersConsidered(NOW, (Barrier.TIME, Barrier.INSURANCE)),
    notice_number="007747-2026",
    author=ADA.id,
    posted_at=NOW,
)
FIRM, OTHER = SupplierId("firm"), SupplierId("other")


def held(storage: Storage) -> Storage:
    with storage.transaction() as work:
        work.officers.add(ADA)
        work.suppliers.save_all([supplier("firm"), supplier("other")])
        work.entries.save(BARE)
        work.entries.save(FULL)
        work.entries.save(replace(BARE, id=EntryId("theirs"), buyer=TRUST))
    return storage


def test_one_comes_back_as_it_was(storage: Storage) -> None:
    with held(storage).transaction() as work:
        assert work.entries.get(FULL.id) == FULL
        assert work.entries.of_opportunity(BARE.opportunity_id) == BARE
        assert work.entries.get(EntryId("none")) is None


def test_saving_again_stores_it_anew(storage: Storage) -> None:
    changed = replace(FULL, title="Other", withdrawn_at=in_days(1), reservation=None, barriers=None)
    with held(storage).transaction() as work:
        work.entries.save(changed)
        assert work.entries.get(FULL.id) == changed


def test_a_buyer_has_its_own_entries_those_changed_last_first(storage: Storage) -> None:
    with held(storage).transaction() as work:
        assert work.entries.of_buyer(COUNCIL) == [FULL, BARE]
        assert [one.id for one in work.entries.of_buyer(TRUST)] == ["theirs"]


def test_what_was_posted_since_leaves_out_drafts_and_what_was_withdrawn(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.entries.save(replace(FULL, id=EntryId("gone"), withdrawn_at=NOW))
        assert work.entries.posted_since(COUNCIL, in_days(-1)) == [FULL]
        assert work.entries.posted_since(COUNCIL, NOW) == []


def test_a_supplier_is_invited_once(storage: Storage) -> None:
    first = Invitation(FULL.id, FIRM, NOW, ADA.id)
    later = [replace(first, at=in_days(1)), Invitation(FULL.id, OTHER, in_days(1), None)]
    with held(storage).transaction() as work:
        assert work.entries.invite([first]) == {FIRM}
        assert work.entries.invite(later) == {OTHER}
        assert work.entries.invitations(FULL.id) == [first, later[1]]
        assert work.entries.invitations(BARE.id) == []
        assert work.entries.invitations_of([FIRM]) == [first]
        assert work.entries.invitations_of([FIRM, OTHER]) == [later[1], first]
        assert work.entries.invitations_of([]) == []


def test_how_a_firm_learnt_of_its_invitation_is_kept_and_the_first_moment_stands(
    storage: Storage,
) -> None:
    asked = Invitation(FULL.id, FIRM, NOW, ADA.id)
    with held(storage).transaction() as work:
        work.entries.invite([asked])
        work.entries.note_told(FULL.id, FIRM, {Means.TEXT, Means.MAIL})
        work.entries.see(FULL.id, FIRM, in_days(1))
        work.entries.see(FULL.id, FIRM, in_days(2))
        work.entries.see(FULL.id, OTHER, in_days(2))
        told = replace(asked, told=(Means.MAIL, Means.TEXT), seen_at=in_days(1))
        assert work.entries.invitations(FULL.id) == [told]
        work.entries.note_told(FULL.id, FIRM, [])
        assert work.entries.invitations_of([FIRM]) == [replace(told, told=())]


def test_changes_of_what_was_posted_come_back_in_order_and_go_with_it(storage: Storage) -> None:
    parts = (PartChange(Part.TITLE, "=a", "b \u201cc\u201d"), PartChange(Part.POSTCODE, "", "B9"))
    first = Amendment(AmendmentId("z"), FULL.id, NOW, parts, "A slip", ADA.id)
    then = Amendment(AmendmentId("a"), FULL.id, in_days(1), (), "More time", None)
    with held(storage).transaction() as work:
        work.entries.amend(then)
        work.entries.amend(first)
        assert work.entries.amendments([FULL.id, BARE.id]) == [first, then]
        assert work.entries.amendments([BARE.id]) == work.entries.amendments([]) == []
        work.people.forget(ADA.person)
        assert work.entries.amendments([FULL.id])[0] == replace(first, by=None)
        work.entries.remove(FULL.id)
        assert work.entries.amendments([FULL.id]) == []


def test_what_is_removed_is_gone_with_its_invitations(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.entries.invite([Invitation(FULL.id, FIRM, NOW, None)])
        work.entries.remove(FULL.id)
        assert work.entries.get(FULL.id) is None
        assert work.entries.invitations_of([FIRM]) == []
        assert work.entries.get(BARE.id) == BARE


def test_an_entry_outlives_its_author_and_an_invitation_its_sender(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.entries.invite([Invitation(FULL.id, FIRM, NOW, ADA.id)])
        work.people.forget(ADA.person)
        assert work.entries.get(FULL.id) == replace(FULL, author=None)
        assert work.entries.invitations(FULL.id) == [Invitation(FULL.id, FIRM, NOW, None)]


def test_an_invitation_goes_with_its_firm(storage: Storage) -> None:
    with held(storage).transaction() as work:
        work.entries.invite([Invitation(FULL.id, FIRM, NOW, ADA.id)])
        work.suppliers.remove([FIRM])
        assert work.entries.invitations(FULL.id) == []


def test_the_state_is_worked_out_at_the_moment_and_the_deadline_is_too_late() -> None:
    assert BARE.state_at(NOW) is EntryState.DRAFT
    assert FULL.state_at(in_days(9.999)) is EntryState.POSTED
    assert FULL.state_at(in_days(10)) is EntryState.CLOSED
    assert replace(FULL, withdrawn_at=in_days(1)).state_at(in_days(20)) is EntryState.WITHDRAWN
    assert FULL.takes_answers_at(NOW)
    assert not FULL.takes_answers_at(in_days(10))


def test_what_is_for_invited_firms_is_seen_by_them_alone() -> None:
    invited = frozenset({FIRM})
    assert may_see(FULL, invited, FIRM)
    assert not may_see(FULL, invited, OTHER)
    assert not may_see(FULL, invited, None)
    assert may_see(replace(FULL, door=Door.ADVERTISE), frozenset(), None)
    assert not may_see(replace(FULL, posted_at=None), invited, FIRM)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Kind.TENDER},
        {"title": "x" * 151},
        {"wanted": "x" * 5_001},
        {"questions": ("x",) * 9},
        {"questions": ("x" * 301,)},
        {"phases": (PhaseOffer(Phase.CALL, "x" * 301),)},
    ],
)
def test_what_no_entry_can_be_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        replace(FULL, **changes)  # type: ignore[arg-type]
