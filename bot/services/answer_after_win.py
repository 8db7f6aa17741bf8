"""Opens the question how work went by its signed link, and takes the answer of whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.after_winning import FollowUp, Side, Went
from bot.domain.buyer_contact import BuyerContactId
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.introduction import LONGEST_WORDS, IntroductionId, IntroductionState
from bot.domain.won_work import Win, WinId, Won
from bot.ports import Storage, Work
from bot.services.after_win_links import AfterWinLink, AfterWinLinks
from bot.services.hear_after_win import Answered, HearAfterWin


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """What is asked, of which side, and what that side has said so far."""

    won: Won
    follow_up: FollowUp

    @property
    def side(self) -> Side:
        """Who is asked."""
        return self.follow_up.side


class AnswerAfterWin:
    """For buyers' contacts, and owners who get mails: neither logs in."""

    def __init__(self, storage: Storage, links: AfterWinLinks, hear: HearAfterWin) -> None:
        self._storage = storage
        self._links = links
        self._hear = hear

    def opened(self, signed: str) -> OpenedQuestion:
        """The question; nothing is changed, so a mail scanner may open it.

        Raises NotYoursError or LinkEndedError for the link, NotFoundError where the firm, the
        person or the mailbox is gone, or the win was taken back since.
        """
        link = self._links.read(signed)
        with self._storage.transaction() as work:
            return _opened(work, link)

    def answer(
        self, signed: str, delivered: Went | None, paid: Went | None, words: str = ""
    ) -> OpenedQuestion:
        """Stores what is said, in place of what was said before by that side.

        Raises InvalidInputError where nothing is said or the words are too long, and as `opened`.
        """
        if delivered is None and paid is None:
            raise InvalidInputError("answer")
        if len(words) > LONGEST_WORDS:
            raise InvalidInputError("words")
        link = self._links.read(signed)
        with self._storage.transaction() as work:
            _opened(work, link)
        said = Answered(delivered, paid, words, link.who)
        self._hear.answer(link.introduction, link.days, link.side, said)
        return self.opened(signed)


def _opened(work: Work, link: AfterWinLink) -> OpenedQuestion:
    one = _won(work, link)
    if one is None or not _may(work, one, link):
        raise NotFoundError("question")
    asked = work.follow_ups.of(one.id)
    found = next((o for o in asked if (o.days, o.side) == (link.days, link.side)), None)
    if found is None:
        raise NotFoundError("question")
    return OpenedQuestion(one, found)


def _won(work: Work, link: AfterWinLink) -> Won | None:
    if told := work.wins.get(WinId(link.introduction)):
        return told
    one = work.introductions.get(IntroductionId(link.introduction))
    return one if one and one.state is IntroductionState.WON else None


def _may(work: Work, one: Won, link: AfterWinLink) -> bool:
    """Whether whoever was asked still speaks for that side."""
    if link.side is Side.OWNER or isinstance(one, Win):
        return link.side is Side.OWNER and one.person == link.who
    contact = work.buyer_contacts.get(BuyerContactId(link.who))
    return contact is not None and contact.buyer_key == one.buyer_key
