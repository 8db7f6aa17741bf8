from __future__ import annotations

import pytest

from bot.domain.same_firm import SameGround, grounds_of
from bot.domain.supplier import Supplier, SupplierId
from tests.examples import NOW


def firm(name: str, postcode: str | None = "B9 4AA") -> Supplier:
    return Supplier(SupplierId(name), name, "cleaning", NOW, postcode)


@pytest.mark.parametrize(
    ("one", "other", "grounds"),
    [
        (firm("Khan & Sons"), firm("Khan and Sons Ltd"), {SameGround.NAME, SameGround.POSTCODE}),
        (firm("Khan & Sons"), firm("KHAN & SONS", "B8 1AA"), {SameGround.NAME}),
        (firm("Khan & Sons", None), firm("Khan & Sons", None), {SameGround.NAME}),
        (firm("Khan & Sons"), firm("Clean Sweep"), set()),
        (firm("!!!"), firm("???"), set()),
    ],
)
def test_the_same_name_may_be_the_same_firm_and_a_place_alone_is_none(
    one: Supplier, other: Supplier, grounds: set[SameGround]
) -> None:
    assert grounds_of(one, other) == grounds_of(other, one) == grounds
