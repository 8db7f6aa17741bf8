"""Which files are read, and as what."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.bootstrap import make_reader
from bot.domain.notice import Refusal, Release
from tests.connectors.notices.making import a_body, package, table, write

READER = make_reader()


def read(path: Path) -> tuple[int, list[str]]:
    """How many releases were read, and the reasons for what was refused."""
    entries = list(READER.read(path))
    refused = [one.reason for one in entries if isinstance(one, Refusal)]
    return sum(isinstance(one, Release) for one in entries), refused


def test_a_folder_is_read_to_its_depths_and_what_is_no_notice_file_is_left_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "2025" / "october").mkdir(parents=True)
    write(tmp_path / "a.json", package(a_body()))
    write(tmp_path / "2025" / "B.JSON", package(a_body()))
    write(tmp_path / "2025" / "october" / "c.csv", table({}))
    write(tmp_path / "2025" / "d.jsonl", package(a_body()))
    for other in ("notes.txt", "photo.png", "old.json.bak", "README"):
        write(tmp_path / other, b"\x89PNG\0")
    (tmp_path / "folder.json").mkdir()
    assert read(tmp_path) == (4, [])


def test_a_folder_of_other_things_says_so(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", "nothing")
    assert read(tmp_path) == (0, ["No .json, .jsonl, .csv or .xlsx file is in this folder."])


def test_files_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("c", "a", "b"):
        write(tmp_path / f"{name}.json", package(a_body(ocid=f"ocds-x-{name}")))
    read_first = [one.ocid for one in READER.read(tmp_path) if isinstance(one, Release)]
    assert read_first == ["ocds-x-a", "ocds-x-b", "ocds-x-c"]


def test_a_file_named_itself_is_read_by_what_is_in_it(tmp_path: Path) -> None:
    assert read(write(tmp_path / "notices.txt", package(a_body()))) == (1, [])
    assert read(write(tmp_path / "download", "\n\n " + package(a_body()))) == (1, [])
    assert read(write(tmp_path / "table.csv", package(a_body()))) == (1, [])


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.txt"])
def test_an_empty_file_says_so(name: str, content: bytes, tmp_path: Path) -> None:
    assert read(write(tmp_path / name, content)) == (0, ["The file is empty."])


@pytest.mark.parametrize("content", [b"\x89PNG\r\n", b"<html></html>", b"words"])
def test_another_kind_of_file_says_so(content: bytes, tmp_path: Path) -> None:
    count, refused = read(write(tmp_path / "download", content))
    assert count == 0
    assert len(refused) == 1
    assert refused[0].startswith("This is neither JSON nor a table: ")


def test_what_a_workbook_leaves_beside_itself_while_it_is_open_is_left_alone(
    tmp_path: Path,
) -> None:
    write(tmp_path / "~$list.xlsx", b"\x05Somebody")
    write(tmp_path / "a.json", package(a_body()))
    assert read(tmp_path) == (1, [])


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert read(tmp_path / "missing.json") == (0, ["There is no such file or folder."])


def test_a_link_to_nowhere_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "a.json", package(a_body()))
    assert read(tmp_path) == (1, [])


def test_a_file_that_may_not_be_opened_says_so(tmp_path: Path) -> None:
    # A socket's file can be opened by nobody, not even by root.
    pipe = tmp_path / "socket.json"
    os.mknod(pipe, 0o600 | 0o140000)
    _, refused = read(pipe)
    assert refused[0].startswith("The file cannot be opened: ")
