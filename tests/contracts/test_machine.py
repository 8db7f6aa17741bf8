"""What is seen of the machine."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bot.machine import ThisMachine


def test_room_is_that_of_the_nearest_folder_there_is(tmp_path: Path) -> None:
    room = shutil.disk_usage(tmp_path).free // (1024 * 1024)
    there = ThisMachine().free_megabytes(tmp_path)
    assert abs(there - room) < 1024
    assert abs(ThisMachine().free_megabytes(tmp_path / "not" / "yet") - room) < 1024


def test_only_a_file_with_something_in_it_can_be_read(tmp_path: Path) -> None:
    full, empty = tmp_path / "full", tmp_path / "empty"
    full.write_text("x", encoding="utf-8")
    empty.touch()
    readable = ThisMachine().is_readable
    assert readable(full)
    assert not readable(empty)
    assert not readable(tmp_path)
    assert not readable(tmp_path / "nothing")
    assert not readable(full / "below")


def test_a_file_is_open_where_it_and_every_folder_above_it_are() -> None:
    is_open = ThisMachine().is_open
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        file = folder / "words"
        file.touch()
        file.chmod(0o644)
        assert not is_open(file), "a folder for its owner alone keeps it"
        folder.chmod(0o755)
        assert is_open(file) == all(one.stat().st_mode & 0o001 for one in folder.parents)
        file.chmod(0o640)
        assert not is_open(file)
        assert not is_open(folder / "nothing")
