"""What Doorstep understands about places, and how far off it may be."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SourceError
from bot.domain.place import Coverage, Place, Reach
from connectors.places.gazetteer import Gazetteer

MAIN = Path(__file__).resolve().parents[3]
PLACES = MAIN / "content" / "places"
REFERENCE = MAIN.parent / "shared" / "reference"
GAZETTEER = Gazetteer(MAIN / "content")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def listed(file: str, under: str) -> list[dict[str, object]]:
    """The entries of one of the hand-made files."""
    found: list[dict[str, object]] = yaml.safe_load((PLACES / file).read_text())[under]
    return found


def place(name: str) -> Place:
    """The place of that name, which must be known."""
    found = GAZETTEER.find(name)
    assert found is not None, name
    return found


def reach(postcode: str | None, regions: list[str], near: str) -> tuple[Reach, float | None]:
    """How a notice's places relate to the named place."""
    return GAZETTEER.reach(GAZETTEER.coverage(postcode, regions), place(near))


# What people type


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cleaning in b9?", "B9"),
        ("B9", "B9"),
        ("b94aa pls", "B9 4AA"),
        ("my postcode is B9  4aa", "B9 4AA"),
        ("anything in B9 4", "B9 4"),
        ("jobs in b4", "B4"),
        ("catering near alumrock", "Alum Rock"),
        ("small heth", "Small Heath"),
        ("SMALLHEATH", "Small Heath"),
        ("sparkhil tailors", "Sparkhill"),
        ("anywhere in b'ham", "Birmingham"),
        ("brum", "Birmingham"),
        ("I am by Heartlands Hospital", "Heartlands Hospital"),
        ("deliver to the QE", "Queen Elizabeth Hospital"),
        ("on the Coventry Rd", "Coventry Road"),
        ("near Fort Dunlop", "Fort Dunlop"),
        ("tyseley and hay mills", "Tyseley & Hay Mills"),
        ("in King\u2019s Heath", "Kings Heath"),
        ("jobs in Wolves", "Wolverhampton"),
        ("any in Handswroth", "Handsworth"),
        ("work in town", "Birmingham city centre"),
        ("ls1 4pl", "LS1 4PL"),
    ],
)
def test_a_place_is_known_however_it_is_typed(text: str, name: str) -> None:
    assert place(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "near me",
        "B2B marketing",
        "a4 paper",
        "M25 depth",
        "any jobs b4 friday",
        "vitamin B12",
        "unit B9",
        "B1 English lessons",
        "B55",
        "B55 1AA",
        "ZZ1 1AA",
        "L2 3hr shifts",
        "meet and greet",
        "five ways to win",
        "Shirley here, I do cleaning",
        "small health checks",
        "we have good hope of winning",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert GAZETTEER.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "what does Birmingham City Council buy",
        "University of Birmingham tenders",
        "West Midlands Police",
        "Birmingham Women's and Children's NHS",
        "Birmingham and Solihull ICB",
        "Walsall MBC",
    ],
)
def test_a_buyer_named_after_a_place_is_not_a_place(text: str) -> None:
    assert GAZETTEER.find(text) is None


def test_a_number_after_a_district_is_a_number_and_not_a_sector() -> None:
    assert place("B9 4 cleaners wanted").name == "B9"
    assert place("within 3 miles of B9, 4 jobs").name == "B9"


def test_a_time_of_day_does_not_make_a_postcode() -> None:
    assert place("B12 3pm").name == "B12"


def test_a_smaller_place_is_preferred_to_the_city_around_it() -> None:
    assert place("I live in Birmingham, Sparkhill").name == "Sparkhill"
    assert place("Small Heath B10 0AA").name == "B10 0AA"


def test_the_longest_name_wins() -> None:
    assert place("Sparkbrook & Balsall Heath East").name == "Sparkbrook & Balsall Heath East"
    assert place("Bordesley Green").name == "Bordesley Green"


def test_every_place_in_a_sentence_is_found_where_it_stands() -> None:
    text = "I\u2019m in alum rock, want jobs in B9 or small heth"
    found = GAZETTEER.find_all(text)
    assert [each.place.name for each in found] == ["Alum Rock", "B9", "Small Heath"]
    assert [text[each.start : each.end] for each in found] == ["alum rock", "B9", "small heth"]


def test_every_ward_is_found_by_its_name() -> None:
    wards = [row["name"] for row in rows(PLACES / "wards.csv")]
    assert len(wards) == 69
    assert [place(ward).name for ward in wards] == wards


def test_every_listed_spelling_leads_to_its_area_and_every_area_has_a_point() -> None:
    for area in listed("areas.yml", "areas"):
        also, careful = area.get("also", []), area.get("careful", [])
        assert isinstance(also, list)
        assert isinstance(careful, list)
        for spelling in (area["name"], *also, *careful):
            found = place(str(spelling))
            assert (found.name, found.point is None) == (area["name"], False), spelling


def test_no_spelling_is_listed_for_two_areas() -> None:
    owners: dict[str, object] = {}
    for area in listed("areas.yml", "areas"):
        for spelling in (*area.get("also", ()), *area.get("careful", ())):  # type: ignore[misc]
            assert owners.setdefault(spelling, area["name"]) == area["name"], spelling


