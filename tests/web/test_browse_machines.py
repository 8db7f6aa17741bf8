"""The map of wards, the feed and the map of the site: well made, and nothing of invited ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from tests.browse_cases import HIDDEN_TITLE, every_state, started_with
from tests.client import Client
from tests.running import Doorstep
from tests.web.test_browse import NONSENSE, OPEN, listed

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def doorstep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process with an opportunity in every state."""
    running = started_with(tmp_path_factory.mktemp("machines"), every_state())
    yield running
    running.stop()


@pytest.fixture
def client(doorstep: Doorstep) -> Client:
    """A stranger."""
    return doorstep.client


def read(text: str) -> ET.Element:
    """The document; ParseError if it is none."""
    return ET.fromstring(text)  # noqa: S314 - our own answer


def test_each_ward_leads_to_as_many_opportunities_as_the_map_says(client: Client) -> None:
    page = unescape(client.get("/opportunities/map").text)
    told = re.findall(r'<a href="([^"]+)" class="\w+" aria-label="([^"]+): ([\d,]+) opp', page)
    assert len(told) == 20
    counts = {name: int(count) for _, name, count in told}
    assert {name: count for name, count in counts.items() if count} == {"Bordesley & Highgate": 8}
    href = next(href for href, name, _ in told if name == "Bordesley & Highgate")
    assert listed(client, href) == OPEN - {"wide"}
    assert "Besides these, 1 opportunity lies elsewhere" in page


def test_the_list_beside_the_map_has_the_same_links_and_numbers(client: Client) -> None:
    page = client.get("/opportunities/map").text
    on_the_map = re.findall(r'<a href="([^"]+)" class', page)
    in_the_list = re.findall(r'<li><a href="([^"]+)">', page.split("The same as a list")[1])
    assert in_the_list == on_the_map


def test_the_map_keeps_what_the_list_is_narrowed_by(client: Client) -> None:
    page = unescape(client.get("/opportunities/map?kind=challenge&ward=Alum+Rock").text)
    assert "Bordesley & Highgate: 1 opportunity" in page
    assert "kind=challenge&ward=Bordesley+%26+Highgate" in page


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_breaks_neither_map_nor_feed(client: Client, query: str) -> None:
    assert client.get(f"/opportunities/map?{query}").status == 200
    answer = client.get(f"/opportunities.atom?{query}")
    assert answer.status == 200
    read(answer.text)


def test_a_feed_has_the_newest_of_the_list(client: Client) -> None:
    answer = client.get("/opportunities.atom?kind=quick_quote")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = read(answer.text)
    assert [one.text for one in feed.iter(f"{ATOM}title")] == [
        "Open work: Quick quote",
        "Window cleaning at the library",
    ]
    for needed in ("id", "updated", "author"):
        assert feed.find(f"{ATOM}{needed}") is not None
    assert "buying@example.org" not in answer.text


def test_the_map_of_the_site_has_what_is_open_and_nothing_else(client: Client) -> None:
    found = read(client.get("/sitemap.xml").text)
    paths = {str(one.text).split("/opportunities/")[-1] for one in found.iter(f"{SITEMAP}loc")}
    assert paths >= OPEN
    assert not paths & {"secret", "closed", "awarded", "cancelled", "tomorrow's"}
    assert "Sitemap: " in client.get("/robots.txt").text


def test_nothing_for_invited_firms_is_anywhere(client: Client) -> None:
    for path in ("/opportunities", "/opportunities/map", "/opportunities.atom", "/sitemap.xml"):
        text = client.get(path).text
        assert HIDDEN_TITLE not in text
        assert "/secret" not in text
