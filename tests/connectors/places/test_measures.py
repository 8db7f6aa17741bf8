"""How far off the small table may be, measured on postcodes that it was not made from."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from bot.domain.place import Point, miles_between
from connectors.places.gazetteer import Gazetteer

MAIN = Path(__file__).resolve().parents[3]
PLACES = MAIN / "content" / "places"
PUBLISHED = MAIN.parent / "shared" / "reference" / "geography"
POSITIONS, WARDS = "postcodes_B_latlon.csv", "postcode_to_ward_lsoa_derived.csv"
METRES_A_MILE = 1609.344
GAZETTEER = Gazetteer(MAIN / "content")
EAST_BIRMINGHAM = {
    *("Alum Rock", "Bordesley & Highgate", "Bordesley Green", "Bromford & Hodge Hill"),
    *("Castle Vale", "Garretts Green", "Glebe Farm & Tile Cross", "Gravelly Hill", "Heartlands"),
    *("Nechells", "Pype Hayes", "Shard End", "Sheldon", "Small Heath", "South Yardley"),
    *("Sparkbrook & Balsall Heath East", "Tyseley & Hay Mills", "Ward End", "Yardley East"),
    "Yardley West & Stechford",
}


@dataclass(frozen=True)
class Known:
    """A postcode (or, without the published files, a sector), its position and its ward."""

    postcode: str
    point: Point
    ward: str | None


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def known() -> list[Known]:
    """Every published postcode of the B area, else the middles of our own table."""
    if not PUBLISHED.exists():
        own = rows(PLACES / "postcode_sectors.csv")
        return [
            Known(
                one["sector"], Point(float(one["latitude"]), float(one["longitude"])), one["ward"]
            )
            for one in own
        ]
    wards = {row["postcode"]: row["ward"] for row in rows(PUBLISHED / WARDS)}
    return [
        Known(
            row["Postcode"],
            Point(float(row["lat"]), float(row["long"])),
            wards.get(row["Postcode"]),
        )
        for row in rows(PUBLISHED / POSITIONS)
        if row["lat"]
    ]


def metres_off(gazetteer: Gazetteer, those: Iterable[Known]) -> list[float]:
    """How far from each postcode the gazetteer puts it, where it puts it anywhere."""
    placed = ((gazetteer.locate(one.postcode), one.point) for one in those)
    return [miles_between(ours, real) * METRES_A_MILE for ours, real in placed if ours]


def share_of_right_wards(gazetteer: Gazetteer, those: Iterable[Known]) -> float:
    """For how many of those whose ward is published the gazetteer has the same."""
    right = [gazetteer.ward_of(one.postcode) == one.ward for one in those if one.ward]
    return sum(right) / len(right)


@pytest.fixture(scope="module")
def every() -> Sequence[Known]:
    """All that is known."""
    return known()


@pytest.fixture(scope="module")
def made_from(tmp_path_factory: pytest.TempPathFactory) -> Callable[[set[str]], Gazetteer]:
    """Makes a gazetteer of the published rows of some postcodes alone."""

    def make(postcodes: set[str]) -> Gazetteer:
        folder = tmp_path_factory.mktemp("half")
        geography, places = folder / "geography", folder / "content" / "places"
        geography.mkdir()
        places.mkdir(parents=True)
        for file, column in ((POSITIONS, "Postcode"), (WARDS, "postcode")):
            read = rows(PUBLISHED / file)
            with (geography / file).open("w", encoding="utf-8", newline="") as lines:
                writer = csv.DictWriter(lines, read[0])
                writer.writeheader()
                writer.writerows(row for row in read if row[column] in postcodes)
        for file in ("birmingham_wards.csv", "wards_birmingham_solihull.geojson"):
            shutil.copy(PUBLISHED / file, geography)
        for file in ("areas.yml", "regions.yml"):
            shutil.copy(PLACES / file, places)
        script = [sys.executable, str(PLACES / "rebuild.py"), "--reference", str(folder)]
        subprocess.run([*script, "--to", str(places)], check=True)
        return Gazetteer(folder / "content")

    return make


def test_half_the_postcodes_of_the_area_lie_within_600_metres_of_where_we_put_them(
    every: Sequence[Known],
) -> None:
    off = metres_off(GAZETTEER, every)
    assert len(off) == len(every) > 200
    assert median(off) < 600


def test_nine_in_ten_lie_within_a_mile_and_a_half(every: Sequence[Known]) -> None:
    off = sorted(metres_off(GAZETTEER, every))
    assert off[int(0.9 * len(off))] < 1.5 * METRES_A_MILE


def test_the_ward_is_right_for_four_postcodes_in_five(every: Sequence[Known]) -> None:
    assert share_of_right_wards(GAZETTEER, every) >= 0.8


def test_a_table_of_every_second_postcode_is_as_good_for_the_others(
    every: Sequence[Known], made_from: Callable[[set[str]], Gazetteer]
) -> None:
    if not PUBLISHED.exists():
        # The project's own table has no postcodes to leave out; the other tests still run.
        assert len(every) == len(rows(PLACES / "postcode_sectors.csv"))
        return
    half = made_from({one.postcode for one in every[::2]})
    unseen = every[1::2]
    assert median(metres_off(half, unseen)) < 600
    assert share_of_right_wards(half, unseen) >= 0.8


def test_the_wards_of_east_birmingham_are_right_for_four_postcodes_in_five(
    every: Sequence[Known],
) -> None:
    east = [one for one in every if one.ward in EAST_BIRMINGHAM]
    assert share_of_right_wards(GAZETTEER, east) >= 0.8


def test_the_twenty_wards_of_the_councils_report_are_east_birmingham() -> None:
    east = {row["name"] for row in rows(PLACES / "wards.csv") if row["east_birmingham"] == "yes"}
    assert east == EAST_BIRMINGHAM
    assert len(east) == 20


@pytest.mark.parametrize(
    ("said", "name", "ward", "postcode"),
    [
        ("Alum Rock", "Alum Rock", "Alum Rock", "B8 3"),
        ("by Heartlands", "Heartlands", "Heartlands", "B9 5"),
        ("Saltley", "Saltley", "Alum Rock", "B8 1"),
        ("near the QE", "Queen Elizabeth Hospital", "Edgbaston", "B15 2"),
        ("Hodge Hill", "Hodge Hill", "Bromford & Hodge Hill", "B36 8"),
        ("stechford", "Stechford", "Yardley West & Stechford", "B33 8"),
        ("b9 5ss", "B9 5SS", "Heartlands", "B9 5"),
    ],
)
def test_a_name_that_people_use_becomes_a_point_and_a_ward(
    said: str, name: str, ward: str, postcode: str
) -> None:
    place, middle = GAZETTEER.find(said), GAZETTEER.locate(postcode)
    assert place is not None
    assert place.point is not None
    assert middle is not None
    assert (place.name, place.ward) == (name, ward)
    assert miles_between(place.point, middle) < 1


@pytest.mark.parametrize("said", ["B9", "Birmingham", "East Birmingham", "Dudley", "LS1 4PL"])
def test_what_lies_in_many_wards_or_outside_ours_has_none(said: str) -> None:
    place = GAZETTEER.find(said)
    assert place is not None
    assert place.ward is None
