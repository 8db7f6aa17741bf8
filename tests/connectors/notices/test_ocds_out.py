"""What is given out is valid OCDS, says nothing it should not, and is read back as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker
from ocdskit.combine import merge
from ocdskit.util import is_release_package

from bot.bootstrap import CONTENT, make_compiler, make_reader
from bot.domain.buyer import Buyer, BuyerClass, Identifier
from bot.domain.challenge import Phase
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.notice import Release
from bot.domain.opportunity import (
    POSTED_HERE,
    Category,
    Contact,
    Kind,
    Law,
    Ocid,
    Opportunity,
    Source,
    SuitableFor,
)
from bot.domain.place import Coverage, Office
from bot.domain.publishing import Amended
from bot.ports import ReleaseCompiler
from connectors.notices import compiler as notices
from connectors.notices.ocds_out import OcdsReleases, Publisher
from connectors.places.gazetteer import Gazetteer
from tests.browse_cases import COUNCIL, every_state, one
from tests.examples import NOW, cpv, in_days, pounds
from tests.running import ROOT

SCHEMA = json.loads(
    (Path(notices.__file__).parent / "schema" / "release-schema.json").read_text(encoding="utf-8")
)
REFERENCE = ROOT.parent / "shared" / "reference" / "ocds"
SITE = "https://doorstep.example"
WRITER = OcdsReleases(Publisher("Eastside Trust", SITE, "ocds-a1b2c3", is_registered=True))
HERE = "the release's schema alone: the package's does not lie beside the project"
TITLES = [each.title for each in every_state()]
CALLED_OFF = in_days(-1)
TRUST = Buyer("Eastside Library Trust", BuyerClass.SUB_CENTRAL)


def posted(**changes: Any) -> Opportunity:
    """Something a buyer posted two days ago, with changes."""
    facts = {
        "source": Source(POSTED_HERE, f"{SITE}/opportunities/posted", in_days(-2)),
        "published_at": in_days(-2),
        "deadline": in_days(20),
        "buyer": TRUST,
        "coverage": Gazetteer(CONTENT).coverage("B9 4AA", []),
        "reference": "EL-7",
        "law": Law.PROCUREMENT_ACT,
        "above_threshold": False,
        "how_to_respond": "Send your price from this page.",
    }
    return one("posted", **{**facts, **changes})


def package_of(*these: Opportunity, moment: Any = NOW) -> dict[str, Any]:
    """Their releases as a package, as JSON has it."""
    releases = [WRITER.release(each, moment) for each in these]
    told: dict[str, Any] = json.loads(
        json.dumps(WRITER.package(releases, f"{SITE}/api/ocds/releases", None, moment))
    )
    return told


def faults(schema: Mapping[str, Any], thing: Mapping[str, Any]) -> list[str]:
    """What a JSON Schema has against it."""
    checked = Draft4Validator(schema, format_checker=FormatChecker())
    return [f"{list(fault.path)}: {fault.message[:200]}" for fault in checked.iter_errors(thing)]


def without_address(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema, whose references are then to itself."""
    return {name: part for name, part in schema.items() if name not in {"id", "$id"}}


@pytest.mark.parametrize("number", range(len(TITLES)), ids=lambda n: TITLES[n][:20])
def test_every_release_keeps_to_the_schema(number: int) -> None:
    release = package_of(every_state()[number])["releases"][0]
    assert faults(SCHEMA, release) == []


def test_a_package_keeps_to_the_schema_of_packages(record_property: Any) -> None:
    package = package_of(*every_state())
    file = REFERENCE / "release-package-schema.json"
    record_property("schema", str(file) if file.exists() else HERE)
    if file.exists():
        schema = json.loads(file.read_text(encoding="utf-8"))
        # Put into one schema without an address of its own: else parts of it would be fetched.
        schema["properties"]["releases"]["items"] = without_address(SCHEMA)
        schema["definitions"] = {**SCHEMA["definitions"], **schema.get("definitions", {})}
        assert faults(without_address(schema), package) == []
    assert is_release_package(package)
    for needed in ("uri", "version", "publishedDate", "publisher", "releases"):
        assert package[needed]


