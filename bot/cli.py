"""The `doorstep` command; docs/commands.md tells of each (a test holds the two equal)."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.commands.admin import admin
from bot.commands.alerts import alerts
from bot.commands.beside import jobs_beside
from bot.commands.complaints import complaints
from bot.commands.contacts import contacts
from bot.commands.digest import digest
from bot.commands.doctor import doctor
from bot.commands.erasures import erasures
from bot.commands.feedback import feedback
from bot.commands.hand_overs import hand_overs
from bot.commands.importing import open_import
from bot.commands.introductions import introductions
from bot.commands.joins import joins
from bot.commands.match import match
from bot.commands.quality import quality
from bot.commands.retention import retention
from bot.commands.spending import spending
from bot.commands.suppliers import suppliers
from bot.commands.sync import sync
from bot.commands.template import template
from bot.commands.who import who
from bot.domain.errors import DoorstepError, InvalidInputError
from bot.domain.notice import FileNote
from bot.settings import Settings, read_settings

WRONG_USE = 2


class Doorstep(click.Group):
    """Turns our errors into one sentence on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error of ours ends it with 2, without a stack trace."""
        try:
            return super().invoke(ctx)
        except DoorstepError as error:
            click.echo(f"doorstep: {error}", err=True)
            sys.exit(WRONG_USE)


@click.group(cls=Doorstep)
def main() -> None:
    """Public contracts on your doorstep."""


@main.command()
@click.option("--notices", type=click.Path(path_type=Path), help="Import these notices first.")
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
def run(notices: Path | None, as_of: str | None) -> None:
    """Prepare what is missing, then start everything and print the address."""
    from bot.supervise import check_ports, supervise
    from bot.training import train_if_changed
    from connectors.dialogue.tracker_store import TrackerStore

    settings = _settings(as_of)
    check_ports(settings)
    _migrate(settings)
    if notices:
        click.echo(f"Importing {notices}...")
        _import(settings, [notices])
    _prepare_opportunities(settings)
    train_if_changed(settings, click.echo)
    TrackerStore(settings.tracker_url).prepare()
    _export(settings)
    click.echo(f"\nDoorstep is starting: open {settings.public_address}")
    click.echo(
        "The page is there in seconds; the assistant needs about half a minute. Ctrl-C stops.\n"
    )
    supervise(settings)


@main.command()
def serve() -> None:
    """Serve the web application and the action server (the supervisor runs this)."""
    import asyncio

    from bot.bootstrap import make_dialogue, make_services
    from connectors.web.app import serve as serve_web

    settings = read_settings()
    _log(settings)

    async def until_stopped() -> None:
        services = make_services(settings)
        # Before anything is served: a backup that was restored may have brought somebody back.
        services.held.erase.at_start()
        beside, dialogue = jobs_beside(settings, services), make_dialogue(settings)
        try:
            await serve_web(settings, services, dialogue, beside)
        finally:
            await dialogue.close()

    asyncio.run(until_stopped())


@main.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
@click.option("--preview", is_flag=True, help="Show what would be stored, and store nothing.")
def import_(paths: tuple[Path, ...], as_of: str | None, *, preview: bool) -> None:
    """Import notices from files and folders; the last line of stdout is the summary as JSON."""
    settings = _settings(as_of)
    if preview:
        from bot.commands.preview import show_preview

        sys.exit(0 if show_preview(paths) else WRONG_USE)
    if not _import(settings, paths):
        sys.exit(WRONG_USE)


@main.command()
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
@click.option("--buyer-class")
@click.option("--category")
@click.option("--value", type=float)
@click.option("--vat")
@click.option("--date")
@click.option("--route")
@click.option("--basis")
@click.option("--months", type=int)
@click.option("--extension-months", type=int)
def rules(as_of: str | None, **options: Any) -> None:
    """Tell the law for one purchase; without options, for each line of JSON on stdin."""
    from bot.bootstrap import make_phrases
    from bot.services.explain_rules import explain_purchase

    _settings(as_of)
    phrases = make_phrases()
    asked = {name: given for name, given in options.items() if given is not None}
    if asked:
        click.echo(json.dumps(explain_purchase(asked, phrases), ensure_ascii=False))
        return
    failed = False
    for line in _lines():
        try:
            answer = explain_purchase(_json_object(line), phrases)
        except InvalidInputError as error:
            answer, failed = {"error": str(error)}, True
        click.echo(json.dumps(answer, ensure_ascii=False))
    sys.exit(1 if failed else 0)


@main.command()
def understand() -> None:
    """Tell, for each line of stdin, what the assistant would act on, as a line of JSON."""
    import asyncio

    from bot.bootstrap import make_understanding
    from bot.training import train_if_changed

    settings = read_settings()
    train_if_changed(settings, lambda line: click.echo(line, err=True))
    texts = list(_lines())
    for understood in asyncio.run(make_understanding(settings).understand(texts)):
        click.echo(json.dumps(understood, ensure_ascii=False))


@main.command()
def train() -> None:
    """Train the assistant if anything that it is made from has changed."""
    from bot.training import train_if_changed

    trained = train_if_changed(read_settings(), click.echo)
    click.echo("Trained." if trained else "The model is up to date.")


for _command in (
    *(admin, alerts, complaints, contacts, digest, doctor, erasures, feedback, hand_overs),
    *(introductions, joins, match, quality, retention, spending, suppliers, sync, template, who),
):
    main.add_command(_command)


def _settings(as_of: str | None) -> Settings:
    return read_settings({"now": as_of} if as_of else None)


def _migrate(settings: Settings) -> None:
    from connectors.storage.migrate import migrate

    migrate(settings.database_url)


def _import(settings: Settings, paths: Sequence[Path]) -> bool:
    with open_import(lambda: settings, paths) as (reader, intake):
        from tqdm import tqdm

        from bot.bootstrap import make_storage
        from bot.commands.embedding import embed_with_progress
        from bot.services.import_notices import import_notices

        with tqdm(unit=" releases", file=sys.stderr, disable=None) as bar:
            summary = import_notices(paths, reader, intake, bar.update, _note)
    embed_with_progress(make_storage(settings))
    for refusal in summary.refusals:
        click.echo(f"refused: {refusal.where}: {refusal.reason}", err=True)
    told = {name: value for name, value in asdict(summary).items() if name != "refusals"}
    click.echo(json.dumps(told, ensure_ascii=False))
    return summary.found_anything


def _note(note: FileNote) -> None:
    click.echo(f"note: {note.where}: {note.said}", err=True)


def _prepare_opportunities(settings: Settings) -> None:
    from bot.bootstrap import make_clock, make_samples, make_storage
    from bot.commands.embedding import embed_with_progress
    from bot.services.join_processes import join_held
    from bot.services.keep_samples import keep_samples

    storage = make_storage(settings)
    join_held(storage, make_clock(settings))
    keep_samples(storage, make_samples(), make_clock(settings))
    embed_with_progress(storage)


def _export(settings: Settings) -> None:
    """The processes that are started read the same settings from the environment."""
    import os

    if settings.now:
        os.environ["DOORSTEP_NOW"] = settings.now.isoformat()


def _lines() -> Iterable[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\r\n")


def _json_object(line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise InvalidInputError(f"The line is not JSON: {fault}.") from fault
    if not isinstance(read, dict):
        raise InvalidInputError("The line must be a JSON object.")
    return read


def _log(settings: Settings) -> None:
    for chatty in ("rasa_sdk", "bm25s", "aiohttp.access", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.basicConfig(
        level=settings.log_level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s"
    )


if __name__ == "__main__":
    main(prog_name="doorstep")
