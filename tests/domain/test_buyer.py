"""What two notices say of one buyer, taken together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import Buyer, BuyerClass, Identifier

NAMES = st.sampled_from(["Eastside Council", "EASTSIDE COUNCIL", "eastside council"])
IDENTIFIERS = st.sampled_from([Identifier("A", "1"), Identifier("A", "2"), Identifier("B", "1")])
BUYERS = st.builds(
    Buyer,
    NAMES,
    st.sampled_from(BuyerClass),
    st.sampled_from([None, True, False]),
    st.lists(IDENTIFIERS, unique=True).map(tuple),
    st.sampled_from([None, "https://a.example.org", "https://b.example.org"]),
)


@given(BUYERS, BUYERS)
def test_the_order_of_two_notices_does_not_matter(a: Buyer, b: Buyer) -> None:
    assert a.joined_with(b) == b.joined_with(a)


@given(BUYERS, BUYERS, BUYERS)
def test_the_order_of_three_notices_does_not_matter(a: Buyer, b: Buyer, c: Buyer) -> None:
    assert a.joined_with(b).joined_with(c) == a.joined_with(b.joined_with(c))


@given(BUYERS, BUYERS)
def test_the_same_notice_again_adds_nothing(a: Buyer, b: Buyer) -> None:
    together = a.joined_with(b)
    assert together.joined_with(b) == together.joined_with(a) == together


@given(BUYERS, BUYERS)
def test_nothing_known_is_lost(a: Buyer, b: Buyer) -> None:
    together = a.joined_with(b)
    assert set(together.identifiers) == {*a.identifiers, *b.identifiers}
    if BuyerClass.UNKNOWN not in {a.buyer_class} & {b.buyer_class}:
        assert together.buyer_class in {a.buyer_class, b.buyer_class} - {BuyerClass.UNKNOWN}
    assert (together.s17 is None) == (a.s17 is None and b.s17 is None)
    assert (together.website is None) == (a.website is None and b.website is None)


def test_the_name_that_looks_like_a_name_is_kept() -> None:
    assert (
        Buyer("EASTSIDE COUNCIL").joined_with(Buyer("Eastside Council")).name == "Eastside Council"
    )
