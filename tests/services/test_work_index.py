"""The first look at all rows leaves to the close one what a close look at all would put first."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import cycle, islice, product

import numpy as np
import pytest

from bot.bootstrap import MODELS
from bot.domain.fit import FEATURES
from bot.domain.opportunity import CpvCode
from bot.domain.vector_rows import Packing
from bot.domain.work_facts import WorkFacts
from bot.services.prepare_work import Vocabulary, packed_texts
from bot.services.work_index import WorkIndex
from connectors.text.fit_file import load_fit
from tests.examples import CATERING, CLEANING, WINDOWS, opportunity
from tests.fake_index import vocabulary_of
from tests.fakes import FakeEncoder

NAMES = {"90910000": "Cleaning services", "55520000": "Catering services", "45233000": "Roads"}
TITLES = ("Cleaning of schools", "Supply of mops", "Hot lunches", "Windows", "Resurfacing of roads")
TEXTS = ("For a school.", "Cleaning services, every day, in the evening.", "Catering for parties.")
CODES = ((), ("90910000",), ("55520000", "90910000"), tuple(NAMES) * 4)
SAID = (
    "I clean schools, cleaning every day",
    "catering, and cleaning after it",
    "window cleaner",
    "roads",
    "anything at all",
    "",
)
MODEL = load_fit(MODELS / "fit.json")
COUNT, KEPT = 240, 30


@cache
def known() -> Vocabulary:
    """A vocabulary whose packing keeps every number in full."""
    words = vocabulary_of([CATERING, CLEANING, WINDOWS], FakeEncoder(), NAMES)
    return replace(words, packing=Packing.plain(FakeEncoder.dimensions))


def filled() -> WorkIndex:
    """An index of works that differ in all that is looked at."""
    index = WorkIndex(known())
    kinds = islice(cycle(product(TITLES, TEXTS, CODES)), COUNT)
    works = [
        opportunity(
            str(at),
            title=title,
            description=f"{text} Lot {at % 7}, {'tea ' * (at % 11)}",
            cpv=tuple(CpvCode(code) for code in codes),
        )
        for at, (title, text, codes) in enumerate(kinds)
    ]
    facts = WorkFacts.joined([known().facts_of(one) for one in works])
    index.append(packed_texts(works, known(), known().encoder), facts)
    return index


def weights() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A number for each row, some of them nought."""
    drawn = np.random.default_rng(5).uniform(-0.2, 1.0, COUNT)
    return np.maximum(drawn, 0.0).astype(np.float32)


@pytest.mark.parametrize("said", SAID)
def test_the_first_look_keeps_what_a_close_look_at_all_puts_first(said: str) -> None:
    index, weigh = filled(), weights()
    closely = index.ask(said)
    scores = index.fits(closely, MODEL) * weigh
    asked = index.best(index.question(said), MODEL, weigh, KEPT)
    assert len(asked.rows) == KEPT
    assert (np.diff(asked.rows) > 0).all()
    np.testing.assert_allclose(
        np.sort(scores[asked.rows]), np.sort(scores)[-KEPT:], rtol=1e-4, atol=1e-9
    )
    np.testing.assert_allclose(asked.features, closely.features[asked.rows], atol=1e-6)


def test_what_was_taken_out_or_counts_for_nothing_is_never_kept() -> None:
    index, weigh = filled(), weights()
    index.rows.remove(np.arange(0, COUNT, 3))
    asked = index.best(index.question(SAID[0]), MODEL, weigh, COUNT)
    left = np.setdiff1d(np.flatnonzero(weigh > 0), np.arange(0, COUNT, 3))
    assert asked.rows.tolist() == left.tolist()


def test_only_the_first_rows_are_looked_at_when_more_were_added_since() -> None:
    index, weigh = filled(), weights()
    fewer = index.best(index.question(SAID[1]), MODEL, weigh[:50], COUNT)
    assert fewer.rows.tolist() == np.flatnonzero(weigh[:50] > 0).tolist()


def test_a_meaning_that_is_not_known_counts_as_that_of_any_other() -> None:
    index = WorkIndex(known())
    facts = known().facts_of(opportunity("new", title="Cleaning of schools"))
    facts.facts["unread"] = True
    index.append(known().packing.pack(np.zeros((1, FakeEncoder.dimensions), np.float32)), facts)
    asked = index.best(index.question("cleaning"), MODEL, np.ones(1, dtype=np.float32))
    for name in ("meaning", "trade_meaning"):
        at = FEATURES.index(name)
        assert asked.features[0, at] == pytest.approx(MODEL.means[at])


@pytest.mark.parametrize("unread", [0, 1])
def test_it_comes_before_one_that_is_known_to_mean_something_else(unread: int) -> None:
    index, nothing = WorkIndex(known()), np.zeros((2, FakeEncoder.dimensions), np.float32)
    facts = WorkFacts.joined([known().facts_of(opportunity("same"))] * 2)
    facts.facts["unread"][unread] = True
    index.append(known().packing.pack(nothing), facts)
    kept = index.best(index.question("cleaning"), MODEL, np.ones(2, dtype=np.float32), 1)
    assert kept.rows.tolist() == [unread]
