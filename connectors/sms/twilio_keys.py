"""Keys of messages in addresses: in letters that nobody on the way writes in another form."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode


def written(key: str) -> str:
    """The key as it stands in an address.

    An address is signed as a whole: a colon that a proxy writes as it likes would break it.
    """
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


def read(written_key: str) -> str | None:
    """The key that was written; None for what was not."""
    try:
        return urlsafe_b64decode(written_key + "=" * (-len(written_key) % 4)).decode() or None
    except ValueError:
        return None
