"""Reads what somebody asks the list for out of an address, and says what it could not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.browsing import FIELDS, MILES, NOTHING, Browse, Filter, Order
from bot.domain.opportunity import LONDON, Kind
from bot.domain.trade import Trades
from bot.ports import Clock, Gazetteer, WardMap

DISTANCES = (1, 3, 5, 10, 25)
"""Miles that may be asked for."""

LONGEST = 100
"""Characters of one answer that are read."""

_LARGEST = Decimal(10) ** 12
_LAST_YEAR = 2200
_LAST_PAGE = 100_000
_SUM = re.compile(r"£?\s*(\d[\d,\s]*(?:\.\d{1,2})?)\s*(k|m|thousand|million)?", re.IGNORECASE)
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_CODE = re.compile(r"\d{2,8}")
_YES = frozenset({"yes", "on", "1", "true"})
_NO = frozenset({"no", "off", "0", "false"})

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be used: the key of why, and what was typed."""

    key: str
    typed: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, which page of it, and what was left out."""

    browse: Browse
    page: int = 1
    unread: tuple[Unread, ...] = field(default=())


class ReadBrowse:
    """Whatever stands in an address, it makes a list: nothing in it is an error."""

    def __init__(self, trades: Trades, gazetteer: Gazetteer, wards: WardMap, clock: Clock) -> None:
        self._trades = trades
        self._gazetteer = gazetteer
        self._wards = wards
        self._clock = clock

    def read(self, typed: Mapping[str, str]) -> Asked:
        """What the names and values ask for; names that it does not know are passed over."""
        said = {name: text for name, value in typed.items() if (text := _plain(value))}
        unread = [Unread("too_long", one[:LONGEST]) for one in said.values() if len(one) > LONGEST]
        said = {name: value[:LONGEST] for name, value in said.items()}
        told: dict[str, Any] = {}
        for name, (to, read) in self._readers.items():
            if name in said:
                value = read(said[name])
                if value is None:
                    unread.append(Unread(name, said[name]))
                else:
                    told[to] = value
        browse, more = _turned_round(replace(NOTHING, **told))
        page = self._page(said, unread)
        return Asked(browse, page, (*unread, *more))

    @property
    def _readers(self) -> Mapping[str, tuple[str, Callable[[str], Any]]]:
        """For each name in an address the field and what reads it; None is what it cannot read."""
        of_filters: Mapping[Filter, Callable[[str], Any]] = {
            Filter.WORDS: str,
            Filter.TRADE: self._trade,
            Filter.CODE: lambda said: said if _CODE.fullmatch(said) else None,
            Filter.BUYER: str,
            Filter.KIND: lambda said: _one_of(Kind, said),
            Filter.LEAST: _pounds,
            Filter.MOST: _pounds,
            Filter.CLOSES_BY: self._day,
            Filter.PLACE: self._gazetteer.find,
            Filter.WARD: self._ward,
            Filter.FOR_SMALL: _flag,
            Filter.RESERVED: _flag,
        }
        named = {one.value: (FIELDS[one], read) for one, read in of_filters.items()}
        return {
            **named,
            "miles": ("miles", _miles),
            "order": ("order", lambda said: _one_of(Order, said)),
        }

    def _trade(self, said: str) -> str | None:
        exact = self._trades.named([said.lower()])
        found = exact or self._trades.found_in(said)
        return found[0].name if found else None

    def _ward(self, said: str) -> str | None:
        names = (one.name for one in self._wards.outlines())
        return next((name for name in names if name.casefold() == said.casefold()), None)

    def _day(self, said: str) -> date | None:
        """A day to come, as browsers write it or as people do: "2026-12-01", "1/12/2026"."""
        written = _DAY.fullmatch(said)
        try:
            if written:
                day, month, year = (int(part) for part in written.groups())
                read = date(year, month, day)
            else:
                read = date.fromisoformat(said)
        except ValueError:
            return None
        today = self._clock.now().astimezone(LONDON).date()
        return read if today <= read and read.year < _LAST_YEAR else None

    def _page(self, said: Mapping[str, str], unread: list[Unread]) -> int:
        typed = said.get("page", "1")
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= _LAST_PAGE:
            return int(typed)
        unread.append(Unread("page", typed))
        return 1


def _plain(value: str) -> str:
    """The text on one line, without what does not show."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _one_of(choices: type[Choice], said: str) -> Choice | None:
    return next((one for one in choices if one.value == said.lower()), None)


def _pounds(said: str) -> Decimal | None:
    """Pounds from "£12,000", "12000.50" or "12k"; nothing beyond what a contract could cost."""
    found = _SUM.fullmatch(said)
    if not found:
        return None
    number = Decimal(re.sub(r"[,\s]", "", found[1])) * _TIMES.get((found[2] or "").lower(), 1)
    return number if number <= _LARGEST else None


def _flag(said: str) -> bool | None:
    if said.lower() in _YES:
        return True
    return False if said.lower() in _NO else None


def _miles(said: str) -> int | None:
    known = {str(one): one for one in (*DISTANCES, MILES)}
    return known.get(said)


def _turned_round(browse: Browse) -> tuple[Browse, tuple[Unread, ...]]:
    """From more to less is from less to more."""
    if browse.least is None or browse.most is None or browse.least <= browse.most:
        return browse, ()
    swapped = replace(browse, least=browse.most, most=browse.least)
    return swapped, (Unread("turned_round", f"£{browse.least:,}, £{browse.most:,}"),)
