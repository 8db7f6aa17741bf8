"""A firm's name, its numbers, how it is reached, and who may see it, in owners' words."""

from __future__ import annotations

import pytest

from bot.domain.firm_name_words import (
    has_no_name,
    names_firm_plainly,
    read_firm_name,
    without_firm_name,
)
from bot.domain.firm_numbers import ReadNumber, read_company_number, read_ppon
from bot.domain.profile_facts import Reaching, Way
from bot.domain.reach_words import ReadReach, read_reach
from bot.domain.visibility_words import Visibility, read_visibility


class TestName:
    @pytest.mark.parametrize(
        ("said", "name"),
        [
            ("Clean Sweep", "Clean Sweep"),
            ("call us Khan & Sons", "Khan & Sons"),
            ("we're called Bright Sparks Ltd", "Bright Sparks Ltd"),
            ("its called zaytoun catering", "zaytoun catering"),
            ("it's Pell & Co please", "Pell & Co"),
            ("Two Sisters, our nephew thought of it", "Two Sisters"),
            ("M. Kowalski Usługi", "M. Kowalski Usługi"),
            ("احمد اینڈ سنز", "احمد اینڈ سنز"),
        ],
    )
    def test_a_short_answer_is_the_name(self, said: str, name: str) -> None:
        assert read_firm_name(said, asked=True) == name

    @pytest.mark.parametrize("said", ["haven't got one", "no name yet", "why do you need it?"])
    def test_none_is_made_up(self, said: str) -> None:
        assert read_firm_name(said, asked=True) is None

    def test_that_there_is_none_is_known(self) -> None:
        assert has_no_name("we haven't got a name")
        assert not has_no_name("No Name Catering Ltd")

    @pytest.mark.parametrize("said", ["my name is Ahmed, I bake", "Clean Sweep", "cleaning in B9"])
    def test_unasked_only_what_names_a_firm_counts(self, said: str) -> None:
        assert read_firm_name(said) is None

    @pytest.mark.parametrize(
        ("said", "is_plain"),
        [
            ("call us Khan & Sons", True),
            ("please call the firm A1 Bathrooms", True),
            ("call us on 0121 496 0111", False),
            ("call us back", False),
            ("call us please", False),
        ],
    )
    def test_a_firm_that_is_named_is_told_from_a_wish_for_a_call(
        self, said: str, is_plain: bool
    ) -> None:
        assert names_firm_plainly(said) is is_plain

    def test_no_trade_is_read_in_a_name(self) -> None:
        assert "Roofs" not in without_firm_name("call us Bright Roofs")


class TestNumbers:
    @pytest.mark.parametrize(
        ("said", "number"),
        [
            ("our companies house number is 7592231", "07592231"),
            ("company number SC123456", "SC123456"),
            ("company no. oc 301234", "OC301234"),
            ("CRN 01234567", "01234567"),
        ],
    )
    def test_a_company_number_is_brought_to_its_form(self, said: str, number: str) -> None:
        read = read_company_number(said)
        assert read is not None
        assert read.number == number

    def test_what_cannot_be_one_is_told_apart_from_none(self) -> None:
        assert read_company_number("our company number is 12") == ReadNumber("12", None)
        assert read_company_number("we have 12 vans") is None

    def test_a_bare_number_counts_only_where_it_was_asked_for(self) -> None:
        assert read_company_number("01234567") is None
        assert read_company_number("01234567", asked=True) == ReadNumber("01234567", "01234567")

    @pytest.mark.parametrize("said", ["PCJJ-4826-QMLZ", "gb-ppon-pcjj-4826-qmlz", "pcjj4826qmlz"])
    def test_a_ppon_is_brought_to_its_form(self, said: str) -> None:
        read = read_ppon(f"my PPON is {said}")
        assert read is not None
        assert read.number == "PCJJ-4826-QMLZ"

    def test_what_cannot_be_a_ppon_is_told_apart_from_none(self) -> None:
        assert read_ppon("my ppon is 123") == ReadNumber("123", None)
        assert read_ppon("call 0121 496 0111") is None


class TestReach:
    def test_a_landline_is_for_calls_alone(self) -> None:
        read = read_reach("text or ring 0121 496 0111", asked=True)
        assert read == ReadReach(Reaching((Way.CALL,), "+441214960111"))

    def test_a_mobile_number_and_an_address_are_not_kept(self) -> None:
        read = read_reach("07700 900123 or jo@example.com", asked=True)
        assert read == ReadReach(Reaching((Way.TEXT, Way.EMAIL)), gave_mobile=True, gave_email=True)

    def test_a_way_that_is_turned_down_is_left_out(self) -> None:
        read = read_reach("no calls, just text", asked=True)
        assert read is not None
        assert read.reaching.ways == (Way.TEXT,)

    @pytest.mark.parametrize("said", ["text me", "call us Khan & Sons"])
    def test_unasked_words_alone_are_no_wish(self, said: str) -> None:
        assert read_reach(said) is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("hide me from buyers", Visibility.HIDDEN),
        ("don't show my profile to the council", Visibility.HIDDEN),
        ("buyers should not see it", Visibility.HIDDEN),
        ("let buyers see my profile", Visibility.SHOWN),
        ("show us to buyers", Visibility.SHOWN),
        ("can buyers see it?", None),
        ("show me jobs", None),
        ("show my profile", None),
    ],
)
def test_who_may_see_it_is_said_in_so_many_words(said: str, wish: Visibility | None) -> None:
    assert read_visibility(said) is wish
