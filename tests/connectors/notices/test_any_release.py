"""Whatever stands in a file, it is imported or refused; nothing stops an import."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.notice import FindingKind
from tests.connectors.notices.conftest import Importing
from tests.connectors.notices.making import a_body, package, write

TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    [
        "2025-01-01T00:00:00Z",
        "9999-12-31T23:59:59-05:00",
        "buyer",
        "planning",
        "\0",
        "\ud800",
        "GBP",
        "£",
    ]
)
NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "ocid",
    "id",
    "date",
    "tag",
    "buyer",
    "parties",
    "planning",
    "awards",
    "contracts",
    "relatedProcesses",
    "language",
    "initiationType",
]
TENDER_FIELDS = [
    "id",
    "title",
    "description",
    "status",
    "items",
    "value",
    "minValue",
    "procurementMethodDetails",
    "lots",
    "tenderPeriod",
    "documents",
    "suitability",
    "mainProcurementCategory",
    "classification",
    "contractPeriod",
    "additionalClassifications",
    "otherRequirements",
    "aboveThreshold",
    "datePublished",
    "expressionOfInterestDeadline",
    "deadlineHasNoTime",
]
OBJECTS = st.dictionaries(TEXT, ANYTHING, max_size=5)
NEARLY_RELEASES = st.builds(
    lambda changes, tender: a_body(tender=tender, **changes),
    st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=4),
    st.dictionaries(st.sampled_from(TENDER_FIELDS), ANYTHING, max_size=6),
)
NEARLY_PARTIES = st.builds(
    lambda **party: a_body(parties=[{**party, "roles": ["buyer"]}]),
    name=ANYTHING,
    address=ANYTHING | st.fixed_dictionaries({"locality": ANYTHING, "postalCode": ANYTHING}),
    contactPoint=ANYTHING | st.fixed_dictionaries({"name": ANYTHING, "email": ANYTHING}),
    details=ANYTHING | st.fixed_dictionaries({"classifications": ANYTHING, "url": ANYTHING}),
    identifier=ANYTHING | st.fixed_dictionaries({"scheme": ANYTHING, "id": ANYTHING}),
)
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check_import_of(make_importing: Callable[[], Importing], *bodies: Any) -> None:
    """Imports the releases into a fresh database and checks that each is accounted for."""
    importing = make_importing()
    summary = importing(write(importing.folder / "any.json", package(*bodies)))
    importing.close()
    assert summary.read == len(bodies)
    assert summary.read == summary.opportunities + summary.merged + summary.rejected
    assert len(summary.refusals) <= summary.rejected
    assert all(one.reason.strip() for one in summary.refusals)
    assert set(summary.warnings) <= set(FindingKind)


@MANY
@given(body=OBJECTS | ANYTHING)
def test_any_json_as_a_release_is_imported_or_refused(
    make_importing: Callable[[], Importing], body: Any
) -> None:
    check_import_of(make_importing, body)


@MANY
@given(body=NEARLY_RELEASES | NEARLY_PARTIES)
def test_a_release_with_any_field_odd_is_imported_or_refused(
    make_importing: Callable[[], Importing], body: Any
) -> None:
    check_import_of(make_importing, body)


@MANY
@given(first=NEARLY_RELEASES, second=NEARLY_RELEASES)
def test_two_odd_releases_of_one_process_are_joined_or_refused(
    make_importing: Callable[[], Importing], first: dict[str, Any], second: dict[str, Any]
) -> None:
    same = {"ocid": "ocds-b5fd17-odd"}
    check_import_of(
        make_importing,
        first | same | {"date": "2025-01-01T00:00:00Z"},
        second | same | {"date": "2025-01-02T00:00:00Z", "odd": "second"},
    )


@MANY
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@pytest.mark.parametrize("name", ["any.json", "any.csv"])
def test_any_bytes_as_a_file_are_read_or_refused(
    importing: Importing, content: bytes, name: str
) -> None:
    summary = importing(write(importing.folder / name, content))
    assert summary.read >= 1
    assert summary.rejected == summary.read


@MANY
@given(cut=st.integers(1, 3000), whole=st.lists(NEARLY_RELEASES, min_size=1, max_size=3))
def test_a_file_cut_anywhere_is_read_up_to_there(
    importing: Importing, cut: int, whole: list[dict[str, Any]]
) -> None:
    summary = importing(write(importing.folder / "cut.json", json.dumps(whole)[:cut]))
    assert summary.read == summary.opportunities + summary.merged + summary.rejected
    assert summary.read >= 1


@pytest.mark.parametrize("dirt", ["\0", "\ud800", "\ud800\udc00", "\x1b[31m", "\u202e", "\x80"])
def test_control_characters_anywhere_do_not_stop_an_import(importing: Importing, dirt: str) -> None:
    text = f"Clean{dirt}ing"
    body = a_body(
        id=text,
        buyer={"name": text},
        parties=[
            {
                "name": text,
                "roles": ["buyer"],
                "address": {"locality": text},
                "details": {"url": text},
            }
        ],
        tender={
            "id": text,
            "title": text,
            "description": text,
            "procurementMethodDetails": text,
            "otherRequirements": {"reservedParticipation": [text]},
            "items": [{"classification": {"id": text}, "deliveryAddresses": [{"region": text}]}],
        },
    )
    summary = importing(write(importing.folder / "dirt.json", package(body)))
    assert (summary.read, summary.opportunities) == (1, 1)
    (held,) = importing.held().values()
    for stored in (
        held.title,
        held.description,
        held.reference,
        held.reserved_for,
        held.buyer.name,
    ):
        assert stored
        assert "\0" not in stored
        assert stored.encode()


def test_one_buyer_is_what_all_its_notices_say_together(importing: Importing) -> None:
    loud = {"name": "BRINDLE VALE COUNCIL"}
    quiet = [
        {
            "name": "Brindle Vale Council",
            "roles": ["buyer"],
            "details": {"url": "https://example.org"},
        }
    ]
    one, two = (
        a_body(buyer=loud, parties=[]),
        a_body(ocid="ocds-b5fd17-made-up-2", buyer={}, parties=quiet),
    )
    importing(write(importing.folder / "a.json", package(two, one)))
    for held in importing.held().values():
        assert held.buyer.name == "Brindle Vale Council"
        assert held.buyer.website == "https://example.org"
