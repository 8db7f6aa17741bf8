"""Finding: searching, narrowing, paging, and telling more of one opportunity."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import DoorstepAction, Said
from actions.cards import cards_of, choices_on
from actions.guidance import GuidingAction
from actions.judging import JudgingAction
from bot.domain.looking_back import Back
from bot.domain.opportunity import OpportunityId
from bot.domain.place import Reach
from bot.domain.search_words import Narrowing, asks_again
from bot.services.find_opportunities import Page

_RESPONSES = {
    Reach.NEAR: "utter_found_near",
    Reach.REGION_WIDE: "utter_found_wide",
    Reach.NATIONWIDE: "utter_found_wide",
    Reach.UNKNOWN: "utter_found_vague",
    Reach.ELSEWHERE: "utter_found_elsewhere",
}


class PageAction(DoorstepAction):
    """An action that shows a page of matches."""

    def show(self, dispatcher: CollectingDispatcher, page: Page, response: str) -> None:
        """Says the response, then shows the cards and what may be chosen next."""
        say = self.services.phrases.say
        facts = {
            "what": ", ".join(page.criteria.trades) or page.criteria.words or say("what.anything"),
            "place": page.criteria.place.name if page.criteria.place else say("place.home"),
            "total": page.total,
            "left": page.left,
            "unwanted": page.unwanted,
        }
        dispatcher.utter_message(response=response, **facts)
        self._say_what_the_profile_said(dispatcher, page)
        ways = self._say_what_could_give(dispatcher, page)
        if falls_short(page):
            self._say_where_to_ask(dispatcher, page)
        # Last, for an owner may choose only from the last message.
        if page.matches or ways:
            cards = self._cards(page) if page.matches else {"choices": []}
            cards["choices"] += ways
            dispatcher.utter_message(json_message=cards)

    def _say_what_the_profile_said(self, dispatcher: CollectingDispatcher, page: Page) -> None:
        if page.criteria.by_profile:
            told = self.services.profile.usual.told(page.criteria)
            dispatcher.utter_message(response="utter_by_profile", told=told)

    def _say_what_could_give(
        self, dispatcher: CollectingDispatcher, page: Page
    ) -> list[dict[str, str]]:
        """Says it, and returns what of it one press gives."""
        near = self.services.near_misses
        if misses := near.of(page):
            told = self.services.present.bullets(near.lines(misses))
            dispatcher.utter_message(response="utter_near_misses", told=told)
        return [{"title": one.label, "payload": one.payload} for one in near.ways(misses)]

    def _say_where_to_ask(self, dispatcher: CollectingDispatcher, page: Page) -> None:
        wanted = page.criteria
        answer = self.services.tell_spending.where_to_ask(wanted.buyer, wanted.trades)
        if answer:
            dispatcher.utter_message(response=answer.response, **answer.facts)

    def _cards(self, page: Page) -> dict[str, Any]:
        say, ids = self.services.phrases.say, [m.opportunity.id for m in page.matches]
        more = {"title": say("choice.more"), "payload": "/show_more"}
        why = {"title": say("choice.why"), "payload": '/ask_why_match{"ordinal": 1}'}
        details = [
            {
                "title": say("choice.detail", number=number),
                "payload": f'/ask_opportunity_detail{{"ordinal": {number}}}',
            }
            for number in range(1, len(page.matches) + 1)
        ]
        said = choices_on(self.services, ids, page.leaning)
        return {
            "opportunities": cards_of(self.services, page.matches, page.leaning),
            "choices": [*said, *details, why, *([more] if page.left else [])],
        }


class FindOpportunities(PageAction):
    """A new search."""

    def name(self) -> str:
        return "action_find_opportunities"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        usual = self.services.profile.usual.of(said.conversation)
        any_work = Narrowing.ANY_WORK in self.services.subject.narrowing(said.own_words)
        page = self.services.find.find(
            said.conversation, said.criteria(self.services), usual, any_work=any_work
        )
        self.show(dispatcher, page, response_for(page))


class FindComingUp(PageAction):
    """What buyers plan, and which contracts end."""

    def name(self) -> str:
        return "action_find_coming_up"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        usual = self.services.profile.usual.of(said.conversation)
        criteria = said.criteria(self.services)
        page = self.services.find.coming_up(said.conversation, criteria, usual)
        response = "utter_coming_up" if page.total else "utter_coming_up_nothing"
        self.show(dispatcher, page, response)


class RefineSearch(PageAction, JudgingAction):
    """The last search, narrowed or changed; or what was wrong with one, if that was just asked."""

    def name(self) -> str:
        return "action_refine_search"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.take_reason(dispatcher, said):
            return
        page = self.services.refine.refine(
            said.conversation, said.criteria(self.services), said.own_words
        )
        if page is None:
            dispatcher.utter_message(response="utter_refined_nothing")
        else:
            response = response_for(page) if page.total else "utter_refined_nothing"
            self.show(dispatcher, page, response)


class ShowMore(PageAction, GuidingAction):
    """The next page of the last search, or its first page again as feedback has changed it."""

    def name(self) -> str:
        return "action_show_more"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if back := said.fact("list"):
            self._look_back(dispatcher, said, Back(back))
            return
        if self.guide_further(dispatcher, said):
            return
        again = said.fact("again") is not None or asks_again(said.own_words)
        find = self.services.find.again if again else self.services.find.more
        page = find(said.conversation)
        if page is None:
            dispatcher.utter_message(response="utter_nothing_searched")
        elif again:
            self.show(dispatcher, page, response_for(page))
        else:
            last = "utter_more_last" if page.matches else "utter_no_more"
            self.show(dispatcher, page, "utter_more" if page.left else last)

    def _look_back(self, dispatcher: CollectingDispatcher, said: Said, back: Back) -> None:
        page = self.services.look_back.list(said.conversation, back)
        if page is None:
            dispatcher.utter_message(text=self.services.phrases.say("list.nothing_before"))
        else:
            self.show(dispatcher, page, response_for(page))


class DescribeOpportunity(GuidingAction):
    """More of one of those shown, or of what was explained last."""

    def name(self) -> str:
        return "action_describe_opportunity"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.guide_further(dispatcher, said) or self.guide_on_facet(dispatcher, said):
            return
        found = self.services.describe.describe(said.conversation, **which(said))
        if found is None:
            self.ask_which_one(dispatcher, said)
            return
        o, leaning = found.opportunity, self.services.find.leaning(said.conversation)
        response = "utter_detail_guessed" if found.guessed else "utter_detail"
        summary = self.services.present.summary(o)
        dispatcher.utter_message(response=response, title=o.title, summary=summary)
        cards = cards_of(self.services, [found.match or o], leaning)
        choices = choices_on(self.services, [o.id], leaning)
        dispatcher.utter_message(json_message={"opportunities": cards, "choices": choices})


class ExplainMatch(GuidingAction):
    """Why one is shown, and what speaks against it."""

    def name(self) -> str:
        return "action_explain_match"

    def answer(self, dispatcher: CollectingDispatcher, said: Said) -> None:
        if self.guide_on_facet(dispatcher, said):
            return
        found = self.services.describe.describe(said.conversation, **which(said))
        if found is None:
            self.ask_which_one(dispatcher, said)
            return
        title = found.opportunity.title
        if found.match is None:
            dispatcher.utter_message(response="utter_why_unlike", title=title)
            return
        present, match = self.services.present, found.match
        facts = {
            "reasons": present.bullets(present.said(match.reasons)),
            "against": present.bullets(present.said(match.against)),
        }
        response = "utter_why" if match.against else "utter_why_all_good"
        dispatcher.utter_message(response=response, title=title, **facts)


def falls_short(page: Page) -> bool:
    """Whether a search found nothing, only what is far away, or only what is too large.

    Later pages do not say again what the first one said.
    """
    is_first = page.total - page.left == len(page.matches)
    too_large = [any(one.key == "against.too_large" for one in m.against) for m in page.matches]
    return is_first and (page.best_reach in {None, Reach.ELSEWHERE} or all(too_large))


def response_for(page: Page) -> str:
    """The response that tells truly how near the best of the page is."""
    if page.best_reach is None:
        return "utter_found_only_unwanted" if page.unwanted else "utter_found_nothing"
    if not page.place_was_said and page.best_reach is not Reach.ELSEWHERE:
        is_near = page.best_reach is Reach.NEAR
        return "utter_found_no_place" if is_near else "utter_found_no_place_wide"
    return _RESPONSES[page.best_reach]


def which(said: Said) -> dict[str, Any]:
    """How the message points at one of those shown."""
    chosen = said.fact("opportunity_id")
    return {
        "opportunity_id": OpportunityId(chosen) if chosen else None,
        "ordinal": said.fact("ordinal"),
        "trade": said.fact("trade"),
    }
