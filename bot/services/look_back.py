"""Goes back: to a list shown before, to the first one shown, or to the one beside."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.heard import Heard
from bot.domain.looking_back import Back, instead, pointed_back
from bot.domain.opportunity import OpportunityId
from bot.domain.payloads import meaning
from bot.ports import Storage
from bot.services.find_opportunities import PAGE, FindOpportunities, Page

_LISTS = frozenset({Back.FIRST_LIST, Back.LIST_BEFORE, Back.THIS_LIST})
_MAY_CORRECT = frozenset({"deny", "out_of_scope", "cancel", "find_opportunities"})
"""What "no, B9" is taken for; other goals do what they say."""
_SURE_TO_POINT = 0.3
"""How sure it must be that "the third one", after "not that one", asks to see it."""
_FACTS = ("trade", "place", "buyer", "min_value", "max_value")


class LookBack:
    """Works on what the conversation was shown; without a search before it nothing is read."""

    def __init__(self, storage: Storage, find: FindOpportunities) -> None:
        self._storage = storage
        self._find = find

    def payload(self, conversation: ConversationId, text: str) -> str | None:
        """What a message that only points back means to the dialogue; None of any other."""
        back = pointed_back(text)
        search = self._latest(conversation) if back else None
        if back is None or search is None:
            return None
        if back in _LISTS:
            return meaning("show_more", list=back.value)
        if back is Back.FIRST_SHOWN:
            with self._storage.transaction() as work:
                first = work.searches.first_shown(conversation)
            return meaning("ask_opportunity_detail", opportunity_id=first) if first else None
        beside = _beside(search, back)
        if beside is None:
            return meaning("show_more", list=Back.THIS_LIST.value)
        return meaning("ask_opportunity_detail", opportunity_id=beside)

    def may_correct(self, conversation: ConversationId, text: str) -> str | None:
        """The words that would put right what was searched for: "B9" of "no, B9"; else None."""
        mended = Heard(text).mends
        words = instead(text) or (mended.text if mended else None)
        return words if words and self._latest(conversation) else None

    def correction(self, conversation: ConversationId, whole: Heard, rest: Heard) -> str | None:
        """What it means to the dialogue, by its facts; None if it corrects no search.

        A bare sum takes the place of the limit that was said.
        """
        search = self._latest(conversation)
        ordinal, is_instead = rest.fact("ordinal"), instead(whole.text) is not None
        points = is_instead and rest.is_for("ask_opportunity_detail", sure=_SURE_TO_POINT)
        if search is None or not (points or whole.goal in _MAY_CORRECT):
            return None
        if ordinal is not None:
            return meaning("ask_opportunity_detail", ordinal=ordinal)
        facts = {kind: rest.fact(kind) for kind in _FACTS if rest.fact(kind) is not None}
        if (amount := rest.fact("amount")) is not None and not facts:
            facts = {_limit_of(search.criteria): amount}
        return meaning("refine_search", **facts) if facts else None

    def list(self, conversation: ConversationId, back: Back) -> Page | None:
        """The list pointed back to, which is then the one worked on; None if there is none.

        The list before is the page before, else the search before.
        """
        search = self._latest(conversation)
        if search is None:
            return None
        if back is Back.THIS_LIST:
            return self._find.resume(search, max(0, search.shown - PAGE))
        if back is Back.LIST_BEFORE and search.shown > PAGE:
            return self._find.resume(search, max(0, search.shown - 2 * PAGE))
        with self._storage.transaction() as work:
            earlier = work.searches.go_back(conversation, to_first=back is Back.FIRST_LIST)
        if earlier is None and back is Back.LIST_BEFORE:
            return None
        return self._find.resume(earlier or search, 0)

    def _latest(self, conversation: ConversationId) -> Search | None:
        with self._storage.transaction() as work:
            return work.searches.latest(conversation)


def _beside(search: Search, back: Back) -> OpportunityId | None:
    """The one before or after the one last spoken of; the other of two; None if it is not clear."""
    page: Sequence[OpportunityId] = search.last_page
    if search.focus not in page:
        return None
    at = page.index(search.focus)
    others = [one for one in page if one != search.focus]
    if back is Back.OTHER_ONE:
        return others[0] if len(others) == 1 else None
    wanted = at - 1 if back is Back.ONE_BEFORE else at + 1
    return page[wanted] if 0 <= wanted < len(page) else None


def _limit_of(criteria: Criteria) -> str:
    has_floor_alone = criteria.min_value is not None and criteria.max_value is None
    return "min_value" if has_floor_alone else "max_value"
