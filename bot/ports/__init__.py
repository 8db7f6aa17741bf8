"""What the services need from the world, as Protocols in the domain's words."""

from __future__ import annotations

from bot.ports.joins import JoinRepository
from bot.ports.quality import QualityRepository
from bot.ports.storage import (
    BuyerRepository,
    ChangeRepository,
    ConversationRepository,
    FeedRepository,
    OpportunityRepository,
    PostcodeRepository,
    ReleaseRepository,
    SearchRepository,
    SpendingRepository,
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
    ListTemplate,
    NoticeFeed,
    NoticeReader,
    PaymentsReader,
    Phrases,
    PostcodeDirectory,
    ReleaseCompiler,
    TextEncoder,
    Understanding,
    Vectors,
)

__all__ = [
    "BuyerRepository",
    "ChangeRepository",
    "Clock",
    "ConversationRepository",
    "Dialogue",
    "FeedRepository",
    "Gazetteer",
    "JoinRepository",
    "LexicalIndex",
    "Lexicon",
    "ListTemplate",
    "NoticeFeed",
    "NoticeReader",
    "OpportunityRepository",
    "PaymentsReader",
    "Phrases",
    "PostcodeDirectory",
    "PostcodeRepository",
    "QualityRepository",
    "ReleaseCompiler",
    "ReleaseRepository",
    "SearchRepository",
    "SpendingRepository",
    "Storage",
    "TextEncoder",
    "Understanding",
    "VectorRepository",
    "Vectors",
    "Work",
]
