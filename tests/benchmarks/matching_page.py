"""The page and the picture of how well notices are ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

Gain = tuple[float, float, float]

_WIDTH, _LEFT, _RIGHT, _LINE, _TOP = 640, 90, 24, 22, 64
_GREY, _BLUE, _RED, _INK = "#6b7280", "#1d4ed8", "#b45309", "#111827"


@dataclass(frozen=True, slots=True)
class Measured:
    """A ranking's name, its means, and each profile."""

    name: str
    summary: Mapping[str, Any]
    profiles: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a limit lets through (None: chosen for each profile without it), by grade."""

    limit: float | None
    through: int
    its_trade: int
    not_at_all: int
    unjudged: int
    squarely: float


@dataclass(frozen=True, slots=True)
class Unread:
    """The same as if each notice and its like had not been read for what was learnt of trades."""

    measured: Measured
    cuts: Sequence[Cut]


def page(  # noqa: PLR0917 - each is a part of the page
    measured: Sequence[Measured],
    gains: Mapping[str, Gain],
    cuts: Sequence[Cut],
    apart: Cut,
    unread: Unread,
    chosen: float,
    among_open: Sequence[float],
    opened: int,
) -> str:
    """The page docs/benchmarks/matching.md."""
    fused, ours = measured[-2], measured[-1]
    return "\n".join(
        [
            "# How well notices are ranked for a firm",
            "",
            "`make bench-matching` wrote this page: `doorstep match --fit-only` on the 20 development profiles and 2,700",
            "real notices that lie beside the project, judged by one person. [What was tried, and how far to trust",
            "this](matching-tried.md); why it works so: records [10](../adr/0010-fit-learnt-from-few-features.md) and",
            "[31](../adr/0031-the-trades-of-a-notice-are-learnt.md).",
            "",
            "| | nDCG@10 | recall@50 | MRR | unjudged@10 |",
            "|---|---|---|---|---|",
            *(_row(one) for one in [*measured, unread.measured]),
            "| to reach | 0.530 | 0.780 | | |",
            "",
            f"Gain over the fused baseline, with the 95 % interval of a paired bootstrap over profiles: nDCG@10 {_gain(gains['ndcg10'])},",
            f"recall@50 {_gain(gains['recall50'])}.",
            "",
            "Which trades a notice is for was learnt from these very notices, read without a profile or a judgement in sight. The last",
            "row tells what is left for a notice to come: each notice judged by what was learnt from the notices that are not like it.",
            "",
            "![nDCG@10 of each profile, baseline and ours](matching.svg)",
            "",
            "## Each profile",
            "",
            "| profile | nDCG@10, fused | ours | recall@50, fused | ours |",
            "|---|---|---|---|---|",
            *(_profile(name, fused.profiles[name], ours.profiles[name]) for name in ours.profiles),
            "",
            *_limits(cuts, apart, unread, chosen),
            "",
            "## With place, time and value",
            "",
            f"Without `--fit-only`, on 8 November 2025, {opened} of the notices could be answered. Among these alone nDCG@10 is {among_open[0]:.3f} by fit",
            f"and {among_open[1]:.3f} by everything; the judgements know nothing of place and time, so a drop is what",
            "ordering by them costs, and none of them was tuned on it. What is closed comes after the rest.",
            "",
        ]
    )  # fmt: skip


def _limits(cuts: Sequence[Cut], apart: Cut, unread: Unread, chosen: float) -> list[str]:
    """What a limit lets through, as it is and as if no notice had been read."""
    at_chosen = [one for one in cuts if one.limit == chosen]
    return [
        "## From which score on to interrupt somebody",
        "",
        "| score from | let through | its trade (grade 2 or 3) | not at all (grade 0) | of these not judged | of what fits squarely (grade 3) |",
        "|---|---|---|---|---|---|",
        "| to reach | | 80 % | 5 % at most | | 60 % |",
        *(_cut(one) for one in [*cuts, apart]),
        "",
        f"**At {chosen:.2f}, from which on owners are interrupted, this is {'' if all(map(_reaches, at_chosen)) else 'not '}reached.** \"Chosen apart\": each profile with the limit that the",
        "other profiles would have chosen for it. Below the limit a notice is ranked as ever, and nobody is interrupted.",
        "",
        "As if none of the notices had been read for what was learnt of trades:",
        "",
        "| score from | let through | its trade (grade 2 or 3) | not at all (grade 0) | of these not judged | of what fits squarely (grade 3) |",
        "|---|---|---|---|---|---|",
        *(_cut(one) for one in unread.cuts),
    ]  # fmt: skip


def picture(fused: Measured, ours: Measured) -> str:
    """A line for each profile, from the baseline's nDCG@10 to ours, the largest gain first."""
    pairs = sorted(
        ((p, fused.profiles[p]["ndcg10"] or 0.0, ours.profiles[p]["ndcg10"] or 0.0) for p in ours.profiles),
        key=lambda one: one[1] - one[2],
    )  # fmt: skip
    height = _TOP + _LINE * len(pairs) + 40
    bottom = height - 32
    title = "nDCG@10 of each profile: fused baseline (ring) and doorstep match --fit-only (dot)"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="24" fill="{_INK}">{escape(title)}</text>',
        *(_scale(tick / 5, bottom) for tick in range(6)),
    ]
    for number, (name, before, after) in enumerate(pairs):
        y, colour = _TOP + _LINE * number, _BLUE if after >= before else _RED
        lines += [
            f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end" fill="{_INK}">{escape(name)}</text>',
            f'<line x1="{_x(before)}" x2="{_x(after)}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>',
            f'<circle cx="{_x(before)}" cy="{y}" r="4" fill="#ffffff" stroke="{_GREY}" stroke-width="2"/>',
            f'<circle cx="{_x(after)}" cy="{y}" r="5" fill="{colour}"/>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def _reaches(one: Cut) -> bool:
    its_trade, not_at_all = one.its_trade / one.through, one.not_at_all / one.through
    return its_trade >= 0.8 and not_at_all <= 0.05 and one.squarely >= 0.6


def _scale(value: float, bottom: int) -> str:
    x = _x(value)
    return (
        f'<line x1="{x}" x2="{x}" y1="{_TOP - 16}" y2="{bottom}" stroke="#e5e7eb"/>'
        f'<text x="{x}" y="{bottom + 16}" text-anchor="middle" fill="{_GREY}">{value:.1f}</text>'
    )


def _x(value: float) -> float:
    return round(_LEFT + value * (_WIDTH - _LEFT - _RIGHT), 1)


def _row(one: Measured) -> str:
    numbers = (one.summary[key] for key in ("ndcg10", "recall50", "mrr", "unjudged10"))
    return f"| {one.name} | {' | '.join(f'{number:.3f}' for number in numbers)} |"


def _gain(told: Gain) -> str:
    return f"{told[0]:+.3f} [{told[1]:+.3f}, {told[2]:+.3f}]"


def _profile(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    cells = [one[key] for key in ("ndcg10", "recall50") for one in (before, after)]
    said = ("-" if cell is None else f"{cell:.2f}" for cell in cells)
    return f"| {name} | {' | '.join(said)} |"


def _cut(one: Cut) -> str:
    name = "chosen apart" if one.limit is None else f"{one.limit:.2f}"
    shares = (f"{share / max(one.through, 1):.1%}" for share in (one.its_trade, one.not_at_all))
    of_these = f"{one.unjudged} of {one.not_at_all}"
    return f"| {name} | {one.through} | {' | '.join(shares)} | {of_these} | {one.squarely:.1%} |"
