"""What every CompanyRegister promises."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.bootstrap.firm_checks import make_company_register
from bot.domain.company import RegisteredCompany
from bot.domain.errors import RegisterRefusedError, RegisterUnavailableError, SourceError
from bot.ports import CompanyRegister
from bot.settings import read_settings
from connectors.registers.companies_house import CompaniesHouse
from tests.examples import NOW
from tests.fake_register import FakeRegister
from tests.fakes import FakeClock
from tests.standins.companies_house import CompaniesHouseServer, companies_house

SPOTLESS = RegisteredCompany("01234567", "SPOTLESS CLEANING LIMITED", "active")


@dataclass(frozen=True)
class Case:
    """A register, and what takes it away."""

    register: CompanyRegister
    take_away: Callable[[], None]


@pytest.fixture(params=["fake", "Companies House"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    """Each register."""
    if request.param == "fake":
        fake = FakeRegister(SPOTLESS)
        yield Case(fake, fake.take_away)
        return
    with companies_house() as server:
        yield Case(register_at(server), lambda: server.raw.extend([(503, {}, b"")] * 3))


class Slept:
    """Waits that were asked for, none of which is waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def register_at(
    server: CompaniesHouseServer, slept: Callable[[float], None] = lambda _seconds: None
) -> CompaniesHouse:
    return CompaniesHouse(server.address, "a-key", FakeClock(NOW), slept, wait=0.5)


def test_a_company_is_known_by_its_number(case: Case) -> None:
    assert case.register.company("01234567") == SPOTLESS


def test_a_number_that_nobody_has_is_none(case: Case) -> None:
    assert case.register.company("SC999999") is None


def test_one_that_is_away_says_so(case: Case) -> None:
    case.take_away()
    with pytest.raises(RegisterUnavailableError):
        case.register.company("01234567")


@pytest.fixture
def server() -> Iterator[CompaniesHouseServer]:
    with companies_house() as running:
        yield running


def test_the_key_goes_as_the_user_without_a_password(server: CompaniesHouseServer) -> None:
    register_at(server).company("01234567")
    assert server.keys == [f"Basic {b64encode(b'a-key:').decode()}"]
    assert server.asked == ["/company/01234567"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_is_the_operators_to_mend(
    server: CompaniesHouseServer, status: int
) -> None:
    server.raw = [(status, {}, b"{}")]
    with pytest.raises(RegisterRefusedError):
        register_at(server).company("01234567")
    assert len(server.asked) == 1


def test_a_fault_that_passes_is_waited_out(server: CompaniesHouseServer) -> None:
    server.raw, slept = [(502, {}, b""), (500, {}, b"")], Slept()
    assert register_at(server, slept).company("01234567") == SPOTLESS
    assert len(slept.seconds) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "7"},
        {"X-Ratelimit-Reset": str(int((NOW + timedelta(seconds=7)).timestamp()))},
    ],
)
def test_a_short_wait_that_it_asks_for_is_waited(
    server: CompaniesHouseServer, headers: dict[str, str]
) -> None:
    server.raw, slept = [(429, headers, b"")], Slept()
    assert register_at(server, slept).company("01234567") == SPOTLESS
    assert slept.seconds == [7.0]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X-Ratelimit-Reset": str(int((NOW + timedelta(seconds=240)).timestamp()))}, 240),
        ({"Retry-After": "99999"}, 3600),
        ({}, 300),
        ({"X-Ratelimit-Reset": "soon"}, 300),
    ],
)
def test_a_long_wait_that_it_asks_for_ends_the_round(
    server: CompaniesHouseServer, headers: dict[str, str], seconds: int
) -> None:
    server.raw, slept = [(429, headers, b"")], Slept()
    with pytest.raises(RegisterUnavailableError) as raised:
        register_at(server, slept).company("01234567")
    assert raised.value.retry_after == seconds
    assert slept.seconds == []


def test_one_that_is_slow_or_not_there_is_away(server: CompaniesHouseServer) -> None:
    server.late_by = 1.0
    with pytest.raises(RegisterUnavailableError):
        register_at(server).company("01234567")
    gone = CompaniesHouse("http://127.0.0.1:9", "a-key", FakeClock(NOW), lambda _seconds: None)
    with pytest.raises(RegisterUnavailableError):
        gone.company("01234567")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b'{"company_number": "01234567"}',
        b'{"company_number": "01234567", "company_name": 7}',
        b'{"company_number": "07654321", "company_name": "OTHER LTD"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_company_is_said_to_be_none(server: CompaniesHouseServer, body: bytes) -> None:
    server.raw = [(200, {}, body)]
    with pytest.raises(SourceError):
        register_at(server).company("01234567")


def test_a_company_without_a_state_of_its_own_is_registered(server: CompaniesHouseServer) -> None:
    server.raw = [(200, {}, b'{"company_number": "01234567", "company_name": "OLD BODY"}')]
    assert register_at(server).company("01234567") == RegisteredCompany(
        "01234567", "OLD BODY", "registered"
    )


def test_without_a_key_nobody_is_asked() -> None:
    assert make_company_register(read_settings({}), FakeClock(NOW)) is None
    key = {"companies_house_key": "k"}
    assert make_company_register(read_settings(key), FakeClock(NOW)) is not None
