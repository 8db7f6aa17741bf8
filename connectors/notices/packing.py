"""Packs what passes between two processes: many small things of the domain, quickly."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from bot.domain.buyer import Buyer, Identifier
from bot.domain.money import Value
from bot.domain.notice import CompiledNotice, Finding, JsonBody, Release
from bot.domain.opportunity import Contact, Opportunity, Source
from bot.domain.place import Coverage, Office, Point

_KINDS = (
    *(CompiledNotice, Finding, Opportunity, Source, Contact),
    *(Buyer, Identifier, Value, Coverage, Point, Office),
)


def packed(thing: object) -> bytes:
    """What `pickle.loads` makes the same thing of; in half the time that `pickle.dumps` takes.

    Things of the domain are told by the values of their fields, in the order of their making.
    """
    told = io.BytesIO()
    pickler = pickle.Pickler(told, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _BY_FIELDS
    pickler.dump(thing)
    return told.getvalue()


def _by_fields(kind: type) -> Callable[[Any], tuple[type, tuple[object, ...]]]:
    names = [field.name for field in fields(kind)]
    values = attrgetter(*names)
    return lambda one: (kind, values(one))


def _release_with(text: str, *others: Any) -> Release:
    process_key, ocid, released_at, feed, fingerprint = others
    return Release(process_key, ocid, released_at, feed, JsonBody(text), fingerprint)


def _of_release(one: Release) -> tuple[Callable[..., Release], tuple[object, ...]]:
    """With its body in one: releases are the most by far."""
    r, body = one, one.body
    if isinstance(body, JsonBody):
        others = (r.process_key, r.ocid, r.released_at, r.feed, r.fingerprint)
        return _release_with, (body.text, *others)
    return Release, (r.process_key, r.ocid, r.released_at, r.feed, body, r.fingerprint)


_BY_FIELDS = (
    copyreg.dispatch_table | {kind: _by_fields(kind) for kind in _KINDS} | {Release: _of_release}
)
