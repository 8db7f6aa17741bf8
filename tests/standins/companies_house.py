"""A server on loopback that answers as Companies House's API does, or as a broken one would."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# The shape of a published company profile (developer-specs.company-information.service.gov.uk).
SPOTLESS: dict[str, Any] = {
    "company_number": "01234567",
    "company_name": "SPOTLESS  CLEANING LIMITED",
    "company_status": "active",
    "type": "ltd",
    "jurisdiction": "england-wales",
    "date_of_creation": "2015-03-02",
    "registered_office_address": {"address_line_1": "1 High Street", "postal_code": "B8 1AA"},
    "accounts": {"next_due": "2027-01-31", "overdue": False},
    "sic_codes": ["81210"],
    "links": {"self": "/company/01234567"},
}
NOT_FOUND = {"errors": [{"error": "company-profile-not-found", "type": "ch:service"}]}


class CompaniesHouseServer:
    """What it says can be changed while it runs; it remembers what and how it was asked."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {"01234567": SPOTLESS}
        self.raw: list[tuple[int, dict[str, str], bytes]] = []
        """Answers to be given first, one after the other."""
        self.late_by = 0.0
        self.asked: list[str] = []
        self.keys: list[str] = []
        self.address = ""

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path."""
        self.asked.append(path)
        time.sleep(self.late_by)
        if self.raw:
            return self.raw.pop(0)
        found = self.known.get(path.removeprefix("/company/"))
        body = json.dumps(found or NOT_FOUND).encode()
        return (200 if found else 404), {"X-Ratelimit-Remain": "599"}, body


@contextmanager
def companies_house() -> Iterator[CompaniesHouseServer]:
    """A running server."""
    told = CompaniesHouseServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.keys.append(self.headers.get("Authorization", ""))
            status, headers, body = told.answer(self.path)
            # Who asked may have lost patience and gone.
            with suppress(OSError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_about: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
