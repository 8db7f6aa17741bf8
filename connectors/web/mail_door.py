"""Takes in mail beside the pages, in the same process."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from bot.clock import SystemClock
from connectors.email.listening import taking_mail
from connectors.web.keys import SERVICES, SETTINGS


async def mail_is_taken(app: web.Application) -> AsyncIterator[None]:
    """Listens on loopback, at the port of the settings, for as long as the application is up."""
    settings, inbound = app[SETTINGS], app[SERVICES].inbound_mail
    port, domain = settings.mail_in_port, settings.mail_domain
    async with taking_mail(inbound, SystemClock(), port, domain):
        yield
