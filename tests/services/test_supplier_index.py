"""The index of firms keeps up with what changes, and asks of firms what the search asks of work."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice

import numpy as np
import pytest

from bot.bootstrap import CONTENT, make_compiler, make_place_names, make_reader, make_samples
from bot.bootstrap.matching import make_fit_model
from bot.bootstrap.matching import make_vocabulary as make_real_vocabulary
from bot.clock import SystemClock
from bot.domain.fit import FitModel
from bot.domain.opportunity import Opportunity
from bot.domain.supplier_rows import HeldRow
from bot.domain.work_facts import WorkFacts
from bot.services.needed_work import ReadNeed
from bot.services.prepare_suppliers import PrepareSupplier, prepare_suppliers
from bot.services.prepare_work import Vocabulary, packed_texts
from bot.services.read_processes import read_processes
from bot.services.supplier_index import SupplierIndex
from bot.services.work_index import WorkIndex
from models.pairs import POOL
from tests.benchmarks.invented_firms import east_birmingham, texts
from tests.examples import cpv, opportunity, supplier
from tests.fake_suppliers import FakePlaceNames
from tests.services.firms import MODEL, Desk, make_vocabulary

AWAY = 0.004
"""How far two fits may lie apart: each side keeps another of the vectors in eight bits a number."""


@pytest.fixture
def desk() -> Desk:
    """An index that has taken in two firms."""
    desk = Desk()
    desk.ask_for(opportunity())
    desk.register(supplier("ada"), supplier("ben"))
    desk.index.renew(desk.storage)
    return desk


def test_one_more_firm_is_one_more_row_and_no_other_is_read(desk: Desk) -> None:
    rows = desk.index.rows
    desk.register(supplier("cy"))
    desk.index.renew(desk.storage)
    assert desk.index.rows is rows
    assert len(rows) == 3


def test_nothing_is_taken_in_where_nothing_changed(desk: Desk) -> None:
    for _ in range(3):
        desk.index.renew(desk.storage)
    assert len(desk.index.rows) == 2


def test_a_firm_that_changed_takes_the_place_of_what_it_was(desk: Desk) -> None:
    desk.register(supplier("ada", shown_to_buyers=None))
    desk.index.renew(desk.storage)
    assert int(desk.index.rows.allowed(None, who_agreed=False).sum()) == 2
    assert int(desk.index.rows.allowed(None, who_agreed=True).sum()) == 1


def test_a_firm_whose_new_words_are_not_ready_is_not_found_by_its_old_ones(desk: Desk) -> None:
    with desk.storage.transaction() as work:
        work.suppliers.save_all([supplier("ada", text="Catering")])
    desk.index.renew(desk.storage)
    assert int(desk.index.rows.allowed(None, who_agreed=False).sum()) == 1


def test_a_firm_that_was_removed_is_forgotten(desk: Desk) -> None:
    desk.forget("ada")
    desk.index.renew(desk.storage)
    assert int(desk.index.rows.allowed(None, who_agreed=False).sum()) == 1
    desk.register(supplier("cy"))
    desk.index.renew(desk.storage)
    assert set(desk.who()) == {"ben", "cy"}


def test_making_ready_goes_on_where_it_stopped() -> None:
    desk = Desk()
    with desk.storage.transaction() as work:
        work.suppliers.save_all([supplier(f"firm {n}") for n in range(150)])

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare_suppliers(desk.storage, desk.prepare, stop)
    assert 0 < prepare_suppliers(desk.storage, desk.prepare) < 150
    assert prepare_suppliers(desk.storage, desk.prepare) == 0


def both_ways(
    vocabulary: Vocabulary, model: FitModel, needs: list[Opportunity], said: list[str]
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], ...]:
    """The fit of each text with each need, asked by the text and asked by the need."""
    work = WorkIndex(vocabulary)
    facts = WorkFacts.joined([vocabulary.facts_of(one) for one in needs])
    work.append(packed_texts(needs, vocabulary, vocabulary.encoder), facts)
    by_text = np.stack([work.fits(work.ask(one), model) for one in said])
    prepare = PrepareSupplier(vocabulary, FakePlaceNames())
    index, read = SupplierIndex(prepare, model), ReadNeed(vocabulary)
    index.take_in([HeldRow(n, None, True, prepare.row_of(one)) for n, one in enumerate(said)])
    rows = np.arange(len(said))
    needed = [read.of(one, work.rows.words) for one in needs]
    by_need = np.stack([n.chances(index.rows, rows, model) * n.scale for n in needed], axis=1)
    return by_text, by_need


SAID = [
    "office cleaning",
    "Catering for schools, and cleaning after it, cleaning every day",
    "window cleaner",
    "anything at all",
    "",
]


def test_a_fit_is_the_same_whichever_way_round_it_is_asked() -> None:
    needs = [
        opportunity("cleaning"),
        opportunity("catering", title="School catering services", cpv=cpv("55520000", "90910000")),
        opportunity("no codes", title="Office cleaning", description="", cpv=()),
        opportunity("goods", title="Supply of cleaning materials", cpv=cpv("39800000")),
    ]
    by_text, by_need = both_ways(make_vocabulary(), MODEL, needs, SAID)
    assert np.abs(by_text - by_need).max() < AWAY
    assert by_text.max() > 0.5 > by_text.min()


def test_it_is_so_with_the_real_words_on_notices_as_they_are() -> None:
    """On real notices where they lie beside the project, else on its samples."""
    needs = list(make_samples()(SystemClock().now()))[:20]
    if POOL.exists():
        read = read_processes([POOL], make_reader(), make_compiler()).opportunities
        needs = list(read.values())[::90]
    known = make_real_vocabulary()
    luck = random.Random(7)  # noqa: S311 - chance, not secrecy
    without: Callable[[str], str] = make_place_names().without_places
    some = islice(texts(list(known.trades), east_birmingham(CONTENT), luck), 60)
    by_text, by_need = both_ways(known, make_fit_model(), needs, [without(one) for one in some])
    assert np.abs(by_text - by_need).max() < AWAY
    assert by_text.max() > 0.2
