"""Reads one row of a buyer's list into the OCDS release that it stands for, or tells its faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from bot.domain.opportunity import Category, Kind
from bot.domain.place import usual_spelling
from connectors.notices.dates import END_OF_DAY, LONDON
from connectors.notices.lists import cells, days
from connectors.notices.lists.cells import Cell, UnreadableCellError
from connectors.notices.lists.columns import ListColumns

_NEEDS_NO_DEADLINE = {Kind.PLANNED, Kind.OPEN_FRAMEWORK}
_WAYS_TO_ANSWER = ("how_to_respond", "link", "contact")
_OCDS_CATEGORIES = {Category.GOODS, Category.SERVICES, Category.WORKS}
_NOON = time(12)

Said = TypeVar("Said")


class ListRow:
    """One row's cells by column key; reading all of them gathers every fault, not the first."""

    def __init__(self, columns: ListColumns, found: Mapping[str, Cell]) -> None:
        self._columns = columns
        self._cells = found
        self.faults: list[str] = []

    def body(self, published: datetime) -> dict[str, Any]:
        """The release as JSON, worth something only if there are no `faults` afterwards.

        A day without a time counts to its end in London, and says so with `deadlineHasNoTime`.
        """
        reference, title = self._read("reference", cells.line), self._read("title", cells.line)
        buyer, kind = self._read("buyer", cells.line), self._choose("kind")
        stated = self._stated(kind)
        contact = self._read("contact", cells.mailbox)
        if all(self._is_blank(key) for key in _WAYS_TO_ANSWER):
            names = ", ".join(self._columns[key].name for key in _WAYS_TO_ANSWER)
            self.faults.append(f"Fill in at least one of {names}.")
        return {
            "id": reference,
            "date": published.isoformat(),
            "tag": ["planning" if kind == Kind.PLANNED else "tender"],
            "buyer": {"id": "buyer", "name": buyer},
            "parties": [
                {
                    "id": "buyer",
                    "name": buyer,
                    "roles": ["buyer"],
                    "contactPoint": {"email": contact},
                }
            ],
            "tender": self._tender(reference, title, kind, stated["category"]),
            "stated": stated,
        }

    def _stated(self, kind: str | None) -> dict[str, Any]:
        """What a list says outright and OCDS has no place for."""
        return {
            "kind": kind,
            "visibility": self._choose("visibility"),
            "category": self._choose("category"),
            "vat": self._choose("vat"),
            "basis": self._choose("basis"),
            "howToRespond": self._read("how_to_respond", cells.words),
            "link": self._read("link", cells.link),
        }

    def _tender(
        self, reference: str | None, title: str | None, kind: str | None, category: str | None
    ) -> dict[str, Any]:
        amount = self._read("value", cells.pounds)
        period = self._contract_period()
        deadline, has_no_time = self._deadline(kind, period)
        withdrawn = self._choose("withdrawn") == "yes"
        return {
            "id": reference,
            "title": title,
            "description": self._read("description", cells.words),
            "status": "withdrawn" if withdrawn else "active",
            "mainProcurementCategory": category if category in _OCDS_CATEGORIES else None,
            "value": {"amount": float(amount), "currency": "GBP"} if amount else None,
            "items": [{"id": "1", **self._codes(), "deliveryAddresses": self._places()}],
            "tenderPeriod": {"endDate": deadline.isoformat() if deadline else None},
            "deadlineHasNoTime": has_no_time,
            "contractPeriod": period,
            "suitability": {who: self._choose(who) == "yes" for who in ("sme", "vcse")},
            "otherRequirements": self._reservation(),
        }

    def _deadline(
        self, kind: str | None, period: Mapping[str, str | None]
    ) -> tuple[datetime | None, bool]:
        on = self._read("deadline_date", days.day)
        at = self._read("deadline_time", days.clock) or self._read("deadline_date", _time_within)
        if on is None:
            if self._lacks_deadline(kind, period):
                self._fault("deadline_date", "this must be filled in for this kind")
            return None, False
        return datetime.combine(on, at or END_OF_DAY, LONDON).astimezone(UTC), at is None

    def _lacks_deadline(self, kind: str | None, period: Mapping[str, str | None]) -> bool:
        """Without one it would count as closed at once, unless it runs on or is only planned."""
        if not self._is_blank("deadline_date"):
            return False
        if kind == Kind.OPEN_FRAMEWORK:
            return period["endDate"] is None
        return kind is not None and kind not in _NEEDS_NO_DEADLINE

    def _contract_period(self) -> dict[str, str | None]:
        starts, ends = self._read("starts", days.day), self._read("ends", days.day)
        if starts and ends and ends < starts:
            self._fault("ends", "this is before the start")
        return {"startDate": _noon(starts), "endDate": _noon(ends)}

    def _codes(self) -> dict[str, Any]:
        said = self._read("cpv", cells.codes) or []
        return {"additionalClassifications": [{"scheme": "CPV", "id": code} for code in said]}

    def _places(self) -> list[dict[str, str]]:
        said = self._read("place", cells.areas) or []
        spelt = [(usual_spelling(one), one) for one in said]
        return [{"postalCode": code} if code else {"region": name} for code, name in spelt]

    def _reservation(self) -> dict[str, Any]:
        whom = self._read("reserved_for", cells.line)
        return {"reservedParticipationLocation": {"description": whom}} if whom else {}

    def _choose(self, key: str) -> str | None:
        return self._read(key, lambda cell: cells.choice(cell, self._columns[key]))

    def _read(self, key: str, read: Callable[[Cell], Said | None]) -> Said | None:
        if self._is_blank(key):
            if self._columns[key].required:
                self._fault(key, "this must be filled in")
            return None
        try:
            return read(self._cells[key])
        except UnreadableCellError as fault:
            self._fault(key, str(fault))
            return None

    def _is_blank(self, key: str) -> bool:
        return cells.is_blank(self._cells.get(key, ""))

    def _fault(self, key: str, reason: str) -> None:
        said = f"{self._columns[key].name}: {reason}."
        if said not in self.faults:
            self.faults.append(said)


def _time_within(cell: Cell) -> time | None:
    try:
        return days.time_within(cell)
    except UnreadableCellError:
        return None  # the day beside it says so already


def _noon(on: date | None) -> str | None:
    """Noon, so that the day is the same in London whatever the zone."""
    return datetime.combine(on, _NOON, LONDON).isoformat() if on else None
