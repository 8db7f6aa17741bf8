"""Wires what hears how work went that was won."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.parts import make_clock
from bot.bootstrap.signing import make_signed_links
from bot.clock import SystemClock
from bot.ports import Phrases, Storage
from bot.services.after_win_desk import AfterWinDesk
from bot.services.after_win_flow import AfterWinFlow
from bot.services.after_win_links import AfterWinLinks
from bot.services.agree_to_be_asked import AgreeToBeAsked
from bot.services.answer_after_win import AnswerAfterWin
from bot.services.hear_after_win import HearAfterWin
from bot.services.keep_thread import KeepThread
from bot.services.tell_after_win import TellAfterWin
from bot.settings import Settings


@dataclass(frozen=True)
class AfterWin:
    """What owners say in the chat and by text, and both sides on a page behind a link."""

    hear: HearAfterWin
    desk: AfterWinDesk
    page: AnswerAfterWin
    links: AfterWinLinks
    tell: TellAfterWin
    agree: AgreeToBeAsked


def make_after_win(
    settings: Settings, storage: Storage, phrases: Phrases, thread: KeepThread
) -> AfterWin:
    """All of it on the domain's clock; its flow joins the thread."""
    hear, tell = HearAfterWin(storage, make_clock(settings)), TellAfterWin(phrases)
    flow = AfterWinFlow(phrases, hear, tell)
    thread.register(flow)
    links = AfterWinLinks(make_signed_links(settings), settings.public_address)
    desk = AfterWinDesk(storage, phrases, hear, flow, thread)
    agree = AgreeToBeAsked(storage, phrases, make_clock(settings), SystemClock())
    return AfterWin(hear, desk, AnswerAfterWin(storage, links, hear), links, tell, agree)
