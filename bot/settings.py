"""The settings, read from the environment once; every fault is named at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from bot.domain.errors import SettingsError
from bot.domain.operator import Operator
from bot.mail_settings import LOOPBACK, MailSettings, mailbox_or_nothing
from bot.secret import LEAST_CHARACTERS

ROOT = Path(__file__).resolve().parents[1]
LONDON = ZoneInfo("Europe/London")
LOCAL = "local"
ANYBODY = "anybody"
Port = Annotated[int, Field(ge=1, le=65_535)]


def _moment(text: Any) -> Any:
    """A date means 00:00 in London; a moment without a zone is London's."""
    if not isinstance(text, str):
        return text
    if not text.strip():
        return None
    try:
        read = datetime.combine(date.fromisoformat(text.strip()), time(), LONDON)
    except ValueError:
        read = datetime.fromisoformat(text.strip())
    return (read if read.tzinfo else read.replace(tzinfo=LONDON)).astimezone(UTC)


_CRONTAB_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_CRONTAB_PART = re.compile(r"(?:\*|(\d+)(?:-(\d+))?)(?:/([1-9]\d*))?")


def _crontab(text: str) -> str:
    """Five fields of numbers: minute, hour, day of the month, month, day of the week."""
    fields = text.split()
    if not fields:
        return ""
    if len(fields) != len(_CRONTAB_RANGES):
        raise ValueError("it must have five fields, such as '15 */2 * * *'")
    for field, (least, most) in zip(fields, _CRONTAB_RANGES, strict=True):
        for part in field.split(","):
            read = _CRONTAB_PART.fullmatch(part)
            numbers = [int(one) for one in read.groups()[:2] if one] if read else [-1]
            if numbers != sorted(numbers) or not all(least <= one <= most for one in numbers):
                raise ValueError(f"'{part}' is not '*' or numbers from {least} to {most}")
    return " ".join(fields)


def _long_enough(text: str) -> str:
    """Nothing, which means the file's; or enough characters that nobody guesses them."""
    if text and len(text) < LEAST_CHARACTERS:
        raise ValueError(f"it must have at least {LEAST_CHARACTERS} characters")
    return text


def _http(text: str) -> str:
    """The address of a site, without a slash at its end."""
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", text):
        raise ValueError("it must be an http or https address")
    return text.rstrip("/")


def _http_or_nothing(text: str) -> str:
    """The address of a site, or nothing, which means: ask nobody."""
    return _http(text.strip()) if text.strip() else ""


def _sid(kind: str) -> AfterValidator:
    """The id of one of Twilio's things: two letters for its kind, and 32 digits; or nothing."""

    def check(text: str) -> str:
        if text and not re.fullmatch(kind + "[0-9a-fA-F]{32}", text):
            raise ValueError(f"it must be {kind} and 32 digits from 0 to 9 and a to f")
        return text

    return AfterValidator(check)


def _one_line(text: str) -> str:
    """Text for people on one line: white space of every kind becomes one space."""
    return " ".join(text.split())


Line = Annotated[str, AfterValidator(_one_line)]


