"""An answer is cut into texts of a phone's length without losing a word."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Choice
from bot.domain.sms_pages import SmsAnswer, cut, shortened

MORE = "Reply MORE"
SENTENCE = "This is a sentence of about forty letters. "


def words_of(pages: tuple[str, ...]) -> list[str]:
    bodies = [page.removesuffix(MORE) for page in pages[:-1]] + [pages[-1]]
    return " ".join(bodies).split()


def test_what_fits_is_one_text() -> None:
    assert cut("a" * 160, MORE, len) == ("a" * 160,)


@pytest.mark.parametrize("times", [4, 7, 30])
def test_what_does_not_fit_goes_on_after_more(times: int) -> None:
    text = SENTENCE * times
    pages = cut(text, MORE, len)
    assert len(pages) > 1
    assert all(len(page) <= 160 for page in pages)
    assert all(page.endswith(f" {MORE}") for page in pages[:-1])
    assert not pages[-1].endswith(MORE)
    assert words_of(pages) == text.split()


def test_a_text_ends_with_a_sentence_where_one_ends_in_time() -> None:
    first, *_ = cut(SENTENCE * 8, MORE, len)
    assert first == f"{(SENTENCE * 3).strip()} {MORE}"


def test_else_between_words() -> None:
    text = "word " * 60
    pages = cut(text, MORE, len)
    assert words_of(pages) == text.split()


def test_what_has_no_space_is_cut_within() -> None:
    pages = cut("x" * 400, MORE, len)
    assert all(len(page) <= 160 for page in pages)
    assert sum(page.count("x") for page in pages) == 400


LINK = "https://doorstep.example/me/" + "x" * 110


def test_a_link_is_never_cut_and_stands_with_what_leads_to_it() -> None:
    text = f"{SENTENCE * 2}Here it is: {LINK}"
    assert cut(text, MORE, len) == (text,)
    first, second = cut(f"{text} {SENTENCE * 3}", MORE, len)
    assert first == f"{text} {MORE}"
    assert words_of((first, second)) == f"{text} {SENTENCE * 3}".split()


def test_a_link_further_on_waits_for_its_page() -> None:
    pages = cut(f"{SENTENCE * 6}{LINK}", MORE, len)
    assert [LINK in page for page in pages] == [False, True]
    assert all(len(page) <= 160 for page in pages[:-1])


def test_characters_that_take_two_places_count_twice() -> None:
    pages = cut("{} " * 80, MORE, lambda text: len(text) + text.count("{") + text.count("}"))
    assert all(len(p) + p.count("{") + p.count("}") <= 160 for p in pages)


def test_nothing_is_one_empty_text() -> None:
    assert cut("  ", MORE, len) == ("",)


def test_a_title_is_shortened_between_words() -> None:
    assert shortened("Cleaning of offices", 40, len) == "Cleaning of offices"
    assert shortened("Cleaning of offices, depots and schools", 23, len) == "Cleaning of offices..."


@pytest.mark.parametrize(("words", "number"), [("2", 2), (" 2. ", 2), ("2)", 2)])
def test_a_digit_means_the_choice_of_that_number(words: str, number: int) -> None:
    choices = {1: Choice("", "More", "/a"), 2: Choice("", "Why", "/b")}
    assert SmsAnswer(("",), choices).chosen(words) == choices[number]


@pytest.mark.parametrize("words", ["3", "two", "2 please", "", "22", "٢"])
def test_anything_else_means_none(words: str) -> None:
    choices = {1: Choice("", "More", "/a"), 2: Choice("", "Why", "/b")}
    assert SmsAnswer(("",), choices).chosen(words) is None
