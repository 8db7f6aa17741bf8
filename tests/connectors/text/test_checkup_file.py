"""From when on a check-up speaks up, as it stands in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import CONTENT
from bot.domain.errors import SettingsError
from connectors.text.checkup_file import load_limits


def test_the_limits_are_read_and_sensible() -> None:
    limits = load_limits(CONTENT)
    assert 0 < limits.disk_full_megabytes < limits.disk_low_megabytes
    assert limits.guidance_review_days >= 30
    assert limits.sync_late_hours > 24, "a schedule may be daily"


@pytest.mark.parametrize("text", ["", "guidance_review_days: 1", "{", "- 1"])
def test_a_file_without_its_form_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "checkup.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"checkup\.yml"):
        load_limits(tmp_path)
