"""What is done after each step of an introduction: its owner hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.introduction import Introduction
from bot.domain.notification import NotificationId
from bot.ports import Work


class FollowsSteps(Protocol):
    """Follows introductions from step to step."""

    def after_move(self, work: Work, one: Introduction) -> Sequence[NotificationId]:
        """Intends what is told of the last step, in the transaction in which it is stored."""
        ...


class NobodyFollows:
    """Where nobody is told: a step is only stored."""

    def after_move(self, _work: Work, _one: Introduction) -> Sequence[NotificationId]:
        """Nothing."""
        return ()
