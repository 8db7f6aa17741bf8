"""What the services ask of the store of introductions, of what follows them, and of registers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from bot.domain.after_winning import FollowUp, Side, Story
from bot.domain.company import CompanyCheck
from bot.domain.fact_check import FactCheck
from bot.domain.introduction import Introduction, IntroductionId, IntroductionState
from bot.domain.supplier import SupplierId
from bot.domain.won_work import Win, WinId


class IntroductionRepository(Protocol):
    """Introductions with their histories; deleted with their firm."""

    def add(self, introduction: Introduction) -> bool:
        """Stores a new one; False, and nothing stored, where one that is the same is live."""
        ...

    def get(self, introduction_id: IntroductionId) -> Introduction | None:
        """The one of that id."""
        ...

    def of_supplier(self, supplier: SupplierId) -> list[Introduction]:
        """A firm's, the one last requested first."""
        ...

    def of_buyer(
        self, buyer: str, states: Collection[IntroductionState], since: datetime | None = None
    ) -> list[Introduction]:
        """A buyer's, by any spelling of its name, that stand so; the first requested first.

        With `since` only those that came to stand so then or later.
        """
        ...

    def page(
        self, states: Collection[IntroductionState], after: IntroductionId | None, limit: int
    ) -> list[Introduction]:
        """Up to `limit` that stand so, in the order of their ids, those after that id."""
        ...

    def buyers(self, states: Collection[IntroductionState]) -> list[str]:
        """The keys (`buyer_key`) of all buyers of whom some stand so; sorted."""
        ...

    def advance(self, introduction: Introduction) -> bool:
        """Stores its last step, and whom it went to and until when they promised to answer.

        False, and nothing stored, where another step came first or it is gone: of two who move
        the same one at once, one is told so.
        """
        ...

    def nudge(self, introduction_id: IntroductionId, at: datetime) -> bool:
        """Notes that the buyer is reminded of it; False where that was so already."""
        ...


class WinRepository(Protocol):
    """Wins that firms told without having been put forward; deleted with the firm or person."""

    def note(self, win: Win) -> bool:
        """Stores it; False, and nothing stored, where it is held already."""
        ...

    def get(self, win_id: WinId) -> Win | None:
        """The one of that id."""
        ...

    def of_supplier(self, supplier: SupplierId) -> list[Win]:
        """A firm's, the first won first."""
        ...

    def page(self, after: WinId | None, limit: int) -> list[Win]:
        """Up to `limit`, in the order of their ids, those after that id."""
        ...

    def remove(self, win_id: WinId) -> None:
        """Deletes it with what was said of it; again is no error."""
        ...


class FollowUpRepository(Protocol):
    """How it went after a win, as both sides said; deleted with what was won.

    That is an introduction, or a win that was only told: of it the owner alone is asked.
    """

    def ask(self, follow_up: FollowUp) -> bool:
        """Stores that a side is asked; False where it was already."""
        ...

    def of(self, introduction_id: IntroductionId | WinId) -> list[FollowUp]:
        """What was asked after that win, in the order of the days and then of the sides."""
        ...

    def open_of(
        self, introductions: Iterable[IntroductionId | WinId], side: Side
    ) -> list[FollowUp]:
        """Those of the introductions that the side has not answered; the first asked first."""
        ...

    def answer(self, follow_up: FollowUp) -> bool:
        """Stores what was answered, in place of an answer before; False where none was asked."""
        ...


class StoryRepository(Protocol):
    """What firms tell of work that they won; deleted with the firm."""

    def put(self, story: Story) -> None:
        """Stores it in place of the one of that id."""
        ...

    def of(self, supplier: SupplierId) -> list[Story]:
        """A firm's stories, the first told first."""
        ...

    def remove(self, story_id: str) -> None:
        """Deletes it; again is no error."""
        ...


class FactCheckRepository(Protocol):
    """What was looked at of firms; deleted with the firm."""

    def put(self, check: FactCheck) -> None:
        """Stores it in place of the last check of the same fact."""
        ...

    def of(self, supplier: SupplierId) -> list[FactCheck]:
        """What was looked at of a firm, sorted by the fact."""
        ...

    def remove(self, supplier: SupplierId, fact: str) -> None:
        """Deletes what was noted of the fact; again is no error."""
        ...


class CompanyCheckRepository(Protocol):
    """What the register of companies said of firms; deleted with the firm."""

    def put(self, check: CompanyCheck) -> None:
        """Stores it in place of the firm's last one."""
        ...

    def of(self, supplier: SupplierId) -> CompanyCheck | None:
        """The firm's last one, or None."""
        ...

    def remove(self, supplier: SupplierId) -> None:
        """Deletes it; again is no error."""
        ...
