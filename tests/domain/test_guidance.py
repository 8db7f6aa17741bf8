"""Guidance: what holds on a day, what words name, and how much of it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.guidance import (
    Guidance,
    Step,
    holes_in,
    in_force,
    named_in,
    surely_named_in,
    within_words,
    words_in,
)
from bot.domain.guidance_figures import figures_on
from bot.domain.threshold_table import ACT_IN_FORCE, LegalSource

TODAY = date(2026, 11, 25)
PAYMENT = Guidance(
    topic="payment",
    goal="ask_payment",
    title="When you are paid",
    asks="When am I paid?",
    short=("In {payment_days} days.", "Or sooner."),
    more=(Step("What it costs", "Less than {sub_central_limit}."),),
    sources=(LegalSource("An Act", "section 1", "https://example.org", ACT_IN_FORCE),),
    valid_from=ACT_IN_FORCE,
    reviewed_on=TODAY,
    figures=("payment_days", "sub_central_limit"),
    words=("late payment", "don't pay"),
)
LATER = replace(PAYMENT, short=("At once.",), valid_from=date(2026, 2, 4))


def held(day: date, *these: Guidance) -> dict[str, Guidance]:
    return in_force(these, day, figures_on(day))


def test_of_one_topic_the_latest_that_has_begun_holds() -> None:
    before = held(date(2026, 2, 3), PAYMENT, LATER)["payment"]
    since = held(date(2026, 2, 4), LATER, PAYMENT)["payment"]
    assert (before.short[0], since.short[0]) == ("In 30 days.", "At once.")


def test_before_it_begins_nothing_is_said() -> None:
    assert held(date(2025, 2, 23), PAYMENT) == {}


def test_its_figures_are_those_of_the_day() -> None:
    assert held(date(2025, 12, 31), PAYMENT)["payment"].more[0].text == "Less than £214,904."
    assert held(date(2026, 1, 1), PAYMENT)["payment"].more[0].text == "Less than £207,720."


def test_it_does_not_hold_while_one_of_its_figures_did_not_exist() -> None:
    social = replace(PAYMENT, short=("{social_value_share}.",), figures=("social_value_share",))
    social = replace(social, more=())
    assert held(date(2025, 9, 30), social) == {}
    assert held(date(2025, 10, 1), social)["payment"].short == ("10%.",)


def test_the_places_of_figures_are_known() -> None:
    assert holes_in(PAYMENT) == {"payment_days", "sub_central_limit"}


def test_it_is_the_general_answer_of_its_goal_or_a_special_one() -> None:
    assert PAYMENT.is_of_its_goal
    assert not replace(PAYMENT, topic="complex_terms").is_of_its_goal


@pytest.mark.parametrize(
    "said", ["what about LATE  payment?", "they dont pay", "they don\u2019t pay me"]
)
def test_it_is_named_by_its_phrases_however_they_are_typed(said: str) -> None:
    assert named_in(said, [PAYMENT]) is PAYMENT


def test_a_part_of_a_word_names_nothing() -> None:
    assert named_in("template payments", [PAYMENT]) is None


def test_the_longest_phrase_wins() -> None:
    other = replace(PAYMENT, topic="other", words=("very late payment",))
    assert named_in("a very late payment", [PAYMENT, other]) is other


@given(
    st.lists(st.text("ab c", min_size=1, max_size=40), min_size=1, max_size=6), st.integers(1, 30)
)
def test_what_is_kept_is_a_beginning_within_the_words_or_one_paragraph(
    paragraphs: list[str], most: int
) -> None:
    kept = within_words(paragraphs, most)
    assert kept == paragraphs[: len(kept)]
    assert len(kept) == 1 or words_in(kept) <= most
    assert len(kept) == len(paragraphs) or words_in(paragraphs[: len(kept) + 1]) > most


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("can I sue them?", "legal"),
        ("so can I sue them", "legal"),
        ("I want to sue them", None),
        ("sue them", None),
        ("there's just not enough time", "time"),
        ("not enough time for cleaning", None),
        ("can I sue them over the first one?", None),
        ("can I sue them for £500?", None),
        ("is there work for a solicitor?", None),
    ],
)
def test_a_question_surely_means_what_several_of_its_words_name(
    said: str, topic: str | None
) -> None:
    legal = replace(PAYMENT, topic="legal", words=("sue them", "solicitor"))
    time = replace(
        PAYMENT, topic="time", words=("not enough time",), barriers=("short timescales",)
    )
    found = surely_named_in(said, [PAYMENT, legal, time])
    assert (found.topic if found else None) == topic
