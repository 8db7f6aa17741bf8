"""The Contracts Finder export, row by row."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.notice import Finding, FindingKind, Refusal, Release
from bot.domain.opportunity import Kind
from bot.ports import ReleaseCompiler
from connectors.notices.contracts_finder_csv import read_csv
from tests.connectors.notices.making import CSV_COLUMNS, table, write

HEADER = ",".join(CSV_COLUMNS)


def read(tmp_path: Path, content: str | bytes) -> tuple[list[Release], list[str]]:
    """The releases in an export of that content, and the reasons for what was refused."""
    entries = list(read_csv(write(tmp_path / "export.csv", content)))
    return (
        [one for one in entries if isinstance(one, Release)],
        [one.reason for one in entries if isinstance(one, Refusal)],
    )


def test_a_row_is_an_opportunity(tmp_path: Path, compiler: ReleaseCompiler) -> None:
    releases, refused = read(tmp_path, table({}))
    assert refused == []
    one = compiler.compile(releases).opportunity
    assert one.ocid is None
    assert one.kind is Kind.TENDER
    assert (one.title, one.reference) == ("Painting of a library", "BV-1")
    assert one.buyer.name == "Brindle Vale Council"
    assert one.value.amount == Decimal(12000)
    assert one.deadline == datetime(2025, 11, 21, 12, tzinfo=UTC)
    assert one.cpv == ("45442100",)


def test_the_lower_figure_is_the_value_where_there_is_no_higher(
    tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    releases, _ = read(tmp_path, table({"Value High": "0"}))
    assert compiler.compile(releases).opportunity.value.amount == Decimal(5000)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"Notice Type": "Pipeline"}, Kind.PLANNED),
        ({"Notice Type": "PreProcurement"}, Kind.MARKET_ENGAGEMENT),
        ({"Is sub-contract": "YES"}, Kind.SUBCONTRACT),
        ({"OJEU Procedure Type": "Dynamic purchasing system"}, Kind.OPEN_FRAMEWORK),
    ],
)
def test_the_notice_type_tells_the_kind(
    cells: dict[str, str], kind: Kind, tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    releases, _ = read(tmp_path, table(cells))
    assert compiler.compile(releases).opportunity.kind is kind


def test_a_row_one_cell_short_has_no_closing_time(
    tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    releases, refused = read(tmp_path, table({}).removesuffix(",12:00\r\n") + "\r\n")
    assert refused == []
    notice = compiler.compile(releases)
    assert notice.opportunity.deadline == datetime(2025, 11, 21, 23, 59, 59, tzinfo=UTC)
    assert FindingKind.DEADLINE_WITHOUT_TIME in {one.kind for one in notice.findings}


def test_the_first_of_january_of_the_year_one_is_no_date(
    tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    releases, _ = read(tmp_path, table({"Closing Date": "01/01/1"}))
    assert compiler.compile(releases).opportunity.deadline is None


def test_the_same_buyer_and_reference_are_the_same_process(tmp_path: Path) -> None:
    again = {
        "Organisation Name": " BRINDLE VALE COUNCIL ",
        "Published Date": "2025-10-09T09:00:00Z",
    }
    releases, _ = read(tmp_path, table({}, again, {"Organisation Name": "Another council"}))
    keys = [one.process_key for one in releases]
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Published Date": ""}, "no published date"),
        ({"Published Date": "yesterday"}, "no published date"),
        ({"Notice Identifier": " "}, "no notice identifier"),
        ({"Title": ""}, "no title"),
    ],
)
def test_a_row_that_cannot_be_used_costs_only_itself(
    cells: dict[str, str], reason: str, tmp_path: Path
) -> None:
    releases, refused = read(tmp_path, table(cells, {"Notice Identifier": "BV-2"}))
    assert len(releases) == 1
    assert reason in refused[0]


def test_a_row_with_too_many_cells_costs_only_itself(tmp_path: Path) -> None:
    first, second = table({}, {"Notice Identifier": "BV-2"}).splitlines()[1:]
    releases, refused = read(tmp_path, f"{HEADER}\r\n{first},surplus\r\n{second}\r\n")
    assert len(releases) == 1
    assert refused == ["The row has more cells than the header."]


def test_another_table_is_refused_with_what_its_header_lacks(tmp_path: Path) -> None:
    releases, refused = read(tmp_path, "Name,Title,Notice Type\r\nA,1,2\r\n")
    assert releases == []
    assert refused == ["The header lacks Notice Identifier, Organisation Name, Published Date."]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_table_that_was_saved_with_another_separator_is_read(
    separator: str, tmp_path: Path
) -> None:
    releases, refused = read(tmp_path, table({}).replace(",", separator))
    assert [one.body["tender"]["title"] for one in releases] == ["Painting of a library"]
    assert refused == []


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_another_encoding_is_read_and_the_repair_is_a_finding(
    encoding: str, name: str, tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    releases, refused = read(tmp_path, table({"Title": "Café"}).encode(encoding))
    notice = compiler.compile(releases)
    assert notice.opportunity.title == "Café"
    assert Finding(FindingKind.OTHER_ENCODING, name) in notice.findings
    assert refused == []


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\0", table({"Title": "Caf\0"}).encode(), HEADER.encode() + b"\x81"]
)
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    releases, refused = read(tmp_path, content)
    assert releases == []
    assert len(refused) == 1
    assert "save the file as UTF-8" in refused[0]


def test_a_quotation_mark_that_is_never_closed_takes_no_row_with_it_unsaid(
    tmp_path: Path,
) -> None:
    first, second = table({}, {"Title": "HERE", "Notice Identifier": "BV-2"}).splitlines()[1:]
    broken = second.replace("HERE", '"open')
    releases, refused = read(tmp_path, f"{HEADER}\r\n{first}\r\n{broken}\r\n{first}\r\n{first}")
    assert len(releases) == 1
    assert len(refused) == 1
    assert refused[0].startswith("Lines 3 to 5 are no row of a CSV table: ")


def test_a_row_with_a_quotation_mark_astray_costs_only_itself(tmp_path: Path) -> None:
    first, second = table({}, {"Title": "HERE", "Notice Identifier": "BV-2"}).splitlines()[1:]
    astray = second.replace("HERE", '"so called" painting')
    releases, refused = read(tmp_path, f"{HEADER}\r\n{astray}\r\n{first}")
    assert [one.body["id"] for one in releases] == ["BV-1"]
    assert len(refused) == 1


@pytest.mark.parametrize("amount", ["inf", "-inf", "nan", "1e300", "-5", "a lot", "1,000"])
def test_an_absurd_amount_counts_as_not_stated(
    amount: str, tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    releases, _ = read(tmp_path, table({"Value Low": "", "Value High": amount}))
    assert not compiler.compile(releases).opportunity.value.is_stated


def test_a_header_alone_has_nothing_in_it_and_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER + "\r\n") == ([], ["The table has no rows."])


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"Closing Date": "21.11.2025"}, Finding(FindingKind.MALFORMED_DATE, "21.11.2025 12:00")),
        ({"Closing Time": "noon"}, Finding(FindingKind.MALFORMED_DATE, "21/11/2025 noon")),
        ({"Start Date": "31/02/2026"}, Finding(FindingKind.MALFORMED_DATE, "31/02/2026 12:00")),
        ({"Value High": "12,000"}, Finding(FindingKind.MALFORMED_VALUE, "12,000")),
        ({"Value High": "-1"}, Finding(FindingKind.MALFORMED_VALUE, "-1.0")),
        ({"Status": "Paused"}, Finding(FindingKind.UNKNOWN_WORD, "status: Paused")),
        (
            {"OJEU Contract Type": "Mixed"},
            Finding(FindingKind.UNKNOWN_WORD, "mainProcurementCategory: Mixed"),
        ),
        (
            {"Suitable for SME": "Perhaps"},
            Finding(FindingKind.UNREADABLE_FIELD, "tender.suitability.sme"),
        ),
        (
            {"Is sub-contract": "Perhaps"},
            Finding(FindingKind.UNREADABLE_FIELD, "relatedProcesses"),
        ),
    ],
    ids=lambda one: str(one)[:40],
)
def test_a_cell_that_cannot_be_understood_is_noted(
    tmp_path: Path, compiler: ReleaseCompiler, cells: dict[str, str], finding: Finding
) -> None:
    columns = (*CSV_COLUMNS, "Start Date", "OJEU Contract Type", "Suitable for SME")
    releases, _ = read(tmp_path, table(cells, columns=columns))
    assert finding in compiler.compile(releases).findings


@pytest.mark.parametrize("answer", ["NotApplicable", "NotSpecified", ""])
def test_the_exports_own_words_for_nothing_are_no_unknown_words(
    tmp_path: Path, compiler: ReleaseCompiler, answer: str
) -> None:
    columns = (*CSV_COLUMNS, "OJEU Contract Type")
    releases, _ = read(tmp_path, table({"OJEU Contract Type": answer}, columns=columns))
    kinds = {one.kind for one in compiler.compile(releases).findings}
    assert FindingKind.NO_CATEGORY in kinds
    assert FindingKind.UNKNOWN_WORD not in kinds


def test_a_row_that_breaks_off_is_read_as_far_as_it_goes_and_noted(
    tmp_path: Path, compiler: ReleaseCompiler
) -> None:
    header, row = table({}).splitlines()
    cut = ",".join(row.split(",")[:8])
    releases, _ = read(tmp_path, f"{header}\n{cut}\n")
    found = compiler.compile(releases).findings
    assert Finding(FindingKind.ROW_CUT_SHORT, str(len(CSV_COLUMNS) - 8)) in found
