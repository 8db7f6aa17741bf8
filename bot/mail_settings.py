"""The settings of mail: a server that takes it, and a port where one hands it over."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_settings import BaseSettings

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def mailbox_or_nothing(text: str) -> str:
    """An e-mail address, or nothing."""
    if text.strip() and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+", text.strip()):
        raise ValueError("it must be an e-mail address, such as hello@example.org")
    return text.strip()


class MailSettings(BaseSettings):
    """What the Settings have of mail."""

    mail_from: Annotated[str, AfterValidator(mailbox_or_nothing)] = ""
    smtp_host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:_-]*$")] = ""
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 587
    smtp_security: Annotated[str, Field(pattern="^(tls|starttls|none)$")] = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_certificates: str = ""
    smtp_seconds: Annotated[float, Field(gt=0)] = 60
    smtp_doubt_seconds: Annotated[float, Field(gt=0)] = 300
    mails_a_second: Annotated[float, Field(gt=0)] = 2
    mail_in_port: Annotated[int, Field(ge=0, le=65_535)] = 0

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        """Without a sender nothing can be sent; a password never goes where others can read it."""
        if (self.smtp_host or self.mail_in_port) and not self.mail_from:
            raise ValueError("for mail by SMTP, out or in, DOORSTEP_MAIL_FROM must be set too")
        if self.smtp_host and self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            raise ValueError("DOORSTEP_SMTP_SECURITY is 'none' only for a server on this machine")
        if bool(self.smtp_user) != bool(self.smtp_password):
            raise ValueError("DOORSTEP_SMTP_USER and DOORSTEP_SMTP_PASSWORD go together")
        if self.smtp_doubt_seconds <= self.smtp_seconds:
            raise ValueError("DOORSTEP_SMTP_DOUBT_SECONDS must be more than DOORSTEP_SMTP_SECONDS")
        return self

    @property
    def mail_domain(self) -> str:
        """Where mail that comes is for: what stands behind the `@` of the sender."""
        return self.mail_from.rpartition("@")[2].lower()
