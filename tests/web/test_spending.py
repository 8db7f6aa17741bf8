"""The pages of past spending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client import Client
from tests.commands.conftest import run_doorstep
from tests.running import ROOT, Doorstep, web_alone

COUNCIL = "/spending/birmingham-city-council"
FILE = ROOT / "tests" / "samples" / "payments" / "eastside_made_up.csv"
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def with_payments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A Doorstep that holds the made-up payments as the council's."""
    folder = tmp_path_factory.mktemp("spending")
    ran = run_doorstep(folder, "spending", str(FILE), "--buyer", "bcc")
    assert ran.exit_code == 0, ran.stderr
    doorstep = web_alone(folder)
    try:
        yield doorstep.wait_for_page().client
    finally:
        doorstep.stop()


def text_of(client: Client, path: str) -> str:
    """What the page says, its tags taken off."""
    answer = client.get(path)
    assert answer.status == 200
    return " ".join(TAGS.sub(" ", answer.text).split())


def test_what_travels_along_is_shown_at_once(doorstep_without_rasa: Doorstep) -> None:
    client = doorstep_without_rasa.client
    page = client.get("/spending").text
    assert f'href="{COUNCIL}"' in page
    assert "185,759 payments by card" in page
    shown = text_of(client, COUNCIL)
    assert "Catering and hospitality" in shown
    assert "At least 2,387 for £100 or less" in shown
    assert "from 2014 to 2018" in shown


def test_it_says_that_it_is_past_and_what_is_not_claimed(doorstep_without_rasa: Doorstep) -> None:
    client = doorstep_without_rasa.client
    for path in ("/spending", COUNCIL):
        assert "not what the buyer buys now" in text_of(client, path)
    told = text_of(client, "/spending")
    assert "What is not claimed" in told
    assert "How the figures came about" in told


def test_it_says_where_to_ask_and_where_that_is_from(doorstep_without_rasa: Doorstep) -> None:
    shown = text_of(doorstep_without_rasa.client, COUNCIL)
    assert "etendering@birmingham.gov.uk" in shown
    assert "Find a Tender notice" in shown


def test_buyers_without_records_are_named(doorstep_without_rasa: Doorstep) -> None:
    assert "Aston University" in text_of(doorstep_without_rasa.client, "/spending")


def test_imported_payments_are_shown_by_place_and_by_what_a_small_firm_could_do(
    with_payments: Client,
) -> None:
    shown = text_of(with_payments, COUNCIL)
    assert "from April 2024 to March 2025" in shown
    for part in ("In Birmingham", "Further away", "A small firm could have supplied it"):
        assert part in shown
    assert "less than £25,000 without VAT for one payee" in shown
    assert "Left out: grants and payments to people" in shown
    assert "Widget Calibration" in shown, "a heading that the guide lacks stands as it is"


def test_nobody_who_was_paid_is_shown(with_payments: Client) -> None:
    shown = text_of(with_payments, COUNCIL)
    for name in ("Bright Windows", "Saltley Caterers", "Mega Facilities", "Handy Repairs"):
        assert name not in shown


def test_every_bar_stands_in_a_table_that_says_the_same(with_payments: Client) -> None:
    page = with_payments.get(COUNCIL).text
    bars = re.findall(r"<svg[^>]*>", page)
    assert bars
    assert all('aria-hidden="true"' in bar for bar in bars)
    assert page.count("<table") == page.count("<caption>")
    assert "style=" not in page


def test_published_figures_are_not_called_made_up(doorstep_without_rasa: Doorstep) -> None:
    answer = doorstep_without_rasa.client.get("/spending")
    assert "made-up" not in answer.text
    assert "X-Robots-Tag" not in answer.headers


def test_every_page_leads_there(doorstep_without_rasa: Doorstep) -> None:
    for path in ("/", "/nothing", COUNCIL):
        assert 'href="/spending"' in doorstep_without_rasa.client.get(path).text


@pytest.mark.parametrize("path", ["/spending/nobody", "/spending/aston-university"])
def test_a_buyer_without_records_has_no_page(doorstep_without_rasa: Doorstep, path: str) -> None:
    answer = doorstep_without_rasa.client.get(path)
    assert answer.status == 404
    assert "We hold no payments of a buyer" in answer.text
    assert "opportunity" not in answer.text


def test_where_nothing_was_small_enough_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_text(
        "Date,Amount,Supplier,Expense Type\n"
        "01/02/2024,90000,Mega,Cleaning\n01/02/2024,600,Tall,Widget Calibration\n"
    )
    ran = run_doorstep(tmp_path, "spending", str(file), "--buyer", "bcc")
    assert ran.exit_code == 0, ran.stderr
    doorstep = web_alone(tmp_path)
    try:
        told = text_of(doorstep.wait_for_page().client, COUNCIL)
    finally:
        doorstep.stop()
    assert "In these payments there was nothing of that sort." in told
    assert "under 1% of the money" in told
