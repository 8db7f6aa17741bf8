"""What is promised to whoever complains, as it stands in its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.bootstrap import CONTENT
from bot.domain.errors import SettingsError
from connectors.text.complaint_file import load_promise


def test_the_promise_keeps_within_what_the_law_sets_and_names_its_sources() -> None:
    promise = load_promise(CONTENT)
    assert 0 < promise.answer_days <= promise.acknowledge_days
    assert promise.keep_months > 0
    assert {one.valid_from for one in promise.law} == {date(2026, 6, 19)}
    assert all(one.url.startswith("https://www.legislation.gov.uk/") for one in promise.law)


@pytest.mark.parametrize("text", ["", "answer_days: many", "answer_days: 28", "- 1", "{"])
def test_a_file_without_its_form_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "complaints.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"complaints\.yml"):
        load_promise(tmp_path)
