"""Which of the buyers that notices name are one body."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import Buyer, Identifier
from bot.domain.buyer_identity import Body, bodies_of, keys_of, names_agree, stable_identifiers


def named(name: str, *numbers: str, district: str | None = None) -> Buyer:
    """A buyer with identifiers written "GB-COH:123"."""
    pairs = (number.split(":", 1) for number in numbers)
    return Buyer(name, identifiers=tuple(Identifier(*pair) for pair in pairs), district=district)


def groups(*buyers: Buyer) -> list[set[str]]:
    """The names of each body."""
    return [{naming.name for naming in body.namings} for body in bodies_of(buyers)]


NAMES = st.sampled_from(
    [
        *("Eastside Council", "EASTSIDE BOROUGH COUNCIL", "Eastside Council Highways", "Agent Ltd"),
        *("St Anne's School", "Eastside Police", "PCC for Eastside", "Eastside", ""),
    ]
)
NUMBERS = st.sampled_from(["GB-PPON:PA-1", "GB-PPON:PB-2", "GB-COH:123", "GB-FTS:9", "GB-SRS:a/b"])
BUYERS = st.builds(
    lambda name, numbers, district: named(name, *numbers, district=district),
    NAMES,
    st.lists(NUMBERS, unique=True, max_size=2),
    st.sampled_from([None, "B9", "LS1"]),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("GB-COH", "1234567"), ("GB-COH", "01234567")),
        (("gb-coh", " rc000645 "), ("GB-COH", "RC000645")),
        (("GB-PPON", "GB-PPON-PCJJ-4826-QMLZ"), ("GB-PPON", "PCJJ-4826-QMLZ")),
        (("GB-LAE", "bir"), ("GB-LAE", "BIR")),
    ],
)
def test_a_number_in_a_lasting_register_has_one_spelling(
    written: tuple[str, str], read: tuple[str, str]
) -> None:
    assert stable_identifiers(Buyer("x", identifiers=(Identifier(*written),))) == (
        Identifier(*read),
    )


@pytest.mark.parametrize(
    "number",
    ["GB-FTS:12345", "GB-SRS:sid4gov.cabinetoffice.gov.uk/x", "GB-COH:", "GB-COH:000", "x:1"],
)
def test_a_number_that_a_portal_gave_out_says_nothing(number: str) -> None:
    assert stable_identifiers(named("x", number)) == ()


def test_two_spellings_of_a_name_are_one_body() -> None:
    assert groups(named("Telford & Wrekin Council"), named("TELFORD AND WREKIN COUNCIL")) == [
        {"Telford & Wrekin Council", "TELFORD AND WREKIN COUNCIL"}
    ]


def test_one_number_makes_one_body_of_names_that_agree() -> None:
    pair = named("YPO", "GB-PPON:P1"), named("Yorkshire Purchasing Organisation", "GB-PPON:P1")
    assert len(bodies_of(pair)) == 1
    assert bodies_of(pair)[0].evidence == ("GB-PPON:P1",)


def test_a_third_naming_shows_that_two_were_one() -> None:
    first, second = named("Doncaster Council"), named("City of Doncaster Council")
    third = named("Doncaster Council", "GB-LAE:DNC")
    fourth = named("City of Doncaster Council", "GB-LAE:DNC")
    assert len(bodies_of([first, second])) == 2
    assert len(bodies_of([first, second, third, fourth])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bournville Village Trust", "Rand Associates Consultancy Services Limited"),
        ("University Hospitals Birmingham NHS FT", "Birmingham Women's and Children's NHS FT"),
        ("Birmingham City Council", "Birmingham City University"),
        ("Birmingham City Council", "Birmingham Girls School"),
        ("Birmingham City Council", "Birmingham Museums Trust"),
        ("", "Birmingham City Council"),
    ],
)
def test_an_agents_number_joins_nobody(one: str, other: str) -> None:
    assert len(bodies_of([named(one, "GB-PPON:P1"), named(other, "GB-PPON:P1")])) == 2


def test_two_schools_of_one_name_in_two_places_stay_two() -> None:
    here, there = (named("St Anne's Primary School", district=where) for where in ("B9", "B12"))
    assert len(bodies_of([here, there])) == 2


def test_two_schools_with_numbers_of_their_own_stay_two() -> None:
    one = named("St Anne's Academy", "GB-UKPRN:10000001", district="B9")
    other = named("St Anne's Academy", "GB-UKPRN:10000002", district="B9")
    assert len(bodies_of([one, other])) == 2


def test_a_school_that_moved_is_known_by_its_number() -> None:
    before = named("St Anne's Academy", "GB-UKPRN:10000001", district="B9")
    after = named("ST ANNES ACADEMY", "GB-UKPRN:10000001", district="B8")
    assert len(bodies_of([before, after])) == 1


def test_parishes_of_one_name_in_two_parts_of_the_country_stay_two() -> None:
    near, far = (named("Clapham Parish Council", district=where) for where in ("LA2", "BN13"))
    moved = named("Clapham Parish Council", district="LA6")
    assert len(bodies_of([near, far, moved])) == 2


def test_those_without_a_name_are_never_one() -> None:
    assert len(bodies_of([named("", "GB-PPON:P1"), named("", "GB-PPON:P1", "GB-COH:1")])) == 2


@given(st.lists(BUYERS, max_size=5))
def test_the_order_in_which_they_are_named_does_not_matter(buyers: list[Buyer]) -> None:
    expected = bodies_of(buyers)
    for other in permutations(buyers):
        assert bodies_of(other) == expected


@given(st.lists(BUYERS, max_size=6))
def test_naming_them_again_changes_nothing(buyers: list[Buyer]) -> None:
    assert bodies_of(buyers + buyers) == bodies_of(buyers)


@given(st.lists(BUYERS, max_size=6))
def test_each_naming_is_of_one_body_and_none_is_lost(buyers: list[Buyer]) -> None:
    spread = [naming for body in bodies_of(buyers) for naming in body.namings]
    assert len(spread) == len(set(spread))
    assert set(spread) == set(buyers)


@given(st.lists(BUYERS, max_size=6))
def test_two_bodies_have_no_reason_to_be_one(buyers: list[Buyer]) -> None:
    for one, other in combinations(bodies_of(buyers), 2):
        for a, b in ((a, b) for a in one.namings for b in other.namings):
            shared = set(keys_of(a)) & set(keys_of(b))
            assert not shared or not (names_agree(a.name, b.name) and a.name and _undisputed(a, b))


def _undisputed(a: Buyer, b: Buyer) -> bool:
    """Whether one register, where both stand in it, gives both one number."""
    first, second = stable_identifiers(a), stable_identifiers(b)
    return bool(set(first) & set(second)) or not {x.scheme for x in first} & {
        x.scheme for x in second
    }


@given(NAMES, NAMES)
def test_whether_names_agree_has_no_order(one: str, other: str) -> None:
    assert names_agree(one, other) == names_agree(other, one)


@given(st.lists(BUYERS, min_size=1, max_size=4))
def test_a_body_says_all_that_its_namings_say(buyers: list[Buyer]) -> None:
    for body in bodies_of(buyers):
        numbers = {one for naming in body.namings for one in naming.identifiers}
        assert set(body.buyer.identifiers) == numbers
        assert body == Body(body.namings)
