"""What an owner is told once a profile is ready, changed, left or shown, and what comes next."""

from __future__ import annotations

from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.firm_name_words import names_firm_plainly
from bot.domain.payloads import meaning
from bot.domain.profile_changes import is_undoing
from bot.domain.profile_facts import FirmProfile, Part
from bot.domain.visibility_words import Visibility, read_visibility
from bot.ports import Phrases
from bot.services.consent_to_be_shown import ConsentToBeShown
from bot.services.keep_profile import KeepProfile, ProfileChange
from bot.services.offer_statement import OfferStatement
from bot.services.profile_questions import LATER
from bot.services.show_fitting_work import ShowFittingWork
from bot.services.tell_profile import TellProfile
from bot.services.tell_standing import TellStanding

MORE, UNDO, SHOW, HIDE = "more", "undo", "show", "hide"
"""What a choice may ask of a profile besides what its goal says."""

BUYERS = "buyers"
"""Whose consent a yes or a no is about, as choices name it."""


class ProfileEndings:
    """Replies that tell a profile; each offers what an owner may want next."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        phrases: Phrases,
        keep: KeepProfile,
        tell: TellProfile,
        work: ShowFittingWork,
        shown: ConsentToBeShown,
        offer: OfferStatement,
        standing: TellStanding,
    ) -> None:
        self._say = phrases.say
        self._keep = keep
        self._tell = tell
        self._work = work
        self._shown = shown
        self._offer = offer
        self._standing = standing

    def done(self, conversation: ConversationId, *, with_more: bool) -> Reply:
        """That the profile is ready, with work that fits it, if the firm said what it does."""
        profile = self._keep.of(conversation)
        if not profile.parts:
            return Reply(self._say("profile.nothing_yet"))
        told = self._tell.listed(profile, profile.parts)
        if not profile.names_work:
            return Reply(self._say("profile.not_useful", told=told))
        said = self._say("profile.done_more" if with_more else "profile.done", told=told)
        found = self._work.for_profile(conversation)
        text = f"{said}\n\n{found.text}"
        return Reply(text, found.cards, (*found.choices, *self._next(profile)))

    def changed(self, conversation: ConversationId) -> Reply:
        """What comes after a single change."""
        profile = self._keep.of(conversation)
        return Reply(self._say("profile.changed_done"), (), tuple(self._next(profile)))

    def of_change(self, change: ProfileChange, notes: str = "") -> Reply:
        """What was changed, and that it can be taken back."""
        if not change.parts:
            return Reply(" ".join(filter(None, [self._say("profile.nothing_new"), notes])))
        told = self._tell.changed(change.now, change.parts)
        said = " ".join(filter(None, [self._say("profile.now", told=told), notes]))
        undo = self._choice("profile.choice.undo", meaning("update_profile", profile=UNDO))
        return Reply(said, (), (undo, *self._next(change.now)))

    def of_undoing(self, change: ProfileChange | None) -> Reply:
        """What is as it was before."""
        if change is None:
            return Reply(self._say("profile.nothing_to_undo"))
        told = self._tell.changed(change.now, change.parts)
        return Reply(self._say("profile.undone", told=told), (), tuple(self._next(change.now)))

    def how_to_change(self, conversation: ConversationId) -> Reply:
        """How a change is said; or that there is nothing yet to change."""
        profile = self._keep.of(conversation)
        if not profile.parts:
            return self.shown(conversation)
        return Reply(self._say("profile.change_how"), (), tuple(self._next(profile)))

    def left(self, conversation: ConversationId) -> Reply:
        """That what was said is kept."""
        profile = self._keep.of(conversation)
        if not profile.parts:
            return Reply(self._say("profile.nothing_yet"))
        told = self._tell.listed(profile, profile.parts)
        return Reply(self._say("profile.left", told=told), (), (self._show_work(),))

    def shown(self, conversation: ConversationId) -> Reply:
        """The whole profile, who can see it, and the page to take away."""
        profile = self._keep.of(conversation)
        if not profile.parts:
            begin = self._choice("choice.yes", meaning("create_profile"))
            return Reply(self._say("profile.tell_empty"), (), (begin,))
        told = "\n".join(self._tell.lines(profile))
        link, hours = self._offer.link(conversation), self._offer.hours
        paragraphs = [
            self._say("profile.tell", told=told),
            " ".join([self._say(self._visibility(conversation)), self._say("profile.tell_change")]),
            *filter(None, [self._standing.words(conversation)]),
            self._say("profile.tell_page", link=link, hours=hours),
        ]
        return Reply(
            "\n\n".join(paragraphs),
            (),
            (*self._next(profile, shown=True), self._buyers(conversation)),
        )

    def ask_to_show(self, conversation: ConversationId) -> Reply:
        """The question whether buyers may see it, with its two answers."""
        yes, no = (meaning(goal, consent=BUYERS) for goal in ("affirm", "deny"))
        choices = (self._choice("choice.yes", yes), self._choice("choice.no", no))
        return Reply(self._shown.ask(conversation), (), choices)

    def answered_to_show(self, conversation: ConversationId, *, agrees: bool) -> Reply:
        """What follows from the answer."""
        self._shown.answer(conversation, agrees=agrees)
        if not agrees:
            return Reply(self._say("profile.shown_no"), (), (self._show_profile(),))
        is_visible = self._shown.is_visible(conversation)
        key = "profile.shown_yes" if is_visible else "profile.shown_yes_waiting"
        return Reply(self._say(key), (), (self._show_profile(),))

    def hidden(self, conversation: ConversationId) -> Reply:
        """That buyers no longer see it."""
        was_shown = self._shown.withdraw(conversation)
        return Reply(self._say("profile.hidden" if was_shown else "profile.hidden_already"))

    def _visibility(self, conversation: ConversationId) -> str:
        if not self._shown.is_given(conversation):
            return "profile.tell_hidden"
        is_visible = self._shown.is_visible(conversation)
        return "profile.tell_shown" if is_visible else "profile.tell_waiting"

    def _buyers(self, conversation: ConversationId) -> Choice:
        if self._shown.is_given(conversation):
            return self._choice("profile.choice.hidden", meaning("show_profile", profile=HIDE))
        return self._choice("profile.choice.shown", meaning("show_profile", profile=SHOW))

    def _next(self, profile: FirmProfile, *, shown: bool = False) -> list[Choice]:
        left = [part for part in (*LATER, Part.NAME) if profile.get(part) is None]
        more = self._choice("profile.choice.more", meaning("create_profile", profile=MORE))
        show = self._show_profile()
        offered = [more] if left else []
        return [*offered, *([self._show_work()] if shown else [show])]

    def _show_profile(self) -> Choice:
        return self._choice("profile.choice.show", meaning("show_profile"))

    def _show_work(self) -> Choice:
        return self._choice("profile.choice.work", meaning("find_opportunities"))

    def _choice(self, label: str, payload: str) -> Choice:
        return Choice("", self._say(label), payload)


def meant(text: str) -> str | None:
    """What words about a profile mean that are plain by themselves; None for any others.

    They work at every point, whatever a model would take them for: undoing a change, the firm's
    name, and whether buyers may see it, so that a consent is taken back as easily as given.
    """
    if is_undoing(text, plainly=True):
        return meaning("update_profile", profile=UNDO)
    if names_firm_plainly(text):
        return meaning("update_profile", words=text)
    wish = read_visibility(text)
    if wish is None:
        return None
    return meaning("show_profile", profile=SHOW if wish is Visibility.SHOWN else HIDE)
