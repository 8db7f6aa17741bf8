"""The kinds of findings: each is said in plain words, each is shown to be found by a test."""

from __future__ import annotations

import re

import pytest

from bot.bootstrap import make_phrases
from bot.domain.notice import FindingKind
from bot.domain.register import BuyerRegister
from bot.services.report_quality import ReportQuality
from tests.fakes import FakeStorage
from tests.repository.house import ROOT
from tests.repository.test_phrases import keys_under

PARTS = ("name", "says", "mend")
LONGEST_NAME = 38
"""Characters that the table of `doorstep quality` has for a name with its star."""

A_SENTENCE = re.compile(r"[A-Z].*[\w)”][.]", re.DOTALL)
TESTS = [
    file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "connectors").rglob("test_*.py")
]
WHAT_WE_DID = re.compile(
    r"\b(we (left|put|took|take|count|show|treat|read|kept|measure|tell)|left out|shown)\b",
    re.IGNORECASE,
)


def test_each_kind_has_its_words_and_no_other_has() -> None:
    assert keys_under("finding.") == {f"{kind}.{part}" for kind in FindingKind for part in PARTS}


@pytest.mark.parametrize("kind", FindingKind)
def test_a_kind_is_said_in_whole_sentences_under_a_short_name(kind: FindingKind) -> None:
    told = ReportQuality(FakeStorage(), BuyerRegister([]), make_phrases()).in_words(kind)
    assert len(told.name) <= LONGEST_NAME
    assert not told.name.endswith(".")
    assert A_SENTENCE.fullmatch(told.says)
    assert A_SENTENCE.fullmatch(told.mend)


@pytest.mark.parametrize("kind", [kind for kind in FindingKind if kind.is_repair])
def test_of_a_repair_it_is_said_what_was_done(kind: FindingKind) -> None:
    assert WHAT_WE_DID.search(make_phrases().say(f"finding.{kind}.says"))


@pytest.mark.parametrize("kind", FindingKind)
def test_each_kind_is_found_in_some_test(kind: FindingKind) -> None:
    assert [text for text in TESTS if re.search(rf"\b(FindingKind|K)\.{kind.name}\b", text)] != []
