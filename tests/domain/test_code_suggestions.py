"""Codes are suggested from the words: the trade's own first, then names that share rare words."""

from __future__ import annotations

import pytest

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.matching import make_code_names
from bot.domain.code_suggestions import MOST, CodeSuggestions, category_of
from bot.domain.opportunity import Category
from connectors.text.english_stems import stem_of
from connectors.text.vocabulary import load_trades
from tests.examples import cpv

SUGGEST = CodeSuggestions(load_trades(CONTENT), make_code_names(), stem_of)


@pytest.mark.parametrize(
    ("title", "division"),
    [
        ("Window cleaning at two libraries", "9091"),
        ("Roof repair at a community centre", "4526"),
        ("Printing of leaflets", "79"),
        ("Office chairs", "39"),
        ("Translation of letters into Urdu", "7953"),
    ],
)
def test_the_first_code_is_of_the_work(title: str, division: str) -> None:
    assert SUGGEST.of(title, "")[0].startswith(division)


def test_no_more_are_suggested_than_are_read_and_each_exists() -> None:
    found = SUGGEST.of("Cleaning and grounds maintenance services", "")
    assert 0 < len(found) <= MOST
    assert all(map(SUGGEST.knows, found))


def test_words_that_say_no_work_suggest_nothing() -> None:
    assert SUGGEST.of("", "") == []
    assert SUGGEST.of("xyzzy", "qwertz") == []


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("90911300", Category.SERVICES),
        ("45261910", Category.WORKS),
        ("34300000", Category.GOODS),
        ("48000000", Category.GOODS),
        ("79713000", Category.LIGHT_TOUCH),
    ],
)
def test_the_category_follows_from_the_code(code: str, category: Category) -> None:
    assert category_of(cpv(code)) is category
    assert category_of(()) is None
