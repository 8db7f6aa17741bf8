"""Adds the pages for buyers to the application, with the components that they are made of."""

from __future__ import annotations

from aiohttp import web

from connectors.web.buying import (
    amending,
    entries,
    firms,
    people,
    posting,
    questions,
    quotes,
    sign_in,
)


def set_up_buying(app: web.Application) -> None:
    """Adds the routes; links that are under way are sent before the service stops."""
    for part in (sign_in, people, entries, posting, amending, firms, questions, quotes):
        app.router.add_routes(part.routes)
    app.cleanup_ctx.append(sign_in.finish_links)
