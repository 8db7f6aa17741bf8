"""Releases and their bodies."""

from __future__ import annotations

import pickle

from bot.domain.notice import JsonBody


def test_a_body_reads_as_the_mapping_that_its_text_says() -> None:
    body = JsonBody('{"id": "1", "tender": {"title": "Painting"}}')
    assert body == {"id": "1", "tender": {"title": "Painting"}}
    assert (list(body), len(body), body.get("date")) == (["id", "tender"], 2, None)


def test_a_body_travels_as_its_text() -> None:
    body = JsonBody('{"id": "1"}', {"id": "1"})
    assert len(pickle.dumps(body)) < len(pickle.dumps({"id": "1"})) + 100
    assert pickle.loads(pickle.dumps(body)) == body  # noqa: S301 - made here
