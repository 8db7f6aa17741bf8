"""Shows work that fits a profile as a new list, which can then be narrowed and paged."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.conversation import Choice, ConversationId, Criteria, Reply
from bot.domain.near_miss import NearMiss
from bot.domain.payloads import meaning
from bot.ports import Clock, Phrases
from bot.services.find_opportunities import FindOpportunities, Page
from bot.services.judged_cards import marked, verdict_choices
from bot.services.present_opportunity import PresentOpportunity
from bot.services.tell_near_misses import TellNearMisses
from bot.services.usual_search import UsualSearch


class ShowFittingWork:
    """The first page of all that fits; nothing but the profile is asked for."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        phrases: Phrases,
        find: FindOpportunities,
        usual: UsualSearch,
        near: TellNearMisses,
        present: PresentOpportunity,
        clock: Clock,
    ) -> None:
        self._phrases = phrases
        self._find = find
        self._usual = usual
        self._near = near
        self._present = present
        self._clock = clock

    def for_profile(self, conversation: ConversationId) -> Reply:
        """How much there is, its first cards, and what may be said of them."""
        usual = self._usual.of(conversation)
        page, now = self._find.change(conversation, Criteria().filled_in(usual)), self._clock.now()
        cards = (self._present.match_card(match, now) for match in page.matches)
        ids = [match.opportunity.id for match in page.matches]
        more = Choice("", self._phrases.say("choice.more"), meaning("show_more"))
        misses = [] if page.total else self._near.of(page)
        verdicts = verdict_choices(self._phrases, ids, page.leaning)
        return Reply(
            self._words(page, misses),
            tuple(marked(card, page.leaning.marks) for card in cards),
            (*verdicts, *([more] if page.left else []), *self._near.ways(misses)),
        )

    def _words(self, page: Page, misses: Sequence[NearMiss]) -> str:
        if page.total:
            return self._phrases.say("profile.work_found", total=page.total)
        if not misses:
            return self._phrases.say("profile.no_work")
        told = self._present.bullets(self._near.lines(misses))
        return self._phrases.say("profile.near_work", told=told)
