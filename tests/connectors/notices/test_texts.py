"""Texts, without what programs on their way did to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.notice import Finding, FindingKind
from connectors.notices import texts


def kinds(found: list[Finding]) -> list[FindingKind]:
    """The kinds of the findings."""
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Painter&apos;s &amp; decorator&#039;s", "Painter's & decorator's"),
        ("two\\r\\nlines", "two\nlines"),
        ("cafÃ©", "café"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\t  b", "a b"),
        ("the hall.rnrnBidders must:rnCome", "the hall.\n\nBidders must:\nCome"),
        ("CARE CENTRErnrnMore", "CARE CENTRE\n\nMore"),
        ("in returnrnrnMore", "in return\n\nMore"),
        ("Return it in turn; burn.rn", "Return it in turn; burn.rn"),
    ],
)
def test_text_is_repaired(written: str, read: str) -> None:
    assert texts.text(written, []) == read


def test_only_broken_text_is_noted_as_such() -> None:
    broken: list[Finding] = []
    texts.text("bread &amp; butter", broken)
    assert kinds(broken) == [FindingKind.ESCAPED_TEXT]
    clean: list[Finding] = []
    texts.text("bread & “butter”\r\nand  jam", clean)
    assert clean == []


@given(
    st.lists(st.sampled_from(["rn", "a", ".", "B", " ", "\n", "&amp;", "\\n", "\t", "é", "\x0c"]))
)
def test_a_text_that_looks_in_order_comes_out_as_a_whole_repair_leaves_it(parts: list[str]) -> None:
    text = "".join(parts)
    # A letter with an accent, which says nothing itself, has the text looked through in whole.
    assert texts.text(f"{text}\n", []) == texts.text(f"é\n{text}\n", [])[1:].strip()


@given(st.text(st.characters()))
def test_no_text_keeps_a_nul_or_half_a_letter(text: str) -> None:
    read = texts.text(text, [])
    assert "\0" not in read
    assert read.encode().decode() == read
