"""A browser for each file of tests, and a fresh visitor for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chat_page import ChatPage
from tests.browser.chromium import open_chromium
from tests.running import Doorstep

Visit = Callable[..., ChatPage]
PHONE = (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed before tests of another kind need the event loop."""
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Makes first-time visitors; at the end, none of their pages may have had an error."""
    contexts, faults = [], list[str]()

    def visitor(doorstep: Doorstep, size: tuple[int, int] = PHONE, **options: Any) -> ChatPage:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="en-GB", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.extend(_faults(said.text)))
        page.on("request", lambda sent: faults.extend(_elsewhere(sent.url, doorstep)))
        return ChatPage(page).open(doorstep.address)

    yield visitor
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def visitor(visit: Visit, doorstep_with_samples: Doorstep) -> ChatPage:
    """A first-time visitor with a phone."""
    return visit(doorstep_with_samples)


@pytest.fixture
def page(visitor: ChatPage) -> Page:
    """The visitor's page."""
    return visitor.page


def _faults(said: str) -> list[str]:
    return [said] if "Content Security Policy" in said else []


def _elsewhere(url: str, doorstep: Doorstep) -> list[str]:
    return [] if url.startswith((doorstep.address, "data:")) else [f"loaded from elsewhere: {url}"]
