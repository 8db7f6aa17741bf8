"""What matches news, tells it, and hears the answers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock, make_phrases, make_secret
from bot.bootstrap.reaching import Reaching
from bot.bootstrap.sending import make_text_budget
from bot.bootstrap.suppliers import make_prepare_supplier, make_who_can_do
from bot.domain.keyed_hash import KeyedHash
from bot.domain.text_cost import Budget
from bot.ports import DeadlineFiles, Phrases, Storage
from bot.services.answer_alert import AnswerAlert, AnswerDesk
from bot.services.break_silence import BreakSilence
from bot.services.compose_alert import ComposeAlert
from bot.services.give_feedback import GiveFeedback
from bot.services.introduce_by_text import IntroduceByText
from bot.services.keep_reminders import KeepReminders
from bot.services.match_news import MatchNews
from bot.services.prepare_work import Vocabulary
from bot.services.present_opportunity import PresentOpportunity
from bot.services.publish_alerts import PublishAlerts
from bot.services.read_news import ReadNews
from bot.services.run_alerts import RunAlerts
from bot.services.send_alerts import SendAlerts
from bot.services.tell_deadline import TellDeadline
from bot.services.tell_lot import AlertDesk
from bot.services.word_alerts import Sender, WordAlerts
from bot.settings import Settings


@dataclass(frozen=True)
class Alerting:
    """Alerts: their runs, their answers, reminders and calendar files."""

    run: RunAlerts
    answer: AnswerAlert
    reminders: KeepReminders
    budget: Budget
    calendar: DeadlineFiles
    deadline: TellDeadline
    publish: PublishAlerts


def make_alerting(  # noqa: PLR0913, PLR0917 - what it shares with all else
    settings: Settings,
    storage: Storage,
    known: Vocabulary,
    reaching: Reaching,
    feedback: GiveFeedback,
    introduce: IntroduceByText | None = None,
) -> Alerting:
    """All of it on the domain's clock; what is sent is stored with real times."""
    from connectors.documents.deadline_calendar import DeadlineCalendar
    from connectors.notices.calendar import EnglishBankHolidays
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer

    clock, holidays, phrases = make_clock(settings), EnglishBankHolidays(), make_phrases()
    reading = ReadNews(known.trades, ContentGazetteer(CONTENT), holidays)
    wording = _make_wording(settings, phrases)
    compose = ComposeAlert(wording, KeyedHash(make_secret(settings)))
    reminders = KeepReminders(storage, reaching.notify, wording, holidays, clock)
    budget = make_text_budget(settings)
    desk = AlertDesk(storage, reaching.notify, compose, reading, clock, budget)
    who = make_who_can_do(settings, storage)
    run = RunAlerts(
        storage=storage,
        prepare=make_prepare_supplier(known),
        match=MatchNews(storage, who, reading, clock),
        silence=BreakSilence(storage, reading, clock),
        send=SendAlerts(desk),
        reminders=reminders,
    )
    desk_of_answers = AnswerDesk(storage, wording, compose, feedback, reminders, clock, introduce)
    answer = AnswerAlert(desk_of_answers)
    deadline = TellDeadline(phrases, reminders, reaching.alerts, settings.public_address)
    publish = PublishAlerts(storage, clock)
    return Alerting(run, answer, reminders, budget, DeadlineCalendar(), deadline, publish)


def _make_wording(settings: Settings, phrases: Phrases) -> WordAlerts:
    from connectors.sms.alphabet import GsmAlphabet
    from connectors.text.short_names import load_short_names

    present = PresentOpportunity(phrases, settings.public_address)
    # The name that people know: there is no room for the operator's, which HELP and each page tell.
    sender = Sender(phrases.say("sender.unnamed"), settings.public_address)
    return WordAlerts(phrases, GsmAlphabet(), load_short_names(CONTENT), present, sender)
