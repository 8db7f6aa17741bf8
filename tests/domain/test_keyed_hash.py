from __future__ import annotations

from bot.domain.keyed_hash import keyed_hash

SECRET = b"s" * 32


def test_the_same_value_has_the_same_hash() -> None:
    assert keyed_hash(SECRET, "stop", "+447700900123") == keyed_hash(
        SECRET, "stop", "+447700900123"
    )


def test_another_installation_use_or_value_has_another() -> None:
    hashes = {
        keyed_hash(SECRET, "stop", "+447700900123"),
        keyed_hash(b"t" * 32, "stop", "+447700900123"),
        keyed_hash(SECRET, "code", "+447700900123"),
        keyed_hash(SECRET, "stop", "+447700900124"),
    }
    assert len(hashes) == 4


def test_nothing_of_the_value_can_be_read_in_it() -> None:
    assert "7700900123" not in keyed_hash(SECRET, "stop", "+447700900123")
