"""Local buyers, whichever way somebody names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.register import BuyerRegister, RegisteredBuyer

COUNCIL = RegisteredBuyer(
    Buyer(
        "Eastside City Council",
        BuyerClass.SUB_CENTRAL,
        s17=True,
        identifiers=(Identifier("A", "1"),),
    ),
    ("the council", "ECC"),
    is_anchor=True,
    mailbox=None,
    source="made up",
)
COLLEGE = RegisteredBuyer(
    Buyer("City Council College", BuyerClass.SCHOOL, s17=False),
    ("Eastside",),
    False,
    None,
    "made up",
)
REGISTER = BuyerRegister([COLLEGE, COUNCIL])
CLASSES = st.sampled_from(BuyerClass)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("anything for the council?", COUNCIL),
        ("EASTSIDE CITY COUNCIL please", COUNCIL),
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
    known = REGISTER.known(Buyer("  eastside CITY council", identifiers=(Identifier("B", "2"),)))
    assert known.name == "Eastside City Council"
    assert (known.buyer_class, known.s17) == (BuyerClass.SUB_CENTRAL, True)
    assert known.identifiers == (Identifier("A", "1"), Identifier("B", "2"))


def test_a_class_that_the_notice_states_stands() -> None:
    assert REGISTER.known(Buyer("ECC", BuyerClass.UTILITY)).buyer_class is BuyerClass.UTILITY


@given(st.text(max_size=20), CLASSES)
def test_an_unknown_buyer_stays_as_it_is(name: str, buyer_class: BuyerClass) -> None:
    buyer = Buyer(f"Nobody {name}", buyer_class)
    assert REGISTER.known(buyer) == buyer


@given(st.sampled_from(["ECC", "the council", "Eastside", "nobody"]), CLASSES)
def test_what_is_known_is_known_once_for_all(name: str, buyer_class: BuyerClass) -> None:
    known = REGISTER.known(Buyer(name, buyer_class))
    assert REGISTER.known(known) == known


def test_all_buyers_of_the_register_can_be_listed() -> None:
    assert list(REGISTER) == [COLLEGE, COUNCIL]
