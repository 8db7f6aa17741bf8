"""Numbers proved in the chat, wishes agreed to by text, and texts answered as the chat would."""

from __future__ import annotations

import pytest

from tests.client import Chat, Reply
from tests.conversations.answers import is_answer
from tests.conversations.phone import Phone, new_phone
from tests.running import Doorstep


@pytest.fixture
def phone(doorstep_with_samples: Doorstep) -> Phone:
    """A phone of the owner who chats."""
    return new_phone(doorstep_with_samples.client)


def prove(chat: Chat, phone: Phone) -> Reply:
    """What is said once the phone's number is proved."""
    chat.say("log in")
    chat.say(f"it's {phone.number}")
    return chat.say(phone.code)


class TestProving:
    def test_a_number_is_proved_by_the_code_that_comes_to_the_phone(
        self, chat: Chat, phone: Phone
    ) -> None:
        assert "What is your mobile number?" in chat.say("i've been here before").text
        asked = chat.say(phone.number)
        assert f"ending in {phone.number[-3:]}" in asked.text
        assert phone.code not in asked.text
        assert "that is proved" in chat.say(f"its {phone.code}").text

    def test_on_another_device_the_last_search_is_found_again(
        self, chat: Chat, phone: Phone, doorstep_with_samples: Doorstep
    ) -> None:
        chat.say("cleaning in Saltley")
        prove(chat, phone)
        elsewhere = doorstep_with_samples.client.begin()
        assert "Good to have you back" in prove(elsewhere, phone).text
        asked = "tell me about the first one"
        assert elsewhere.say(asked).text == chat.say(asked).text

    def test_a_question_in_between_is_answered_and_the_code_still_works(
        self, chat: Chat, phone: Phone
    ) -> None:
        chat.say("prove my number")
        chat.say(phone.number)
        meanwhile = chat.say("what does tender mean?")
        assert "six digits" in meanwhile.text
        assert "that is proved" in chat.say(phone.code).text

    @pytest.mark.parametrize(
        ("said", "part"), [("0121 496 0000", "landline"), ("+33 6 12 34 56 78", "another country")]
    )
    def test_a_number_that_no_text_reaches_is_told(self, chat: Chat, said: str, part: str) -> None:
        chat.say("sign in")
        assert part in chat.say(said).text


class TestWishingForTexts:
    def test_only_a_yes_by_text_makes_the_wish_stand(self, chat: Chat, phone: Phone) -> None:
        assert "mobile number" in chat.say("text me when something comes up").text
        chat.say(phone.number)
        assert "What work should I look for?" in chat.say(phone.code).text
        assert "How often may I text you?" in chat.say("office cleaning in Saltley").text
        told = chat.say("once a week")
        assert "every Monday if something fits" in told.text
        assert "Reply YES" in told.text
        assert "reply YES to agree".lower() in phone.came[-1].lower()
        again = chat.say("text me when something comes up").text
        assert "every Monday if something fits" in again, "how often was said before"
        phone.text("YES")
        assert "every Monday" in chat.say("text me when something comes up").text

    def test_the_rules_are_changed_in_plain_words(self, chat: Chat, phone: Phone) -> None:
        chat.say("text me when something comes up")
        chat.say(phone.number)
        chat.say(phone.code)
        chat.say("office cleaning in Saltley")
        chat.say("straight away")
        phone.text("YES")
        assert "only up to £5,000" in chat.say("change my alerts: not over £5,000").text
        assert "nothing more goes to any number" in chat.say("stop texting me").text

    def test_it_is_ended_in_the_chat_as_easily(self, chat: Chat, phone: Phone) -> None:
        prove(chat, phone)
        assert is_answer(chat.say("please don't send me texts any more"), "utter_texts_ended")
        before = len(phone.came)
        phone.text("cleaning in Saltley")
        assert len(phone.came) == before

    def test_stop_alone_ends_it_at_once(self, chat: Chat, phone: Phone) -> None:
        prove(chat, phone)
        assert "nothing more goes to any number" in chat.say("STOP").text

    def test_there_is_nothing_to_end_where_no_number_is_known(self, chat: Chat) -> None:
        assert "no number or address" in chat.say("STOP").text


class TestByText:
    def test_a_text_finds_work_as_the_chat_does_and_a_digit_takes_a_choice(
        self, phone: Phone
    ) -> None:
        found = phone.text("cleaning in Saltley")
        assert "cleaning" in found.lower()
        assert "1 " in found
        assert phone.text("1") != found

    def test_stop_start_and_help_are_heard_by_themselves(self, phone: Phone) -> None:
        assert "STOP ends all texts" in phone.text("HELP")
        assert "no more texts" in phone.text("stop")
        silent = len(phone.came)
        phone.text("cleaning in Saltley")
        assert len(phone.came) == silent
        assert "texts can reach you again" in phone.text("START")
        assert "work" in phone.text("STOP 12 Main Street").lower() or len(phone.came) > silent

    def test_a_code_texted_back_is_sent_to_the_chat(self, chat: Chat, phone: Phone) -> None:
        chat.say("log in")
        chat.say(phone.number)
        assert "belongs in the chat" in phone.text(phone.code)
