"""What ranks opportunities for an owner's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.bootstrap.folders import CONTENT, HOME, KEPT_VECTORS, MODELS
from bot.bootstrap.parts import make_encoder, make_phrases
from bot.domain.fit import FitModel
from bot.domain.opportunity import Opportunity
from bot.domain.place import Place
from bot.domain.trade import Trades
from bot.domain.work_facts import WorkFacts
from bot.ports import Stems
from bot.services.explain_fit import ExplainFit
from bot.services.match_profiles import MatchProfiles
from bot.services.prepare_work import Vocabulary, packed_texts
from bot.services.present_opportunity import PresentOpportunity
from bot.services.work_index import WorkIndex
from bot.settings import Settings


def make_code_names() -> Mapping[str, str]:
    """The names of the kinds of work that notices are filed under, by code."""
    from connectors.text.vocabulary import load_cpv_names

    return load_cpv_names(CONTENT)


def make_trades() -> Trades:
    """The trades, with every word for them."""
    from connectors.text.vocabulary import load_trades

    return load_trades(CONTENT)


def make_stems() -> Stems:
    """What cuts texts into stems."""
    from connectors.text.english_stems import EnglishStems

    return EnglishStems()


def make_vocabulary() -> Vocabulary:
    """What is known of words, whichever notices there are."""
    from connectors.text.trades_file import load_learnt_trades
    from connectors.text.vector_files import CodeNameVectors, load_packing

    names, packing = make_code_names(), load_packing(MODELS)
    vectors = CodeNameVectors(MODELS, list(names)).of
    return Vocabulary(
        trades=make_trades(),
        code_names=names,
        encoder=make_encoder(),
        stems=make_stems(),
        packing=packing,
        code_vectors=vectors,
        learnt=load_learnt_trades(MODELS / "trades.npz"),
    )


def make_fit_model() -> FitModel:
    """What was learnt of how works fit."""
    from connectors.text.fit_file import load_fit

    return load_fit(MODELS / "fit.json")


def make_work_index(
    opportunities: Sequence[Opportunity],
    progress: Callable[[int], object],
    likely: Sequence[Mapping[str, float]] | None = None,
) -> WorkIndex:
    """An index of these opportunities; vectors made before are taken from where they are kept.

    `likely` has for each the chances of its trades, where they are told otherwise than as learnt.
    """
    from connectors.text.vector_cache import CachedEncoder

    vocabulary = make_vocabulary()
    keeping = CachedEncoder(vocabulary.encoder, KEPT_VECTORS)
    packed = packed_texts(opportunities, vocabulary, keeping, progress)
    index = WorkIndex(vocabulary)
    told: Sequence[Mapping[str, float] | None] = likely or [None] * len(opportunities)
    facts = [vocabulary.facts_of(*one) for one in zip(opportunities, told, strict=True)]
    index.append(packed, WorkFacts.joined(facts))
    return index


def make_match_profiles(
    settings: Settings,
    opportunities: Mapping[str, Opportunity],
    progress: Callable[[int], object],
) -> MatchProfiles:
    """What ranks these opportunities, each by the id of its notice, for profiles."""
    from connectors.notices.calendar import EnglishBankHolidays
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.text.vocabulary import load_search_words

    gazetteer, fit = ContentGazetteer(CONTENT), make_fit_model()
    home = gazetteer.find(HOME) or Place(HOME, None)
    index = make_work_index(tuple(opportunities.values()), progress)
    words, names = load_search_words(CONTENT), make_code_names()
    explain = ExplainFit(gazetteer, words, names, home, EnglishBankHolidays())
    present = PresentOpportunity(make_phrases(), settings.public_address)
    return MatchProfiles(opportunities, index, fit, gazetteer, explain, present)
