"""The names by which the queue and its runner know each other; they never change."""

from __future__ import annotations

APPLICATION = "doorstep"
SENDING_QUEUE = "texts"
MAIL_QUEUE = "mails"
SEND = "send_notification"
