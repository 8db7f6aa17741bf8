"""The running service, started when a test first asks for it and shared by all that do."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web_app

from tests.running import NOW, ROOT, Doorstep, web_alone

# No test asks anybody on the internet, nor signs or erases as the installation of this folder.
os.environ["DOORSTEP_POSTCODES_URL"] = ""
_APART = Path(tempfile.mkdtemp(prefix="doorstep-tests-"))
os.environ["DOORSTEP_SECRET_FILE"] = str(_APART / "secret")
os.environ["DOORSTEP_ERASURES_FILE"] = str(_APART / "erasures.jsonl")

REAL_NOTICES = ROOT.parent / "shared" / "notices" / "raw"
FEW_NOTICES = ROOT / "tests" / "samples" / "few_notices"
NOTICES = REAL_NOTICES if REAL_NOTICES.is_dir() else FEW_NOTICES


def pytest_report_header() -> str:
    """Says plainly which notices the tests run on."""
    if NOTICES == REAL_NOTICES:
        return f"notices: the real ones of {REAL_NOTICES}"
    return f"notices: {REAL_NOTICES} is missing, so the few made-up ones of {FEW_NOTICES}"


@pytest.fixture(scope="session")
def doorstep_with_notices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """Doorstep as `make run NOTICES=... AS_OF=2025-11-08` starts it."""
    arguments = ("run", "--notices", str(NOTICES), "--as-of", NOW)
    yield from _run(Doorstep(tmp_path_factory.mktemp("notices"), arguments))


@pytest.fixture(scope="session")
def doorstep_with_samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """Doorstep as `make run` starts it on a new machine, on the same day."""
    yield from _run(Doorstep(tmp_path_factory.mktemp("samples")))


@pytest.fixture(scope="session")
def doorstep_without_rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """Doorstep as it is for as long as Rasa is loading."""
    doorstep = web_alone(tmp_path_factory.mktemp("without_rasa"))
    try:
        yield doorstep.wait_for_page()
    finally:
        doorstep.stop()


@pytest.fixture(scope="session")
def doorstep_written_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The same for tests that post: what is real puts the made-up examples out of every list."""
    doorstep = web_alone(tmp_path_factory.mktemp("written_in"))
    try:
        yield doorstep.wait_for_page()
    finally:
        doorstep.stop()


@pytest.fixture(scope="session")
def doorstep_open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorstep]:
    """The web process of a Doorstep that other machines may reach."""
    doorstep = web_alone(tmp_path_factory.mktemp("open_to_all"), DOORSTEP_HOST="0.0.0.0")
    try:
        yield doorstep.wait_for_page()
    finally:
        doorstep.stop()


def _run(doorstep: Doorstep) -> Iterator[Doorstep]:
    try:
        yield doorstep.start().wait_until_ready()
    except BaseException:
        doorstep.destroy()
        raise
    doorstep.stop()


@pytest.fixture(scope="module", autouse=True)
def _no_application_is_kept() -> Iterator[None]:
    """Aiohttp remembers the applications that it served: hundreds of them are gigabytes."""
    yield
    web_app._cached_build_middleware.cache_clear()  # noqa: SLF001 - nothing public forgets them
