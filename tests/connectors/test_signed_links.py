"""Signed links: for one purpose, about one thing, for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import LinkEndedError, NotYoursError
from bot.domain.signed_link import LinkPurpose
from connectors.signing.signed_links import ItsdangerousLinks
from tests.examples import NOW
from tests.fakes import FakeClock

SECRET = b"s" * 40
HOUR = timedelta(hours=1)


def links(clock: FakeClock | None = None, secret: bytes = SECRET) -> ItsdangerousLinks:
    return ItsdangerousLinks(secret, clock or FakeClock(NOW))


def test_a_link_tells_whom_it_is_about() -> None:
    signed = links().sign(LinkPurpose.ABOUT_ME, "conversation/one", HOUR)
    assert links().read(LinkPurpose.ABOUT_ME, signed) == "conversation/one"


def test_a_link_can_stand_in_a_path_as_it_is() -> None:
    signed = links().sign(LinkPurpose.ABOUT_ME, "conversation/é ?#", HOUR)
    assert set(signed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_a_link_ends_at_its_end_and_not_before() -> None:
    clock = FakeClock(NOW)
    signed = links(clock).sign(LinkPurpose.ABOUT_ME, "one", HOUR)
    clock.pass_by(minutes=59, seconds=59)
    assert links(clock).read(LinkPurpose.ABOUT_ME, signed) == "one"
    clock.pass_by(seconds=1)
    with pytest.raises(LinkEndedError):
        links(clock).read(LinkPurpose.ABOUT_ME, signed)


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_link_that_was_changed_opens_nothing(place: int) -> None:
    signed = list(links().sign(LinkPurpose.ABOUT_ME, "one", HOUR))
    signed[place] = "A" if signed[place] != "A" else "Q"
    with pytest.raises(NotYoursError):
        links().read(LinkPurpose.ABOUT_ME, "".join(signed))


@pytest.mark.parametrize("nonsense", ["", ".", "one", "a.b.c", "é", "." * 5000])
def test_nonsense_opens_nothing(nonsense: str) -> None:
    with pytest.raises(NotYoursError):
        links().read(LinkPurpose.ABOUT_ME, nonsense)


def test_the_link_of_another_installation_opens_nothing() -> None:
    signed = links(secret=b"t" * 40).sign(LinkPurpose.ABOUT_ME, "one", HOUR)
    with pytest.raises(NotYoursError):
        links().read(LinkPurpose.ABOUT_ME, signed)


def test_what_another_purpose_signed_opens_nothing() -> None:
    from itsdangerous import URLSafeSerializer

    ends = int(NOW.timestamp()) + 100
    signed = URLSafeSerializer(SECRET, salt="doorstep.link.other").dumps(["one", ends])
    with pytest.raises(NotYoursError):
        links().read(LinkPurpose.ABOUT_ME, str(signed))
