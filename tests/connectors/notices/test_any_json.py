"""Any JSON that is no release is refused by its path in the file, and costs nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.notice import FindingKind, Refusal, Release
from connectors.notices.json_file import read_json
from tests.connectors.notices.conftest import Importing
from tests.connectors.notices.making import a_body, package, write
from tests.connectors.notices.test_any_release import ANYTHING, OBJECTS, TEXT

MANY = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WITHOUT_OCID = OBJECTS.map(lambda body: {k: v for k, v in body.items() if k != "ocid"})
WITHOUT_DATE = OBJECTS.map(lambda body: body | {"ocid": "ocds-x", "date": "no day"})
NO_RELEASE = ANYTHING.filter(lambda one: not isinstance(one, dict)) | WITHOUT_OCID | WITHOUT_DATE
ENTRIES = st.lists(st.none().map(lambda _: a_body()) | NO_RELEASE, min_size=1, max_size=6)
SHAPES: dict[str, tuple[Callable[[list[Any]], str], str]] = {
    "package": (lambda entries: package(*entries), " releases[{n}]"),
    "list": (json.dumps, " [{n}]"),
    "lines": (lambda entries: "\n".join(map(json.dumps, [a_body(), *entries])), " line {line}"),
    "lines of packages": (
        lambda entries: f"{package(a_body())}\n{package(*entries)}",
        " line 2 releases[{n}]",
    ),
}


def is_whole(entry: Any) -> bool:
    """Whether the test put a release there."""
    return isinstance(entry, dict) and entry.get("ocid") == a_body()["ocid"]


@MANY
@given(entries=ENTRIES)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_no_release_is_refused_by_its_path_and_its_neighbours_are_read(
    shape: str, entries: list[Any], tmp_path: Path
) -> None:
    written, path = SHAPES[shape]
    file = write(tmp_path / "any.json", written(entries))
    read = list(read_json(file))
    refused = [one.where for one in read if isinstance(one, Refusal)]
    wrong = [n for n, entry in enumerate(entries) if not is_whole(entry)]
    assert refused == [f"{file}{path.format(n=n, line=n + 2)}" for n in wrong]
    added = shape.startswith("lines")
    assert sum(isinstance(one, Release) for one in read) == len(entries) - len(wrong) + added


@MANY
@given(notices=st.lists(NO_RELEASE.filter(lambda one: one != {}), min_size=1, max_size=6))
def test_in_the_older_shape_too(notices: list[Any], tmp_path: Path) -> None:
    file = write(tmp_path / "any.json", json.dumps({"meta": {}, "contracts": notices}))
    refused = [one.where for one in read_json(file) if isinstance(one, Refusal)]
    assert refused == [f"{file} contracts[{n}]" for n in range(len(notices))]


@MANY
@given(content=NO_RELEASE)
def test_a_file_of_one_value_that_is_no_release_is_refused_as_a_whole(
    content: Any, tmp_path: Path
) -> None:
    file = write(tmp_path / "any.json", json.dumps(content))
    read = list(read_json(file))
    assert all(isinstance(one, Refusal) and one.reason.endswith(".") for one in read)
    assert len(read) >= 1
    assert all(one.where.startswith(str(file)) for one in read if isinstance(one, Refusal))


@MANY
@given(ids=st.lists(st.none() | TEXT, min_size=1, max_size=4))
def test_releases_without_an_id_are_imported_and_joined_by_their_ocid(
    make_importing: Callable[[], Importing], ids: list[str | None]
) -> None:
    days = [f"2025-10-0{n + 1}T09:00:00Z" for n in range(len(ids))]
    bodies = [a_body(id=one, date=day) for one, day in zip(ids, days, strict=True)]
    for body in bodies:
        if body["id"] is None:
            del body["id"]
    importing = make_importing()
    summary = importing(write(importing.folder / "any.json", package(*bodies)))
    importing.close()
    assert (summary.opportunities, summary.merged) == (1, len(ids) - 1)
    expected = 1 if any(not one for one in ids) else 0
    assert summary.warnings.get(FindingKind.NO_RELEASE_ID, 0) == expected
