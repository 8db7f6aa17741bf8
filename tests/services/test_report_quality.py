"""How clean the notices are, asked by whichever name of a buyer."""

from __future__ import annotations

from bot.domain.buyer import Buyer
from bot.domain.notice import Finding, FindingKind, ProcessKey
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.services.report_quality import ReportQuality
from tests.examples import COUNCIL, opportunity
from tests.fakes import FakePhrases, FakeStorage

PHRASES = FakePhrases(
    {
        "finding.no_cpv.name": "No code",
        "finding.no_cpv.says": "It has no code.",
        "finding.no_cpv.mend": "Add one.",
        "source.find_a_tender": "From Find a Tender.",
    }
)
REGISTER = BuyerRegister(
    [RegisteredBuyer(COUNCIL, ("esc",), is_anchor=True, mailbox=None, source="")]
)


def told() -> ReportQuality:
    """The service on two notices, one of them without a code."""
    storage = FakeStorage()
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity("one"))
        work.opportunities.save(ProcessKey("q"), opportunity("two", buyer=Buyer("Escorts Ltd")))
        work.releases.replace_findings({ProcessKey("p"): [Finding(FindingKind.NO_CPV)]})
    return ReportQuality(storage, REGISTER, PHRASES)


def names(asked: str | None) -> list[str]:
    """The buyers that a name means."""
    return [one.buyer for one in told().report(asked).buyers]


def test_without_a_name_all_buyers_are_told_of() -> None:
    assert names(None) == [COUNCIL.name, "Escorts Ltd"]


def test_a_buyer_is_found_by_its_name_a_part_or_an_alias() -> None:
    assert names("eastside council") == [COUNCIL.name]
    assert names("eastside") == [COUNCIL.name]
    assert names("esc") == ["Escorts Ltd"], "what notices say goes before what people say"
    assert names("the esc, please") == [COUNCIL.name]
    assert names("somebody") == []


def test_what_changes_is_counted_anew() -> None:
    storage = FakeStorage()
    service = ReportQuality(storage, REGISTER, PHRASES)
    assert service.report().whole.notices == 0
    with storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity("one"))
    assert service.report().whole.with_findings == 0
    with storage.transaction() as work:
        work.releases.replace_findings({ProcessKey("p"): [Finding(FindingKind.NO_CPV)]})
    assert service.report().whole.with_findings == 1


def test_the_notices_to_mend_are_those_with_findings() -> None:
    assert [one.id for one in told().faulty_notices(COUNCIL.name)] == ["one"]
    assert told().faulty_notices("Escorts Ltd") == []


def test_a_kind_is_told_in_words() -> None:
    words = told().in_words(FindingKind.NO_CPV)
    assert (words.name, words.says, words.mend) == ("No code", "It has no code.", "Add one.")


def test_the_line_of_each_source_is_carried() -> None:
    assert told().attributions(told().report()) == ["From Find a Tender."]
