"""Makes the card payments' table of this folder from the published totals by category."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
PUBLISHED = "birmingham_council_card_spend_by_category.csv"
TABLE = "birmingham_city_council_cards.csv"
STEPS = (10, 20, 50, 100, 200, 500, 1000, 5000)
"""Sums in pounds; bot/domain/spending.py has the same."""


@dataclass
class Heading:
    """What was paid under one of the buyer's own categories."""

    years: set[int] = field(default_factory=set)
    payments: int = 0
    total: Decimal = Decimal(0)
    at_most: list[int] = field(default_factory=lambda: [0] * len(STEPS))
    refunds: int = 0
    refunded: Decimal = Decimal(0)

    def add(self, year: int, payments: int, total: Decimal, median: Decimal) -> None:
        """Adds a published group: what one directorate paid in one year.

        Of a group's payments half, rounded up, are no larger than its median: so many are known to
        be no larger than a sum that the median does not exceed. Nothing is known of the others. A
        group below zero holds refunds or corrections, and is counted apart.
        """
        if total < 0 or median < 0:
            self.refunds += payments
            self.refunded += total
            return
        self.years.add(year)
        self.payments += payments
        self.total += total
        known = (payments + 1) // 2
        self.at_most = [
            n + (known if median <= step else 0)
            for n, step in zip(self.at_most, STEPS, strict=True)
        ]


def headings(rows: Iterable[Mapping[str, str]]) -> dict[str, Heading]:
    """What was paid under each category, by its name as published."""
    found: dict[str, Heading] = {}
    for row in rows:
        heading = found.setdefault(row["category"].strip(), Heading())
        heading.add(
            int(row["year"]),
            int(row["payments"]),
            Decimal(row["total_gbp"]),
            Decimal(row["median_gbp"]),
        )
    return found


def write(rows: Iterable[Mapping[str, str]], to: Path) -> int:
    """Writes the table, in the order of names; returns how many categories it has."""
    found = headings(rows)
    head = ["category", "first_year", "last_year", "payments", "total_gbp"]
    head += [f"at_most_{step}" for step in STEPS] + ["refunds", "refunded_gbp"]
    with to.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(head)
        for name, one in sorted(found.items()):
            years = [min(one.years), max(one.years)] if one.years else ["", ""]
            table.writerow(
                [name, *years, one.payments, one.total, *one.at_most, one.refunds, one.refunded]
            )
    return len(found)


def main() -> None:
    """Read the reference folder and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True, help="holds purchase_cards/")
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write into")
    chosen = parser.parse_args()
    published = chosen.reference / "purchase_cards" / PUBLISHED
    with published.open(encoding="utf-8-sig", newline="") as lines:
        count = write(csv.DictReader(lines), chosen.to / TABLE)
    print(f"{count} categories written to {TABLE}.")


if __name__ == "__main__":
    main()
