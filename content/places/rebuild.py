"""Makes the tables of this folder from the published postcode and ward files."""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent

# The wards named in the council's report of 11 February 2020 on the East Birmingham strategy.
EAST_BIRMINGHAM = frozenset(
    f"E050111{end}"
    for end in (
        *("20", "26", "27", "31", "32", "37", "38", "39", "45", "55"),
        *("62", "65", "66", "67", "69", "70", "82", "83", "85", "86"),
    )
)


@dataclass
class Middle:
    """Positions gathered so far, and the wards they lie in."""

    latitudes: list[float] = field(default_factory=list)
    longitudes: list[float] = field(default_factory=list)
    wards: Counter[str] = field(default_factory=Counter)
    wards_by_letter: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def position(self) -> tuple[str, str]:
        """Median latitude and longitude, four decimals (about ten metres).

        The median lies among the homes, where the mean is drawn to the far ends of a sector.
        """
        return f"{median(self.latitudes):.4f}", f"{median(self.longitudes):.4f}"

    def commonest_ward(self) -> str:
        """The ward most of the postcodes lie in; "" when under half lie in any known ward."""
        if self.wards.total() * 2 < len(self.latitudes):
            return ""
        return _commonest(self.wards)

    def other_wards(self) -> str:
        """Letters after the sector whose postcodes mostly lie in another ward: "Heartlands=HJ"."""
        letters: dict[str, str] = defaultdict(str)
        for letter in sorted(self.wards_by_letter):
            letters[_commonest(self.wards_by_letter[letter])] += letter
        letters.pop(self.commonest_ward(), None)
        return ";".join(f"{ward}={those}" for ward, those in sorted(letters.items()))


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def sectors(geography: Path) -> dict[str, Middle]:
    """Every sector with at least one positioned postcode."""
    wards = {
        row["postcode"]: row["ward"]
        for row in rows_of(geography / "postcode_to_ward_lsoa_derived.csv")
    }
    found: dict[str, Middle] = defaultdict(Middle)
    for row in rows_of(geography / "postcodes_B_latlon.csv"):
        if row["lat"]:
            postcode = row["Postcode"]
            sector = found[postcode[:-2]]
            _add(sector, float(row["lat"]), float(row["long"]))
            if postcode in wards:
                sector.wards[wards[postcode]] += 1
                sector.wards_by_letter[postcode[-2]][wards[postcode]] += 1
    return found


def wards(geography: Path) -> dict[str, Middle]:
    """The middle of each ward by code."""
    found: dict[str, Middle] = defaultdict(Middle)
    for row in rows_of(geography / "postcode_to_ward_lsoa_derived.csv"):
        _add(found[row["ward_code"]], float(row["lat"]), float(row["lon"]))
    return found


def write_sectors(geography: Path, to: Path) -> None:
    """Write `postcode_sectors.csv`, in the order of districts."""
    head = ["sector", "latitude", "longitude", "ward", "postcodes", "other_wards"]
    body = [
        [name, *each.position, each.commonest_ward(), len(each.latitudes), each.other_wards()]
        for name, each in sorted(sectors(geography).items(), key=_by_number)
    ]
    _write(to / "postcode_sectors.csv", head, body)


def write_wards(geography: Path, to: Path) -> None:
    """Write `wards.csv`, in the order of names."""
    middles = wards(geography)
    head = ["code", "name", "latitude", "longitude", "east_birmingham"]
    body = [
        [code, name, *middles[code].position, "yes" if code in EAST_BIRMINGHAM else "no"]
        for code, name in sorted(_birmingham_wards(geography), key=lambda ward: ward[1])
    ]
    _write(to / "wards.csv", head, body)


def write_outlines(geography: Path, to: Path) -> None:
    """Write `ward_outlines.csv`: the edges of East Birmingham's wards, in the order of names."""
    shapes = json.loads((geography / "wards_birmingham_solihull.geojson").read_text("utf-8"))
    edges = {
        one["properties"]["ward_code"]: one["geometry"]["coordinates"][0]
        for one in shapes["features"]
    }
    named = sorted(_birmingham_wards(geography), key=lambda ward: ward[1])
    body = [
        [code, name, " ".join(f"{latitude:.4f},{longitude:.4f}" for longitude, latitude in edge)]
        for code, name in named
        if code in EAST_BIRMINGHAM and (edge := edges.get(code))
    ]
    _write(to / "ward_outlines.csv", ["code", "name", "outline"], body)


def _birmingham_wards(geography: Path) -> list[tuple[str, str]]:
    return [(row["ward_code"], row["ward"]) for row in rows_of(geography / "birmingham_wards.csv")]


def _add(middle: Middle, latitude: float, longitude: float) -> None:
    middle.latitudes.append(latitude)
    middle.longitudes.append(longitude)


def _commonest(wards: Counter[str]) -> str:
    """The commonest; of equals the first by name, so that two runs agree."""
    return min(wards, key=lambda ward: (-wards[ward], ward), default="")


def _by_number(item: tuple[str, Middle]) -> tuple[int, str]:
    district, _, digit = item[0].partition(" ")
    return int(district.removeprefix("B")), digit


def _write(path: Path, head: list[str], body: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([head, *body])


def main() -> None:
    """Read the reference folder and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True, help="holds geography/")
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write into")
    chosen = parser.parse_args()
    write_sectors(chosen.reference / "geography", chosen.to)
    write_wards(chosen.reference / "geography", chosen.to)
    write_outlines(chosen.reference / "geography", chosen.to)


if __name__ == "__main__":
    main()
