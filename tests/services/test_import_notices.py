"""Notices in, opportunities out: once, whatever is run again, broken off or broken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import StorageUnavailableError
from bot.domain.notice import (
    RELEASES_AT_A_TIME,
    FileNote,
    Finding,
    FindingKind,
    ProcessKey,
    Refusal,
    Release,
)
from bot.domain.opportunity import Opportunity
from bot.services.import_notices import ImportSummary, Intake, import_notices
from tests.examples import NOW, in_days, opportunity
from tests.fakes import FakeClock, FakeCompiler, FakeReader, FakeStorage

FILE, OTHER_FILE = Path("a.json"), Path("b.csv")
Entry = Release | Refusal


def release(key: str, day: int = 0, **changes: object) -> Release:
    """A release of a process; the day tells two of one process apart."""
    body: dict[str, object] = {"opportunity": opportunity(key, title=f"{key} as of day {day}")}
    body |= changes
    return Release(ProcessKey(key), None, in_days(day), "ocds", body, f"{key}@{day}")


def without_title(key: str) -> Release:
    """A release that cannot be made an opportunity of."""
    return Release(ProcessKey(key), None, NOW, "ocds", {}, f"{key}@bad")


BAD = Refusal("a.json, item 3", "It has no date.")
TWO_NOTICES: list[Release | Refusal] = [release("p", 0), release("q", 0), release("p", 1), BAD]


class Importer:
    """Imports lists of releases into one storage."""

    def __init__(self) -> None:
        self.storage = FakeStorage()
        self.compiler = FakeCompiler()

    def run(self, *files: Sequence[Entry]) -> ImportSummary:
        """Imports each list as a file of its own."""
        paths = [Path(f"{n}.json") for n in range(len(files))]
        reader = FakeReader(dict(zip(paths, files, strict=True)))
        return import_notices(paths, reader, Intake(self.compiler, self.storage, FakeClock(NOW)))

    def held(self) -> dict[str, Opportunity]:
        """All that is stored and not over."""
        with self.storage.transaction() as work:
            return {str(o.id): o for o in work.opportunities.not_over_at(NOW)}

    def revision(self) -> str:
        """Changes with any opportunity."""
        with self.storage.transaction() as work:
            return work.opportunities.revision()


def an_intake() -> Intake:
    """An intake into an empty storage."""
    return Intake(FakeCompiler(), FakeStorage(), FakeClock(NOW))


def numbers(summary: ImportSummary) -> tuple[int, int, int, int, int]:
    """Read, opportunities, merged, unchanged, rejected."""
    s = summary
    return s.read, s.opportunities, s.merged, s.unchanged, s.rejected


def test_what_became_of_every_release_is_told() -> None:
    summary = Importer().run(TWO_NOTICES)
    assert numbers(summary) == (4, 2, 1, 0, 1)
    assert summary.refusals == [BAD]
    assert summary.found_anything


def test_a_process_is_one_opportunity_as_its_releases_together_say() -> None:
    importer = Importer()
    importer.run(TWO_NOTICES)
    assert {o.title for o in importer.held().values()} == {"p as of day 1", "q as of day 0"}


def test_a_second_run_changes_nothing() -> None:
    importer = Importer()
    first = importer.run(TWO_NOTICES)
    before, compiled = importer.revision(), len(importer.compiler.compiled)
    second = importer.run(TWO_NOTICES)
    assert numbers(second) == (4, 2, 1, 2, 1)
    assert second.warnings == first.warnings
    assert importer.revision() == before
    assert len(importer.compiler.compiled) == compiled, "what is known is not worked out again"


def test_a_new_release_changes_its_own_process_only() -> None:
    importer = Importer()
    importer.run(TWO_NOTICES)
    summary = importer.run([*TWO_NOTICES, release("p", 2)])
    assert (summary.opportunities, summary.unchanged) == (2, 1)
    assert importer.held()["p"].title == "p as of day 2"


def test_a_release_that_says_nothing_new_leaves_its_opportunity_unchanged() -> None:
    importer = Importer()
    importer.run([release("p", 0)])
    echo = release("p", 1, opportunity=opportunity("p", title="p as of day 0"))
    before = importer.revision()
    assert importer.run([echo]).unchanged == 1
    assert importer.revision() == before


@settings(max_examples=40)
@given(st.permutations([*TWO_NOTICES, without_title("r"), release("s", 3), release("s", 2)]))
def test_the_order_of_the_releases_does_not_matter(entries: list[Entry]) -> None:
    importer = Importer()
    summary = importer.run(entries[:3], entries[3:])
    assert numbers(summary) == (7, 3, 2, 0, 2)
    assert sorted(o.title for o in importer.held().values()) == [
        "p as of day 1", "q as of day 0", "s as of day 3",
    ]  # fmt: skip


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(release, st.sampled_from("pqr"), st.integers(0, 3))
        | st.builds(without_title, st.sampled_from("rst"))
        | st.just(BAD),
        max_size=12,
    )
)
def test_everything_read_is_an_opportunity_or_merged_or_rejected(entries: list[Entry]) -> None:
    importer = Importer()
    for _ in range(2):
        read, opportunities, merged, unchanged, rejected = numbers(importer.run(entries))
        assert read == len(entries) == opportunities + merged + rejected
        assert 0 <= unchanged <= opportunities == len(importer.held())


def test_what_cannot_be_joined_is_rejected_with_its_reason_and_stops_nothing() -> None:
    importer = Importer()
    summary = importer.run([without_title("bad"), release("good")])
    assert numbers(summary) == (2, 1, 0, 0, 1)
    assert summary.refusals == [Refusal("bad", "No release of the process has a title.")]
    assert set(importer.held()) == {"good"}


def test_a_process_that_a_later_release_mends_is_no_longer_rejected() -> None:
    importer = Importer()
    importer.run([without_title("p")])
    summary = importer.run([release("p", 1)])
    assert numbers(summary) == (1, 1, 0, 0, 0)
    assert summary.refusals == []


def test_a_process_that_the_same_run_mends_later_is_not_rejected() -> None:
    others = [release(f"other{n}") for n in range(RELEASES_AT_A_TIME)]
    summary = Importer().run([without_title("p"), *others, release("p", 1)])
    assert (summary.rejected, summary.refusals) == (0, [])


def test_findings_are_counted_by_kind_and_once_a_process() -> None:
    dirty = (Finding(FindingKind.NO_CPV), Finding(FindingKind.NO_VALUE))
    importer = Importer()
    both = [release("p", 0, findings=dirty), release("p", 1, findings=dirty[:1])]
    assert importer.run(both).warnings == {"no_cpv": 1}
    assert importer.run(both).warnings == {"no_cpv": 1}


def test_nothing_that_can_be_read_is_told() -> None:
    summary = Importer().run([BAD])
    assert not summary.found_anything
    assert numbers(summary) == (1, 0, 0, 0, 1)
    assert numbers(Importer().run()) == (0, 0, 0, 0, 0)


def test_the_first_real_notice_removes_the_samples() -> None:
    importer = Importer()
    with importer.storage.transaction() as work:
        work.opportunities.save(ProcessKey("sample"), opportunity("sample", is_sample=True))
    importer.run([BAD, without_title("bad")])
    assert set(importer.held()) == {"sample"}
    importer.run([release("p")])
    assert set(importer.held()) == {"p"}


def test_after_a_crash_the_same_call_goes_on_where_it_stopped() -> None:
    many = [release(f"p{n}") for n in range(RELEASES_AT_A_TIME + 1)]
    importer = Importer()
    importer.storage.fails_at = 1  # the first batch is stored, the second finds nobody there
    with pytest.raises(StorageUnavailableError):
        importer.run(many)
    importer.storage.fails_at = None
    assert len(importer.held()) == RELEASES_AT_A_TIME
    compiled = len(importer.compiler.compiled)
    assert importer.run(many).opportunities == len(many)
    assert len(importer.compiler.compiled) == compiled + 1


def test_progress_is_told_batch_by_batch() -> None:
    told: list[int] = []
    many = [release(f"p{n}") for n in range(RELEASES_AT_A_TIME + 3)]
    reader = FakeReader({FILE: many[:2], OTHER_FILE: many[2:]})
    intake = Intake(FakeCompiler(), FakeStorage(), FakeClock(NOW))
    import_notices([FILE, OTHER_FILE], reader, intake, told.append)
    assert told == [RELEASES_AT_A_TIME, 3]


def test_notes_on_files_are_told_as_they_come_and_count_as_nothing() -> None:
    note, told = FileNote("a.json", "A column was not read."), list[FileNote]()
    reader, storage = FakeReader({FILE: [note, release("p")]}), FakeStorage()
    intake = Intake(FakeCompiler(), storage, FakeClock(NOW))
    summary = import_notices([FILE], reader, intake, tell=told.append)
    assert told == [note]
    assert (summary.read, summary.opportunities, summary.refusals) == (1, 1, [])


def test_a_missing_file_is_a_refusal_among_the_rest() -> None:
    reader = FakeReader({FILE: [release("p")]})
    intake = Intake(FakeCompiler(), FakeStorage(), FakeClock(NOW))
    summary = import_notices([OTHER_FILE, FILE], reader, intake)
    assert (summary.opportunities, summary.rejected) == (1, 1)
