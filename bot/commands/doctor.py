"""`doorstep doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.commands.doctor_words import WORDS
from bot.domain.checkup import Diagnosis, Noticed, Verdict, broken, is_broken
from bot.domain.errors import SettingsError
from bot.domain.operator import OperatorPart

LONDON = ZoneInfo("Europe/London")
WIDTH, LEFT = 100, 23
SOMETHING_BROKEN = 1
Told = tuple[str, Diagnosis]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def doctor(*, as_json: bool) -> None:
    """Tell what is wrong with this installation, and what to do; changes nothing."""
    told = _looked()
    if as_json:
        click.echo(json.dumps({"diagnoses": [_as_json(*one) for one in told]}, ensure_ascii=False))
    else:
        for line in _lines(told):
            click.echo(line)
    sys.exit(SOMETHING_BROKEN if is_broken(diagnosis for _name, diagnosis in told) else 0)


def _looked() -> list[Told]:
    from bot.bootstrap import make_checks
    from bot.services.check_up import check_up
    from bot.settings import read_settings
    from bot.training import state_of_model

    try:
        settings = read_settings()
        checks = make_checks(settings, lambda: state_of_model(settings))
    except SettingsError as error:
        return [("settings", broken(Noticed.SETTINGS_WRONG, why=error))]
    return list(check_up(checks))


def _lines(told: Iterable[Told]) -> Iterator[str]:
    """A checklist: verdict, check and what it says; what to do stands under it."""
    for name, diagnosis in told:
        says, todo = _words(diagnosis)
        left = f"{diagnosis.verdict.value:<9}{name:<{LEFT - 9}}"
        yield textwrap.fill(says, WIDTH, initial_indent=left, subsequent_indent=" " * LEFT)
        if todo and diagnosis.verdict is not Verdict.OK:
            indent = " " * LEFT
            do = f"-> {todo}"
            yield textwrap.fill(do, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}   ")


def _as_json(name: str, diagnosis: Diagnosis) -> Mapping[str, Any]:
    says, todo = _words(diagnosis)
    return {
        "check": name,
        "verdict": diagnosis.verdict.value,
        "noticed": diagnosis.noticed.value,
        "says": says,
        "do": todo if diagnosis.verdict is not Verdict.OK else "",
    }


def _words(diagnosis: Diagnosis) -> tuple[str, str]:
    facts = {name: _said(fact) for name, fact in diagnosis.facts.items()}
    if diagnosis.facts.get("is_more"):
        facts["count"] += " or more"
    says, todo = WORDS[diagnosis.noticed]
    return says.format(**facts), todo.format(**facts)


def _said(fact: object) -> str:
    """A fact as somebody reads it; moments are London's."""
    if isinstance(fact, datetime):
        here = fact.astimezone(LONDON)
        return f"{here.day} {here:%B %Y, %H:%M}"
    if isinstance(fact, date):
        return f"{fact.day} {fact:%B %Y}"
    if isinstance(fact, int):
        return f"{fact:,}"
    if isinstance(fact, tuple):
        return ", ".join(_said(one) for one in fact)
    if isinstance(fact, OperatorPart):
        return f"DOORSTEP_OPERATOR_{fact.value.upper()}"
    return str(fact)
