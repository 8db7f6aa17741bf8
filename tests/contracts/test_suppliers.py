"""What every Storage promises about firms."""

from __future__ import annotations

from decimal import Decimal

from bot.domain.supplier import Agreement, SupplierId
from bot.ports import Storage
from tests.examples import NOW, in_days, supplier

FIRM = SupplierId("firm")


def test_a_firm_comes_back_as_it_was(storage: Storage) -> None:
    whole = supplier(max_value=Decimal("25000.50"))
    bare = supplier("bare", postcode=None, shown_to_buyers=None)
    with storage.transaction() as work:
        assert work.suppliers.save_all([whole, bare]) == {FIRM, SupplierId("bare")}
    with storage.transaction() as work:
        assert work.suppliers.get_many([bare.id, SupplierId("nobody"), FIRM]) == [bare, whole]
        assert work.suppliers.count() == 2


def test_saving_the_same_again_changes_nothing(storage: Storage) -> None:
    with storage.transaction() as work:
        work.suppliers.save_all([supplier()])
    with storage.transaction() as work:
        assert work.suppliers.save_all([supplier(), supplier()]) == set()
        assert work.suppliers.count() == 1


def test_what_is_new_of_a_firm_is_kept_and_when_it_registered_stays(storage: Storage) -> None:
    with storage.transaction() as work:
        work.suppliers.save_all([supplier()])
    later = supplier(text="Only windows now.", registered_at=NOW, shown_to_buyers=None)
    with storage.transaction() as work:
        assert work.suppliers.save_all([later]) == {FIRM}
    with storage.transaction() as work:
        (held,) = work.suppliers.get_many([FIRM])
    assert (held.text, held.shown_to_buyers) == ("Only windows now.", None)
    assert held.registered_at == supplier().registered_at


def test_an_agreement_can_be_to_another_wording(storage: Storage) -> None:
    anew = Agreement(in_days(-1), "2026-12")
    with storage.transaction() as work:
        work.suppliers.save_all([supplier()])
        assert work.suppliers.save_all([supplier(shown_to_buyers=anew)]) == {FIRM}
    with storage.transaction() as work:
        (held,) = work.suppliers.get_many([FIRM])
    assert held.shown_to_buyers == anew


def test_a_firm_that_is_removed_is_gone_and_removing_it_again_is_no_error(
    storage: Storage,
) -> None:
    with storage.transaction() as work:
        work.suppliers.save_all([supplier(), supplier("other")])
    with storage.transaction() as work:
        assert work.suppliers.remove([FIRM]) == 1
        assert work.suppliers.remove([FIRM]) == 0
    with storage.transaction() as work:
        assert work.suppliers.get_many([FIRM, SupplierId("other")]) == [supplier("other")]


def test_more_firms_are_held_than_a_statement_takes(storage: Storage) -> None:
    many = [supplier(f"firm {n}") for n in range(1_201)]
    with storage.transaction() as work:
        assert len(work.suppliers.save_all(many)) == 1_201
        assert work.suppliers.get_many([one.id for one in many]) == many
