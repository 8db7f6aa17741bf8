"""The findings of published notices, counted in the database by buyer and kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, select

from bot.domain.notice import FindingKind
from bot.domain.opportunity import Kind, OpportunityId, Visibility
from bot.domain.quality import BuyerQuality, FaultyNotice, QualityReport
from connectors.storage.tables import buyers, findings, opportunities, revisions

_HAS_FINDING = (opportunities.c.process_key == findings.c.process_key) & findings.c.kind.in_(
    [kind.value for kind in FindingKind]
)
"""Joins notices with their findings, but those of kinds that only another version knows."""


class SqlQuality:
    """The QualityRepository on SQLAlchemy: a few statements, whatever the number of notices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> str:
        of = revisions.c.of
        query = select(of, revisions.c.number).where(of.in_(["opportunities", "findings"]))
        return repr(sorted((name, number) for name, number in self._connection.execute(query)))

    def report(self) -> QualityReport:
        o, every = opportunities.c, func.count(distinct(opportunities.c.process_key))
        notices = self._counts(select(o.buyer_id, func.count()).group_by(o.buyer_id))
        of_notices = select(o.buyer_id, every).join(findings, _HAS_FINDING).group_by(o.buyer_id)
        faulty = self._counts(of_notices)
        by_kind = of_notices.add_columns(findings.c.kind).group_by(findings.c.kind)
        found: dict[str, dict[FindingKind, int]] = {}
        for buyer_id, count, kind in self._connection.execute(by_kind.where(*_COUNTED)):
            found.setdefault(buyer_id, {})[FindingKind(kind)] = count
        names = dict(self._connection.execute(select(buyers.c.id, buyers.c.name)).all())
        newest, feeds = self._newest(), self._feeds()
        return QualityReport.of(
            BuyerQuality(
                buyer=names[one],
                notices=count,
                with_findings=faulty.get(one, 0),
                found=found.get(one, {}),
                as_of=newest[one],
                sources=frozenset(feeds[one]),
            )
            for one, count in notices.items()
        )

    def faulty_notices(self, buyer: str, limit: int) -> list[FaultyNotice]:
        o = opportunities.c
        # In two steps: a planner that does not know how many a buyer has goes through all.
        named = select(buyers.c.id).where(buyers.c.name == buyer)
        ids = list(self._connection.execute(named).scalars())
        query = (
            select(o.id, o.process_key, o.title, o.source_as_of)
            .where(o.buyer_id.in_(ids), *_COUNTED)
            .where(select(findings.c.id).where(_HAS_FINDING).exists())
            .order_by(o.source_as_of.desc(), o.id)
            .limit(limit)
        )
        rows = list(self._connection.execute(query))
        kinds = self._kinds([row.process_key for row in rows])
        return [
            FaultyNotice(OpportunityId(row.id), row.title, row.source_as_of, kinds[row.process_key])
            for row in rows
        ]

    def _newest(self) -> dict[str, datetime]:
        o = opportunities.c
        query = select(o.buyer_id, func.max(o.source_as_of)).where(*_COUNTED).group_by(o.buyer_id)
        return dict(self._connection.execute(query).all())

    def _feeds(self) -> dict[str, set[str]]:
        query = select(opportunities.c.buyer_id, opportunities.c.source_name).where(*_COUNTED)
        feeds: dict[str, set[str]] = {}
        for buyer_id, name in self._connection.execute(query.distinct()):
            feeds.setdefault(buyer_id, set()).add(name)
        return feeds

    def _counts(self, query: Select[str, int]) -> dict[str, int]:
        return dict(self._connection.execute(query.where(*_COUNTED)).all())

    def _kinds(self, process_keys: list[str]) -> Mapping[str, tuple[FindingKind, ...]]:
        f = findings.c
        query = select(f.process_key, f.kind).where(f.process_key.in_(process_keys)).distinct()
        stand: dict[str, set[str]] = {}
        for key, kind in self._connection.execute(query):
            stand.setdefault(key, set()).add(kind)
        return {key: tuple(k for k in FindingKind if k in those) for key, those in stand.items()}


_COUNTED: tuple[ColumnElement[Any], ...] = (
    opportunities.c.is_sample.is_(False),
    opportunities.c.visibility == Visibility.ADVERTISED.value,
    opportunities.c.kind != Kind.RE_LET.value,
)
"""Notices that somebody published for everybody: no sample, no invitation, no forecast."""
