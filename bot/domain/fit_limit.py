"""From which fit on an owner is told of work; stands alone, as what tells loads no fit."""

from __future__ import annotations

INTERRUPT_FROM = 0.44
"""A fit from which on it is right to interrupt an owner.

On the development split 88 % of what it lets through is the firm's trade and 4 % not at all, and
61 % of what fits squarely gets through; of notices unlike any that were learnt from 54 % does
(docs/benchmarks/matching.md, which says how far to trust it).
"""
