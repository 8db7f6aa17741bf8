"""Wires the stories of work that firms won."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import SystemClock
from bot.ports import Phrases, Storage
from bot.services.keep_stories import KeepStories
from bot.services.keep_thread import KeepThread
from bot.services.stories_desk import StoriesDesk
from bot.services.story_flow import StoryFlow
from bot.services.tell_stories import TellStories


@dataclass(frozen=True)
class Stories:
    """What is told, kept and worded."""

    desk: StoriesDesk
    keep: KeepStories
    tell: TellStories


def make_stories(storage: Storage, phrases: Phrases, thread: KeepThread) -> Stories:
    """All of it; its flow joins the thread. When something was told or agreed is real time."""
    clock, tell = SystemClock(), TellStories(phrases)
    keep = KeepStories(storage, clock)
    flow = StoryFlow(phrases, keep, tell, clock)
    thread.register(flow)
    return Stories(StoriesDesk(storage, keep, tell, flow, thread), keep, tell)
