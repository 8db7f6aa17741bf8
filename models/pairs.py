"""Profiles, judgements and notices as the learning and the measuring read them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from bot.bootstrap import ROOT, make_compiler, make_reader, make_work_index
from bot.domain.fit import Numbers
from bot.domain.opportunity import Opportunity
from bot.services.read_processes import read_processes
from bot.services.work_index import WorkIndex

SHARED = ROOT.parent / "shared"
POOL = SHARED / "notices" / "pool.jsonl"
DEVELOPMENT = SHARED / "benchmarks" / "matching"

Judgements = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Pool:
    """The notices that judgements speak of, in one order, indexed."""

    ids: tuple[str, ...]
    opportunities: tuple[Opportunity, ...]
    index: WorkIndex

    def grades(self, of: Mapping[str, int]) -> Numbers:
        """The grade of each notice of the pool; 0 where it was not judged."""
        return np.array([of.get(one, 0) for one in self.ids], dtype=float)


def read_pool(file: Path = POOL) -> dict[str, Opportunity]:
    """The notices that were judged, by their ids; ends the process plainly where they are not."""
    if not file.exists():
        sys.exit(f"{file.name} is not there: the notices that were judged do not travel along.")
    return dict(read_processes([file], make_reader(), make_compiler()).opportunities)


def load_pool(
    read: Mapping[str, Opportunity] | None = None,
    likely: Sequence[Mapping[str, float]] | None = None,
) -> Pool:
    """The pool as `doorstep match` reads it; ends the process plainly where the file is missing.

    `likely` has for each notice the chances of its trades, in place of what was learnt.
    """
    read = read_pool() if read is None else read
    opportunities = tuple(read.values())
    with tqdm(total=len(opportunities), unit=" texts", file=sys.stderr, disable=None) as bar:
        index = make_work_index(opportunities, bar.update, likely)
    return Pool(tuple(read), opportunities, index)


def rows(file: Path) -> list[dict[str, object]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def profiles(folder: Path) -> dict[str, str]:
    """What each profile says."""
    return {str(row["profile_id"]): str(row["text"]) for row in rows(folder / "profiles.jsonl")}


def judgements(file: Path, of: Sequence[str]) -> dict[str, dict[str, int]]:
    """The grades of each profile's notices."""
    found: dict[str, dict[str, int]] = {one: {} for one in of}
    for row in rows(file):
        found[str(row["profile_id"])][str(row["notice_id"])] = int(str(row["grade"]))
    return found
