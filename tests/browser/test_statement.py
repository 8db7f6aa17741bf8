"""The page about a firm for everybody: axe, dark colours, the narrowest phone."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.running import Doorstep


@pytest.fixture(scope="module")
def link(doorstep_with_samples: Doorstep) -> str:
    """The page of a firm whose name has letters from the right."""
    chat = doorstep_with_samples.client.begin()
    for line in ("register", "cleaning of offices", "B8 1DE", "10 miles", "up to 5000"):
        chat.say(line)
    chat.say("احمد اینڈ سنز")
    told = chat.say("show my profile").text
    return next(word for word in told.split() if "/statements/" in word)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    visit: Visit,
    doorstep_with_samples: Doorstep,
    link: str,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
) -> None:
    page = visit(doorstep_with_samples, size, color_scheme=scheme, **FOR_AXE).page
    page.goto(link)
    assert faults(page) == []


def test_it_does_not_scroll_sideways_on_the_narrowest_phone(
    visit: Visit, doorstep_with_samples: Doorstep, link: str
) -> None:
    visitor = visit(doorstep_with_samples, NARROWEST)
    visitor.page.goto(link)
    assert not visitor.scrolls_sideways()


def test_the_files_come_down(visit: Visit, doorstep_with_samples: Doorstep, link: str) -> None:
    page = visit(doorstep_with_samples).page
    page.goto(link)
    with page.expect_download() as word:
        page.get_by_role("link", name="Word file").click()
    assert word.value.suggested_filename == "about-our-business.docx"
