"""Buyers as every Storage keeps them: each body once, in whatever order its notices came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.buyer_identity import bodies_of
from bot.domain.index_row import MadeWith
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.ports import Storage
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.migrate import alembic_config, migrate
from connectors.storage.tables import buyer_keys, buyer_namings, buyers
from tests.examples import opportunity
from tests.fakes import FakeStorage

PPON = Identifier("GB-PPON", "PAAA-1111-BBBB")
LAE = Identifier("GB-LAE", "EAS")
PLAIN = Buyer("Eastside Council")
CITY = Buyer("City of Eastside Council", BuyerClass.SUB_CENTRAL, identifiers=(LAE,))
NUMBERED = Buyer("EASTSIDE COUNCIL", s17=True, identifiers=(LAE, PPON))
AGENT = Buyer("Quick Tenders Ltd", identifiers=(PPON,))


@dataclass(frozen=True)
class Saved:
    """A process whose notice names a buyer."""

    process: str
    buyer: Buyer


def save(storage: Storage, *these: Saved) -> None:
    """Stores each in a transaction of its own."""
    for one in these:
        with storage.transaction() as work:
            named = opportunity(one.process, buyer=one.buyer)
            work.opportunities.save(ProcessKey(one.process), named)


def buyer_of(storage: Storage, process: str) -> Buyer:
    """The buyer of a process's opportunity, as it is read."""
    with storage.transaction() as work:
        found = work.opportunities.get(OpportunityId(process))
    assert found is not None
    return found.buyer


def bodies(storage: Storage) -> list[tuple[Buyer, ...]]:
    """The namings of each body."""
    with storage.transaction() as work:
        return [body.namings for body in work.buyers.bodies()]


def expected(*named: Buyer) -> list[tuple[Buyer, ...]]:
    """The bodies among the named."""
    return sorted((body.namings for body in bodies_of(named)), key=repr)


class TestJoining:
    def test_spellings_of_one_name_are_one_buyer(self, storage: Storage) -> None:
        save(storage, Saved("a", PLAIN), Saved("b", Buyer("EASTSIDE BOROUGH COUNCIL")))
        assert bodies(storage) == expected(PLAIN, Buyer("EASTSIDE BOROUGH COUNCIL"))
        assert len(bodies(storage)) == 1
        assert buyer_of(storage, "a") == buyer_of(storage, "b")

    @pytest.mark.parametrize("order", list(permutations("abc")))
    def test_a_notice_that_shows_two_to_be_one_joins_them(
        self, storage: Storage, order: Sequence[str]
    ) -> None:
        named = {"a": PLAIN, "b": CITY, "c": NUMBERED}
        save(storage, *(Saved(process, named[process]) for process in order))
        whole = PLAIN.joined_with(CITY).joined_with(NUMBERED)
        assert bodies(storage) == expected(PLAIN, CITY, NUMBERED)
        assert [buyer_of(storage, process) for process in named] == [whole] * 3

    def test_an_agents_number_joins_it_to_none_of_those_it_publishes_for(
        self, storage: Storage
    ) -> None:
        save(storage, Saved("a", NUMBERED), Saved("b", AGENT))
        assert len(bodies(storage)) == 2
        assert buyer_of(storage, "b") == AGENT

    def test_why_two_are_one_can_be_told(self, storage: Storage) -> None:
        save(storage, Saved("a", CITY), Saved("b", NUMBERED))
        with storage.transaction() as work:
            assert [body.evidence for body in work.buyers.bodies()] == [("GB-LAE:EAS",)]

    def test_a_very_long_name_is_kept_and_known_again(self, storage: Storage) -> None:
        name = "Eastside " * 2000
        save(storage, Saved("a", Buyer(name)), Saved("b", Buyer(name.upper())))
        assert len(bodies(storage)) == 1


