"""What notices ask for is read from their words, and what they do not ask for is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.demand_patterns import Asked
from bot.domain.demands import Strength, demands_in


def asked(text: str, kind: Asked) -> list[str]:
    """What the text asks of that kind, as it is quoted."""
    return [one.quotation for one in demands_in("Work", text) if one.kind is kind]


INSURANCES = [
    ("the bidder must (at Contract Award) carry PI Insurance cover of not less than £1,000,000.",
     "PI Insurance cover of not less than £1,000,000"),
    ("You will need public liability insurance of £5 million.",
     "public liability insurance of £5 million"),
    ("Contractors must hold £10m employers' liability insurance.",
     "£10m employers' liability insurance"),
    ("• Evidence of public liability insurance and compliance with safety rules",
     "public liability insurance"),
    ("Public Liability must be held and produced to the Council.", "Public Liability"),
    ("Experience.\n• Proof of insurance and DBS checks.", "Proof of insurance"),
]  # fmt: skip

CHECKS = [
    ("Drivers will be required to undertake an Enhanced-level DBS with barred list check prior",
     "Enhanced-level DBS with barred list check"),
    ("The provider must:\n• Employ qualified, DBS-cleared youth workers.", "DBS-cleared"),
    ("ESSENTIAL that any subcontractor is:\n• a Verified member of Constructionline (GOLD), rel",
     "Constructionline (GOLD)"),
    ("Expressions of interest required from Construction Line Gold contractors only.",
     "Construction Line Gold"),
    ("Minimum to be part of the Common Assessment Standard", "Common Assessment Standard"),
    ("Providers must be registered with CQC for providing", "registered with CQC"),
    ("We are seeking to appoint a NICEIC registered contractor to supply wiring",
     "NICEIC registered contractor"),
    ("Labour, including qualified Gas Safe-registered personnel.",
     "Gas Safe-registered personnel"),
    ("The contractor must be as a minimum SEQOHS accredited", "SEQOHS accredited"),
    ("Guards must hold an SIA licence for guarding.", "SIA licence"),
    ("A food hygiene rating of 4 or 5 is needed.", "food hygiene rating of 4 or 5"),
    ("You need a waste carrier's licence.", "waste carrier's licence"),
    ("Appropriate certifications (e.g. ISO 9001, ISO 14001)", "ISO 9001"),
    ("suppliers must hold specific operator licences for PSV services", "operator licences"),
]  # fmt: skip

OTHERS = [
    (Asked.STAFF_TRANSFER, "It should be noted that TUPE may be applicable.",
     "It should be noted that TUPE may be applicable"),
    (Asked.STAFF_TRANSFER, "There are 5 cleaners to be TUPE'd and we start in April 2026.",
     "There are 5 cleaners to be TUPE'd and we start in April 2026"),
    (Asked.VISIT, "All contractors MUST visit site to measure.",
     "All contractors MUST visit site to measure"),
    (Asked.VISIT, "Interested parties are required to undertake a mandatory site visit.",
     "Interested parties are required to undertake a mandatory site visit"),
    (Asked.VISIT_OFFERED, "Site visits are available by appointment.", "Site visits are available"),
    (Asked.VISIT_OFFERED, "To arrange a site visit please call.", "To arrange a site visit"),
    (Asked.PAPERS, "You MUST be able to provide at least 5 school references for contracts.",
     "at least 5 school references"),
    (Asked.PAPERS, "• References from recent similar projects\nTenders",
     "References from recent similar projects"),
    (Asked.PAPERS, "Please provide two years' audited accounts.", "two years' audited accounts"),
    (Asked.BOND, "A performance bond is required.", "performance bond"),
    (Asked.ROUND_THE_CLOCK, "The services are required 24/7 for 365 days.", "24/7 for 365 days"),
    (Asked.ROUND_THE_CLOCK, "Additional out of hours work may be required.", "out of hours work"),
    (Asked.WAGE, "Staff must be paid at least the real Living Wage.",
     "paid at least the real Living Wage"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quotation"), INSURANCES)
def test_insurance_that_is_asked_for_is_quoted(text: str, quotation: str) -> None:
    assert asked(text, Asked.INSURANCE) == [quotation]


@pytest.mark.parametrize(("text", "quotation"), CHECKS)
def test_checks_and_memberships_that_are_asked_for_are_quoted(text: str, quotation: str) -> None:
    assert asked(text, Asked.CHECK)[0] == quotation


@pytest.mark.parametrize(("kind", "text", "quotation"), OTHERS)
def test_what_else_is_asked_for_is_quoted(kind: Asked, text: str, quotation: str) -> None:
    assert asked(text, kind) == [quotation]


@pytest.mark.parametrize(
    "text",
    [
        "TUPE does not apply.",
        "TUPE will not apply to this contract.",
        "We do not expect TUPE to apply.",
        "No special insurance is asked for.",
        "No public liability insurance is needed.",
        "Public liability insurance of £5 million is not required.",
        "a DBS check is not, because no children are there",
        "A DBS check isn't needed.",
        "The role does not require an enhanced DBS check.",
        "This opportunity is also advertised on Constructionline and must be read there.",
        "ideally, complete the Social Value Goal within the Constructionline platform, as required",
        "This list is not suitable for Supported Living (as defined by CQC) providers.",
        "Contact details for the Council DBS Officer will be shared.",
        "You must have regard to the National Living Wage when staff are paid.",
        "responsive repairs including gas safety checks are required",
        "The SIA will exercise its functions and must be advised.",
        "All references to the Council must include Chorley Leisure Ltd.",
        "We must reduce waste by minimising plant turnover.",
        "Refuse vehicles must be fuelled. The Depot is operational 24 hours a day.",
        "Placement requests must be taken from our Out of Hours Service.",
        "The tender must be in by 24/11/2025, and starts in 2024/25.",
        "Weqas is accredited to ISO 17043.",
        "A £3.3m pilot programme must run.",
        "The Council remains compliant to its Operator Licence requirements.",
        "A gallery for viewing must be built.",
    ],
)  # fmt: skip
def test_what_is_denied_or_only_named_asks_nothing(text: str) -> None:
    assert demands_in("Work", text) == ()


def test_who_buys_insurance_asks_for_none() -> None:
    text = "We must have the provision of insurance: public liability insurance of £5 million."
    assert demands_in("Insurance services", text) == ()


def test_each_insurance_is_told() -> None:
    text = "You need goods in transit insurance of £10,000 and public liability insurance of £5m."
    found = asked(text, Asked.INSURANCE)
    assert found == ["goods in transit insurance of £10,000", "public liability insurance of £5m"]


def test_what_is_only_wished_for_is_told_as_a_wish() -> None:
    (one,) = demands_in("Work", "Cyber Essentials certification would be desirable.")
    assert one.strength is Strength.WISHED


_PIECES = st.sampled_from(
    [text for text, _ in (*INSURANCES, *CHECKS)] + [text for _, text, _ in OTHERS]
    + ["no", "not", "\n", ". ", "is not needed", "£5 million", "24/7", "TUPE", "\N{NO-BREAK SPACE}"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=20), max_size=8).map(" ".join)


@given(_TEXTS, _TEXTS)
def test_a_quotation_stands_in_the_notice_word_for_word(title: str, description: str) -> None:
    flat = " ".join(f"{title}\n{description}".split())
    for one in demands_in(title, description):
        assert one.quotation
        assert one.quotation in flat
        assert len(one.quotation) <= 90


@given(_TEXTS, _TEXTS)
def test_nothing_is_told_twice(title: str, description: str) -> None:
    told = [(one.kind, one.quotation.lower()) for one in demands_in(title, description)]
    assert len(told) == len(set(told))
