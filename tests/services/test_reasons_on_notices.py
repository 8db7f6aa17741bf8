"""Reasons hold on notices as they are published: real ones where they are at hand, else samples."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from bot.bootstrap import make_compiler, make_phrases, make_reader
from bot.domain.conversation import Criteria
from bot.domain.match import Candidate, Likeness, Wanted
from bot.domain.matching import judge, text_of
from bot.domain.opportunity import Opportunity
from bot.domain.place import Reach
from bot.domain.remarks import Match
from bot.services.present_opportunity import PresentOpportunity
from bot.services.read_processes import read_processes
from connectors.notices.calendar import EnglishBankHolidays
from tests.examples import ALUM_ROCK
from tests.running import ROOT

REAL = ROOT.parent / "shared" / "notices" / "pool.jsonl"
SAMPLE = ROOT / "tests" / "samples" / "notices" / "package.json"
NOW = datetime(2025, 11, 8, 9, 0, tzinfo=UTC)
FOR_A_PHONE = 240
"""Characters: the longest that one remark may be."""


@cache
def opportunities() -> list[Opportunity]:
    """Every opportunity of the files at hand."""
    files = [REAL] if REAL.is_file() else [SAMPLE]
    read = read_processes(files, make_reader(), make_compiler(), lambda _count: None)
    return list(read.opportunities.values())


@cache
def matches() -> list[Match]:
    """Each as a search for its own title near Alum Rock would find it, open or closed."""
    days = EnglishBankHolidays().between(NOW.date(), NOW.replace(year=2026).date())
    found = []
    for one in opportunities():
        place = Reach.NEAR if one.coverage.point else Reach.UNKNOWN
        candidate = Candidate(one, Likeness(1.0), place, 1.2 if one.coverage.point else None)
        asked = Wanted(
            Criteria(words=one.title, place=ALUM_ROCK), (), ALUM_ROCK, place_was_said=True
        )
        match = judge(candidate, asked, NOW, days)
        assert match is not None
        found.append(match)
    return found


def test_there_is_something_to_look_at() -> None:
    assert matches()


def test_every_quotation_stands_in_its_notice() -> None:
    for match in matches():
        flat = " ".join(text_of(match.opportunity).split())
        for remark in (*match.reasons, *match.against):
            quoted = [*remark.facts.get("quotations", ()), remark.facts.get("quotation", "")]
            assert all(one in flat for one in quoted), (match.opportunity.title, remark)


def test_every_remark_is_a_short_sentence() -> None:
    present = PresentOpportunity(make_phrases(), "")
    for match in matches():
        for said in present.said([*match.reasons, *match.against]):
            assert "{" not in said.replace(text_of(match.opportunity), "")
            assert "None" not in said
            assert len(said) <= FOR_A_PHONE + len(match.opportunity.buyer.name), said


def test_what_is_called_unknown_is_not_in_the_notice() -> None:
    for match in matches():
        keys = {remark.key for remark in match.against}
        one = match.opportunity
        assert ("against.no_value" in keys) == (one.value.amount is None)
        if "against.place_unsaid" in keys:
            where = (one.coverage.postcode, one.coverage.regions, one.coverage.nationwide)
            assert not any(where)
