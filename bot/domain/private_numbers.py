"""Finds numbers that nobody meant to leave here: payment cards and National Insurance numbers."""

from __future__ import annotations

import re

HIDDEN = "\u2022" * 8
"""What stands in their place; no digit is kept."""

# Thirteen to nineteen digits, as they stand on a card: with or without single spaces or dashes.
_LIKE_A_CARD = re.compile(r"(?<![\d.])\d(?:[ \t-]?\d){12,18}(?![\d])")
# Two letters, six digits, A to D; the first letters that are never given are left out.
_LIKE_AN_NI = re.compile(
    r"(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ \t-]?\d){6}[ \t-]?[A-D](?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_NEVER_GIVEN = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
_NINE = 9


def mask_private_numbers(text: str) -> str:
    """The text with each card number (by its check digit) and NI number hidden. Idempotent."""
    hidden = _LIKE_A_CARD.sub(lambda m: HIDDEN if _is_card(m[0]) else m[0], text)
    return _LIKE_AN_NI.sub(lambda m: m[0] if m[0][:2].upper() in _NEVER_GIVEN else HIDDEN, hidden)


def _is_card(written: str) -> bool:
    """Whether the check digit is right (Luhn): a long number of another sort rarely passes."""
    digits = [int(c) for c in written if c.isdigit()]
    doubled = (2 * d - _NINE if 2 * d > _NINE else 2 * d for d in digits[-2::-2])
    return any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
