"""One run of the real service: from the entry form to the open data, and back by an import."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator, FormatChecker
from ocdskit.combine import merge

from bot.bootstrap import make_services
from bot.cli import main
from bot.domain.opportunity import LONDON, Contact, Opportunity
from bot.settings import Settings
from connectors.notices import compiler
from connectors.storage.database import SqlStorage
from tests.buying_site import DRAFT, READY
from tests.client import Client
from tests.running import NOW, Doorstep, web_alone

SCHEMA = json.loads(
    (Path(compiler.__file__).parent / "schema" / "release-schema.json").read_text(encoding="utf-8")
)
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
JOB = DRAFT | {
    "deadline-day": "28",
    "deadline-month": "11",
    "deadline-year": "2025",
    "postcode": "B9 4AA",
    "questions": "When could you start?",
}
SAME = (
    *("title", "value", "published_at", "deadline", "description", "cpv", "kind", "category"),
    *("how_to_respond", "reserved_for", "law", "above_threshold"),
)
HIDDEN = "Window cleaning that nobody may see"
EVERYWHERE = (
    "/",
    "/opportunities",
    "/opportunities?q=window+cleaning",
    "/opportunities.atom",
    "/opportunities/map",
    "/sitemap.xml",
    "/open-data",
    "/api/ocds/releases",
    "/quality",
    "/templates/opportunities.csv",
)
"""All that strangers may read of what is open."""


@dataclass
class Visitor:
    """An officer's browser, as far as forms and cookies go."""

    address: str
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[str, str]:
        """Where it led to, and the page."""
        return self._open(path, None)

    def press(self, page: str, action: str, fields: Mapping[str, str]) -> tuple[str, str]:
        """Sends a form of the page; where it led to, and the page there."""
        found = TOKEN.search(self.get(page)[1])
        assert found, page
        return self._open(action, {"form_token": found[1], **fields})

    def post(self, **changes: str) -> str:
        """The path of something that is posted by the form, without a fault."""
        at, _ = self.press("/buying/new", "/buying/new", JOB | changes)
        posted, page = self.press(at, f"{at}/post", READY)
        assert posted == at
        assert "Open" in page
        return at

    def _open(self, path: str, fields: Mapping[str, str] | None) -> tuple[str, str]:
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        with self._opener.open(self.address + path, data) as answer:
            return urllib.parse.urlsplit(answer.url).path, unescape(answer.read().decode())


