"""The list of all open work and each opportunity's page, as a stranger's browser gets them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape

import pytest

from tests.browse_cases import (
    HIDDEN_TITLE,
    LONG_TITLE,
    NASTY_TITLE,
    every_state,
    started_with,
)
from tests.client import Client
from tests.running import Doorstep
from tests.web.test_pages import assert_is_safe

OPEN = {"open", "soon", "posted", "planned", "reserved", "wide", "challenge", "nasty", "long"}


@pytest.fixture(scope="module")
def doorstep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process with an opportunity in every state."""
    running = started_with(tmp_path_factory.mktemp("browse"), every_state())
    yield running
    running.stop()


@pytest.fixture
def client(doorstep: Doorstep) -> Client:
    """A stranger."""
    return doorstep.client


def listed(client: Client, path: str = "/opportunities") -> set[str]:
    """The ids of the list."""
    answer = client.get(path)
    assert answer.status == 200
    parts = answer.text.split('<a href="/opportunities/')[1:]
    return {name for part in parts if not (name := part.split('"')[0]).startswith("map")}


def test_the_list_has_all_that_can_be_answered_and_nothing_else(client: Client) -> None:
    assert listed(client) == OPEN
    assert "9 opportunities" in client.get("/opportunities").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=roofing", {"wide"}),
        ("trade=window+cleaning", {"soon"}),
        ("code=4526", {"wide"}),
        ("kind=challenge", {"challenge"}),
        ("from=200k", {"wide"}),
        ("by=9/11/2025", {"soon"}),
        ("small=yes", {"open"}),
        ("reserved=yes", {"reserved"}),
        ("buyer=birmingham+city&kind=planned", {"planned"}),
        ("place=LS1+4AP", set()),
        ("ward=Bordesley+Green&kind=planned", set()),
        ("place=B9+4AA&miles=1&from=100000", {"wide"}),
    ],
)
def test_an_address_narrows_the_list(client: Client, query: str, expected: set[str]) -> None:
    assert listed(client, f"/opportunities?{query}") == expected


NONSENSE = (
    "q=%00%ED%A0%80",
    f"q={'x' * 5000}",
    "trade=%3Cscript%3E",
    "code=abc",
    "kind=nothing",
    "from=-5&to=NaN",
    "from=1e400&to=99999999999999999999",
    "from=500&to=100",
    "by=31/2/2026",
    "by=9999-12-31",
    "by=1999-01-01",
    "place=Atlantis",
    "miles=-3&place=B9",
    "ward=Nowhere",
    "small=perhaps",
    "order=random",
    "page=0",
    "page=-1",
    "page=99999999999999999999999",
    "page=%D9%A3",
    "page=7",
)


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_left_out_with_a_word_about_it_and_nothing_breaks(
    client: Client, query: str
) -> None:
    answer = client.get(f"/opportunities?{query}")
    assert answer.status == 200
    assert_is_safe(answer)
    assert "<script>" not in answer.text.replace('<script type="module"', "")
    if query != "q=%00%ED%A0%80":  # of what does not show nothing is left to speak of
        assert 'class="caution"' in answer.text
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_names_that_it_does_not_know_are_passed_over(client: Client) -> None:
    assert listed(client, "/opportunities?utm_source=x&q=roofing&q=cleaning") == {"wide"}


def test_where_nothing_fits_it_says_what_one_thing_less_would_show(client: Client) -> None:
    page = unescape(client.get("/opportunities?q=roofing&kind=challenge").text)
    assert "0 opportunities" in page
    assert "Without “Says “roofing””: 1 opportunity" in page
    assert "/opportunities?q=roofing" in page


def test_words_that_name_a_line_of_work_lead_to_it(client: Client) -> None:
    page = client.get("/opportunities?q=window+cleaner").text
    assert 'href="/opportunities?trade=window+cleaning"' in page


def test_what_people_typed_is_kept_from_search_engines_and_the_rest_is_not(client: Client) -> None:
    assert client.get("/opportunities?place=B9+4AA").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/opportunities?trade=window+cleaning").headers


def test_one_list_has_one_address_however_it_is_asked_for(client: Client) -> None:
    asked = "/opportunities?order=here&miles=10&kind=challenge&q=&page=1"
    page = client.get(asked).text
    assert '<link rel="canonical" href="' in page
    canonical = page.split('<link rel="canonical" href="')[1].split('"')[0]
    assert canonical.endswith("/opportunities?kind=challenge")


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_has_a_page_with_how_to_answer(client: Client, name: str) -> None:
    answer = client.get(f"/opportunities/{name}")
    assert answer.status == 200
    assert_is_safe(answer)
    assert "How to respond" in answer.text
    assert "buying@example.org" in answer.text
    assert "As it stood on" in answer.text
    assert f'href="/?about={name}"' in answer.text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("closed", "This has closed."),
        ("awarded", "This went to a firm already."),
        ("cancelled", "The buyer called this off."),
        ("no-deadline", "This has closed."),
    ],
)
def test_what_is_over_says_so_plainly_and_names_nobody(
    client: Client, name: str, says: str
) -> None:
    page = client.get(f"/opportunities/{name}").text
    assert says in page
    assert "How to respond" not in page
    assert "buying@example.org" not in page
    assert "buying team" not in page
    assert ".ics" not in page


@pytest.mark.parametrize("name", ["secret", "nothing", "%00", "%ED%A0%80", "x" * 3000])
def test_what_is_for_invited_firms_is_as_if_it_were_not_there(client: Client, name: str) -> None:
    answer = client.get(f"/opportunities/{name}")
    assert answer.status == 404
    assert HIDDEN_TITLE not in answer.text
    assert client.get(f"/opportunities/{name}.ics").status == 404


def test_the_page_tells_machines_what_it_tells_people(client: Client) -> None:
    page = client.get("/opportunities/open").text
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    wanted = data["mainEntity"]
    assert wanted["name"] == "Cleaning of a primary school"
    assert wanted["priceSpecification"]["price"] == 20_000
    assert wanted["validThrough"].startswith("2025-11-28")
    assert data["about"]["name"] == "Birmingham City Council"
    assert data["license"].startswith("https://www.nationalarchives.gov.uk/")
    assert "buying@example.org" not in json.dumps(data)
    assert '<meta property="og:title" content="Cleaning of a primary school">' in page
    assert 'rel="canonical"' in page


def test_html_in_a_title_is_only_text(client: Client) -> None:
    for path in ("/opportunities/nasty", "/opportunities"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    page = client.get("/opportunities/nasty").text
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["mainEntity"]["name"] == NASTY_TITLE


def test_a_title_of_any_length_has_a_page(client: Client) -> None:
    assert LONG_TITLE in client.get("/opportunities/long").text


def test_a_rule_of_the_law_is_told_only_where_it_surely_holds(client: Client) -> None:
    assert "30 days of a proper invoice" in client.get("/opportunities/open").text
    assert "30 days of a proper invoice" not in client.get("/opportunities/planned").text


def test_every_page_leads_to_the_list(client: Client) -> None:
    for path in ("/", "/guidance", "/opportunities/open", "/nothing"):
        assert 'href="/opportunities"' in client.get(path).text


def test_the_chat_is_told_which_opportunity_it_was_opened_from(client: Client) -> None:
    page = client.get("/?about=open").text
    assert 'You are asking about <a href="/opportunities/open">Cleaning of a primary school' in page
    assert '<doorstep-chat about="open"' in page
    for about in ("secret", "nothing", "%00", "%ED%A0%80", ""):
        assert "You are asking about" not in client.get(f"/?about={about}").text
