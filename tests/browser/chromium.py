"""The machine's own Chromium, kept from calling anywhere but the page it is given."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)


def open_chromium(playwright: Playwright) -> Browser:
    """A browser without a window; raises RuntimeError where none is installed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("No Chromium is installed: run scripts/find-browser.")
    return playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