@pytest.fixture(scope="module")
def doorstep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process, with a database of its own."""
    running = web_alone(tmp_path_factory.mktemp("posted")).wait_for_page()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def officer(doorstep: Doorstep) -> Visitor:
    """An officer who signed in by the link that the command printed."""
    command = ["admin", "add", "ada@birmingham.gov.uk", "--buyer", "bcc"]
    made = CliRunner().invoke(main, command, env=doorstep.environment)
    link = urllib.parse.urlsplit(made.output.split()[-1]).path
    visitor = Visitor(doorstep.address)
    assert visitor.press(link, link, {})[0] == "/buying/posts"
    return visitor


@pytest.fixture(scope="module")
def posted(officer: Visitor) -> str:
    """The id of something that is advertised, below the floor."""
    return officer.post(door="advertise").rpartition("/")[2]


def releases(client: Client) -> list[dict[str, Any]]:
    """What is given out."""
    return list(client.get("/api/ocds/releases").json["releases"])


def held(database_url: str, one: str) -> Opportunity | None:
    """What a database has of it, among what everybody may see."""
    storage = SqlStorage(database_url)
    with storage.transaction() as work:
        found = work.opportunities.get(one)  # type: ignore[arg-type]
    storage.close()
    return found


def asked_in_the_chat(doorstep: Doorstep, words: str) -> str:
    """What the action that answers a search says and shows, as the dialogue engine hears it."""
    message = {
        "text": words,
        "intent": {"name": "find_opportunities"},
        "entities": [{"entity": "trade", "value": "window cleaning", "start": 0, "end": 15}],
    }
    tracker = {"sender_id": "talk", "slots": {}, "latest_message": message, "events": []}
    call = {"next_action": "action_find_opportunities", "sender_id": "talk", "tracker": tracker}
    answer = Client(doorstep.ports.actions).post("/webhook", {**call, "domain": {}})
    assert answer.status == 200, answer.text
    return answer.text


def test_what_is_posted_is_found_wherever_strangers_look(doorstep: Doorstep, posted: str) -> None:
    client = doorstep.client
    address = f"/opportunities/{posted}"
    assert DRAFT["title"] in client.get(address).text
    for path in ("/opportunities", "/opportunities?q=window+cleaning", "/opportunities.atom"):
        assert DRAFT["title"] in client.get(path).text, path
    assert address in client.get("/sitemap.xml").text
    assert DRAFT["title"] in asked_in_the_chat(doorstep, "window cleaning")
    assert client.get(f"{address}.ics").text.count("BEGIN:VEVENT") == 1


def test_it_is_given_out_as_valid_open_data(doorstep: Doorstep, posted: str) -> None:
    [release] = [one for one in releases(doorstep.client) if one["ocid"].endswith(posted)]
    checked = Draft4Validator(SCHEMA, format_checker=FormatChecker())
    assert [fault.message for fault in checked.iter_errors(release)] == []
    package = doorstep.client.get("/api/ocds/releases").json
    compiled = [one for one in merge([package], schema=SCHEMA) if one["ocid"] == release["ocid"]]
    assert [one["tender"]["title"] for one in compiled] == [DRAFT["title"]]
    bulk = gzip.decompress(doorstep.client.get("/open-data/releases.jsonl.gz").body).decode()
    assert release in [json.loads(line) for line in bulk.splitlines()]
    assert "ada@" not in json.dumps(package)


def test_an_import_into_an_empty_database_has_the_same(
    doorstep: Doorstep, posted: str, tmp_path: Path
) -> None:
    file = tmp_path / "releases.json"
    file.write_text(doorstep.client.get("/api/ocds/releases").text, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    ran = CliRunner().invoke(main, ["import", str(file)], env={"DATABASE_URL": url})
    assert ran.exit_code == 0, ran.output
    ours = held(doorstep.database_url, posted)
    storage = SqlStorage(url)
    with storage.transaction() as work:
        theirs = work.opportunities.not_over_at(datetime.fromisoformat(NOW).replace(tzinfo=LONDON))
    storage.close()
    [read] = [one for one in theirs if one.title == DRAFT["title"]]
    assert ours
    for part in SAME:
        assert getattr(read, part) == getattr(ours, part), part
    assert read.buyer.name == ours.buyer.name
    assert read.coverage.postcodes == ours.coverage.postcodes
    assert read.coverage.point == ours.coverage.point


def test_once_it_has_closed_no_contact_is_given_out(doorstep: Doorstep, posted: str) -> None:
    later = datetime.fromisoformat(NOW).replace(tzinfo=LONDON) + timedelta(days=60)
    settings = Settings(DATABASE_URL=doorstep.database_url, now=later, postcodes_url="")
    services = make_services(settings)
    found = held(doorstep.database_url, posted)
    assert found
    named = replace(found, contact=Contact("Ada Byron", "ada@birmingham.gov.uk"))
    writer = services.publishing.writer
    assert "ada@birmingham" not in json.dumps(writer.release(named, services.clock.now()))
    assert "ada@birmingham" in json.dumps(writer.release(named, found.source.as_of))


def test_a_change_is_given_out_as_an_amendment_and_shown_to_everybody(
    doorstep: Doorstep, officer: Visitor
) -> None:
    at = officer.post(door="advertise", title="Gutters cleared")
    fields = {
        "title": "Gutters cleared twice",
        "wanted": JOB["wanted"],
        "postcode": "B9 4AA",
        "deadline-day": "5",
        "deadline-month": "12",
        "deadline-year": "2025",
        "why": "A <b>firm</b> asked",
    }
    led, page = officer.press(f"{at}/amend", f"{at}/amend", fields)
    assert led == at
    assert "Changed since it was posted" in page
    one = at.rpartition("/")[2]
    [release] = [each for each in releases(doorstep.client) if each["ocid"].endswith(one)]
    assert release["tag"] == ["tenderUpdate"]
    [told] = release["tender"]["amendments"]
    assert told["rationale"] == "A <b>firm</b> asked"
    assert "It now closes on Friday 5 December 2025" in told["description"]
    assert list(Draft4Validator(SCHEMA).iter_errors(release)) == []
    shown = doorstep.client.get(f"/opportunities/{one}").text
    assert "A &lt;b&gt;firm&lt;/b&gt; asked" in shown
    assert "Gutters cleared twice" in doorstep.client.get("/opportunities").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"deadline-day": "1", "deadline-month": "11"}, "it can only move later"),
        ({"why": ""}, "Say why: firms read it"),
        ({"title": ""}, "Say in a few words what you need"),
        ({"deadline-day": "31", "deadline-month": "2"}, "Give a day, like 14 12 2026"),
        ({"title": "Gutters"}, "Nothing is different yet"),
    ],
)
def test_a_change_that_is_not_fair_is_refused_with_the_reason(
    officer: Visitor, fields: dict[str, str], said: str
) -> None:
    at = officer.post(door="invite", title="Gutters")
    typed = {name: JOB[name] for name in JOB if name.startswith(("wanted", "deadline"))}
    sent = {"title": "Other", "postcode": "B9 4AA", "why": "A slip", **typed, **fields}
    with pytest.raises(urllib.error.HTTPError) as refused:
        officer.press(f"{at}/amend", f"{at}/amend", sent)
    assert refused.value.code == 422
    assert said in unescape(refused.value.read().decode())


def test_what_is_for_invited_firms_appears_nowhere(doorstep: Doorstep, officer: Visitor) -> None:
    one = officer.post(door="invite", title=HIDDEN).rpartition("/")[2]
    client = doorstep.client
    for path in EVERYWHERE:
        answer = client.get(path)
        assert answer.status == 200, path
        assert HIDDEN not in answer.text, path
        assert one not in answer.text, path
    bulk = gzip.decompress(client.get("/open-data/releases.jsonl.gz").body)
    assert one.encode() not in bulk
    for path in (f"/opportunities/{one}", f"/opportunities/{one}.ics"):
        assert client.get(path).status == 404
    assert HIDDEN not in asked_in_the_chat(doorstep, "window cleaning")
    for command in (["alerts", "--send"], ["digest", "--preview"], ["quality"]):
        ran = CliRunner().invoke(main, command, env=doorstep.environment)
        assert ran.exit_code == 0, ran.output
        assert HIDDEN not in ran.output, command
