"""What the services need from the world, as Protocols in the domain's words."""

from __future__ import annotations

from bot.ports.storage import (
    ChangeRepository,
    ConversationRepository,
    OpportunityRepository,
    ReleaseRepository,
    SearchRepository,
    Storage,
    VectorRepository,
    Work,
)
from bot.ports.world import (
    Clock,
    Dialogue,
    Gazetteer,
    LexicalIndex,
    Lexicon,
    NoticeReader,
    Phrases,
    ReleaseCompiler,
    TextEncoder,
    Understanding,
    Vectors,
)

__all__ = [
    "ChangeRepository",
    "Clock",
    "ConversationRepository",
    "Dialogue",
    "Gazetteer",
    "LexicalIndex",
    "Lexicon",
    "NoticeReader",
    "OpportunityRepository",
    "Phrases",
    "ReleaseCompiler",
    "ReleaseRepository",
    "SearchRepository",
    "Storage",
    "TextEncoder",
    "Understanding",
    "VectorRepository",
    "Vectors",
    "Work",
]
