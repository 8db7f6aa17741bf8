"""OCDS releases out of JSON of every shape, and out of what is not."""

from __future__ import annotations

import json
from pathlib import Path

import ijson
import pytest

from bot.domain.notice import Refusal, Release
from connectors.notices.json_file import read_json
from connectors.notices.ocds_release import as_release, fingerprint_of
from tests.connectors.notices.making import a_body, package, write

ONE, TWO = a_body(), a_body(ocid="ocds-h6vhtk-made-up-2")
SHAPES = {
    "package": package(ONE, TWO),
    "bare releases": json.dumps({"releases": [ONE, TWO]}),
    "list": json.dumps([ONE, TWO]),
    "lines": f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n",
    "lines of packages": f"{package(ONE)}\n{package(TWO)}\n",
}
NOT_RELEASES = [
    "123",
    '"words"',
    "null",
    "true",
    "{}",
    "[]",
    '{"releases": []}',
    '{"releases": {}}',
    '{"releases": null}',
    '{"a": 1}\n{"b": 2}\n',
    '{"records": [{"ocid": "x"}]}',
]


def has_backend(name: str) -> bool:
    """Whether this machine has that parser of ijson's."""
    try:
        ijson.get_backend(name)
    except ijson.backends.YAJLImportError:
        return False
    return True


def shortly(number: str) -> str:
    """The number as the name of a case."""
    return number[:12]


BACKENDS = [name for name in ("yajl2_c", "yajl2_cffi", "yajl2", "python") if has_backend(name)]
BEYOND_MEASURE = "The release holds a number beyond all measure."


def read(tmp_path: Path, content: str | bytes) -> tuple[list[Release], list[str]]:
    """The releases in a file of that content, and the reasons for what was refused."""
    entries = list(read_json(write(tmp_path / "notices.json", content)))
    return (
        [one for one in entries if isinstance(one, Release)],
        [one.reason for one in entries if isinstance(one, Refusal)],
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_releases_are_found_in_every_shape(shape: str, tmp_path: Path) -> None:
    releases, refused = read(tmp_path, SHAPES[shape])
    assert [one.ocid for one in releases] == [ONE["ocid"], TWO["ocid"]]
    assert [one.feed for one in releases] == ["contracts_finder", "find_a_tender"]
    assert refused == []


def test_a_single_release_is_a_file_too(tmp_path: Path) -> None:
    releases, refused = read(tmp_path, json.dumps(ONE))
    assert [one.body for one in releases] == [ONE]
    assert refused == []


def test_the_mark_that_windows_puts_before_a_text_does_no_harm(tmp_path: Path) -> None:
    releases, refused = read(tmp_path, b"\xef\xbb\xbf" + package(ONE).encode())
    assert len(releases) == 1
    assert refused == []


@pytest.mark.parametrize("content", NOT_RELEASES)
def test_json_without_releases_says_so(content: str, tmp_path: Path) -> None:
    assert read(tmp_path, content) == ([], ["This JSON holds no OCDS releases."])


def test_the_older_shape_of_contracts_finder_is_read(tmp_path: Path) -> None:
    notice = {"id": "n-1", "title": "Painting", "published_date": "2025-10-01"}
    content = {"meta": {}, "stats": {}, "contracts": [notice, {"id": "n-2"}, 5]}
    releases, refused = read(tmp_path, json.dumps(content))
    assert [one.process_key for one in releases] == ["contracts_finder_v2-n-1"]
    assert refused == ["The notice has no id or no title.", "A notice must be a JSON object."]


def test_a_refusal_names_the_path_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_text(package(ONE, 5, TWO, None))
    where = [one.where for one in read_json(file) if isinstance(one, Refusal)]
    assert where == [f"{file} releases[1]", f"{file} releases[3]"]


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    file = tmp_path / "file.jsonl"
    three = a_body(ocid="ocds-b5fd17-made-up-3")
    lines = [json.dumps(ONE), '{"ocid": "ocds', "", json.dumps(TWO), "5", json.dumps(three)]
    file.write_text("\n".join(lines))
    entries = list(read_json(file))
    assert [one.ocid for one in entries if isinstance(one, Release)] == [
        ONE["ocid"],
        TWO["ocid"],
        three["ocid"],
    ]
    refused = [one.where for one in entries if isinstance(one, Refusal)]
    assert refused == [f"{file} line 2", f"{file} line 5"]


def test_a_file_that_is_nothing_but_brackets_is_refused_and_not_held_in_memory(
    tmp_path: Path,
) -> None:
    releases, refused = read(tmp_path, '{"releases": [' + "[" * 5_000_000)
    assert releases == []
    assert "nested too deeply" in refused[0]


@pytest.mark.parametrize(
    "content", ["hello", "<html></html>", "{releases: []}", "{'a': 1}", "{", "["]
)
def test_what_is_not_json_says_so_in_one_line(content: str, tmp_path: Path) -> None:
    releases, refused = read(tmp_path, content)
    assert releases == []
    assert len(refused) == 1
    assert "\n" not in refused[0]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_what_stands_before_a_break_is_kept(kept: int, tmp_path: Path) -> None:
    whole = package(ONE, TWO, a_body(ocid="ocds-b5fd17-made-up-3"))
    cut = whole.index(json.dumps((ONE, TWO, a_body(ocid="ocds-b5fd17-made-up-3"))[kept])) + 40
    releases, refused = read(tmp_path, whole[:cut])
    assert len(releases) == kept
    assert refused[0].startswith(f"The file breaks off or is damaged after {kept} releases: ")


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e5000", "-1.5E+999"])
def test_a_number_that_no_machine_holds_costs_its_release_and_no_other(
    number: str, backend: str, tmp_path: Path
) -> None:
    odd = a_body(ocid="ocds-b5fd17-made-up-9", tender={"value": {"amount": "HERE"}})
    content = package(ONE, odd, TWO, odd, TWO).replace('"HERE"', number)
    entries = list(read_json(write(tmp_path / "any.json", content), ijson.get_backend(backend)))
    releases = [one.ocid for one in entries if isinstance(one, Release)]
    assert releases == [ONE["ocid"], TWO["ocid"], TWO["ocid"]]
    assert [one for one in entries if isinstance(one, Refusal)] == [
        Refusal(f"{tmp_path / 'any.json'} releases[{n}]", BEYOND_MEASURE) for n in (1, 3)
    ]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "number", ["9" * 4000, str(2**63), str(-(2**63) - 1), "1e-400", "0.1"], ids=shortly
)
def test_any_other_number_is_read_by_every_parser(
    number: str, backend: str, tmp_path: Path
) -> None:
    body = a_body(extra="HERE")
    content = package(ONE, body, TWO).replace('"HERE"', number)
    file = write(tmp_path / "any.json", content)
    read_there = list(read_json(file, ijson.get_backend(backend)))
    assert [one.body for one in read_there if isinstance(one, Release)] == [
        ONE,
        body | {"extra": json.loads(number)},
        TWO,
    ]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("number", ["9" * 5000, "1e" + "9" * 30], ids=shortly)
