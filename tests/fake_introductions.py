"""Introductions and what follows them in memory, held to the contracts of a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.domain.after_winning import FollowUp, Side, Story
from bot.domain.company import CompanyCheck
from bot.domain.fact_check import FactCheck
from bot.domain.introduction import (
    Introduction,
    IntroductionId,
    IntroductionState,
    buyer_key,
)
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import Win, WinId


@dataclass
class IntroductionTables:
    """Everything held; values are frozen, so a shallow copy of each is a snapshot."""

    introductions: dict[IntroductionId, Introduction] = field(default_factory=dict)
    same: dict[str, IntroductionId] = field(default_factory=dict)
    follow_ups: dict[tuple[str, int, str], FollowUp] = field(default_factory=dict)
    wins: dict[WinId, Win] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    checks: dict[tuple[SupplierId, str], FactCheck] = field(default_factory=dict)
    companies: dict[SupplierId, CompanyCheck] = field(default_factory=dict)

    def __copy__(self) -> IntroductionTables:
        return IntroductionTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def forget_person(self, person: PersonId) -> None:
        """What a database does when the person's row goes."""
        for key, one in self.introductions.items():
            if one.person == person:
                self.introductions[key] = replace(one, person=None)
        for name, story in self.stories.items():
            if story.agreed_by == person:
                self.stories[name] = replace(story, agreed_by=None)
        self.forget_wins(key for key, one in self.wins.items() if one.person == person)

    def forget_firms(self, firms: Collection[SupplierId]) -> None:
        """What a database does when firms' rows go."""
        self.forget_wins(key for key, one in self.wins.items() if one.supplier in firms)
        gone = {key for key, one in self.introductions.items() if one.supplier in firms}
        held = self.introductions.items()
        self.introductions = {key: one for key, one in held if key not in gone}
        self.same = {key: one for key, one in self.same.items() if one not in gone}
        self.follow_ups = {k: o for k, o in self.follow_ups.items() if o.introduction not in gone}
        self.stories = {k: o for k, o in self.stories.items() if o.supplier not in firms}
        self.checks = {k: o for k, o in self.checks.items() if o.supplier not in firms}
        self.companies = {k: o for k, o in self.companies.items() if k not in firms}

    def forget_wins(self, those: Iterable[WinId]) -> None:
        """What a database does when rows of wins go."""
        gone = set(those)
        self.wins = {key: one for key, one in self.wins.items() if key not in gone}
        held = self.follow_ups.items()
        self.follow_ups = {key: one for key, one in held if one.introduction not in gone}


class FakeIntroductions:
    """The IntroductionRepository in memory."""

    def __init__(self, tables: IntroductionTables) -> None:
        self._tables = tables

    def add(self, introduction: Introduction) -> bool:
        held = self._tables.introductions
        if introduction.id in held or introduction.same in self._tables.same:
            return False
        held[introduction.id] = introduction
        if introduction.is_live:
            self._tables.same[introduction.same] = introduction.id
        return True

    def get(self, introduction_id: IntroductionId) -> Introduction | None:
        return self._tables.introductions.get(introduction_id)

    def of_supplier(self, supplier: SupplierId) -> list[Introduction]:
        found = [one for one in self._all() if one.supplier == supplier]
        return sorted(found, key=lambda one: one.requested_at, reverse=True)

    def of_buyer(
        self, buyer: str, states: Collection[IntroductionState], since: datetime | None = None
    ) -> list[Introduction]:
        theirs = [
            one
            for one in self._all()
            if one.buyer_key == buyer_key(buyer)
            and one.state in states
            and (since is None or one.last.at >= since)
        ]
        return sorted(theirs, key=lambda one: (one.requested_at, one.id))

    def page(
        self, states: Collection[IntroductionState], after: IntroductionId | None, limit: int
    ) -> list[Introduction]:
        return [o for o in self._all() if o.state in states and o.id > (after or "")][:limit]

    def buyers(self, states: Collection[IntroductionState]) -> list[str]:
        return sorted({one.buyer_key for one in self._all() if one.state in states})

    def advance(self, introduction: Introduction) -> bool:
        held = self.get(introduction.id)
        if held is None or held.history != introduction.history[:-1]:
            return False
        was_sent = introduction.state is IntroductionState.SENT
        nudged = None if was_sent else held.nudged_at
        self._tables.introductions[held.id] = replace(introduction, nudged_at=nudged)
        if not introduction.is_live and self._tables.same.get(held.same) == held.id:
            del self._tables.same[held.same]
        return True

    def nudge(self, introduction_id: IntroductionId, at: datetime) -> bool:
        held = self.get(introduction_id)
        if held is None or held.nudged_at:
            return False
        self._tables.introductions[held.id] = replace(held, nudged_at=at)
        return True

    def _all(self) -> list[Introduction]:
        return [one for _id, one in sorted(self._tables.introductions.items())]


