"""The page of guidance: all of it, with what it rests on."""

from __future__ import annotations

import re
from html import unescape

from bot.bootstrap import CONTENT
from connectors.text.guidance_files import GuidanceFiles
from tests.running import Doorstep

TAGS = re.compile(r"<[^>]+>")


def shown(doorstep: Doorstep) -> str:
    """What the page says, its tags taken off."""
    answer = doorstep.client.get("/guidance")
    assert answer.status == 200
    return unescape(" ".join(TAGS.sub(" ", answer.text).split()))


def test_every_answer_stands_there_with_its_sources_and_days(
    doorstep_without_rasa: Doorstep,
) -> None:
    page = shown(doorstep_without_rasa)
    for one in GuidanceFiles(CONTENT).guidance():
        if one.topic == "reserved_contracts":
            continue  # of two versions only that of the day is shown
        assert one.title in page
        assert all(source.title in page for source in one.sources)
    assert "Holds from 24 February 2025. Last checked" in page


def test_figures_and_answers_are_those_of_the_day(doorstep_without_rasa: Doorstep) -> None:
    page = shown(doorstep_without_rasa)
    assert "as of 8 November 2025" in page
    assert (
        "The figure £214,904: Procurement Act 2023 , Schedule 1, row 12, from 24 February 2025"
        in page
    )
    assert "Councils may not choose by place" in page
    assert "Since 4 February 2026" not in page


def test_it_tells_what_changed_and_what_the_words_mean(doorstep_without_rasa: Doorstep) -> None:
    page = shown(doorstep_without_rasa)
    assert "From 1 October 2025" in page
    assert "From 1 January 2026" not in page
    assert "Invitation to quote" in page


def test_every_page_leads_to_it(doorstep_without_rasa: Doorstep) -> None:
    for path in ("/", "/spending", "/templates", "/quality"):
        assert 'href="/guidance"' in doorstep_without_rasa.client.get(path).text
