"""What changed for somebody who was shown one of several processes that are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.change import Change, changes_between
from bot.domain.joined import Group, as_one
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.services.join_processes import Regrouped

Rows = Mapping[ProcessKey, Opportunity]


def changes_seen(joined: Regrouped, before: Rows, after: Rows) -> list[Change]:
    """The changes from what was shown to what is shown now, under the ids that were shown.

    `before` and `after` are the processes of the groups, each by itself; what was not held
    before was not shown. A change is dated by the newest word of the group that tells of it.
    """
    shown_before = {**before, **_as_ones(joined.before, before)}
    hidden = {key for group in joined.before for key in group[1:]}
    group_of = {key: group for group in joined.after for key in group}
    shown_now = _as_ones(joined.after, after)
    changes: list[Change] = []
    for key in sorted(shown_before.keys() - hidden):
        group = group_of.get(key, (key,))
        now = shown_now.get(group[0], after[group[0]])
        told = max(after[member].source.as_of for member in group)
        was = shown_before[key]
        changes += [replace(c, at=told) for c in changes_between(was, replace(now, id=was.id))]
    return changes


def _as_ones(groups: tuple[Group, ...], rows: Rows) -> dict[ProcessKey, Opportunity]:
    return {group[0]: as_one(rows[group[0]], [rows[key] for key in group[1:]]) for group in groups}
