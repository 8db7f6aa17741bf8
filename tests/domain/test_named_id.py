"""Ids that follow from a name are those that everybody else makes of it."""

from __future__ import annotations

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.named_id import named_id


@given(st.uuids(), st.text(st.characters(exclude_categories=["Cs"])))
def test_an_id_is_the_uuid_of_version_5(namespace: UUID, name: str) -> None:
    assert named_id(namespace, name) == str(uuid5(namespace, name))
