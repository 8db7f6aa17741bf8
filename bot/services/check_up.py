"""Looks at a whole installation, a check after the other; none keeps another from looking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.domain.checkup import Diagnosis, Noticed, Verdict, broken
from bot.domain.errors import DoorstepError
from bot.ports.checkup import Check

DATABASE = "database"
_UNSEEN = Diagnosis(Verdict.UNSEEN, Noticed.NOT_LOOKED)


def check_up(checks: Iterable[Check]) -> Iterator[tuple[str, Diagnosis]]:
    """Every diagnosis with the name of its check, in order; an error of ours is a diagnosis too.

    What needs the database is not looked at unless the check of that name found it fine.
    """
    is_sound = False
    for check in checks:
        if check.needs_database and not is_sound:
            yield check.name, _UNSEEN
            continue
        found = _looked(check)
        if check.name == DATABASE:
            is_sound = all(one.verdict is Verdict.OK for one in found)
        yield from ((check.name, one) for one in found)


def _looked(check: Check) -> list[Diagnosis]:
    try:
        return list(check.look())
    except DoorstepError as error:
        return [broken(Noticed.CHECK_FAILED, why=error)]
