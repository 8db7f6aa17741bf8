"""Mails that come reach whom they are for, and nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import MailRefusedError, StorageUnavailableError
from bot.domain.inbound_mail import ReceivedMail
from bot.domain.reaching import Address, Means
from bot.services.receive_mail import ReceiveMail
from tests.examples import NOW
from tests.fake_mail import FakeBox
from tests.services.reached import PHRASES

POST = "post@doorstep.example"
MAIL = ReceivedMail(
    "<1@buyer.example>", Address(Means.MAIL, "jo@buyer.example"), "A need", "We need a fence.", NOW
)


def receiving(*boxes: FakeBox, contact: str = "hub@example.org") -> ReceiveMail:
    return ReceiveMail("doorstep.example", boxes, PHRASES, contact)


def test_a_mail_reaches_the_box_that_it_is_for_with_its_mark() -> None:
    post, other = FakeBox(marks=frozenset({"", "m"})), FakeBox("returns")
    desk = receiving(post, other)
    desk.receive(POST, MAIL)
    desk.receive("POST+M@doorstep.example", MAIL)
    assert post.got == [(MAIL, ""), (MAIL, "m")]
    assert other.got == []


@pytest.mark.parametrize(
    "recipient", ["nobody@doorstep.example", "post+forged@doorstep.example", "post@other.example"]
)
def test_a_mail_for_nobody_is_refused_with_a_place_to_write_to(recipient: str) -> None:
    desk = receiving(FakeBox())
    words = "Nobody reads mail to this address. Please write to hub@example.org."
    assert desk.why_not(recipient) == words
    with pytest.raises(MailRefusedError, match=words):
        desk.receive(recipient, MAIL)


def test_where_there_is_no_such_place_none_is_named() -> None:
    refusal = receiving(contact="").why_not("nobody@doorstep.example")
    assert refusal == "Nobody reads mail to this address."


def test_an_out_of_office_answer_changes_nothing() -> None:
    post = FakeBox()
    receiving(post).receive(POST, replace(MAIL, is_automatic=True))
    assert post.got == []


def test_a_box_for_reports_gets_what_machines_write() -> None:
    returns, report = FakeBox("returns", takes_automatic=True), replace(MAIL, is_automatic=True)
    receiving(returns).receive("returns@doorstep.example", report)
    assert returns.got == [(report, "")]


@pytest.mark.parametrize("fault", [MailRefusedError("No."), StorageUnavailableError("Away.")])
def test_what_a_box_cannot_take_is_told_to_whoever_hands_it_over(fault: Exception) -> None:
    with pytest.raises(type(fault)):
        receiving(FakeBox(fault=fault)).receive(POST, MAIL)
