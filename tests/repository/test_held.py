"""What is held of people: the documents tell of each table and each rule, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.bootstrap import CONTENT, make_phrases, make_retention
from bot.domain.errors import SourceError
from connectors.storage.held_tables import personal
from connectors.text.retention_file import load_retention
from tests.repository.house import text_of

TOLD = text_of("docs/data-protection.md")
RULE = re.compile(r"^\| `(\w+)` \| (\d+) (days|months) \| (.+) \|$", re.MULTILINE)


@pytest.mark.parametrize("table", sorted(personal()))
def test_every_personal_table_stands_in_what_is_kept(table: str) -> None:
    kept = TOLD.split("## What is kept", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    assert f"`{table}`" in kept


def test_the_table_of_retention_is_the_one_that_is_followed() -> None:
    rules = make_retention().all
    written = [(of, int(n), unit, since) for of, n, unit, since in RULE.findall(TOLD)]
    assert written == [
        (one.of, one.days or one.months, "days" if one.days else "months", one.counts_from)
        for one in rules
    ]


@pytest.mark.parametrize("rule", [rule.of for rule in make_retention().all])
def test_every_rule_has_its_reason(rule: str) -> None:
    assert make_retention()[rule].why


@pytest.mark.parametrize(
    "length", ["", "days: 0", "days: 1\n  months: 1", "days: -1", "months: -2"]
)
def test_a_rule_that_is_a_slip_is_refused(tmp_path: object, length: str) -> None:

    folder = Path(str(tmp_path))
    (folder / "retention.yml").write_text(f"- of: x\n  {length}\n  counts_from: y\n  why: z\n")
    with pytest.raises(SourceError, match=r"retention\.yml"):
        load_retention(tmp_path)


@pytest.mark.parametrize("called", sorted({one.called for one in personal().values()}))
def test_every_part_has_its_plain_name(called: str) -> None:
    assert make_phrases().say(f"held.{called}")


def test_the_rules_are_read_from_the_content() -> None:
    assert load_retention(CONTENT).all == make_retention().all
