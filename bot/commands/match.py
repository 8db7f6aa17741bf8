"""`doorstep match`: ranks every notice of a file for every profile of another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.domain.opportunity import Opportunity
from bot.domain.profile import Profile
from bot.services.match_profiles import MatchProfiles, RankedNotice

FILE = click.Path(path_type=Path)
_SMALL_PRODUCTS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""With a thread a core, products as small as these wait for one another."""


@click.command()
@click.option("--fit-only", is_flag=True, help="By trade and scale alone.")
@click.option("--profiles", type=FILE, required=True, help="JSON lines, a profile each.")
@click.option("--notices", type=FILE, required=True, help="OCDS releases, as JSON lines.")
@click.option("--top", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--out", type=FILE, required=True, help="JSON lines, a ranked notice each.")
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
def match(  # noqa: PLR0913 - its options
    profiles: Path, notices: Path, top: int, out: Path, as_of: str | None, *, fit_only: bool
) -> None:
    """Rank every notice for every profile, and say why; no database is needed."""
    import os

    for threads in _SMALL_PRODUCTS:
        os.environ.setdefault(threads, "1")
    from tqdm import tqdm

    from bot.bootstrap import make_clock, make_match_profiles
    from bot.commands.match_files import read_profiles, write_rows
    from bot.settings import read_settings

    settings = read_settings({"now": as_of} if as_of else None)
    asked, refused = read_profiles(profiles)
    for where, why in refused:
        click.echo(f"left out: {where}: {why}", err=True)
    held = _opportunities(notices)
    with tqdm(total=len(held), unit=" texts", file=sys.stderr, disable=None) as bar:
        ranker = make_match_profiles(settings, held, bar.update)
    if not fit_only:
        _tell_of_places(asked, ranker)
    now, rank = make_clock(settings).now(), ranker.by_fit if fit_only else ranker.by_everything
    with tqdm(asked, unit=" profiles", file=sys.stderr, disable=None) as each:
        write_rows(_rows(each, rank, top, now), out)


def _opportunities(notices: Path) -> dict[str, Opportunity]:
    """What the file holds, by `ocid`; what cannot be read or ranked is told of and left out."""
    from tqdm import tqdm

    from bot.domain.errors import InvalidInputError
    from bot.reading import make_compiler, make_reader
    from bot.services.read_processes import read_processes

    with tqdm(unit=" releases", file=sys.stderr, disable=None) as bar:
        read = read_processes([notices], make_reader(), make_compiler(), bar.update)
    for refusal in read.refused:
        click.echo(f"left out: {refusal.where}: {refusal.reason}", err=True)
    if read.refused and not read.opportunities:
        raise InvalidInputError(f"{notices}: there is no notice in it that can be ranked.")
    return {str(one.ocid or key): one for key, one in read.opportunities.items()}


def _rows(
    profiles: Iterable[Profile],
    rank: Callable[[Profile, int, datetime], list[RankedNotice]],
    top: int,
    now: datetime,
) -> Iterator[dict[str, Any]]:
    for profile in profiles:
        for one in rank(profile, top, now):
            yield {
                "profile_id": profile.id,
                "notice_id": one.notice_id,
                "rank": one.rank,
                "score": round(one.score, 6),
                "reasons": one.reasons,
                "against": one.against,
            }


def _tell_of_places(profiles: list[Profile], ranker: MatchProfiles) -> None:
    for one in profiles:
        if one.postcode and ranker.place_of(one) is None:
            said = f"{one.id}: no distances are known from {one.postcode!r}, so place is left out."
            click.echo(f"note: {said}", err=True)
