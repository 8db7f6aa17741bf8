"""Doorstep itself, started as `make run` starts it, on ports and a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

import psutil

from tests.client import Client

ROOT = Path(__file__).parents[1]
DOORSTEP = ROOT / ".venv" / "bin" / "doorstep"
READY_WITHIN = 240
"""Seconds: a model that must first be trained, on two busy cores."""
STOPPED_WITHIN = 30
NOW = "2025-11-08"


@dataclass(frozen=True)
class Ports:
    """Where the three parts listen."""

    web: int
    rasa: int
    actions: int

    @classmethod
    def free(cls) -> Self:
        """Three ports that nothing listens on now."""
        held = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
        numbers = [one.getsockname()[1] for one in held]
        for one in held:
            one.close()
        return cls(*numbers)


@dataclass
class Doorstep:
    """One running Doorstep; `arguments` follow the command, `changes` the environment."""

    folder: Path
    arguments: tuple[str, ...] = ("run",)
    changes: Mapping[str, str] = field(default_factory=dict)
    ports: Ports = field(default_factory=Ports.free)

    def __post_init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @property
    def address(self) -> str:
        """What an owner types into the browser."""
        return f"http://127.0.0.1:{self.ports.web}"

    @property
    def client(self) -> Client:
        """A caller of the public port."""
        return Client(self.ports.web)

    @property
    def database_url(self) -> str:
        """The service's own database."""
        return f"sqlite:///{self.folder / 'doorstep.sqlite3'}"

    @property
    def tracker(self) -> Path:
        """The file in which Rasa keeps what was said."""
        return self.folder / "rasa.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """The machine's environment with the settings of this Doorstep in place of any other."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
        return inherited | {
            "DATABASE_URL": self.database_url,
            "DOORSTEP_TRACKER_URL": f"sqlite:///{self.tracker}",
            "DOORSTEP_PORT": str(self.ports.web),
            "DOORSTEP_RASA_PORT": str(self.ports.rasa),
            "DOORSTEP_ACTIONS_PORT": str(self.ports.actions),
            "DOORSTEP_LOGS": str(self.folder),
            "DOORSTEP_SECRET_FILE": str(self.folder / "secret"),
            "DOORSTEP_ERASURES_FILE": str(self.folder / "erasures.jsonl"),
            "DOORSTEP_NOW": NOW,
            "DOORSTEP_POSTCODES_URL": "",
            "DOORSTEP_MESSAGES_A_MINUTE": "1000000",
            "DOORSTEP_CONVERSATIONS_A_MINUTE": "1000000",
            "DOORSTEP_COMPLAINTS_A_MINUTE": "1000000",
            **self.changes,
        }

    def start(self) -> Self:
        """Starts it in a session of its own, so that a signal to its group reaches only it."""
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [str(DOORSTEP), *self.arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return self

    def log(self) -> str:
        """Everything it has written so far."""
        return (self.folder / "log").read_text(errors="replace")

    def _last_words(self) -> str:
        """The ends of its logs, for whoever must find out why a start failed."""
        logs = [self.folder / "log", *(ROOT / "var").glob(f"rasa-{self.ports.rasa}.log")]
        return "\n".join(file.read_text(errors="replace")[-3000:] for file in logs)

    def wait_for_page(self) -> Self:
        """Returns once the web process answers."""
        return self._wait(lambda: self.client.answers("/health"))

    def wait_until_ready(self) -> Self:
        """Returns once a message would be answered."""
        return self._wait(lambda: self.client.get("/ready").status == 200)

    def processes(self) -> list[psutil.Process]:
        """Every process of this Doorstep: those whose environment names its tracker."""
        return [one for one in psutil.process_iter() if self._is_ours(one)]

    def listening_at(self, port: int) -> psutil.Process:
        """The process that listens at a port."""
        return next(p for p in self.processes() if port in {a[1] for a in addresses_of(p)})

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to the whole process group, as a terminal does."""
        assert self._process
        os.killpg(self._process.pid, number)

    def wait_for_end(self) -> int:
        """The exit code, once it has ended."""
        assert self._process
        return self._process.wait(STOPPED_WITHIN)

    def stop(self) -> None:
        """Ctrl-C; raises AssertionError if it does not end, or leaves a process behind."""
        try:
            self.signal(signal.SIGINT)
            self.wait_for_end()
            left = [one.cmdline() for one in self.processes()]
            assert not left, f"These were left behind: {left}"
            assert "Unclosed" not in self.log(), "A connection was left open."
        finally:
            self.destroy()

    def destroy(self) -> None:
        """Ends what is left of it, whatever its state."""
        for one in self.processes():
            one.kill()
        if self._process:
            self._process.wait(STOPPED_WITHIN)
        if self._log:
            self._log.close()
        for file in self._files_beside_the_model():
            file.unlink(missing_ok=True)

    def _files_beside_the_model(self) -> list[Path]:
        """The shared model's folder also takes what belongs to one start, named by Rasa's port."""
        return list((ROOT / "var").glob(f"rasa-{self.ports.rasa}.*"))

    def _wait(self, condition: Callable[[], bool]) -> Self:
        assert self._process
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            assert self._process.poll() is None, f"Doorstep ended:\n{self._last_words()}"
            if self.client.answers("/health") and condition():
                return self
            time.sleep(0.2)
        raise AssertionError(f"Doorstep did not get there:\n{self._last_words()}")

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            tracker = process.environ().get("DOORSTEP_TRACKER_URL", "")
            ours = str(tracker).endswith(str(self.tracker))
            return ours and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False


def addresses_of(process: psutil.Process) -> list[tuple[str, int]]:
    """The addresses at which a process listens."""
    try:
        connections = process.net_connections("tcp")
    except psutil.Error:
        return []
    return [c.laddr for c in connections if c.status == psutil.CONN_LISTEN]


def web_alone(folder: Path, **changes: str) -> Doorstep:
    """Only the web process: Doorstep as it is while Rasa is loading, however long a test needs."""
    from connectors.storage.migrate import migrate

    doorstep = Doorstep(folder, ("serve",), changes)
    migrate(doorstep.database_url)
    return doorstep.start()
