"""`doorstep retention`: ends what was kept long enough, or tells what would end."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--dry-run", is_flag=True, help="Tell what would go, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def retention(*, dry_run: bool, as_json: bool) -> None:
    """Erase what has been kept as long as content/retention.yml says."""
    from bot.bootstrap import make_end_held, make_retention
    from bot.clock import SystemClock
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    end, now = make_end_held(settings), SystemClock().now()
    counts = end.would_end(now) if dry_run else end.end(now)
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, "ended": counts}))
        return
    for rule in make_retention().all:
        length = f"{rule.days} days" if rule.days else f"{rule.months} months"
        told = ", ".join(f"{count} {name}" for name, count in counts[rule.of].items())
        click.echo(f"{rule.of} (kept for {length}): {told or 'nothing'}")
    click.echo("Nothing was changed." if dry_run else "Done.")
