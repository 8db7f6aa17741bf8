"""The chat as it stands on a page, found by role, label and words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

ANSWER_WITHIN_MS = 30_000


@dataclass(frozen=True)
class ChatPage:
    """One open page."""

    page: Page

    @property
    def box(self) -> Locator:
        """Where one types."""
        return self.page.get_by_label("Your question")

    @property
    def log(self) -> Locator:
        """What has been said."""
        return self.page.get_by_role("log")

    @property
    def cards(self) -> Locator:
        """Every opportunity shown."""
        return self.log.get_by_role("article")

    def open(self, address: str) -> ChatPage:
        """Goes there and waits until one can type."""
        self.page.goto(address)
        expect(self.box).to_be_visible()
        return self

    def button(self, name: str) -> Locator:
        """The button of exactly that name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def say(self, words: str) -> None:
        """Types words, presses Send and waits for the answer."""
        answers = self.answers().count()
        self.box.fill(words)
        self.button("Send").click()
        expect(self.answers()).not_to_have_count(answers, timeout=ANSWER_WITHIN_MS)
        expect(self.page.get_by_text("Doorstep is typing")).to_have_count(0)

    def answers(self) -> Locator:
        """The answers given so far."""
        return self.log.get_by_text("Doorstep said:")

    def scrolls_sideways(self) -> bool:
        """Whether anything on the page, the chat's inside too, is wider than its place."""
        return bool(self.page.evaluate(_TOO_WIDE))

    def stored(self) -> dict[str, Any]:
        """Everything that the page has kept in the browser."""
        kept = {
            "local": json.loads(self.page.evaluate("() => JSON.stringify({...localStorage})")),
            "session": json.loads(self.page.evaluate("() => JSON.stringify({...sessionStorage})")),
            "cookies": self.page.context.cookies(),
        }
        return {where: what for where, what in kept.items() if what}


_TOO_WIDE = """() => {
  const all = (root) => [...root.querySelectorAll("*")]
    .flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const scrolls = (one) => one.scrollWidth > one.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const page = document.documentElement;
  return page.scrollWidth > page.clientWidth || all(document).some(scrolls);
}"""
