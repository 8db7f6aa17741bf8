"""Who runs an installation, and what is not known of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.operator import Operator, OperatorPart

TRUST = Operator(
    name="Brindle Vale Trust",
    address="1 High Street, Birmingham, B1 1AA",
    registration="charity 1234567",
    email="hello@example.org",
    data_protection="privacy@example.org",
    complaints="complaints@example.org",
)


def test_an_operator_with_every_part_is_complete() -> None:
    assert TRUST.is_complete
    assert TRUST.missing == ()


@pytest.mark.parametrize("part", OperatorPart)
def test_an_operator_that_lacks_any_part_is_not_and_the_part_is_named(part: OperatorPart) -> None:
    lacking = replace(TRUST, **{part.value: "  "})
    assert not lacking.is_complete
    assert lacking.missing == (part,)


def test_of_nobody_every_part_is_missing() -> None:
    assert Operator().missing == tuple(OperatorPart)
