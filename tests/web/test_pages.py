"""Pages and what goes with every answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.client import Answer, Client
from tests.running import Doorstep, web_alone
from tests.web.problems import assert_try_again

EVERYWHERE = (
    "/",
    "/health",
    "/ready",
    "/api/openapi.json",
    "/api/nothing",
    "/api/conversations",
    "/opportunities/nothing",
    "/quality",
    "/alerts",
    "/o/nothing222",
    "/quality?buyer=%00%ED%A0%80",
    "/nothing",
    "/spending",
    "/spending/birmingham-city-council",
    "/spending/nobody",
    "/templates",
    "/templates/opportunities.csv",
    "/privacy",
    "/accessibility",
    "/complaints",
    "/complaints/%00?key=%ED%A0%80",
    "/robots.txt",
    "/.well-known/security.txt",
    "/static/doorstep-chat.mjs",
    "/static/nothing",
    "/static/",
    "/static/../app.py",
    "/static/%2e%2e/app.py",
)
INSIDES = ("Traceback", "site-packages", "/connectors/", "sqlalchemy")


def a_sample(client: Client) -> str:
    """The path of one sample's own page."""
    card = client.begin().say("cleaning in B9").cards[0]
    return f"/opportunities/{card['id']}"


def assert_is_safe(answer: Answer) -> None:
    """The answer carries every security header and none of our insides."""
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert not [inside for inside in INSIDES if inside in answer.text]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_safe(client: Client, path: str) -> None:
    assert_is_safe(client.get(path))


def test_errors_are_safe_too(client: Client) -> None:
    assert_is_safe(client.post("/api/conversations/x/messages", {}))
    assert_is_safe(client.post("/api/conversations", {"x": "x" * 200_000}))
    assert_is_safe(client.call("POST", "/"))
    malformed = client.call("BREW", "/")
    assert not [inside for inside in INSIDES if inside in malformed.text]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_answer_tells_which_versions_made_it(client: Client, path: str) -> None:
    assert "/" not in client.get(path).headers.get("Server", "")


def test_the_chat_is_the_first_page(client: Client) -> None:
    answer = client.get("/")
    assert answer.status == 200
    assert "<doorstep-chat>" in answer.text
    assert 'lang="en-GB"' in answer.text
    assert "<noscript>" in answer.text


def test_everything_that_the_page_loads_is_there(client: Client) -> None:
    page = client.get("/").text
    paths = [part.split('"')[0] for part in page.split('="') if part.startswith("/static/")]
    assert len(paths) > 5
    for path in paths:
        answer = client.get(path)
        assert answer.status == 200, path
        if path.endswith(".mjs"):
            assert "javascript" in answer.headers["Content-Type"]


def test_samples_are_marked_and_kept_from_search_engines(client: Client) -> None:
    for path in ("/", a_sample(client)):
        answer = client.get(path)
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex">' in answer.text
        assert "made-up" in answer.text.lower()


def test_real_notices_may_be_found_by_search_engines(doorstep_with_notices: Doorstep) -> None:
    answer = doorstep_with_notices.client.get("/")
    assert "X-Robots-Tag" not in answer.headers
    assert "noindex" not in answer.text


def test_the_fixed_day_is_told(doorstep_with_notices: Doorstep) -> None:
    assert "8 November 2025" in doorstep_with_notices.client.get("/").text


@pytest.mark.parametrize("words", ["small building works", "cleaning"])
def test_an_opportunity_has_a_page_of_its_own(doorstep_with_notices: Doorstep, words: str) -> None:
    client = doorstep_with_notices.client
    card = client.begin().say(words).cards[0]
    page = client.get(f"/opportunities/{card['id']}")
    assert page.status == 200
    assert "Open Government Licence" in page.text
    assert card["source_url"] in page.text
    assert page.text.count("<h1>") == 1


