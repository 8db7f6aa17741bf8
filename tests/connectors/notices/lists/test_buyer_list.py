"""A buyer's own list in CSV: what each row comes to, and why one is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.money import Basis, Vat
from bot.domain.notice import FindingKind
from bot.domain.opportunity import BUYER_LIST, Category, Kind, State, SuitableFor, Visibility
from tests.connectors.notices.lists.making import (
    COLUMNS,
    COMPILER,
    ROW,
    SAVED,
    a_table,
    as_csv,
    csv_file,
    one_of,
    read,
    refusals_of,
)


def test_a_row_is_an_opportunity_as_the_buyer_states_it(tmp_path: Path) -> None:
    one = one_of(tmp_path).opportunity
    assert (one.title, one.reference) == (ROW["Title"], "BV-1")
    assert (one.kind, one.visibility) == (Kind.QUICK_QUOTE, Visibility.ADVERTISED)
    assert one.buyer.name == "Brindle Vale Council"
    assert (one.value.amount, one.value.vat, one.value.basis) == (
        Decimal(7200),
        Vat.EXCLUDED,
        Basis.TOTAL,
    )
    assert one.deadline == datetime(2026, 12, 31, 12, tzinfo=UTC)
    assert one.coverage.postcode == "B9 5SS"
    assert one.coverage.point is not None
    assert one.cpv == ("90911300",)
    assert one.category is Category.SERVICES
    assert one.how_to_respond == "Send us your price by e-mail."
    assert one.contact is not None
    assert one.contact.email == "buying@example.org"
    assert one.ocid is None


def test_its_source_is_the_buyers_list_as_of_when_the_file_was_saved(tmp_path: Path) -> None:
    one = one_of(tmp_path).opportunity
    assert (one.source.name, one.source.as_of) == (BUYER_LIST, SAVED)
    assert one.published_at == SAVED
    assert one.source.url is None


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.RE_LET])
def test_the_kind_is_the_one_that_the_row_names(kind: Kind, tmp_path: Path) -> None:
    said = (COLUMNS["kind"].choices or {})[kind][0]
    assert one_of(tmp_path, **{"What kind": said}).opportunity.kind is kind


def test_other_columns_are_carried_through(tmp_path: Path) -> None:
    one = one_of(
        tmp_path,
        **{
            "Category": "Light touch",
            "Suitable for VCSEs": "yes",
            "Suitable for SMEs": "N",
            "Reserved for": "Supported businesses",
            "Start": "1 February 2027",
            "End": "2029-01-31",
            "Link": "https://example.org/windows",
            "Delivery postcode or area": "Birmingham; Solihull",
        },
    ).opportunity
    assert one.category is Category.LIGHT_TOUCH
    assert one.suitable_for == {SuitableFor.VCSE}
    assert one.reserved_for == "Supported businesses"
    assert (one.starts_on, one.ends_on) == (date(2027, 2, 1), date(2029, 1, 31))
    assert one.source.url == "https://example.org/windows"
    assert one.coverage.regions == ("Birmingham", "Solihull")


def test_what_the_row_does_not_say_stays_unknown(tmp_path: Path) -> None:
    one = one_of(tmp_path, **{"VAT": "", "Total or yearly": "", "Category": ""}).opportunity
    assert (one.value.vat, one.value.basis) == (Vat.UNKNOWN, Basis.UNKNOWN)
    assert one.category is None
    assert not one_of(tmp_path, **{"Value (£)": ""}).opportunity.value.is_stated


def test_a_deadline_without_a_time_is_the_end_of_that_day_in_london_and_a_finding(
    tmp_path: Path,
) -> None:
    notice = one_of(tmp_path, **{"Deadline date": "30/06/2027", "Deadline time": ""})
    assert notice.opportunity.deadline == datetime(2027, 6, 30, 22, 59, 59, tzinfo=UTC)
    assert FindingKind.DEADLINE_WITHOUT_TIME in {one.kind for one in notice.findings}


def test_a_deadline_with_a_time_is_that_moment_in_london(tmp_path: Path) -> None:
    notice = one_of(tmp_path, **{"Deadline date": "30/06/2027", "Deadline time": "2pm"})
    assert notice.opportunity.deadline == datetime(2027, 6, 30, 13, tzinfo=UTC)
    assert FindingKind.DEADLINE_WITHOUT_TIME not in {one.kind for one in notice.findings}


def test_a_row_that_was_withdrawn_is_cancelled(tmp_path: Path) -> None:
    one = one_of(tmp_path, Withdrawn="Yes").opportunity
    assert one.state_at(SAVED + timedelta(minutes=1)) is State.CANCELLED


def test_columns_may_stand_in_any_order_under_other_names_below_a_title(tmp_path: Path) -> None:
    names = {"Reference": "OUR REF.", "Buyer": "organisation", "Value (£)": "Budget"}
    header, *rows = a_table({})
    renamed = [[names.get(name, name.upper()) for name in header], *rows]
    table = [["Our list"], [], *(row[::-1] for row in renamed)]
    releases, refused, noted = read(csv_file(tmp_path, as_csv(table)))
    assert [one.body["tender"]["title"] for one in releases] == [ROW["Title"]]
    assert (refused, noted) == ([], [])


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_any_usual_separator_will_do(separator: str, tmp_path: Path) -> None:
    releases, refused, _ = read(csv_file(tmp_path, as_csv(a_table({}), separator)))
    assert (len(releases), refused) == (1, [])


def test_columns_that_nobody_reads_are_named(tmp_path: Path) -> None:
    header = [*ROW, "Budget holder", "", "Empty"]
    rows = a_table({"Budget holder": "J.", "": "loose"}, header=header)
    file = csv_file(tmp_path, as_csv(rows))
    (release,), refused, noted = read(file)
    named = f"'Budget holder', number {len(ROW) + 2}, 'Empty'"
    assert noted == [f": These columns are not read: {named}."]
    assert refused == []
    kinds = [one.kind for one in COMPILER.compile([release]).findings]
    assert kinds.count(FindingKind.UNREAD_COLUMN) == 3


@pytest.mark.parametrize("name", ["Reference", "Title", "Buyer", "What kind", "Who may see it"])
def test_a_column_that_must_be_there_is_named_in_one_sentence(name: str, tmp_path: Path) -> None:
    header = [one for one in ROW if one != name]
    _, refused, _ = read(csv_file(tmp_path, as_csv(a_table({}, header=header))))
    assert refused == [f": The header lacks {name}."]


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    _, refused, _ = read(csv_file(tmp_path, as_csv(a_table({}, header=[*ROW, "Ref"]))))
    assert refused == [": Two columns mean Reference: 'Reference' and 'Ref'."]


def test_another_table_says_what_a_list_needs(tmp_path: Path) -> None:
    _, refused, _ = read(csv_file(tmp_path, "a,b\n1,2\n"))
    needed = "Reference, Title, Buyer, What kind, Who may see it"
    assert refused == [f": The file has no row with the columns of a list: {needed}."]


def test_a_header_without_rows_says_so(tmp_path: Path) -> None:
    assert read(csv_file(tmp_path, as_csv(a_table())))[1] == [
        ": The list has a header and no rows."
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"Reference": " "}, "Reference: this must be filled in."),
        ({"Who may see it": ""}, "Who may see it: this must be filled in."),
        ({"What kind": "re-let"}, "What kind: 're-let' is none of the choices;"),
        (
            {"Deadline date": "31/02/2026"},
            "Deadline date: '31/02/2026' is not a date; write it as 31/12/2026.",
        ),
        ({"Deadline date": ""}, "Deadline date: this must be filled in for this kind."),
        ({"Deadline time": "noonish"}, "Deadline time: 'noonish' is not a time;"),
        ({"Value (£)": "#REF!"}, "Value (£): the spreadsheet shows #REF! here;"),
        ({"Start": "1/1/2028", "End": "1/1/2027"}, "End: this is before the start."),
        (
            {"How to respond": "", "Contact (role mailbox)": ""},
            "Fill in at least one of How to respond, Link, Contact (role mailbox).",
        ),
    ],
)
def test_a_row_is_refused_by_its_number_and_column(
    changes: dict[str, str], reason: str, tmp_path: Path
) -> None:
    (said,) = refusals_of(tmp_path, changes)
    assert said.startswith(f"row 2: {reason}")


def test_all_faults_of_a_row_are_told_at_once_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    bad = {"Value (£)": "a lot", "Deadline date": "soon", "VAT": "maybe"}
    releases, refused, _ = read(csv_file(tmp_path, as_csv(a_table({"Reference": "BV-2"}, bad))))
    assert len(releases) == 1
    assert len(refused) == 1
    assert all(name in refused[0] for name in ("Value (£): ", "Deadline date: ", "VAT: "))


@pytest.mark.parametrize(
    ("kind", "ends", "is_refused"),
    [
        ("Planned", "", False),
        ("Open framework", "", True),
        ("Open framework", "31/12/2029", False),
        ("Market engagement", "", True),
    ],
)
def test_only_what_is_planned_or_runs_on_to_an_end_needs_no_deadline(
    kind: str, ends: str, is_refused: bool, tmp_path: Path
) -> None:
    changes = {"What kind": kind, "Deadline date": "", "Deadline time": "", "End": ends}
    assert bool(refusals_of(tmp_path, changes)) is is_refused


def test_the_same_reference_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    again = {"Title": "Another", "Buyer": "BRINDLE VALE COUNCIL"}
    other = {"Buyer": "Another council"}
    releases, refused, _ = read(csv_file(tmp_path, as_csv(a_table({}, again, other))))
    assert len(releases) == 2
    assert len(refused) == 1
    assert refused[0].startswith("row 3: The same reference of the same buyer stands in ")


def test_blank_rows_cost_nothing_and_still_count(tmp_path: Path) -> None:
    header, row = a_table({"Title": ""})
    table = [header, [], [" " for _ in header], row]
    assert read(csv_file(tmp_path, as_csv(table)))[1] == ["row 4: Title: this must be filled in."]


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    header, row = a_table({})
    _, refused, _ = read(csv_file(tmp_path, as_csv([header, [*row, "x"]])))
    assert refused == ["row 2: The row has more cells than the header."]


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", None)]
)
def test_another_encoding_is_read_and_told(encoding: str, name: str | None, tmp_path: Path) -> None:
    content = as_csv(a_table({"Title": "Café, £5 a head"})).encode(encoding)
    (release,), refused, noted = read(csv_file(tmp_path, content))
    notice = COMPILER.compile([release])
    assert notice.opportunity.title == "Café, £5 a head"
    assert refused == []
    assert noted == ([f": The file is not UTF-8; it was read as {name}."] if name else [])
    details = [f.detail for f in notice.findings if f.kind is FindingKind.OTHER_ENCODING]
    assert details == ([name] if name else [])


@pytest.mark.parametrize("dangerous", ["=1+1", "+44 121", "-5 degrees", "@home", "=cmd|'/C x'!A0"])
def test_what_looks_like_a_formula_is_kept_as_the_text_that_it_is(
    dangerous: str, tmp_path: Path
) -> None:
    assert one_of(tmp_path, Title=dangerous).opportunity.title == dangerous
    assert one_of(tmp_path, Title=f"'{dangerous}").opportunity.title == dangerous


def test_marks_that_keep_a_number_as_it_is_are_no_part_of_it(tmp_path: Path) -> None:
    assert one_of(tmp_path, Reference='="00123"').opportunity.reference == "00123"
    assert one_of(tmp_path, Reference="'00123").opportunity.reference == "00123"
    assert one_of(tmp_path, Title="'Tis the season").opportunity.title == "'Tis the season"
