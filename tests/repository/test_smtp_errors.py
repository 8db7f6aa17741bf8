"""What mail servers answer: each has something done about it, a source, and a line on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.bootstrap import CONTENT
from bot.domain.errors import (
    AccountAtFaultError,
    AddressGoneError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    SettingsError,
)
from bot.domain.mail_errors import MailErrors, status_in
from bot.domain.sending import Then
from connectors.email.smtp_errors import FILE, fault_of, load_smtp_errors
from tests.repository.house import text_of

KNOWN = load_smtp_errors(CONTENT)
ERRORS = MailErrors(KNOWN)
ROW = re.compile(r"^\| \[([\d.]+)\]\((\S+)\) \| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_page_tells_what_the_content_says() -> None:
    told = ROW.findall(text_of("docs/smtp-errors.md"))
    assert told == [(e.code, e.source, e.means, e.then.value) for e in KNOWN.values()]


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        (451, "", Then.TRY_AGAIN),
        (451, "4.7.1", Then.TRY_AGAIN),
        (450, "4.2.0", Then.TRY_AGAIN),
        (499, "", Then.TRY_AGAIN),
        (0, "4.9.9", Then.TRY_AGAIN),
        (550, "", Then.NEVER_AGAIN),
        (550, "5.1.1", Then.SUPPRESS),
        (550, "5.7.1", Then.NEVER_AGAIN),
        (550, "5.7.26", Then.TELL_OPERATOR),
        (550, "5.9.9", Then.NEVER_AGAIN),
        (599, "", Then.NEVER_AGAIN),
        (0, "", Then.NEVER_AGAIN),
        (535, "5.7.8", Then.TELL_OPERATOR),
    ],
)
def test_the_closest_answer_counts_and_its_first_figure_where_none_is_known(
    code: int, status: str, expected: Then
) -> None:
    assert ERRORS.then(code, status) is expected


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("5.1.1 no such user", "5.1.1"),
        ("4.7.1", "4.7.1"),
        (" 5.1.1\n<a@b.example>", "5.1.1"),
        ("no such user", ""),
        ("5.1 no", ""),
        ("3.1.1 no", ""),
        ("5.1.1.1 no", ""),
        ("", ""),
    ],
)
def test_a_status_is_read_where_it_stands_at_the_beginning(answer: str, status: str) -> None:
    assert status_in(answer) == status


@pytest.mark.parametrize(
    ("code", "answer", "expected"),
    [
        (451, "4.7.1 <a@b.example>: greylisted", CarrierUnavailableError),
        (550, "5.1.1 <a@b.example>: nobody", AddressGoneError),
        (550, "<a@b.example>: nobody", AddressRefusedError),
        (535, "5.7.8 a@b.example", AccountAtFaultError),
    ],
)
def test_an_answer_becomes_the_error_that_its_class_asks_for_and_names_nobody(
    code: int, answer: str, expected: type[DoorstepError]
) -> None:
    fault = fault_of(code, answer, ERRORS)
    assert type(fault) is expected
    assert "@" not in str(fault)


@pytest.mark.parametrize(
    "entries",
    [
        '  - {code: "1", then: give up, means: nothing}',
        '  - {code: "1", then: try again, means: a}\n  - {code: "1", then: suppress, means: b}',
    ],
)
def test_a_wrong_table_stops_the_start(tmp_path: Path, entries: str) -> None:
    text = f"sources:\n  code: a\n  status: b\nerrors:\n{entries}\n"
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=FILE):
        load_smtp_errors(tmp_path)
