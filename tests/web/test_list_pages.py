"""The page for buyers who send a list, its template files, and rows that are for invited firms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import make_intake, make_reader, make_services, make_storage
from bot.services.import_notices import import_notices
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.connectors.notices.lists.making import COLUMNS, FILES, a_table, as_csv, csv_file, read
from tests.fakes import FakeDialogue

Client = TestClient[Request, Application]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
        operator_name="Brindle Vale Trust",
        operator_email="lists@example.org",
    )
    migrate(made.database_url)
    return made


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    app = make_app(settings, make_services(settings), FakeDialogue())
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


async def test_the_page_tells_of_every_column_and_its_choices(client: Client) -> None:
    answer = await client.get("/templates")
    page = await answer.text()
    assert answer.status == 200
    for column in COLUMNS:
        assert f"<dt>{column.name}</dt>" in page
        assert column.about in page
        assert ", ".join(column.offered) in page


async def test_the_page_says_to_whom_a_list_goes(client: Client) -> None:
    page = await (await client.get("/templates")).text()
    assert "Brindle Vale Trust" in page
    assert 'href="mailto:lists@example.org"' in page


async def test_every_page_leads_buyers_there(client: Client) -> None:
    assert 'href="/templates"' in await (await client.get("/")).text()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_template_is_served_as_a_file_and_is_one_that_is_read(
    form: str, client: Client, tmp_path: Path
) -> None:
    answer = await client.get(f"/templates/opportunities.{form}")
    assert answer.status == 200
    attached = f'attachment; filename="opportunities.{form}"'
    assert answer.headers["Content-Disposition"] == attached
    file = tmp_path / f"opportunities.{form}"
    file.write_bytes(await answer.read())
    releases, refused, _ = read(file)
    assert releases == []
    assert len(refused) == len(FILES.examples())


async def test_a_row_for_invited_firms_has_no_page(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    seen = {"Reference": "BV-1", "Title": "Work for everybody"}
    kept = {"Reference": "BV-2", "Title": "Work for a few", "Who may see it": "Invited"}
    file = csv_file(tmp_path, as_csv(a_table(seen, kept)))
    storage = make_storage(settings)
    import_notices([file], make_reader(), make_intake(settings, storage))
    with storage.transaction() as work:
        held = work.opportunities.of_processes(one.process_key for one in read(file)[0])
    pages = {o.title: await client.get(f"/opportunities/{o.id}") for o in held.values()}
    assert {title: page.status for title, page in pages.items()} == {
        "Work for everybody": 200,
        "Work for a few": 404,
    }
    shown = await pages["Work for everybody"].text()
    assert "Told to Doorstep by the buyer itself" in shown
    assert "Open Government Licence" not in shown.split("<footer")[0]
    assert "Work for a few" not in await pages["Work for a few"].text()


async def test_every_page_names_who_runs_it_and_how_to_reach_them(client: Client) -> None:
    page = await (await client.get("/")).text()
    assert "Doorstep is run by Brindle Vale Trust." in page
    assert 'href="mailto:lists@example.org"' in page.split("<footer")[1]
