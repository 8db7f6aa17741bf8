"""A challenge's phases are those that its notice names, in the order in which they come."""

from __future__ import annotations

import pytest

from bot.domain.challenge import Phase, phases_named


def test_every_challenge_begins_with_the_call() -> None:
    assert phases_named("") == (Phase.CALL,)


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("Phase 1 is a feasibility study", Phase.PROOF),
        ("a proof-of-concept first", Phase.PROOF),
        ("winners build prototypes", Phase.PROTOTYPE),
        ("an MVP in twelve weeks", Phase.PROTOTYPE),
        ("then a pilot in two wards", Phase.TRIAL),
        ("a real-life test bed", Phase.TRIAL),
    ],
)
def test_a_phase_is_known_by_its_words(words: str, phase: Phase) -> None:
    assert phases_named(words) == (Phase.CALL, phase)


def test_phases_stand_in_their_order_whatever_order_they_are_named_in() -> None:
    named = phases_named("A trial follows the prototype, which follows proof of concept.")
    assert named == tuple(Phase)


@pytest.mark.parametrize("words", ["industrial and trialled goods", "the pilotage of ships"])
def test_a_word_inside_another_names_nothing(words: str) -> None:
    assert phases_named(words) == (Phase.CALL,)