def test_ocdskit_compiles_what_is_given_out() -> None:
    package = package_of(posted())
    (compiled,) = merge([package], schema=SCHEMA)
    assert compiled["ocid"] == "ocds-a1b2c3-posted"
    assert compiled["tender"]["title"] == "Cleaning of a primary school"


def test_who_gives_it_out_and_under_which_licence_is_said() -> None:
    package = package_of(posted())
    assert package["publisher"] == {"name": "Eastside Trust", "uri": SITE}
    assert package["license"].endswith("/open-government-licence/version/3/")
    assert package["publicationPolicy"] == f"{SITE}/open-data"


@pytest.mark.parametrize(
    ("changes", "tag", "status"),
    [
        ({}, ["tender"], "active"),
        ({"kind": Kind.MARKET_ENGAGEMENT}, ["planning"], "planning"),
        ({"awarded_at": in_days(-1)}, ["award"], "complete"),
        ({"cancelled_at": in_days(-1)}, ["tenderCancellation"], "cancelled"),
        ({"awarded_at": in_days(1)}, ["tender"], "active"),
    ],
)
def test_tag_and_status_tell_how_it_stands(
    changes: dict[str, Any], tag: list[str], status: str
) -> None:
    release = WRITER.release(posted(**changes), NOW)
    assert (release["tag"], release["tender"]["status"]) == (tag, status)


@pytest.mark.parametrize(
    ("kind", "tag"),
    [(Kind.QUICK_QUOTE, "tenderUpdate"), (Kind.MARKET_ENGAGEMENT, "planningUpdate")],
)
def test_what_its_buyer_changed_is_an_amendment_and_the_schema_agrees(kind: Kind, tag: str) -> None:
    changed = [Amended(name, NOW, "It now closes later.", "Holidays") for name in ("a", "b")]
    release = json.loads(json.dumps(WRITER.release(posted(kind=kind), NOW, changed)))
    assert release["tag"] == [tag]
    assert [one["id"] for one in release["tender"]["amendments"]] == ["a", "b"]
    assert release["tender"]["amendments"][0]["rationale"] == "Holidays"
    assert faults(SCHEMA, release) == []
    assert release["id"] != WRITER.release(posted(kind=kind), NOW)["id"]
    (compiled,) = merge([{**package_of(), "releases": [release]}], schema=SCHEMA)
    assert len(compiled["tender"]["amendments"]) == len(changed)


def test_a_contact_goes_with_the_day_it_closes_and_the_release_is_another() -> None:
    before = WRITER.release(posted(), in_days(19))
    after = WRITER.release(posted(), in_days(20))
    assert before["parties"][0]["contactPoint"]["email"] == "buying@example.org"
    assert "buying@example.org" not in json.dumps(after)
    assert "buying team" not in json.dumps(after)
    assert before["id"] != after["id"]
    assert after["date"] > before["date"]
    assert WRITER.release(posted(), in_days(40)) == after


