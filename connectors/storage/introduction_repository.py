"""Introductions in the database: one row each, and one for each step of its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.domain.consent import Answer, Channel, Consent, Evidence, EvidenceKind, Purpose
from bot.domain.introduction import (
    By,
    Introduction,
    IntroductionId,
    IntroductionState,
    Mark,
    SharedFact,
    Step,
    Why,
    buyer_key,
)
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId
from connectors.storage.batches import batches
from connectors.storage.introduction_tables import introduction_steps, introductions
from connectors.storage.reaching_repository import insert_new

LONGEST_BUYER_KEY = 200
LONGEST_SAME = 300


class SqlIntroductions:
    """The IntroductionRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, introduction: Introduction) -> bool:
        new = insert_new(self._connection, introductions).values(_row_of(introduction))
        if not self._connection.execute(new).rowcount:
            return False
        rows = [_step_row(introduction, n) for n in range(len(introduction.history))]
        self._connection.execute(insert(introduction_steps), rows)
        return True

    def get(self, introduction_id: IntroductionId) -> Introduction | None:
        return next(iter(self._read(select(_I).where(_I.c.id == introduction_id))), None)

    def of_supplier(self, supplier: SupplierId) -> list[Introduction]:
        query = select(_I).where(_I.c.supplier_id == supplier)
        return self._read(query.order_by(_I.c.requested_at.desc(), _I.c.id))

    def of_buyer(
        self, buyer: str, states: Collection[IntroductionState], since: datetime | None = None
    ) -> list[Introduction]:
        c = _I.c
        query = select(_I).where(c.buyer_key == _stored_key(buyer), _stands(states))
        if since is not None:
            query = query.where(c.since >= since)
        return self._read(query.order_by(c.requested_at, c.id))

    def page(
        self, states: Collection[IntroductionState], after: IntroductionId | None, limit: int
    ) -> list[Introduction]:
        query = select(_I).where(_stands(states), _I.c.id > (after or ""))
        return self._read(query.order_by(_I.c.id).limit(limit))

    def buyers(self, states: Collection[IntroductionState]) -> list[str]:
        query = select(_I.c.buyer_key).where(_stands(states)).distinct()
        return sorted(self._connection.scalars(query))

    def advance(self, introduction: Introduction) -> bool:
        before = len(introduction.history) - 1
        row = _standing_of(introduction)
        # One that has ended lets another be made; one that revives does not take that one's place.
        if not introduction.is_live:
            row["same"] = None
        if introduction.state is IntroductionState.SENT:
            row["nudged_at"] = None
        is_it = (_I.c.id == introduction.id, _I.c.moves == before)
        moved = self._connection.execute(update(_I).where(*is_it).values(row))
        if moved.rowcount:
            self._connection.execute(
                insert(introduction_steps).values(_step_row(introduction, before))
            )
        return bool(moved.rowcount)

    def nudge(self, introduction_id: IntroductionId, at: datetime) -> bool:
        is_it = (_I.c.id == introduction_id, _I.c.nudged_at.is_(None))
        noted = self._connection.execute(update(_I).where(*is_it).values(nudged_at=at))
        return bool(noted.rowcount)

    def _read(self, query: Select[Any]) -> list[Introduction]:
        rows = self._connection.execute(query).all()
        steps: dict[str, list[Step]] = defaultdict(list)
        c = introduction_steps.c
        for some in batches([row.id for row in rows]):
            of_them = select(introduction_steps).where(c.introduction_id.in_(some))
            for step in self._connection.execute(of_them.order_by(c.introduction_id, c.number)):
                steps[step.introduction_id].append(_step_of(step))
        return [_introduction_of(row, tuple(steps[row.id])) for row in rows]


_I = introductions


def _stands(states: Collection[IntroductionState]) -> Any:
    return _I.c.state.in_([one.value for one in states])


def _stored_key(buyer: str) -> str:
    return buyer_key(buyer)[:LONGEST_BUYER_KEY]


def _row_of(one: Introduction) -> dict[str, Any]:
    evidence = one.agreed.evidence
    return {
        "id": one.id,
        "supplier_id": one.supplier,
        "person_id": one.person,
        "firm": one.firm,
        "buyer": one.buyer,
        "buyer_key": _stored_key(one.buyer),
        "opportunity_id": one.opportunity,
        "title": one.title,
        "shared": [_fact_row(fact) for fact in one.shared],
        "agreed_at": one.agreed.at,
        "agreed_to": one.agreed.wording,
        "agreed_version": one.agreed.version,
        "agreed_channel": one.agreed.channel.value,
        "evidence_kind": evidence.kind.value if evidence else None,
        "evidence_id": evidence.id if evidence else None,
        "requested_at": one.requested_at,
        "nudged_at": one.nudged_at,
        "same": one.same[:LONGEST_SAME] if one.is_live else None,
        **_standing_of(one),
    }


def _standing_of(one: Introduction) -> dict[str, Any]:
    return {
        "state": one.state.value,
        "since": one.last.at,
        "moves": len(one.history),
        "contact_id": one.contact,
        "answer_by": one.answer_by,
    }


def _step_row(one: Introduction, number: int) -> dict[str, Any]:
    step = one.history[number]
    return {
        "introduction_id": one.id,
        "number": number,
        "state": step.state.value,
        "at": step.at,
        "by": step.by.value,
        "who": step.who,
        "why": step.why.value if step.why else None,
        "until": step.until,
        "words": step.words,
    }


def _step_of(row: Row[Any]) -> Step:
    return Step(
        IntroductionState(row.state),
        row.at,
        By(row.by),
        row.who,
        Why(row.why) if row.why else None,
        row.until,
        row.words,
    )


def _fact_row(fact: SharedFact) -> dict[str, Any]:
    return {
        "key": fact.key,
        "value": fact.value,
        "mark": fact.mark.value,
        "on": fact.on.isoformat() if fact.on else None,
        "ends_on": fact.ends_on.isoformat() if fact.ends_on else None,
        "source": fact.source,
        "registered_as": fact.registered_as,
        "trades_as": fact.trades_as,
    }


def _fact_of(row: dict[str, Any]) -> SharedFact:
    return SharedFact(
        row["key"],
        row["value"],
        Mark(row["mark"]),
        _day(row["on"]),
        _day(row["ends_on"]),
        row["source"],
        # Rows of before have neither.
        row.get("registered_as", ""),
        row.get("trades_as", ""),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _agreed_of(row: Row[Any]) -> Consent:
    evidence = (
        Evidence(EvidenceKind(row.evidence_kind), row.evidence_id) if row.evidence_kind else None
    )
    return Consent(
        Purpose.INTRODUCTION,
        Answer.YES,
        row.agreed_to,
        row.agreed_version,
        Channel(row.agreed_channel),
        row.agreed_at,
        evidence=evidence,
    )


def _introduction_of(row: Row[Any], history: tuple[Step, ...]) -> Introduction:
    return Introduction(
        id=IntroductionId(row.id),
        supplier=SupplierId(row.supplier_id),
        person=PersonId(row.person_id) if row.person_id else None,
        firm=row.firm,
        buyer=row.buyer,
        opportunity=OpportunityId(row.opportunity_id) if row.opportunity_id else None,
        title=row.title,
        shared=tuple(_fact_of(fact) for fact in row.shared),
        agreed=_agreed_of(row),
        history=history,
        contact=row.contact_id,
        answer_by=row.answer_by,
        nudged_at=row.nudged_at,
    )
