"""Reminds a firm's people of an insurance or paper before its last day, which buyers read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.notification import NotificationId
from bot.domain.profile_facts import HeldPaper
from bot.domain.supplier import SupplierId
from bot.domain.working_days import LONDON
from bot.ports import Clock, Phrases, Storage, Work
from bot.services.plain_days import plain_day
from bot.services.shared_facts import paper_fact
from bot.services.tell_firm import Around, TellFirm

AT_A_TIME = 200
BEFORE = timedelta(days=21)
"""Long enough to renew it in time."""


class RemindOfPapers:
    """One round: each paper once for each of its last days; done again it repeats nothing."""

    def __init__(self, storage: Storage, phrases: Phrases, tell: TellFirm, clock: Clock) -> None:
        self._say = phrases.say
        self._storage = storage
        self._tell = tell
        self._clock = clock

    def run(self) -> int:
        """How many messages are meant for papers that run out within three weeks."""
        count, last = 0, None
        while True:
            with self._storage.transaction() as work:
                some = work.profiles.of_suppliers(last, AT_A_TIME)
            for firm, profile in some:
                meant = self._of(firm, profile.papers or ())
                self._tell.deliver(meant)
                count += len(meant)
            if len(some) < AT_A_TIME:
                return count
            last = some[-1][0]

    def _of(self, firm: SupplierId, papers: tuple[HeldPaper, ...]) -> list[NotificationId]:
        if not papers:
            return []
        today = self._clock.now().astimezone(LONDON).date()
        with self._storage.transaction() as work:
            return [
                each
                for name, day in _ending(work, firm, papers)
                if today <= day <= today + BEFORE
                for each in self._remind(work, firm, name, day)
            ]

    def _remind(self, work: Work, firm: SupplierId, name: str, day: date) -> list[NotificationId]:
        which = hashlib.sha256(name.encode()).hexdigest()[:8]
        key = f"paper:{firm}:{which}:{day:%Y%m%d}"

        def words(around: Around) -> str:
            return self._say(
                "told_firm.paper_ends",
                sender=around.sender,
                paper=name,
                day=plain_day(day),
                stop=around.stop,
            )

        return self._tell.intend(work, firm, key, words)


def _ending(
    work: Work, firm: SupplierId, papers: tuple[HeldPaper, ...]
) -> Iterator[tuple[str, date]]:
    """Each paper with its last day, as the document says where it was seen, else as the firm."""
    seen = {one.fact: one.ends_on for one in work.fact_checks.of(firm)}
    for paper in papers:
        day = paper.ends_on or seen.get(paper_fact(paper.name))
        if day:
            yield paper.name, day
