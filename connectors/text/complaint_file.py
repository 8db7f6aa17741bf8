"""What is promised to whoever complains, from the file in which an operator sets it."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.domain.complaint import ComplaintPromise
from bot.domain.errors import SettingsError
from bot.domain.threshold_table import LegalSource

_UNREADABLE = (OSError, KeyError, TypeError, ValueError, yaml.YAMLError)


def load_promise(content: Path) -> ComplaintPromise:
    """`complaints.yml` of the content folder; SettingsError where it has not its form."""
    try:
        text = (content / "complaints.yml").read_text(encoding="utf-8")
        stated = yaml.load(text, Loader=yaml.CSafeLoader)
        return ComplaintPromise(
            answer_days=int(stated["answer_days"]),
            acknowledge_days=int(stated["acknowledge_days"]),
            keep_months=int(stated["keep_months_after_answer"]),
            law=tuple(LegalSource(**one) for one in stated["law"]),
        )
    except _UNREADABLE as fault:
        raise SettingsError(f"complaints.yml cannot be read: {fault!r}.") from fault