class FakeFollowUps:
    """The FollowUpRepository in memory."""

    def __init__(self, tables: IntroductionTables) -> None:
        self._tables = tables

    def ask(self, follow_up: FollowUp) -> bool:
        if follow_up.introduction in self._tables.wins and follow_up.side is Side.BUYER:
            return False
        key = (follow_up.introduction, follow_up.days, follow_up.side.value)
        return self._tables.follow_ups.setdefault(key, follow_up) is follow_up

    def of(self, introduction_id: IntroductionId | WinId) -> list[FollowUp]:
        return [one for key, one in sorted(self._held()) if key[0] == introduction_id]

    def open_of(
        self, introductions: Iterable[IntroductionId | WinId], side: Side
    ) -> list[FollowUp]:
        wanted = set(introductions)
        found = [
            one
            for _key, one in self._held()
            if one.introduction in wanted and one.side is side and not one.answered_at
        ]
        return sorted(found, key=lambda one: (one.asked_at, one.introduction, one.days))

    def answer(self, follow_up: FollowUp) -> bool:
        key = (follow_up.introduction, follow_up.days, follow_up.side.value)
        held = self._tables.follow_ups.get(key)
        if held:
            self._tables.follow_ups[key] = replace(follow_up, asked_at=held.asked_at)
        return held is not None

    def _held(self) -> list[tuple[tuple[str, int, str], FollowUp]]:
        return list(self._tables.follow_ups.items())


class FakeWins:
    """The WinRepository in memory."""

    def __init__(self, tables: IntroductionTables) -> None:
        self._tables = tables

    def note(self, win: Win) -> bool:
        is_new = win.id not in self._tables.wins
        self._tables.wins.setdefault(win.id, win)
        return is_new

    def get(self, win_id: WinId) -> Win | None:
        return self._tables.wins.get(win_id)

    def of_supplier(self, supplier: SupplierId) -> list[Win]:
        found = [one for one in self._tables.wins.values() if one.supplier == supplier]
        return sorted(found, key=lambda one: (one.won_at, one.id))

    def page(self, after: WinId | None, limit: int) -> list[Win]:
        held = sorted(self._tables.wins.items())
        return [one for key, one in held if key > (after or "")][:limit]

    def remove(self, win_id: WinId) -> None:
        self._tables.forget_wins([win_id])


class FakeStories:
    """The StoryRepository in memory."""

    def __init__(self, tables: IntroductionTables) -> None:
        self._tables = tables

    def put(self, story: Story) -> None:
        self._tables.stories[story.id] = story

    def of(self, supplier: SupplierId) -> list[Story]:
        found = [one for one in self._tables.stories.values() if one.supplier == supplier]
        return sorted(found, key=lambda one: (one.told_at, one.id))

    def remove(self, story_id: str) -> None:
        self._tables.stories.pop(story_id, None)


class FakeFactChecks:
    """The FactCheckRepository in memory."""

    def __init__(self, tables: IntroductionTables) -> None:
        self._tables = tables

    def put(self, check: FactCheck) -> None:
        self._tables.checks[check.supplier, check.fact] = check

    def of(self, supplier: SupplierId) -> list[FactCheck]:
        found = [one for one in self._tables.checks.values() if one.supplier == supplier]
        return sorted(found, key=lambda one: one.fact)

    def remove(self, supplier: SupplierId, fact: str) -> None:
        self._tables.checks.pop((supplier, fact), None)


class FakeCompanyChecks:
    """The CompanyCheckRepository in memory."""

    def __init__(self, tables: IntroductionTables) -> None:
        self._tables = tables

    def put(self, check: CompanyCheck) -> None:
        self._tables.companies[check.supplier] = check

    def of(self, supplier: SupplierId) -> CompanyCheck | None:
        return self._tables.companies.get(supplier)

    def remove(self, supplier: SupplierId) -> None:
        self._tables.companies.pop(supplier, None)


def fake_checks(tables: IntroductionTables) -> tuple[FakeFactChecks, FakeCompanyChecks]:
    """What was looked at of firms, and what a register said of them."""
    return FakeFactChecks(tables), FakeCompanyChecks(tables)


def fake_told_wins(tables: IntroductionTables) -> tuple[FakeWins, FakeStories]:
    """What firms tell of work that they won: that they did, and how it went."""
    return FakeWins(tables), FakeStories(tables)
