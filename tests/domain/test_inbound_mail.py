"""Addresses here, and the marks in them that nobody else can make."""

from __future__ import annotations

import uuid

import pytest

from bot.domain.inbound_mail import Addressed, MailMarks, addressed
from bot.domain.keyed_hash import KeyedHash

MARKS = MailMarks(KeyedHash(b"s" * 32))
ID = "0b7e6a52-9d3f-4f1e-8a77-2f1a0c9b1d11"


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("post@doorstep.example", Addressed("post")),
        ("Post@Doorstep.Example", Addressed("post")),
        ("returns+abc-1@doorstep.example", Addressed("returns", "abc-1")),
        ("returns+a+b@doorstep.example", Addressed("returns", "a+b")),
        ("post@elsewhere.example", None),
        ("post@sub.doorstep.example", None),
        ("post", None),
        ("", None),
        ("@", None),
    ],
)
def test_an_address_here_is_a_box_and_a_mark(recipient: str, expected: Addressed | None) -> None:
    assert addressed(recipient, "doorstep.example") == expected


def test_a_mark_says_what_it_was_made_of_whatever_case_servers_write() -> None:
    mark = MARKS.mark("returns", ID)
    assert MARKS.about("returns", mark) == MARKS.about("returns", mark.upper()) == ID


def test_an_address_with_a_mark_is_no_longer_than_mail_allows() -> None:
    assert len(f"returnings+{MARKS.mark('returnings', str(uuid.uuid4()))}") <= 64


@pytest.mark.parametrize(
    "mark",
    [
        "",
        ID,
        f"{ID}-{'0' * 16}",
        MARKS.mark("post", ID),
        MailMarks(KeyedHash(b"t" * 32)).mark("returns", ID),
        MARKS.mark("returns", ID)[:-1],
        MARKS.mark("returns", ID) + "0",
        "x" * 5_000,
        "-",
    ],
)
def test_a_mark_that_was_not_made_here_for_the_box_says_nothing(mark: str) -> None:
    assert MARKS.about("returns", mark) is None


@pytest.mark.parametrize("about", ["", "a b", "A", "a@b", "a+b", "a\n", "x" * 37])
def test_a_mark_is_made_of_an_id_alone(about: str) -> None:
    with pytest.raises(ValueError, match="id"):
        MARKS.mark("returns", about)
