"""The words of texts: whatever a notice says, at most two segments, with sender, link and STOP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bootstrap.folders import CONTENT
from bot.domain.change import Change, ChangeKind
from bot.domain.money import Basis, Value, Vat
from bot.domain.telling import TOLD_CHANGES
from bot.services.present_opportunity import PresentOpportunity
from bot.services.word_alerts import Sender, WordAlerts
from connectors.sms.alphabet import GsmAlphabet
from connectors.text.phrasebook import Phrasebook
from connectors.text.short_names import load_short_names
from tests.examples import NOW, in_days, opportunity

SITE = "https://doorstep.example.org"
PHRASES = Phrasebook(CONTENT / "phrases")
WORDING = WordAlerts(
    PHRASES,
    GsmAlphabet(),
    load_short_names(CONTENT),
    PresentOpportunity(PHRASES, SITE),
    Sender("Doorstep", SITE),
)
LINK = WORDING.link_of("abcdefghij")
JOB = opportunity(title="Window cleaning of libraries")
VALUES = st.builds(
    Value,
    st.none() | st.decimals(1, 10**9, places=2),
    st.sampled_from(Vat),
    st.sampled_from(Basis),
)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300), st.text(max_size=120), VALUES, st.integers(0, 900), st.integers(0, 99)
)
def test_no_text_is_over_two_segments_or_hides_its_sender_or_how_to_stop(
    title: str, buyer: str, value: Value, days: int, others: int
) -> None:
    one = replace(
        JOB,
        title=title,
        value=value,
        buyer=replace(JOB.buyer, name=buyer),
        deadline=NOW + timedelta(days=days),
    )
    change = Change(one.id, ChangeKind.VALUE_CHANGED, NOW, None, None)
    for text in (
        WORDING.news(one, NOW, LINK, "W", others),
        WORDING.near_miss(one, NOW, LINK, "W"),
        WORDING.change(change, one, NOW, LINK),
        WORDING.reminder(one, NOW, LINK),
    ):
        assert text.segments == WORDING.segments(text.words) <= 2
        assert text.words.startswith("Doorstep: ")
        assert text.words.endswith("STOP ends")
        assert LINK in text.words.split()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Value(None), "value not given"),
        (replace(JOB.value, vat=Vat.EXCLUDED, basis=Basis.YEARLY), "£20,000 a year +VAT"),
        (replace(JOB.value, vat=Vat.INCLUDED, basis=Basis.TOTAL), "£20,000 inc VAT"),
        (replace(JOB.value, vat=Vat.UNKNOWN, basis=Basis.UNKNOWN), "£20,000, VAT not said"),
    ],
)
def test_a_value_is_told_with_what_it_is_of(value: Value, told: str) -> None:
    assert told in WORDING.news(replace(JOB, value=value), NOW, LINK).words


def test_a_typical_text_is_one_segment_and_reads_as_it_should() -> None:
    text = WORDING.news(JOB, NOW, LINK)
    assert text.words == (
        "Doorstep: Window cleaning.., Eastside Council, £20,000 +VAT, closes 13 Dec. "
        f"{LINK} 1 interested 2 no 3 more. STOP ends"
    )
    assert text.segments == 1


def test_a_day_of_another_year_is_told_with_its_year() -> None:
    later = replace(JOB, deadline=in_days(400))
    assert "closes 28 Dec 2027" in WORDING.news(later, NOW, LINK).words


@pytest.mark.parametrize("kind", sorted(TOLD_CHANGES))
def test_each_change_has_words(kind: ChangeKind) -> None:
    text = WORDING.change(Change(JOB.id, kind, NOW, None, None), JOB, NOW, LINK)
    assert "Window cleaning" in text.words
    assert text.segments == 1


def test_long_names_of_buyers_are_shortened_by_known_words() -> None:
    trust = replace(
        JOB, buyer=replace(JOB.buyer, name="Birmingham Women's and Children's NHS Foundation Trust")
    )
    assert "B'ham Women's" in WORDING.news(trust, NOW, LINK).words


def test_interest_is_answered_with_the_job_the_buyer_and_that_nothing_was_sent() -> None:
    told = WORDING.interested(JOB, NOW, LINK, in_days(17))
    for part in ("Window cleaning", "Eastside Council", "closes 13 Dec", "sent nothing", LINK):
        assert part in told
    assert "remind you on 10 Dec" in told
