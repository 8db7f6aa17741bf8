"""The installation's secret."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError
from bot.secret import installation_secret
from bot.settings import read_settings


def test_one_that_is_set_is_taken_and_no_file_is_made(tmp_path: Path) -> None:
    assert installation_secret("x" * 40, tmp_path / "secret") == b"x" * 40
    assert list(tmp_path.iterdir()) == []


def test_without_one_it_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret"
    first = installation_secret("", file)
    assert len(first) >= 32
    assert installation_secret("", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["secret"]


def test_all_that_begin_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as many:
        made = set(many.map(lambda _: installation_secret("", tmp_path / "secret"), range(32)))
    assert len(made) == 1


def test_two_installations_have_two(tmp_path: Path) -> None:
    assert installation_secret("", tmp_path / "a") != installation_secret("", tmp_path / "b")


def test_a_file_that_is_nearly_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(SettingsError, match="DOORSTEP_SECRET_FILE"):
        installation_secret("", tmp_path / "secret")


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_SECRET"):
        installation_secret("", tmp_path)


def test_one_that_is_too_short_stops_the_start_and_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"secret": "easy-to-guess"})
    assert "DOORSTEP_SECRET" in str(caught.value)
    assert "easy-to-guess" not in str(caught.value)
