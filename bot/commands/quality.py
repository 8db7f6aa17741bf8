"""`doorstep quality`: what is dirty in the stored notices, by buyer and kind."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

import click

from bot.domain.notice import FindingKind
from bot.domain.opportunity import LONDON
from bot.domain.quality import BuyerQuality, QualityReport
from bot.services.report_quality import ReportQuality

WIDTH = 100
_BUYER, _NOTICES, _FINDING, _SHARE = 33, 8, 40, 8
_EMPTY = (
    "No published notices are stored, so there is nothing to report. "
    "Import some first: doorstep import PATH."
)
_NO_SUCH_BUYER = "No stored notice is from a buyer of that name."


@click.command()
@click.option("--buyer", help="Only this buyer: its name, an alias, or a part of its name.")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with every buyer.")
def quality(buyer: str | None, top: int, *, as_json: bool) -> None:
    """Show what is dirty in the stored notices, by buyer and kind of finding."""
    from bot.bootstrap import make_services
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    told = make_services(settings).quality
    report = told.report(buyer)
    if as_json:
        click.echo(json.dumps(_as_json(report, told), ensure_ascii=False))
    elif not report.buyers:
        is_empty = buyer is None or not told.report().buyers
        click.echo(textwrap.fill(_EMPTY if is_empty else _NO_SUCH_BUYER, WIDTH))
    else:
        if buyer is not None:
            click.echo(f"Only notices of buyers that “{buyer}” means are counted.")
        for line in _lines(report, told, top):
            click.echo(line)


def _lines(report: QualityReport, told: ReportQuality, top: int) -> Iterator[str]:
    whole, shown = report.whole, report.buyers[:top]
    yield (
        f"Notices: {whole.notices:,}. Buyers: {len(report.buyers):,}. Notices in which anything"
        f" was found: {whole.with_findings:,} ({_share(whole, whole.with_findings)})."
    )
    if report.as_of:
        newest = report.as_of.astimezone(LONDON)
        yield f"The newest of them is of {newest.day} {newest:%B %Y}."
    yield ""
    yield _row("Buyer", "Notices", "Finding (*: Doorstep changed something)", "Those", "Share")
    yield "-" * WIDTH
    if len(report.buyers) > 1:
        yield from _block("All buyers", whole, told)
    for one in shown:
        yield from _block(one.buyer or "(no buyer named)", one, told)
    if len(report.buyers) > len(shown):
        yield f"... and {len(report.buyers) - len(shown):,} more: --top shows more buyers."
        yield ""
    yield from _legend([kind for kind, _ in whole.by_frequency], told)
    yield ""
    for line in told.attributions(report):
        yield textwrap.fill(line, WIDTH)


def _block(name: str, counted: BuyerQuality, told: ReportQuality) -> Iterator[str]:
    """The buyer's rows: its name and number of notices in the first alone."""
    left = [*textwrap.wrap(name, _BUYER), ""]
    right = [
        (_starred(told.in_words(kind).name, kind), f"{count:,}", _share(counted, count))
        for kind, count in counted.by_frequency
    ] or [("nothing found", "", "")]
    for number in range(max(len(left) - 1, len(right))):
        cells = right[number] if number < len(right) else ("", "", "")
        notices = f"{counted.notices:,}" if number == 0 else ""
        yield _row(left[min(number, len(left) - 1)], notices, *cells)
    yield ""


def _row(buyer: str, notices: str, finding: str, count: str, share: str) -> str:
    cells = f"{buyer:<{_BUYER}} {notices:>{_NOTICES}}  {finding:<{_FINDING}} {count:>6}"
    return f"{cells} {share:>{_SHARE}}".rstrip()


def _share(counted: BuyerQuality, count: int) -> str:
    return "under 1%" if counted.is_under_one_percent(count) else f"{counted.percent(count)}%"


def _starred(name: str, kind: FindingKind) -> str:
    return f"{name} *" if kind.is_repair else name


def _legend(kinds: list[FindingKind], told: ReportQuality) -> Iterator[str]:
    if kinds:
        yield "What they mean, and how a buyer mends them"
        yield "-" * WIDTH
    for words in map(told.in_words, kinds):
        yield _starred(words.name, words.kind)
        yield textwrap.fill(words.says, WIDTH, initial_indent="  ", subsequent_indent="  ")
        mend = f"To mend it: {words.mend}"
        yield textwrap.fill(mend, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _as_json(report: QualityReport, told: ReportQuality) -> dict[str, Any]:
    whole = report.whole
    return {
        "attribution": told.attributions(report),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        **_counts(whole),
        "kinds": [
            {
                "kind": kind.value,
                "is_repair": kind.is_repair,
                "name": told.in_words(kind).name,
                "says": told.in_words(kind).says,
                "mend": told.in_words(kind).mend,
            }
            for kind, _ in whole.by_frequency
        ],
        "buyers": [{"buyer": one.buyer, **_counts(one)} for one in report.buyers],
    }


def _counts(counted: BuyerQuality) -> dict[str, Any]:
    return {
        "notices": counted.notices,
        "with_findings": counted.with_findings,
        "findings": {kind.value: count for kind, count in counted.by_frequency},
    }
