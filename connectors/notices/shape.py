"""Names each part of a release that is not in the form the standard gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.domain.notice import Finding, FindingKind, plain_finding
from connectors.notices.fields import DETAIL, plain

Check = Callable[[Any], bool]

_NOTED_ELSEWHERE = object
_CODE = (int, str)
_NO_TRUTHS = (_CODE,)
"""Forms that Python's truth values would pass for, being numbers."""

_PERIOD = {"startDate": str, "endDate": str}
_VALUE = {"amount": _NOTED_ELSEWHERE, "amountGross": _NOTED_ELSEWHERE, "currency": str}
_CLASSIFICATION = {"scheme": str, "id": _CODE}
_CLASSIFIED = {"classification": _CLASSIFICATION, "additionalClassifications": [_CLASSIFICATION]}
_DOCUMENTS = [{"documentType": str, "noticeType": str, "url": str}]
_REQUIREMENTS = {
    "reservedParticipation": [str],
    "reservedParticipationLocation": {"description": str},
}
_LOT = {
    "contractPeriod": _PERIOD,
    "otherRequirements": _REQUIREMENTS,
    "specialRegime": [str],
}
_ITEM = {
    **_CLASSIFIED,
    "deliveryAddresses": [{"postalCode": str, "region": str, "countryName": str}],
}
_TENDER = {
    **_LOT,
    **_CLASSIFIED,
    "id": str,
    "title": str,
    "description": str,
    "status": str,
    "items": [_ITEM],
    "lots": [_LOT],
    "documents": _DOCUMENTS,
    "value": _VALUE,
    "minValue": _VALUE,
    "tenderPeriod": _PERIOD,
    "suitability": {"sme": bool, "vcse": bool},
    "legalBasis": {"id": str},
    "aboveThreshold": bool,
    "mainProcurementCategory": str,
    "procurementMethodDetails": str,
    "expressionOfInterestDeadline": str,
    "datePublished": str,
}
_PARTY = {
    "name": str,
    "roles": [str],
    "identifier": {"scheme": str, "id": _CODE},
    "additionalIdentifiers": [{"scheme": str, "id": _CODE}],
    "address": {"locality": str, "postalCode": str},
    "contactPoint": {"name": str, "email": str, "telephone": str, "url": str},
    "details": {"url": str, "classifications": [{"id": str}]},
}
_RELEASE = {
    "tag": [str],
    "buyer": {"name": str},
    "parties": [_PARTY],
    "planning": {"documents": _DOCUMENTS},
    "tender": _TENDER,
    "awards": [{"date": str, "contractPeriod": _PERIOD, "documents": _DOCUMENTS}],
    "contracts": [{"dateSigned": str, "period": _PERIOD, "documents": _DOCUMENTS}],
    "relatedProcesses": [{"relationship": [str]}],
}
"""All of a release that is read into an opportunity, and what each part must be."""


def misshapen(merged: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for each part that is read but was left out for its form, and for lost letters.

    What a release holds beyond that is kept with it, and is no part of an opportunity. Only null
    counts as absent.
    """
    if not _is_in_form(merged):
        yield from _compare(merged, _RELEASE, "")


def _compare(part: object, form: Any, path: str) -> Iterator[Finding]:
    if part is None:
        return
    if not isinstance(part, _type_of(form)) or (isinstance(part, bool) and form in _NO_TRUTHS):
        yield Finding(FindingKind.UNREADABLE_FIELD, path[:DETAIL])
    elif isinstance(form, dict) and isinstance(part, dict):
        for name, inner in form.items():
            yield from _compare(part.get(name), inner, f"{path}.{name}".lstrip("."))
    elif isinstance(form, list) and isinstance(part, list | tuple):
        for one in part:
            yield from _compare(one, form[0], f"{path}[]")
    elif isinstance(part, str) and part.strip() != (plain(part) or ""):
        yield plain_finding(FindingKind.ESCAPED_TEXT)


def _check_of(form: Any) -> Check:
    """What sees quickly that there is nothing to find in a part, as in nearly every release.

    It may say no of what is in order.
    """
    if isinstance(form, dict):
        return _check_of_object(form)
    if isinstance(form, list):
        check = _check_of(form[0])
        return lambda part: isinstance(part, list) and all(map(check, part))
    if form is bool:
        return lambda part: isinstance(part, bool)
    if form is str:
        return _is_whole_text
    if form is _CODE:
        return _is_code
    return lambda part: not isinstance(part, str) or _is_whole_text(part)


def _check_of_object(form: Mapping[str, Any]) -> Check:
    """Texts are looked at without a call for each: most parts are such."""
    texts = tuple(name for name, inner in form.items() if inner is str)
    checks = tuple((name, _check_of(inner)) for name, inner in form.items() if inner is not str)

    def is_in_form(part: Any) -> bool:
        if not isinstance(part, dict):
            return False
        get = part.get
        for name in texts:
            text = get(name)
            if text is not None and not (
                (isinstance(text, str) and text.isascii() and "\0" not in text)
                or _is_whole_text(text)
            ):
                return False
        for name, check in checks:
            inside = get(name)
            if inside is not None and not check(inside):
                return False
        return True

    return is_in_form


def _is_whole_text(part: Any) -> bool:
    if not isinstance(part, str):
        return False
    return (part.isascii() and "\0" not in part) or part.strip() == plain(part)


def _is_code(part: Any) -> bool:
    return _is_whole_text(part) or (isinstance(part, int) and not isinstance(part, bool))


def _type_of(form: Any) -> Any:
    if isinstance(form, dict):
        return dict
    return list | tuple if isinstance(form, list) else form


_is_in_form = _check_of(_RELEASE)
