"""The web application and the process that serves it and the action server."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from aiohttp import web

from bot.bootstrap import Services, make_samples
from bot.domain.errors import DoorstepError
from bot.ports import Dialogue
from bot.services import profile_endings, quoting_desk, renew_papers, stories_desk
from bot.services.answer_message import AnswerMessage
from bot.services.answer_text import AnswerText
from bot.services.embed_opportunities import embed_opportunities
from bot.services.erase_held import EraseHeld
from bot.services.heard_first import HeardFirst
from bot.services.hold_conversation import HoldConversation
from bot.services.keep_samples import keep_samples
from bot.settings import Settings
from connectors.web import (
    after_win_pages,
    alert_pages,
    browse_pages,
    chat_api,
    complaint_pages,
    contact_pages,
    feed_pages,
    firm_pages,
    guidance_pages,
    health,
    lead_pages,
    list_pages,
    machine_pages,
    mail_door,
    me_pages,
    open_data_pages,
    opportunity_pages,
    outbox_mails,
    outbox_pages,
    quality_pages,
    quote_doors,
    quote_pages,
    spending_pages,
    statement_pages,
    twilio_webhooks,
    ward_pages,
)
from connectors.web.action_server import make_action_app
from connectors.web.buying.set_up import set_up_buying
from connectors.web.keys import (
    CONVERSATIONS,
    DIALOGUE,
    LIMITS,
    SERVICES,
    SETTINGS,
    TEXTS,
    TWILIO,
    WATCH,
)
from connectors.web.limits import RateLimits
from connectors.web.pages import page_middleware, set_up_pages
from connectors.web.presence import DialogueWatch
from connectors.web.problems import problem_middleware
from connectors.web.watch import watch_dialogue

LARGEST_BODY = 32 * 1024
SAMPLES_EVERY = 3600
WAITING_LOOKED_FOR_EVERY = 15
"""Seconds from one look for texts without an answer to the next."""
_PAGES = (
    after_win_pages,
    chat_api,
    complaint_pages,
    contact_pages,
    firm_pages,
    guidance_pages,
    health,
    lead_pages,
    list_pages,
    machine_pages,
    me_pages,
    open_data_pages,
    quality_pages,
    quote_doors,
    quote_pages,
    spending_pages,
    statement_pages,
)
logger = logging.getLogger(__name__)


def make_app(settings: Settings, services: Services, dialogue: Dialogue) -> web.Application:
    """The public application: pages, chat API, health."""
    app = web.Application(
        middlewares=[page_middleware, problem_middleware], client_max_size=LARGEST_BODY
    )
    app[SETTINGS] = settings
    app[SERVICES] = services
    app[DIALOGUE] = dialogue
    app[WATCH] = DialogueWatch(settings.public_address, settings.rasa_log, time.monotonic())
    _hold_conversations(app)
    app[LIMITS] = RateLimits(
        messages_a_minute=settings.messages_a_minute,
        conversations_a_minute=settings.conversations_a_minute,
        complaints_a_minute=settings.complaints_a_minute,
    )
    set_up_buying(app)
    app.router.add_routes(alert_pages.routes)  # before pages that would take ".ics" for an id
    app.router.add_routes(browse_pages.routes)
    app.router.add_routes(feed_pages.routes)
    app.router.add_routes(ward_pages.routes)
    app.router.add_routes(opportunity_pages.routes)
    set_up_pages(app)
    for pages in _PAGES:
        app.router.add_routes(pages.routes)
    app.cleanup_ctx.append(watch_dialogue)
    app.cleanup_ctx.append(_fresh_samples)
    app.cleanup_ctx.append(_warm_search)
    return app


def _hold_conversations(app: web.Application) -> None:
    """The conversations in browsers and by text; the outbox where messages are only shown."""
    services, dialogue = app[SERVICES], app[DIALOGUE]
    answer = AnswerMessage(
        dialogue,
        services.first_help.at_once,
        services.thread,
        services.hand_over,
        services.look_back,
        services.guidance.finish_question,
        services.reaching.doors,
        services.reaching.stop,
        _meant,
        services.quoting.invitations.news,
        lambda talk, text: (
            services.introducing.after.desk.payload(talk, text) or renew_papers.renewal_meant(text)
        ),
    )
    app[CONVERSATIONS] = HoldConversation(services.storage, dialogue, answer, services.held.erase)
    first = HeardFirst(services.introducing.after.desk, services.alerting.answer)
    app[TEXTS] = AnswerText(services.reaching.desk, app[CONVERSATIONS], first)
    if services.reaching.twilio:
        app[TWILIO] = services.reaching.twilio
        app.router.add_routes(twilio_webhooks.routes)
        app.cleanup_ctx.append(twilio_webhooks.closed_at_the_end)
    app.cleanup_ctx.append(_texts_that_wait)
    if app[SETTINGS].mail_in_port:
        app.cleanup_ctx.append(mail_door.mail_is_taken)
    if app[SETTINGS].shows_outbox:
        app.router.add_routes(outbox_pages.routes)
        app.router.add_routes(outbox_mails.routes)


def _meant(text: str) -> str | None:
    """What is plain by its words alone, whatever a model would take it for."""
    known = (
        stories_desk.story_meant,
        profile_endings.meant,
        quoting_desk.meant,
    )
    return next((said for one in known if (said := one(text))), None)


async def serve(
    settings: Settings,
    services: Services,
    dialogue: Dialogue,
    beside: AbstractAsyncContextManager[None],
) -> None:
    """Serves the public application, and the action server on loopback, until told to stop.

    Once both are up `beside` is opened, and closed before they are stopped.

    SIGINT and SIGTERM both end it with its turns finished; also where whoever started it had
    them ignored, as a shell does for what it runs in the background.
    """
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    public = web.AppRunner(make_app(settings, services, dialogue), access_log=None)
    actions = web.AppRunner(make_action_app(services), access_log=None)
    try:
        for runner, host, port in (
            (actions, "127.0.0.1", settings.actions_port),
            (public, settings.host, settings.port),
        ):
            await runner.setup()
            await web.TCPSite(runner, host, port).start()
        logger.info("The page is up at %s", settings.public_address)
        async with beside:
            await stopped.wait()
    finally:
        await public.cleanup()
        await actions.cleanup()


async def _texts_that_wait(app: web.Application) -> AsyncIterator[None]:
    """Answers texts that were left without an answer, and erases what they asked to erase."""
    task = asyncio.create_task(_answer_waiting(app[TEXTS], app[SERVICES].held.erase))
    yield
    task.cancel()


async def _answer_waiting(texts: AnswerText, erase: EraseHeld) -> None:
    while True:
        try:
            await texts.answer_waiting(datetime.now(UTC))
            await asyncio.to_thread(erase.finish_all_asked)
        except DoorstepError as fault:
            logger.warning("Texts that wait are put off: %s", fault)
        await asyncio.sleep(WAITING_LOOKED_FOR_EVERY)


async def _fresh_samples(app: web.Application) -> AsyncIterator[None]:
    """Moves the samples' deadlines along with the days."""
    task = asyncio.create_task(_keep_samples(app[SERVICES]))
    yield
    task.cancel()


async def _keep_samples(services: Services) -> None:
    samples = make_samples()
    while True:
        await asyncio.sleep(SAMPLES_EVERY)
        await asyncio.to_thread(keep_samples, services.storage, samples, services.clock)
        await asyncio.to_thread(embed_opportunities, services.storage, services.vocabulary)


async def _warm_search(app: web.Application) -> AsyncIterator[None]:
    """Takes the first snapshot before the first owner has to wait for it."""
    services = app[SERVICES]
    task = asyncio.create_task(asyncio.to_thread(_warm, services))
    yield
    task.cancel()


def _warm(services: Services) -> None:
    services.find.warm()
    services.browsing.find.warm()
    services.quality.report()
