"""Groups of processes that are one: the same whatever the order, undone as exactly as made."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.joined import Group, Pair, as_one, groups_of, in_order
from bot.domain.money import NOT_STATED
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Contact, Opportunity, Source, State
from bot.domain.process_particulars import Particulars, particulars_of
from bot.domain.same_process import Evidence, Ground
from tests.examples import NOW, in_days, opportunity, pounds

FIND_A_TENDER = Source("find_a_tender", "https://www.find-tender.service.gov.uk/Notice/1", NOW)
CONTRACTS_FINDER = Source("contracts_finder", "https://www.contractsfinder.service.gov.uk/1", NOW)
EXPORT = Source("contracts_finder_csv", None, NOW)


def known(**changes: dict[str, Any]) -> dict[ProcessKey, Particulars]:
    """Processes by their keys, each the usual one with its changes."""
    made = {ProcessKey(key): opportunity(key, **facts) for key, facts in changes.items()}
    return {key: particulars_of(key, one) for key, one in made.items()}


def pair(
    one: str,
    other: str,
    ground: Ground = Ground.TWO_FEEDS,
    *,
    apart: bool = False,
) -> Pair:
    """The pair of two processes."""
    keys = in_order(ProcessKey(one), ProcessKey(other))
    return Pair(*keys, Evidence(ground, {}), NOW, NOW if apart else None)


def told(groups: list[Group]) -> list[str]:
    """Groups of one-letter keys, read at a glance."""
    return ["".join(group) for group in groups]


class TestGroups:
    def test_processes_that_hang_together_are_one_group(self) -> None:
        three = known(a={}, b={}, c={}, d={})
        assert told(groups_of([pair("a", "b"), pair("b", "c")], three)) == ["abc"]

    def test_what_an_operator_keeps_apart_is_not_joined_by_way_of_a_third(self) -> None:
        pairs = [pair("a", "b"), pair("b", "c"), pair("a", "c", apart=True)]
        assert told(groups_of(pairs, known(a={}, b={}, c={}))) == ["ab"]

    def test_the_stronger_evidence_decides_with_whom_one_goes(self) -> None:
        pairs = [
            pair("a", "b"),
            pair("b", "c", Ground.SAME_REFERENCE),
            pair("a", "c", apart=True),
        ]
        assert told(groups_of(pairs, known(a={}, b={}, c={}))) == ["bc"]

    def test_two_that_contradict_each_other_are_not_joined_by_way_of_a_third(self) -> None:
        three = known(a={"reference": "GM-2026-1"}, b={}, c={"reference": "GM-2026-2"})
        assert told(groups_of([pair("a", "b"), pair("b", "c")], three)) == ["ab"]

    def test_unless_an_operator_joined_them(self) -> None:
        two = known(a={"reference": "GM-2026-1"}, b={"reference": "GM-2026-2"})
        by_hand = pair("a", "b", Ground.BY_HAND)
        assert told(groups_of([by_hand], two)) == ["ab"]

    def test_a_process_of_which_nothing_is_known_is_in_no_group(self) -> None:
        assert groups_of([pair("a", "b")], known(a={})) == []


class TestWhichIsShown:
    def shown(self, **changes: dict[str, Any]) -> str:
        processes = known(**changes)
        pairs = [pair(a, b) for a, b in combinations(processes, 2)]
        return told(groups_of(pairs, processes))[0]

    def test_the_one_that_takes_answers_longest(self) -> None:
        later = {"deadline": in_days(30), "source": EXPORT}
        assert self.shown(a={"deadline": None}, b={}, c=later) == "cba"

    def test_of_these_the_one_whose_feed_says_most(self) -> None:
        earlier = {"deadline": in_days(20) - timedelta(hours=2), "source": FIND_A_TENDER}
        assert self.shown(a={"source": EXPORT}, b={"source": CONTRACTS_FINDER}, c=earlier) == "cba"

    def test_of_these_the_newest(self) -> None:
        newer = {"source": Source("find_a_tender", None, in_days(1))}
        assert self.shown(a={}, b=newer) == "ba"


class TestAsOne:
    def test_it_says_where_else_it_was_published_and_fills_in_what_is_missing(self) -> None:
        contact = Contact(email="buying@example.org")
        bare = opportunity("a", value=NOT_STATED, source=EXPORT)
        other = opportunity("b", value=pounds(5), contact=contact, source=CONTRACTS_FINDER)
        one = as_one(bare, [other])
        assert (one.id, one.value, one.contact) == ("a", pounds(5), contact)
        assert one.source == Source("contracts_finder_csv", CONTRACTS_FINDER.url, NOW)
        assert one.elsewhere == (CONTRACTS_FINDER,)

    def test_whichever_says_so_since_it_is_called_off_or_awarded(self) -> None:
        shown = opportunity("a", published_at=in_days(-2))
        off = opportunity("b", cancelled_at=in_days(-1), source=CONTRACTS_FINDER)
        won = opportunity("c", awarded_at=in_days(-1), source=EXPORT)
        assert as_one(shown, [off]).state_at(NOW) is State.CANCELLED
        assert as_one(shown, [won]).state_at(NOW) is State.AWARDED
        assert shown.state_at(NOW) is State.OPEN

    def test_what_was_withdrawn_to_be_published_again_is_open(self) -> None:
        said = Source("contracts_finder", None, in_days(-3))
        old = opportunity("b", cancelled_at=in_days(-3), source=said)
        assert as_one(opportunity(published_at=in_days(-2)), [old]).state_at(NOW) is State.OPEN


KEYS = "abcdef"
EDGES = list(combinations(KEYS, 2))
EDGE = st.sampled_from(EDGES)


@given(
    st.dictionaries(EDGE, st.tuples(st.sampled_from(Ground), st.booleans()), max_size=12),
    st.randoms(),
)
def test_the_order_of_the_pairs_does_not_matter_and_no_group_holds_what_is_kept_apart(
    edges: dict[tuple[str, str], tuple[Ground, bool]], chance: Any
) -> None:
    pairs = [pair(a, b, ground, apart=apart) for (a, b), (ground, apart) in edges.items()]
    processes = known(**{key: {} for key in KEYS})
    groups = groups_of(pairs, processes)
    chance.shuffle(pairs)
    assert groups_of(pairs, processes) == groups
    members = [key for group in groups for key in group]
    assert len(members) == len(set(members))
    together = {in_order(a, b) for group in groups for a, b in combinations(group, 2)}
    assert not together & {one.keys for one in pairs if one.kept_apart_at}


@given(st.permutations([opportunity("b"), opportunity("c", source=EXPORT, contact=Contact("x"))]))
def test_the_order_of_the_others_does_not_matter(others: list[Opportunity]) -> None:
    assert as_one(opportunity("a"), others) == as_one(opportunity("a"), others[::-1])
