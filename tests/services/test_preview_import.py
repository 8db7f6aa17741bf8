"""A preview: what would be stored, with nothing stored."""

from __future__ import annotations

from pathlib import Path

from bot.domain.notice import FileNote, ProcessKey, Refusal, Release
from bot.services import preview_import as service
from bot.services.preview_import import preview_import
from tests.examples import NOW, opportunity
from tests.fakes import FakeCompiler, FakeReader

FILE = Path("list.csv")


def release(key: str) -> Release:
    """A release of a process."""
    return Release(ProcessKey(key), None, NOW, "ocds", {"opportunity": opportunity(key)}, key)


def preview_of(*entries: Release | Refusal | FileNote) -> service.Preview:
    """The preview of one file with those entries."""
    return preview_import([FILE], FakeReader({FILE: list(entries)}), FakeCompiler())


def test_each_process_is_shown_once_and_each_refusal_and_note_told() -> None:
    refusal, note = Refusal("row 3", "It has no date."), FileNote("list.csv", "A note.")
    preview = preview_of(note, release("p"), release("q"), release("p"), refusal)
    assert [one.opportunity.id for one in preview.notices] == ["p", "q"]
    assert (preview.read, preview.processes) == (4, 2)
    assert (preview.refusals, preview.notes) == ([refusal], [note])


def test_what_cannot_be_joined_is_refused() -> None:
    without_title = Release(ProcessKey("p"), None, NOW, "ocds", {}, "p")
    preview = preview_of(without_title, release("q"))
    assert preview.processes == 1
    assert [one.where for one in preview.refusals] == ["p"]


def test_of_very_many_only_the_number_is_told() -> None:
    preview = preview_of(*(release(f"p{n}") for n in range(service.SHOWN + 20)))
    assert len(preview.notices) == service.SHOWN
    assert preview.processes == service.SHOWN + 20
