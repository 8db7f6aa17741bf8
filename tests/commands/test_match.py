"""`doorstep match`: files of profiles and notices in, a ranking out, all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

RELEASE: dict[str, Any] = {
    "ocid": "ocds-b5fd17-1",
    "id": "1",
    "date": "2025-10-01T00:00:00Z",
    "tag": ["tender"],
    "buyer": {"name": "Birmingham City Council"},
    "tender": {
        "title": "Window cleaning of three schools",
        "description": "Window cleaning, twice a year.",
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "90911300"}}],
        "tenderPeriod": {"endDate": "2025-12-01T12:00:00Z"},
        "value": {"amount": 20000, "currency": "GBP"},
    },
}
CATERING = RELEASE | {
    "ocid": "local-cfv2-2",
    "id": "2",
    "tender": {"title": "Hot lunches &amp; catering", "value": {"amount": -5},
        "tenderPeriod": {"endDate": "2025-12-01T12:00:00Z"}, "items": [
        {"id": "1", "classification": {"scheme": "CPV", "id": "99999999"}}]},
}  # fmt: skip
PROFILES: list[dict[str, Any]] = [
    {"profile_id": "windows", "text": "window cleaner", "postcode": "B8 3HJ", "max_value": 50000},
    {"profile_id": "cook", "text": "I cook, catering", "postcode": None, "max_value": None},
    {"profile_id": "glasgow", "text": "cleaning", "postcode": "G1 1AA", "max_value": -3},
    {"profile_id": "silent", "text": ""},
]


def lines(file: Path, rows: list[Any]) -> Path:
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


class Files:
    """The files of a run, good unless they are changed."""

    def __init__(self, folder: Path) -> None:
        self.profiles = lines(folder / "profiles.jsonl", PROFILES)
        self.notices = lines(folder / "notices.jsonl", [RELEASE, CATERING])
        self.out = folder / "ranking.jsonl"

    @property
    def options(self) -> list[str]:
        named = {"--profiles": self.profiles, "--notices": self.notices, "--out": self.out}
        return [str(part) for option in named.items() for part in option]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def those(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.mark.parametrize("way", [["--fit-only"], ["--as-of", "2025-11-08"]])
def test_every_profile_has_every_notice_in_an_order_without_gaps(
    doorstep: Run, those: Files, way: list[str]
) -> None:
    ran = doorstep("match", *way, *those.options)
    assert (ran.exit_code, ran.stdout) == (0, "")
    keys = {"profile_id", "notice_id", "rank", "score", "reasons", "against"}
    assert {frozenset(row) for row in those.rows} == {frozenset(keys)}
    order = [(row["profile_id"], row["rank"]) for row in those.rows]
    assert order == [(profile["profile_id"], rank) for profile in PROFILES for rank in (1, 2)]
    first = {row["profile_id"]: row["notice_id"] for row in those.rows if row["rank"] == 1}
    assert (first["windows"], first["cook"]) == ("ocds-b5fd17-1", "local-cfv2-2")


def test_the_top_is_cut(doorstep: Run, those: Files) -> None:
    doorstep("match", "--fit-only", "--top", "1", *those.options)
    assert [row["rank"] for row in those.rows] == [1] * len(PROFILES)


def test_a_second_run_writes_the_same(doorstep: Run, those: Files) -> None:
    doorstep("match", "--as-of", "2025-11-08", *those.options)
    before = those.out.read_bytes()
    doorstep("match", "--as-of", "2025-11-08", *those.options)
    assert those.out.read_bytes() == before


def test_a_place_that_no_distance_is_known_from_is_told(doorstep: Run, those: Files) -> None:
    ran = doorstep("match", "--as-of", "2025-11-08", *those.options)
    assert "glasgow: no distances are known from 'G1 1AA'" in ran.stderr
    said = [s for row in those.rows if row["profile_id"] == "glasgow" for s in row["reasons"]]
    assert not [s for s in said if "miles" in s]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "this is not JSON"),
        ("[]", "must be a JSON object"),
        ('{"text": "x"}', "profile_id"),
        ('{"profile_id": "", "text": "x"}', "profile_id"),
        ('{"profile_id": "a"}', "text must be a text"),
        ('{"profile_id": "a", "text": "x", "postcode": 8}', "postcode"),
        ('{"profile_id": "a", "text": "x", "max_value": "20k"}', "max_value"),
        ('{"profile_id": "a", "text": "x", "max_value": true}', "max_value"),
        ('{"profile_id": "a", "text": "x", "max_value": NaN}', "max_value"),
        ('{"profile_id": "windows", "text": "x"}', "stands twice"),
    ],
)
def test_a_wrong_profile_is_named_by_file_line_and_field_and_the_others_are_ranked(
    doorstep: Run, those: Files, line: str, says: str
) -> None:
    with those.profiles.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 0
    (told,) = [each for each in ran.stderr.splitlines() if each.startswith("left out: ")]
    assert f"{those.profiles} line {len(PROFILES) + 2}: " in told
    assert says in told
    ranked = dict.fromkeys(row["profile_id"] for row in those.rows)
    assert list(ranked) == [profile["profile_id"] for profile in PROFILES]


def test_where_no_profile_is_right_nothing_is_written(doorstep: Run, those: Files) -> None:
    those.profiles.write_text('{"text": "x"}\n{\n', encoding="utf-8")
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 2
    assert f"{those.profiles} line 1: profile_id" in ran.stderr
    assert not ran.has_stack_trace
    assert not those.out.exists()


@pytest.mark.parametrize("line", ["{", '"x"', '{"id": "1"}', '{"ocid": "a", "date": "soon"}'])
def test_a_wrong_notice_is_named_by_file_and_line_and_the_others_are_ranked(
    doorstep: Run, those: Files, line: str
) -> None:
    with those.notices.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 0
    assert f"left out: {those.notices} line 3" in ran.stderr
    assert {row["notice_id"] for row in those.rows} == {"ocds-b5fd17-1", "local-cfv2-2"}


def test_where_no_notice_is_right_the_old_ranking_stays(doorstep: Run, those: Files) -> None:
    those.out.write_text("as before", encoding="utf-8")
    those.notices.write_text('{"id": "1"}\n', encoding="utf-8")
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 2
    assert "no notice in it that can be ranked" in ran.stderr
    assert not ran.has_stack_trace
    assert those.out.read_text(encoding="utf-8") == "as before"


def test_a_process_without_a_title_is_told_of_and_left_out(doorstep: Run, those: Files) -> None:
    with those.notices.open("a", encoding="utf-8") as file:
        file.write(json.dumps(RELEASE | {"ocid": "ocds-3", "tender": {}}) + "\n")
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 0
    assert "left out: ocds-3" in ran.stderr
    assert {row["notice_id"] for row in those.rows} == {"ocds-b5fd17-1", "local-cfv2-2"}


@pytest.mark.parametrize("missing", ["profiles", "notices"])
def test_a_file_that_is_not_there_is_told_in_a_sentence(
    doorstep: Run, those: Files, missing: str
) -> None:
    getattr(those, missing).unlink()
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 2
    assert getattr(those, missing).name in ran.stderr
    assert not ran.has_stack_trace


def test_a_folder_that_is_not_there_cannot_be_written_to(doorstep: Run, those: Files) -> None:
    those.out = those.out.parent / "nowhere" / "ranking.jsonl"
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 2
    assert "cannot be written" in ran.stderr


def test_half_a_letter_goes_out_as_it_came_in(doorstep: Run, those: Files) -> None:
    lines(those.profiles, [{"profile_id": "\ud83c", "text": "\ud83c cleaner"}])
    ran = doorstep("match", "--fit-only", *those.options)
    assert ran.exit_code == 0
    assert {row["profile_id"] for row in those.rows} == {"\ud83c"}
