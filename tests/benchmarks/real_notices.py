"""What the import finds in each real file: `python -m tests.benchmarks.real_notices`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.bootstrap import make_compiler, make_phrases, make_reader
from bot.clock import FixedClock
from bot.services.import_notices import ImportSummary, Intake, import_notices
from connectors.storage.database import SqlStorage
from connectors.storage.migrate import migrate
from tests.benchmarks.bots import ROOT
from tests.benchmarks.releases import SHARED

PAGE = ROOT / "docs" / "benchmarks" / "real-notices.md"
COUNTED = ("read", "opportunities", "merged", "rejected")
_AS_OF = FixedClock(datetime(2025, 11, 8, tzinfo=UTC))


@click.command()
def main() -> None:
    """Import each real file into a database of its own and write the page of counts."""
    if not SHARED.is_dir():
        raise click.ClickException("There are no real notices beside the project.")
    PAGE.write_text(as_markdown(summaries(files())), encoding="utf-8")
    click.echo(f"Written to {PAGE.relative_to(ROOT)}.")


def files() -> list[Path]:
    """The original files, then the pool that was made of them and of others."""
    return [*sorted(one for one in (SHARED / "raw").iterdir()), SHARED / "pool.jsonl"]


def summaries(paths: Iterable[Path]) -> dict[str, ImportSummary]:
    """What the import says of each file alone, by its name."""
    reader, compiler = make_reader(), make_compiler()
    told: dict[str, ImportSummary] = {}
    with TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            url = f"sqlite:///{folder}/{number}.sqlite3"
            migrate(url)
            storage = SqlStorage(url)
            told[path.name] = import_notices([path], reader, Intake(compiler, storage, _AS_OF))
            storage.close()
    return told


def counts(summary: ImportSummary) -> tuple[int, ...]:
    """The counts of a file's row, in the order of `COUNTED`."""
    return tuple(getattr(summary, name) for name in COUNTED)


def as_markdown(told: dict[str, ImportSummary]) -> str:
    """The page docs/benchmarks/real-notices.md."""
    phrases = make_phrases()
    names = {
        kind: phrases.say(f"finding.{kind}.name") for s in told.values() for kind in s.warnings
    }
    rows = [[name, *map(str, (*counts(s), s.joined))] for name, s in told.items()]
    found = [[name, _found(s, names)] for name, s in told.items()]
    return _PAGE.format(
        counts=_table([["file", *COUNTED, "joined"], *rows]),
        found=_table([["file", "what is odd, and in how many of its processes"], *found]),
    )


def _found(summary: ImportSummary, names: dict[str, str]) -> str:
    most_first = sorted(summary.warnings.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{names[kind]} {number:,}" for kind, number in most_first) or "nothing"


def _table(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = lines
    return "\n".join("| " + " | ".join(one) + " |" for one in (head, ["---"] * len(head), *rest))


_PAGE = """\
# Real notices, file by file

Written by `python -m tests.benchmarks.real_notices`; a test holds the counts equal to what the
import says. Contains public sector information licensed under the Open Government Licence v3.0:
Contracts Finder and Find a Tender (Cabinet Office), Public Contracts Scotland, Sell2Wales.

## What became of every release or row

Each file was imported into a database of its own. `merged` are releases that joined an earlier one
of the same process; `joined` are processes that are shown as one with another, because they are the
same thing published twice. `read` is always `opportunities` + `merged` + `rejected`: nothing is
lost in between.

{counts}

## What is odd in them

A kind counts once for a process, however often it is in there. What each kind means, what is done
about it and how a buyer mends it is said by `doorstep quality`.

{found}

## What the dirt is

- **cf_csv_export_2025-11_notices.csv**: an export for spreadsheets, so no release, no `ocid` and no
  number of the buyer. 256 rows are one cell short, for they have no closing time; 24 of them say
  `01/01/1` for "no date", so 232 deadlines lack their hour and count until the end of the day. A
  value of nought stands for "not stated". Its export is of notices that were open, so those that
  stay open for years are many.
- **cf_release_package_2022-10-20, -22 and 2025-01-23, cf_single_releases_2025-03-11**: Contracts
  Finder's own releases, the last without the envelope of a package. A hundred releases are fewer
  processes, for amendments and awards come as releases of their own and are merged by `ocid`. HTML
  entities and, in March 2025, line ends whose backslashes were lost ("rn") are put right. In half
  to three quarters of the processes the buyer has no number that any other publisher would know.
- **cf_v2_burnley_procurement.json**: the older interface of Contracts Finder, flattened, and no
  OCDS. It gives days without an hour, and no identifiers; each notice becomes a release of a
  process of its own.
- **fts_032703-2026_ocds.json, fts_037689-2026_ocds.json**: Find a Tender under the Procurement Act
  2023, with nothing amiss.
- **pcs_releases.json**: Public Contracts Scotland leaves out the `id` that the schema of OCDS
  demands of a release. The content tells releases apart as well, so all of it is read. The law is
  Scotland's own; one value is not in pounds.
- **pool.jsonl**: one notice a process, reshaped from all of these and more. The reshaping left out
  the awards, the category and the buyer's number, so three kinds at the top are its own doing.
"""


if __name__ == "__main__":
    main()
