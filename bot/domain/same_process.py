"""Whether two processes are one that was published twice, and what shows it.

Joining wrongly hides a real opportunity, which is worse than showing one twice: what is not
plain is not joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.opportunity import Kind
from bot.domain.process_marks import (
    DAYS_A_PROCESS_MAY_MOVE,
    ENOUGH_TEXT,
    Feature,
    Marks,
    buyer_mark,
    marks_of,
    title_mark,
)
from bot.domain.process_particulars import Particulars, core_reference, portal_of, title_words


class Ground(StrEnum):
    """Why two processes are taken to be one, the strongest first."""

    BY_HAND = "by_hand"
    SAME_PAGE = "same_page"
    SAME_REFERENCE = "same_reference"
    TWO_FEEDS = "two_feeds"
    PUBLISHED_AGAIN = "published_again"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ground on which two processes were joined, and all the marks."""

    ground: Ground
    marks: Marks


ALIKE = 0.8
"""From here on two texts are taken for one with changes."""
NEARLY_ONE = 0.95
"""From here on two texts are taken for one."""
UNLIKE = 0.3
"""Below this two texts tell of different things."""
TITLES_AGREE = 0.6
"""What titles need where the reference is the same: one may say more than the other."""
DAYS_UNTIL_A_NEW_DEADLINE = 45
MUCH_TEXT = 200
ENOUGH_WORDS = 4
_NOT_THE_THING_ITSELF = frozenset({Kind.MARKET_ENGAGEMENT, Kind.RE_LET})


def evidence_of(one: Particulars, other: Particulars) -> Evidence | None:
    """The evidence that two processes are one, or None; the order of the two does not matter."""
    if not buyer_mark(one.buyer, other.buyer) or title_mark(one, other) < TITLES_AGREE:
        return None
    marks = marks_of(one, other)
    if _speaks_against(one, other, marks):
        return None
    grounds = (
        (Ground.SAME_PAGE, marks[Feature.PAGE] == 1),
        (Ground.SAME_REFERENCE, _is_by_reference(one, other, marks)),
        (Ground.TWO_FEEDS, _is_on_two_feeds(one, other, marks)),
        (Ground.PUBLISHED_AGAIN, _is_published_again(one, other, marks)),
    )
    ground = next((ground for ground, holds in grounds if holds), None)
    return Evidence(ground, marks) if ground else None


def are_contrary(one: Particulars, other: Particulars) -> bool:
    """Whether something says that two processes are not one, whatever a third is like."""
    return _speaks_against(one, other, marks_of(one, other))


def _speaks_against(one: Particulars, other: Particulars, marks: Marks) -> bool:
    if not marks[Feature.BUYER] or (marks[Feature.TITLE] or 0) < TITLES_AGREE:
        return True
    apart = one.kind is not other.kind and _NOT_THE_THING_ITSELF & {one.kind, other.kind}
    if (apart and marks[Feature.DEADLINE] != 1) or marks[Feature.REFERENCE] == 0:
        return True
    return marks[Feature.PLACE] == 0 and not marks[Feature.PAGE]


def _is_by_reference(one: Particulars, other: Particulars, marks: Marks) -> bool:
    """One buyer, one reference, one title; lots of it have texts and values of their own."""
    if marks[Feature.REFERENCE] != 1 or marks[Feature.PERIOD] == 0:
        return False
    if _days_between_deadlines(one, other) > DAYS_A_PROCESS_MAY_MOVE:
        return False
    if marks[Feature.DEADLINE] == 0 and marks[Feature.VALUE] == 0:
        return False
    if marks[Feature.TEXT] is None and _have_known_terms(marks):
        return True
    same_terms = marks[Feature.DEADLINE] != 0 and marks[Feature.VALUE] != 0
    same_text = (marks[Feature.TEXT] or 0) >= ALIKE
    return same_text or (same_terms and _differ_in_feed(one, other))


def _have_known_terms(marks: Marks) -> bool:
    return marks[Feature.TITLE] == marks[Feature.DEADLINE] == marks[Feature.VALUE] == 1


def _is_on_two_feeds(one: Particulars, other: Particulars, marks: Marks) -> bool:
    """One title, deadline and buyer on different feeds, with text, value or hour to confirm it."""
    if not _differ_in_feed(one, other) or one.kind is not other.kind:
        return False
    if marks[Feature.BUYER] != 1 or marks[Feature.TITLE] != 1 or marks[Feature.DEADLINE] != 1:
        return False
    if 0 in {marks[Feature.VALUE], marks[Feature.PERIOD], marks[Feature.CPV]}:
        return False
    text = marks[Feature.TEXT]
    if text is not None and text < UNLIKE:
        return False
    return marks[Feature.VALUE] == 1 or (text or 0) >= UNLIKE or one.deadline == other.deadline


def _is_published_again(one: Particulars, other: Particulars, marks: Marks) -> bool:
    """Everything that both say is the same, but for a word at the end, or a deadline put off.

    Awards of one text are call-offs, and a buyer's own reference names another purchase.
    """
    if (one.is_awarded and other.is_awarded) or _are_named_differently(one, other):
        return False
    if one.kind is not other.kind or one.cpv != other.cpv or one.amount != other.amount:
        return False
    if {marks[Feature.BUYER], marks[Feature.TITLE]} != {1}:
        return False
    if len(one.opening) < ENOUGH_TEXT and not _have_known_terms(marks):
        return False
    if one.text_mark != other.text_mark:
        return _have_one_term(one, other) and _have_one_opening(one, other, marks)
    return _have_one_term(one, other) or _is_put_off(one, other, marks)


def _are_named_differently(one: Particulars, other: Particulars) -> bool:
    """Two numbers of one portal tell nothing; all other references that differ, do."""
    named, others = core_reference(one.reference), core_reference(other.reference)
    one_portal = portal_of(one.reference) == portal_of(other.reference)
    return bool(named and others and named != others and not one_portal)


def _have_one_term(one: Particulars, other: Particulars) -> bool:
    terms = (one.deadline, one.starts_on, one.ends_on)
    same = terms == (other.deadline, other.starts_on, other.ends_on)
    return same and bool(one.deadline or one.starts_on)


def _have_one_opening(one: Particulars, other: Particulars, marks: Marks) -> bool:
    """A lot or a site that differs would show in a number, or in more than a word or two."""
    numbers, others = (
        {word for word in each.opening.split() if not word.isalpha() and word.isalnum()}
        for each in (one, other)
    )
    return (marks[Feature.TEXT] or 0) >= NEARLY_ONE and numbers == others


def _is_put_off(one: Particulars, other: Particulars, marks: Marks) -> bool:
    """What is bought every month has one text too, but each time another start."""
    if marks[Feature.PERIOD] != 1 or one.amount is None or len(one.opening) < MUCH_TEXT:
        return False
    if len(title_words(one.title, one.reference)[0]) < ENOUGH_WORDS:
        return False
    if marks[Feature.DEADLINE] is None:
        return False
    return _days_between_deadlines(one, other) <= DAYS_UNTIL_A_NEW_DEADLINE


def _days_between_deadlines(one: Particulars, other: Particulars) -> int:
    """Nought where one of them is not known."""
    if one.deadline is None or other.deadline is None:
        return 0
    return abs(one.deadline - other.deadline).days


def _differ_in_feed(one: Particulars, other: Particulars) -> bool:
    """Whether the two came different ways; a portal's own numbers show two notices of one way."""
    portal = portal_of(one.reference)
    if portal and portal == portal_of(other.reference):
        return core_reference(one.reference) == core_reference(other.reference)
    return one.feed != other.feed
