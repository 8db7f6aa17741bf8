"""What every Gazetteer promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.place import HOME_REGION, Coverage, Place, Point, Reach, miles_between
from bot.ports import Gazetteer
from connectors.places.gazetteer import Gazetteer as ContentGazetteer
from tests.examples import LEEDS
from tests.fakes import FakeGazetteer

CONTENT = Path(__file__).parents[2] / "content"
REAL = ContentGazetteer(CONTENT)
KNOWN = ("Alum Rock", "Bordesley Green", "B9 4AA", "Solihull")
FAR = Place("Leeds", LEEDS)
NOWHERE = Place("AB10", None)


def fake() -> FakeGazetteer:
    """A fake that knows a few of the places that the real one knows."""
    places = {name: place.point for name in KNOWN if (place := REAL.find(name)) and place.point}
    return FakeGazetteer(places, [HOME_REGION], ["England", "United Kingdom"])


@pytest.fixture(scope="module", params=["fake", "real"])
def gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    """Each gazetteer."""
    return fake() if request.param == "fake" else REAL


def place(gazetteer: Gazetteer, name: str) -> Place:
    """A place that must be known."""
    found = gazetteer.find(name)
    assert found is not None
    return found


class TestGazetteer:
    @pytest.mark.parametrize("name", KNOWN)
    def test_a_place_is_found_in_a_sentence_under_its_usual_name(
        self, gazetteer: Gazetteer, name: str
    ) -> None:
        found = gazetteer.find(f"any cleaning jobs in {name.lower()} please")
        assert found is not None
        assert found.name == name
        assert found.point is not None

    @pytest.mark.parametrize("text", ["", "cleaning jobs", "12345", "\n"])
    def test_a_sentence_without_a_place_has_none(self, gazetteer: Gazetteer, text: str) -> None:
        assert gazetteer.find(text) is None

    def test_a_coverage_says_what_the_notice_says(self, gazetteer: Gazetteer) -> None:
        coverage = gazetteer.coverage("B9 4AA", [HOME_REGION])
        assert (coverage.postcode, coverage.regions) == ("B9 4AA", (HOME_REGION,))
        assert coverage.point == place(gazetteer, "B9 4AA").point
        assert not coverage.nationwide

    def test_nothing_stated_covers_nothing_known(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.coverage(None, []) == Coverage()

    def test_a_country_is_nationwide(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.coverage(None, ["United Kingdom"]).nationwide

    def test_a_name_that_nobody_knows_is_kept_as_it_is(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.coverage(None, ["Ruritania"]).regions == ("Ruritania",)

    def test_the_same_region_twice_is_one(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.coverage(None, [HOME_REGION, HOME_REGION]).regions == (HOME_REGION,)

    def test_between_two_points_there_are_miles(self, gazetteer: Gazetteer) -> None:
        here = place(gazetteer, "Alum Rock")
        coverage = gazetteer.coverage("B9 4AA", [])
        reach, miles = gazetteer.reach(coverage, here)
        assert here.point is not None
        assert coverage.point is not None
        assert (reach, miles) == (Reach.NEAR, miles_between(here.point, coverage.point))

    def test_what_is_far_is_elsewhere(self, gazetteer: Gazetteer) -> None:
        reach, miles = gazetteer.reach(gazetteer.coverage("B9 4AA", []), FAR)
        assert reach is Reach.ELSEWHERE
        assert miles is not None
        assert miles > 80

    def test_who_has_no_point_is_far_from_every_point(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.reach(gazetteer.coverage("B9 4AA", []), NOWHERE) == (Reach.ELSEWHERE, None)

    @pytest.mark.parametrize(
        ("regions", "reach"),
        [
            ([HOME_REGION], Reach.REGION_WIDE),
            (["England"], Reach.NATIONWIDE),
            ([], Reach.UNKNOWN),
        ],
    )
    def test_an_area_has_a_reach_and_no_miles(
        self, gazetteer: Gazetteer, regions: list[str], reach: Reach
    ) -> None:
        here = place(gazetteer, "Alum Rock")
        assert gazetteer.reach(gazetteer.coverage(None, regions), here) == (reach, None)

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        st.sampled_from([None, "B9 4AA", "B99 9ZZ", "LS1 1AA", "nonsense"]),
        st.lists(st.sampled_from([HOME_REGION, "England", "London", "Ruritania"]), max_size=3),
        st.builds(Point, st.floats(49.8, 60.9), st.floats(-8.7, 1.8)) | st.none(),
    )
    def test_miles_are_only_told_between_two_points(
        self,
        gazetteer: Gazetteer,
        postcode: str | None,
        regions: list[str],
        point: Point | None,
    ) -> None:
        coverage = gazetteer.coverage(postcode, regions)
        reach, miles = gazetteer.reach(coverage, Place("somewhere", point))
        assert (miles is not None) == (coverage.point is not None and point is not None)
        assert (reach is Reach.NEAR) <= (miles is not None)