class Settings(MailSettings):
    """One field a variable; docs/settings.md says what each is for (a test holds the two equal)."""

    model_config = SettingsConfigDict(env_prefix="DOORSTEP_", frozen=True, extra="ignore")

    database_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'doorstep.sqlite3'}", validation_alias="DATABASE_URL"
    )
    tracker_url: str = f"sqlite:///{ROOT / 'var' / 'rasa.sqlite3'}"
    now: Annotated[datetime | None, BeforeValidator(_moment)] = None
    host: str = "127.0.0.1"
    port: Port = 8080
    public_url: str = ""
    rasa_port: Port = 5005
    actions_port: Port = 5055
    model: Path = ROOT / "var" / "model.tar.gz"
    logs: Path = ROOT / "var"
    operator_name: Line = ""
    operator_address: Line = ""
    operator_registration: Line = ""
    operator_email: Annotated[str, AfterValidator(mailbox_or_nothing)] = ""
    operator_data_protection: Line = ""
    operator_complaints: Line = ""
    ocid_prefix: Annotated[str, Field(pattern="^(ocds-[a-z0-9]{6})?$")] = ""
    transport: Annotated[str, Field(pattern="^(local|none|)$")] = ""
    recipients: str = ""
    secret: Annotated[str, AfterValidator(_long_enough)] = ""
    secret_file: Path = ROOT / "var" / "secret"
    erasures_file: Path = ROOT / "var" / "erasures.jsonl"
    retention_schedule: Annotated[str, AfterValidator(_crontab)] = "40 3 * * *"
    introductions_schedule: Annotated[str, AfterValidator(_crontab)] = "10 9 * * 1-5"
    find_a_tender_url: Annotated[str, AfterValidator(_http)] = (
        "https://www.find-tender.service.gov.uk"
    )
    contracts_finder_url: Annotated[str, AfterValidator(_http)] = (
        "https://www.contractsfinder.service.gov.uk"
    )
    postcodes_url: Annotated[str, AfterValidator(_http_or_nothing)] = "https://api.postcodes.io"
    companies_house_key: str = ""
    companies_house_url: Annotated[str, AfterValidator(_http)] = (
        "https://api.company-information.service.gov.uk"
    )
    firm_checks_schedule: Annotated[str, AfterValidator(_crontab)] = "40 9 * * 1-5"
    clamd: str = ""
    sync_schedule: Annotated[str, AfterValidator(_crontab)] = ""
    alert_schedule: Annotated[str, AfterValidator(_crontab)] = ""
    digest_schedule: Annotated[str, AfterValidator(_crontab)] = "0 8 * * *"
    text_budget: Annotated[Decimal, Field(ge=0)] = Decimal(0)
    text_price: Annotated[Decimal, Field(gt=0)] = Decimal("0.04")
    jobs_url: str = ""
    twilio_account_sid: Annotated[str, _sid("AC")] = ""
    twilio_auth_token: str = ""
    twilio_messaging_service_sid: Annotated[str, _sid("MG")] = ""
    twilio_url: Annotated[str, AfterValidator(_http)] = "https://api.twilio.com"
    twilio_seconds: Annotated[float, Field(gt=0)] = 10
    twilio_doubt_seconds: Annotated[float, Field(gt=0)] = 60
    texts_a_second: Annotated[float, Field(gt=0)] = 10
    messages_a_minute: Annotated[int, Field(ge=1)] = 40
    conversations_a_minute: Annotated[int, Field(ge=1)] = 30
    complaints_a_minute: Annotated[int, Field(ge=1)] = 10
    reply_seconds: Annotated[float, Field(gt=0)] = 20
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"

    @model_validator(mode="after")
    def _twilio_is_whole(self) -> Self:
        """With a part of an account nothing could be sent, or nothing be believed that came."""
        wanted = ("twilio_account_sid", "twilio_auth_token", "twilio_messaging_service_sid")
        needed = (*wanted, "public_url")
        missing = [f"DOORSTEP_{one.upper()}" for one in needed if not getattr(self, one)]
        if any(getattr(self, one) for one in wanted) and missing:
            raise ValueError(f"to send by Twilio, {' and '.join(missing)} must be set too")
        if self.twilio_doubt_seconds <= self.twilio_seconds:
            raise ValueError(
                "DOORSTEP_TWILIO_DOUBT_SECONDS must be more than DOORSTEP_TWILIO_SECONDS"
            )
        return self

    @property
    def sends_by_twilio(self) -> bool:
        """Whether texts go out: there is an account, and no other transport is asked for."""
        return bool(self.twilio_account_sid) and not self.transport

    @property
    def sends_by_smtp(self) -> bool:
        """Whether mails go out: there is a server, and no other transport is asked for."""
        return bool(self.smtp_host) and not self.transport

    @property
    def public_address(self) -> str:
        """Where visitors reach the service."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def shows_outbox(self) -> bool:
        """Whether messages are shown at /outbox in place of being sent.

        Unless it is said, only where nobody else can look: on a loopback address that is not named
        to the public.
        """
        if self.transport:
            return self.transport == LOCAL
        return self.is_for_this_machine and not self.twilio_account_sid

    @property
    def is_for_this_machine(self) -> bool:
        """Whether only this machine reaches the service, as far as its settings tell."""
        return self.host in LOOPBACK and not self.public_url

    @property
    def jobs_address(self) -> str:
        """Where jobs under way are kept: a file beside an SQLite database, else the database."""
        if self.jobs_url or not self.database_url.startswith("sqlite"):
            return self.jobs_url or self.database_url
        return f"{self.database_url.removesuffix('.sqlite3')}-jobs.sqlite3"

    @property
    def operator(self) -> Operator:
        """Whoever runs this installation, as far as it is set."""
        return Operator(
            name=self.operator_name,
            address=self.operator_address,
            registration=self.operator_registration,
            email=self.operator_email,
            data_protection=self.operator_data_protection,
            complaints=self.operator_complaints,
        )

    @property
    def contact(self) -> str:
        """Who asks, as the sites that are asked should read it."""
        known = [
            part for part in (self.operator_name, self.operator_email, self.public_url) if part
        ]
        return f"Doorstep ({'; '.join(known) or 'operator not named'})"

    @property
    def rasa_url(self) -> str:
        """Where Rasa listens: loopback, always."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def rasa_log(self) -> Path:
        """Where Rasa's own log goes; one for each port, so that two services do not share it."""
        return self.logs / f"rasa-{self.rasa_port}.log"

    @property
    def actions_url(self) -> str:
        """Where Rasa finds the action server: loopback, always."""
        return f"http://127.0.0.1:{self.actions_port}/webhook"


def read_settings(changes: Mapping[str, Any] | None = None) -> Settings:
    """The settings of the environment, with changes by field name over them.

    Raises SettingsError that names every wrong variable and what it should be.
    """
    try:
        return Settings(**(changes or {}))
    except ValidationError as fault:
        raise SettingsError(_in_words(fault)) from fault


def _in_words(fault: ValidationError) -> str:
    def name(where: tuple[int | str, ...]) -> str:
        if not where:
            return ""
        stated = str(where[0])
        return f"{stated if stated == 'DATABASE_URL' else f'DOORSTEP_{stated.upper()}'}: "

    lines = [f"{name(one['loc'])}{one['msg']}" for one in fault.errors()]
    return "These settings are wrong (docs/settings.md):\n  " + "\n  ".join(lines)
