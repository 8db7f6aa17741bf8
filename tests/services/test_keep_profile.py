"""A profile and the register of firms, the consent to be seen, and whose profile it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.consent import Answer, Purpose
from bot.domain.feedback import Owner as Whose
from bot.domain.profile_facts import FirmProfile, JobSize, Part
from bot.domain.supplier import Supplier, SupplierId
from bot.services.keep_profile import text_of
from tests.services.profile_talk import OTHER, TALK, Owner

FIRM = SupplierId("firm")
FACTS = {
    Part.WORK: "We cook for schools",
    Part.TRADES: ("catering",),
    Part.PLACE: "B8 1DE",
    Part.SIZE: JobSize(Decimal(500), Decimal(5_000)),
    Part.NAME: "Zaytoun",
}


def claim(owner: Owner) -> bool:
    """Proves whose the conversation is: the store is told, and then the profile claimed."""
    with owner.storage.transaction() as work:
        claimed = owner.desk.keep.claim(work, TALK, FIRM)
        if claimed:
            work.profiles._tables.suppliers[TALK] = FIRM  # noqa: SLF001 - by whoever proves it
    return claimed


def firm(owner: Owner) -> Supplier:
    """Its row in the register from which buyers are answered."""
    with owner.storage.transaction() as work:
        (found,) = work.suppliers.get_many([FIRM])
    return found


def test_a_claimed_profile_is_the_suppliers_and_the_register_tells_it() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    assert claim(owner)
    row = firm(owner)
    assert (row.name, row.postcode, row.max_value) == ("Zaytoun", "B8 1DE", Decimal(5_000))
    assert row.text == "We cook for schools. Catering"
    assert row.shown_to_buyers is None, "nobody agreed to that"
    with owner.storage.transaction() as work:
        assert work.profiles.of(Whose(TALK)).parts == ()
        assert work.profiles.of(Whose(supplier=FIRM)).name == "Zaytoun"


@pytest.mark.parametrize(
    ("work", "trades", "told"),
    [
        ("We rig ropes.", ("window cleaning",), "We rig ropes. Window cleaning"),
        ("we rig ropes", ("window cleaning", "roofing"), "we rig ropes. Window cleaning, roofing"),
        ("Ropes, and more:", ("roofing",), "Ropes, and more. Roofing"),
        ("Need ropes?", ("roofing",), "Need ropes? Roofing"),
        ("Window cleaning by rope.", ("window cleaning",), "Window cleaning by rope"),
        (None, ("window cleaning", "roofing"), "window cleaning, roofing"),
        ("We rig ropes", (), "We rig ropes"),
    ],
)
def test_own_words_and_trades_read_as_sentences(
    work: str | None, trades: tuple[str, ...], told: str
) -> None:
    assert text_of(FirmProfile(work=work, trades=trades)) == told


def test_claiming_twice_is_claiming_once() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    claim(owner)
    before = firm(owner)
    assert claim(owner)
    assert firm(owner) == before
    assert owner.profile.name == "Zaytoun"


def test_a_firm_of_which_too_little_is_known_is_not_registered() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, {Part.PLACE: "B8"})
    assert not claim(owner)
    with owner.storage.transaction() as work:
        assert work.suppliers.count() == 0
    assert owner.profile.place == "B8"


def test_a_change_after_the_claim_reaches_the_register() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    claim(owner)
    owner.change("we moved to B9")
    owner.change("call us Khan & Sons")
    assert (firm(owner).postcode, firm(owner).name) == ("B9", "Khan & Sons")
    owner.desk.keep.undo(TALK)
    assert firm(owner).name == "Zaytoun"


def test_what_the_supplier_said_later_stays() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    with owner.storage.transaction() as work:
        newer = work.profiles.of(Whose(TALK)).told({Part.NAME: "Newer"}, owner.clock.now())
        owner.clock.pass_by(days=4_000)
        newer = newer.told({Part.NAME: "Newest"}, owner.clock.now())
        work.profiles.save(Whose(supplier=FIRM), newer, None, owner.clock.now())
    claim(owner)
    assert firm(owner).name == "Newest"


def test_buyers_see_a_firm_only_after_a_yes_of_its_own_and_until_it_is_withdrawn() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    claim(owner)
    shown = owner.desk.shown
    asked = shown.ask(TALK)
    assert "They may keep a copy" in asked
    assert firm(owner).shown_to_buyers is None
    shown.answer(TALK, agrees=True)
    assert firm(owner).shown_to_buyers is not None
    assert shown.is_visible(TALK)
    assert shown.withdraw(TALK)
    assert firm(owner).shown_to_buyers is None
    assert not shown.withdraw(TALK)


def test_each_step_of_the_consent_is_kept_with_its_words_and_version() -> None:
    owner = Owner()
    asked = owner.desk.shown.ask(TALK)
    owner.desk.shown.answer(TALK, agrees=False)
    with owner.storage.transaction() as work:
        steps = work.consents.of(Whose(TALK), Purpose.SHOWN_TO_BUYERS)
    assert [step.answer for step in steps] == [Answer.ASKED, Answer.NO]
    assert {step.wording for step in steps} == {asked}
    assert all(step.version for step in steps)


def test_a_yes_before_the_firm_is_known_counts_once_it_is() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    owner.desk.shown.ask(TALK)
    told = owner.desk.endings.answered_to_show(TALK, agrees=True).text
    assert "once you have shown" in told
    assert not owner.desk.shown.is_visible(TALK)
    claim(owner)
    assert firm(owner).shown_to_buyers is not None
    assert owner.desk.shown.is_visible(TALK)


def test_another_conversation_of_the_same_firm_has_the_same_profile() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, FACTS)
    claim(owner)
    with owner.storage.transaction() as work:
        work.profiles._tables.suppliers[OTHER] = FIRM  # noqa: SLF001
    assert owner.desk.keep.of(OTHER).name == "Zaytoun"
