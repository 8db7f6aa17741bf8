"""What is seen of the machine."""

from __future__ import annotations

import shutil
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
