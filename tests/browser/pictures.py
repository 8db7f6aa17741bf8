"""Makes the pictures of docs/pictures anew from a running Doorstep with notices."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chat_page import ChatPage
from tests.browser.chromium import open_chromium
from tests.conftest import NOTICES
from tests.running import NOW, ROOT, Doorstep

PICTURES = ROOT / "docs" / "pictures"
SIZES = {"chat-phone": (390, 844, 2), "chat-desktop": (1280, 800, 1)}
QUESTION = "Anything for mentoring young people for the city council?"


def make_pictures() -> None:
    """Starts Doorstep, asks one question at each size, and keeps what the screen shows."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        arguments = ("run", "--notices", str(NOTICES), "--as-of", NOW)
        doorstep = Doorstep(Path(folder), arguments)
        try:
            doorstep.start().wait_until_ready()
            with sync_playwright() as playwright:
                browser = open_chromium(playwright)
                for name in SIZES:
                    _take(browser, doorstep, name)
                browser.close()
        finally:
            doorstep.stop()


def _take(browser: Browser, doorstep: Doorstep, name: str) -> None:
    width, height, scale = SIZES[name]
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, device_scale_factor=scale, locale="en-GB")
    chat = ChatPage(context.new_page()).open(doorstep.address)
    chat.say(QUESTION)
    chat.cards.first.wait_for()
    chat.page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    make_pictures()
