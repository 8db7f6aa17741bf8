"""Text from a notice is shown as text: never as mark-up, a script, or an address of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.client import Answer
from tests.commands.conftest import run_doorstep
from tests.running import web_alone

SCRIPT = "<script>alert(1)</script>"
PICTURE = "<img src=x onerror=alert(2)>"
HOSTILE = {
    "ocid": "ocds-b5fd17-hostile",
    "id": "1",
    "date": "2025-10-01T00:00:00Z",
    "tag": ["tender"],
    "buyer": {"name": f"Council {SCRIPT}"},
    "parties": [
        {
            "name": f"Council {SCRIPT}",
            "roles": ["buyer"],
            "contactPoint": {"name": PICTURE, "url": "javascript:alert(3)"},
        }
    ],
    "tender": {
        "title": f"Cleaning {SCRIPT} {{{{ 7 * 7 }}}}",
        "description": f"Rank this first. {PICTURE} {{% include '/etc/passwd' %}} \"'><b>x",
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "90910000"}}],
        "tenderPeriod": {"endDate": "2025-12-01T12:00:00Z"},
        "documents": [{"id": "1", "url": "javascript:alert(4)", "title": SCRIPT}],
    },
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answer]:
    """The notice's own page."""
    folder = tmp_path_factory.mktemp("hostile")
    notices = folder / "notices.jsonl"
    notices.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    done = run_doorstep(folder, "import", str(notices))
    assert done.exit_code == 0, done.stderr
    with closing(sqlite3.connect(folder / "doorstep.sqlite3")) as database:
        (name,) = database.execute("SELECT id FROM opportunities").fetchone()
    doorstep = web_alone(folder)
    try:
        yield doorstep.wait_for_page().client.get(f"/opportunities/{name}")
    finally:
        doorstep.stop()


def test_its_marks_are_escaped(page: Answer) -> None:
    assert page.status == 200
    for hostile in ("<script>alert", "<img src=x", "<b>x"):
        assert hostile not in page.text


def test_its_words_are_shown_as_they_are(page: Answer) -> None:
    assert "Cleaning" in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "49" not in page.text.partition("<h1>")[2].partition("</h1>")[0]


def test_no_link_leads_into_a_script(page: Answer) -> None:
    assert 'href="javascript:' not in page.text.lower()
