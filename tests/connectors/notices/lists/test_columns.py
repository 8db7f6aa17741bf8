"""The columns of a list, as the content defines them."""

from __future__ import annotations

import pytest

from bot.domain.money import Basis, Vat
from bot.domain.opportunity import Category, Kind, SuitableFor, Visibility
from connectors.notices.lists.columns import Column
from tests.connectors.notices.lists.making import COLUMNS

CHOICES = {
    "kind": set(Kind) - {Kind.RE_LET},
    "visibility": set(Visibility),
    "category": set(Category),
    "vat": set(Vat),
    "basis": set(Basis),
    "withdrawn": {"yes", "no"},
    **{who: {"yes", "no"} for who in SuitableFor},
}


def test_the_choices_of_a_column_are_all_that_the_product_knows() -> None:
    assert {c.key: set(c.choices) for c in COLUMNS if c.choices} == CHOICES


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_no_header_means_two_columns(column: Column) -> None:
    assert all(COLUMNS.named(name) is column for name in (column.name, *column.also))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_no_word_means_two_choices(column: Column) -> None:
    choices = (column.choices or {}).items()
    assert all(column.chosen(word) == value for value, words in choices for word in words)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_column_says_in_a_sentence_what_belongs_there(column: Column) -> None:
    assert column.about.endswith(".")
    assert len(column.examples) == len(COLUMNS["reference"].examples)


@pytest.mark.parametrize("said", ["Value (£)", "VALUE", " value(£) ", "Estimated  value", "Budget"])
def test_a_header_is_known_by_its_letters_alone(said: str) -> None:
    assert COLUMNS.named(said) == COLUMNS["value"]


@pytest.mark.parametrize("said", ["", "£", "Notes", "Budget holder", "Valuet"])
def test_another_header_is_not_guessed_at(said: str) -> None:
    assert COLUMNS.named(said) is None
