"""Arabic letters in the forms that they have beside each other, in the order they are seen in.

A PDF shows letters as they are given to it, one after the other from the left. Unicode itself holds
the joined forms of the letters of Arabic and Urdu, so no other library is needed for them.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby

_FORMS = ("<isolated>", "<final>", "<initial>", "<medial>")
_BLOCKS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF))
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NEUTRAL_FROM_LEFT = frozenset({"L", "EN", "AN"})
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")


def joined(text: str) -> str:
    """The text with each letter in its form, in the order in which it is read."""
    return _joined(text) if runs_from_right(text) is not None else text


def as_seen(line: str, *, from_right: bool) -> str:
    """A line of joined letters from left to right as it is looked at.

    `from_right` is the direction of the text that it is a line of: on which side it begins.
    """
    if not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in line):
        return line
    return _in_order(line, base=from_right)


def runs_from_right(text: str) -> bool | None:
    """Whether a text begins on the right, by its first letter; None where none of it runs so."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if not _RIGHT_TO_LEFT.intersection(kinds):
        return None
    return next(kind in _RIGHT_TO_LEFT for kind in kinds if kind in {*_RIGHT_TO_LEFT, "L"})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """By letter (or lam with alef), its forms that Unicode holds."""
    found: dict[str, dict[str, str]] = {}
    for block in _BLOCKS:
        for point in block:
            form, _, base = unicodedata.decomposition(chr(point)).partition(" ")
            letters = "".join(chr(int(one, 16)) for one in base.split())
            if form in _FORMS and letters:
                found.setdefault(letters, {}).setdefault(form, chr(point))
    return found


def _joined(line: str) -> str:
    """Each letter in its form: by whether the one before reaches on, and the one after takes it."""
    pieces = _pieces(line)
    shown = []
    for at, piece in enumerate(pieces):
        before = _reaches_on(_beside(pieces, at, -1))
        after = _reaches_on(piece) and "<final>" in _forms().get(_beside(pieces, at, 1), {})
        wanted = _FORMS[(1 if before else 0) + (2 if after else 0)]
        forms = _forms().get(piece, {})
        shown.append(forms.get(wanted) or forms.get("<isolated>") or piece)
    return "".join(shown)


def _pieces(line: str) -> list[str]:
    """The letters, lam with a following alef as one."""
    pieces: list[str] = []
    for letter in line:
        if pieces and pieces[-1] == _LAM and letter in _ALEFS:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _beside(pieces: list[str], at: int, step: int) -> str:
    """The next piece that way which is no mark above or below another."""
    at += step
    while 0 <= at < len(pieces) and unicodedata.category(pieces[at][0]) == "Mn":
        at += step
    return pieces[at] if 0 <= at < len(pieces) else ""


def _reaches_on(piece: str) -> bool:
    return "<initial>" in _forms().get(piece, {})


def _in_order(line: str, *, base: bool) -> str:
    """Runs of one direction, in the order of the line's own; each as it is looked at."""
    directions = _directions(line, base=base)
    runs = [
        (is_right, "".join(letter for _, letter in run))
        for is_right, run in groupby(zip(directions, line, strict=True), key=lambda one: one[0])
    ]
    turned = [text[::-1].translate(_MIRRORED) if is_right else text for is_right, text in runs]
    return "".join(reversed(turned) if base else turned)


def _directions(line: str, *, base: bool) -> list[bool]:
    """For each letter whether it runs from the right; what is neither goes with its neighbours."""
    strong: list[bool | None] = []
    for letter in line:
        kind = unicodedata.bidirectional(letter)
        right = True if kind in _RIGHT_TO_LEFT or kind == "NSM" else None
        strong.append(False if kind in _NEUTRAL_FROM_LEFT else right)
    found: list[bool] = []
    for at, one in enumerate(strong):
        before = found[-1] if found else base
        after = next((later for later in strong[at:] if later is not None), base)
        found.append(one if one is not None else (before if before == after else base))
    return found
