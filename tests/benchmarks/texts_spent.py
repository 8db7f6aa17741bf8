"""What a measurement took: time, processor time, and memory on the way."""

from __future__ import annotations

import time

import psutil


class Spent:
    """Counts what this process spends, from `begin` or the first look that finds something done.

    So what a process takes to begin at all, which is the same however much there is, counts not.
    """

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._first, self._began, self._processor = 0, 0.0, 0.0
        self._megabytes: dict[str, float] = {}

    def begin(self, done: int = 0) -> None:
        """Counts from now on, so many being done."""
        self._first = done
        self._began, self._processor = time.perf_counter(), self._used()
        self._megabytes["megabytes_at_the_start"] = self._resident()

    def look(self, done: int, count: int) -> None:
        """Notes how much memory there is now, at the start of the work and half way."""
        if done and not self._began:
            self.begin(done)
        if done >= count / 2:
            self._megabytes.setdefault("megabytes_half_way", self._resident())

    def told(self, count: int) -> dict[str, float]:
        """All of it, at the end of the work."""
        return {
            "count": count - self._first,
            "seconds": time.perf_counter() - self._began,
            "processor_seconds": self._used() - self._processor,
            **self._megabytes,
            "megabytes_at_the_end": self._resident(),
        }

    def _resident(self) -> float:
        return float(self._process.memory_info().rss / 1e6)

    def _used(self) -> float:
        used = self._process.cpu_times()
        return used.user + used.system
