"""Makes codes.txt and names.txt from the published list: `python content/cpv/rebuild.py FILE`.

The list is read as `code|parent|level|name`, eight digits without the check digit. 60112000,
"Public road transport services", is in wide use and missing from some copies: it is added.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

IN_USE, ITS_NAME = "60112000", "Public road transport services"
_CELLS = 4
OUT = Path(__file__).with_name("codes.txt")
NAMES = Path(__file__).with_name("names.txt")
"""A line for each code: the code, a space, its name."""


def main() -> None:
    """Writes a line for each division: its two digits, then what follows them in each code."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8-sig").splitlines()
    codes = {line.split("|")[0].strip() for line in lines}
    known = sorted(
        {code for code in codes if len(code) == len(IN_USE) and code.isdigit()} | {IN_USE}
    )
    divisions = groupby(known, key=lambda code: code[:2])
    rows = [
        f"{first} {' '.join(c[2:].rstrip('0') or '-' for c in those)}" for first, those in divisions
    ]
    OUT.write_text("\n".join(rows) + "\n", encoding="utf-8")
    names = {IN_USE: ITS_NAME} | _names(lines)
    NAMES.write_text("".join(f"{c} {names[c]}\n" for c in known if c in names), encoding="utf-8")
    print(f"{len(known)} codes written to {OUT.name}, and their names to {NAMES.name}.")


def _names(lines: list[str]) -> dict[str, str]:
    cells = (line.split("|") for line in lines)
    return {
        c[0].strip(): " ".join(c[3].split()) for c in cells if len(c) >= _CELLS and c[3].strip()
    }


if __name__ == "__main__":
    main()