class TestParting:
    def test_a_notice_that_is_put_right_parts_what_it_had_joined(self, storage: Storage) -> None:
        save(storage, Saved("a", PLAIN), Saved("b", CITY), Saved("c", NUMBERED))
        save(storage, Saved("c", Buyer("Westside Council")))
        assert bodies(storage) == expected(PLAIN, CITY, Buyer("Westside Council"))
        assert buyer_of(storage, "a") == PLAIN
        assert buyer_of(storage, "b") == CITY

    def test_a_buyer_without_any_notice_is_kept_no_longer(self, storage: Storage) -> None:
        save(storage, Saved("a", PLAIN), Saved("b", NUMBERED))
        with storage.transaction() as work:
            work.opportunities.remove([ProcessKey("b")])
        assert bodies(storage) == expected(PLAIN)
        assert buyer_of(storage, "a") == PLAIN
        with storage.transaction() as work:
            work.opportunities.remove([ProcessKey("a")])
        assert bodies(storage) == []

    def test_the_buyers_of_samples_go_with_them(self, storage: Storage) -> None:
        with storage.transaction() as work:
            sample = opportunity("a", buyer=PLAIN, is_sample=True)
            work.opportunities.save(ProcessKey("a"), sample)
            work.opportunities.remove_samples()
        assert bodies(storage) == []


OLD_ROWS = """
INSERT INTO buyers (id, name, name_key, buyer_class, identifiers)
VALUES ('b1', 'EASTSIDE COUNCIL', 'eastside council', 'unknown', '[]');
INSERT INTO opportunities (id, process_key, source_name, source_as_of, is_sample, content_hash,
  kind, visibility, title, description, buyer_id, cpv, value_vat, value_basis, value_currency,
  regions, nationwide, suitable_for, special_regimes, phases)
VALUES ('old', 'old', 'ocds', '2025-11-08 00:00:00', 0, 'h', 'tender', 'advertised', 't', '', 'b1',
  '[]', 'unknown', 'unknown', 'GBP', '[]', 0, '[]', '[]', '[]');
INSERT INTO vectors (opportunity_id, encoder, content_hash, "row") VALUES ('old', 'e', 'h', x'00')
"""
"""A buyer, its opportunity and a vector, as they stood before buyers were joined."""

NAMED = st.sampled_from(
    [PLAIN, CITY, NUMBERED, AGENT, Buyer("Eastside Council Highways", identifiers=(LAE,))]
    + [Buyer("St Anne's School", district=where) for where in ("B9", "LS1")]
)
SAVES = st.lists(st.builds(Saved, st.sampled_from("pqr"), NAMED), max_size=6)


@settings(max_examples=60, deadline=None)
@given(SAVES)
def test_what_is_kept_follows_from_what_is_said_last(saves: list[Saved]) -> None:
    storage = FakeStorage()
    save(storage, *saves)
    last = {one.process: one.buyer for one in saves}
    assert sorted(bodies(storage), key=repr) == expected(*last.values())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(saves=SAVES)
def test_a_database_keeps_what_the_rule_says(sqlite_url: str, saves: list[Saved]) -> None:
    storage = SqlStorage(sqlite_url)
    with storage.transaction() as work:
        work.opportunities.remove([ProcessKey(process) for process in "pqr"])
    save(storage, *saves)
    last = {one.process: one.buyer for one in saves}
    whole = {n: body.buyer for body in bodies_of(last.values()) for n in body.namings}
    assert bodies(storage) == expected(*last.values())
    assert {process: buyer_of(storage, process) for process in last} == {
        process: whole[buyer] for process, buyer in last.items()
    }
    storage.close()


def test_the_same_notice_again_moves_nothing(sqlite_url: str) -> None:
    storage = SqlStorage(sqlite_url)
    save(storage, Saved("a", PLAIN), Saved("b", NUMBERED))
    before = _rows(sqlite_url)
    save(storage, Saved("b", NUMBERED), Saved("a", PLAIN))
    assert _rows(sqlite_url) == before
    storage.close()


def test_what_an_older_database_holds_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    command.upgrade(alembic_config(url), "0004")
    engine = make_engine(url)
    with engine.begin() as connection:
        for statement in OLD_ROWS.split(";"):
            connection.execute(text(statement))
    migrate(url)
    storage = SqlStorage(url)
    assert buyer_of(storage, "old") == Buyer("EASTSIDE COUNCIL")
    save(storage, Saved("a", NUMBERED))
    assert buyer_of(storage, "old") == NUMBERED.joined_with(Buyer("EASTSIDE COUNCIL"))
    assert len(bodies(storage)) == 1
    with storage.transaction() as work:
        # A row of the index holds more than an old vector did: the job makes it anew.
        assert work.vectors.lacking(MadeWith("encoder", "facts"), 5)
    storage.close()
    engine.dispose()


def _rows(url: str) -> list[list[object]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = [
            sorted(map(repr, connection.execute(select(table))))
            for table in (buyers, buyer_namings, buyer_keys)
        ]
    engine.dispose()
    return [list(rows) for rows in found]
