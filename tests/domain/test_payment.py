"""Adding payments up and forgetting who was paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.payment import Payment, Tally
from bot.domain.spending import STEPS, PayeePlace, YearSize, together

DAY = date(2025, 5, 6)


def paid(amount: str = "600", payee: str | None = "bright", **changes: object) -> Payment:
    """A payment for cleaning in Birmingham."""
    facts: dict[str, object] = {
        "paid_on": DAY,
        "amount": Decimal(amount),
        "payee": payee,
        "category": "Cleaning",
        "place": PayeePlace.BIRMINGHAM,
    }
    return Payment(**facts | changes)  # type: ignore[arg-type]


payments = st.builds(
    Payment,
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.decimals(-9_000, 90_000, places=2).filter(bool),
    st.sampled_from(["bright", "tall trees", "bold", None]),
    st.sampled_from(["Cleaning", "Courier"]),
    st.sampled_from(PayeePlace),
    st.sampled_from(["", "1", "2"]),
)


def tallied(*those: Payment) -> Tally:
    tally = Tally()
    for one in those:
        tally.add(one)
    return tally


@given(st.lists(payments, max_size=40))
def test_the_lines_add_up_to_what_was_counted(those: list[Payment]) -> None:
    tally = tallied(*those)
    lines = tally.lines()
    whole = together(lines)
    assert whole.payments == tally.payments
    assert tally.payments + tally.refunds + tally.repeated == len(those)
    if not tally.repeated:
        assert whole.total == sum((one.amount for one in those), Decimal(0))
        spent = [one.amount for one in those if one.amount > 0]
        for known, step in zip(whole.at_most, STEPS, strict=True):
            assert known == sum(amount <= step for amount in spent)


@given(st.lists(payments, max_size=40))
def test_no_line_tells_who_was_paid(those: list[Payment]) -> None:
    said = repr(tallied(*those).lines())
    assert not [one for one in ("bright", "tall trees", "bold") if one in said]


def test_the_year_of_a_payee_under_a_heading_decides_its_size() -> None:
    (line,) = tallied(paid("600"), paid("600")).lines()
    assert (line.size, line.payments, line.payees) == (YearSize.UNDER_5000, 2, 1)
    years = tallied(paid("600"), paid("600", paid_on=date(2026, 1, 2))).lines()
    assert [(line.size, line.payments, line.payees) for line in years] == [
        (YearSize.UNDER_1000, 2, 1)
    ]


def test_what_is_paid_back_is_taken_off_and_counted_apart() -> None:
    tally = tallied(paid("1500"), paid("-600"))
    (line,) = tally.lines()
    assert (line.total, line.payments, line.size) == (900, 1, YearSize.UNDER_1000)
    assert (tally.refunds, tally.refunded) == (1, -600)


def test_the_same_transaction_twice_counts_once() -> None:
    tally = tallied(paid(number="7"), paid(number="7"))
    assert (tally.payments, tally.repeated) == (1, 1)


def test_a_transaction_split_over_rows_counts_whole() -> None:
    tally = tallied(paid("600", number="7"), paid("250", number="7"))
    assert (tally.payments, tally.repeated) == (2, 0)


def test_rows_without_a_number_are_never_taken_for_repeats() -> None:
    assert tallied(paid(), paid()).payments == 2


def test_of_a_hidden_payee_neither_size_nor_number_is_known() -> None:
    tally = tallied(paid(payee=None), paid("700", payee=None))
    (line,) = tally.lines()
    assert (line.size, line.payees, line.payments) == (YearSize.UNKNOWN, None, 2)
    assert (tally.redacted, tally.payees) == (2, 0)
