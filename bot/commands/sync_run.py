"""One run of `doorstep sync`: feed after feed, with a progress bar for each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
from tqdm import tqdm

from bot.bootstrap import make_feed, make_intake
from bot.clock import SystemClock
from bot.domain.errors import DoorstepError
from bot.domain.feed import FeedName, Wait, WaitReason
from bot.ports import Storage
from bot.services.sync_feed import FeedSync, SyncProgress
from bot.settings import Settings

_BAR = "{desc} |{bar:20}| {n_fmt} of {total_fmt} slices, {elapsed}{postfix}"
_WHY = {
    WaitReason.PACE: "the feed allows no more",
    WaitReason.TOLD_TO: "the feed asks for it",
    WaitReason.BLOCKED: "the feed refuses for now",
    WaitReason.FAULT: "the feed did not answer as it should",
}


class SyncRun:
    """Reads feeds into a storage; `stopped` holds a sentence for each that broke off."""

    def __init__(self, settings: Settings, storage: Storage, since: datetime | None) -> None:
        self.storage = storage
        self.stopped: list[str] = []
        self._settings, self._since = settings, since
        self._syncs: dict[FeedName, FeedSync] = {}

    async def sync(self, names: Sequence[FeedName]) -> None:
        """Reads each feed; one that fails does not keep the next from being read."""
        for name in names:
            try:
                await self._sync_one(name)
            except DoorstepError as fault:
                self.stopped.append(str(fault))

    async def _sync_one(self, name: FeedName) -> None:
        intake = make_intake(self._settings, self.storage)
        bar = tqdm(desc=name.value, total=1, bar_format=_BAR, file=sys.stderr, disable=None)
        told = _Told(bar)
        with bar:
            async with make_feed(self._settings, name, told.wait) as feed:
                sync = FeedSync(name, feed, intake, SystemClock(), told.progress)
                self._syncs[name] = sync
                await sync.walk(self._since)

    def summary(self) -> dict[str, Any]:
        """What each feed brought, and all together."""
        feeds = [sync.summary() for sync in self._syncs.values()]
        for refusal in (one for feed in feeds for one in feed.taken.refusals):
            click.echo(f"refused: {refusal.where}: {refusal.reason}", err=True)
        told = [feed.as_json() for feed in feeds]
        totals: Counter[str] = Counter()
        warnings: Counter[str] = Counter()
        for one in told:
            totals.update({name: n for name, n in one.items() if isinstance(n, int)})
            warnings.update(one["warnings"])
        return {"feeds": told, **totals, "warnings": dict(sorted(warnings.items()))}


class _Told:
    """Shows on the bar how far a feed is, and what it is waiting for."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._done = "nothing yet"

    def progress(self, progress: SyncProgress) -> None:
        """After each page."""
        self._bar.total = progress.slices
        self._bar.n = progress.slices_done
        self._done = f"pages {progress.pages}, releases {progress.releases}"
        self._bar.set_postfix_str(self._done)

    def wait(self, wait: Wait) -> None:
        """At each pause; only those that are not the feed's usual pace get a line."""
        line = f"waiting {wait.seconds:.0f} s: {_WHY[wait.reason]}"
        if wait.reason is WaitReason.PACE:
            self._bar.set_postfix_str(f"{self._done}; {line}")
        else:
            self._bar.write(f"{wait.feed.value}: {line}", file=sys.stderr)
