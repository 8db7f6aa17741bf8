"""An officer's minute at a phone, counted; and axe on the pages for buyers in their states."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.test_accessibility import FOR_AXE, NARROWEST, SIZES, faults
from tests.running import DOORSTEP, ROOT, Doorstep

KEYS_A_MINUTE = 200
"""Forty words a minute: an ordinary typist, on a keyboard or a phone."""

SECONDS_A_TAP = 2
MAIL = "ada@birmingham.gov.uk"
RUN = ROOT / "docs" / "challenge-run.md"
"""Where the counts are written down."""


@dataclass
class Hands:
    """Types and taps as somebody would, and counts."""

    page: Page
    keys: int = 0
    taps: int = 0

    def write(self, label: str, words: str) -> None:
        """Into the field of that label."""
        self.page.get_by_label(label).press_sequentially(words)
        self.keys += len(words)
        self.taps += 1

    def tap(self, what: Locator) -> None:
        """One tap."""
        what.click()
        self.taps += 1

    def __str__(self) -> str:
        """The count in words, as the document has it."""
        return f"{self.keys} characters and {self.taps} taps, {self.seconds:.0f} seconds"

    @property
    def seconds(self) -> float:
        """How long that takes at the stated rates."""
        return self.keys / KEYS_A_MINUTE * 60 + self.taps * SECONDS_A_TAP


def link(doorstep: Doorstep) -> str:
    """A new link to sign in, as whoever runs the service passes it on."""
    command = [str(DOORSTEP), "admin", "add", MAIL, "--buyer", "bcc"]
    made = subprocess.run(
        command, cwd=ROOT, env=doorstep.environment, capture_output=True, text=True, check=True
    )
    return made.stdout.split()[-1]


@pytest.fixture(scope="module")
def signed_in(browser: Browser, doorstep_written_in: Doorstep) -> Iterator[str]:
    """The cookies of somebody who signed in, as a state that visits begin with."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link(doorstep_written_in))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Birmingham City Council")
    yield context.cookies()[0]["value"]
    context.close()


@pytest.fixture
def page(visit: Visit, doorstep_written_in: Doorstep, signed_in: str) -> Page:
    """The form of somebody who has never seen it, at a phone."""
    page = visit(doorstep_written_in, PHONE, **FOR_AXE).page
    cookie = {"name": "doorstep-officer", "value": signed_in, "url": doorstep_written_in.address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{doorstep_written_in.address}/buying/new")
    return page


def fits(page: Page) -> bool:
    """Whether nothing runs out of the screen to the side."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return not page.evaluate(wide)


def checked(page: Page) -> None:
    """Axe finds nothing and nothing scrolls sideways, from the narrowest phone to a desk."""
    for width, height in (NARROWEST, *SIZES):
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page), (page.url, width)
        assert faults(page) == [], (page.url, width)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_an_officer_posts_in_a_minute(page: Page) -> None:
    hands = Hands(page)
    hands.write("What do you need?", "Window cleaning at two libraries")
    hands.write("Tell firms what the job is", "Inside and outside, each month, ladders needed.")
    hands.write("The most you may pay", "9000")
    hands.tap(page.get_by_label("Yes", exact=True))
    hands.tap(page.get_by_label("Everybody"))
    expect(page.get_by_role("status")).to_contain_text("this comes to £9,000")
    hands.tap(page.get_by_role("button", name="Continue"))
    hands.tap(page.get_by_label("I have thought about what keeps small firms out"))
    hands.tap(page.get_by_role("button", name="Post it"))
    expect(page.get_by_text("out for everybody to see")).to_be_visible()
    print(hands)  # noqa: T201 - the count, for whoever runs it with -s
    assert hands.seconds < 60, str(hands)
    assert str(hands) in RUN.read_text(encoding="utf-8")


def test_axe_finds_nothing_from_the_form_to_the_firms(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()
    checked(page)
    page.get_by_role("button", name="Post it").click()
    checked(page)
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("What do you need?").fill("Roof repair")
    page.get_by_label("Tell firms").fill("You must hold £10 million public liability. Send RAMS.")
    page.get_by_label("The most you may pay").fill("a lot")
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Continue").click()
    checked(page)
    page.get_by_label("The most you may pay").fill("40000")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    for closed in page.locator("summary").all():
        closed.click()
    page.get_by_role("button", name="Post it").click()
    checked(page)
    page.get_by_label("Number of your Find a Tender notice").fill("007747-2025")
    page.get_by_label("I have thought").check()
    page.get_by_role("button", name="Post it").click()
    checked(page)
    page.get_by_role("link", name="Invite some firms as well").click()
    checked(page)
    page.get_by_text("Look in one area only").click()
    page.get_by_label("Area").fill("Saltley")
    page.get_by_role("button", name="Look").click()
    checked(page)


def test_axe_finds_nothing_on_the_other_pages(page: Page, doorstep_written_in: Doorstep) -> None:
    at = doorstep_written_in.address
    paths = ("new?kind=challenge", "new?kind=market_engagement", "posts", "people", "repeats")
    for path in paths:
        page.goto(f"{at}/buying/{path}")
        checked(page)
    page.goto(f"{at}/buying/people")
    page.get_by_label("Work e-mail address").fill("eve@elsewhere.example")
    page.get_by_role("button", name="Let them in").click()
    checked(page)
    page.goto(link(doorstep_written_in))
    checked(page)
    page.context.clear_cookies()
    page.goto(f"{at}/buying/sign-in")
    page.get_by_role("button", name="Send me the link").click()
    checked(page)
    page.get_by_label("Your work e-mail address").fill(MAIL)
    page.get_by_role("button", name="Send me the link").click()
    checked(page)


def test_it_works_without_javascript(
    browser: Browser, doorstep_written_in: Doorstep, signed_in: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    cookie = {"name": "doorstep-officer", "value": signed_in, "url": doorstep_written_in.address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{doorstep_written_in.address}/buying/new")
    page.get_by_label("What do you need?").fill("Hedge cutting")
    page.get_by_label("Tell firms what the job is").fill("Twice a year, at one park.")
    page.get_by_label("The most you may pay").fill("31000")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Only firms").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("this comes to £31,000")).to_be_visible()
    page.get_by_label("I have thought").check()
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_text("Nobody sees this yet but firms that you invite.")).to_be_visible()
    context.close()
