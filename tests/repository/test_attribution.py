"""The attribution of each source goes wherever its facts go: card, page, JSON, chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import yaml
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import CONTENT, Services, make_services
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId, Source
from bot.domain.spending import SpendingKind
from bot.services.spending_records import slug
from bot.settings import Settings
from connectors.notices.ocds_release import FEEDS_BY_PREFIX
from connectors.storage.migrate import migrate
from connectors.text.phrasebook import Phrasebook
from connectors.web.app import make_app
from connectors.web.schema import Opportunity as OpportunityInJson
from tests.examples import NOW, opportunity, spending_line, spending_record
from tests.repository.house import yaml_of
from tests.repository.test_routes import SilentDialogue

Client = TestClient[Request, Application]
PHRASES = Phrasebook(CONTENT / "phrases").phrases
LICENCE = "Open Government Licence v3.0"
FEEDS = sorted({*FEEDS_BY_PREFIX.values(), "contracts_finder_csv", "contracts_finder_v2"})
SOURCES = sorted(key.removeprefix("source.") for key in PHRASES if key.startswith("source."))
CARDS = yaml.safe_load((CONTENT / "spending" / "cards.yml").read_text(encoding="utf-8"))
PAYER = "Aston University"
"""A buyer for whom the tests import payments."""


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """The real services on a database with one opportunity of each source, and payments."""
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    migrate(settings.database_url)
    made = make_services(settings)
    line = spending_line("Catering", first=date(2025, 4, 1), last=date(2026, 3, 31))
    with made.storage.transaction() as work:
        for name in SOURCES:
            source = Source(name, "https://example.org/notice", NOW)
            one = opportunity(name, source=source, id=OpportunityId(name))
            work.opportunities.save(ProcessKey(name), one)
        payments = spending_record(line, key="p", buyer=PAYER, kind=SpendingKind.PAYMENTS)
        work.spending.add(payments, NOW)
    return made


@pytest.fixture
async def client(services: Services, tmp_path: Path) -> AsyncIterator[Client]:
    """The pages on those services."""
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    app = make_app(settings, services, SilentDialogue())
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


async def page_of(client: Client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status == 200, path
    return unescape(await answer.text())


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_has_a_line_that_names_its_licence(feed: str) -> None:
    assert LICENCE in PHRASES[f"source.{feed}"]


@pytest.mark.parametrize("table", CARDS, ids=lambda one: str(one["key"]))
def test_every_table_of_spending_has_a_line_that_names_licence_and_buyer(
    table: dict[str, str],
) -> None:
    line = PHRASES[f"spending_source.{table['key']}"]
    assert LICENCE in line
    assert table["buyer"] in line


def test_every_line_of_spending_belongs_to_a_source() -> None:
    start = "spending_source."
    keys = {key.removeprefix(start) for key in PHRASES if key.startswith(start)}
    assert keys == {*(one["key"] for one in CARDS), "payments"}
    assert LICENCE in PHRASES["spending_source.payments"]
    assert "{buyer}" in PHRASES["spending_source.payments"]


@pytest.mark.parametrize("source", SOURCES)
def test_a_card_carries_the_line_of_its_source_into_json(services: Services, source: str) -> None:
    card = services.present.card(
        opportunity(source=Source(source, "https://example.org/notice", NOW)), NOW
    )
    assert card["attribution"] == PHRASES[f"source.{source}"]
    assert OpportunityInJson.model_fields["attribution"].is_required()


async def test_the_page_of_an_opportunity_carries_the_line_of_its_source(
    client: Client, services: Services
) -> None:
    with services.storage.transaction() as work:
        held = work.opportunities.get_many([OpportunityId(name) for name in SOURCES])
    assert len(held) == len(SOURCES)
    for one in held:
        page = await page_of(client, f"/opportunities/{one.id}")
        assert PHRASES[f"source.{one.source.name}"] in page, one.source.name


async def test_every_page_of_spending_carries_the_lines_of_what_it_shows(client: Client) -> None:
    lines = {one["buyer"]: PHRASES[f"spending_source.{one['key']}"] for one in CARDS}
    lines[PAYER] = f"Source: {PAYER}, published payments"
    first = await page_of(client, "/spending")
    for buyer, line in lines.items():
        assert line in first
        assert line in await page_of(client, f"/spending/{slug(buyer)}")
        assert LICENCE in first


def test_what_the_chat_tells_of_spending_carries_its_line(services: Services) -> None:
    for buyer in (*(one["buyer"] for one in CARDS), PAYER):
        answers = [
            services.tell_spending.tell(buyer, ["catering"]),
            services.tell_spending.tell(buyer, []),
            services.tell_spending.where_to_ask(buyer, ["catering"]),
        ]
        for answer in answers:
            assert answer is not None
            assert LICENCE in answer.facts["source"]
            assert buyer in answer.facts["source"]


def test_every_response_that_tells_of_spending_says_its_source_and_that_it_is_past() -> None:
    responses = yaml_of("data/responses/spending.yml")["responses"]
    texts = {name: said[0]["text"] for name, said in responses.items()}
    telling = {name: text for name, text in texts.items() if "{told}" in text}
    assert telling
    for name, text in telling.items():
        assert "{source}" in text, name
        assert "not what" in text, name
