"""What every Storage promises of the counts of findings: in memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from bot.domain.buyer import Buyer
from bot.domain.notice import Finding, FindingKind, ProcessKey
from bot.domain.opportunity import Kind, OpportunityId, Visibility
from bot.domain.quality import BuyerQuality, FaultyNotice, QualityReport
from bot.ports import Storage
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.tables import findings
from tests.examples import COUNCIL, NOW, in_days, opportunity

K = FindingKind
TRUST = Buyer("Eastside NHS Trust")
FEED = frozenset({"find_a_tender"})


def stored(storage: Storage, name: str, *kinds: FindingKind, **changes: Any) -> None:
    """Stores a notice with findings of these kinds."""
    key = ProcessKey(f"process-{name}")
    with storage.transaction() as work:
        work.opportunities.save(key, opportunity(name, **changes))
        work.releases.replace_findings({key: [Finding(k, str(n)) for n, k in enumerate(kinds)]})


def report_of(storage: Storage) -> QualityReport:
    """What the storage counts."""
    with storage.transaction() as work:
        return work.quality.report()


def faulty(storage: Storage, buyer: str = COUNCIL.name, limit: int = 9) -> list[FaultyNotice]:
    """The buyer's notices with findings."""
    with storage.transaction() as work:
        return work.quality.faulty_notices(buyer, limit)


def test_an_empty_storage_has_nothing_to_count(storage: Storage) -> None:
    assert report_of(storage) == QualityReport(())
    assert faulty(storage) == []


def test_each_notice_counts_once_for_each_kind_it_has(storage: Storage) -> None:
    stored(storage, "one", K.NO_CPV, K.MALFORMED_CPV, K.MALFORMED_CPV)
    stored(storage, "two", K.NO_CPV)
    stored(storage, "three")
    stored(storage, "four", K.NO_VALUE, buyer=TRUST)
    assert report_of(storage).buyers == (
        BuyerQuality(COUNCIL.name, 3, 2, {K.NO_CPV: 2, K.MALFORMED_CPV: 1}, NOW, FEED),
        BuyerQuality(TRUST.name, 1, 1, {K.NO_VALUE: 1}, NOW, FEED),
    )


def test_samples_invitations_and_forecasts_do_not_count(storage: Storage) -> None:
    stored(storage, "sample", K.NO_CPV, is_sample=True)
    stored(storage, "invited", K.NO_CPV, visibility=Visibility.INVITED)
    stored(storage, "forecast", K.NO_CPV, kind=Kind.RE_LET)
    assert report_of(storage) == QualityReport(())
    assert faulty(storage) == []


def test_the_newest_publication_that_counts_is_told(storage: Storage) -> None:
    source = opportunity().source
    stored(storage, "older", source=replace(source, as_of=in_days(-9)))
    stored(storage, "newer", source=replace(source, as_of=in_days(-2)))
    stored(storage, "newest", source=replace(source, as_of=NOW), kind=Kind.RE_LET)
    assert report_of(storage).as_of == in_days(-2)


def test_the_day_and_the_feeds_are_told_of_each_buyer(storage: Storage) -> None:
    source = opportunity().source
    finder = replace(source, name="contracts_finder")
    stored(storage, "older", source=replace(source, as_of=in_days(-9)), buyer=TRUST)
    stored(storage, "newer", source=finder)
    stored(storage, "other")
    assert {one.buyer: (one.as_of, one.sources) for one in report_of(storage).buyers} == {
        TRUST.name: (in_days(-9), FEED),
        COUNCIL.name: (NOW, FEED | {"contracts_finder"}),
    }


def test_the_faulty_notices_of_a_buyer_come_newest_first(storage: Storage) -> None:
    source = opportunity().source
    stored(storage, "older", K.NO_CPV, source=replace(source, as_of=in_days(-9)))
    stored(storage, "newer", K.NO_VALUE, K.ESCAPED_TEXT, K.NO_VALUE)
    stored(storage, "clean")
    stored(storage, "another", K.NO_VALUE, buyer=TRUST)
    title = opportunity().title
    both = [
        FaultyNotice(OpportunityId("newer"), title, NOW, (K.ESCAPED_TEXT, K.NO_VALUE)),
        FaultyNotice(OpportunityId("older"), title, in_days(-9), (K.NO_CPV,)),
    ]
    assert faulty(storage) == both
    assert faulty(storage, limit=1) == both[:1]


def test_findings_of_another_version_are_left_uncounted(database_url: str) -> None:
    storage = SqlStorage(database_url)
    stored(storage, "one", K.NO_CPV)
    row = {"process_key": "process-one", "kind": "of_another_version", "detail": ""}
    with make_engine(database_url).begin() as connection:
        connection.execute(insert(findings), [row])
    assert report_of(storage).buyers == (
        BuyerQuality(COUNCIL.name, 1, 1, {K.NO_CPV: 1}, NOW, FEED),
    )
    storage.close()


def test_the_revision_changes_with_notices_and_with_their_findings(storage: Storage) -> None:
    def revision() -> str:
        with storage.transaction() as work:
            return work.quality.revision()

    seen = [revision()]
    stored(storage, "one")
    seen.append(revision())
    with storage.transaction() as work:
        work.releases.replace_findings({ProcessKey("process-one"): [Finding(K.NO_CPV)]})
    seen.append(revision())
    assert len(set(seen)) == 3
    assert revision() == seen[-1]
