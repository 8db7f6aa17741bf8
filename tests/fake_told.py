"""In memory: what others were told of somebody's questions and quotes, taken back with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import escape

from bot.domain.feedback import Owner

IsTheirs = Callable[[Owner], bool]


def forget_questions_told(tables: Any, is_theirs: IsTheirs) -> int:
    """Deletes the mails that put their questions to officers."""
    asked = [one.id for one in tables.offered.questions.values() if is_theirs(one.owner)]
    sent = tables.reached.notifications.values()
    gone = {n.id for n in sent for one in asked if n.key.startswith(f"question:{one}:")}
    tables.reached.forget_notifications(gone)
    return len(gone)


def take_out_winners(tables: Any, is_theirs: IsTheirs) -> int:
    """Takes the name of whoever won with their quotes out of what others were told."""
    quotes, reached, count = tables.offered.quotes, tables.reached, 0
    for won in tables.offered.outcomes.values():
        quote, name = quotes.get(won.winner), won.winner_name
        if quote is None or not is_theirs(quote.owner) or not name:
            continue
        begins = (f"outcome:{won.opportunity}:", f"details-notice:{won.opportunity}:")
        for one in list(reached.notifications.values()):
            if one.key.startswith(begins) and name in one.words + one.subject:
                count += 1
                _take_out(reached, one, name)
    return count


def _take_out(reached: Any, one: Any, name: str) -> None:
    on_a_page = r"\s+".join(re.escape(str(escape(part))) for part in name.split())

    def without(words: str) -> str:
        return re.sub(on_a_page, "••••••", words.replace(name, "••••••"))

    told = {"subject": without(one.subject), "words": without(one.words)}
    reached.notifications[one.id] = replace(one, **told)
    if parts := reached.mail_parts.get(one.id):
        reached.mail_parts[one.id] = replace(parts, html=without(parts.html))
    reached.outbox = [
        replace(shown, **told, source=None) if shown.key == one.key else shown
        for shown in reached.outbox
    ]
