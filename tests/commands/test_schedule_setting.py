"""What may stand in the settings of feeds and schedule, and where jobs are kept."""

from __future__ import annotations

import pytest

from bot.domain.errors import SettingsError
from bot.settings import read_settings


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("", ""),
        ("  ", ""),
        ("15 */2 * * *", "15 */2 * * *"),
        (" 0   7,19  *  * 1-5 ", "0 7,19 * * 1-5"),
        ("0-30/10 0 1 12 0,7", "0-30/10 0 1 12 0,7"),
        ("59 23 31 12 7", "59 23 31 12 7"),
    ],
)
def test_a_schedule_is_a_crontab_line(stated: str, read: str) -> None:
    assert read_settings({"sync_schedule": stated}).sync_schedule == read


@pytest.mark.parametrize(
    "stated",
    [
        "hourly", "@daily", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *",
        "* * * 13 *", "* * * * 8", "*/0 * * * *", "5-1 * * * *", "a * * * *", "1,,2 * * * *",
        "-1 * * * *", "1-2-3 * * * *", "* * * * MON",
    ],
)  # fmt: skip
def test_what_is_no_crontab_line_is_named_at_the_start(stated: str) -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_SYNC_SCHEDULE"):
        read_settings({"sync_schedule": stated})


@pytest.mark.parametrize("stated", ["", "feed.example.org", "ftp://feed.example.org", "https://"])
def test_a_feed_has_a_web_address(stated: str) -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_FIND_A_TENDER_URL"):
        read_settings({"find_a_tender_url": stated})
    settings = read_settings({"find_a_tender_url": "http://127.0.0.1:8/mirror/"})
    assert settings.find_a_tender_url == "http://127.0.0.1:8/mirror"


@pytest.mark.parametrize(
    ("database", "jobs"),
    [
        ("sqlite:////somewhere/doorstep.sqlite3", "sqlite:////somewhere/doorstep-jobs.sqlite3"),
        ("sqlite:////somewhere/data", "sqlite:////somewhere/data-jobs.sqlite3"),
        ("postgresql://host/doorstep", "postgresql://host/doorstep"),
    ],
)
def test_jobs_are_kept_beside_the_database_or_in_it(database: str, jobs: str) -> None:
    settings = read_settings({"DATABASE_URL": database, "jobs_url": ""})
    assert settings.jobs_address == jobs
    assert read_settings({"DATABASE_URL": database, "jobs_url": "x"}).jobs_address == "x"


def test_a_feed_is_told_who_asks() -> None:
    asked = {"operator_name": "Eastside Hub", "operator_email": "hub@example.org"}
    assert read_settings(asked).contact.startswith("Doorstep (Eastside Hub; hub@example.org")
    nobody = read_settings({"operator_name": "", "operator_email": "", "public_url": ""})
    assert nobody.contact == "Doorstep (operator not named)"
