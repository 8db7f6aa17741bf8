"""Local buyers, whichever way somebody names them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import CONTENT
from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.buyer_identity import stable_identifiers
from bot.domain.organisation_name import same_organisation_key
from bot.domain.register import BuyerRegister, RegisteredBuyer
from connectors.text.vocabulary import load_register, read_yaml

PPON = Identifier("GB-PPON", "PAAA-1111-BBBB")
COUNCIL = RegisteredBuyer(
    Buyer("Eastside City Council", BuyerClass.SUB_CENTRAL, s17=True, identifiers=(PPON,)),
    ("the council", "ECC"),
    is_anchor=True,
    mailbox=None,
    source="made up",
    long_names=("Council of Eastside and Districts",),
    as_of=date(2026, 11, 22),
)
COLLEGE = RegisteredBuyer(
    Buyer("City Council College", BuyerClass.SCHOOL, s17=False),
    ("Eastside",),
    False,
    None,
    "made up",
)
REGISTER = BuyerRegister([COLLEGE, COUNCIL])
OURS = load_register(Path(__file__).parents[2] / "content")
CLASSES = st.sampled_from(BuyerClass)


def known(name: str, *numbers: str) -> str:
    """The name under which our register knows a buyer of a notice."""
    identifiers = tuple(Identifier(*number.split(":", 1)) for number in numbers)
    return OURS.known(Buyer(name, identifiers=identifiers)).name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("anything for the council?", COUNCIL),
        ("EASTSIDE CITY COUNCIL please", COUNCIL),
        ("council of eastside and districts", COUNCIL),
        ("ecc", COUNCIL),
        ("City Council College", COLLEGE),
        ("eccentric", None),
        ("", None),
    ],
)
def test_a_buyer_is_found_by_any_of_its_names(text: str, named: RegisteredBuyer | None) -> None:
    found = REGISTER.find(text)
    assert (found.registered if found else None) == named


def test_the_longest_name_wins() -> None:
    found = REGISTER.find("jobs at Eastside City Council")
    assert found is not None
    assert found.registered == COUNCIL


def test_the_characters_found_are_the_name() -> None:
    text = "jobs for THE COUNCIL now"
    found = REGISTER.find(text)
    assert found is not None
    assert text[found.start : found.end] == "THE COUNCIL"


def test_a_notices_buyer_takes_what_the_register_knows() -> None:
    found = REGISTER.known(Buyer("  eastside CITY council", identifiers=(Identifier("B", "2"),)))
    assert found.name == "Eastside City Council"
    assert (found.buyer_class, found.s17) == (BuyerClass.SUB_CENTRAL, True)
    assert found.identifiers == (PPON, Identifier("B", "2"))


@pytest.mark.parametrize(
    "name",
    [
        "City of Eastside Council",
        "Eastside City Council - Procurement",
        "Council of Eastside & Districts",
    ],
)
def test_a_notices_buyer_is_known_however_its_whole_name_is_spelt(name: str) -> None:
    assert REGISTER.known(Buyer(name)).s17 is True


def test_a_notices_buyer_is_known_by_its_number() -> None:
    number = Identifier("GB-PPON", "GB-PPON-PAAA-1111-BBBB")
    assert REGISTER.known(Buyer("Eastside Council", identifiers=(number,))).s17 is True


@pytest.mark.parametrize("name", ["Quick Tenders Ltd", "Eastside City College", "Eastside Academy"])
def test_a_number_under_a_name_that_contradicts_it_says_nothing(name: str) -> None:
    agent = Buyer(name, identifiers=(PPON,))
    assert REGISTER.known(agent) == agent


@pytest.mark.parametrize("name", ["ECC", "the council", "Eastside"])
def test_what_people_say_for_short_means_nobody_in_a_notice(name: str) -> None:
    assert REGISTER.known(Buyer(name)) == Buyer(name)


def test_a_class_that_the_notice_states_stands() -> None:
    stated = Buyer("Eastside City Council", BuyerClass.UTILITY)
    assert REGISTER.known(stated).buyer_class is BuyerClass.UTILITY


@given(st.text(max_size=20), CLASSES)
def test_an_unknown_buyer_stays_as_it_is(name: str, buyer_class: BuyerClass) -> None:
    buyer = Buyer(f"Nobody {name}", buyer_class)
    assert REGISTER.known(buyer) == buyer


@given(st.sampled_from(["Eastside City Council", "City Council College", "nobody"]), CLASSES)
def test_what_is_known_is_known_once_for_all(name: str, buyer_class: BuyerClass) -> None:
    once = REGISTER.known(Buyer(name, buyer_class))
    assert REGISTER.known(once) == once


def test_all_buyers_of_the_register_can_be_listed() -> None:
    assert list(REGISTER) == [COLLEGE, COUNCIL]


# Our own register


def test_the_six_anchor_institutions_are_registered() -> None:
    assert {one.buyer.name for one in OURS if one.is_anchor} == {
        "Aston University",
        "Birmingham City Council",
        "Bournville Village Trust",
        "The Pioneer Group",
        "University of Birmingham",
        "University Hospitals Birmingham NHS Foundation Trust",
    }


def test_each_entry_says_where_it_is_from_and_when_that_was_so() -> None:
    for one in OURS:
        assert one.source
        assert one.as_of is not None


def test_no_name_and_no_number_stands_under_two_buyers() -> None:
    names = [same_organisation_key(name) for one in OURS for name in one.names]
    numbers = [number for one in OURS for number in stable_identifiers(one.buyer)]
    said = [alias.lower() for one in OURS for alias in one.aliases]
    assert len(names) == len(set(names))
    assert len(numbers) == len(set(numbers)) == sum(len(o.buyer.identifiers) for o in OURS)
    assert len(said) == len(set(said))


def test_no_mailbox_is_a_persons() -> None:
    for one in OURS:
        mailbox = (one.mailbox or "team@example.org").partition("@")[0]
        assert {"procurement", "team", "etendering", "bsolcategoryteams"} & set(mailbox.split("."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bcc", "Birmingham City Council"),
        ("anything at UHB?", "University Hospitals Birmingham NHS Foundation Trust"),
        ("the QE", "University Hospitals Birmingham NHS Foundation Trust"),
        ("wmp", "Police and Crime Commissioner for West Midlands"),
        ("midland metro", "Midland Metro Ltd"),
    ],
)
def test_an_owner_may_name_a_buyer_as_people_do(text: str, name: str) -> None:
    found = OURS.find(text)
    assert found is not None
    assert found.registered.buyer.name == name


@pytest.mark.parametrize(
    ("name", "numbers", "registered"),
    [
        ("BIRMINGHAM CITY COUNCIL", [], "Birmingham City Council"),
        ("City of Birmingham Council", ["GB-LAE:BIR"], "Birmingham City Council"),
        ("UHB", ["GB-PPON:PWVL-6877-BXXV"], "University Hospitals Birmingham NHS Foundation Trust"),
        ("THE UNIVERSITY OF BIRMINGHAM", [], "University of Birmingham"),
        ("The Pioneer Housing & Community Group Limited", [], "The Pioneer Group"),
        ("West Midlands Police", [], "Police and Crime Commissioner for West Midlands"),
    ],
)
def test_a_notices_buyer_is_ours_by_whole_name_or_number(
    name: str, numbers: list[str], registered: str
) -> None:
    assert known(name, *numbers) == registered


@pytest.mark.parametrize(
    "name",
    [
        "Birmingham City Schools",
        "University Hospital Southampton NHS Foundation Trust",
        "University Hospitals of North Midlands NHS Trust",
        "University of Birmingham School",
        "Solihull Hospital Friends",
        "The Council",
        "NHS Trust",
        "Police and Crime Commissioner for Bedfordshire",
        "West Midlands Ambulance Service University NHS Foundation Trust",
    ],
)
def test_a_notices_buyer_that_only_sounds_alike_is_not_ours(name: str) -> None:
    assert known(name) == name
    assert known(name, "GB-PPON:PCJJ-4826-QMLZ") == name


def test_a_sort_of_buyers_is_those_of_the_longest_words_and_none_where_one_is_named() -> None:
    sorts = [
        ("university", ["Aston University", "Newman University"]),
        ("university hospital", ["The Hospital"]),
    ]
    buyers = [
        RegisteredBuyer(Buyer(name), (), is_anchor=False, mailbox=None, source="made up")
        for name in ("Newman University", "Aston University", "The Hospital")
    ]
    register = BuyerRegister(buyers, sorts)

    def names(text: str) -> list[str]:
        return [one.buyer.name for one in register.of_sort(text)]

    assert names("the university") == ["Newman University", "Aston University"]
    assert names("the University Hospital, please") == ["The Hospital"]
    assert names("aston university") == []
    assert names("universities") == []
    assert register.name_in("aston university?") == "Aston University"
    assert register.name_in("the university") is None


def test_every_sort_names_buyers_of_the_register() -> None:
    register = load_register(CONTENT)
    known = {one.buyer.name for one in register}
    for sort in read_yaml(CONTENT / "buyer_sorts.yml"):
        assert set(sort["buyers"]) <= known
        assert all(not register.find(word) for word in sort["said"]), sort["said"]
