"""Wires what finds work for an owner and speaks of what was found."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.folders import HOME
from bot.bootstrap.matching import make_fit_model
from bot.domain.place import Place
from bot.domain.search_words import SearchWords
from bot.ports import Clock, Gazetteer, Phrases, Storage
from bot.services.describe_opportunity import DescribeOpportunity
from bot.services.find_opportunities import FindOpportunities
from bot.services.give_feedback import GiveFeedback
from bot.services.look_back import LookBack
from bot.services.opportunity_index import OpportunityIndex
from bot.services.prepare_work import Vocabulary
from bot.services.refine_search import RefineSearch
from bot.services.suiting import Suiting
from bot.services.tell_near_misses import TellNearMisses


@dataclass(frozen=True)
class Finding:
    """The services that find work, narrow it, look back at it, and take what is said of it."""

    find: FindOpportunities
    near_misses: TellNearMisses
    look_back: LookBack
    refine: RefineSearch
    describe: DescribeOpportunity
    feedback: GiveFeedback


@dataclass(frozen=True)
class Known:
    """What finding must know to work."""

    storage: Storage
    clock: Clock
    phrases: Phrases
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    subject: SearchWords


def make_index(known: Known) -> OpportunityIndex:
    """The opportunities in memory; whoever searches them shares one."""
    return OpportunityIndex(known.storage, known.vocabulary, known.gazetteer)


def make_finding(known: Known, index: OpportunityIndex) -> Finding:
    """All of them on the real parts, which search that index."""
    from connectors.notices.calendar import EnglishBankHolidays

    storage, clock, trades = known.storage, known.clock, known.vocabulary.trades
    home = known.gazetteer.find(HOME) or Place(HOME, None)
    find = FindOpportunities(
        storage,
        Suiting(index, make_fit_model()),
        known.gazetteer,
        trades,
        clock,
        home,
        EnglishBankHolidays(),
    )
    describe = DescribeOpportunity(storage, find)
    return Finding(
        find=find,
        near_misses=TellNearMisses(find, trades, known.phrases, clock),
        look_back=LookBack(storage, find),
        refine=RefineSearch(storage, find, known.subject),
        describe=describe,
        feedback=GiveFeedback(storage, find, describe, clock),
    )
