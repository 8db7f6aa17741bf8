"""Twilio's errors and what is done about each, from the content folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.domain.errors import (
    AccountAtFaultError,
    AddressRefusedError,
    CarrierUnavailableError,
    DoorstepError,
    OptedOutError,
    SettingsError,
)
from bot.domain.sending import ProviderError, Then

FILE = "twilio_errors.yml"


def load_twilio_errors(content: Path) -> dict[int, ProviderError]:
    """The errors by code. Raises SettingsError where a code stands twice or says nothing to do."""
    read = yaml.safe_load((content / FILE).read_text(encoding="utf-8"))
    errors: dict[int, ProviderError] = {}
    for entry in read["errors"]:
        code = entry["code"]
        if code in errors or entry["then"] not in set(Then):
            raise SettingsError(
                f"{FILE}: {code} stands twice, or what is done about it is unknown."
            )
        source = read["source"].format(code=code)
        errors[code] = ProviderError(code, entry["means"], Then(entry["then"]), source)
    return errors


def fault_of(code: int, errors: Mapping[int, ProviderError]) -> DoorstepError:
    """The error of ours for a request that Twilio refused; its words name no number."""
    known = errors.get(code)
    words = f"Twilio's error {code}: {known.means if known else 'not known here'}."
    match known.then if known else Then.TELL_OPERATOR:
        case Then.TRY_AGAIN:
            return CarrierUnavailableError(words, code=code)
        case Then.NEVER_AGAIN:
            return AddressRefusedError(words, code=code)
        case Then.SUPPRESS:
            return OptedOutError(words, code=code)
        case Then.TELL_OPERATOR:
            return AccountAtFaultError(words, code=code)
