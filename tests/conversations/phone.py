"""A phone as the outbox shows it: what came to it, and what its owner texts back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import count
from urllib.parse import urlencode

from tests.client import Client

_NUMBERS = count(100)
_SAID = re.compile(r'<li class="bubble( theirs)?">.*?<span class="said">(.*?)</span>', re.DOTALL)
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Phone:
    """One number that nobody has."""

    client: Client
    number: str

    @property
    def came(self) -> list[str]:
        """The texts that came to it, oldest first."""
        page = self.client.get("/outbox").text
        whole = f'id="phone-44{self.number.replace(" ", "")[1:]}"'
        mine = page.partition(whole)[2].partition("</article>")[0]
        return [unescape(words) for theirs, words in _SAID.findall(mine) if not theirs]

    @property
    def code(self) -> str:
        """The code in the last text."""
        found = re.search(r"\b\d{6}\b", self.came[-1])
        assert found, self.came
        return found[0]

    def text(self, words: str) -> str:
        """What is texted back."""
        body = urlencode({"number": self.number, "words": words}).encode()
        answer = self.client.call("POST", "/outbox/texts", body, _FORM)
        assert answer.status == 303, answer.text
        return self.came[-1]


def new_phone(client: Client) -> Phone:
    """A phone that no other test uses."""
    return Phone(client, f"07700 900{next(_NUMBERS)}")
