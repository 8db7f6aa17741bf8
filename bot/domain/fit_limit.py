"""From which fit on an owner is told of work; stands alone, as what tells loads no fit."""

from __future__ import annotations

INTERRUPT_FROM = 0.55
"""A fit from which on it may be right to interrupt an owner.

Of what it lets through at least 80 % is the firm's trade and at most 5 % not at all, both on the
project's own profiles, each learnt without itself, and on the development split; but little more
than a quarter of what fits squarely gets through, not the 60 % that are wanted
(docs/benchmarks/matching.md).
"""
