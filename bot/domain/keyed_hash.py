"""Hashes that only this installation can make, so that what is not kept can still be recognised."""

from __future__ import annotations

import hashlib
import hmac


def keyed_hash(secret: bytes, use: str, value: str) -> str:
    """64 hexadecimal digits; the same value for another use has another hash, tied to nothing."""
    return hmac.new(
        secret, f"{use}\n{value}".encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()


class KeyedHash:
    """The hashes of one installation."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, use: str, value: str) -> str:
        """The hash of a value for one use."""
        return keyed_hash(self._secret, use, value)
