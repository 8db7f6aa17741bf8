"""Words of the trade of buying, and what they mean in plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.guidance_figures import HOLE, GuidanceFigure, latest_day


@dataclass(frozen=True, slots=True)
class Term:
    """A term, other ways to write it, its plain meaning, and where that stands, if anywhere.

    `stands_in` names title and section, `since` is the first day on which it stood so.
    """

    name: str
    also: tuple[str, ...]
    plain: str
    stands_in: str | None = None
    url: str | None = None
    since: date | None = None

    @property
    def source(self) -> str | None:
        """The source as an answer names it; None where the word is of everyday use."""
        if self.stands_in is None or self.since is None:
            return self.stands_in
        return f"{self.stands_in}, from {self.since.day} {self.since:%B %Y}"


def find_term(text: str, terms: Iterable[Term]) -> Term | None:
    """The term that a message names: the longest spelling that stands in it as whole words."""
    best: tuple[int, Term] | None = None
    for term in terms:
        for spelling in (term.name, *term.also):
            found = re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text, re.IGNORECASE)
            if found and (best is None or len(spelling) > best[0]):
                best = (len(spelling), term)
    return best[1] if best else None


def filled_term(term: Term, figures: Mapping[str, GuidanceFigure]) -> Term:
    """The term with figures in their places; sentences whose figures are not given are left out.

    It is dated by the figures that stand where it stands.
    """
    known = {name: one.said for name, one in figures.items()}
    sentences = re.split(r"(?<=[.!?])\s+", term.plain)
    kept = (one.format_map(known) for one in sentences if set(HOLE.findall(one)) <= {*known})
    used = [figures[name].source for name in HOLE.findall(term.plain) if name in figures]
    return replace(term, plain=" ".join(kept), since=latest_day(term.url, term.since, used))
