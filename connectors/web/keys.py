"""What the web application's parts share, typed."""

from __future__ import annotations

from aiohttp import web

from bot.bootstrap import Services, TwilioDoor
from bot.ports import Dialogue
from bot.services.answer_text import AnswerText
from bot.services.hold_conversation import HoldConversation
from bot.settings import Settings
from connectors.web.limits import RateLimits
from connectors.web.presence import DialogueWatch

SETTINGS = web.AppKey("settings", Settings)
SERVICES = web.AppKey("services", Services)
CONVERSATIONS = web.AppKey("conversations", HoldConversation)
TEXTS = web.AppKey("texts", AnswerText)
DIALOGUE = web.AppKey("dialogue", Dialogue)
WATCH = web.AppKey("watch", DialogueWatch)
LIMITS = web.AppKey("limits", RateLimits)
TWILIO = web.AppKey("twilio", TwilioDoor)