def test_digits_that_no_parser_takes_end_the_file_with_a_reason(
    number: str, backend: str, tmp_path: Path
) -> None:
    content = package(ONE, a_body(extra="HERE"), TWO).replace('"HERE"', number)
    entries = list(read_json(write(tmp_path / "any.json", content), ijson.get_backend(backend)))
    assert isinstance(entries[0], Release)
    assert isinstance(entries[-1], Refusal)
    assert len(entries[-1].reason) < 300


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("content", ["{", '{"releases": [{"a": ]}', '{"releases": [1 2]}', "[01]"])
def test_every_parser_refuses_what_is_no_json(content: str, backend: str, tmp_path: Path) -> None:
    entries = list(read_json(write(tmp_path / "any.json", content), ijson.get_backend(backend)))
    assert entries != []
    assert all(isinstance(one, Refusal) for one in entries)


@pytest.mark.parametrize("number", ["1e400", "NaN", "-Infinity"])
def test_in_lines_it_costs_only_its_release(number: str, tmp_path: Path) -> None:
    odd = json.dumps(a_body(tender={"value": {"amount": "HERE"}})).replace('"HERE"', number)
    releases, refused = read(tmp_path, "\n".join([json.dumps(ONE), odd, json.dumps(TWO)]))
    assert [one.ocid for one in releases] == [ONE["ocid"], TWO["ocid"]]
    assert refused == ["The release holds a number beyond all measure."]


def test_a_very_large_whole_number_is_read(tmp_path: Path) -> None:
    large = a_body(ocid="ocds-b5fd17-made-up-9", tender={"value": {"amount": 10**30}})
    releases, refused = read(tmp_path, package(ONE, large, TWO))
    assert len(releases) == 3
    assert refused == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
def test_another_encoding_is_refused_in_one_readable_line(encoding: str, tmp_path: Path) -> None:
    written = json.dumps([a_body(tender={"title": "Café"})], ensure_ascii=False).encode(encoding)
    releases, refused = read(tmp_path, written)
    assert releases == []
    assert len(refused) == 1
    assert "\n" not in refused[0]
    assert "b'" not in refused[0]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (None, "JSON object"),
        ([], "JSON object"),
        ("ocid", "JSON object"),
        (a_body(ocid=None), "no ocid"),
        (a_body(ocid=" "), "no ocid"),
        (a_body(ocid=5), "no ocid"),
        (a_body(ocid="ocds\0"), "no ocid"),
        (a_body(ocid="ocds\ud800"), "no ocid"),
        (a_body(date=None), "no date"),
        (a_body(date="soon"), "no date"),
        (a_body(date="0001-01-01T00:00:00Z"), "no date"),
        (a_body(date="9999-12-31T23:59:59-05:00"), "no date"),
        (a_body() | {"tender": []}, "tender"),
    ],
)
def test_a_release_that_cannot_be_used_says_why(body: object, reason: str) -> None:
    refused = as_release(body, "file release 1")
    assert isinstance(refused, Refusal)
    assert refused.where == "file release 1"
    assert reason in refused.reason


def test_one_bad_release_does_not_cost_its_neighbours(tmp_path: Path) -> None:
    releases, refused = read(tmp_path, package(ONE, 5, {"ocid": "x"}, None, TWO))
    assert len(releases) == 2
    assert len(refused) == 3


def test_a_release_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    deep = package(a_body(extra="HERE"), TWO).replace('"HERE"', "[" * 3000 + "]" * 3000)
    releases, refused = read(tmp_path, deep)
    assert [one.ocid for one in releases] == [TWO["ocid"]]
    assert refused == ["The release is nested too deeply."]


def test_the_fingerprint_is_of_the_content_not_of_its_order() -> None:
    turned = dict(reversed(list(ONE.items())))
    assert fingerprint_of(turned) == fingerprint_of(ONE)
    assert fingerprint_of(ONE | {"id": "other"}) != fingerprint_of(ONE)
    assert fingerprint_of({"title": "\ud800"})
