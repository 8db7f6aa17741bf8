"""Releases as they came, and what was found in them, in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, delete, func, select

from bot.domain.notice import Finding, JsonBody, ProcessKey, Release
from bot.domain.opportunity import Ocid
from connectors.storage.among import KEYS, ask, is_among, tell
from connectors.storage.batches import batches
from connectors.storage.bulk import insert_all
from connectors.storage.opportunity_changes import bump_revision
from connectors.storage.tables import findings, releases

# A body passes through as the text that it is, without being taken apart and put together.
_AS_TEXT = frozenset({"body"})
_RELEASES: Select[Any] = select(
    *(column for column in releases.c if column is not releases.c.body),
    cast(releases.c.body, Text).label("text"),
)

_OF_PROCESSES = _RELEASES.where(is_among(releases.c.process_key))
_BESIDE = "beside"
_OTHERS_OF_PROCESSES = _OF_PROCESSES.where(~is_among(releases.c.fingerprint, _BESIDE))
_HELD = select(releases.c.fingerprint).where(is_among(releases.c.fingerprint))
_NOT_FOUND_ANY_MORE = delete(findings).where(is_among(findings.c.process_key))
_FINDINGS = (
    select(findings.c.kind, func.count())
    .where(is_among(findings.c.process_key))
    .group_by(findings.c.kind)
)


class SqlReleases:
    """The ReleaseRepository on SQLAlchemy; the unique fingerprint makes adding idempotent."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._added: dict[ProcessKey, list[Release]] = {}

    def add_new(self, new: Iterable[Release]) -> list[Release]:
        # Written before anything is read: of two imports at once the other waits here.
        bump_revision(self._connection, "releases")
        by_fingerprint = {release.fingerprint: release for release in new}
        held = self.held_among(by_fingerprint)
        added = [r for f, r in by_fingerprint.items() if f not in held]
        insert_all(self._connection, releases, [_release_row(r) for r in added], _AS_TEXT)
        for release in added:
            self._added.setdefault(release.process_key, []).append(release)
        return added

    def held_among(self, fingerprints: Iterable[str]) -> set[str]:
        return {row.fingerprint for row in ask(self._connection, _HELD, fingerprints)}

    def of_processes(self, process_keys: Iterable[ProcessKey]) -> dict[ProcessKey, list[Release]]:
        found: dict[ProcessKey, list[Release]] = {}
        for keys in batches(process_keys):
            # What this very transaction added need not be read back.
            added = [release for key in keys for release in self._added.get(key, ())]
            stored = map(_release_of, self._stored(keys, [one.fingerprint for one in added]))
            for release in sorted((*stored, *added), key=_oldest_first):
                found.setdefault(release.process_key, []).append(release)
        return found

    def replace_findings(self, found: Mapping[ProcessKey, Sequence[Finding]]) -> None:
        bump_revision(self._connection, "findings")
        tell(self._connection, _NOT_FOUND_ANY_MORE, found)
        rows = [
            {"process_key": key, "kind": str(f.kind), "detail": f.detail}
            for key, those in found.items()
            for f in those
        ]
        insert_all(self._connection, findings, rows)

    def count_findings(self, process_keys: Iterable[ProcessKey]) -> dict[str, int]:
        totals: dict[str, int] = {}
        for kind, count in ask(self._connection, _FINDINGS, process_keys):
            totals[kind] = totals.get(kind, 0) + count
        return dict(sorted(totals.items()))

    def _stored(self, keys: Sequence[ProcessKey], beside: Sequence[str]) -> Iterable[Row[Any]]:
        """The releases of the processes, but those with one of the fingerprints."""
        if not beside:
            return self._connection.execute(_OF_PROCESSES, {KEYS: keys})
        return self._connection.execute(_OTHERS_OF_PROCESSES, {KEYS: keys, _BESIDE: beside})


def _oldest_first(release: Release) -> tuple[datetime, str]:
    return release.released_at, release.fingerprint


def _release_of(row: Row[Any]) -> Release:
    return Release(
        ProcessKey(row.process_key),
        Ocid(row.ocid) if row.ocid else None,
        row.released_at,
        row.feed,
        JsonBody(row.text),
        row.fingerprint,
    )


def _release_row(release: Release) -> dict[str, object]:
    body = release.body
    return {
        "process_key": release.process_key,
        "ocid": release.ocid,
        "released_at": release.released_at,
        "feed": release.feed,
        "fingerprint": release.fingerprint,
        "body": body.text if isinstance(body, JsonBody) else json.dumps(dict(body)),
    }
