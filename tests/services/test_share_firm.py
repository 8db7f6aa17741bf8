"""An invitation lets a second person into a firm."""

from __future__ import annotations

from tests.services.reached import TALK, Reached


def test_an_invitation_can_be_told_from_words_in_a_sentence() -> None:
    reached = Reached()
    reached.claims.names[TALK] = "Khan & Sons"
    reached.proved(TALK)
    codes = [reached.share.invite(TALK) or "" for _ in range(200)]
    assert all(any(letter.isdigit() for letter in code) for code in codes)
