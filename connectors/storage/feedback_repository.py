"""Feedback, consents and lessons in the database; of one owner's rows the last written stands."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select

from bot.domain.consent import Answer, Channel, Consent, Evidence, EvidenceKind, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Lesson, Owner, Report, Seen, Verdict, Why
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.supplier import SupplierId
from connectors.storage.batches import batches
from connectors.storage.feedback_tables import consents, feedback, lessons
from connectors.storage.owners import is_of, whose

_OF_PEOPLE = (
    select(consents)
    .where(
        consents.c.person_id.in_(bindparam("asked", expanding=True)),
        consents.c.conversation_id.is_(None),
        consents.c.supplier_id.is_(None),
        consents.c.purpose == bindparam("of_purpose"),
    )
    .order_by(consents.c.id)
)
"""Made once: it is asked for all messages that go."""


class SqlFeedback:
    """The FeedbackRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, owner: Owner, feedback: Feedback) -> None:
        row = {**whose(owner, _FEEDBACK), **_values(feedback)}
        self._connection.execute(insert(_FEEDBACK).values(**row))

    def of(self, owner: Owner) -> list[Feedback]:
        query = select(feedback).where(is_of(feedback, owner)).order_by(feedback.c.id)
        return [_feedback_of(row) for row in self._connection.execute(query)]

    def of_each(
        self, conversations: Collection[ConversationId]
    ) -> dict[ConversationId, list[Feedback]]:
        c, found = feedback.c, dict[ConversationId, list[Feedback]]()
        for some in batches(list(conversations)):
            of_them = c.conversation_id.in_(some) & c.supplier_id.is_(None)
            for row in self._connection.execute(select(feedback).where(of_them).order_by(c.id)):
                whose_it_is = ConversationId(row.conversation_id)
                found.setdefault(whose_it_is, []).append(_feedback_of(row))
        return found

    def reports(self) -> list[Report]:
        c = feedback.c
        of_one = (c.conversation_id, c.supplier_id, c.opportunity_id)
        last = select(func.max(c.id)).group_by(*of_one)
        times, last_at = func.count(), func.max(c.at)
        query = (
            select(c.opportunity_id, c.why, times, last_at)
            .where(c.id.in_(last), c.verdict == Verdict.REPORTED.value, c.why.is_not(None))
            .group_by(c.opportunity_id, c.why)
            .order_by(c.opportunity_id, c.why)
        )
        return [
            Report(OpportunityId(one), Why(why), count, at)
            for one, why, count, at in self._connection.execute(query)
        ]

    def keep(self, lessons: Iterable[Lesson]) -> None:
        # Ids that count would tell which of them one owner left together.
        rows = [_lesson_values(one) | {"id": str(uuid.uuid4())} for one in lessons]
        if rows:
            self._connection.execute(insert(_LESSONS), rows)

    def lessons(self) -> list[Lesson]:
        c = lessons.c
        query = select(lessons).order_by(c.month, c.opportunity_id, c.verdict, c.id)
        return [_lesson_of(row) for row in self._connection.execute(query)]


class SqlConsents:
    """The ConsentRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, owner: Owner, consent: Consent) -> None:
        row = {**whose(owner, consents), **_consent_values(consent)}
        self._connection.execute(insert(consents).values(**row))

    def of(self, owner: Owner, purpose: Purpose) -> list[Consent]:
        of_it = and_(is_of(consents, owner), consents.c.purpose == purpose.value)
        query = select(consents).where(of_it).order_by(consents.c.id)
        return [_consent_of(row) for row in self._connection.execute(query)]

    def of_each(
        self, owners: Sequence[Owner], purpose: Purpose
    ) -> Mapping[Owner, Sequence[Consent]]:
        found: dict[Owner, list[Consent]] = {}
        asked = [one.person for one in owners if one == Owner(person=one.person)]
        given = {"asked": asked, "of_purpose": purpose.value}
        for row in self._connection.execute(_OF_PEOPLE, given):
            whose_it_is = Owner(person=PersonId(row.person_id))
            found.setdefault(whose_it_is, []).append(_consent_of(row))
        return found

    def owners_agreeing(self, purpose: Purpose) -> list[Owner]:
        c = consents.c
        last = (
            select(func.max(c.id))
            .where(c.purpose == purpose.value)
            .group_by(c.conversation_id, c.supplier_id, c.person_id)
        )
        query = (
            select(c.conversation_id, c.supplier_id, c.person_id)
            .where(c.id.in_(last), c.answer == Answer.YES.value)
            .order_by(c.id)
        )
        return [
            Owner(
                ConversationId(conversation) if conversation else None,
                SupplierId(supplier) if supplier else None,
                PersonId(person) if person else None,
            )
            for conversation, supplier, person in self._connection.execute(query)
        ]


_FEEDBACK, _LESSONS = feedback, lessons
"""The tables, where an argument has their name."""


def _values(one: Feedback) -> dict[str, Any]:
    return {
        "opportunity_id": one.opportunity,
        "verdict": one.verdict.value,
        "why": one.why.value if one.why else None,
        "words": one.words,
        "seen": _seen_row(one.seen),
        "at": one.at,
    }


def _feedback_of(row: Row[Any]) -> Feedback:
    return Feedback(
        opportunity=OpportunityId(row.opportunity_id),
        verdict=Verdict(row.verdict),
        at=row.at,
        why=Why(row.why) if row.why else None,
        words=row.words,
        seen=_seen_of(row.seen),
    )


def _lesson_values(one: Lesson) -> dict[str, Any]:
    return {
        "opportunity_id": one.opportunity,
        "verdict": one.verdict.value,
        "why": one.why.value if one.why else None,
        "seen": _seen_row(one.seen),
        "month": one.month,
        "consent": one.consent,
    }


def _lesson_of(row: Row[Any]) -> Lesson:
    return Lesson(
        opportunity=OpportunityId(row.opportunity_id),
        verdict=Verdict(row.verdict),
        why=Why(row.why) if row.why else None,
        seen=_seen_of(row.seen),
        month=row.month,
        consent=row.consent,
    )


def _consent_of(row: Row[Any]) -> Consent:
    return Consent(
        purpose=Purpose(row.purpose),
        answer=Answer(row.answer),
        wording=row.wording,
        version=row.version,
        channel=Channel(row.channel),
        at=row.at,
        means=Means(row.means) if row.means else None,
        evidence=Evidence(EvidenceKind(row.evidence_kind), row.evidence_id)
        if row.evidence_kind
        else None,
    )


def _consent_values(one: Consent) -> dict[str, Any]:
    return {
        "purpose": one.purpose.value,
        "answer": one.answer.value,
        "wording": one.wording,
        "version": one.version,
        "channel": one.channel.value,
        "at": one.at,
        "means": one.means.value if one.means else None,
        "evidence_kind": one.evidence.kind.value if one.evidence else None,
        "evidence_id": one.evidence.id if one.evidence else None,
    }


def _seen_row(seen: Seen) -> dict[str, Any]:
    amount = None if seen.amount is None else str(seen.amount)
    return {**asdict(seen), "amount": amount, "features": dict(seen.features)}


def _seen_of(row: Mapping[str, Any]) -> Seen:
    return Seen(
        **{
            **row,
            "trades": tuple(row["trades"]),
            "kinds": tuple(row["kinds"]),
            "amount": None if row["amount"] is None else Decimal(row["amount"]),
        }
    )
