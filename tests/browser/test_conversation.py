"""Holding a conversation in the browser: typing, waiting, reloading, starting again."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import Visit
from tests.running import Doorstep


def test_nothing_is_stored_before_the_first_message(visitor: ChatPage, page: Page) -> None:
    page.reload()
    visitor.box.fill("cleaning in B9")
    assert visitor.stored() == {}


def test_after_the_first_message_only_the_conversation_is_stored(visitor: ChatPage) -> None:
    visitor.say("cleaning in B9")
    assert list(visitor.stored()) == ["local"]
    assert list(visitor.stored()["local"]) == ["doorstep.conversation"]


def test_the_first_answer_has_cards_and_choices(visitor: ChatPage) -> None:
    visitor.say("catering in Alum Rock")
    expect(visitor.cards.first).to_be_visible()
    expect(visitor.button("More about 1")).to_be_visible()


def test_enter_sends_and_shift_enter_starts_a_line(visitor: ChatPage) -> None:
    visitor.box.press_sequentially("cleaning")
    visitor.box.press("Shift+Enter")
    visitor.box.press_sequentially("in B9")
    expect(visitor.box).to_have_value("cleaning\nin B9")
    visitor.box.press("Enter")
    expect(visitor.box).to_have_value("")
    expect(visitor.cards.first).to_be_visible()


def test_an_example_is_asked_with_one_press(visitor: ChatPage) -> None:
    visitor.button("Any cleaning work near B9?").click()
    expect(visitor.cards.first).to_be_visible()
    expect(visitor.button("Any cleaning work near B9?")).to_have_count(0)


def test_a_choice_is_said_for_the_owner_and_then_goes(visitor: ChatPage) -> None:
    visitor.say("I'm a builder in Tyseley")
    title = visitor.cards.nth(1).get_by_role("heading", level=3).inner_text()
    visitor.button("More about 2").click()
    expect(visitor.log.get_by_text("You said: More about 2", exact=True)).to_be_visible()
    expect(visitor.cards).to_have_count(4)
    expect(visitor.cards.nth(3).get_by_role("heading", level=3)).to_have_text(title)
    expect(visitor.button("More about 2")).to_have_count(0)


def test_a_reload_keeps_the_conversation(visitor: ChatPage, page: Page) -> None:
    visitor.say("cleaning in B9")
    visitor.say("tell me about the second one")
    greeting, before = visitor.log.inner_text().split("You said:", 1)
    page.reload()
    expect(visitor.log.get_by_text("You said: tell me about the second one")).to_be_visible()
    assert visitor.log.inner_text().split("You said:", 1) == ["", before]
    assert "Hello" in greeting
    visitor.say("why that one?")
    expect(visitor.log).to_contain_text("Why I showed you")


def test_another_tab_goes_on_with_the_same_conversation(visitor: ChatPage, page: Page) -> None:
    visitor.say("cleaning in B9")
    other = ChatPage(page.context.new_page()).open(page.url)
    expect(other.log.get_by_text("You said: cleaning in B9")).to_be_visible()


def test_start_again_erases_here_and_there(
    visitor: ChatPage, doorstep_with_samples: Doorstep
) -> None:
    expect(visitor.button("Start again")).to_have_count(0)
    visitor.say("cleaning in B9")
    kept = visitor.page.evaluate("() => JSON.parse(localStorage['doorstep.conversation'])")
    visitor.button("Start again").click()
    expect(visitor.button("Keep it")).to_be_focused()
    visitor.button("Delete it").click()
    expect(visitor.page.get_by_role("status").filter(has_text="is deleted")).to_be_visible()
    assert visitor.stored() == {}
    expect(visitor.cards).to_have_count(0)
    path = f"/api/conversations/{kept['conversation']}/messages"
    opened = {"Authorization": f"Bearer {kept['token']}"}
    assert doorstep_with_samples.client.get(path, opened).status == 404


def test_start_again_can_be_thought_better_of(visitor: ChatPage, page: Page) -> None:
    visitor.say("cleaning in B9")
    visitor.button("Start again").click()
    page.keyboard.press("Escape")
    expect(visitor.button("Delete it")).to_have_count(0)
    expect(visitor.button("Start again")).to_be_focused()
    expect(visitor.cards.first).to_be_visible()


def test_words_that_look_like_a_page_are_shown_as_words(visitor: ChatPage, page: Page) -> None:
    words = "<img src=x onerror=alert(1)><b>cleaning</b>"
    visitor.say(words)
    expect(visitor.log.get_by_text(f"You said: {words}", exact=True)).to_be_visible()
    page.reload()
    expect(visitor.log.get_by_text(f"You said: {words}", exact=True)).to_be_visible()
    assert visitor.log.locator("img, b").count() == 0


def test_a_message_that_is_too_long_stays_in_the_box_with_a_reason(visitor: ChatPage) -> None:
    long = "cleaning " * 400
    visitor.box.fill(long)
    visitor.button("Send").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("too long")
    expect(visitor.box).to_have_value(long.strip())


def test_words_are_kept_when_the_line_is_cut_and_can_be_sent_again(
    visitor: ChatPage, page: Page
) -> None:
    page.route("**/api/**", lambda route: route.abort())
    visitor.box.fill("cleaning in B9")
    visitor.button("Send").click()
    expect(visitor.log).to_contain_text("I could not reach Doorstep")
    page.unroute("**/api/**")
    visitor.button("Try again").click()
    expect(visitor.cards.first).to_be_visible()
    expect(visitor.log.get_by_text("You said: cleaning in B9", exact=True)).to_have_count(1)


def test_an_answer_lost_on_the_way_is_not_asked_for_twice(visitor: ChatPage, page: Page) -> None:
    page.route("**/messages", lambda route: (route.fetch(), route.abort()))
    visitor.box.fill("cleaning in B9")
    visitor.button("Send").click()
    expect(visitor.button("Try again")).to_be_visible()
    page.unroute("**/messages")
    visitor.button("Try again").click()
    expect(visitor.cards.first).to_be_visible()
    page.reload()
    expect(visitor.log.get_by_text("You said: cleaning in B9", exact=True)).to_have_count(1)


def test_a_conversation_that_is_gone_is_said_to_be_gone_and_the_words_are_kept(
    visitor: ChatPage, page: Page, doorstep_with_samples: Doorstep
) -> None:
    visitor.say("cleaning in B9")
    kept = page.evaluate("() => JSON.parse(localStorage['doorstep.conversation'])")
    opened = {"Authorization": f"Bearer {kept['token']}"}
    path = f"/api/conversations/{kept['conversation']}"
    doorstep_with_samples.client.call("DELETE", path, headers=opened)
    visitor.box.fill("cheaper")
    visitor.button("Send").click()
    expect(visitor.log).to_contain_text("That conversation has ended")
    expect(visitor.box).to_have_value("cheaper")
    assert visitor.stored() == {}


def test_made_up_examples_are_marked_on_the_page_and_on_each_card(visitor: ChatPage) -> None:
    banner = visitor.page.get_by_role("banner")
    expect(banner).to_contain_text("These are made-up examples. You cannot bid for them.")
    visitor.say("cleaning in B9")
    for card in visitor.cards.all():
        expect(card.get_by_text("Made-up example", exact=True)).to_be_visible()


def test_a_sample_card_leads_to_the_samples_own_page(visitor: ChatPage, page: Page) -> None:
    visitor.say("cleaning in B9")
    link = visitor.cards.first.get_by_role("link", name=re.compile("See the notice"))
    page.goto(link.get_attribute("href") or "")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Made-up example", exact=True)).to_be_visible()


def test_while_rasa_is_loading_the_page_is_up_and_says_so(
    visit: Visit, doorstep_without_rasa: Doorstep
) -> None:
    visitor = visit(doorstep_without_rasa)
    expect(visitor.page.get_by_text("Doorstep is getting ready.")).to_be_visible()
    visitor.box.fill("cleaning in B9")
    visitor.button("Send").click()
    expect(visitor.page.get_by_role("status").filter(has_text="Getting ready…")).to_be_visible()
    expect(visitor.log.get_by_text("You said: cleaning in B9", exact=True)).to_be_visible()


def test_when_it_is_ready_nothing_says_that_it_is_loading(visitor: ChatPage) -> None:
    expect(visitor.page.get_by_text("Doorstep is getting ready.")).to_have_count(0)