def test_an_opportunity_without_a_value_says_so(doorstep_with_notices: Doorstep) -> None:
    client = doorstep_with_notices.client
    cards = client.begin().say("Anything for mentoring young people for the city council?").cards
    page = client.get(f"/opportunities/{cards[0]['id']}").text
    assert "Not stated" in page
    assert "Birmingham City Council" in page


def test_how_clean_the_notices_are_is_counted_by_kind_and_buyer(
    doorstep_with_notices: Doorstep,
) -> None:
    page = doorstep_with_notices.client.get("/quality")
    assert page.status == 200
    assert "Buyer without a registered number" in page.text
    assert '<a href="/quality?buyer=' in page.text
    assert "not about how a buyer behaves" in page.text
    assert "Open Government Licence v3.0. Source: " in page.text
    assert page.text.count("<h1>") == 1


def test_a_buyer_finds_which_of_its_notices_to_mend(doorstep_with_notices: Doorstep) -> None:
    client = doorstep_with_notices.client
    page = client.get("/quality?buyer=birmingham+city+council").text
    assert "How clean the notices of Birmingham City Council are" in page
    assert "To mend it: " in page
    notice = page.split('href="/opportunities/')[1].split('"')[0]
    assert client.get(f"/opportunities/{notice}").status == 200


def test_a_buyer_of_whom_nothing_is_held_is_told_so(doorstep_with_notices: Doorstep) -> None:
    answer = doorstep_with_notices.client.get("/quality?buyer=%3Cb%3Enobody")
    assert answer.status == 404
    assert "We hold no notice of a buyer of that name." in answer.text
    assert "<b>nobody" not in answer.text


def test_samples_are_not_counted_among_published_notices(client: Client) -> None:
    answer = client.get("/quality")
    assert answer.status == 200
    assert "there is nothing to count" in answer.text
    assert "X-Robots-Tag" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/quality", "/nothing"])
def test_each_page_leads_to_what_was_found_in_notices(client: Client, path: str) -> None:
    assert 'href="/quality"' in client.get(path).text


@pytest.mark.parametrize("path", ["/opportunities/nothing", "/opportunities/%ED%A0%80", "/nothing"])
def test_what_is_not_there_is_a_page_that_says_so(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert 'href="/"' in answer.text


def test_without_its_database_it_says_sorry_and_tells_nothing_of_its_insides(
    tmp_path: Path,
) -> None:
    doorstep = web_alone(tmp_path)
    try:
        client = doorstep.wait_for_page().client
        opened = client.begin()
        with closing(sqlite3.connect(tmp_path / "doorstep.sqlite3")) as connection:
            connection.executescript(
                "DROP TABLE turns; DROP TABLE conversations; DROP TABLE opportunities;"
            )
        page = client.get("/")
        assert_is_safe(page)
        assert (page.status, page.headers["Content-Type"][:9]) == (503, "text/html")
        assert_try_again(client.get(f"{opened.path}/messages", opened.opened), 503)
        assert client.get("/health").status == 200
        assert client.get("/ready").status == 503
    finally:
        doorstep.stop()


def test_health_tells_that_the_process_is_alive(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status, answer.json["status"]) == (200, "ok")


def test_ready_tells_that_a_message_would_be_answered(client: Client) -> None:
    answer = client.get("/ready")
    assert (answer.status, answer.json["status"]) == (200, "ready")
    assert set(answer.json["parts"].values()) == {"ready"}


def test_ready_tells_what_is_loading(doorstep_without_rasa: Doorstep) -> None:
    answer = doorstep_without_rasa.client.get("/ready")
    assert (answer.status, answer.json["status"]) == (503, "loading")
    assert answer.json["parts"]["dialogue"] in {"loading", "late"}
    assert answer.json["parts"]["database"] == "ready"
    assert int(answer.headers["Retry-After"]) >= 1


def test_the_page_is_up_while_rasa_is_loading(doorstep_without_rasa: Doorstep) -> None:
    client = doorstep_without_rasa.client
    assert client.get("/").status == 200
    assert client.get("/health").status == 200
    assert client.begin().history() == []
