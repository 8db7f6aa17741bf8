"""The vocabularies of the content folder: trades, codes, jargon, the register of local buyers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.jargon import Term
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.search_words import Narrowing, SearchWords
from bot.domain.shared_word import SharedWord
from bot.domain.trade import Trade, Trades

WORDS_OF_ENGLISH = Path("models") / "tokenizer.json"
"""Where the words of the text encoder stand, beside the content: what is one is no misspelling."""


def load_trades(content: Path) -> Trades:
    """The trades of `trades.yml`, the words of `shared_words.yml`, and how both are misspelt."""
    trades = (
        Trade(
            name=entry["trade"],
            cpv=tuple(entry["cpv"]),
            says=tuple(entry["says"]),
            buyer_says=tuple(entry["buyer_says"]),
            broader=entry["broader"],
            but_not=tuple(entry.get("but_not", ())),
            works_on=tuple(entry.get("works_on", ())),
        )
        for entry in read_yaml(content / "trades.yml")
    )
    return Trades(trades, load_shared_words(content), load_known_words(content))


def load_shared_words(content: Path) -> list[SharedWord]:
    """The words of several trades, of `shared_words.yml`."""
    return [
        SharedWord(
            spellings=tuple(entry["words"]),
            bare=tuple(entry["bare"]),
            helped={trade: tuple(map(str, words)) for trade, words in entry["helped"].items()},
        )
        for entry in read_yaml(content / "shared_words.yml")
    ]


def load_known_words(content: Path) -> frozenset[str]:
    """Words that are spelt as they should be: the text encoder's, and those that name codes."""
    told = json.loads((content.parent / WORDS_OF_ENGLISH).read_text(encoding="utf-8"))
    of_codes = (content / "cpv" / "names.txt").read_text(encoding="utf-8").lower()
    return frozenset(filter(str.isalpha, told["model"]["vocab"])) | frozenset(
        re.findall(r"[^\W\d_]+", of_codes)
    )


def load_cpv_names(content: Path) -> dict[str, str]:
    """The names of all CPV codes, by their eight digits, from `cpv/names.txt`."""
    lines = (content / "cpv" / "names.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", maxsplit=1) for line in lines)


def load_jargon(content: Path) -> tuple[Term, ...]:
    """The terms of `jargon.yml`."""
    return tuple(
        Term(
            name=str(entry["term"]),
            also=tuple(str(other) for other in entry["also"]),
            plain=" ".join(entry["plain"].split()),
            stands_in=_stands_in(entry["source"]),
            url=(entry["source"] or {}).get("url"),
            since=entry["valid_from"],
        )
        for entry in read_yaml(content / "jargon.yml")
    )


def load_register(content: Path) -> BuyerRegister:
    """The buyers of `buyers.yml`, with the words of `buyer_sorts.yml` for several of them."""
    buyers = [_registered(entry) for entry in read_yaml(content / "buyers.yml")]
    sorts = read_yaml(content / "buyer_sorts.yml")
    return BuyerRegister(buyers, ((word, one["buyers"]) for one in sorts for word in one["said"]))


def load_search_words(content: Path) -> SearchWords:
    """The words of `search_words.yml`."""
    words = read_yaml(content / "search_words.yml")
    return SearchWords(
        (str(word) for word in words["filler"]),
        {Narrowing(way): phrases for way, phrases in words["narrowing"].items()},
        words["closing"],
        {word: trade for trade, each in words["alone"].items() for word in each},
    )


def _registered(entry: dict[str, Any]) -> RegisteredBuyer:
    identifiers = (text.rsplit(":", 1) for text in entry["identifiers"])
    return RegisteredBuyer(
        buyer=Buyer(
            name=entry["name"],
            buyer_class=BuyerClass(entry["class"]),
            s17=entry["s17"],
            identifiers=tuple(Identifier(scheme, one) for scheme, one in identifiers),
        ),
        aliases=tuple(entry["also"]),
        is_anchor=entry["anchor"],
        mailbox=entry["mailbox"],
        source=entry["source"],
        long_names=tuple(entry["notices_say"]),
        as_of=entry["as_of"],
    )


def _stands_in(stated: dict[str, Any] | None) -> str | None:
    if not stated:
        return None
    return ", ".join(str(part) for part in (stated.get("title"), stated.get("section")) if part)


def read_yaml(file: Path) -> Any:
    """What a YAML file of the content folder holds."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
