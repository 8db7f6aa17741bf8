"""What is read of a release has the form that the standard gives it, or is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.notice import FindingKind
from connectors.notices.shape import _RELEASE, _compare, _is_in_form, misshapen

LEAVES = st.sampled_from([None, True, 0, 1.5, "", "text", "\0", " é\ud83c", [], {}])


def parts_of(form: Any) -> st.SearchStrategy[Any]:
    """Parts that have the form, or nearly."""
    if isinstance(form, dict):
        fields = {name: parts_of(inner) for name, inner in form.items()}
        return LEAVES | st.fixed_dictionaries({}, optional=fields)
    if isinstance(form, list):
        return LEAVES | st.lists(parts_of(form[0]), max_size=2)
    return LEAVES


@given(parts_of(_RELEASE))
def test_a_quick_look_passes_nothing_in_which_there_is_something_to_find(part: Any) -> None:
    assert not _is_in_form(part) or not list(_compare(part, _RELEASE, ""))


@pytest.mark.parametrize(
    ("release", "path"),
    [
        ({"tender": {"title": 7}}, "tender.title"),
        ({"tender": {"items": {}}}, "tender.items"),
        ({"parties": [{"roles": [1]}]}, "parties[].roles[]"),
        ({"tender": {"aboveThreshold": 1}}, "tender.aboveThreshold"),
        ({"tender": {"classification": {"id": True}}}, "tender.classification.id"),
    ],
)
def test_what_has_another_form_is_named(release: dict[str, Any], path: str) -> None:
    [found] = misshapen(release)
    assert (found.kind, found.detail) == (FindingKind.UNREADABLE_FIELD, path)


def test_a_text_that_no_database_holds_is_named_wherever_it_stands() -> None:
    for release in ({"tender": {"id": "1\0"}}, {"tender": {"value": {"amount": "5\0"}}}):
        assert [one.kind for one in misshapen(release)] == [FindingKind.ESCAPED_TEXT]
