"""Starts Rasa and the web service together, restarts either if it ends, stops both at once."""

from __future__ import annotations

import os
import signal
import socket
import sys
from configparser import RawConfigParser
from pathlib import Path
from types import FrameType
from typing import NoReturn

from supervisor import supervisord
from supervisor.options import ServerOptions

from bot.domain.errors import SettingsError
from bot.settings import ROOT, Settings

_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "WARNING",
    # The vectors are small: more threads only wait for each other, and take both cores for it.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


class _Options(ServerOptions):
    """A closed terminal means stop, not (as for a daemon) start again."""

    def setsignals(self) -> None:
        super().setsignals()
        signal.signal(signal.SIGHUP, self._stop)

    def _stop(self, _number: int, frame: FrameType | None) -> None:
        self.signal_receiver.receive(signal.SIGTERM, frame)


def rasa_environment(settings: Settings) -> dict[str, str]:
    """What Rasa's files read from the environment."""
    return {
        **_QUIET,
        "DOORSTEP_ACTIONS_URL": settings.actions_url,
        "DOORSTEP_TRACKER_URL": settings.tracker_url,
        "PYTHONPATH": str(ROOT),
    }


def rasa_command(settings: Settings) -> list[str]:
    """The command that serves the model on loopback (docs/adr/0006)."""
    return [
        *(sys.executable, "-m", "connectors.dialogue.lean_rasa", "run"),
        *("--model", str(settings.model)),
        *("--endpoints", str(ROOT / "endpoints.yml")),
        *("--credentials", str(ROOT / "credentials.yml")),
        *("--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
    ]


def check_ports(settings: Settings) -> None:
    """Raises SettingsError naming every port that something else listens on."""
    wanted = {
        "DOORSTEP_PORT": (settings.host, settings.port),
        "DOORSTEP_RASA_PORT": ("127.0.0.1", settings.rasa_port),
        "DOORSTEP_ACTIONS_PORT": ("127.0.0.1", settings.actions_port),
    }
    taken = [f"{name}={at[1]}" for name, at in wanted.items() if not _is_free(at)]
    if taken:
        raise SettingsError(
            f"Something else listens at {', '.join(taken)}. Is Doorstep running already? "
            "Stop it, or set other ports."
        )


def supervise(settings: Settings) -> NoReturn:
    """Becomes the supervisor of both processes: what preparing them took of memory is let go."""
    configuration = settings.rasa_log.with_suffix(".conf")
    _write(configuration, settings)
    command = [sys.executable, "-m", "bot.supervise", str(configuration)]
    os.execve(sys.executable, command, {**os.environ, **rasa_environment(settings)})  # noqa: S606


def _become_supervisor(configuration: str) -> None:
    """Runs both until a signal to stop; does not return before both have ended."""
    options = _Options()
    options.realize(["--configuration", configuration], doc=supervisord.__doc__)
    options.first, options.test = True, False  # as its own main sets them
    supervisord.go(options)
    options.close_logger()


def _write(file: Path, settings: Settings) -> None:
    parser = RawConfigParser()
    parser["supervisord"] = {
        "nodaemon": "true",
        "logfile": "/dev/null",
        "logfile_maxbytes": "0",
        "loglevel": "warn" if settings.log_level != "DEBUG" else "info",
        "pidfile": str(file.with_suffix(".pid")),
        **({"user": "root"} if os.geteuid() == 0 else {}),
    }
    # The terminal shows the web service's log, which tells of Rasa too; Rasa's own is long.
    programs = {
        "web": ([sys.executable, "-m", "bot.cli", "serve"], "/dev/fd/1", "0"),
        "rasa": (rasa_command(settings), str(settings.rasa_log), "5MB"),
    }
    for name, (command, log, largest) in programs.items():
        parser[f"program:{name}"] = {
            "command": " ".join(f'"{part}"' for part in command).replace("%", "%%"),
            "directory": str(ROOT).replace("%", "%%"),
            "autorestart": "true",
            "startsecs": "3",
            "startretries": "5",
            "stopwaitsecs": "10",
            "stopasgroup": "true",
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": log.replace("%", "%%"),
            "stdout_logfile_maxbytes": largest,
            "stdout_logfile_backups": "1",
        }
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as out:
        parser.write(out)


def _is_free(address: tuple[str, int]) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True


if __name__ == "__main__":
    _become_supervisor(sys.argv[1])
