"""Firms that nobody has: what owners of each trade might say, from each ward of East Birmingham."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from bot.domain.trade import Trade

FORMS = (
    "{a} and {b}, family firm in {ward}",
    "I do {a}, also {b}. Based in {ward}, ten years experience",
    "small team from {ward}: {a}, {b}, any job big or small",
    "we are two brothers, {a} for homes, schools and offices around {ward}",
    "{a}. Fully insured, evenings and weekends no problem, {ward}",
    "{b}, {a} and a bit of everything in that line, we come from {ward}",
)


@dataclass(frozen=True, slots=True)
class InventedFirm:
    """A firm of a trade and a ward; those of one `variant` say the same but for the ward."""

    name: str
    trade: str
    ward: str
    variant: int
    text: str


def east_birmingham(content: Path) -> list[str]:
    """The names of its wards."""
    with (content / "places" / "wards.csv").open(encoding="utf-8", newline="") as lines:
        return [row["name"] for row in csv.DictReader(lines) if row["east_birmingham"] == "yes"]


def firms_of(
    trade: Trade, wards: list[str], variants: int, luck: random.Random
) -> list[InventedFirm]:
    """So many variants of what such firms say, each said by a firm of every ward."""
    found = []
    forms = luck.sample(FORMS, k=min(variants, len(FORMS)))
    for variant, form in enumerate(islice(cycle(forms), variants)):
        a, b = words_of(trade, luck)
        for ward in wards:
            text = form.format(a=a, b=b, ward=ward)
            name = f"{trade.name}, {ward} {variant}"
            found.append(InventedFirm(name, trade.name, ward, variant, text))
    return found


def words_of(trade: Trade, luck: random.Random) -> tuple[str, str]:
    """Two of the words that its owners use, its name among them as often as any."""
    said = [trade.name, *trade.says[:8]]
    first, second = luck.sample(said, 2) if len(said) > 1 else (said[0], said[0])
    return first, second


def texts(trades: list[Trade], wards: list[str], luck: random.Random) -> Iterator[str]:
    """What firms of any trade might say, without an end."""
    while True:
        a, b = words_of(luck.choice(trades), luck)
        yield luck.choice(FORMS).format(a=a, b=b, ward=luck.choice(wards))
