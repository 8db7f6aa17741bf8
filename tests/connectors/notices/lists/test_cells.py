"""What people write into cells: words, sums, links, mailboxes, codes and choices."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.notices.lists import cells
from connectors.notices.lists.cells import Spoilt, UnreadableCellError
from tests.connectors.notices.lists.making import COLUMNS, reason_of

SUMS = st.decimals(min_value="0.01", max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12500", "12500"),
        ("£12,500", "12500"),
        ("£ 12,500.50", "12500.50"),
        ("GBP 1,250,000", "1250000"),
        ("12 500", "12500"),
        ("12.5k", "12500"),
        ("12,500.00", "12500"),
        ("1.25 million", "1250000"),
        ("\u00a312500\u00a0", "12500"),
    ],
)
def test_a_sum_is_read_as_people_write_it(written: str, amount: str) -> None:
    assert cells.pounds(written) == Decimal(amount)


@given(SUMS)
def test_a_sum_is_the_same_with_and_without_signs(amount: Decimal) -> None:
    assert cells.pounds(f"{amount}") == cells.pounds(f"£{amount:,}") == amount


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("12.500", "may mean pounds or thousands"),
        ("12,50", "is not one sum"),
        ("10-20k", "is not one sum"),
        ("€500", "is not one sum"),
        ("-5", "is not one sum"),
        ("1e5", "is not one sum"),
        ("a lot", "is not one sum"),
        ("١٢٣", "is not one sum"),
        ("0.00", "leave the cell empty"),
    ],
)
def test_what_may_be_another_sum_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(UnreadableCellError, match=reason):
        cells.pounds(written)


def test_a_refusal_shows_the_beginning_of_a_long_cell_and_nothing_a_terminal_acts_on() -> None:
    with pytest.raises(UnreadableCellError) as refused:
        cells.pounds("\x1b[31m" + "long " * 100)
    assert len(str(refused.value)) < 120
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#name?"])
def test_what_a_spreadsheet_shows_for_an_error_is_no_text(error: str) -> None:
    with pytest.raises(UnreadableCellError, match="the spreadsheet shows"):
        cells.words(error)


def test_a_spoilt_cell_says_why() -> None:
    with pytest.raises(UnreadableCellError, match="merged"):
        cells.line(Spoilt("it is merged"))


def test_text_is_as_long_as_a_cell_can_be_and_no_longer() -> None:
    longest = "x" * cells.LONGEST_CELL
    assert cells.words(longest) == longest
    with pytest.raises(UnreadableCellError, match="longer than"):
        cells.words(longest + "x")


def test_codes_may_be_parted_by_anything() -> None:
    assert cells.codes("90911300; 90910000-9,45000000\n55520000") == [
        "90911300",
        "90910000-9",
        "45000000",
        "55520000",
    ]


@pytest.mark.parametrize("written", ["3000000", "cleaning", "90911300/2", "909113000"])
def test_what_is_no_code_is_refused(written: str) -> None:
    with pytest.raises(UnreadableCellError, match="not a CPV code"):
        cells.codes(written)


@pytest.mark.parametrize("written", ["https://example.org/a?b=c", "HTTP://example.org"])
def test_a_link_is_a_page(written: str) -> None:
    assert cells.link(written) == written


@pytest.mark.parametrize(
    "written", ["www.example.org", "javascript:alert(1)", "https://", "http://[", "https://a b.org"]
)
def test_what_a_browser_should_not_open_is_no_link(written: str) -> None:
    with pytest.raises(UnreadableCellError, match="not a web address"):
        cells.link(written)


@pytest.mark.parametrize("written", ["Jane Smith", "a@b", "a@example.org, b@example.org", "@x.org"])
def test_what_is_not_one_address_is_no_mailbox(written: str) -> None:
    with pytest.raises(UnreadableCellError, match="not one e-mail address"):
        cells.mailbox(written)


def test_a_mailbox_may_have_come_as_a_link() -> None:
    assert cells.mailbox("mailto:buying@example.org") == "buying@example.org"


@pytest.mark.parametrize("written", ["Quick quote", "QUICK-QUOTE", "quickquote", "RFQ"])
def test_a_choice_is_known_by_any_of_its_words(written: str) -> None:
    assert cells.choice(written, COLUMNS["kind"]) == "quick_quote"


def test_another_choice_is_refused_with_what_there_is_to_choose() -> None:
    with pytest.raises(UnreadableCellError, match="write one of: Everybody, Invited"):
        cells.choice("some", COLUMNS["visibility"])


@given(st.text(max_size=60))
def test_any_text_in_any_cell_is_read_or_refused_with_a_reason(text: str) -> None:
    for read in (cells.words, cells.line, cells.pounds, cells.codes, cells.link, cells.mailbox):
        assert reason_of(read, text).isprintable()
