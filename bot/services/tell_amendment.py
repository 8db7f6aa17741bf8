"""The words of a change to what was posted: for its page, and for everybody who is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.amendment import Amendment, Part, PartChange
from bot.domain.entry import Entry
from bot.domain.notification import NotificationId
from bot.ports import Phrases, Work
from bot.services.tell_everybody import Hearer, Standing, TellEverybody
from bot.services.tell_invited import Saying
from bot.services.word_entry import when


class WordAmendment:
    """A change in lines: what reads otherwise, until when, and why."""

    def __init__(self, phrases: Phrases) -> None:
        self._say = phrases.say

    def lines(self, one: Amendment) -> list[str]:
        """A line for each part that changed."""
        return [self._line(part) for part in one.parts]

    def shown(self, amendments: Sequence[Amendment]) -> list[Mapping[str, object]]:
        """The history for a page, the newest first: when, what, why, and what it said before."""
        return [
            {
                "when": when(one.at),
                "lines": self.lines(one),
                "why": one.why,
                "before": [part.before for part in one.parts if part.part is Part.WANTED],
            }
            for one in reversed(amendments)
        ]

    def _line(self, one: PartChange) -> str:
        if one.part is Part.DEADLINE:
            before, after = (when(datetime.fromisoformat(at)) for at in (one.before, one.after))
            return self._say("amendment.deadline", before=before, after=after)
        return self._say(f"amendment.{one.part}", before=one.before, after=one.after or "-")


class TellAmendment:
    """Whoever sent a quote hears that it still counts; whoever took it back, that they may anew."""

    def __init__(self, phrases: Phrases, everybody: TellEverybody) -> None:
        self._say = phrases.say
        self._everybody = everybody
        self._words = WordAmendment(phrases)

    def intend(self, work: Work, entry: Entry, one: Amendment) -> Sequence[NotificationId]:
        """Stores what is told in the caller's transaction."""

        def told(hearer: Hearer) -> Saying:
            return self._saying(entry, one, hearer)

        return self._everybody.intend(work, entry, told, is_change=True)

    def deliver(self, meant: Iterable[NotificationId]) -> None:
        """Sends what was intended; again sends nothing twice."""
        self._everybody.deliver(meant)

    def _saying(self, entry: Entry, one: Amendment, hearer: Hearer) -> Saying:
        changes = " ".join(self._words.lines(one))
        why, then = self._say("amendment.why", why=one.why), self._then(entry, one, hearer)

        def text(url: str) -> str:
            return self._everybody.words.of(
                "message.amended",
                buyer=entry.buyer,
                title=entry.title,
                changes=f"{changes} {why}",
                then=then,
                url=url,
            )

        return Saying(
            key=f"amended-since:{hearer.since}" if hearer.since else f"amended:{one.id}",
            text=text,
            subject=self._say("mail.amended.subject", title=entry.title),
            heading=self._say("mail.amended.heading", buyer=entry.buyer),
            lines=(changes, why, then),
            button=self._say("mail.amended.button"),
        )

    def _then(self, entry: Entry, one: Amendment, hearer: Hearer) -> str:
        """What it means for them: a quote that was sent counts on, and may be changed."""
        closes = when(entry.deadline) if entry.deadline else ""
        keys = {Standing.SENT: "sent", Standing.TAKEN_BACK: "taken_back"}
        key = keys.get(hearer.standing, "others")
        if key == "sent" and one.is_material:
            key = "sent_material"
        return self._say(f"amendment.then.{key}", closes=closes)
