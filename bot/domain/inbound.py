"""Texts that people send: what is known of each, and what one word by itself asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.reaching import Address

_NO_WORD = re.compile(r"[^\w']+")


@dataclass(frozen=True, slots=True)
class InboundText:
    """A text as a provider handed it on; its `id` is the provider's, and the same twice is one."""

    id: str
    sender: Address
    words: str
    at: datetime


class TextRequest(StrEnum):
    """What is asked for by a text that says nothing else."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    YES = "yes"
    MORE = "more"


class TextRequests:
    """The words by which they are asked for, as the content folder lists them."""

    def __init__(self, said: Mapping[TextRequest, Iterable[str]]) -> None:
        self._asks = {_plain(one): ask for ask, each in said.items() for one in each}

    def in_(self, words: str) -> TextRequest | None:
        """The request that the whole text is: "STOP" is one, "STOP 12 Main Street" is none."""
        return self._asks.get(_plain(words))


def _plain(words: str) -> str:
    """Lower case, without marks and with single spaces."""
    return " ".join(_NO_WORD.sub(" ", words.lower().replace("\u2019", "'")).split())
