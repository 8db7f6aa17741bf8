"""Asks Companies House, or what stands in for it, which company has a number.

Its API is described at https://developer-specs.company-information.service.gov.uk. Nothing but
the number is sent, and the key. It takes 600 questions in five minutes, and says when it is ready
for more in a header of its own.
"""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity import wait_exponential_jitter as growing

from bot.domain.company import RegisteredCompany
from bot.domain.errors import RegisterRefusedError, RegisterUnavailableError, SourceError
from bot.ports import Clock

ATTEMPTS = 3
WAIT_SECONDS = 10.0
LONGEST_WAIT = 20.0
"""Seconds; a register that asks for more is left alone until the next round."""

_LARGEST_ANSWER = 262_144
_LATER, _LONGEST_ASKED = 300, 3_600
_REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_STATED_NONE = "registered"
"""Some kinds of company are in the register without a state of their own."""


class _PassingFaultError(Exception):
    """The same question may be answered in so many seconds; None where nobody knows."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class CompaniesHouse:
    """The CompanyRegister over HTTP. `sleep` waits seconds; `wait` is what one answer may take."""

    def __init__(
        self,
        address: str,
        key: str,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
        wait: float = WAIT_SECONDS,
    ) -> None:
        self._where = urlsplit(address)
        self._key = b64encode(f"{key}:".encode()).decode()
        self._clock = clock
        self._sleep = sleep
        self._wait = wait

    def company(self, number: str) -> RegisteredCompany | None:
        """As the port tells; passing faults are waited out for a while."""
        retrying = Retrying(
            sleep=self._sleep,
            wait=_seconds_to_wait,
            stop=stop_after_attempt(ATTEMPTS),
            retry=retry_if_exception_type(_PassingFaultError),
            reraise=True,
        )
        try:
            return retrying(self._ask, number)
        except _PassingFaultError as fault:
            later = int(fault.seconds or _LATER)
            raise RegisterUnavailableError(str(fault), retry_after=later) from fault

    def _ask(self, number: str) -> RegisteredCompany | None:
        status, headers, body = self._answer(number)
        if status == HTTPStatus.NOT_FOUND:
            return None
        if status in _REFUSED:
            raise RegisterRefusedError("Companies House refuses the key that is set.")
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            seconds = self._asked_to_wait(headers)
            told = "Companies House asks for patience."
            if seconds > LONGEST_WAIT:
                raise RegisterUnavailableError(told, retry_after=int(seconds))
            raise _PassingFaultError(told, seconds)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _PassingFaultError(f"Companies House answers {status}.")
        if status != HTTPStatus.OK:
            raise SourceError(f"Companies House answers {status}.")
        return _company_of(number, body)

    def _answer(self, number: str) -> tuple[int, Mapping[str, str], bytes]:
        headers = {
            "Authorization": f"Basic {self._key}",
            "Accept": "application/json",
            "User-Agent": "Doorstep",
        }
        path = f"{self._where.path.rstrip('/')}/company/{quote(number, safe='')}"
        try:
            with closing(self._connection()) as connection:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                return answer.status, dict(answer.getheaders()), answer.read(_LARGEST_ANSWER)
        except (OSError, HTTPException, ValueError) as fault:
            raise _PassingFaultError("Companies House does not answer.") from fault

    def _connection(self) -> HTTPConnection:
        sort = HTTPSConnection if self._where.scheme == "https" else HTTPConnection
        return sort(self._where.hostname or "", self._where.port, timeout=self._wait)

    def _asked_to_wait(self, headers: Mapping[str, str]) -> float:
        """Seconds, by `Retry-After` or by the moment at which its limit begins anew."""
        stated = {name.lower(): value.strip() for name, value in headers.items()}
        after, reset = stated.get("retry-after", ""), stated.get("x-ratelimit-reset", "")
        if after.isascii() and after.isdigit():
            return min(float(after), _LONGEST_ASKED)
        if reset.isascii() and reset.isdigit():
            left = float(reset) - self._clock.now().timestamp()
            return min(max(left, 1.0), _LONGEST_ASKED)
        return _LATER


def _seconds_to_wait(state: RetryCallState) -> float:
    raised = state.outcome.exception() if state.outcome else None
    if isinstance(raised, _PassingFaultError) and raised.seconds is not None:
        return raised.seconds
    return float(growing(initial=1, max=LONGEST_WAIT)(state))


def _company_of(number: str, body: bytes) -> RegisteredCompany:
    try:
        told: Any = json.loads(body)
        name, said = told["company_name"], told["company_number"]
        status = told.get("company_status") or _STATED_NONE
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise SourceError("Companies House answers what is no company.") from fault
    is_whole = all(isinstance(one, str) and one.strip() for one in (name, said, status))
    if not is_whole or said != number:
        raise SourceError("Companies House answers what is no company.")
    return RegisteredCompany(number, " ".join(name.split()), status)
