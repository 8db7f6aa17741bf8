"""Firms that fit equally well are shown in turns that nobody can steer."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.opportunity import OpportunityId
from bot.domain.rotation import NONE_YET, PLACES, Draw, Turns, draw
from bot.domain.supplier import SupplierId

KEY = b"secret"
NEED = OpportunityId("need")


def firms(count: int, name: str = "firm") -> list[SupplierId]:
    return [SupplierId(f"{name} {n}") for n in range(count)]


def after(turns: dict[SupplierId, Turns], drawn: Draw) -> dict[SupplierId, Turns]:
    """The turns once a draw was noted."""
    had = {one: turns.get(one, NONE_YET) for one in {*turns, *drawn.due}}
    return {
        one: Turns(t.shown + (one in drawn.shown), t.due + drawn.due.get(one, 0.0))
        for one, t in had.items()
    }


def through(
    needs: int, turns: dict[SupplierId, Turns], *band: SupplierId, places: int = PLACES
) -> tuple[dict[SupplierId, Turns], Counter[SupplierId]]:
    """The turns, and how often each was shown, after so many needs of one band."""
    shown: Counter[SupplierId] = Counter()
    for n in range(needs):
        drawn = draw([band], turns, OpportunityId(f"{n} of {len(turns)}"), KEY, places)
        turns = after(turns, drawn)
        shown.update(drawn.shown)
    return turns, shown


def test_a_band_that_fits_into_the_places_is_shown_whole() -> None:
    drawn = draw([firms(3)], {}, NEED, KEY)
    assert set(drawn.shown) == set(firms(3))
    assert set(drawn.due.values()) == {1.0}


def test_a_better_band_goes_before_a_worse_one_whatever_their_turns() -> None:
    best, next_best = firms(2, "best"), firms(9, "next")
    turns = {one: Turns(shown=90, due=9.0) for one in best}
    drawn = draw([best, next_best], turns, NEED, KEY)
    assert set(drawn.shown[:2]) == set(best)
    assert set(drawn.shown[2:]) < set(next_best)
    assert drawn.due[next_best[0]] == 3 / 9


def test_who_does_not_compete_is_due_nothing() -> None:
    best, worse = firms(7, "best"), firms(4, "worse")
    assert set(draw([best, worse], {}, NEED, KEY).due) == set(best)


def test_whoever_had_least_of_its_due_comes_first() -> None:
    ada, ben, cy = firms(3)
    turns = {ada: Turns(4, 4.0), ben: Turns(2, 4.0), cy: Turns(3, 4.0)}
    assert draw([[ada, ben, cy]], turns, NEED, KEY, places=2).shown == (ben, cy)


def test_equals_are_shown_equally_often() -> None:
    _, shown = through(120, {}, *firms(17))
    assert sum(shown.values()) == 120 * PLACES
    assert max(shown.values()) - min(shown.values()) <= 1


def test_a_newcomer_neither_floods_the_lists_nor_waits_for_long() -> None:
    old = firms(20)
    turns, _ = through(200, {}, *old)
    _, shown = through(40, turns, *old, SupplierId("new"))
    fair = 40 * PLACES / 21
    assert 0.8 * fair <= shown[SupplierId("new")] <= 1.2 * fair + 1


def test_a_firm_alone_in_a_small_trade_still_gets_its_turns_in_a_large_one() -> None:
    broad, many = SupplierId("broad"), firms(20)
    turns, _ = through(50, {}, broad)
    _, shown = through(80, turns, broad, *many)
    assert shown[broad] >= 0.8 * 80 * PLACES / 21


def test_neither_the_alphabet_nor_the_order_of_registering_decides() -> None:
    first = Counter(
        draw([firms(9)], {}, OpportunityId(str(n)), KEY, places=1).shown[0] for n in range(900)
    )
    assert len(first) == 9
    assert max(first.values()) < 1.5 * min(first.values())


def test_without_the_secret_nobody_can_tell_who_will_be_drawn() -> None:
    orders = {draw([firms(9)], {}, NEED, bytes([n]), places=9).shown for n in range(20)}
    assert len(orders) == 20


@given(st.data(), st.integers(0, 20), st.integers(0, 9))
def test_the_order_in_which_firms_are_given_changes_nothing(
    data: st.DataObject, count: int, places: int
) -> None:
    band = firms(count)
    turns = {one: Turns(n % 4, n % 3) for n, one in enumerate(band) if n % 2}
    mixed = data.draw(st.permutations(band))
    drawn, again = (draw([some], turns, NEED, KEY, places) for some in (band, mixed))
    assert drawn.shown == again.shown
    assert dict(drawn.due) == dict(again.due)
    assert len(drawn.shown) == len(set(drawn.shown)) == min(places, len(band))


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.integers(1, 8))
def test_what_is_due_adds_up_to_what_is_shown(sizes: list[int], places: int) -> None:
    bands = [firms(size, f"band {n}") for n, size in enumerate(sizes)]
    drawn = draw(bands, {}, NEED, KEY, places)
    assert abs(sum(drawn.due.values()) - len(drawn.shown)) < 1e-9
