"""A list imported: once, again, corrected, taken back; and rows that only invited firms may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.bootstrap import make_services
from bot.domain.conversation import Criteria
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId, State, Visibility
from bot.settings import Settings
from tests.connectors.notices.conftest import Importing
from tests.connectors.notices.lists.making import SAVED, a_table, as_csv, csv_file, read

A_DAY = timedelta(days=1)
HEADER = ("Withdrawn", "Reserved for")
INVITED = {"Who may see it": "Invited"}


def a_list(folder: Path, *rows: Mapping[str, str], days: int = 0) -> Path:
    """The rows as a file that was saved so many days later."""
    header = [*a_table()[0], *HEADER]
    return csv_file(folder, as_csv(a_table(*rows, header=header)), SAVED + days * A_DAY)


def stored(importing: Importing, file: Path) -> Opportunity:
    """What is held of the one process in the file, whoever may see it."""
    with importing.storage.transaction() as work:
        (one,) = work.opportunities.of_processes(keys(file)).values()
        return one


def keys(file: Path) -> list[ProcessKey]:
    """The processes of a file."""
    return [one.process_key for one in read(file)[0]]


def test_a_second_import_changes_nothing(importing: Importing, tmp_path: Path) -> None:
    file = a_list(tmp_path, {}, {"Reference": "BV-2"} | INVITED)
    first = importing(file)
    held, revision = importing.held(), importing.revision()
    again = importing(file)
    assert (first.opportunities, again.opportunities, again.unchanged) == (2, 2, 2)
    assert (importing.held(), importing.revision()) == (held, revision)


def test_a_corrected_list_corrects_its_entries_and_takes_out_what_it_leaves_out(
    importing: Importing, tmp_path: Path
) -> None:
    importing(a_list(tmp_path, {"Reserved for": "Charities", "CPV codes": "90911300 45000000"}))
    before = stored(importing, tmp_path / "list.csv")
    file = a_list(tmp_path, {"Deadline date": "31/01/2027", "CPV codes": "90911300"}, days=3)
    importing(file)
    after = stored(importing, file)
    assert after.id == before.id
    assert (before.reserved_for, after.reserved_for) == ("Charities", None)
    assert (len(before.cpv), len(after.cpv)) == (2, 1)
    assert after.deadline is not None
    assert (after.deadline.month, after.deadline.year) == (1, 2027)
    assert after.source.as_of == SAVED + 3 * A_DAY
    assert after.published_at == before.published_at


def test_a_correction_that_is_taken_back_is_taken_back(
    importing: Importing, tmp_path: Path
) -> None:
    importing(a_list(tmp_path, {}))
    first = stored(importing, tmp_path / "list.csv")
    importing(a_list(tmp_path, {"Title": "Something else"}, days=1))
    file = a_list(tmp_path, {}, days=2)
    importing(file)
    last = stored(importing, file)
    assert replace(last, source=first.source) == first


def test_an_older_list_that_comes_late_corrects_nothing(
    importing: Importing, tmp_path: Path
) -> None:
    importing(a_list(tmp_path, {"Title": "As it is now"}, days=5))
    file = a_list(tmp_path, {"Title": "As it was"})
    importing(file)
    assert stored(importing, file).title == "As it is now"


def test_what_is_withdrawn_is_over(importing: Importing, tmp_path: Path) -> None:
    importing(a_list(tmp_path, {}))
    file = a_list(tmp_path, {"Withdrawn": "Yes"}, days=1)
    importing(file)
    one = stored(importing, file)
    assert one.state_at(SAVED + A_DAY / 2) is not State.CANCELLED
    assert one.state_at(SAVED + 2 * A_DAY) is State.CANCELLED


def test_a_row_for_invited_firms_is_kept_and_no_read_gives_it_away(
    importing: Importing, tmp_path: Path
) -> None:
    file = a_list(tmp_path, {"Title": "Window cleaning for the invited"} | INVITED)
    assert importing(file).opportunities == 1
    one = stored(importing, file)
    assert one.visibility is Visibility.INVITED
    assert found_by_anybody(importing, one.id) == set()


def test_a_row_for_everybody_is_found(importing: Importing, tmp_path: Path) -> None:
    file = a_list(tmp_path, {})
    importing(file)
    one = stored(importing, file)
    assert found_by_anybody(importing, one.id) == {one.id}


def test_a_row_that_becomes_one_for_invited_firms_is_no_longer_found(
    importing: Importing, tmp_path: Path
) -> None:
    importing(a_list(tmp_path, {}))
    file = a_list(tmp_path, INVITED, days=1)
    importing(file)
    one = stored(importing, file)
    assert found_by_anybody(importing, one.id) == set()


def found_by_anybody(importing: Importing, of: OpportunityId) -> set[OpportunityId]:
    """What any read without a special wish gives, and what a search for the work finds."""
    with importing.storage.transaction() as work:
        single = work.opportunities.get(of)
        read = [
            *([single] if single else []),
            *work.opportunities.get_many([of]),
            *work.opportunities.not_over_at(SAVED + 2 * A_DAY),
        ]
    settings = Settings(
        DATABASE_URL=f"sqlite:///{importing.folder / 'doorstep.sqlite3'}",
        now=SAVED + 2 * A_DAY,
    )
    services = make_services(settings)
    matches = services.find.match(Criteria("window cleaning", ("window cleaning",)))
    assert {one.id for one in read} == {match.opportunity.id for match in matches}
    return {one.id for one in read}
