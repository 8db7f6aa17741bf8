"""What a firm says of itself, part by part, each with its moment."""

from __future__ import annotations

from bot.domain.profile_facts import FirmProfile, Part, joined
from tests.examples import NOW, in_days

CLEANER = FirmProfile().told({Part.TRADES: ("cleaning",), Part.PLACE: "B8"}, NOW)


def test_each_part_has_the_moment_at_which_it_was_first_said_so() -> None:
    later = CLEANER.told({Part.PLACE: "B9", Part.TRADES: ("cleaning",)}, in_days(1))
    assert later.said_at == {Part.TRADES: NOW, Part.PLACE: in_days(1)}


def test_a_part_that_is_taken_out_is_gone_with_its_moment() -> None:
    without = CLEANER.told({Part.PLACE: None}, in_days(1))
    assert (without.place, without.parts) == (None, (Part.TRADES,))
    assert Part.PLACE not in without.said_at


def test_saying_the_same_again_changes_nothing() -> None:
    assert CLEANER.told({Part.PLACE: "B8"}, in_days(5)) == CLEANER


def test_it_is_useful_once_work_and_place_are_known() -> None:
    assert CLEANER.is_useful
    assert not FirmProfile().told({Part.PLACE: "B8"}, NOW).is_useful
    assert FirmProfile().told({Part.WORK: "tarot", Part.PLACE: "B8"}, NOW).is_useful


def test_of_two_profiles_of_one_firm_what_was_said_last_stands() -> None:
    older = CLEANER.told({Part.NAME: "Sweep"}, in_days(3))
    newer = FirmProfile().told({Part.PLACE: "B33", Part.NAME: "Broom"}, in_days(1))
    whole = joined(older, newer)
    assert (whole.place, whole.name, whole.trades) == ("B33", "Sweep", ("cleaning",))
    assert joined(whole, newer) == whole
