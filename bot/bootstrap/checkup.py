"""What a check-up of an installation looks at, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.bootstrap.folders import CONTENT, ROOT
from bot.bootstrap.mails import make_smtp_mails
from bot.bootstrap.matching import make_vocabulary
from bot.bootstrap.parts import make_clock, make_storage
from bot.bootstrap.reaching import make_readers, make_recipients
from bot.bootstrap.sending import make_text_budget, queued_means
from bot.clock import SystemClock
from bot.domain.checkup_of_installation import ModelState
from bot.domain.reaching import Address, Means
from bot.machine import ThisMachine
from bot.ports.checkup import Check
from bot.services.checks.content import GuidanceCheck, LawCheck
from bot.services.checks.database import DatabaseCheck
from bot.services.checks.files import DiskCheck, FilesCheck, ModelCheck, PrivateFilesCheck
from bot.services.checks.mail import MailCheck
from bot.services.checks.notices import FeedsCheck, NoticesCheck, VectorsCheck
from bot.services.checks.people import ComplaintsCheck
from bot.services.checks.reaching import (
    HandOversCheck,
    RecipientsCheck,
    SecretCheck,
    SendingCheck,
    TextBudgetCheck,
)
from bot.services.checks.setting_up import OperatorCheck, SettingsCheck
from bot.settings import Settings

FILES = (
    "content/places/postcode_sectors.csv",
    "content/places/wards.csv",
    "content/trades.yml",
    "content/buyers.yml",
    "models/minilm-int8.onnx",
    "models/intents-int8.onnx",
    "models/tokenizer.json",
    "models/fit.json",
    "samples/opportunities.yml",
)
"""Of what comes along: that without which places, trades or meanings are not known."""

STATEMENTS = ("privacy", "accessibility")


def make_checks(settings: Settings, model: Callable[[], ModelState]) -> Sequence[Check]:
    """Every check of this installation; `model` tells how the trained model stands."""
    from connectors.storage.inspector import SqlInspector
    from connectors.text.checkup_file import load_limits
    from connectors.text.complaint_file import load_promise
    from connectors.text.guidance_files import GuidanceFiles
    from connectors.text.statement_files import load_statement

    limits, clock, real = load_limits(CONTENT), make_clock(settings), SystemClock()
    storage, shelf, machine = make_storage(settings), GuidanceFiles(CONTENT), ThisMachine()
    return (
        SettingsCheck(settings.host, settings.public_url, settings.now),
        OperatorCheck(settings.operator),
        DatabaseCheck(SqlInspector(settings.database_url)),
        ModelCheck(model),
        FilesCheck(machine, ROOT, FILES),
        NoticesCheck(storage, clock, limits),
        VectorsCheck(storage, make_vocabulary()),
        FeedsCheck(storage, real, limits, bool(settings.sync_schedule)),
        GuidanceCheck(shelf, [load_statement(CONTENT, one) for one in STATEMENTS], clock, limits),
        LawCheck(shelf, clock, limits),
        ComplaintsCheck(storage, real, load_promise(CONTENT)),
        HandOversCheck(storage, real, limits),
        RecipientsCheck(make_recipients(settings), bool(queued_means(settings))),
        _mail_check(settings),
        SendingCheck(storage, real, limits),
        TextBudgetCheck(storage, clock, make_text_budget(settings)),
        SecretCheck(machine, settings.secret_file),
        PrivateFilesCheck(machine, _files(settings)),
        DiskCheck(machine, _written_to(settings), limits),
    )


def _mail_check(settings: Settings) -> MailCheck:
    """Looks at the mail server, if one is named, for a short time only."""
    if not settings.sends_by_smtp:
        return MailCheck("", None, reaches_operator=True)
    to = make_readers()[Means.MAIL].read(settings.operator_email)
    reaches = isinstance(to, Address) and make_recipients(settings).allow(to)
    quick = settings.model_copy(update={"smtp_seconds": min(settings.smtp_seconds, 10)})
    return MailCheck(settings.smtp_host, make_smtp_mails(quick).look, reaches)


def _files(settings: Settings) -> list[Path]:
    """The databases that are files of this machine."""
    files = [
        url.removeprefix("sqlite:///") for url in (settings.database_url, settings.tracker_url)
    ]
    return [Path(file) for file in files if "://" not in file]


def _written_to(settings: Settings) -> list[Path]:
    """The folders that the service writes to; a database elsewhere has none here."""
    return [*(file.parent for file in _files(settings)), settings.model.parent, settings.logs]
