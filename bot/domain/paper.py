"""Papers that buyers ask for, and what an owner says of those at hand: met, short or missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.demand_patterns import Asked
from bot.domain.demands import Demand
from bot.domain.money_words import read_sums
from bot.domain.threshold_table import LegalSource


class Have(StrEnum):
    """How what an owner says stands to what a notice asks for."""

    MET = "met"
    SHORT = "short"
    UNSURE = "unsure"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper by what it is called: `words` name it in notices and messages alike.

    `get` says where it is got; `takes` how long that takes, None where no source is known; a claim
    of fact has its source.
    """

    name: str
    kind: Asked
    words: tuple[str, ...]
    get: str
    takes: str | None = None
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """One demand of a notice, the paper that it is about, and how what was said stands to it."""

    demand: Demand
    paper: Paper | None
    have: Have
    asked_sum: Decimal | None = None
    held_sum: Decimal | None = None


_CLAUSE = re.compile(r"[,.](?!\d)|[;!?\n]|\b(?:and|but|plus|though)\b", re.IGNORECASE)
_HAS = re.compile(
    r"\b(?:have|has|['\u2019]ve|got|hold|holds|with|carry|am|['\u2019]m|is|are|done|passed)\b",
    re.IGNORECASE,
)
_HAS_NOT = re.compile(
    r"\b(?:no|not|without|never|lack|missing|haven['\u2019]?t|hasn['\u2019]?t|don['\u2019]?t|"
    r"can['\u2019]?t|expired|run out|nothing)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_WHERE_FROM = re.compile(
    r"\b(?:where|how (?:long|do|can|would|much|soon|quick|hard)|get hold|apply|costs?)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"^\s*(?:do|does|should|must|what|which|how|if|whether)\b", re.IGNORECASE)


def compare(said: str, demands: Iterable[Demand], papers: Sequence[Paper]) -> list[PaperStanding]:
    """How the papers that a message speaks of stand to the demands, in their order.

    A paper counts as held only where a clause of the message names it and says so; where either
    sum is not stated, or kinds of cover differ, it is `unsure` and not `met`. What the message
    does not name is `missing`: nobody said that it is there.
    """
    clauses = _claims(said)
    return [_standing(demand, clauses, papers) for demand in demands if _is_paper(demand)]


def speaks_of_papers(said: str, papers: Iterable[Paper]) -> bool:
    """Whether the message says of any paper that it is there, or that it is not."""
    kept = list(papers)
    return any(_named(clause, kept) for clause in _claims(said))


def paper_asked_about(said: str, papers: Iterable[Paper]) -> Paper | None:
    """The paper of which a message asks where it is got, how long it takes or what it costs."""
    kept = list(papers)
    asks = _WHERE_FROM.search(said) and not speaks_of_papers(said, kept)
    return _named(said, kept) if asks else None


def _is_paper(demand: Demand) -> bool:
    return demand.kind in {Asked.INSURANCE, Asked.CHECK, Asked.PAPERS, Asked.BOND, Asked.WAGE}


def _claims(said: str) -> list[str]:
    """The clauses that say something of what is there; a question says nothing of it."""
    found: list[str] = []
    carried = False
    for clause in (part for part in _CLAUSE.split(said) if part.strip()):
        claims = bool(_HAS.search(clause) or _HAS_NOT.search(clause))
        if _DOUBT.match(clause):
            carried = False
            continue
        if claims or carried:
            found.append(clause)
        carried = carried or claims
    return found


def _standing(demand: Demand, clauses: Sequence[str], papers: Sequence[Paper]) -> PaperStanding:
    of_kind = [one for one in papers if one.kind is demand.kind]
    paper = _named(demand.quotation, of_kind)
    asked = _sum(demand.quotation)
    if paper is None:
        return PaperStanding(demand, None, Have.MISSING, asked)
    told = [clause for clause in clauses if _named(clause, [paper])]
    if not told:
        return PaperStanding(demand, paper, Have.MISSING, asked)
    if any(_HAS_NOT.search(clause) for clause in told):
        return PaperStanding(demand, paper, Have.MISSING, asked)
    held = max((s for clause in told if (s := _sum(clause)) is not None), default=None)
    return PaperStanding(demand, paper, _have(asked, held), asked, held)


def _have(asked: Decimal | None, held: Decimal | None) -> Have:
    if asked is None:
        return Have.MET
    if held is None:
        return Have.UNSURE
    return Have.MET if held >= asked else Have.SHORT


def _named(text: str, papers: Iterable[Paper]) -> Paper | None:
    """The paper that the text names: the longest of their words that stands in it."""
    best: tuple[int, Paper] | None = None
    for paper in papers:
        for word in paper.words:
            pattern = rf"(?<!\w){re.escape(word)}(?!\w)".replace(r"\ ", r"[\s-]*")
            found = re.search(pattern.replace("'", "['\u2019]?"), text, re.IGNORECASE)
            if found and (best is None or len(word) > best[0]):
                best = (len(word), paper)
    return best[1] if best else None


def _sum(text: str) -> Decimal | None:
    sums = [one.amount or one.minimum or one.maximum for one in read_sums(text)]
    return max((s for s in sums if s is not None), default=None)


def papers_said(
    said: str, papers: Sequence[Paper], *, asked: bool = False
) -> tuple[dict[str, Decimal | None], tuple[str, ...]]:
    """The papers that a message says are held, with a sum it names of each, and those that are not.

    Only where it was `asked` does a clause that merely names a paper say that it is held.
    """
    held: dict[str, Decimal | None] = {}
    lacking: list[str] = []
    clauses = [part for part in _CLAUSE.split(said) if part.strip()] if asked else _claims(said)
    for clause in clauses:
        paper = _named(clause, papers)
        if paper is None:
            continue
        if _HAS_NOT.search(clause):
            lacking.append(paper.name)
        else:
            held[paper.name] = _sum(clause)
    return held, tuple(lacking)