pieces = st.sampled_from(
    [
        "B9",
        "b4",
        "4AA",
        " ",
        "4",
        "near",
        "alum rock",
        "Small",
        "Heath",
        "&",
        "'",
        "b'ham",
        "\u0130",
    ]
)
sentences = st.text() | st.lists(pieces | st.text(max_size=3)).map("".join)


@given(sentences)
def test_any_text_at_all_can_be_searched_for_places(text: str) -> None:
    for found in GAZETTEER.find_all(text):
        assert 0 <= found.start < found.end <= len(text)


@given(sentences)
def test_the_places_found_never_overlap(text: str) -> None:
    found = GAZETTEER.find_all(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(sentences)
def test_the_usual_spelling_of_a_place_is_itself_a_place_so_spelt(text: str) -> None:
    found = GAZETTEER.find(text)
    assert found is None or GAZETTEER.find(found.name) == found


@given(st.text(), st.lists(st.text()))
def test_any_postcode_and_regions_make_a_coverage(postcode: str, regions: list[str]) -> None:
    coverage = GAZETTEER.coverage(postcode, regions)
    assert GAZETTEER.reach(coverage, place("B9"))[0] in Reach
    assert GAZETTEER.ward_of(postcode) is None or GAZETTEER.locate(postcode)


# Positions and wards


def test_the_tables_are_what_the_script_makes(tmp_path: Path) -> None:
    made = PLACES
    if REFERENCE.exists():
        script = [sys.executable, str(PLACES / "rebuild.py")]
        subprocess.run([*script, "--reference", str(REFERENCE), "--to", str(tmp_path)], check=True)
        made = tmp_path
    for table, size in (("postcode_sectors.csv", 266), ("wards.csv", 69)):
        assert (made / table).read_text() == (PLACES / table).read_text()
        assert len(rows(PLACES / table)) == size


def test_a_postcode_we_do_not_hold_is_placed_by_its_sector_or_district() -> None:
    assert GAZETTEER.locate("B9 4ZZ") == GAZETTEER.locate("b9 4")
    assert GAZETTEER.locate("B9 1AA") == GAZETTEER.locate("B9")
    assert GAZETTEER.locate("LS1 4PL") is None
    assert GAZETTEER.locate("not a postcode") is None


def test_a_district_alone_has_no_ward() -> None:
    assert GAZETTEER.ward_of("B9") is None
    assert GAZETTEER.ward_of("LS1 4PL") is None


# What a notice covers


def test_a_delivery_postcode_is_spelt_and_placed() -> None:
    coverage = GAZETTEER.coverage("b95ss", [])
    assert (coverage.postcode, coverage.point) == ("B9 5SS", GAZETTEER.locate("B9 5"))


def test_what_is_no_postcode_counts_as_not_stated() -> None:
    assert GAZETTEER.coverage("Various", []) == Coverage()
    assert GAZETTEER.coverage(None, ["", " "]) == Coverage()


@pytest.mark.parametrize(
    "name", ["UK", "United Kingdom", "England", "Any region", "any region", "UK-wide", "GB"]
)
def test_the_whole_country_is_nationwide(name: str) -> None:
    assert GAZETTEER.coverage(None, [name]).nationwide
    assert reach(None, [name], "Saltley") == (Reach.NATIONWIDE, None)


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("UKG31", "West Midlands"),
        ("TLG3", "West Midlands"),
        ("UKG13", "Warwickshire"),
        ("UKM75", "Scotland"),
        ("UKL18", "Wales"),
        ("Yorkshire and The Humber", "Yorkshire and the Humber"),
        ("Mexico", "Outside the United Kingdom"),
        ("Atlantis", "Atlantis"),
        ("UKX9", "UKX9"),
    ],
)
def test_regions_get_their_usual_names_and_unknown_ones_stay(stated: str, name: str) -> None:
    coverage = GAZETTEER.coverage(None, [stated])
    assert (coverage.regions, coverage.nationwide) == ((name,), False)


def test_a_region_named_twice_is_kept_once() -> None:
    assert GAZETTEER.coverage(None, ["UKG", "West Midlands"]).regions == ("West Midlands",)


def test_no_region_spelling_is_listed_twice() -> None:
    owners: dict[object, object] = {}
    for region in listed("regions.yml", "regions"):
        for spelling in (region["name"], *region["also"], *region["codes"]):  # type: ignore[misc]
            assert owners.setdefault(spelling, region["name"]) == region["name"], spelling


@pytest.mark.parametrize("stated", ["B35", "b35", " B35 "])
def test_a_district_named_as_the_region_is_a_place(stated: str) -> None:
    coverage = GAZETTEER.coverage(None, [stated])
    assert (coverage.postcode, coverage.regions) == ("B35", ())
    assert coverage.point == GAZETTEER.locate("B35")
    assert reach(None, [stated], "Castle Vale")[0] is Reach.NEAR


