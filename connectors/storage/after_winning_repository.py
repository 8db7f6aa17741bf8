"""What follows a win (follow-ups, stories) and checks of facts about firms, in the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from bot.domain.after_winning import FollowUp, Side, Story, Went
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.fact_check import FactCheck
from bot.domain.introduction import IntroductionId, Mark
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import WinId
from connectors.storage.batches import batches
from connectors.storage.introduction_tables import fact_checks, follow_ups, stories
from connectors.storage.reaching_repository import insert_new
from connectors.storage.win_tables import win_answers, wins


class SqlFollowUps:
    """The FollowUpRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, follow_up: FollowUp) -> bool:
        row: dict[str, Any] = {
            "days": follow_up.days,
            "asked_at": follow_up.asked_at,
            **_answer_of(follow_up),
        }
        about, side = follow_up.introduction, follow_up.side
        if self._was_only_told(about):
            # Nobody but the owner is asked of that.
            new = insert_new(self._connection, win_answers).values({**row, "win_id": about})
            return side is Side.OWNER and bool(self._connection.execute(new).rowcount)
        key = {"introduction_id": about, "side": side.value}
        new = insert_new(self._connection, follow_ups).values({**row, **key})
        return bool(self._connection.execute(new).rowcount)

    def of(self, introduction_id: IntroductionId | WinId) -> list[FollowUp]:
        c, w = follow_ups.c, win_answers.c
        query = select(follow_ups).where(c.introduction_id == introduction_id)
        told = select(win_answers).where(w.win_id == introduction_id).order_by(w.days)
        return self._read(query.order_by(c.days, c.side)) + self._read(told)

    def open_of(
        self, introductions: Iterable[IntroductionId | WinId], side: Side
    ) -> list[FollowUp]:
        c, w, found = follow_ups.c, win_answers.c, list[FollowUp]()
        for some in batches(sorted(set(introductions))):
            query = select(follow_ups).where(c.introduction_id.in_(some), c.answered_at.is_(None))
            found += self._read(query.where(c.side == side.value))
            if side is Side.OWNER:
                told = select(win_answers).where(w.win_id.in_(some), w.answered_at.is_(None))
                found += self._read(told)
        return sorted(found, key=lambda one: (one.asked_at, one.introduction, one.days))

    def answer(self, follow_up: FollowUp) -> bool:
        c = follow_ups.c
        is_it = (
            c.introduction_id == follow_up.introduction,
            c.days == follow_up.days,
            c.side == follow_up.side.value,
        )
        stored = update(follow_ups).where(*is_it).values(_answer_of(follow_up))
        if self._connection.execute(stored).rowcount:
            return True
        w = win_answers.c
        is_told = (w.win_id == follow_up.introduction, w.days == follow_up.days)
        said = update(win_answers).where(*is_told).values(_answer_of(follow_up))
        is_owners = follow_up.side is Side.OWNER
        return is_owners and bool(self._connection.execute(said).rowcount)

    def _was_only_told(self, about: str) -> bool:
        told = select(wins.c.id).where(wins.c.id == about)
        return self._connection.execute(told).first() is not None

    def _read(self, query: Select[Any]) -> list[FollowUp]:
        return [_follow_up_of(row) for row in self._connection.execute(query)]


class SqlStories:
    """The StoryRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, story: Story) -> None:
        self.remove(story.id)
        self._connection.execute(insert(stories).values(_story_row(story)))

    def of(self, supplier: SupplierId) -> list[Story]:
        c = stories.c
        query = select(stories).where(c.supplier_id == supplier).order_by(c.told_at, c.id)
        return [_story_of(row) for row in self._connection.execute(query)]

    def remove(self, story_id: str) -> None:
        self._connection.execute(delete(stories).where(stories.c.id == story_id))


class SqlFactChecks:
    """The FactCheckRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, check: FactCheck) -> None:
        self.remove(check.supplier, check.fact)
        self._connection.execute(
            insert(fact_checks).values(
                supplier_id=check.supplier,
                fact=check.fact,
                how=check.how.value,
                value=check.value,
                source=check.source,
                checked_at=check.checked_at,
                by=check.by,
                ends_on=check.ends_on,
            )
        )

    def of(self, supplier: SupplierId) -> list[FactCheck]:
        c = fact_checks.c
        query = select(fact_checks).where(c.supplier_id == supplier)
        found = [_check_of(row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda one: one.fact)

    def remove(self, supplier: SupplierId, fact: str) -> None:
        c = fact_checks.c
        gone = delete(fact_checks).where(c.supplier_id == supplier, c.fact == fact)
        self._connection.execute(gone)


def _answer_of(one: FollowUp) -> dict[str, Any]:
    return {
        "delivered": one.delivered.value if one.delivered else None,
        "paid": one.paid.value if one.paid else None,
        "answered_at": one.answered_at,
        "words": one.words,
        "who": one.who,
    }


def _follow_up_of(row: Row[Any]) -> FollowUp:
    told = row._mapping  # noqa: SLF001 - the public way to a row's columns by name
    about = told.get("introduction_id")
    return FollowUp(
        IntroductionId(about) if about else WinId(row.win_id),
        row.days,
        Side(told.get("side", Side.OWNER)),
        row.asked_at,
        Went(row.delivered) if row.delivered else None,
        Went(row.paid) if row.paid else None,
        row.answered_at,
        row.words,
        row.who,
    )


def _story_row(one: Story) -> dict[str, Any]:
    agreed = one.agreed
    return {
        "id": one.id,
        "supplier_id": one.supplier,
        "buyer": one.buyer,
        "title": one.title,
        "opportunity_id": one.opportunity,
        "needed": one.needed,
        "did": one.did,
        "came": one.came,
        "told_at": one.told_at,
        "agreed_at": agreed.at if agreed else None,
        "agreed_to": agreed.wording if agreed else None,
        "agreed_version": agreed.version if agreed else None,
        "agreed_channel": agreed.channel.value if agreed else None,
        "agreed_by": one.agreed_by,
    }


def _story_of(row: Row[Any]) -> Story:
    agreed = None
    if row.agreed_at:
        channel = Channel(row.agreed_channel)
        agreed = Consent(
            Purpose.STORY, Answer.YES, row.agreed_to, row.agreed_version, channel, row.agreed_at
        )
    return Story(
        id=row.id,
        supplier=SupplierId(row.supplier_id),
        buyer=row.buyer,
        title=row.title,
        needed=row.needed,
        did=row.did,
        came=row.came,
        told_at=row.told_at,
        opportunity=OpportunityId(row.opportunity_id) if row.opportunity_id else None,
        agreed=agreed,
        agreed_by=PersonId(row.agreed_by) if row.agreed_by else None,
    )


def _check_of(row: Row[Any]) -> FactCheck:
    return FactCheck(
        supplier=SupplierId(row.supplier_id),
        fact=row.fact,
        how=Mark(row.how),
        value=row.value,
        source=row.source,
        checked_at=row.checked_at,
        by=row.by,
        ends_on=row.ends_on,
    )
