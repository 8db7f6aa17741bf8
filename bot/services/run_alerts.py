"""One round of alerts: texts made ready, news matched, silence broken, all that is due told."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ports import Storage
from bot.services.break_silence import BreakSilence
from bot.services.embed_opportunities import embed_opportunities
from bot.services.keep_reminders import KeepReminders
from bot.services.match_news import MatchNews
from bot.services.prepare_suppliers import PrepareSupplier, prepare_suppliers
from bot.services.send_alerts import SendAlerts


@dataclass(frozen=True, eq=False)
class RunAlerts:
    """What happens every quarter of an hour; every step can be broken off and done again."""

    storage: Storage
    prepare: PrepareSupplier
    match: MatchNews
    silence: BreakSilence
    send: SendAlerts
    reminders: KeepReminders

    def run(self) -> dict[str, int]:
        """Tells everything that is due; how many by what came of it, and `reminders`.

        Running it again tells nothing twice, at the same moment or later.
        """
        embed_opportunities(self.storage, self.prepare.vocabulary)
        prepare_suppliers(self.storage, self.prepare)
        self.match.run()
        self.silence.run()
        sent = self.send.run()
        counts = dict(sent.counts)
        if sent.over_budget:
            counts["over_budget"] = sent.over_budget
        if reminded := self.reminders.run():
            counts["reminders"] = reminded
        return counts
