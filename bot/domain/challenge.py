"""Challenges: a buyer describes a problem, and ideas for it go from step to step."""

from __future__ import annotations

import re
from enum import StrEnum


class Phase(StrEnum):
    """The steps of a challenge; each narrows the field, and most are paid."""

    CALL = "call"
    PROOF = "proof"
    PROTOTYPE = "prototype"
    TRIAL = "trial"


_WORDS = {
    Phase.PROOF: r"proofs?[ -]of[ -](concept|principle|value)|feasibility|discovery",
    Phase.PROTOTYPE: r"prototyp\w+|demonstrators?|(minimum|minimal)[ -]viable[ -]product|MVP",
    Phase.TRIAL: r"trials?|pilots?|test[ -]?beds?|field[ -]tests?|live[ -]tests?",
}
_NAMED = {phase: re.compile(rf"\b({words})\b", re.IGNORECASE) for phase, words in _WORDS.items()}


def phases_named(description: str) -> tuple[Phase, ...]:
    """The phases of a challenge that its description names, in their order.

    It always begins with the call for ideas; what is not named is not supposed.
    """
    later = (phase for phase, words in _NAMED.items() if words.search(description))
    return (Phase.CALL, *later)
