"""What opens a row of questions, or leads to a complaint, said in so many words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from bot.domain.payloads import meaning
from bot.domain.plain_requests import core_of


class Door(StrEnum):
    """What can be opened so."""

    PROVE_ADDRESS = "prove_address"
    INVITE = "invite"
    JOIN = "join"
    MAKE_PAGE = "make_page"
    SHOW_PAGE = "show_page"
    COMPLAIN_OF_DATA = "complain_of_data"
    CHANGE_ALERTS = "change_alerts"
    """Rules for texts about work, which are read from the words themselves."""


MEANINGS = {
    Door.PROVE_ADDRESS: meaning("prove_address"),
    Door.INVITE: meaning("share_firm", step="invite"),
    Door.JOIN: meaning("share_firm", step="join"),
    Door.MAKE_PAGE: meaning("create_profile"),
    Door.SHOW_PAGE: meaning("show_profile"),
    Door.COMPLAIN_OF_DATA: meaning("complain", topic="data"),
}


class Doors:
    """The words that open each, as the content folder lists them."""

    def __init__(self, said: Mapping[Door, Iterable[str]], little_words: Collection[str]) -> None:
        self._little = frozenset(little_words)
        self._doors = {
            core_of(one, self._little): door for door, each in said.items() for one in each
        }

    def payload(self, text: str) -> str | None:
        """What the whole text means to the dialogue; None if it says anything else besides."""
        door = self._doors.get(core_of(text, self._little))
        if door is Door.CHANGE_ALERTS:
            return meaning("change_alerts", part=text.strip())
        return MEANINGS[door] if door else None