EVERYTHING = {
    "buyer": Buyer(
        "Eastside Library Trust",
        BuyerClass.SUB_CENTRAL,
        identifiers=(Identifier("GB-PPON", "PAAA-1111-BBBB"), Identifier("GB-COH", "01234567")),
        website="https://library.example/",
    ),
    "title": "Cleaning & “polishing” of floors",
    "description": "Daily.\n\nAlso at weekends: <b>no</b> machines. £5 and more.",
    "category": Category.LIGHT_TOUCH,
    "cpv": cpv("90910000", "90911300"),
    "starts_on": date(2027, 1, 4),
    "ends_on": date(2029, 6, 30),
    "suitable_for": frozenset({SuitableFor.SME, SuitableFor.VCSE}),
    "reserved_for": "smeVcse, Birmingham",
    "procurement_method": "Below threshold - open competition",
    "special_regimes": frozenset({"lightTouch"}),
    "contact": Contact("The team", "team@example.org", "0121 496 0000", "https://a.example/"),
}
SAME: dict[str, dict[str, Any]] = {
    "plain": {},
    "everything": EVERYTHING,
    "with VAT": {"value": Value(pounds("24000.55").amount, Vat.INCLUDED, Basis.TOTAL)},
    "VAT unknown": {"value": Value(pounds(9_000).amount, Vat.UNKNOWN, Basis.YEARLY)},
    "no value": {"value": NOT_STATED},
    "a region": {"coverage": Coverage(regions=("West Midlands",))},
    "no reference": {"reference": None},
    "a challenge": {
        "kind": Kind.CHALLENGE,
        "phases": (Phase.CALL, Phase.PROOF, Phase.TRIAL),
        "title": "Cleaner air at bus stops",
    },
    "engagement": {"kind": Kind.MARKET_ENGAGEMENT},
    "a quick quote": {"kind": Kind.QUICK_QUOTE},
    "a school": {
        "buyer": Buyer("Eastside Primary School", BuyerClass.SCHOOL, district="B9"),
        "coverage": Coverage(regions=("West Midlands",), office=Office("B9", is_near=True)),
    },
    "called off": {
        "cancelled_at": CALLED_OFF,
        "source": Source(POSTED_HERE, f"{SITE}/x", CALLED_OFF),
        "contact": None,
    },
    "awarded": {"awarded_at": CALLED_OFF, "contact": None},
}


@pytest.fixture(scope="module")
def compiler() -> ReleaseCompiler:
    """Reads releases as an import does."""
    return make_compiler()


@pytest.mark.parametrize("name", SAME)
def test_an_import_reads_back_the_same_opportunity(
    name: str, compiler: ReleaseCompiler, tmp_path: Path
) -> None:
    given = posted(**SAME[name])
    file = tmp_path / "package.json"
    file.write_text(json.dumps(package_of(given)), encoding="utf-8")
    (release,) = make_reader().read(file)
    assert isinstance(release, Release)
    read = compiler.compile([release]).opportunity
    ours: dict[str, Any] = {"id": given.id, "ocid": given.ocid, "source": given.source}
    ours["reference"] = given.reference or str(given.id)
    assert replace(read, **ours) == replace(given, **ours)


def test_what_another_says_under_our_name_is_read_with_care(compiler: ReleaseCompiler) -> None:
    body = json.loads(json.dumps(WRITER.release(posted(), NOW)))
    for nonsense in ([], "x", {"kind": "spaceship", "phases": [1, None], "valueVat": {}}, None):
        release = Release(
            posted().id, Ocid(body["ocid"]), NOW, "ocds", {**body, "doorstep": nonsense}, "f"
        )  # type: ignore[arg-type]
        assert compiler.compile([release]).opportunity.kind is Kind.TENDER


def test_a_feed_that_is_known_has_no_say_beside_the_standard(compiler: ReleaseCompiler) -> None:
    body = json.loads(json.dumps(WRITER.release(posted(kind=Kind.CHALLENGE), NOW)))
    release = Release(posted().id, Ocid("x"), NOW, "find_a_tender", body, "f")  # type: ignore[arg-type]
    assert compiler.compile([release]).opportunity.kind is Kind.TENDER


def test_buyers_without_a_number_have_one_name_for_machines() -> None:
    first, second = (WRITER.release(posted(title=t), NOW) for t in ("One", "Two"))
    assert first["buyer"]["id"] == second["buyer"]["id"] == first["parties"][0]["id"]
    other = WRITER.release(posted(buyer=replace(COUNCIL, name="Another")), NOW)
    assert other["buyer"]["id"] != first["buyer"]["id"]


def test_dates_are_of_the_day_in_london() -> None:
    summer = WRITER.release(posted(starts_on=date(2027, 7, 1)), NOW)
    assert summer["tender"]["contractPeriod"]["startDate"] == "2027-07-01T00:00:00+01:00"
