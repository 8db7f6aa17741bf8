"""What `doorstep doctor` says of each thing it noticed, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.checkup import Noticed

WORDS: Mapping[Noticed, tuple[str, str]] = {
    Noticed.SETTINGS_WRONG: ("{why}", "Put them right; docs/settings.md says what each may be."),
    Noticed.SETTINGS_FINE: ("The settings go together.", ""),
    Noticed.CLOCK_FIXED: (
        "The clock is fixed at {moment}: opportunities are shown as of then.",
        "For a real service leave DOORSTEP_NOW out.",
    ),
    Noticed.NO_PUBLIC_ADDRESS: (
        "It listens on {host}, but does not know the address by which visitors reach it.",
        "Set DOORSTEP_PUBLIC_URL, for links would lead nowhere.",
    ),
    Noticed.OPERATOR_NAMED: ("Run by {name}, with all that must be known of them.", ""),
    Noticed.OPERATOR_MISSING: (
        "It is not said who answers for it: {parts}.",
        "Set them (docs/settings.md). Until then no text or e-mail is sent, and pages say so.",
    ),
    Noticed.DATABASE_ABSENT: (
        "There is no database yet.",
        "Start it: make run, or any command that stores, makes one.",
    ),
    Noticed.DATABASE_AWAY: (
        "The database does not answer: {why}",
        "See that it runs, and that DATABASE_URL is right.",
    ),
    Noticed.DATABASE_BEHIND: (
        "The database is at migration {current}, and this version needs {newest}.",
        "Make a backup, then start Doorstep anew: it migrates by itself.",
    ),
    Noticed.DATABASE_AHEAD: (
        "The database is at migration {current}, which this version (at {newest}) does not know.",
        "Run the version that made it, or go back to a backup from before.",
    ),
    Noticed.DATABASE_FINE: ("The database answers and is at migration {current}.", ""),
    Noticed.MODEL_ABSENT: (
        "The assistant was not trained yet.",
        "Run doorstep train, or start it: that takes about a minute.",
    ),
    Noticed.MODEL_STALE: (
        "What the assistant is made from changed since it was trained.",
        "Run doorstep train, then start it anew.",
    ),
    Noticed.MODEL_FINE: ("The assistant was trained from what stands here now.", ""),
    Noticed.FILE_ABSENT: (
        "{name} is missing, empty, or may not be read.",
        "Take it from the release again.",
    ),
    Noticed.FILES_FINE: ("All {count} files that places and meanings are known by are there.", ""),
    Noticed.SAMPLES_ALONE: (
        "There are only made-up samples, and no real notices.",
        "Fetch or import some: doorstep sync, or doorstep import PATH.",
    ),
    Noticed.NOTICES_OLD: (
        "The newest of {real} notices is of {newest}, {days} days ago.",
        "Fetch newer ones: doorstep sync, or set DOORSTEP_SYNC_SCHEDULE.",
    ),
    Noticed.NOTICES_FRESH: ("{real} notices, the newest of {newest}.", ""),
    Noticed.VECTORS_LACKING: (
        "{count} notices cannot be found by their meaning yet.",
        "Start it anew, or run an import: both work out what is lacking.",
    ),
    Noticed.VECTORS_FINE: ("Every notice can be found by its meaning.", ""),
    Noticed.FEED_UNREAD: ("{feed} is not read.", ""),
    Noticed.FEED_NEVER_BEGUN: (
        "{feed} stands on the schedule, and was never read.",
        "Do the first sync by hand, for it takes an hour: doorstep sync.",
    ),
    Noticed.FEED_LATE: (
        "{feed} has been read up to {reached} only.",
        "Run doorstep sync: it says what keeps it.",
    ),
    Noticed.FEED_FINE: ("{feed} has been read up to {reached}.", ""),
    Noticed.REVIEW_DUE: (
        "“{name}” was last held against its sources on {day}.",
        "Check it, then put the day into reviewed_on of its file (docs/guidance.md).",
    ),
    Noticed.REVIEWS_FINE: ("All {count} texts were checked of late, the oldest on {day}.", ""),
    Noticed.FIGURES_PAST: (
        "The thresholds were to change on {day}: those told now are probably out of date.",
        "Put the new ones into bot/domain/threshold_table.py, or take a newer version.",
    ),
    Noticed.FIGURES_SOON: (
        "The thresholds change on {day}, in {days} days.",
        "Take a version that has the new ones before then.",
    ),
    Noticed.FIGURES_FINE: ("The thresholds hold until {day}, as far as is known.", ""),
    Noticed.LAW_AHEAD: (
        "From {day} the law changes: {title}.",
        "See that guidance has a file with that valid_from (docs/guidance.md).",
    ),
    Noticed.LAW_QUIET: ("No change of the law is known to come.", ""),
    Noticed.COMPLAINT_OVERDUE: (
        "Complaint {reference} should have been answered by {day}.",
        "doorstep complaints show {reference}, then answer it.",
    ),
    Noticed.COMPLAINT_KEPT_LONG: (
        "Complaint {reference} was answered more than {months} months ago.",
        "It was to be deleted: doorstep complaints forget {reference}.",
    ),
    Noticed.COMPLAINTS_OPEN: ("{count} complaints wait; the next is due by {day}.", ""),
    Noticed.COMPLAINTS_NONE: ("No complaint waits.", ""),
    Noticed.RECIPIENTS_ANYBODY: ("It may write to anybody who agreed (DOORSTEP_RECIPIENTS).", ""),
    Noticed.RECIPIENTS_LISTED: ("It may write to the {count} on the list, and to nobody else.", ""),
    Noticed.RECIPIENTS_NOBODY: (
        "Nobody is on the list of whom it may write to, so nothing is sent.",
        "That is right for trying out. To reach people, set DOORSTEP_RECIPIENTS.",
    ),
    Noticed.MAIL_NONE: ("No mail server is named, so mails are at most shown at /outbox.", ""),
    Noticed.MAIL_FINE: ("{host} would take mails; none was sent.", ""),
    Noticed.MAIL_AWAY: (
        "The mail server {host} does not answer.",
        "See DOORSTEP_SMTP_HOST, DOORSTEP_SMTP_PORT, and whether this machine may reach it.",
    ),
    Noticed.MAIL_WRONG: (
        "The mail server {host} takes no mails of ours. {why}",
        "See the settings that begin with DOORSTEP_SMTP_, or mend the server.",
    ),
    Noticed.MAIL_NOT_TO_OPERATOR: (
        "Whoever asks for a person is not mailed to the operator: the address is not on the list.",
        "Set DOORSTEP_OPERATOR_EMAIL, and add it to DOORSTEP_RECIPIENTS.",
    ),
    Noticed.HAND_OVERS_NONE: ("Nobody waits for a person to answer them.", ""),
    Noticed.HAND_OVERS_WAIT: ("{count} wait for a person to answer them, since {since}.", ""),
    Noticed.HAND_OVERS_LONG: (
        "{count} wait for a person to answer them, since {since}.",
        "doorstep hand-overs list, then answer them.",
    ),
    Noticed.MESSAGES_STUCK: (
        "{count} messages should have gone more than {minutes} minutes ago.",
        "See that the service runs and what its log says of sending; it comes back to them itself.",
    ),
    Noticed.MESSAGES_FINE: ("No message is stuck.", ""),
    Noticed.TEXTS_SPENT: (
        "£{spent} of this month's £{budget} for texts is spent: texts about work wait.",
        "Answers and codes still go. Set DOORSTEP_TEXT_BUDGET higher, or wait for the next month.",
    ),
    Noticed.TEXTS_LOW: (
        "£{spent} of this month's £{budget} for texts is spent.",
        "At the end of it texts about work wait for the next month. DOORSTEP_TEXT_BUDGET sets it.",
    ),
    Noticed.TEXTS_WITHIN: ("£{spent} of this month's £{budget} for texts is spent.", ""),
    Noticed.TEXTS_UNLIMITED: ("£{spent} went for texts this month; no budget is set.", ""),
    Noticed.KEY_OPEN: (
        "Every user of this machine can read {name}, which opens what only Doorstep should.",
        "Keep it to the one that runs Doorstep: chmod 600 {name}.",
    ),
    Noticed.KEY_KEPT: ("The secret can be read by nobody else on this machine.", ""),
    Noticed.FILE_OPEN: (
        "{name} holds what people said, and every user of this machine can read it.",
        "Keep it to the one that runs Doorstep: chmod 600 {name}.",
    ),
    Noticed.FILES_PRIVATE: ("What people said can be read by nobody else on this machine.", ""),
    Noticed.DISK_FULL: ("Only {megabytes} MB are left for {folder}.", "Make room at once."),
    Noticed.DISK_LOW: ("{megabytes} MB are left for {folder}.", "Make room soon."),
    Noticed.DISK_FINE: ("{megabytes} MB are left for {folder}.", ""),
    Noticed.NOT_LOOKED: ("Not looked at, for the database is not as it should be.", ""),
    Noticed.CHECK_FAILED: ("Could not be looked at: {why}", "Mend that, then run doctor again."),
}
"""What it says, and what to do about it; nothing to do is empty."""
