"""A check-up of an installation: what was noticed, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How much a diagnosis matters, the least first."""

    OK = "ok"
    UNSEEN = "unseen"
    WARNING = "warning"
    BROKEN = "broken"


class Noticed(StrEnum):
    """Everything that a check may say; its words are the command's."""

    SETTINGS_WRONG = "settings_wrong"
    SETTINGS_FINE = "settings_fine"
    CLOCK_FIXED = "clock_fixed"
    NO_PUBLIC_ADDRESS = "no_public_address"
    OPERATOR_NAMED = "operator_named"
    OPERATOR_MISSING = "operator_missing"
    DATABASE_ABSENT = "database_absent"
    DATABASE_AWAY = "database_away"
    DATABASE_BEHIND = "database_behind"
    DATABASE_AHEAD = "database_ahead"
    DATABASE_FINE = "database_fine"
    MODEL_ABSENT = "model_absent"
    MODEL_STALE = "model_stale"
    MODEL_FINE = "model_fine"
    FILE_ABSENT = "file_absent"
    FILES_FINE = "files_fine"
    SAMPLES_ALONE = "samples_alone"
    NOTICES_OLD = "notices_old"
    NOTICES_FRESH = "notices_fresh"
    VECTORS_LACKING = "vectors_lacking"
    VECTORS_FINE = "vectors_fine"
    FEED_UNREAD = "feed_unread"
    FEED_NEVER_BEGUN = "feed_never_begun"
    FEED_LATE = "feed_late"
    FEED_FINE = "feed_fine"
    REVIEW_DUE = "review_due"
    REVIEWS_FINE = "reviews_fine"
    FIGURES_PAST = "figures_past"
    FIGURES_SOON = "figures_soon"
    FIGURES_FINE = "figures_fine"
    LAW_AHEAD = "law_ahead"
    LAW_QUIET = "law_quiet"
    COMPLAINT_OVERDUE = "complaint_overdue"
    COMPLAINT_KEPT_LONG = "complaint_kept_long"
    COMPLAINTS_OPEN = "complaints_open"
    COMPLAINTS_NONE = "complaints_none"
    RECIPIENTS_ANYBODY = "recipients_anybody"
    RECIPIENTS_LISTED = "recipients_listed"
    RECIPIENTS_NOBODY = "recipients_nobody"
    MAIL_NONE = "mail_none"
    MAIL_FINE = "mail_fine"
    MAIL_AWAY = "mail_away"
    MAIL_WRONG = "mail_wrong"
    MAIL_NOT_TO_OPERATOR = "mail_not_to_operator"
    HAND_OVERS_NONE = "hand_overs_none"
    HAND_OVERS_WAIT = "hand_overs_wait"
    HAND_OVERS_LONG = "hand_overs_long"
    MESSAGES_STUCK = "messages_stuck"
    MESSAGES_FINE = "messages_fine"
    TEXTS_SPENT = "texts_spent"
    TEXTS_LOW = "texts_low"
    TEXTS_WITHIN = "texts_within"
    TEXTS_UNLIMITED = "texts_unlimited"
    KEY_OPEN = "key_open"
    KEY_KEPT = "key_kept"
    FILE_OPEN = "file_open"
    FILES_PRIVATE = "files_private"
    DISK_FULL = "disk_full"
    DISK_LOW = "disk_low"
    DISK_FINE = "disk_fine"
    NOT_LOOKED = "not_looked"
    CHECK_FAILED = "check_failed"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the check-up; the facts fill its words."""

    verdict: Verdict
    noticed: Noticed
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckupLimits:
    """From when on something is worth saying, in the units that the names end with."""

    guidance_review_days: int
    law_ahead_days: int
    notices_old_days: int
    sync_late_hours: int
    hand_over_waits_hours: int
    sending_late_minutes: int
    disk_low_megabytes: int
    disk_full_megabytes: int


def ok(noticed: Noticed, **facts: object) -> Diagnosis:
    """All is well."""
    return Diagnosis(Verdict.OK, noticed, facts)


def warning(noticed: Noticed, **facts: object) -> Diagnosis:
    """It works, and somebody should look at it."""
    return Diagnosis(Verdict.WARNING, noticed, facts)


def broken(noticed: Noticed, **facts: object) -> Diagnosis:
    """Something does not work."""
    return Diagnosis(Verdict.BROKEN, noticed, facts)


def is_broken(diagnoses: Iterable[Diagnosis]) -> bool:
    """Whether any of them does not work."""
    return any(one.verdict is Verdict.BROKEN for one in diagnoses)