def test_of_several_delivery_postcodes_none_is_lost_and_the_nearest_counts() -> None:
    coverage = GAZETTEER.coverage("B35 7PR", ["UKG31", "b9 5ss", "LS1 4PL"])
    assert coverage.postcodes == ("B35 7PR", "B9 5SS", "LS1 4PL")
    assert "West Midlands" in coverage.regions
    bordesley = place("Bordesley Green")
    alone = GAZETTEER.reach(GAZETTEER.coverage("B9 5SS", []), bordesley)
    assert GAZETTEER.reach(coverage, bordesley) == alone


def test_the_first_delivery_postcode_that_lies_hereabouts_stands_for_all() -> None:
    coverage = GAZETTEER.coverage("LS1 4PL", ["B9 5SS"])
    assert coverage.postcodes == ("B9 5SS", "LS1 4PL")
    assert coverage.point == GAZETTEER.locate("B9 5SS")


@given(st.lists(st.sampled_from(["B9 5SS", "B35", "LS1 4PL", "UKG31", "Atlantis"]), max_size=5))
def test_what_a_notice_names_is_never_dropped(names: list[str]) -> None:
    coverage = GAZETTEER.coverage(None, names)
    said = {"West Midlands" if name == "UKG31" else name for name in names}
    assert {*coverage.regions, *filter(None, [coverage.postcode])} == said


@pytest.mark.parametrize("code", ["UKG31", "TLG31", "UKG", "TLG", "TLG3", "Birmingham"])
def test_the_codes_of_birmingham_and_its_region_reach_east_birmingham(code: str) -> None:
    assert reach(None, [code], "East Birmingham") == (Reach.REGION_WIDE, None)


# How far it is


def test_work_within_fifteen_miles_is_near_with_its_miles() -> None:
    how, miles = reach("B9 5SS", [], "Small Heath")
    assert how is Reach.NEAR
    assert miles is not None
    assert 0 < miles < 2


def test_how_near_is_near_can_be_chosen() -> None:
    solihull = GAZETTEER.coverage("B91 3QB", [])
    saltley = place("Saltley")
    assert GAZETTEER.reach(solihull, saltley)[0] is Reach.NEAR
    assert GAZETTEER.reach(solihull, saltley, within=3)[0] is Reach.ELSEWHERE


def test_work_beyond_is_elsewhere_with_its_miles() -> None:
    how, miles = reach("B50 4AA", [], "Castle Vale")
    assert how is Reach.ELSEWHERE
    assert miles is not None
    assert miles > 15


def test_a_far_postcode_is_elsewhere_without_miles_even_if_a_region_is_wide() -> None:
    assert reach("E15 4PH", [], "B9") == (Reach.ELSEWHERE, None)
    assert reach("E15 4PH", ["England"], "B9") == (Reach.ELSEWHERE, None)


def test_a_neighbouring_town_is_near_by_its_postcode() -> None:
    how, miles = reach("DY1 1HF", [], "Birmingham")
    assert how is Reach.NEAR
    assert miles == pytest.approx(8, abs=2)


@pytest.mark.parametrize("region", ["West Midlands", "UKG31", "Birmingham", "Midlands"])
def test_a_region_around_the_place_is_region_wide(region: str) -> None:
    assert reach(None, [region], "Ward End") == (Reach.REGION_WIDE, None)
    assert reach(None, ["Scotland", region], "Ward End") == (Reach.REGION_WIDE, None)


def test_work_just_across_the_border_is_not_called_far_away() -> None:
    assert reach(None, ["UKG32"], "Sheldon") == (Reach.REGION_WIDE, None)
    assert reach(None, ["Sandwell"], "Handsworth") == (Reach.REGION_WIDE, None)


@pytest.mark.parametrize("region", ["East Midlands", "Scotland", "UKM82", "Ukraine", "London"])
def test_a_region_without_birmingham_is_elsewhere(region: str) -> None:
    assert reach(None, [region], "Ward End") == (Reach.ELSEWHERE, None)


def test_our_region_does_not_hold_a_place_far_away() -> None:
    assert reach(None, ["West Midlands"], "Manchester") == (Reach.ELSEWHERE, None)
    assert reach(None, ["West Midlands"], "LS1 4PL") == (Reach.ELSEWHERE, None)


def test_nothing_stated_or_nothing_known_is_unknown() -> None:
    assert reach(None, [], "Saltley") == (Reach.UNKNOWN, None)
    assert reach(None, ["Atlantis"], "Saltley") == (Reach.UNKNOWN, None)


# The folder


def test_the_files_are_read_in_under_fifty_milliseconds() -> None:
    def once() -> float:
        started = time.process_time()
        fresh = Gazetteer(MAIN / "content")
        fresh.find("cleaning in Small Heath")
        fresh.coverage("B9 5SS", ["West Midlands"])
        return time.process_time() - started

    assert min(once() for _ in range(5)) < 0.050


def test_a_folder_without_the_files_is_named_when_first_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"postcode_sectors\.csv|wards\.csv"):
        Gazetteer(tmp_path).find("B9")


def test_a_list_that_is_no_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "regions.yml").write_text("regions", encoding="utf-8")
    with pytest.raises(SourceError, match=r"regions\.yml"):
        Gazetteer(tmp_path).coverage(None, ["West Midlands"])
