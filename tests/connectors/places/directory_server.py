"""A server on loopback that answers as api.postcodes.io does, or as a broken one would."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

# The shape of a published answer (https://postcodes.io/docs/postcode/lookup).
B26_1EB: dict[str, Any] = {
    "postcode": "B26 1EB",
    "quality": 1,
    "eastings": 411386,
    "northings": 284123,
    "country": "England",
    "nhs_ha": "West Midlands",
    "longitude": -1.833874,
    "latitude": 52.454944,
    "european_electoral_region": "West Midlands",
    "region": "West Midlands",
    "lsoa": "Birmingham 078D",
    "msoa": "Birmingham 078",
    "incode": "1EB",
    "outcode": "B26",
    "parliamentary_constituency": "Birmingham, Yardley",
    "admin_district": "Birmingham",
    "parish": "Birmingham, unparished area",
    "admin_county": None,
    "admin_ward": "Tyseley & Hay Mills",
    "nuts": "Birmingham",
    "codes": {
        "admin_district": "E08000025",
        "admin_county": "E99999999",
        "admin_ward": "E05011182",
        "nuts": "UKG31",
    },
}
ISLE_OF_MAN = {
    "postcode": "IM1 1AA",
    "quality": 9,
    "longitude": None,
    "latitude": None,
    "country": "Isle of Man",
    "admin_ward": None,
    "codes": {"admin_ward": "M99999999"},
}


class DirectoryServer:
    """What it says can be changed while it runs; it remembers what it was asked."""

    def __init__(self, known: Mapping[str, Mapping[str, Any]]) -> None:
        self.known = dict(known)
        self.raw: tuple[int, bytes] | None = None
        self.late_by = 0.0
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.address = ""

    def answer(self, path: str) -> tuple[int, bytes]:
        """The status and body for a path."""
        self.asked.append(unquote(path))
        time.sleep(self.late_by)
        if self.raw:
            return self.raw
        found = self.known.get(unquote(path).removeprefix("/postcodes/"))
        if found is None:
            return 404, json.dumps({"status": 404, "error": "Postcode not found"}).encode()
        return 200, json.dumps({"status": 200, "result": found}).encode()


@contextmanager
def directory_server() -> Iterator[DirectoryServer]:
    """A running server."""
    told = DirectoryServer({"B26 1EB": B26_1EB, "IM1 1AA": ISLE_OF_MAN})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.headers.append(dict(self.headers))
            status, body = told.answer(self.path)
            # Who asked may have lost patience and gone.
            with suppress(OSError):
                self.send_response(status)
                if status in {301, 302}:
                    self.send_header("Location", f"{told.address}/elsewhere")
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_about: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.address = f"http://127.0.0.1:{server.server_port}"
    serve = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    serve.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
