"""Which rows of the index each filter of a list lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.browsing import Browse, Filter
from bot.domain.opportunity import LONDON
from bot.domain.trade import cpv_stem
from bot.domain.work_facts import Marks, closing_before, is_kind
from bot.services.browse_columns import BrowseColumns
from bot.services.opportunity_index import Snapshot
from bot.services.prepare_work import Vocabulary
from bot.services.suiting import may_be_worth


@dataclass(frozen=True, eq=False)
class Look:
    """What a filter looks at; `namings_of_buyers` asks the store for those whose name has words."""

    snapshot: Snapshot
    columns: BrowseColumns
    vocabulary: Vocabulary
    namings_of_buyers: Callable[[str], set[str]]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.snapshot.size


def marks_of(look: Look, browse: Browse, one: Filter) -> Marks:
    """The rows that the filter lets through, whatever the others do."""
    return _MARKS[one](look, browse)


def _words(look: Look, browse: Browse) -> Marks:
    """Every word of the text, by its stem; words that all texts have do not count."""
    terms = np.unique(look.vocabulary.stems.of(browse.words))
    if not len(terms):
        return np.ones(look.size, dtype=bool)
    said = look.snapshot.held.index.rows.words.said(terms)[: look.size]
    return np.asarray(np.pad(said == len(terms), (0, look.size - len(said))))


def _trade(look: Look, browse: Browse) -> Marks:
    """The trade and all that are part of it: named in the title, or by a code below its own."""
    marks = np.zeros(look.size, dtype=bool)
    trades = look.vocabulary.trades.with_narrower(browse.trade or "")
    for trade in trades:
        marks |= look.snapshot.held.index.rows.named_in_title(trade.name, look.size) > 0
    return np.asarray(marks | _coded(look, {cpv_stem(code) for t in trades for code in t.cpv}))


def _code(look: Look, browse: Browse) -> Marks:
    return _coded(look, [browse.code or ""])


def _coded(look: Look, beginnings: Iterable[str]) -> Marks:
    """The rows one of whose codes begins so."""
    rows, begins = look.snapshot.held.index.rows, tuple(beginnings)
    under = np.array([code.startswith(begins) for code in rows.table.codes], dtype=np.float32)
    return np.asarray(rows.codes.best(under, look.size) > 0)


def _buyer(look: Look, browse: Browse) -> Marks:
    return look.columns.of_buyers(look.namings_of_buyers(browse.buyer or ""), look.size)


def _kind(look: Look, browse: Browse) -> Marks:
    kinds = [browse.kind] if browse.kind else []
    return is_kind(_facts(look), *kinds)


def _closes(look: Look, browse: Browse) -> Marks:
    day = browse.closes_by
    if day is None:
        return np.ones(look.size, dtype=bool)
    after = datetime.combine(day + timedelta(days=1), time(), LONDON)
    return closing_before(_facts(look), after)


def _place(look: Look, browse: Browse) -> Marks:
    """What lies so near, and what may be anywhere in an area that the place is in."""
    place, coverages = browse.place, look.snapshot.held.coverages
    if place is None:
        return np.ones(look.size, dtype=bool)
    near = coverages.miles(place, look.size) <= browse.miles
    return np.asarray(near | coverages.covers(place, look.size))


def _ward(look: Look, browse: Browse) -> Marks:
    return look.columns.in_ward(browse.ward or "", look.size)


def _facts(look: Look) -> NDArray[Any]:
    return look.snapshot.held.index.rows.facts[: look.size]


_MARKS: Mapping[Filter, Callable[[Look, Browse], Marks]] = {
    Filter.WORDS: _words,
    Filter.TRADE: _trade,
    Filter.CODE: _code,
    Filter.BUYER: _buyer,
    Filter.KIND: _kind,
    Filter.LEAST: lambda look, browse: may_be_worth(look.snapshot, browse.least, None),
    Filter.MOST: lambda look, browse: may_be_worth(look.snapshot, None, browse.most),
    Filter.CLOSES_BY: _closes,
    Filter.PLACE: _place,
    Filter.WARD: _ward,
    Filter.FOR_SMALL: lambda look, _: look.columns.for_small(look.size),
    Filter.RESERVED: lambda look, _: look.columns.reserved(look.size),
}
