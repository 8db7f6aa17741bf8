"""The page for buyers who send a list of their own, and the template files that it offers."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.ports import ListTemplate
from connectors.web.keys import SERVICES
from connectors.web.pages import common, render

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
routes = web.RouteTableDef()


@routes.get("/templates")
async def templates(request: web.Request) -> web.Response:
    """How to fill in the list, what each column means, and what happens to it."""
    described = request.app[SERVICES].list_template.described()
    facts = {
        "needed": [column for column in described if column["required"]],
        "welcome": [column for column in described if not column["required"]],
    }
    return render(request, "lists.html", {**await common(request), **facts})


@routes.get("/templates/opportunities.csv")
async def template_csv(request: web.Request) -> web.Response:
    """The template as CSV."""
    return await _file(request.app[SERVICES].list_template, "opportunities.csv", CSV)


@routes.get("/templates/opportunities.xlsx")
async def template_xlsx(request: web.Request) -> web.Response:
    """The template as an Excel workbook."""
    return await _file(request.app[SERVICES].list_template, "opportunities.xlsx", XLSX)


async def _file(template: ListTemplate, name: str, content_type: str) -> web.Response:
    content = await asyncio.to_thread(template.csv if content_type == CSV else template.xlsx)
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=content_type, headers=attached)
